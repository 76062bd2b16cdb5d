"""One form: refusals beside their fields, the password kept out of the draft."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.domain.verdicts import Reason
from qh_console.ui.alert.drafts import StepDraft
from qh_console.ui.alert.forms import PASSWORD, approval_fields, fields_of
from qh_console.ui.alert.step_form import StepForm
from qh_console.ui.theme import Look
from tests.builders import office, plan

BOARD = office().board
DRAFT = StepDraft("a1", "propose-issue", (("extent", "全域"), ("starts_at", "2026-01-09 20:00")))


@pytest.fixture
def form(look: Look, qtbot: QtBot) -> StepForm:
    made = StepForm(look)
    qtbot.addWidget(made)
    made.show_step(DRAFT, fields_of("propose-issue", BOARD, plan()), "提请发布", "提请发布")
    made.show()
    return made


def test_edits_become_drafts_without_the_password(form: StepForm, qtbot: QtBot) -> None:
    told: list[StepDraft] = []
    asked: list[tuple[StepDraft, str]] = []
    form.edited.connect(told.append)
    form.asked.connect(lambda draft, password: asked.append((draft, password)))
    assert form.form is not None
    form.form.editor("outlook").setPlainText("好转")  # type: ignore[union-attr]
    form.form.editor(PASSWORD).setText("word")  # type: ignore[union-attr]
    assert told[-1].text("outlook") == "好转"
    QTest.mouseClick(form.go, Qt.MouseButton.LeftButton)
    draft, password = asked[0]
    assert password == "word"
    assert draft.text("extent") == "全域"
    assert "word" not in str(draft)
    form.clear_password()
    assert form.form.values()[PASSWORD] == ""


def test_refusals_stand_where_they_belong(form: StepForm) -> None:
    form.show_reasons((Reason("影响范围没有填写", "3.3.1", "extent"), Reason("不能办", "3.3")))
    assert form.error.text() == "不能办（预案3.3）"
    assert form.form is not None
    assert form.form.editor("extent").property("wrong")
    form.show_reasons(())
    assert form.error.isHidden()
    assert not form.form.editor("extent").property("wrong")


def test_what_is_said_of_the_called_stands_at_the_account(form: StepForm) -> None:
    form.show_step(StepDraft("a1", "approve"), approval_fields(BOARD, False), "批准", "批准")
    form.show_reasons((Reason("批准人没有签批权限", "3.3.1", "spoke_to"),))
    assert form.error.isHidden()
    assert form.form is not None
    assert form.form.editor("by").property("wrong")


def test_a_greyed_button_says_why_and_a_note_is_shown(form: StepForm, qtbot: QtBot) -> None:
    form.show_step(DRAFT, fields_of("propose-issue", BOARD, plan()), "提请发布", "提请发布", "请注意", "成因未定")
    assert not form.go.isEnabled()
    assert form.go.toolTip() == "成因未定"
    with qtbot.assertNotEmitted(form.asked):
        form.form.submitted.emit()  # type: ignore[union-attr]


def test_a_field_is_reached(form: StepForm, qtbot: QtBot) -> None:
    form.focus_field("extent")
    assert form.form is not None
    qtbot.waitUntil(lambda: form.form is not None and form.form.editor("extent").hasFocus())
    form.focus_field("gone")
