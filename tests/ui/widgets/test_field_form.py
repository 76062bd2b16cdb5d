"""Forms: every kind of field keeps what it is given, tells what is typed, and carries its own error."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.widgets.field_form import Choice, FieldForm, FieldSpec

CHOICES = (Choice("a", "甲"), Choice("b", "乙"), Choice("c", "丙"))
FIELDS = (
    FieldSpec("number", "文号", is_required=True, hint="青环〔2026〕"),
    FieldSpec("password", "密码", "secret"),
    FieldSpec("reason", "理由", "text"),
    FieldSpec("place", "地区", "choice", choices=CHOICES),
    FieldSpec("units", "单位", "many", choices=CHOICES),
    FieldSpec("agreed", "结论", "check", hint="同意"),
    FieldSpec("from", "起始", "time", clause="3.3.1"),
)
FILLED = {
    "number": "12", "password": "秘密", "reason": "静稳\n逆温", "place": "b", "units": "a\nc", "agreed": "1",
    "from": "2026-01-12 08:30",
}  # fmt: skip


@pytest.fixture
def form(dressed: Look, qtbot: QtBot) -> FieldForm:
    made = FieldForm(dressed, FIELDS)
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_goes_in_comes_out_and_nobody_is_told(form: FieldForm, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(form.field_changed):
        form.set_values(FILLED)
        form.set_values({"no such field": "x"})
    assert form.values() == FILLED
    form.set_values(dict.fromkeys(("number", "reason", "place", "units", "agreed"), ""))
    assert {**form.values(), "password": "", "from": ""} == dict.fromkeys(FILLED, "")


@pytest.mark.parametrize("key", FILLED)
def test_every_kind_tells_of_its_change(form: FieldForm, qtbot: QtBot, key: str) -> None:
    other = FieldForm(form._look, FIELDS)
    qtbot.addWidget(other)
    told: list[tuple[str, str]] = []
    other.field_changed.connect(lambda key, value: told.append((key, value)))
    editor = other.editor(key)
    if isinstance(editor, QLineEdit):
        QTest.keyClicks(editor, "x")
    elif isinstance(editor, QCheckBox):
        editor.click()
    else:
        QTest.keyClick(_typed_into(editor), Qt.Key.Key_Space if key == "units" else Qt.Key.Key_Down)
        if key == "reason":
            QTest.keyClicks(editor, "x")
    assert [name for name, _ in told] == [key]
    assert told[-1] == (key, other.values()[key])


def _typed_into(editor: QWidget) -> QWidget:
    box = editor.findChild(QCheckBox)
    return box if isinstance(box, QCheckBox) else editor


def _errors(form: FieldForm) -> list[str]:
    labels = form.findChildren(QLabel)
    return [label.text() for label in labels if label.property("role") == "error" and not label.isHidden()]


def test_an_error_stands_beside_its_field_until_cleared(form: FieldForm) -> None:
    form.set_errors({"number": "还没有文号", "from": "起始时间已过"})
    assert _errors(form) == ["还没有文号", "起始时间已过"]
    assert form.editor("number").property("wrong")
    form.focus_first_error()
    assert form.focusWidget() is form.editor("number")
    form.set_errors({})
    assert _errors(form) == []
    assert not form.editor("number").property("wrong")


def test_required_is_marked_and_read_out(form: FieldForm) -> None:
    assert form.editor("number").accessibleName() == "文号（必填）"
    assert form.editor("reason").accessibleName() == "理由"
    assert [label.text() for label in form.findChildren(QLabel) if label.toolTip() == "必填"] == ["*"]


def test_enter_submits_and_leaving_is_told(form: FieldForm, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.submitted, timeout=100):
        QTest.keyClick(form.editor("number"), Qt.Key.Key_Return)
    form.editor("number").setFocus()
    with qtbot.waitSignal(form.field_left, timeout=100) as told:
        form.editor("reason").setFocus()
    assert told.args == ["number"]


def test_a_field_in_use_keeps_its_cursor(form: FieldForm) -> None:
    form.set_values({"number": "青环12"})
    line = form.editor("number")
    assert isinstance(line, QLineEdit)
    line.setCursorPosition(1)
    form.set_values({"number": "青环12"})
    assert line.cursorPosition() == 1


def test_a_closed_field_says_why(form: FieldForm) -> None:
    form.set_enabled("place", False, "发布后不能改地区")
    assert not form.editor("place").isEnabled()
    assert form.editor("place").toolTip() == "发布后不能改地区"
