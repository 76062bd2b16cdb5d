"""One axis of hours: what was measured first, then what is foretold, and dust wherever it was found or foretold."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from qh_console.domain.acts import CauseFound
from qh_console.domain.board import Finding
from qh_console.domain.clock import HOUR
from qh_console.domain.joining import (
    found_dust,
    hourly_ahead,
    hours_of_bare_aqi,
    joined,
    known_hours,
    since_first,
    with_told,
)
from qh_console.domain.particulars import Cause
from qh_console.domain.readings import Floats, Forecast, HourlySeries, Indicator

AT = datetime(2026, 1, 9, 12, tzinfo=UTC)
NAN = float("nan")
FINE, COARSE = Indicator.PM25, Indicator.PM10


def row(*figures: float) -> Floats:
    return np.array(figures, dtype=np.float64)


def series(first: int, *fine: float, aqi: Floats | None = None, dust: tuple[bool, ...] | None = None) -> HourlySeries:
    """PM2.5 from the hour `first` hours after AT on; without figures the AQI alone."""
    mask = None if dust is None else np.array(dust, dtype=np.bool_)
    return HourlySeries("630100", AT + first * HOUR, {FINE: row(*fine)} if fine else {}, aqi, mask)


def same(found: Floats | None, *expected: float) -> bool:
    assert found is not None
    return np.array_equal(found, row(*expected), equal_nan=True)


@pytest.mark.parametrize(
    ("first", "ahead", "whole"),
    [
        (3, (7.0, 8.0), (1, NAN, 3, 7, 8)),
        (5, (7.0,), (1, NAN, 3, NAN, NAN, 7)),
        (1, (5.0, 6.0, 7.0, 8.0), (1, NAN, 3, 7, 8)),
        (-2, (3.0, 4.0, 5.0, 6.0, 6.5, 7.0), (1, NAN, 3, 7)),
    ],
)
def test_the_forecast_follows_and_never_fills_a_measured_hour(
    first: int, ahead: tuple[float, ...], whole: tuple[float, ...]
) -> None:
    both = joined(series(0, 1, NAN, 3), series(first, *ahead))
    assert both.first_at == AT
    assert same(both.values[FINE], *whole)
    assert (both.aqi, both.dust) == (None, None)


def test_each_indicator_has_a_row_over_all_hours() -> None:
    measured = HourlySeries("630100", AT, {FINE: row(1, 2)})
    both = joined(measured, HourlySeries("630100", AT + 2 * HOUR, {COARSE: row(9)}))
    assert same(both.values[FINE], 1, 2, NAN)
    assert same(both.values[COARSE], NAN, NAN, 9)


def test_without_a_forecast_the_measurement_is_all() -> None:
    measured = series(0, 1, 2)
    assert joined(measured, None) is measured


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        (None, row(60, 61), (NAN, NAN, 60, 61)),
        (row(50, 51), None, (50, 51, NAN, NAN)),
        (row(50, 51), row(60, 61), (50, 51, 60, 61)),
    ],
)
def test_an_index_told_by_either_is_kept(before: Floats | None, after: Floats | None, whole: tuple[float, ...]) -> None:
    ahead = HourlySeries("630100", AT + 2 * HOUR, {FINE: row(3, 4)}, after)
    assert same(joined(series(0, 1, 2, aqi=before), ahead).aqi, *whole)


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ((True, False), None, [True, False, False, False]),
        (None, (False, True), [False, False, False, True]),
        ((False, True), (True, False), [False, True, True, False]),
    ],
)
def test_dust_found_and_dust_foretold_stand_side_by_side(
    before: tuple[bool, ...] | None, after: tuple[bool, ...] | None, whole: list[bool]
) -> None:
    both = joined(series(0, 1, 2, dust=before), series(2, 3, 4, dust=after))
    assert both.dust is not None
    assert both.dust.tolist() == whole


@pytest.mark.parametrize(
    ("hours", "first"), [((1, 2, 3), 0), ((NAN, NAN, 3, NAN), 2), ((NAN, NAN, NAN), 2), ((NAN,), 0), ((), 0)]
)
def test_a_series_begins_with_its_first_known_hour(hours: tuple[float, ...], first: int) -> None:
    whole = HourlySeries("630100", AT, {FINE: row(*hours), COARSE: row(*[NAN] * len(hours))})
    cut = since_first(whole)
    assert cut.first_at == AT + first * HOUR
    assert same(cut.values[FINE], *hours[first:])
    assert cut.hours == len(hours) - first


def test_the_index_alone_makes_an_hour_known() -> None:
    bare = series(0, NAN, NAN, 3, NAN, aqi=row(NAN, 50, 51, NAN), dust=(True, False, True, False))
    assert known_hours(bare).tolist() == [False, True, True, False]
    assert hours_of_bare_aqi(bare) == 1
    assert hours_of_bare_aqi(series(0, 1, NAN)) == 0
    cut = since_first(bare)
    assert cut.first_at == AT + HOUR
    assert same(cut.aqi, 50, 51, NAN)
    assert cut.dust is not None
    assert cut.dust.tolist() == [False, True, False]


def test_our_own_index_comes_before_the_one_told() -> None:
    own = row(70, NAN, NAN)
    assert same(with_told(own, series(0, aqi=row(99, 88, NAN))), 70, 88, NAN)
    assert with_told(own, series(0, 1, 2, 3)) is own


def test_the_newest_forecast_that_still_speaks_of_the_place_is_taken() -> None:
    used_up = Forecast("甲", AT, hourly=(series(-3, 1, 2, 3),))
    speaks = Forecast("乙", AT - 6 * HOUR, hourly=(series(-5, 1, 2, 3, 4, 5, 6, 7),))
    older = Forecast("丙", AT - 7 * HOUR, hourly=(series(-5, 9, 9, 9, 9, 9, 9, 9),))
    elsewhere = Forecast("丁", AT, hourly=(HourlySeries("630200", AT, {FINE: row(1, 2, 3)}),))
    by_day = Forecast("戊", AT)
    latest = (by_day, elsewhere, older, used_up, speaks)
    assert hourly_ahead(latest, "630100", AT) is speaks.hourly[0]
    assert hourly_ahead(latest, "630100", AT + HOUR) is None, "its last hour is over"
    assert hourly_ahead((), "630100", AT) is None


def test_a_forecast_whose_last_hour_ends_now_is_used_up() -> None:
    forecast = Forecast("甲", AT - HOUR, hourly=(series(-1, 1, 2),))
    assert hourly_ahead((forecast,), "630100", AT) is None
    assert hourly_ahead((forecast,), "630100", AT - HOUR) is forecast.hourly[0]


def finding(cause: Cause, from_hours: float, to_hours: float, place: str = "630100") -> Finding:
    return Finding(CauseFound((place,), AT + from_hours * HOUR, AT + to_hours * HOUR, cause, ""), "x", AT)


@pytest.mark.parametrize(
    ("findings", "mask"),
    [
        ((finding(Cause.DUST, 0, 2),), [False, True, True, False]),
        ((finding(Cause.DUST, 0.5, 1.5),), [False, True, True, False]),
        ((finding(Cause.DUST, -9, 9),), [True] * 4),
        ((finding(Cause.HAZE, -9, 9),), [False] * 4),
        ((finding(Cause.DUST, -9, 9), finding(Cause.HAZE, 1, 2)), [True, True, False, True]),
        ((finding(Cause.HAZE, 1, 2), finding(Cause.DUST, -9, 9)), [True] * 4),
        ((finding(Cause.DUST, 5, 9),), [False] * 4),
    ],
)
def test_of_several_findings_the_latest_of_an_hour_decides(findings: tuple[Finding, ...], mask: list[bool]) -> None:
    found = found_dust(findings, series(0, 1, 2, 3, 4))
    assert found is not None
    assert found.tolist() == mask


def test_findings_elsewhere_say_nothing() -> None:
    assert found_dust((finding(Cause.DUST, -9, 9, "630200"),), series(0, 1, 2)) is None
    assert found_dust((), series(0, 1, 2)) is None
