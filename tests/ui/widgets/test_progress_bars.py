"""Progress by unit: chosen by click and key, cleared by the same click or Escape."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.widgets.progress_bars import ProgressBars, ProgressView

ROWS = (
    ProgressView("ecology", "省生态环境厅", 7, 9, overdue=1),
    ProgressView("police", "省公安厅", 4, 4),
    ProgressView("xining", "西宁市人民政府", 0, 0, fresh=2),
)


@pytest.fixture
def bars(look: Look, qtbot: QtBot) -> ProgressBars:
    made = ProgressBars(look)
    qtbot.addWidget(made)
    made.show_rows(ROWS)
    made.resize(made.sizeHint())
    made.show()
    return made


def test_clicks_choose_and_clear(bars: ProgressBars) -> None:
    told: list[str] = []
    bars.unit_chosen.connect(told.append)
    for _ in range(2):
        QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(50, 60))
    assert told == ["police", ""]


def test_arrows_and_escape(bars: ProgressBars) -> None:
    told: list[str] = []
    bars.unit_chosen.connect(told.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Escape, Qt.Key.Key_Escape):
        QTest.keyClick(bars, key)
    assert told == ["ecology", "police", "ecology", ""]


def test_a_unit_that_went_is_no_longer_chosen(bars: ProgressBars) -> None:
    bars.select("police")
    assert bars.accessibleDescription() == "省公安厅：4/4，逾期0"
    bars.show_rows(ROWS[:1])
    assert bars.chosen == ""
    assert bars.sizeHint().height() == 44


def test_done_and_overdue_are_on_the_picture(bars: ProgressBars, look: Look) -> None:
    image = bars.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert {look.theme.colour(name).name() for name in ("accent", "ok", "fault")} <= colours
