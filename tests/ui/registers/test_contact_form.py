"""The form of one contact keeps what was typed across a crash, and forgets it on Escape."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from qh_console.ui.drafts import SAVE_AFTER_MS
from qh_console.ui.registers.contact_form import ContactForm
from qh_console.ui.registers.contacts_state import ContactLine
from qh_console.ui.theme import Look
from tests.ui.seats import Seat, seat_at

LINE = ContactLine(
    ("ecology", "liaison"), 0, "生态环境厅", "生态环境厅", "联络员", "", "", "", "", "", "", "", "", False, True
)


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Seat:
    return seat_at(tmp_path)


def form_of(seat: Seat, look: Look, qtbot: QtBot) -> ContactForm:
    made = ContactForm(look, seat.desk)
    qtbot.addWidget(made)
    made.show()
    made.show_line(LINE)
    return made


def name(form: ContactForm) -> QLineEdit:
    found = form.form.editor("name")
    assert isinstance(found, QLineEdit)
    return found


def test_what_was_typed_is_there_after_a_crash(seat: Seat, look: Look, qtbot: QtBot) -> None:
    form = form_of(seat, look, qtbot)
    name(form).setText("李")
    qtbot.wait(SAVE_AFTER_MS + 100)
    again = form_of(seat, look, qtbot)
    assert name(again).text() == "李"
    left: list[bool] = []
    again.left.connect(lambda: left.append(True))
    QTest.keyClick(again, Qt.Key.Key_Escape)
    assert (name(again).text(), left) == ("", [True])
    assert name(form_of(seat, look, qtbot)).text() == ""


def test_nothing_chosen_is_nothing_to_fill_in(seat: Seat, look: Look, qtbot: QtBot) -> None:
    form = form_of(seat, look, qtbot)
    assert form.take_out.isHidden()
    form.show_line(None)
    assert not form.isEnabled()
    assert form.key is None
