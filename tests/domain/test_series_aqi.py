"""The index along a series: windows against exact fractions, days, hours, and the change of edition in between."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qh_console.domain.aqi_editions import Rule
from qh_console.domain.clock import HOUR, from_beijing
from qh_console.domain.readings import Floats, HourlySeries, Indicator
from qh_console.domain.series_aqi import daily_aqi, hourly_aqi, window_aqi
from qh_console.editions import load_editions
from tests.domain.exact_aqi import exact_aqi

EDITIONS = load_editions(Path(__file__).parents[2] / "resources" / "aqi")
START = from_beijing(2026, 3, 10, 1)
SIX = ("so2", "no2", "co", "o3", "pm10", "pm25")
CLEAN = {"so2": 5.0, "no2": 12.0, "co": 1.0, "o3": 30.0, "pm10": 40.0, "pm25": 30.0}


def _series(hours: int, first_at: datetime = START, **changed: float | Floats) -> HourlySeries:
    values = {Indicator(k): np.full(hours, 1.0) * v for k, v in (CLEAN | changed).items()}
    return HourlySeries("630100", first_at, values)


def _mean(told: list[Decimal | None], least: int, decimals: int) -> Decimal | None:
    found = [Fraction(t) for t in told if t is not None]
    if len(found) < least:
        return None
    return Decimal(round(sum(found, Fraction()) / len(found) * 10**decimals)).scaleb(-decimals)


def _exact_window(year: int, hours: dict[str, list[Decimal | None]]) -> int | None:
    """The index of one window of 24 hours, worked out hour by hour."""
    row: dict[str, Decimal | None] = {k: _mean(v, 20, 1 if k == "co" else 0) for k, v in hours.items() if k != "o3"}
    ozone = hours["o3"]
    known = [o for o in ozone if o is not None]
    eight = [m for i in range(17) if (m := _mean(ozone[i : i + 8], 6, 0)) is not None]
    row["o3"] = _mean([max(known)], 1, 0) if len(known) >= 20 else None
    row["o3_8h"] = max(eight) if len(known) >= 20 and eight else None
    return exact_aqi(year, "daily", "published", row).aqi


def _hours(top: int) -> st.SearchStrategy[list[Decimal | None]]:
    value = st.one_of(st.decimals(min_value=0, max_value=top, places=1), st.integers(0, top).map(Decimal))
    rare = st.integers(0, 11).flatmap(lambda n: st.none() if n == 0 else value)
    return st.lists(rare, min_size=30, max_size=30)


@settings(max_examples=40)
@given(
    told=st.fixed_dictionaries({k: _hours(40 if k == "co" else 900) for k in SIX}), year=st.sampled_from([2012, 2026])
)
def test_windows_equal_exact_fractions(told: dict[str, list[Decimal | None]], year: int) -> None:
    values = {Indicator(k): np.array([math.nan if d is None else float(d) for d in v]) for k, v in told.items()}
    found = window_aqi(HourlySeries("630100", START, values), EDITIONS, EDITIONS.by_id(f"hj633-{year}"))
    assert list(found.aqi[:23]) == [-1] * 23
    for end in range(23, 30):
        exact = _exact_window(year, {k: v[end - 23 : end + 1] for k, v in told.items()})
        assert found.aqi[end] == (-1 if exact is None else exact)


@pytest.mark.parametrize(("pm25", "aqi"), [(150.0, 200), (151.0, 201), (250.0, 300), (251.0, 301), (499.0, 500)])
def test_the_lines_of_the_plan(pm25: float, aqi: int) -> None:
    assert window_aqi(_series(24, pm25=pm25), EDITIONS).aqi[23] == aqi


def test_a_window_needs_20_valid_hours() -> None:
    pm25 = np.full(48, 300.0)
    pm25[24:28] = math.nan
    found = window_aqi(_series(48, pm25=pm25), EDITIONS)
    assert found.aqi[47] == 350
    assert found.counts[Indicator.PM25][47] == 20
    pm25[28] = math.nan
    found = window_aqi(_series(48, pm25=pm25), EDITIONS)
    assert (found.aqi[47], found.row(47).missing, found.largest[47]) == (-1, ("PM2.5",), 40)


def test_withheld_index_is_still_known_to_grading() -> None:
    """HJ 633—2026 5.3.1 withholds what is up to 100; grading must not take it for an unknown window."""
    series = HourlySeries("630100", START, {Indicator.PM25: np.full(24, 50.0)})
    found = window_aqi(series, EDITIONS)
    assert found.aqi[23] == -1
    assert found.graded[23] == 80.0
    assert np.isnan(found.graded[:23]).all()


def test_dust_hours_do_not_count() -> None:
    series = _series(24, pm10=900.0)
    dusty = HourlySeries("630100", START, series.values, dust=np.arange(24) < 5)
    assert window_aqi(series, EDITIONS).aqi[23] == 500
    assert window_aqi(dusty, EDITIONS).aqi[23] == -1


def test_ozone_beyond_the_8_h_column_never_lowers_the_index() -> None:
    """2012, note 3: beyond 800 the 1 h value reports instead."""
    old = EDITIONS.by_id("hj633-2012")
    at_800, beyond = (window_aqi(_series(24, o3=o3), EDITIONS, old).aqi[23] for o3 in (800.0, 801.0))
    assert (at_800, beyond) == (300, 301)


def test_the_edition_changes_at_its_hour() -> None:
    first_at = from_beijing(2026, 2, 28, 1)
    found = window_aqi(_series(48, first_at, pm25=60.0), EDITIONS)
    assert (found.row(23).edition, found.aqi[23]) == ("hj633-2012", 82)
    assert (found.row(24).edition, found.aqi[24]) == ("hj633-2026", 100)
    assert found.rows == 48
    with pytest.raises(IndexError):
        found.row(48)
    pinned = window_aqi(_series(48, first_at, pm25=60.0), EDITIONS, EDITIONS.by_id("hj633-2012"))
    assert {pinned.row(i).edition for i in (23, 47)} == {"hj633-2012"}
    hours = hourly_aqi(_series(48, first_at, pm25=60.0), EDITIONS)
    assert [hours.aqi[23], hours.aqi[24]] == [82, 100]
    days = daily_aqi(_series(48, first_at, pm25=60.0), EDITIONS)
    assert (days.first_on, days.on(1), list(days.aqi)) == (date(2026, 2, 28), date(2026, 3, 1), [82, 100])


def test_windows_do_not_depend_on_where_editions_cut_them() -> None:
    first_at = from_beijing(2026, 2, 27, 9)
    pm25 = np.random.default_rng(3).integers(100, 400, 100).astype(float)
    both = window_aqi(_series(100, first_at, pm25=pm25), EDITIONS)
    newest = window_aqi(_series(100, first_at, pm25=pm25), EDITIONS, EDITIONS.newest)
    assert np.array_equal(both.aqi, newest.aqi)
    assert np.array_equal(both.counts[Indicator.PM25], newest.counts[Indicator.PM25])


def test_by_the_letter_the_moving_means_are_worked_out() -> None:
    series = _series(24, from_beijing(2020, 1, 1, 1), pm25=np.array([10.0] * 23 + [250.0]), o3=161.0)
    published, letter = hourly_aqi(series, EDITIONS), hourly_aqi(series, EDITIONS, Rule.TEXT)
    assert (published.aqi[23], published.row(23).primary) == (300, ("PM2.5",))
    assert (letter.aqi[23], letter.row(23).primary) == (101, ("O3",))
    assert letter.row(23).items["pm25_24h"] == 29


@pytest.mark.parametrize("hours", [0, 5])
def test_a_series_without_concentrations_has_nothing_to_say(hours: int) -> None:
    series = HourlySeries("630100", START, {}, aqi=np.full(hours, 210.0))
    assert list(window_aqi(series, EDITIONS).aqi) == [-1] * hours
    assert list(hourly_aqi(series, EDITIONS).aqi) == [-1] * hours
    assert daily_aqi(series, EDITIONS).rows == (1 if hours else 0)


def test_shifting_a_series_shifts_only_the_times() -> None:
    pm25 = np.random.default_rng(5).integers(0, 500, 72).astype(float)
    here, later = (window_aqi(_series(72, START + k * HOUR, pm25=pm25), EDITIONS) for k in (0, 7))
    assert np.array_equal(here.aqi, later.aqi)
