"""The plot: values read out under the cross, keys, and the picture that goes on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.domain.clock import HOUR, from_beijing
from qh_console.problems import KnownProblem
from qh_console.ui.theme import Look
from qh_console.ui.widgets.air_plot import AirPlot
from qh_console.ui.widgets.air_view import BandSpan, ClassBand, PlotView, TimeSpan

FIRST_AT = from_beijing(2026, 1, 10, 1)
NOW_AT = FIRST_AT + 3 * HOUR
VIEW = PlotView(
    "海东市",
    NOW_AT,
    FIRST_AT,
    NOW_AT + 24 * HOUR,
    aqi=(120.0, None, 235.4, 312.0),
    mean24=(110.0, 111.0, 140.0, 201.0),
    dust=(TimeSpan(FIRST_AT + HOUR, FIRST_AT + 2 * HOUR),),
    forecast=(BandSpan(NOW_AT, NOW_AT + 24 * HOUR, 180, 260),),
    classes=(ClassBand(200, "中度污染", "#FF0000"), ClassBand(300, "重度污染", "#99004C")),
)


@pytest.fixture
def plot(look: Look, qtbot: QtBot) -> AirPlot:
    made = AirPlot(look)
    qtbot.addWidget(made)
    made.resize(900, 320)
    made.show_view(VIEW)
    made.show()
    return made


def test_the_values_of_the_hour_are_read_out(plot: AirPlot) -> None:
    plot.point_at(VIEW.seconds(2))
    assert plot.readout == "1月10日 03:00  ·  AQI 235 重度污染  ·  24小时均值 140  ·  沙尘"
    plot.point_at(VIEW.seconds(1))
    assert "AQI 无效" in plot.readout
    plot.point_at(VIEW.seconds(10))
    assert plot.readout == "1月10日 11:00  ·  预报 180–260"
    plot.point_at(None)
    assert plot.readout == ""


def test_new_data_renew_what_is_read_out(plot: AirPlot) -> None:
    plot.point_at(VIEW.seconds(0))
    newer = PlotView("海东市", NOW_AT, FIRST_AT, VIEW.until_at, aqi=(99.0,))
    plot.show_view(newer)
    assert "AQI 99" in plot.readout


def test_arrows_move_by_an_hour_and_stop_at_the_ends(plot: AirPlot) -> None:
    told: list[object] = []
    plot.hour_pointed.connect(told.append)
    QTest.keyClick(plot, Qt.Key.Key_Left)
    for _ in range(5):
        QTest.keyClick(plot, Qt.Key.Key_Left)
    assert told[0] == VIEW.seconds(3)
    assert told[-1] == VIEW.seconds(0)
    for _ in range(40):
        QTest.keyClick(plot, Qt.Key.Key_Right)
    assert told[-1] == VIEW.until_at.timestamp()


def test_keys_zoom_and_come_back(plot: AirPlot) -> None:
    whole = plot.canvas.box.viewRange()[0]
    QTest.keyClick(plot, Qt.Key.Key_Plus)
    near = plot.canvas.box.viewRange()[0]
    assert near[1] - near[0] < whole[1] - whole[0]
    QTest.keyClick(plot, Qt.Key.Key_Home)
    assert plot.canvas.box.viewRange()[0] == pytest.approx(whole)


def test_the_picture_is_on_white_even_from_a_dark_screen(plot: AirPlot, look: Look, tmp_path: Path) -> None:
    look.set_mode("dark")
    file = tmp_path / "plot.png"
    plot.save_picture(file)
    image = QImage(str(file))
    assert (image.width(), image.height()) == (1600, 700)
    assert image.pixelColor(1590, 4).name() == "#ffffff"
    foot = {image.pixelColor(x, y).name() for x in range(0, 1600, 2) for y in range(650, 700, 2)}
    assert len(foot) > 2, "the time axis is on it"
    colours = {image.pixelColor(x, y).name() for x in range(0, 1600, 2) for y in range(0, 700, 2)}
    assert look.themed("light").colour("accent").name() in colours


def test_a_picture_that_cannot_be_written_is_a_known_problem(plot: AirPlot, tmp_path: Path) -> None:
    with pytest.raises(KnownProblem, match="图片没有存成"):
        plot.save_picture(tmp_path / "nowhere" / "plot.png")
