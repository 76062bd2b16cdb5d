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
from qh_console.domain.readings import SIX, DayForecast, HourlySeries, Indicator
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
class _Row:
    number: int
    place: str
    when: datetime | date
    """The UTC end of its hour, or its day."""
    values: tuple[float | None, ...]
    """In the order of the reader's `names`."""
    dust: bool
    pollutant: str

    @property
    def is_hour(self) -> bool:
        return isinstance(self.when, datetime)


def read_grade_table(table: Table, places: Places, other_places: bool = False) -> GradeInput:
    """The table's series by place code. Raises BadInput with every fault; nothing is taken of a table with one."""
    columns = Columns.of(table)
    by_hour = _is_hourly(table, columns)
    faults = list(_column_faults(table.file, columns, by_hour))
    if faults:
        raise BadInput(faults)
    reader = _Reader(table.file, columns, places, other_places, by_hour)
    rows = [row for row in map(reader.row, table.rows) if row is not None]
    faults = [*reader.faults, *_mixture(table.file, columns, rows), *_repeats(table.file, rows)]
    if faults:
        raise BadInput(sorted(faults, key=lambda f: f.row or 0))
    by_place: dict[str, list[_Row]] = {}
    for row in rows:
        by_place.setdefault(row.place, []).append(row)
    pollutants = {place: _most_named(ours) for place, ours in by_place.items()}
    if by_hour:
        return GradeInput({p: _series(p, ours, reader.names) for p, ours in by_place.items()}, {}, pollutants)
    return GradeInput({}, {p: _days(p, ours, reader.names) for p, ours in by_place.items()}, pollutants)


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
    """Reads rows; what a cell says is worked out once for each different text."""

    def __init__(self, file: str, columns: Columns, places: Places, other_places: bool, by_hour: bool) -> None:
        self.faults: list[Fault] = []
        self._file = file
        self._columns = columns
        self._time = self._of("time", cells.hour_end)
        self._date = self._of("date", cells.day)
        self._hour = self._of("hour", cells.hour_of_day) if "time" not in columns else _blank
        self._place = self._of("place", partial(cells.place_code, places, other_places))
        self._dust = self._of("dust", cells.flag)
        self._pollutant = self._of("pollutant", str)
        index = cells.mean_aqi if by_hour else cells.aqi
        values = {name: self._of(name, index) for name in INDEX_COLUMNS if name in columns}
        if by_hour and all(i in columns.indicators for i in SIX):
            values |= {i.value: self._at(columns.indicators[i], partial(cells.concentration, i)) for i in SIX}
        self.names = tuple(values)
        self._values = tuple(values.values())

    def row(self, row: TableRow) -> _Row | None:
        """None where the row has a fault, which is kept."""
        before = len(self.faults)
        place, when = self._place(row), self._when(row)
        values = tuple([read(row) for read in self._values])
        dust, pollutant = self._dust(row), self._pollutant(row)
        if len(self.faults) == before and place is None:
            self._fault(row, "place", "不能为空", "请补上地区")
        if len(self.faults) == before and when is None:
            self._fault(row, "time" if "time" in self._columns else "date", "不能为空", "请补上时间")
        self._check_range(row, values)
        if len(self.faults) > before or place is None or when is None:
            return None
        return _Row(row.number, place, when, values, bool(dust), pollutant or "")

    def _when(self, row: TableRow) -> datetime | date | None:
        at = self._time(row)
        if at is not None:
            return at
        on, hour = self._date(row), self._hour(row)
        return on if on is None or hour is None else cells.end_of(on, hour)

    def _check_range(self, row: TableRow, values: Sequence[float | None]) -> None:
        told = dict(zip(self.names, values, strict=True))
        low, high = told.get("aqi_low"), told.get("aqi_high")
        if low is not None and high is not None and low > high:
            self._fault(row, "aqi_low", f"下限{low:g}大于上限{high:g}", "请核对两列是否填反")

    def _of(self, meaning: str, read: Callable[[str], T]) -> Callable[[TableRow], T | None]:
        header = self._columns.headers.get(meaning)
        return _blank if header is None else self._at(header, read)

    def _at(self, header: str, read: Callable[[str], T]) -> Callable[[TableRow], T | None]:
        known: dict[str, T | None] = {"": None}

        def cell(row: TableRow) -> T | None:
            text = row.cells[header]
            if text not in known:
                try:
                    known[text] = read(text)
                except cells.BadCell as e:
                    self.faults.append(Fault(self._file, e.what, e.what_to_do, row=row.number, column=header))
                    return None
            return known[text]

        return cell

    def _fault(self, row: TableRow, meaning: str, what: str, what_to_do: str) -> None:
        header = self._columns.headers[meaning]
        self.faults.append(Fault(self._file, what, what_to_do, row=row.number, column=header))


def _blank(_row: TableRow) -> None:
    return None


def _mixture(file: str, columns: Columns, rows: Sequence[_Row]) -> Iterator[Fault]:
    """A table speaks of hours or of days; the first row of the rarer kind is named."""
    by_hour, by_day = [r for r in rows if r.is_hour], [r for r in rows if not r.is_hour]
    if by_hour and by_day:
        odd = min(by_hour, by_day, key=len)[0]
        column = columns.headers["time" if "time" in columns else "hour"]
        yield Fault(file, "逐时值和逐日值混在一个表里", "请分成两个文件", row=odd.number, column=column)


def _repeats(file: str, rows: Sequence[_Row]) -> Iterator[Fault]:
    """A second row of a place and time that says the same does not matter; one that differs is a fault."""
    first: dict[tuple[str, datetime | date], _Row] = {}
    for row in rows:
        known = first.setdefault((row.place, row.when), row)
        if known is not row and (known.values, known.dust, known.pollutant) != (row.values, row.dust, row.pollutant):
            what = f"与第{known.number}行同一地区同一时间，内容却不同"
            yield Fault(file, what, "请只留正确的一行", row=row.number)


def _series(place: str, rows: Sequence[_Row], names: Sequence[str]) -> HourlySeries:
    """The rows on one unbroken axis from the first to the last hour, NaN where there is no value."""
    ats = [row.when for row in rows if isinstance(row.when, datetime)]
    first_at = min(ats)
    slots = np.array([(at - first_at) // HOUR for at in ats])
    told = np.full((int(slots.max()) + 1, len(names)), np.nan)
    told[slots] = np.array([row.values for row in rows], dtype=np.float64)
    dust = np.zeros(len(told), dtype=np.bool_)
    dust[slots] = [row.dust for row in rows]
    columns = {name: told[:, i].copy() for i, name in enumerate(names)}
    values = {Indicator(name): column for name, column in columns.items() if name not in INDEX_COLUMNS}
    if not any(np.isfinite(column).any() for column in values.values()):
        values = {}
    return HourlySeries(place, first_at, values, columns.get("aqi"), dust if dust.any() else None)


def _days(place: str, rows: Sequence[_Row], names: Sequence[str]) -> Days:
    """Each day once; where only one end of a range, or one figure, is told it stands for both."""
    told: dict[date, DayForecast] = {}
    for row in rows:
        found = dict(zip(names, row.values, strict=True))
        ends = [v for v in (found.get("aqi_low"), found.get("aqi_high")) if v is not None]
        single = found.get("aqi")
        ends = [single] if not ends and single is not None else ends
        if ends:
            told[row.when] = DayForecast(place, row.when, int(ends[0]), int(ends[-1]), row.pollutant, row.dust)
    return Days(min(row.when for row in rows), max(row.when for row in rows), tuple(told.values()))


def _most_named(rows: Sequence[_Row]) -> str:
    named = Counter(row.pollutant for row in rows if row.pollutant)
    return named.most_common(1)[0][0] if named else ""
