"""The index of a table of concentrations, row for row, as the command line prints it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal

import numpy as np

from qh_console.domain.aqi import AqiTable, daily_table, hourly_table
from qh_console.domain.aqi_editions import AqiEdition, AqiEditions, Report, Rule
from qh_console.domain.clock import beijing
from qh_console.domain.readings import Floats, Indicator
from qh_console.feeds import cells
from qh_console.feeds.intake import Columns
from qh_console.feeds.tables import Table, TableRow
from qh_console.problems import BadInput, Fault

AUTO = "auto"

_FINE = Decimal("0.000000001")


@dataclass(frozen=True)
class _Row:
    number: int
    place: str
    when: datetime | date | None
    values: Mapping[Indicator, float]


def report_rows(
    table: Table, editions: AqiEditions, edition: str = AUTO, report: str = "hourly", rule: str = "published"
) -> list[dict[str, object]]:
    """One JSON row for each row of `table`, in its order; None and empty lists where the index is not given.

    `edition`: an id, or `auto` for the one in force at the row's time (the newest where none is, or no time is told).
    Raises BadInput with every fault of the file, KeyError for an unknown edition, ValueError for an unknown report.
    """
    kind, by = Report(report), Rule(rule)
    pinned = None if edition == AUTO else editions.by_id(edition)
    columns = Columns.of(table)
    faults = list(_column_faults(table, columns, tuple(editions) if pinned is None else (pinned,), kind, by))
    if faults:
        raise BadInput(faults)
    rows = [_read(table.file, row, columns, kind, faults) for row in table.rows]
    if faults:
        raise BadInput(faults)
    chosen = [pinned or (editions.newest if row.when is None else editions.at(row.when)) for row in rows]
    is_timed = "time" in columns or "hour" in columns or "date" not in columns
    time_key = "time" if is_timed and kind is Report.HOURLY else "date"
    found: dict[int, dict[str, object]] = {}
    for one in dict.fromkeys(chosen):
        of_edition = [i for i, e in enumerate(chosen) if e is one]
        values = _arrays([rows[i] for i in of_edition], columns)
        results = daily_table(values, one) if kind is Report.DAILY else hourly_table(values, one, by)
        found.update((i, _json_row(rows[i], results, at, time_key)) for at, i in enumerate(of_edition))
    return [found[i] for i in range(len(rows))]


def ignored_columns(table: Table) -> tuple[str, ...]:
    """Columns that mean nothing to the console, to be named in a message."""
    return Columns.of(table).unused


def csv_rows(rows: Sequence[Mapping[str, object]]) -> list[list[str]]:
    """Header and rows of `report_rows` as text: NA where nothing is given, several pollutants joined by |."""
    signs = list(dict.fromkeys(sign for row in rows for sign in _sub_indices(row)))
    plain = [name for name in (rows[0] if rows else {}) if name != "iaqi"]
    table = [[*plain, *(f"iaqi_{sign}" for sign in signs)]]
    for row in rows:
        sub = _sub_indices(row)
        table.append([_csv_cell(v) for v in (*(row[n] for n in plain), *(sub.get(sign) for sign in signs))])
    return table


def _sub_indices(row: Mapping[str, object]) -> Mapping[str, int | None]:
    found = row["iaqi"]
    assert isinstance(found, dict)
    return found


def _csv_cell(value: object) -> str:
    if isinstance(value, list):
        return "|".join(value)
    return "NA" if value is None else str(value)


def _column_faults(
    table: Table, columns: Columns, editions: Sequence[AqiEdition], report: Report, rule: Rule
) -> Iterator[Fault]:
    wanted = list(dict.fromkeys(item.indicator for e in editions for item in e.items[report, rule]))
    if "place" not in columns:
        yield Fault(table.file, "缺少地区列", "请加一列 place（或 city、site）")
    if len(editions) > 1 and "time" not in columns and "date" not in columns:
        yield Fault(table.file, "缺少时间列", "请加一列 time（小时末）或 date，或用 --edition 指定版本")
    if not any(indicator in columns.indicators for indicator in wanted):
        yield Fault(table.file, "没有一列污染物浓度", f"请至少加一列：{'、'.join(wanted)}")


def _read(file: str, row: TableRow, columns: Columns, report: Report, faults: list[Fault]) -> _Row:
    """The row's values; what is wrong with it is added to `faults`."""
    values: dict[Indicator, float] = {}
    for indicator, header in columns.indicators.items():
        if not row.cells[header]:
            continue
        try:
            values[indicator] = _concentration(row.cells[header])
        except cells.BadCell as e:
            faults.append(Fault(file, e.what, e.what_to_do, row=row.number, column=header))
    place = row.cells[columns.headers["place"]]
    return _Row(row.number, place, _when(file, row, columns, report, faults), values)


def _concentration(text: str) -> float:
    """The double that stands for a decimal; more than 15 digits are cut so that it stays on the right side of a tie."""
    value = cells.number(text)
    if value < 0:
        raise cells.BadCell(f"浓度{text}是负数", "请核对，没有数据时留空")
    if len(text) <= 15:
        return value
    exact = Decimal(text)
    if len(exact.as_tuple().digits) <= 15 or not _FINE < exact < 10**6:
        return value
    cut = exact.quantize(_FINE, ROUND_DOWN)
    return float(cut if cut == exact else cut + _FINE / 2)


def _when(file: str, row: TableRow, columns: Columns, report: Report, faults: list[Fault]) -> datetime | date | None:
    """UTC end of the row's hour, or its day; None where the row tells neither."""
    told = {name: row.cells[columns.headers[name]] for name in ("time", "date", "hour") if name in columns}
    by_day = report is Report.DAILY
    name = "date" if told.get("date") and (by_day or not told.get("time")) else "time"
    if not told.get(name):
        return None
    try:
        if name == "date":
            on = cells.day(told["date"])
            if by_day or not told.get("hour"):
                return on
            name = "hour"
            return cells.end_of(on, cells.hour_of_day(told["hour"]))
        return _day(told["time"]) if by_day else cells.hour_end(told["time"])
    except cells.BadCell as e:
        faults.append(Fault(file, e.what, e.what_to_do, row=row.number, column=columns.headers[name]))
        return None


def _day(text: str) -> date:
    """The day a daily row's time means; midnight beside a date is how spreadsheets write the date alone."""
    try:
        return cells.day(text)
    except cells.BadCell:
        return beijing(cells.instant(text)).date()


def _arrays(rows: Sequence[_Row], columns: Columns) -> dict[Indicator, Floats]:
    return {i: np.array([row.values.get(i, np.nan) for row in rows], dtype=np.float64) for i in columns.indicators}


def _json_row(row: _Row, results: AqiTable, index: int, time_key: str) -> dict[str, object]:
    found = results.row(index)
    return {
        "row": row.number,
        "place": row.place,
        time_key: _spelt(row.when),
        "edition": found.edition,
        "aqi": found.aqi,
        "level": found.level,
        "class": found.class_name,
        "primary": list(found.primary),
        "iaqi": dict(found.iaqi),
        "missing": list(found.missing),
    }


def _spelt(when: datetime | date | None) -> str | None:
    if isinstance(when, datetime):
        return beijing(when).isoformat(timespec="minutes")
    return None if when is None else when.isoformat()
