"""The plot of one place: seven days, the forecast ahead, the levels that stood, dust, and the lines that grade."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from qh_console.domain.board import Board
from qh_console.domain.clock import HOUR, from_beijing
from qh_console.domain.commands import FindCause
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Cause
from qh_console.editions import load_editions
from qh_console.paths import resources_folder
from qh_console.services.watch import Air
from qh_console.ui.watch.series import derive_plot, rolling_mean
from qh_console.ui.widgets.air_view import PlotView
from tests.builders import DUTY, NOW, XINING, office, plan, to_lifted, to_standing
from tests.services.air_builders import CLEAN, HEAVY, by_day, by_hour, measured
from tests.ui.airs import TODAY, air_of

EDITIONS = load_editions(resources_folder() / "aqi")


def plot(air: Air, board: Board | None = None) -> PlotView:
    return derive_plot("西宁市", air.places[XINING], board or Board(), EDITIONS.at(NOW), plan(), EDITIONS, NOW)


def test_the_axis_runs_from_a_week_ago_to_the_end_of_the_forecast(tmp_path: Path) -> None:
    view = plot(air_of(tmp_path, measured(NOW, (CLEAN, 200)), by_day(NOW, TODAY, 80, 90, 100, 110, 120)))
    assert NOW - timedelta(days=7) <= view.first_at <= NOW - timedelta(days=7) + HOUR
    assert view.until_at == from_beijing(2026, 1, 14)
    assert view.now_at == NOW
    assert len(view.aqi) == round((NOW - view.first_at) / HOUR) + 1


def test_forecast_hours_are_never_drawn_as_measured_ones(tmp_path: Path) -> None:
    view = plot(air_of(tmp_path, measured(NOW, (CLEAN, 30)), by_hour(NOW, NOW + HOUR, (HEAVY, 48))))
    assert len(view.aqi) == 30
    assert set(view.aqi) == {50.0}
    assert len(view.mean24) == 30 + 48
    assert view.mean24[-1] == 250.0


def test_bands_span_all_sources_until_one_is_agreed(tmp_path: Path) -> None:
    told = (by_day(NOW, TODAY, 100, (150, 180)), by_day(NOW, TODAY, 100, (190, 260), source="数值模式"))
    bands = plot(air_of(tmp_path, measured(NOW, (CLEAN, 30)), *told)).forecast
    assert [(b.low, b.high) for b in bands] == [(100, 100), (150, 260)]
    assert bands[1].from_at == from_beijing(2026, 1, 10)
    assert bands[1].to_at == from_beijing(2026, 1, 11)


def test_the_rolling_mean_is_there_under_a_daily_forecast_too(tmp_path: Path) -> None:
    air = air_of(tmp_path, measured(NOW, (CLEAN, 30), (HEAVY, 24)), by_day(NOW, TODAY, 100, 120))
    mean = rolling_mean(air.places[XINING], EDITIONS)
    assert len(mean) == 54
    assert mean[-1] == 250.0


def test_the_ribbon_shows_what_stood_and_for_how_long(tmp_path: Path) -> None:
    air = air_of(tmp_path, measured(NOW, (CLEAN, 30)))
    standing = plot(air, office(*to_standing(Level.ORANGE)).board).alerts
    assert [(s.level.level, s.to_at) for s in standing] == [("orange", None)]
    lifted = plot(air, office(*to_lifted(Level.ORANGE)).board).alerts
    assert all(span.to_at is not None for span in lifted)
    assert plot(air).alerts == ()


def test_hours_found_to_be_dust_are_hatched(tmp_path: Path) -> None:
    found = FindCause(DUTY, (XINING,), NOW - 5 * HOUR, NOW - 2 * HOUR, Cause.DUST, "能见度骤降")
    board = office(found).board
    dust = plot(air_of(tmp_path, measured(NOW, (CLEAN, 30)), board=board), board).dust
    assert [(span.from_at, span.to_at) for span in dust] == [(NOW - 5 * HOUR, NOW - 2 * HOUR)]


def test_the_lines_that_grade_are_named_by_the_class_above_them(tmp_path: Path) -> None:
    lines = plot(air_of(tmp_path, measured(NOW, (CLEAN, 30)))).lines
    assert [(line.value, line.text) for line in lines] == [(200, "200 重度污染"), (300, "300 严重污染")]
