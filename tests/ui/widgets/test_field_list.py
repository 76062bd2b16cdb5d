"""Fields are readable as typed and can be copied; equal ones are not built again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.widgets.field_list import FieldLine, FieldList

LINES = (FieldLine("级别", "橙色"), FieldLine("结论", "<b>达到</b>", 1), FieldLine("", "甲，同意", 2))


def test_fields_as_text(look: Look, qtbot: QtBot) -> None:
    fields = FieldList(look)
    qtbot.addWidget(fields)
    fields.show_lines(LINES)
    labels = fields.findChildren(QLabel)
    assert {label.text() for label in labels} == {"级别", "橙色", "结论", "<b>达到</b>", "甲，同意"}
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)
    page = fields.widget()
    fields.show_lines(list(LINES))
    assert fields.widget() is page
    fields.show_lines(LINES[:1])
    assert fields.lines == LINES[:1]


def test_a_digest_wraps_inside_the_list(look: Look, qtbot: QtBot) -> None:
    fields = FieldList(look)
    qtbot.addWidget(fields)
    fields.resize(300, 200)
    fields.show()
    fields.show_lines((FieldLine("摘要", "0f" * 32),))
    page = fields.widget()
    assert page is not None
    assert page.width() <= fields.viewport().width()
