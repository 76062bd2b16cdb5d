"""Forecast tables, by hour or by day, gathered into forecasts as issued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

import numpy as np

from qh_console.domain.clock import HOUR, beijing
from qh_console.domain.readings import DayForecast, Forecast, HourlySeries, Indicator
from qh_console.feeds import cells
from qh_console.feeds.intake import Columns, Intake, Parsed, RowReader
from qh_console.feeds.tables import Table
from qh_console.problems import Fault

AHEAD = timedelta(days=16)
BEHIND = timedelta(days=1)
"""A forecast speaks of the days around its issue; outside, a year or month was mistyped."""

T = TypeVar("T")


@dataclass(frozen=True)
class _Hour:
    place: str
    at: datetime
    values: dict[Indicator, float]
    aqi: float | None
    dust: bool


@dataclass
class _Issue:
    """The rows of one source and issue time."""

    days: dict[tuple[str, str], DayForecast] = field(default_factory=dict)
    hours: dict[tuple[str, str], _Hour] = field(default_factory=dict)


def parse_forecasts(table: Table, columns: Columns, intake: Intake, issued_at: datetime | None = None) -> Parsed:
    """Forecasts of the rows without fault. `issued_at` stands in where the table has no such column."""
    by_day = "time" not in columns and "hour" not in columns
    faults: list[Fault] = []
    issues: dict[tuple[str, datetime], _Issue] = {}
    for row in table.rows:
        reader = RowReader(table.file, row, columns, intake)
        told = "issued_at" in columns
        issue_at = reader.need("issued_at", cells.instant) if told else issued_at or intake.received_at
        source = reader.read("source", str) or intake.source
        said = _day(reader) if by_day else _hour(reader)
        if told and issue_at is not None and said is not None:
            _check_span(reader, issue_at, said)
        if not reader.faults and issue_at is not None and said is not None:
            issue = issues.setdefault((source, issue_at), _Issue())
            if not _keep(issue, said):
                faults.append(Fault(table.file, "同一地区同一时段已有一行", "请只留一行", row=row.number))
        faults.extend(reader.faults)
    unused = ("type", "station", "aqi_low", "aqi_high", "pollutant") if not by_day else ("type", "station")
    extra = () if not by_day else tuple(columns.indicators.values())
    forecasts = tuple(_forecast(source, at, issue) for (source, at), issue in issues.items())
    return Parsed((), forecasts, tuple(faults), (*columns.ignored(*unused), *extra))


def _keep(issue: _Issue, said: DayForecast | _Hour) -> bool:
    """Whether the row was new to its issue."""
    if isinstance(said, DayForecast):
        return issue.days.setdefault((said.place, said.on.isoformat()), said) is said
    return issue.hours.setdefault((said.place, said.at.isoformat()), said) is said


def _check_span(reader: RowReader, issue_at: datetime, said: DayForecast | _Hour) -> None:
    first, last = beijing(issue_at - BEHIND).date(), beijing(issue_at + AHEAD).date()
    on = said.on if isinstance(said, DayForecast) else beijing(said.at).date()
    if not first <= on <= last:
        meaning = "time" if "time" in reader.columns else "date"
        reader.fault(meaning, f"离发布时间太远（{on.isoformat()}）", "请核对年月日和 issued_at")


def _day(reader: RowReader) -> DayForecast | None:
    place, on = reader.place(), reader.need("date", cells.day)
    low, high = reader.read("aqi_low", cells.aqi), reader.read("aqi_high", cells.aqi)
    single = reader.read("aqi", cells.aqi)
    pollutant, dust = reader.read("pollutant", str), reader.read("dust", cells.flag)
    low, high = _first(low, high, single), _first(high, low, single)
    if reader.faults or place is None or on is None or low is None or high is None:
        return None
    if low > high:
        reader.fault("aqi_low", f"下限{low}大于上限{high}", "请核对两列是否填反")
        return None
    return DayForecast(place, on, low, high, pollutant or "", bool(dust))


def _hour(reader: RowReader) -> _Hour | None:
    place, at = reader.place(), reader.hour_end_at()
    values, index = reader.concentrations(), reader.read("aqi", cells.mean_aqi)
    dust = reader.read("dust", cells.flag)
    if reader.faults or place is None or at is None or (not values and index is None):
        return None
    return _Hour(place, at, values, index, bool(dust))


def _first(*found: T | None) -> T | None:
    return next((f for f in found if f is not None), None)


def _forecast(source: str, issued_at: datetime, issue: _Issue) -> Forecast:
    by_place: dict[str, list[_Hour]] = {}
    for hour in issue.hours.values():
        by_place.setdefault(hour.place, []).append(hour)
    hourly = tuple(_series(place, hours) for place, hours in by_place.items())
    days = tuple(sorted(issue.days.values(), key=lambda d: d.on))
    return Forecast(source, issued_at, days, hourly)


def _series(place: str, hours: Sequence[_Hour]) -> HourlySeries:
    """The hours on one unbroken axis, NaN where the table had none."""
    first_at = min(h.at for h in hours)
    length = round((max(h.at for h in hours) - first_at) / HOUR) + 1
    indicators = [i for i in Indicator if any(i in h.values for h in hours)]
    values = {i: np.full(length, np.nan) for i in indicators}
    aqi, dust = np.full(length, np.nan), np.zeros(length, dtype=np.bool_)
    for hour in hours:
        index = round((hour.at - first_at) / HOUR)
        for indicator, value in hour.values.items():
            values[indicator][index] = value
        aqi[index] = np.nan if hour.aqi is None else hour.aqi
        dust[index] = hour.dust
    return HourlySeries(place, first_at, values, None if np.isnan(aqi).all() else aqi, dust if dust.any() else None)
