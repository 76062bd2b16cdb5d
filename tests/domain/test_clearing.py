"""Plan 3.3.2: the 36 h clock, one hour either side."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from qh_console.domain.clearing import clear_clock
from qh_console.domain.windows import processes
from tests.domain.air import days, hour, stretches, windows


@pytest.mark.parametrize(("clear", "holds"), [(35, False), (36, True), (37, True)])
def test_the_clock_counts_to_the_next_heavy_window(clear: int, holds: bool) -> None:
    hourly = stretches((201, 48), (0, clear), (201, 30))
    clock = clear_clock(windows(hourly), 200, 36, hour(48))
    assert (clock.clear_hours, clock.holds, clock.hours_short) == (clear, holds, max(36 - clear, 0))
    assert clock.known_hours == clear + 30
    assert clock.failing == tuple(hour(48 + h + 1) for h in range(clear, 36))
    assert clock.clear_from_at == (hour(48) if holds else None)


@pytest.mark.parametrize("gap", [34, 35, 36, 37])
def test_lifting_and_merging_never_disagree(gap: int) -> None:
    series = windows(stretches((201, 48), (0, gap), (201, 48)))
    is_one_process = len(processes(series, 200, 36)) == 1
    assert clear_clock(series, 200, 36, hour(48)).holds is not is_one_process


@pytest.mark.parametrize(("aqi", "clear_hours"), [(200, 48), (201, 0)])
def test_exactly_on_the_line_is_clear(aqi: int, clear_hours: int) -> None:
    clock = clear_clock(windows(stretches((0, 24), (aqi, 48))), 200, 36, hour(24))
    assert clock.clear_hours == clear_hours


def test_hours_that_a_straddling_window_covers_are_not_clear() -> None:
    """10 h at 450 before now and 50 after still make a 24 h mean of 216: the day is not over."""
    hourly = stretches((450, 24), (50, 72))
    clock = clear_clock(windows(hourly), 200, 36, hour(24))
    assert clock.clear_hours == 0
    assert clock.clear_from_at == hour(24 + 14)
    assert len(clock.failing) == 14


def test_what_is_not_foretold_is_not_clear() -> None:
    clock = clear_clock(windows(stretches((0, 24), (100, 30))), 200, 36, hour(24))
    assert (clock.clear_hours, clock.known_hours, clock.holds) == (30, 30, False)
    assert clock.failing == tuple(hour(24 + h) for h in range(31, 37))
    gap = stretches((0, 24), (float("nan"), 40), (100, 40))
    assert clear_clock(windows(gap), 200, 36, hour(24)).known_hours == 4
    past = clear_clock(windows(stretches((100, 48))), 200, 36, hour(60))
    assert (past.clear_hours, past.known_hours, len(past.failing)) == (0, 0, 36)


def test_now_counts_from_its_full_hour() -> None:
    clock = clear_clock(windows(stretches((100, 96))), 200, 36, hour(48) + timedelta(minutes=25))
    assert (clock.from_at, clock.clear_hours) == (hour(48), 48)


def test_the_clock_runs_over_days_too() -> None:
    clock = clear_clock(days(210, 180, 190, 205), 200, 36, hour(20))
    assert clock.clear_hours == 0
    assert clock.clear_from_at == hour(24)
    assert clear_clock(days(210, 180, 190, 205), 200, 36, hour(24)).clear_hours == 48
    assert clear_clock(days(210, 180, 205), 200, 36, hour(24)).clear_hours == 24


def test_every_hour_agrees_with_looking_at_each_window() -> None:
    rng = np.random.default_rng(7)
    hourly = rng.integers(0, 420, 160).astype(float)
    series = windows(hourly)
    clock = clear_clock(series, 210, 100, hour(40))
    for h in range(100):
        over = any(series.aqi[s] > 210 and s - 23 <= 40 + h <= s for s in range(23, 160))
        assert (hour(40 + h + 1) in clock.failing) == over
