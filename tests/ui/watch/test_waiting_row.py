"""The row of what waits: as many buttons as fit, none over another, the rest counted and named at the pointer."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.tour import settle
from qh_console.ui.watch.state import WaitingLine
from qh_console.ui.watch.waiting_row import NOTHING, WaitingRow

LINES = tuple(WaitingLine(f"k{n}", "response", f"a{n}", f"西宁 任务逾期{n}项", 9 - n) for n in range(1, 9))


@pytest.fixture
def row(look: Look, qtbot: QtBot) -> WaitingRow:
    made = WaitingRow(look)
    qtbot.addWidget(made)
    made.show()
    return made


def _shown(row: WaitingRow, width: int) -> list[str]:
    row.resize(width, 36)
    settle()
    parts = [b for b in (*row.buttons, row.more) if b.isVisible()]
    for a, b in pairwise(parts):
        assert a.geometry().right() < b.geometry().left()
    assert len(parts) == 1 or parts[-1].geometry().right() <= width
    assert all(b.width() >= b.minimumWidth() for b in row.buttons if b.isVisible())
    return [b.accessibleName() for b in row.buttons if b.isVisible()]


def test_nothing_waits(row: WaitingRow) -> None:
    row.show_lines(())
    assert _shown(row, 600) == []
    assert row.more.text() == NOTHING


@pytest.mark.parametrize("width", [240, 320, 633, 900, 3000])
def test_what_has_no_room_is_counted_and_the_gravest_always_stands(row: WaitingRow, width: int) -> None:
    row.show_lines(LINES)
    found = _shown(row, width)
    assert found == [line.text for line in LINES[: len(found)]]
    hidden = LINES[len(found) :]
    assert found
    assert row.more.text() == (f"另有{len(hidden)}项" if hidden else "")
    assert row.more.toolTip() == "\n".join(line.text for line in hidden)
    assert (len(found) == len(LINES)) is (width == 3000)


def test_a_button_leads_to_its_thing(row: WaitingRow, qtbot: QtBot) -> None:
    row.show_lines(LINES[:1])
    with qtbot.waitSignal(row.chosen) as told:
        QTest.mouseClick(row.buttons[0], Qt.MouseButton.LeftButton)
    assert told.args == [LINES[0]]
