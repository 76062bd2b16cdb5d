"""A file on its way in: under whose name it comes, which of its columns mean what, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TypeVar

from qh_console.domain.places import Places
from qh_console.domain.readings import Forecast, Indicator, Reading
from qh_console.feeds import cells
from qh_console.feeds.tables import Table, TableRow
from qh_console.problems import Fault

T = TypeVar("T")

_HEADERS: Mapping[str, tuple[str, ...]] = {
    "place": ("place", "city", "site", "area", "地区", "城市", "市州"),
    "station": ("station", "site", "positionname", "站点", "监测点"),
    "time": ("time", "timepoint", "时间", "时刻"),
    "date": ("date", "日期"),
    "hour": ("hour", "小时", "时"),
    "type": ("type",),
    "aqi": ("aqi",),
    "aqi_low": ("aqi_low",),
    "aqi_high": ("aqi_high",),
    "pollutant": ("pollutant", "primary", "首要污染物"),
    "dust": ("dust", "沙尘"),
    "source": ("source", "来源"),
    "issued_at": ("issued_at", "发布时间"),
}


@dataclass(frozen=True)
class Intake:
    """Under which names and when a file comes in. `other_places`: names outside the province pass as they are."""

    places: Places
    source: str
    received_at: datetime
    other_places: bool = False


@dataclass(frozen=True)
class Parsed:
    """What a file held. The good part stands beside the faults and waits for someone to confirm it."""

    readings: tuple[Reading, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    faults: tuple[Fault, ...] = ()
    ignored_columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Columns:
    """The file's own header for each meaning it has a column for; faults name the header, not the meaning."""

    headers: Mapping[str, str]
    indicators: Mapping[Indicator, str]
    unused: tuple[str, ...]

    @classmethod
    def of(cls, table: Table) -> Columns:
        present = set(table.columns)
        headers: dict[str, str] = {}
        for meaning, names in _HEADERS.items():
            free = [n for n in names if n in present and n not in headers.values()]
            if free:
                headers[meaning] = free[0]
        indicators: dict[Indicator, str] = {}
        for name in table.columns:
            indicator = cells.INDICATOR_NAMES.get(name)
            if indicator is not None:
                indicators.setdefault(indicator, name)
        used = {*headers.values(), *indicators.values()}
        return cls(headers, indicators, tuple(n for n in table.columns if n not in used))

    def __contains__(self, meaning: str) -> bool:
        return meaning in self.headers

    def ignored(self, *meanings: str) -> tuple[str, ...]:
        """Headers without a meaning, and those of `meanings` that this layout has no use for."""
        return (*self.unused, *(self.headers[m] for m in meanings if m in self.headers))


@dataclass
class RowReader:
    """One row by meaning. A bad cell becomes a fault and reads as None; a row with faults is not taken."""

    file: str
    row: TableRow
    columns: Columns
    intake: Intake
    faults: list[Fault] = field(default_factory=list)

    def read(self, meaning: str, reader: Callable[[str], T]) -> T | None:
        header = self.columns.headers.get(meaning)
        return None if header is None else self.cell(header, reader)

    def need(self, meaning: str, reader: Callable[[str], T]) -> T | None:
        header = self.columns.headers[meaning]
        if not self.row.cells[header]:
            self._fault(header, "不能为空", "请补上")
            return None
        return self.cell(header, reader)

    def place(self) -> str | None:
        return self.need("place", partial(cells.place_code, self.intake.places, self.intake.other_places))

    def hour_end_at(self) -> datetime | None:
        """UTC end of the row's hour, from `time` or from `date` and `hour`."""
        if "time" in self.columns:
            return self.need("time", cells.hour_end)
        on, hour = self.need("date", cells.day), self.need("hour", cells.hour_of_day)
        return None if on is None or hour is None else cells.end_of(on, hour)

    def concentrations(self) -> dict[Indicator, float]:
        found: dict[Indicator, float] = {}
        for indicator, header in self.columns.indicators.items():
            value = self.cell(header, partial(cells.concentration, indicator))
            if value is not None:
                found[indicator] = value
        return found

    def fault(self, meaning: str, what: str, what_to_do: str) -> None:
        self._fault(self.columns.headers[meaning], what, what_to_do)

    def cell(self, header: str, reader: Callable[[str], T]) -> T | None:
        text = self.row.cells[header]
        if not text:
            return None
        try:
            return reader(text)
        except cells.BadCell as e:
            self._fault(header, e.what, e.what_to_do)
            return None

    def _fault(self, header: str, what: str, what_to_do: str) -> None:
        self.faults.append(Fault(self.file, what, what_to_do, row=self.row.number, column=header))
