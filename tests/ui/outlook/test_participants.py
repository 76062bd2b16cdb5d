"""People of a consultation, a line each."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from qh_console.domain.particulars import Participant
from qh_console.ui.outlook.participants import ParticipantsEditor
from qh_console.ui.theme import Look
from tests.builders import plan

PEOPLE = (Participant("ecology", "辛", "同意"), Participant("met", ""))


@pytest.fixture
def editor(look: Look, qtbot: QtBot) -> ParticipantsEditor:
    made = ParticipantsEditor(look, plan().units)
    qtbot.addWidget(made)
    made.show_people(PEOPLE)
    made.show()
    return made


def test_people_there_and_back_without_telling(editor: ParticipantsEditor, qtbot: QtBot) -> None:
    assert editor.people() == PEOPLE
    with qtbot.assertNotEmitted(editor.changed):
        editor.show_people(PEOPLE[:1])
    assert editor.people() == PEOPLE[:1]


def test_typing_adding_and_dropping(editor: ParticipantsEditor) -> None:
    told: list[int] = []
    editor.changed.connect(lambda: told.append(len(editor.people())))
    QTest.keyClicks(editor.name_field(1), "r")
    QTest.mouseClick(editor.more, Qt.MouseButton.LeftButton)
    assert editor.people()[-1] == Participant("met", "")
    drops = editor.findChildren(QToolButton)
    for drop in drops:
        QTest.mouseClick(drop, Qt.MouseButton.LeftButton)
    assert len(editor.people()) == 1
    assert told[:2] == [2, 3]


def test_the_first_without_a_name_is_reached(editor: ParticipantsEditor, qtbot: QtBot) -> None:
    editor.focus_first()
    qtbot.waitUntil(editor.name_field(1).hasFocus)
