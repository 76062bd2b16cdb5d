"""The table on the screen: selection that outlives updates, keys, copying, and drawing of every mark."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.widgets.level_badge import LevelView
from qh_console.ui.widgets.table import Column, IconMark, Swatch
from qh_console.ui.widgets.table_view import Table


@dataclass(frozen=True)
class Line:
    key: str
    aqi: int
    mark: object | None = None


COLUMNS = (
    Column[Line]("地区", lambda line: line.key, is_bold=True),
    Column[Line]("AQI", lambda line: str(line.aqi), is_number=True, sort_key=lambda line: line.aqi),
    Column[Line]("标记", lambda line: "有", mark=lambda line: line.mark, width_px=120),
    Column[Line]("备注", lambda line: "—", width_px=-1),
)
ROWS = (Line("海东", 312), Line("西宁", 235), Line("玉树", 38))


@pytest.fixture
def table(look: Look, qtbot: QtBot) -> Table[Line]:
    made = Table(look, COLUMNS, lambda line: line.key)
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show_rows(ROWS)
    made.show()
    return made


def test_the_selection_outlives_an_update_and_a_sort(table: Table[Line], qtbot: QtBot) -> None:
    table.select("西宁")
    with qtbot.assertNotEmitted(table.row_selected):
        table.show_rows((Line("果洛", 400), replace(ROWS[1], aqi=401), ROWS[0]))
        table.rows_model.sort(1, Qt.SortOrder.DescendingOrder)
    assert table.selected_key == "西宁"
    assert table.rows_model.rows[0].key == "西宁"


def test_clicks_and_keys_tell_the_key_of_the_row(table: Table[Line], qtbot: QtBot) -> None:
    where = table.visualRect(table.rows_model.index(1, 0)).center()
    with qtbot.waitSignal(table.row_selected, timeout=100) as told:
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert told.args == ["西宁"]
    with qtbot.waitSignal(table.row_selected, timeout=100) as told:
        QTest.keyClick(table, Qt.Key.Key_Down)
    assert told.args == ["玉树"]
    with qtbot.waitSignal(table.row_opened, timeout=100) as told:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert told.args == ["玉树"]


def test_selecting_by_key_tells_nobody_and_unknown_keys_clear(table: Table[Line], qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(table.row_selected):
        table.select("玉树")
        assert table.selected_key == "玉树"
        table.select("nobody")
    assert table.selected_key is None


def test_copying(table: Table[Line]) -> None:
    table.select("海东")
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "海东\t312\t有\t—"
    assert table.as_text().splitlines()[:2] == ["地区\tAQI\t标记\t备注", "海东\t312\t有\t—"]


def test_a_click_on_a_title_sorts(table: Table[Line]) -> None:
    header = table.horizontalHeader()
    where = header.sectionViewportPosition(1) + 10
    for wanted in (["海东", "西宁", "玉树"], ["玉树", "西宁", "海东"], ["海东", "西宁", "玉树"]):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(where, 8))
        assert [line.key for line in table.rows_model.rows] == wanted


@pytest.mark.parametrize("mark", [LevelView("red", "红色", "Ⅰ"), Swatch("#ff00ff"), IconMark("warn", "fault")])
def test_marks_are_drawn(table: Table[Line], mark: object) -> None:
    before = table.grab().toImage()
    table.show_rows((replace(ROWS[0], mark=mark), *ROWS[1:]))
    assert table.grab().toImage() != before


def test_the_last_column_takes_the_rest(table: Table[Line]) -> None:
    header = table.horizontalHeader()
    assert header.sectionSize(2) == 120
    assert header.length() == table.viewport().width()


def test_several_rows_where_asked_for(table: Table[Line]) -> None:
    table.select_many()
    table.select("海东")
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert list(table.selected_keys) == ["海东", "西宁"]
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert list(table.selected_keys) == ["海东", "西宁", "玉树"]
