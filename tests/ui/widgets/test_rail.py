"""The rail: rooms by click and key, counts on their badges."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.widgets.rail import Rail, RailItem

ITEMS = (RailItem("watch", "值守", "watch", "F1"), RailItem("alert", "预警", "alert", "F3"))


@pytest.fixture
def rail(look: Look, qtbot: QtBot) -> Rail:
    made = Rail(look, ITEMS)
    qtbot.addWidget(made)
    made.resize(72, 400)
    made.show()
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_keys_open_the_focused_room(rail: Rail, qtbot: QtBot, key: Qt.Key) -> None:
    rail.button("alert").setFocus()
    with qtbot.waitSignal(rail.room_chosen, timeout=100) as told:
        QTest.keyClick(rail.button("alert"), key)
    assert told.args == ["alert"]


def test_showing_the_current_room_tells_nobody(rail: Rail, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(rail.room_chosen):
        rail.set_current("alert")
    assert rail.button("alert").isChecked()
    assert not rail.button("watch").isChecked()


def test_counts(rail: Rail) -> None:
    bare = rail.button("alert").grab().toImage()
    rail.set_badges({"alert": 3})
    assert rail.button("alert").accessibleName() == "预警，3项待办"
    assert rail.button("alert").grab().toImage() != bare
    rail.set_badges({"alert": 120})
    rail.button("alert").grab()
    rail.set_badges({})
    assert rail.button("alert").accessibleName() == "预警"
    assert rail.button("alert").grab().toImage() == bare


def test_a_tool_tip_names_the_key(rail: Rail) -> None:
    assert rail.button("watch").toolTip() == "值守（F1）"
