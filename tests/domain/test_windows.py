"""Plan 3.1, 3.3.2: windows at any hour, their means, runs, processes and days, against counting by brute force."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qh_console.domain.readings import DayForecast, HourlySeries, Indicator
from qh_console.domain.windows import (
    Mask,
    apart,
    back_to_back,
    chain_lengths,
    mean_of_hours,
    processes,
    runs,
    windows_of_concentrations,
    windows_of_days,
)
from tests.domain.air import FIRST_AT, days, hour, stretches, windows


def mask(bits: list[bool]) -> Mask:
    return np.array(bits, dtype=np.bool_)


@given(st.lists(st.one_of(st.none(), st.integers(0, 500)), min_size=1, max_size=60), st.integers(1, 6))
def test_means_are_exact_quotients_of_the_valid_hours(told: list[int | None], valid_hours: int) -> None:
    means = mean_of_hours(np.array([np.nan if v is None else v for v in told]), 6, valid_hours)
    for end in range(len(told)):
        known = [v for v in told[max(end - 5, 0) : end + 1] if v is not None]
        if end < 5 or len(known) < valid_hours:
            assert np.isnan(means[end])
        else:
            assert means[end] == float(Fraction(sum(known), len(known)))


@pytest.mark.parametrize(("known", "is_window"), [(19, False), (20, True), (24, True)])
def test_a_window_needs_twenty_valid_hours(known: int, is_window: bool) -> None:
    hourly = stretches((250, known), (float("nan"), 24 - known))
    assert np.isfinite(mean_of_hours(hourly, 24, 20)[-1]) == is_window


def test_dust_hours_count_as_not_valid_and_leave_the_mean() -> None:
    hourly = stretches((400, 4), (100, 20))
    dust = mask([True] * 4 + [False] * 20)
    assert mean_of_hours(hourly, 24, 20, dust)[-1] == 100
    dust[4] = True
    assert np.isnan(mean_of_hours(hourly, 24, 20, dust)[-1])


def test_no_window_reaches_beyond_the_series() -> None:
    assert not np.isfinite(mean_of_hours(stretches((300, 23)), 24, 20)).any()
    assert np.isfinite(mean_of_hours(stretches((300, 24)), 24, 20)).tolist() == [False] * 23 + [True]


def test_fractions_leave_no_crumb_at_the_line() -> None:
    hourly = np.tile([199.9, 200.1], 60)
    assert set(mean_of_hours(hourly, 24, 20)[23:].tolist()) == {200.0}


def test_times_of_hourly_windows() -> None:
    series = windows(stretches((250, 30)))
    assert (series.start_at(23), series.end_at(23)) == (hour(0), hour(24))
    assert series.slot_ending(hour(24)) == 23
    assert (series.length, series.completeness, series.dust_hours) == (24, 1.0, 0)


def test_days_are_windows_of_their_own_from_midnight_to_midnight() -> None:
    series = days(210, None, (150, 260))
    assert series.aqi[0] == 210
    assert np.isnan(series.aqi[1])
    assert series.low is not None
    assert (series.low[2], series.aqi[2]) == (150, 260)
    assert series.start_at(0) == datetime(2026, 1, 9, 16, tzinfo=UTC)
    assert series.end_at(0) == datetime(2026, 1, 10, 16, tzinfo=UTC)
    assert (series.hours, series.known_hours, series.length) == (72, 48, 1)


def test_a_day_of_dust_is_no_window_but_known() -> None:
    series = windows_of_days([DayForecast("630100", date(2026, 1, 10), 310, 310, dust=True)])
    assert np.isnan(series.aqi[0])
    assert (series.completeness, series.dust_hours) == (1.0, 24)


def test_days_not_told_at_the_edges_of_a_span_are_missing_too() -> None:
    told = [DayForecast("630100", date(2026, 1, 11), 210, 230)]
    series = windows_of_days(told, span=(date(2026, 1, 10), date(2026, 1, 12)))
    assert np.isfinite(series.aqi).tolist() == [False, True, False]
    assert series.completeness == pytest.approx(1 / 3)
    bare = windows_of_days([], place="630100", span=(date(2026, 1, 10), date(2026, 1, 10)))
    assert (bare.place, bare.completeness) == ("630100", 0.0)


def test_concentrations_are_as_complete_as_their_pollutants_on_average() -> None:
    nan = float("nan")
    values = {
        Indicator.PM10: np.full(6, nan),
        Indicator.CO: np.array([0.5, 0.5, 0.5, 0.5, 0.5, nan]),
        Indicator.O3_8H: np.full(6, 90.0),
    }
    dust = mask([True] * 2 + [False] * 4)
    series = windows_of_concentrations(HourlySeries("630100", FIRST_AT, values, dust=dust), np.full(6, nan), 24)
    assert (series.hours, series.known_hours, series.dust_hours) == (6, 2, 2)
    assert windows_of_concentrations(HourlySeries("630100", FIRST_AT, values), np.full(6, nan), 24).dust_hours == 0
    assert windows_of_concentrations(HourlySeries("630100", FIRST_AT), np.empty(0), 24).completeness == 0.0


@given(st.lists(st.booleans(), max_size=40))
def test_runs_cover_exactly_the_marked_slots(bits: list[bool]) -> None:
    first, last = runs(mask(bits))
    covered = [i for b, e in zip(first.tolist(), last.tolist(), strict=True) for i in range(b, e + 1)]
    assert covered == [i for i, bit in enumerate(bits) if bit]
    assert all(b - e > 1 for b, e in zip(first[1:], last[:-1], strict=True))


@pytest.mark.parametrize(("gap", "count"), [(34, 1), (35, 1), (36, 2), (37, 2)])
def test_processes_part_at_a_gap_of_36_hours(gap: int, count: int) -> None:
    """A lone heavy window of 24 h at 201 each side; the gap runs from the end of one to the start of the next."""
    hourly = stretches((201, 24), (0, gap), (201, 24))
    assert len(processes(windows(hourly), 200, 36)) == count


@pytest.mark.parametrize(("missing", "count"), [(0, 1), (1, 1), (2, 2)])
def test_a_day_between_heavy_days_is_a_gap_of_24_hours(missing: int, count: int) -> None:
    assert len(processes(days(210, *[100] * missing, 210), 200, 36)) == count


def test_no_heavy_window_no_process() -> None:
    assert processes(windows(stretches((200, 96))), 200, 36) == []


def most_apart(marked: list[int], length: int) -> int:
    for size in range(len(marked), 0, -1):
        for chosen in combinations(marked, size):
            if all(b - a >= length for a, b in pairwise(chosen)):
                return size
    return 0


@given(st.lists(st.booleans(), max_size=12), st.integers(1, 4))
def test_days_apart_are_the_most_there_can_be(bits: list[bool], length: int) -> None:
    first, last = runs(mask(bits))
    chosen = apart(list(zip(first.tolist(), last.tolist(), strict=True)), length)
    marked = [i for i, bit in enumerate(bits) if bit]
    assert set(chosen) <= set(marked)
    assert all(b - a >= length for a, b in pairwise(chosen))
    assert len(chosen) == most_apart(marked, length)


@given(st.lists(st.booleans(), max_size=30), st.integers(1, 5))
def test_days_back_to_back_are_the_longest_chain(bits: list[bool], length: int) -> None:
    def chain(end: int) -> int:
        return 1 + chain(end - length) if end >= 0 and bits[end] else 0

    lengths = [chain(end) for end in range(len(bits))]
    assert chain_lengths(mask(bits), length).tolist() == lengths
    chosen = back_to_back(mask(bits), length)
    assert len(chosen) == max(lengths, default=0)
    assert all(bits[i] for i in chosen)
    assert all(b - a == length for a, b in pairwise(chosen))
