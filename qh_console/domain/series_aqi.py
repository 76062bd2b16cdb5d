"""The index along a series — by hour, by day, by any 24 hours — each under the edition in force at that hour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from qh_console.domain.aqi import AqiReport, AqiTable, daily_table, hourly_table
from qh_console.domain.aqi_editions import AqiEdition, AqiEditions, Int16, Rule
from qh_console.domain.clock import day_of_hour
from qh_console.domain.means import DAY_MEANS, DayValues, day_values, largest_within, moving_means, moving_sums
from qh_console.domain.readings import Floats, HourlySeries, Indicator
from qh_console.domain.series import without_dust

WINDOW_MEASURES = (*DAY_MEANS, Indicator.O3)
"""The hourly measures that windows are worked out from."""


@dataclass(frozen=True, eq=False)
class SeriesAqi:
    """Tables of consecutive stretches, one edition each, that together cover a series in order."""

    tables: tuple[AqiTable, ...]

    @property
    def rows(self) -> int:
        return sum(t.rows for t in self.tables)

    @cached_property
    def aqi(self) -> Int16:
        """-1 where none is given."""
        return self._joined([t.aqi for t in self.tables])

    @cached_property
    def largest(self) -> Int16:
        """The largest sub-index of what there is, -1 where there is nothing."""
        return self._joined([t.largest for t in self.tables])

    @property
    def graded(self) -> Floats:
        """What grading counts: `largest`, NaN for nothing; what 2026 5.3.1 withholds is below every line there is."""
        return np.where(self.largest < 0, np.nan, self.largest)

    def row(self, index: int) -> AqiReport:
        for table in self.tables:
            if index < table.rows:
                return table.row(index)
            index -= table.rows
        raise IndexError(index)

    def _joined(self, arrays: list[Int16]) -> Int16:
        return np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.int16)


@dataclass(frozen=True, eq=False)
class WindowAqi(SeriesAqi):
    """The index of the 24 h ending at each hour. `counts`: valid hours of each pollutant in that window."""

    counts: Mapping[Indicator, Int16]


@dataclass(frozen=True, eq=False)
class DailyAqi(SeriesAqi):
    """The daily report of each Beijing day the series touches."""

    first_on: date
    values: tuple[DayValues, ...]

    def on(self, index: int) -> date:
        return self.first_on + timedelta(days=index)


def hourly_aqi(
    series: HourlySeries, editions: AqiEditions, rule: Rule = Rule.PUBLISHED, pinned: AqiEdition | None = None
) -> SeriesAqi:
    """HJ 633: the hourly report of each hour. `pinned`: one edition for the whole series.

    Under `text` (2012) the moving means of particles and ozone are worked out where the series does not bring them.
    """
    values = _measured(series)
    if rule is Rule.TEXT:
        values = _moving_for_text(values, editions.newest if pinned is None else pinned) | values
    tables = [
        hourly_table({k: v[part] for k, v in values.items()}, edition, rule)
        for edition, part in _spans(series, editions, pinned)
    ]
    return SeriesAqi(tuple(tables))


def daily_aqi(series: HourlySeries, editions: AqiEditions, pinned: AqiEdition | None = None) -> DailyAqi:
    """HJ 633: the daily report of each natural day, from the hours of `series`."""
    values: list[DayValues] = []
    tables: list[AqiTable] = []
    for edition, part in _spans(series, editions, pinned):
        measured = {k: v[part] for k, v in _measured(series).items()}
        of_part = HourlySeries(series.place, series.at(part.start), measured)
        days = day_values(of_part, edition)
        values.append(days)
        tables.append(daily_table(days.values, edition))
    return DailyAqi(tuple(tables), day_of_hour(series.first_at), tuple(values))


def window_aqi(series: HourlySeries, editions: AqiEditions, pinned: AqiEdition | None = None) -> WindowAqi:
    """Plan 3.1, HJ 633: for every end hour the daily-report index of the 24 h ending there, wherever midnight is.

    24 h means; ozone by the largest hour and the largest 8 h mean inside the window. A pollutant needs 20 valid hours,
    and the whole window must lie inside the series. Dust hours are not valid (plan 1.3). The edition is the end's.
    """
    clean = without_dust(series)
    counts: list[dict[Indicator, Int16]] = []
    tables: list[AqiTable] = []
    for edition, part in _spans(series, editions, pinned):
        lead = min(part.start, edition.means.day_hours - 1)
        hours = {k: v[part.start - lead : part.stop] for k, v in clean.values.items() if k in WINDOW_MEASURES}
        values, of_part = _window_values(hours, edition, part.stop - part.start + lead)
        tables.append(daily_table({k: v[lead:] for k, v in values.items()}, edition))
        counts.append({k: v[lead:] for k, v in of_part.items()})
    joined = {k: np.concatenate([c[k] for c in counts]) for k in (counts[0] if counts else ())}
    return WindowAqi(tuple(tables), joined)


def _window_values(
    hours: Mapping[Indicator, Floats], edition: AqiEdition, length: int
) -> tuple[dict[Indicator, Floats], dict[Indicator, Int16]]:
    """What the daily report judges, and valid hours, for the window ending at each hour."""
    settings = edition.means
    width = settings.day_hours
    values = {Indicator.PM25: np.full(length, np.nan)}
    counts: dict[Indicator, Int16] = {}
    for indicator, measured in hours.items():
        decimals = edition.mean_decimals(indicator)
        sums = moving_sums(measured, width, settings.day_least)
        counts[indicator] = sums.counts
        if indicator is not Indicator.O3:
            values[indicator] = sums.means(decimals)
            continue
        single = moving_means(measured, 1, 1, decimals)
        eight = moving_means(measured, settings.eight_hours, settings.eight_least, decimals)
        inside = width - settings.eight_hours + 1
        values[Indicator.O3] = np.where(sums.is_valid, largest_within(single, width), np.nan)
        values[Indicator.O3_8H] = np.where(sums.is_valid, largest_within(eight, inside), np.nan)
    for array in values.values():
        array[: width - 1] = np.nan
    return values, counts


def _moving_for_text(values: Mapping[Indicator, Floats], edition: AqiEdition) -> dict[Indicator, Floats]:
    settings = edition.means
    wanted = (
        (Indicator.PM10, Indicator.PM10_24H, settings.day_hours, settings.day_least),
        (Indicator.PM25, Indicator.PM25_24H, settings.day_hours, settings.day_least),
        (Indicator.O3, Indicator.O3_8H, settings.eight_hours, settings.eight_least),
    )
    return {
        moving: moving_means(values[single], hours, least, edition.mean_decimals(moving))
        for single, moving, hours, least in wanted
        if single in values
    }


def _measured(series: HourlySeries) -> dict[Indicator, Floats]:
    """The series' values, with PM2.5 not valid throughout where it brings none, so that every hour has its row."""
    return {Indicator.PM25: np.full(series.hours, np.nan)} | dict(series.values)


def _spans(
    series: HourlySeries, editions: AqiEditions, pinned: AqiEdition | None
) -> tuple[tuple[AqiEdition, slice], ...]:
    if pinned is not None and series.hours:
        return ((pinned, slice(0, series.hours)),)
    return editions.spans(series.first_at, series.hours)
