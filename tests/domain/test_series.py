"""Series from readings: what came late wins, gaps stay gaps, and the order of arrival never matters."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qh_console.domain.clock import HOUR, from_beijing
from qh_console.domain.readings import HourlySeries, Indicator, Reading
from qh_console.domain.series import hourly_series, series_by_place, without_dust

START = from_beijing(2026, 1, 9, 1)
PM25, PM10 = Indicator.PM25, Indicator.PM10


def _reading(
    hour: int, received: int = 0, source: str = "国家站", aqi: int | None = None, place: str = "630100", **values: float
) -> Reading:
    told = {Indicator(k): v for k, v in values.items()}
    return Reading(place, START + hour * HOUR, told, source, START + timedelta(days=9, minutes=received), aqi)


def _same(a: HourlySeries, b: HourlySeries) -> bool:
    return (
        a.first_at == b.first_at
        and a.values.keys() == b.values.keys()
        and all(np.array_equal(v, b.values[k], equal_nan=True) for k, v in a.values.items())
    )


def test_gaps_are_hours_without_value() -> None:
    series = hourly_series("630100", [_reading(3, pm25=40.0), _reading(0, pm25=10.0), _reading(1, pm10=90.0)])
    assert (series.first_at, series.hours) == (START, 4)
    np.testing.assert_array_equal(series.values[PM25], [10.0, math.nan, math.nan, 40.0])
    np.testing.assert_array_equal(series.values[PM10], [math.nan, 90.0, math.nan, math.nan])
    assert series.aqi is None


def test_the_reading_received_later_wins_value_by_value() -> None:
    late = _reading(0, received=5, pm25=55.0)
    series = hourly_series("630100", [late, _reading(0, received=1, pm25=11.0, pm10=90.0)])
    assert (series.values[PM25][0], series.values[PM10][0]) == (55.0, 90.0)


def test_a_value_can_be_taken_back() -> None:
    series = hourly_series("630100", [_reading(0, received=5, pm25=math.nan), _reading(0, received=1, pm25=900.0)])
    assert math.isnan(series.values[PM25][0])


def test_published_aqi_comes_along() -> None:
    series = hourly_series("630100", [_reading(0, aqi=201), _reading(2, aqi=99), _reading(2, received=1, aqi=100)])
    assert series.aqi is not None
    np.testing.assert_array_equal(series.aqi, [201.0, math.nan, 100.0])


@given(st.permutations(range(12)))
def test_order_of_arrival_does_not_matter(order: list[int]) -> None:
    told = [
        _reading(i % 4, received=i % 3, source=f"源{i % 2}", pm25=float(i), pm10=math.nan if i == 7 else 3.0 * i)
        for i in range(12)
    ]
    assert _same(hourly_series("630100", [told[i] for i in order]), hourly_series("630100", told))


def test_a_set_span_cuts_and_fills() -> None:
    told = [_reading(i, pm25=float(i)) for i in range(6)]
    series = hourly_series("630100", told, first_at=START + 4 * HOUR, last_at=START + 7 * HOUR)
    np.testing.assert_array_equal(series.values[PM25], [4.0, 5.0, math.nan, math.nan])
    assert hourly_series("630100", [], first_at=START, last_at=START).hours == 0


def test_no_reading_and_no_span_is_refused() -> None:
    with pytest.raises(ValueError, match="span"):
        hourly_series("630100", [_reading(0, place="630200", pm25=1.0)])


def test_one_series_a_place() -> None:
    by_place = series_by_place([_reading(0, pm25=1.0), _reading(5, place="630200", pm25=2.0)])
    assert [(place, s.first_at) for place, s in by_place.items()] == [
        ("630100", START),
        ("630200", START + 5 * HOUR),
    ]


def test_dust_hours_are_not_valid() -> None:
    clean = HourlySeries("630100", START, {PM10: np.array([1.0, 2.0])})
    assert without_dust(clean) is clean
    dusty = HourlySeries("630100", START, {PM10: np.array([1.0, 2.0])}, dust=np.array([False, True]))
    np.testing.assert_array_equal(without_dust(dusty).values[PM10], [1.0, math.nan])


def test_beijing_time_has_no_summer_time() -> None:
    """China had it until 1991; the console counts hours evenly all the same."""
    first: datetime = from_beijing(1988, 4, 16, 23)
    told = [Reading("630100", first + i * HOUR, {PM25: float(i)}, "", first) for i in range(5)]
    assert hourly_series("630100", told).hours == 5
