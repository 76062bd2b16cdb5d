"""24 h windows anchored at any hour: their AQI, the stretches above a line, and the days such stretches amount to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from qh_console.domain.clock import BEIJING, HOUR
from qh_console.domain.readings import SIX, DayForecast, Floats, HourlySeries

Mask = npt.NDArray[np.bool_]
Slots = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class WindowSeries:
    """The 24 h AQI of one place, one slot for each instant a window may end at; NaN where there is no window."""

    place: str
    first_end_at: datetime
    """UTC end of slot 0."""
    aqi: Floats
    window_hours: int
    step_hours: int = 1
    """1 for hourly input; 24 where each day is one window."""
    low: Floats | None = None
    """The lower end of a forecast range; the upper end grades."""
    hours: int = 0
    """Hours the input spans, and of these:"""
    known_hours: int = 0
    """those with data (dust included)"""
    dust_hours: int = 0
    """and those left out as dust (plan 1.3)."""
    hourly: Floats | None = None
    """Hourly AQI on the same slots, where it is known."""

    @property
    def length(self) -> int:
        """How many slots one window covers."""
        return self.window_hours // self.step_hours

    @property
    def step(self) -> timedelta:
        return self.step_hours * HOUR

    @property
    def completeness(self) -> float:
        """Share of the spanned hours that have data, 0 to 1."""
        return self.known_hours / self.hours if self.hours else 0.0

    def end_at(self, slot: int) -> datetime:
        return self.first_end_at + slot * self.step

    def start_at(self, slot: int) -> datetime:
        return self.end_at(slot) - self.window_hours * HOUR

    def slot_ending(self, at: datetime) -> int:
        """The slot whose window ends at `at` or last before it; may lie outside the series."""
        return (at - self.first_end_at) // self.step


def mean_of_hours(hourly: Floats, window_hours: int, valid_hours: int, excluded: Mask | None = None) -> Floats:
    """Plan 3.1: the arithmetic mean, not rounded, of each `window_hours` hours ending at each hour.

    `hourly`: NaN where not valid; `excluded` hours (dust, plan 1.3) count as not valid. A window wholly inside the
    series with at least `valid_hours` valid hours has a mean; elsewhere NaN. Sums of whole numbers are exact; of
    fractions the crumbs of binary sums are rounded away, so that exactly 200 stays 200.
    """
    means = np.full(len(hourly), np.nan)
    if len(hourly) < window_hours:
        return means
    valid = np.isfinite(hourly)
    if excluded is not None:
        valid &= ~excluded
    inside = means[window_hours - 1 :]
    if valid.all():
        np.divide(_window_sums(np.cumsum(hourly), window_hours), window_hours, out=inside)
        return _without_crumbs(means, hourly)
    counts = _window_sums(np.cumsum(valid, dtype=np.int32), window_hours)
    sums = _window_sums(np.cumsum(np.where(valid, hourly, 0.0)), window_hours)
    np.divide(sums, counts, out=inside, where=counts >= max(valid_hours, 1))
    return _without_crumbs(means, hourly)


def _without_crumbs(means: Floats, hourly: Floats) -> Floats:
    whole = np.floor(hourly) == hourly
    whole |= np.isnan(hourly)
    return means if whole.all() else np.round(means, 6)


def _window_sums(running: npt.NDArray[Any], window: int) -> npt.NDArray[Any]:
    sums = running[window - 1 :].copy()
    sums[1:] -= running[:-window]
    return sums


def windows_of_hourly_aqi(
    place: str,
    first_at: datetime,
    hourly: Floats,
    window_hours: int,
    valid_hours: int,
    dust: Mask | None = None,
) -> WindowSeries:
    """Plan 3.1, where only hourly AQI is known: its unrounded mean; `first_at` is the UTC end of the first hour."""
    means = mean_of_hours(hourly, window_hours, valid_hours, dust)
    known = np.isfinite(hourly)
    return WindowSeries(
        place,
        first_at,
        means,
        window_hours,
        hours=len(hourly),
        known_hours=int(np.count_nonzero(known)),
        dust_hours=0 if dust is None else int(np.count_nonzero(dust & known)),
        hourly=hourly,
    )


def windows_of_concentrations(series: HourlySeries, window_aqi: Floats, window_hours: int) -> WindowSeries:
    """Plan 3.1, HJ 633: `window_aqi` is that of the 24 h means ending at each hour of `series`.

    Its dust hours are already left out of the means. Known are as many hours as its pollutants have values on average,
    so that a series without its particles does not pass for complete.
    """
    measured = [np.isfinite(values) for indicator, values in series.values.items() if indicator in SIX]
    known = sum(int(np.count_nonzero(m)) for m in measured) // len(measured) if measured else 0
    return WindowSeries(
        series.place,
        series.first_at,
        window_aqi,
        window_hours,
        hours=series.hours,
        known_hours=known,
        dust_hours=0 if series.dust is None else int(np.count_nonzero(series.dust)),
        hourly=series.aqi,
    )


def windows_of_days(
    days: Sequence[DayForecast], *, place: str = "", span: tuple[date, date] | None = None
) -> WindowSeries:
    """Plan 3.1, daily forecast of one place: each day is one window and the upper end of its range grades.

    `days`: at most one a date, in any order; a day missing within `span` (first and last, by default those of `days`),
    or one of dust, is no window. `place` and `span` are needed only where `days` is empty.
    """
    first, last = span or (min(d.on for d in days), max(d.on for d in days))
    count = (last - first).days + 1
    low, high = np.full(count, np.nan), np.full(count, np.nan)
    for d in days:
        if not d.dust:
            low[(d.on - first).days], high[(d.on - first).days] = d.aqi_low, d.aqi_high
    midnight_at = datetime.combine(first + timedelta(days=1), time(), BEIJING).astimezone(UTC)
    return WindowSeries(
        days[0].place if days else place,
        midnight_at,
        high,
        window_hours=24,
        step_hours=24,
        low=low,
        hours=24 * count,
        known_hours=24 * len(days),
        dust_hours=24 * sum(d.dust for d in days),
    )


def runs(mask: Mask) -> tuple[Slots, Slots]:
    """First and last slots (inclusive) of each unbroken stretch of True."""
    framed = np.zeros(len(mask) + 2, dtype=np.bool_)
    framed[1:-1] = mask
    edges = np.flatnonzero(framed[1:] != framed[:-1])
    return edges[0::2], edges[1::2] - 1


def processes(series: WindowSeries, line: float, merge_gap_hours: int) -> list[tuple[int, int]]:
    """Plan 3.3.2: slots of the first and last window above `line` of each process, in time order.

    Two windows belong together while the gap from the end of one to the start of the next is < `merge_gap_hours`.
    """
    first, last = runs(series.aqi > line)
    if not len(first):
        return []
    gaps = (first[1:] - last[:-1]) * series.step_hours - series.window_hours
    breaks = np.flatnonzero(gaps >= merge_gap_hours)
    starts = first[np.concatenate(([0], breaks + 1))]
    ends = last[np.concatenate((breaks, [len(last) - 1]))]
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


def apart(stretches: Sequence[tuple[int, int]], length: int) -> list[int]:
    """End slots of the most windows of `length` slots that do not overlap: taking the earliest end first is optimal.

    `stretches`: first and last slots (inclusive) of unbroken runs of windows to choose from, in time order.
    """
    chosen: list[int] = []
    free = 0
    for begin, end in stretches:
        chosen.extend(range(max(begin, free), end + 1, length))
        free = chosen[-1] + length
    return chosen


def chain_lengths(mask: Mask, length: int) -> npt.NDArray[np.int64]:
    """For each slot how many marked windows end there back to back: t, t - length, t - 2 length …; 0 where unmarked."""
    rows = -(-len(mask) // length)
    padded = np.zeros((rows, length), dtype=np.int64)
    padded.ravel()[: len(mask)] = mask
    for row in range(1, rows):
        padded[row] += padded[row - 1] * padded[row]
    return padded.ravel()[: len(mask)]


def back_to_back(mask: Mask, length: int) -> list[int]:
    """The longest chain of marked windows that follow each other back to back; of equal ones the earliest."""
    if not mask.any():
        return []
    chains = chain_lengths(mask, length)
    end = int(np.argmax(chains))
    return list(range(end - (int(chains[end]) - 1) * length, end + 1, length))
