"""Observed hours in long form: one row a place (or a station of it) and hour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from qh_console.domain.means import sums_of_sites
from qh_console.domain.readings import Indicator, Reading
from qh_console.feeds import cells
from qh_console.feeds.intake import Columns, Intake, Parsed, RowReader
from qh_console.feeds.tables import Table
from qh_console.problems import Fault


@dataclass(frozen=True)
class _Told:
    """One row that could be taken, with what tells it from others of the same place and hour."""

    reading: Reading
    station: str
    row: int


def parse_observations(table: Table, columns: Columns, intake: Intake) -> Parsed:
    """Readings of the rows without fault; stations of one place and hour become their arithmetic mean."""
    faults: list[Fault] = []
    told: dict[tuple[str, str], list[_Told]] = {}
    for row in table.rows:
        reader = RowReader(table.file, row, columns, intake)
        reading = _reading(reader, intake)
        faults.extend(reader.faults)
        if reading is None:
            continue
        here = told.setdefault((reading.place, reading.at.isoformat()), [])
        new = _Told(reading, reader.read("station", str) or "", row.number)
        twin = next((t for t in here if t.station == new.station), None)
        if twin is None:
            here.append(new)
        else:
            what = f"与第{twin.row}行是同一地区同一时刻"
            faults.append(Fault(table.file, what, "请只留一行", row=row.number))
    readings = tuple(_city_mean([t.reading for t in group]) for group in told.values())
    ignored = columns.ignored("type", "aqi_low", "aqi_high", "pollutant", "dust", "issued_at")
    return Parsed(readings, faults=tuple(faults), ignored_columns=ignored)


def _reading(reader: RowReader, intake: Intake) -> Reading | None:
    """The row's reading; None where a cell is bad or nothing was measured."""
    place, at = reader.place(), reader.hour_end_at()
    values, aqi = reader.concentrations(), reader.read("aqi", cells.aqi)
    source = reader.read("source", str) or intake.source
    if at is not None and at > intake.received_at:
        reader.fault(
            "time" if "time" in reader.columns else "date", "时刻还没有到", "实况不能在未来；预报请加 issued_at 列"
        )
    if reader.faults or place is None or at is None or (not values and aqi is None):
        return None
    return Reading(place, at, values, source, intake.received_at, aqi)


def _city_mean(readings: Sequence[Reading]) -> Reading:
    """The place's hour from its stations: each indicator's mean over the stations that have it."""
    first = readings[0]
    if len(readings) == 1:
        return first
    means: dict[Indicator, float] = {}
    for indicator in Indicator:
        found = [np.array([r.values[indicator]]) for r in readings if indicator in r.values]
        if found:
            means[indicator] = float(sums_of_sites(found).means()[0])
    return replace(first, values=means, aqi=None)
