"""Means as GB 3095 and HJ 663 want them: how many values each rests on stands beside it, and no float crumb enters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from qh_console.domain.aqi_editions import AqiEdition, Int16, MeanSettings
from qh_console.domain.clock import beijing, day_of_hour
from qh_console.domain.readings import Floats, HourlySeries, Indicator

_FINE = 1_000_000
_FINE_PLACES = 6

Wholes = npt.NDArray[np.int64]

DAY_MEANS = (Indicator.SO2, Indicator.NO2, Indicator.CO, Indicator.PM10, Indicator.PM25)
"""What the daily report judges by the mean of the day; ozone goes by its largest values."""


@dataclass(frozen=True, eq=False)
class Sums:
    """Exact sums in millionths and the number of values in each; a mean is their quotient, rounded once."""

    totals: Wholes
    counts: Int16
    least: int
    """Fewer values make no valid mean."""

    @property
    def is_valid(self) -> npt.NDArray[np.bool_]:
        return self.counts >= max(self.least, 1)

    def means(self, decimals: int | None = None) -> Floats:
        """NaN where not valid. With `decimals` rounded by GB/T 8170, exactly; without, the nearest doubles.

        Totals and divisors are whole numbers below 2**53, so the one division rounds correctly and a tie stays a tie.
        """
        divisors = self.counts.astype(np.float64) * 10.0 ** (_FINE_PLACES - (decimals or 0))
        means = np.full(self.totals.shape, np.nan)
        np.divide(self.totals, divisors, out=means, where=self.is_valid)
        return means if decimals is None else np.rint(means) / 10.0**decimals


def moving_sums(values: Floats, hours: int, least: int) -> Sums:
    """GB 3095 table 4: the `hours` ending at each hour (24 h with `least` 20, 8 h with 6); what precedes the first
    hour counts as missing. NaN, infinite and negative values are not valid. Resolution 0.000001.
    """
    fine, valid = _fine(values)
    return Sums(_moving(fine, hours), _moving(valid.astype(np.int64), hours).astype(np.int16), least)


def moving_means(values: Floats, hours: int, least: int, decimals: int | None = None) -> Floats:
    """The means of `moving_sums`."""
    return moving_sums(values, hours, least).means(decimals)


def sums_of_sites(sites: Sequence[Floats], least: int = 1) -> Sums:
    """HJ 663: a city's concentration is the mean over its sites, taken before any index. One array a site."""
    fine, valid = _fine(np.stack(sites))
    return Sums(fine.sum(axis=0), valid.sum(axis=0).astype(np.int16), least)


def largest_within(values: Floats, width: int) -> Floats:
    """The largest of each `width` values ending at each position, NaN left out; NaN where all are."""
    best = np.where(np.isnan(values), -np.inf, values)
    reach = 1
    while reach < width:
        step = min(reach, width - reach)
        best[step:] = np.maximum(best[step:], best[:-step])
        reach += step
    return np.where(np.isneginf(best), np.nan, best)


@dataclass(frozen=True, eq=False)
class DayValues:
    """What the daily report judges, for consecutive Beijing days, NaN where not valid.

    `counts`: valid hours, for O3_8H valid 8 h means.
    """

    first_on: date
    days: int
    values: Mapping[Indicator, Floats]
    counts: Mapping[Indicator, Int16]

    def on(self, index: int) -> date:
        return self.first_on + timedelta(days=index)


def day_values(series: HourlySeries, edition: AqiEdition) -> DayValues:
    """HJ 633 4.2.3, GB 3095 table 4: natural-day means, the largest hour and the largest 8 h mean of ozone.

    A day holds the hours ending at 1:00 to 24:00. Values are rounded to the places `edition` keeps means to.
    """
    lead = (beijing(series.first_at).hour - 1) % 24
    days = -(-(lead + series.hours) // 24)
    values: dict[Indicator, Floats] = {}
    counts: dict[Indicator, Int16] = {}
    for indicator in (*DAY_MEANS, Indicator.O3):
        padded = np.full(days * 24, np.nan)
        if indicator in series.values:
            padded[lead : lead + series.hours] = series.values[indicator]
        hours = padded.reshape(days, 24)
        sums = _day_sums(hours, edition.means)
        decimals = edition.mean_decimals(indicator)
        counts[indicator] = sums.counts
        if indicator is Indicator.O3:
            values[indicator] = np.where(sums.is_valid, _largest_hour(hours, decimals), np.nan)
            values[Indicator.O3_8H], counts[Indicator.O3_8H] = _largest_8h(hours, edition.means, decimals)
        else:
            values[indicator] = sums.means(decimals)
    return DayValues(day_of_hour(series.first_at), days, values, counts)


def _day_sums(by_day: Floats, settings: MeanSettings) -> Sums:
    fine, valid = _fine(by_day)
    return Sums(fine.sum(axis=1), valid.sum(axis=1).astype(np.int16), settings.day_least)


def _largest_hour(hours: Floats, decimals: int) -> Floats:
    """The largest value of each row, rounded; NaN where there is none."""
    fine, valid = _fine(hours)
    has_any: Int16 = valid.max(axis=1).astype(np.int16)
    return Sums(fine.max(axis=1), has_any, 1).means(decimals)


def _largest_8h(hours: Floats, settings: MeanSettings, decimals: int) -> tuple[Floats, Int16]:
    """GB 3095—2026 3.9, HJ 663—2013: the largest 8 h mean within each day, and how many there are.

    It needs `o3_day_windows_least` of them, unless it is above `o3_day_counts_above`.
    """
    fine, valid = _fine(hours)
    width = settings.eight_hours
    totals = np.lib.stride_tricks.sliding_window_view(fine, width, axis=1).sum(axis=-1)
    counts = np.lib.stride_tricks.sliding_window_view(valid, width, axis=1).sum(axis=-1)
    means = Sums(totals, counts.astype(np.int16), settings.eight_least).means(decimals)
    windows: Int16 = (~np.isnan(means)).sum(axis=1).astype(np.int16)
    largest = np.max(np.where(np.isnan(means), -np.inf, means), axis=1)
    is_valid = (windows >= settings.o3_day_windows_least) | (largest > settings.o3_day_counts_above)
    return np.where(is_valid, largest, np.nan), windows


def _fine(values: Floats) -> tuple[Wholes, npt.NDArray[np.bool_]]:
    """Values as whole millionths, 0 where not valid, and which are valid."""
    valid = (values >= 0) & (values < np.inf)
    return np.rint(np.where(valid, values, 0.0) * _FINE).astype(np.int64), valid


def _moving(numbers: Wholes, width: int) -> Wholes:
    running = np.cumsum(numbers)
    moving = running.copy()
    moving[width:] -= running[:-width]
    return moving
