"""The agreed forecast grades, on top of what was measured before it."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from qh_console.domain.agreeing import agree, grade_agreed
from qh_console.domain.clock import from_beijing
from qh_console.domain.pack import Level
from qh_console.domain.particulars import AgreedDay
from qh_console.domain.readings import DayForecast
from qh_console.domain.windows import WindowSeries, windows_of_hourly_aqi
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from tests.builders import HAIDONG, XINING, plan

PACK = plan()
PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
FIRST_ON = date(2026, 1, 10)


def measured(place: str, *daily: int) -> WindowSeries:
    """Whole days of one AQI each, the last one ending at the midnight before the first agreed day."""
    hours = np.repeat(np.array(daily, dtype=np.float64), 24)
    first_at = from_beijing(2026, 1, 10) - timedelta(hours=len(hours) - 1)
    return windows_of_hourly_aqi(place, first_at, hours, 24, 20)


def days(*highs: int, place: str = XINING) -> list[DayForecast]:
    return [DayForecast(place, FIRST_ON + timedelta(days=k), 60, high) for k, high in enumerate(highs)]


@pytest.mark.parametrize(
    ("before", "agreed", "level"),
    [
        ((90,), (201, 201), Level.YELLOW),
        ((90,), (200, 200), Level.NONE),
        ((90,), (201, 90), Level.HINT),
        ((210,), (201, 90), Level.YELLOW),
        ((210, 90), (201, 90), Level.YELLOW),
        ((210, 90, 90), (201, 90), Level.HINT),
        ((210, 220), (301, 301), Level.RED),
        ((210, 220), (301, 300), Level.ORANGE),
        ((), (500,), Level.RED),
    ],
)
def test_the_upper_ends_agreed_on_continue_the_process_under_way(
    before: tuple[int, ...], agreed: tuple[int, ...], level: Level
) -> None:
    """Plan 3.1, 3.3.2: one quiet day between is the same process, two part it."""
    known = measured(XINING, *before) if before else measured(XINING, 50)
    assert grade_agreed(known, days(*agreed), PACK).level is level


def test_neighbours_that_agree_on_heavy_days_make_a_provincial_level() -> None:
    told = [AgreedDay(p, d.on, 60, d.aqi_high) for p in (XINING, HAIDONG) for d in days(230, 240, 250)]
    known = {XINING: measured(XINING, 90), HAIDONG: measured(HAIDONG, 90)}
    agreement = agree(known, told, PACK, PLACES)
    assert [(g.place, g.level) for g in agreement.grades] == [(XINING, Level.ORANGE), (HAIDONG, Level.ORANGE)]
    assert agreement.province_level is Level.ORANGE
    assert agree(known, told[:3], PACK, PLACES).province_level is Level.NONE


def test_nothing_agreed_grades_nothing() -> None:
    agreement = agree({XINING: measured(XINING, 250)}, (), PACK, PLACES)
    assert agreement.grades == ()
    assert agreement.province_level is Level.NONE
