"""Observed hours in the wide layout of public archives: `date,hour,type` and one column a place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from qh_console.domain.places import UnknownPlace
from qh_console.domain.readings import Indicator, Reading
from qh_console.feeds import cells
from qh_console.feeds.intake import Columns, Intake, Parsed, RowReader
from qh_console.feeds.tables import Table
from qh_console.problems import Fault

UNUSED_TYPES = frozenset({"so2_24h", "no2_24h", "co_24h", "o3_24h", "o3_8h_24h"})
"""Running means and maxima the archives add; the console computes its own."""

Key = tuple[str, datetime]


def is_wide(table: Table) -> bool:
    return {"date", "hour", "type"} <= set(table.columns)


def parse_wide(table: Table, intake: Intake) -> Parsed:
    """Readings of every place column; a bad cell loses that place's hour, no other."""
    columns, places, ignored = _columns(table, intake)
    if not places:
        known = "、".join(p.short for p in intake.places.items)
        return Parsed(faults=(Fault(table.file, "没有一列是本省市州", f"列名请用{known}"),), ignored_columns=ignored)
    faults: list[Fault] = []
    values: dict[Key, dict[Indicator, float]] = {}
    published: dict[Key, int] = {}
    bad: set[Key] = set()
    for row in table.rows:
        reader = RowReader(table.file, row, columns, intake)
        at, kind = _hour(reader, intake), reader.need("type", str.lower)
        indicator = cells.INDICATOR_NAMES.get(kind or "")
        if kind and kind != "aqi" and indicator is None and kind not in UNUSED_TYPES:
            reader.fault("type", f"不认识的指标“{kind}”", "请用 AQI、PM2.5、PM10、SO2、NO2、CO、O3、O3_8h 等")
        if at is not None and not reader.faults and (indicator is not None or kind == "aqi"):
            for header, code in places.items():
                _take(reader, header, (code, at), indicator, values, published, bad)
        faults.extend(reader.faults)
    keys = sorted({*values, *published} - bad, key=lambda key: (key[1], key[0]))
    readings = tuple(
        Reading(place, at, values.get((place, at), {}), intake.source, intake.received_at, published.get((place, at)))
        for place, at in keys
    )
    return Parsed(readings, faults=tuple(faults), ignored_columns=ignored)


def _columns(table: Table, intake: Intake) -> tuple[Columns, Mapping[str, str], tuple[str, ...]]:
    """The layout's own columns, place code by header, and the headers nothing is known about."""
    own = {"date": "date", "hour": "hour", "type": "type"}
    places: dict[str, str] = {}
    for header in table.columns:
        if header not in own:
            try:
                places[header] = intake.places.find(header).code
            except UnknownPlace:
                continue
    ignored = tuple(h for h in table.columns if h not in own and h not in places)
    return Columns(own, {}, ignored), places, ignored


def _hour(reader: RowReader, intake: Intake) -> datetime | None:
    at = reader.hour_end_at()
    if at is not None and at > intake.received_at:
        reader.fault("date", "时刻还没有到", "实况不能在未来")
        return None
    return at


def _take(
    reader: RowReader,
    header: str,
    key: Key,
    indicator: Indicator | None,
    values: dict[Key, dict[Indicator, float]],
    published: dict[Key, int],
    bad: set[Key],
) -> None:
    before = len(reader.faults)
    if indicator is None:
        index = reader.cell(header, cells.aqi)
        if index is not None:
            published.setdefault(key, index)
    else:
        value = reader.cell(header, partial(cells.concentration, indicator))
        if value is not None:
            values.setdefault(key, {}).setdefault(indicator, value)
    if len(reader.faults) > before:
        bad.add(key)
