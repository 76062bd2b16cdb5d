"""A roster on screen: what is chosen is read out, every key works."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.widgets.roster_board import RosterBoard
from qh_console.ui.widgets.roster_spans import RosterBlock, RosterDay

MONDAY = date(2026, 1, 5)
SHIFT = RosterBlock("s", 1 / 3, 5 / 6, "8:00—20:00", "样本乙", "样本丙、样本甲", False)
GAP = RosterBlock("gap:x", 5 / 6, 1.0, "20:00—24:00", "无人值班", "", False, is_gap=True)


def days(many: int, *blocks: RosterBlock) -> tuple[RosterDay, ...]:
    """Each day's blocks under keys of their own."""
    return tuple(
        RosterDay(MONDAY + timedelta(days=k), k < 28, 0.5 if k == 2 else None,
                  tuple(replace(block, key=f"{block.key}{k}") for block in blocks))
        for k in range(many)
    )  # fmt: skip


@pytest.fixture
def board(look: Look, qtbot: QtBot) -> RosterBoard:
    made = RosterBoard(look)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


def test_what_is_chosen_is_read_out(board: RosterBoard) -> None:
    board.show_days(days(7, replace(SHIFT, is_now=True), GAP))
    assert board.key == "s0"
    assert board.accessibleDescription() == "8:00—20:00，样本乙，样本丙、样本甲"
    board.select("gap:x0")
    assert board.accessibleDescription() == "20:00—24:00，无人值班"
    board.select("nothing")
    assert board.key == "gap:x0"


def test_keys_go_on_and_over_the_edge(board: RosterBoard, qtbot: QtBot) -> None:
    board.show_days(days(7, SHIFT, GAP))
    turned: list[int] = []
    board.turned.connect(turned.append)
    QTest.keyClick(board, Qt.Key.Key_Left)
    QTest.keyClick(board, Qt.Key.Key_Up)
    assert turned == [-1, -1]
    QTest.keyClick(board, Qt.Key.Key_Right)
    QTest.keyClick(board, Qt.Key.Key_Down)
    assert board.key == "gap:x1"
    with qtbot.waitSignal(board.opened) as opened:
        QTest.keyClick(board, Qt.Key.Key_Return)
    assert opened.args == ["gap:x1"]
    QTest.keyClick(board, Qt.Key.Key_PageUp)
    assert turned[-1] == -1


def test_a_month_shows_what_begins_on_a_day_and_walks_by_weeks(board: RosterBoard) -> None:
    board.show_days(days(35, replace(SHIFT, goes_on=True), GAP))
    assert board.box_of("s3").isNull()
    box = board.box_of("gap:x3")
    assert box.width() < 900 / 7
    board.select("gap:x3")
    QTest.keyClick(board, Qt.Key.Key_Down)
    assert board.key == "gap:x10"
    board.grab()


def test_a_double_click_opens(board: RosterBoard, qtbot: QtBot) -> None:
    board.show_days(days(7, SHIFT))
    middle = board.box_of("s4").center()
    with qtbot.waitSignal(board.opened) as opened:
        QTest.mouseDClick(board, Qt.MouseButton.LeftButton, pos=QPoint(round(middle.x()), round(middle.y())))
    assert opened.args == ["s4"]
    QTest.mouseClick(board, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    QTest.mouseMove(board, QPoint(round(middle.x()), round(middle.y())))
    assert board.minimumSizeHint().width() < board.sizeHint().width()
