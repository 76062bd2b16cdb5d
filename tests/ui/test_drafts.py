"""A form is saved a moment after the last edit, at once when another opens, and not after it is done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from qh_console.ui.desk import Desk
from qh_console.ui.drafts import SAVE_AFTER_MS, DraftKeeper, FormDraft, keep_fields
from qh_console.ui.theme import Look
from qh_console.ui.widgets.field_form import FieldForm, FieldSpec
from tests.ui.seats import seat_at


@dataclass(frozen=True)
class Form:
    text: str


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Desk:
    return seat_at(tmp_path).desk


def test_the_last_edit_is_what_stays(desk: Desk, qtbot: QtBot) -> None:
    keeper = DraftKeeper(desk)
    keeper.keep("a", Form("一"))
    keeper.keep("a", Form("二"))
    assert desk.drafting.keys() == ()
    qtbot.waitUntil(lambda: desk.drafting.load("a", Form) == Form("二"), timeout=SAVE_AFTER_MS + 1000)


def test_another_form_saves_the_one_before_at_once(desk: Desk) -> None:
    keeper = DraftKeeper(desk)
    keeper.keep("a", Form("一"))
    keeper.keep("b", Form("二"))
    assert desk.drafting.keys() == ("a",)
    found: list[Form] = []
    keeper.fetch("b", Form, found.append)
    keeper.fetch("c", Form, found.append)
    assert found == [Form("二")]


def test_what_is_done_is_gone_and_does_not_come_back(desk: Desk) -> None:
    keeper = DraftKeeper(desk)
    keeper.keep("a", Form("一"))
    keeper.flush()
    keeper.keep("a", Form("二"))
    keeper.discard("a")
    keeper.flush()
    assert desk.drafting.keys() == ()


def test_what_waits_is_saved_when_the_program_ends(desk: Desk) -> None:
    keeper = DraftKeeper(desk)
    keeper.keep("a", Form("一"))
    application = QCoreApplication.instance()
    assert application is not None
    application.aboutToQuit.emit()
    assert desk.drafting.keys() == ("a",)


def test_the_fields_of_a_form_follow_what_they_are_about_and_hold_no_password(
    desk: Desk, look: Look, qtbot: QtBot
) -> None:
    form = FieldForm(look, (FieldSpec("name", "姓名"), FieldSpec("word", "口令", "secret")))
    qtbot.addWidget(form)
    kept = keep_fields(desk, form, form)
    name, word = form.editor("name"), form.editor("word")
    assert isinstance(name, QLineEdit)
    assert isinstance(word, QLineEdit)
    word.setText("secret")
    kept.open("a")
    word.setText("secret too")
    name.setText("李")
    kept.open("b")
    assert desk.drafting.load("a", FormDraft) == FormDraft((("name", "李"),))
    form.set_values({"name": "", "word": ""})
    kept.open("")
    name.setText("到别处")
    kept.open("a")
    assert form.values() == {"name": "李", "word": ""}
    kept.drop()
    kept.open("b")
    assert desk.drafting.keys() == ()
