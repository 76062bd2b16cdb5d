"""The canvas: what is drawn where, zoom along time only, and nothing redrawn for an equal view."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from pytestqt.qtbot import QtBot

from qh_console.domain.clock import HOUR, from_beijing
from qh_console.ui.theme import Look
from qh_console.ui.widgets.air_canvas import AirCanvas
from qh_console.ui.widgets.air_view import AlertSpan, BandSpan, ClassBand, GuideLine, PlotView, TimeSpan
from qh_console.ui.widgets.level_badge import LevelView

FIRST_AT = from_beijing(2026, 1, 10, 1)
NOW_AT = FIRST_AT + 71 * HOUR
VIEW = PlotView(
    "海东市",
    NOW_AT,
    FIRST_AT,
    NOW_AT + 48 * HOUR,
    aqi=tuple(None if i == 30 else float(100 + i) for i in range(72)),
    mean24=(None,) * 23 + tuple(float(90 + i) for i in range(23, 72)),
    dust=(TimeSpan(FIRST_AT + 5 * HOUR, FIRST_AT + 12 * HOUR),),
    forecast=(BandSpan(NOW_AT, NOW_AT + 24 * HOUR, 180, 260),),
    alerts=(AlertSpan(FIRST_AT + 40 * HOUR, None, LevelView("orange", "橙色", "Ⅱ")),),
    lines=(GuideLine(200, "重度污染 200"), GuideLine(300, "严重污染 300")),
    classes=(ClassBand(50, "优", "#00E400"), ClassBand(1000, "严重污染", "#7E0023")),
)


@pytest.fixture
def canvas(look: Look, qtbot: QtBot) -> AirCanvas:
    made = AirCanvas(look.theme)
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show_view(VIEW)
    made.show()
    return made


def test_the_curves_carry_the_hours_and_gaps_stay_gaps(canvas: AirCanvas) -> None:
    x, y = canvas._hourly.getData()
    assert x[0] == FIRST_AT.timestamp()
    assert list(np.flatnonzero(np.isnan(y))) == [30]
    assert y[71] == 171.0


def test_the_lines_stay_in_view_and_a_severe_hour_raises_the_top(canvas: AirCanvas) -> None:
    assert canvas.box.viewRange()[1][1] >= 300
    canvas.show_view(replace(VIEW, aqi=(480.0,)))
    assert canvas.box.viewRange()[1][1] >= 480


def test_zoom_is_along_time_and_outlives_new_data(canvas: AirCanvas) -> None:
    left = (FIRST_AT + 10 * HOUR).timestamp()
    before = canvas.box.viewRange()[1]
    canvas.box.showAxRect(QRectF(left, 100, 12 * 3600, 50))
    assert canvas.box.viewRange()[0] == pytest.approx([left, left + 12 * 3600])
    assert canvas.box.viewRange()[1] == before
    canvas.show_view(replace(VIEW, now_at=NOW_AT + timedelta(minutes=1)))
    assert canvas.box.viewRange()[0] == pytest.approx([left, left + 12 * 3600])
    canvas.box.reset_asked.emit()
    assert canvas.box.viewRange()[0] == pytest.approx([FIRST_AT.timestamp(), VIEW.until_at.timestamp()])
    canvas.box.showAxRect(QRectF(left, 100, 12 * 3600, 50))
    canvas.show_view(replace(VIEW, title="西宁市"))
    assert canvas.box.viewRange()[0] == pytest.approx([FIRST_AT.timestamp(), VIEW.until_at.timestamp()])


def test_an_equal_view_sets_no_data(canvas: AirCanvas) -> None:
    held = canvas._hourly.getData()[0]
    canvas.show_view(replace(VIEW))
    assert canvas._hourly.getData()[0] is held


@pytest.mark.parametrize(
    "other",
    [
        {"dust": ()},
        {"forecast": ()},
        {"alerts": ()},
        {"lines": ()},
        {"classes": ()},
        {"now_at": NOW_AT - 5 * HOUR},
        {"mean24": ()},
    ],
)
def test_every_part_is_on_the_picture(canvas: AirCanvas, other: dict[str, object]) -> None:
    before = canvas.grab().toImage()
    canvas.show_view(replace(VIEW, **other))  # type: ignore[arg-type]
    assert canvas.grab().toImage() != before


def test_the_cross_finds_the_hour(canvas: AirCanvas) -> None:
    assert canvas.point_at((FIRST_AT + 20 * HOUR).timestamp() + 1500) == 20
    assert canvas._cross.isVisible()
    assert canvas._cross.value() == (FIRST_AT + 20 * HOUR).timestamp()
    assert canvas.point_at(None) is None
    assert not canvas._cross.isVisible()


def test_dark_is_dark(canvas: AirCanvas, look: Look) -> None:
    canvas.restyle(look.themed("dark"))
    assert canvas.grab().toImage().pixelColor(880, 5).lightness() < 60
