"""Reads the tables that `grade` takes: hours or days, index or concentrations, each fault with its row and column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import TypeVar

import numpy as np

from qh_console.domain.clock import HOUR
from qh_console.domain.places import Places
from qh_console.domain.readings import SIX, DayForecast, Floats, HourlySeries, Indicator
from qh_console.domain.windows import Mask
from qh_console.feeds import cells
from qh_console.feeds.intake import Columns
from qh_console.feeds.tables import Table, TableRow
from qh_console.problems import BadInput, Fault

T = TypeVar("T")

INDEX_COLUMNS = ("aqi", "aqi_low", "aqi_high")


@dataclass(frozen=True)
class Days:
    """What a daily table says of one place; the days in `first_on` to `last_on` it has no figure for are missing."""

    first_on: date
    last_on: date
    told: tuple[DayForecast, ...]


@dataclass(frozen=True)
class GradeInput:
    """What a table holds, by place: hours, or days, never both."""

    hourly: Mapping[str, HourlySeries] = field(default_factory=dict)
    daily: Mapping[str, Days] = field(default_factory=dict)
    pollutants: Mapping[str, str] = field(default_factory=dict)
    """The pollutant most rows of a place name; empty where none does."""


@dataclass(frozen=True)
class _Columns:
    """A table read column by column: one item a row. A row without place or time has a fault."""

    numbers: Sequence[int]
    places: Sequence[str | None]
    whens: Sequence[datetime | date | None]
    """The UTC end of its hour, or its day."""
    values: Mapping[str, Floats]
    dust: Mask
    pollutants: Sequence[str | None]

    def says(self, row: int) -> tuple[object, ...]:
        figures = tuple(None if np.isnan(v[row]) else float(v[row]) for v in self.values.values())
        return figures, bool(self.dust[row]), self.pollutants[row]


def read_grade_table(table: Table, places: Places, other_places: bool = False) -> GradeInput:
    """The table's series by place code. Raises BadInput with every fault; nothing is taken of a table with one."""
    columns = Columns.of(table)
    by_hour = _is_hourly(table, columns)
    faults = list(_column_faults(table.file, columns, by_hour))
    if faults:
        raise BadInput(faults)
    reader = _Reader(table, columns)
    told = reader.read(partial(cells.place_code, places, other_places), by_hour)
    faults = [*reader.faults, *_mixture(table.file, columns, told), *_repeats(table.file, told)]
    if faults:
        raise BadInput(sorted(faults, key=lambda f: f.row or 0))
    rows_of: dict[str, list[int]] = {}
    for row, place in enumerate(told.places):
        rows_of.setdefault(str(place), []).append(row)
    pollutants = {place: _most_named(told, rows) for place, rows in rows_of.items()}
    if by_hour:
        return GradeInput({p: _series(p, told, rows) for p, rows in rows_of.items()}, {}, pollutants)
    return GradeInput({}, {p: _days(p, told, rows) for p, rows in rows_of.items()}, pollutants)


def ignored_columns(table: Table) -> tuple[str, ...]:
    """Columns that play no part in grading this table, to be named in a message."""
    columns = Columns.of(table)
    by_hour = _is_hourly(table, columns)
    six = {columns.indicators[i] for i in SIX if i in columns.indicators} if by_hour else set()
    unread = ("station", "type", "source", "issued_at", *(("aqi_low", "aqi_high") if by_hour else ("time", "hour")))
    spare = {columns.headers[m] for m in unread if m in columns} | (set(columns.indicators.values()) - six)
    spare |= six if len(six) < len(SIX) else set()
    return tuple(name for name in table.columns if name in spare or name in columns.unused)


def _is_hourly(table: Table, columns: Columns) -> bool:
    headers = [columns.headers[m] for m in ("time", "hour") if m in columns]
    if not headers or "date" not in columns:
        return bool(headers)
    return any(row.cells[header] for row in table.rows for header in headers)


def _column_faults(file: str, columns: Columns, by_hour: bool) -> Iterator[Fault]:
    if "place" not in columns:
        yield Fault(file, "缺少地区列", "请加一列 place", column="place")
    if "time" not in columns and "date" not in columns:
        yield Fault(file, "缺少时间列", "逐时值请加 time（小时末），逐日值请加 date", column="time")
    if "aqi" in columns or (not by_hour and "aqi_low" in columns and "aqi_high" in columns):
        return
    missing = [i.value for i in SIX if i not in columns.indicators]
    if not by_hour:
        yield Fault(file, "缺少 AQI 列", "逐日值请加 aqi，或 aqi_low 和 aqi_high 两列", column="aqi")
    elif columns.indicators and missing:
        yield Fault(file, f"六项浓度缺{'、'.join(missing)}", "请补齐六项浓度，或加一列 aqi", column=missing[0])
    elif missing:
        yield Fault(file, "缺少数值列", f"请加一列 aqi，或六项浓度 {' '.join(i.value for i in SIX)}", column="aqi")


class _Reader:
    """Reads columns; what a cell says is worked out once for each different text."""

    def __init__(self, table: Table, columns: Columns) -> None:
        self.faults: list[Fault] = []
        self._table = table
        self._columns = columns

    def read(self, place_code: Callable[[str], str], by_hour: bool) -> _Columns:
        six = self._columns.indicators
        values = {n: self._figures(n, cells.mean_aqi if by_hour else cells.aqi) for n in INDEX_COLUMNS}
        values = {name: column for name, column in values.items() if name in self._columns}
        if by_hour and all(i in six for i in SIX):
            values |= {i.value: self._numbers(six[i], partial(cells.concentration, i)) for i in SIX}
        places, whens = self._of("place", place_code), self._whens()
        self._need("place", places, "请补上地区")
        self._need("time" if "time" in self._columns else "date", whens, "请补上时间")
        if "aqi_low" in values and "aqi_high" in values:
            self._check_ranges(values["aqi_low"], values["aqi_high"])
        return _Columns(
            [row.number for row in self._table.rows],
            places,
            whens,
            values,
            np.array([bool(d) for d in self._of("dust", cells.flag)]),
            self._of("pollutant", str),
        )

    def _whens(self) -> list[datetime | date | None]:
        times, dates = self._of("time", cells.hour_end), self._of("date", cells.day)
        if "time" in self._columns:
            return [on if at is None else at for at, on in zip(times, dates, strict=True)]
        hours = self._of("hour", cells.hour_of_day)
        return [
            on if on is None or hour is None else cells.end_of(on, hour) for on, hour in zip(dates, hours, strict=True)
        ]

    def _need(self, meaning: str, column: Sequence[object], what_to_do: str) -> None:
        header = self._columns.headers[meaning]
        for row, value in zip(self._table.rows, column, strict=True):
            if value is None and not row.cells[header]:
                self._fault(row, header, "不能为空", what_to_do)

    def _check_ranges(self, lows: Floats, highs: Floats) -> None:
        for i in np.flatnonzero(lows > highs).tolist():
            what = f"下限{lows[i]:g}大于上限{highs[i]:g}"
            self._fault(self._table.rows[i], self._columns.headers["aqi_low"], what, "请核对两列是否填反")

    def _of(self, meaning: str, read: Callable[[str], T]) -> list[T | None]:
        header = self._columns.headers.get(meaning)
        return [None] * len(self._table.rows) if header is None else self._cells(header, read)

    def _figures(self, meaning: str, read: Callable[[str], float]) -> Floats:
        return np.array(self._of(meaning, read), dtype=np.float64)

    def _numbers(self, header: str, read: Callable[[str], float]) -> Floats:
        return np.array(self._cells(header, read), dtype=np.float64)

    def _cells(self, header: str, read: Callable[[str], T]) -> list[T | None]:
        texts = [row.cells[header] for row in self._table.rows]
        said: dict[str, T | None] = {"": None}
        for text in dict.fromkeys(texts):
            if text:
                try:
                    said[text] = read(text)
                except cells.BadCell as e:
                    said[text] = None
                    for row, own in zip(self._table.rows, texts, strict=True):
                        if own == text:
                            self._fault(row, header, e.what, e.what_to_do)
        return [said[text] for text in texts]

    def _fault(self, row: TableRow, header: str, what: str, what_to_do: str) -> None:
        self.faults.append(Fault(self._table.file, what, what_to_do, row=row.number, column=header))


def _mixture(file: str, columns: Columns, told: _Columns) -> Iterator[Fault]:
    """A table speaks of hours or of days; the first row of the rarer kind is named."""
    by_hour = [row for row, when in enumerate(told.whens) if isinstance(when, datetime)]
    by_day = [row for row, when in enumerate(told.whens) if when is not None and not isinstance(when, datetime)]
    if by_hour and by_day:
        odd = min(by_hour, by_day, key=len)[0]
        column = columns.headers["time" if "time" in columns else "hour"]
        yield Fault(file, "逐时值和逐日值混在一个表里", "请分成两个文件", row=told.numbers[odd], column=column)


def _repeats(file: str, told: _Columns) -> Iterator[Fault]:
    """A second row of a place and time that says the same does not matter; one that differs is a fault."""
    first: dict[tuple[str | None, datetime | date | None], int] = {}
    for row, key in enumerate(zip(told.places, told.whens, strict=True)):
        known = first.setdefault(key, row)
        if known != row and None not in key and told.says(known) != told.says(row):
            what = f"与第{told.numbers[known]}行同一地区同一时间，内容却不同"
            yield Fault(file, what, "请只留正确的一行", row=told.numbers[row])


def _series(place: str, told: _Columns, rows: Sequence[int]) -> HourlySeries:
    """The rows on one unbroken axis from the first to the last hour, NaN where there is no value."""
    ats = [at for at in map(told.whens.__getitem__, rows) if isinstance(at, datetime)]
    first_at = min(ats)
    slots = np.array([(at - first_at) // HOUR for at in ats])
    hours = int(slots.max()) + 1
    arrays = {name: np.full(hours, np.nan) for name in told.values}
    for name, values in told.values.items():
        arrays[name][slots] = values[rows]
    dust = np.zeros(hours, dtype=np.bool_)
    dust[slots] = told.dust[rows]
    concentrations = {Indicator(name): array for name, array in arrays.items() if name not in INDEX_COLUMNS}
    if not any(np.isfinite(array).any() for array in concentrations.values()):
        concentrations = {}
    return HourlySeries(place, first_at, concentrations, arrays.get("aqi"), dust if dust.any() else None)


def _days(place: str, told: _Columns, rows: Sequence[int]) -> Days:
    """Each day once; where only one end of a range, or one figure, is told it stands for both."""
    found: dict[date, DayForecast] = {}
    days = [(row, on) for row, on in ((row, told.whens[row]) for row in rows) if on is not None]
    for row, on in days:
        figures = {name: int(values[row]) for name, values in told.values.items() if np.isfinite(values[row])}
        ends = [figures[name] for name in ("aqi_low", "aqi_high") if name in figures] or list(figures.values())
        if ends:
            pollutant = told.pollutants[row] or ""
            found[on] = DayForecast(place, on, ends[0], ends[-1], pollutant, bool(told.dust[row]))
    return Days(min(on for _, on in days), max(on for _, on in days), tuple(found.values()))


def _most_named(told: _Columns, rows: Sequence[int]) -> str:
    named = Counter(told.pollutants[row] for row in rows)
    del named[None]
    return str(named.most_common(1)[0][0]) if named else ""
