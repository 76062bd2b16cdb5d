"""The matrix by click and key; the AQI class and the level are told apart."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.domain.pack import Level
from qh_console.ui.outlook.matrix import HEAD_PX, NAME_PX, ROW_PX, OutlookMatrix
from qh_console.ui.outlook.state import DayCell, DayHead, PlaceRow
from qh_console.ui.theme import Look
from tests.builders import plan

DAYS = tuple(DayHead(date(2026, 1, 9 + k), word, k == 0) for k, word in enumerate(("今天", "明天")))
CELL = DayCell("210–260", "PM2.5", "#99004C", "会商商定", is_agreed=True)
ROWS = (
    PlaceRow("a", "西宁", (CELL, None), Level.ORANGE, "", Level.YELLOW, "距红色差6小时"),
    PlaceRow("b", "海东", (None, CELL), None, "数据不足", None, ""),
    PlaceRow("c", "海西州", (CELL, CELL), Level.HINT, "", None, ""),
)


@pytest.fixture
def matrix(look: Look, qtbot: QtBot) -> OutlookMatrix:
    made = OutlookMatrix(look, plan())
    qtbot.addWidget(made)
    made.show_rows(DAYS, ROWS, "a")
    made.resize(640, made.sizeHint().height())
    made.show()
    return made


def test_a_click_and_the_arrows_choose(matrix: OutlookMatrix) -> None:
    told: list[str] = []
    matrix.place_chosen.connect(told.append)
    QTest.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=QPoint(20, HEAD_PX + ROW_PX + 5))
    QTest.keyClick(matrix, Qt.Key.Key_Down)
    QTest.keyClick(matrix, Qt.Key.Key_Down)
    QTest.keyClick(matrix, Qt.Key.Key_Up)
    assert told == ["b", "c", "b"]
    assert matrix.accessibleDescription() == "海东，建议不作建议，"
    QTest.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=QPoint(20, 5))
    assert matrix.chosen == "b"


def test_cells_under_the_mouse(matrix: OutlookMatrix) -> None:
    assert matrix.cell_at(QPointF(NAME_PX + 5, HEAD_PX + 5)) is CELL
    assert matrix.cell_at(QPointF(5, HEAD_PX + 5)) is None
    assert matrix.row_at(QPointF(5, 5)) is None
    assert matrix.cell_at(QPointF(NAME_PX + 5, HEAD_PX + ROW_PX + 5)) is None


def test_the_class_is_a_bar_in_its_own_colour(matrix: OutlookMatrix) -> None:
    picture = matrix.grab().toImage()
    assert picture.pixelColor(NAME_PX + 5, HEAD_PX + ROW_PX // 2) == QColor("#99004C")


def test_equal_rows_repaint_nothing(matrix: OutlookMatrix, qtbot: QtBot) -> None:
    before = matrix.grab().toImage()
    matrix.show_rows(DAYS, ROWS, "a")
    assert matrix.grab().toImage() == before
