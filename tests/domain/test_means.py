"""Means: how many values make one, exact rounding of ties, and the day from 1:00 to 24:00 Beijing time."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qh_console.domain.clock import from_beijing
from qh_console.domain.means import day_values, largest_within, moving_means, moving_sums, sums_of_sites
from qh_console.domain.readings import Floats, HourlySeries, Indicator
from qh_console.editions import load_editions

EDITION = load_editions(Path(__file__).parents[2] / "resources" / "aqi").newest

TEXTS = st.lists(
    st.one_of(st.none(), st.decimals(min_value=0, max_value=900, places=3).map(lambda d: format(d, "f"))),
    min_size=1,
    max_size=60,
)


def _array(texts: list[str | None]) -> Floats:
    return np.array([math.nan if t is None else float(t) for t in texts])


def _exact_mean(texts: list[str | None], least: int) -> Fraction | None:
    found = [Fraction(t) for t in texts if t is not None]
    return sum(found, Fraction()) / len(found) if found and len(found) >= least else None


def _half_even(value: Fraction, decimals: int) -> float:
    return float(Decimal(round(value * 10**decimals)).scaleb(-decimals))


@given(
    texts=TEXTS, hours=st.sampled_from([1, 8, 24]), least=st.sampled_from([1, 6, 20]), decimals=st.sampled_from([0, 1])
)
def test_moving_means_equal_exact_fractions(texts: list[str | None], hours: int, least: int, decimals: int) -> None:
    rounded = moving_means(_array(texts), hours, least, decimals)
    plain = moving_means(_array(texts), hours, least)
    for i in range(len(texts)):
        exact = _exact_mean(texts[max(0, i + 1 - hours) : i + 1], least)
        if exact is None:
            assert math.isnan(rounded[i])
            assert math.isnan(plain[i])
        else:
            assert plain[i] == float(exact)
            assert rounded[i] == _half_even(exact, decimals)


@pytest.mark.parametrize(
    ("hours", "least", "valid", "is_given"),
    [(24, 20, 20, True), (24, 20, 19, False), (8, 6, 6, True), (8, 6, 5, False)],
)
def test_least_number_of_values(hours: int, least: int, valid: int, is_given: bool) -> None:
    values = np.full(hours, np.nan)
    values[hours - valid :] = 10.0
    sums = moving_sums(values, hours, least)
    assert bool(sums.is_valid[-1]) is is_given
    assert sums.counts[-1] == valid
    assert np.isnan(sums.means()[-1]) != is_given


def test_a_tie_between_two_means_goes_to_the_even_one() -> None:
    """150.5 and 151.5 would each be rounded up by hand calculators; GB/T 8170 keeps the even digit."""
    assert moving_means(np.array([150.0, 151.0]), 2, 2, 0)[1] == 150
    assert moving_means(np.array([151.0, 152.0]), 2, 2, 0)[1] == 152
    assert moving_means(np.array([0.1, 0.2]), 2, 2, 1)[1] == 0.2
    assert moving_means(np.array([0.6, 0.7]), 2, 2, 1)[1] == 0.6


@pytest.mark.parametrize("bad", [math.nan, math.inf, -1.0])
def test_what_is_no_concentration_is_not_counted(bad: float) -> None:
    sums = moving_sums(np.array([4.0, bad, 8.0]), 3, 2)
    assert (sums.counts[2], sums.means()[2]) == (2, 6.0)


def test_ten_years_of_hours_leave_no_drift() -> None:
    values = np.tile([0.1, 0.2, 0.3, 900.7], 22_000)
    assert moving_means(values, 24, 20, 1)[-1] == 225.3
    assert np.unique(moving_means(values, 24, 20)[23:]).size == 1


NUMBERS = st.lists(st.one_of(st.just(math.nan), st.integers(0, 99).map(float)), min_size=1, max_size=40)


@given(NUMBERS, st.integers(1, 24))
def test_largest_within(numbers: list[float], width: int) -> None:
    found = largest_within(np.array(numbers), width)
    for i in range(len(numbers)):
        known = [n for n in numbers[max(0, i + 1 - width) : i + 1] if not math.isnan(n)]
        assert found[i] == max(known) if known else math.isnan(found[i])


def test_city_is_the_mean_of_its_sites_that_have_a_value() -> None:
    sites = [np.array([10.0, math.nan, math.nan]), np.array([11.0, 30.0, math.nan])]
    sums = sums_of_sites(sites)
    assert list(sums.counts) == [2, 1, 0]
    assert list(sums.means(0)[:2]) == [10.0, 30.0]
    assert math.isnan(sums.means(0)[2])
    assert list(sums_of_sites(sites, least=2).is_valid) == [True, False, False]


def _series(first_hour: int, **values: list[float]) -> HourlySeries:
    return HourlySeries(
        "630100", from_beijing(2026, 3, 10, first_hour), {Indicator(k): np.array(v) for k, v in values.items()}
    )


def test_a_day_holds_the_hours_ending_at_1_to_24() -> None:
    days = day_values(_series(1, pm25=[10.0] * 24 + [20.0] * 24), EDITION)
    assert (days.first_on, days.days) == (date(2026, 3, 10), 2)
    assert list(days.values[Indicator.PM25]) == [10.0, 20.0]


def test_the_hour_ending_at_midnight_belongs_to_the_day_before() -> None:
    days = day_values(_series(0, pm25=[99.0] + [10.0] * 24), EDITION)
    assert (days.first_on, days.days) == (date(2026, 3, 9), 2)
    assert list(days.counts[Indicator.PM25]) == [1, 24]
    assert math.isnan(days.values[Indicator.PM25][0])
    assert days.values[Indicator.PM25][1] == 10.0


@pytest.mark.parametrize(("missing", "is_given"), [(4, True), (5, False)])
def test_a_day_needs_20_hours(missing: int, is_given: bool) -> None:
    days = day_values(_series(1, co=[math.nan] * missing + [0.8] * (24 - missing)), EDITION)
    assert np.isnan(days.values[Indicator.CO][0]) != is_given


def test_ozone_of_a_day_stays_within_the_day() -> None:
    """The 8 h means end at 8:00 to 24:00, so an evening peak of the day before has no part in it."""
    days = day_values(_series(1, o3=[80.0] * 16 + [240.0] * 8 + [80.0] * 24), EDITION)
    assert list(days.values[Indicator.O3_8H]) == [240.0, 80.0]
    assert list(days.values[Indicator.O3]) == [240.0, 80.0]
    assert list(days.counts[Indicator.O3_8H]) == [17, 17]


@pytest.mark.parametrize(("level", "known", "is_given"), [(100.0, 19, True), (100.0, 18, False), (161.0, 18, True)])
def test_ozone_of_a_day_needs_14_means_unless_over_the_limit(level: float, known: int, is_given: bool) -> None:
    """`known` hours from 1:00 on give known - 5 + 2 valid means: the last two rest on 7 and 6 hours."""
    days = day_values(_series(1, o3=[level] * known + [math.nan] * (24 - known)), EDITION)
    assert days.counts[Indicator.O3_8H][0] == known - 5
    assert np.isnan(days.values[Indicator.O3_8H][0]) != is_given


def test_a_series_without_a_pollutant_has_days_without_it() -> None:
    days = day_values(_series(1, pm25=[10.0] * 24), EDITION)
    assert math.isnan(days.values[Indicator.SO2][0])
    assert days.counts[Indicator.SO2][0] == 0
    assert days.on(1) == date(2026, 3, 11)
