"""The map: what is coloured is fresh, alerts and classes are apart, and keys do what clicks do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.widgets.level_badge import LevelView
from qh_console.ui.widgets.map_layout import MapShape
from qh_console.ui.widgets.prefecture_map import MapMark, PrefectureMap

GREEN = "#00E400"
ORANGE = LevelView("orange", "橙色", "Ⅱ")


def _square(key: str, name: str, west: float, south: float) -> MapShape:
    ring = ((west, south), (west + 2, south), (west + 2, south + 2), (west, south + 2))
    return MapShape(key, name, (west + 1, south + 1), (ring,))


SHAPES = (
    _square("nw", "西北", 96, 36),
    _square("ne", "东北", 98, 36),
    _square("sw", "西南", 96, 34),
    _square("se", "东南", 98, 34),
)


@pytest.fixture
def chart(look: Look, qtbot: QtBot) -> PrefectureMap:
    made = PrefectureMap(look, SHAPES)
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    return made


def _greens(image: QImage) -> int:
    """Pixels in which green clearly leads."""
    colours = (QColor(image.pixel(x, y)) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3))
    return sum(c.green() > c.red() + 40 and c.green() > c.blue() + 40 for c in colours)


def _mark(key: str = "nw", **other: object) -> MapMark:
    return MapMark(key, "42", "优", GREEN, **{"is_fresh": True, **other})  # type: ignore[arg-type]


def test_nothing_is_green_that_is_not_fresh(chart: PrefectureMap) -> None:
    chart.show_marks((_mark(),))
    assert _greens(chart.grab().toImage()) > 100
    chart.show_marks((_mark(is_fresh=False),))
    assert _greens(chart.grab().toImage()) == 0
    chart.show_marks(())
    assert _greens(chart.grab().toImage()) == 0


def test_dust_and_alert_change_the_picture(chart: PrefectureMap, look: Look) -> None:
    pictures = []
    for mark in (_mark(), _mark(is_dust=True), _mark(alert=ORANGE)):
        chart.show_marks((mark,))
        pictures.append(chart.grab().toImage())
    assert pictures[0] != pictures[1]
    assert pictures[0] != pictures[2]
    fill = look.theme.alert["orange"].fill.name()
    last = pictures[2]
    assert any(last.pixelColor(x, y).name() == fill for x in range(last.width()) for y in range(last.height()))


def test_a_click_selects_and_a_double_click_opens(chart: PrefectureMap, qtbot: QtBot) -> None:
    labels = {shape.key: chart._labels[shape.key].box.center().toPoint() for shape in SHAPES}
    with qtbot.waitSignal(chart.place_selected, timeout=100) as told:
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=labels["se"])
    assert told.args == ["se"]
    with qtbot.assertNotEmitted(chart.place_selected):
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=labels["se"])
        chart.select("nw")
    with qtbot.waitSignal(chart.place_opened, timeout=100) as told:
        QTest.mouseDClick(chart, Qt.MouseButton.LeftButton, pos=labels["ne"])
    assert told.args == ["ne"]


def test_arrows_walk_and_enter_opens(chart: PrefectureMap, qtbot: QtBot) -> None:
    walked: list[str] = []
    chart.place_selected.connect(walked.append)
    keys = (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Up)
    for key in keys:
        QTest.keyClick(chart, key)
    assert walked == ["nw", "ne", "se", "sw", "nw"]
    with qtbot.waitSignal(chart.place_opened, timeout=100) as told:
        QTest.keyClick(chart, Qt.Key.Key_Return)
    assert told.args == ["nw"]


def test_the_selection_is_told_to_screen_readers(chart: PrefectureMap) -> None:
    chart.show_marks((_mark(alert=ORANGE),))
    chart.select("nw")
    assert chart.accessibleDescription() == "西北 AQI 42 优，橙色 Ⅱ级预警"


def test_equal_marks_repaint_nothing(chart: PrefectureMap, qapp: QApplication) -> None:
    chart.show_marks((_mark(),))
    qapp.processEvents()
    painted: list[int] = []
    paint = chart.paintEvent
    chart.paintEvent = lambda event: (painted.append(1), paint(event))[1]  # type: ignore[method-assign,func-returns-value]
    chart.show_marks((_mark(),))
    qapp.processEvents()
    assert painted == []
    chart.show_marks((_mark(is_dust=True),))
    qapp.processEvents()
    assert painted == [1]


def test_it_lives_in_a_room_too_small_for_it(look: Look, qtbot: QtBot) -> None:
    small = PrefectureMap(look, SHAPES)
    qtbot.addWidget(small)
    small.setMinimumSize(0, 0)
    small.resize(40, 20)
    small.grab()
    PrefectureMap(look, ()).grab()
