"""A roster drawn: gaps and overlaps hatched so that they show without colour, the hour marked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.widgets.roster_board import RosterBoard
from tests.ui.widgets.test_roster_board import GAP, SHIFT, days


@pytest.fixture
def board(look: Look, qtbot: QtBot) -> RosterBoard:
    made = RosterBoard(look)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


def shades(board: RosterBoard, key: str) -> set[int]:
    box = board.box_of(key).toRect().adjusted(6, 24, -6, -20)
    image = board.grab(box).toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    return {image.pixelColor(x, y).value() for x in range(image.width()) for y in range(image.height())}


def test_a_gap_is_hatched_and_a_shift_is_plain(board: RosterBoard) -> None:
    board.show_days(days(7, SHIFT, GAP))
    assert len(shades(board, "s1")) == 1
    assert len(shades(board, "gap:x1")) > 1


def test_an_overlap_is_hatched(board: RosterBoard) -> None:
    board.show_days(days(7, replace(SHIFT, overlaps=True)))
    assert len(shades(board, "s1")) > 1
    assert "两班重叠" in board.days[0].blocks[0].tip


def test_the_hour_is_marked_on_its_day_alone(board: RosterBoard, look: Look) -> None:
    board.show_days(days(7, SHIFT))
    image, ink = board.grab().toImage(), look.theme.colour("fault").name()
    rows = [y for y in range(image.height()) if any(image.pixelColor(x, y).name() == ink for x in range(image.width()))]
    day = (image.height() - 24) / 7
    assert rows
    assert 24 + 2 * day - 3 <= rows[0] < rows[-1] <= 24 + 3 * day + 3
