"""A duty roster as a table (plan 7.5): one row a shift, each fault at its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from qh_console.domain.duty_roster import faults_in
from qh_console.domain.roster_shifts import DutyShift
from qh_console.feeds.cells import BadCell, instant
from qh_console.feeds.tables import Table, TableRow
from qh_console.problems import Fault

HEADERS: Mapping[str, tuple[str, ...]] = {
    "starts_at": ("起", "开始时间", "起始时间", "starts_at"),
    "ends_at": ("止", "结束时间", "终止时间", "ends_at"),
    "leader": ("带班领导", "带班", "leader"),
    "main": ("主班", "值班员", "值班人员", "main"),
    "deputy": ("副班", "deputy"),
    "phone": ("值班电话", "电话", "phone"),
    "note": ("备注", "note"),
}
"""Headers a meaning goes by, ours first."""
_NEEDED = ("starts_at", "ends_at", "leader", "main", "phone")
_NO_TIME = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class RosterRows:
    """The shifts of the rows without fault, in the file's order; the good part waits for someone to confirm it."""

    shifts: tuple[DutyShift, ...]
    faults: tuple[Fault, ...]
    ignored_columns: tuple[str, ...]


def parse_roster(table: Table) -> RosterRows:
    headers = {
        meaning: next(n for n in names if n in table.columns)
        for meaning, names in HEADERS.items()
        if any(n in table.columns for n in names)
    }
    missing = [HEADERS[meaning][0] for meaning in _NEEDED if meaning not in headers]
    if missing:
        what = f"缺“{'”“'.join(missing)}”列"
        return RosterRows((), (Fault(table.file, what, "请补上这些列", row=1),), ())
    found: dict[tuple[datetime, datetime], DutyShift] = {}
    faults: list[Fault] = []
    for row in table.rows:
        shift, wrong = _shift(table.file, row, headers)
        if not wrong and (shift.starts_at, shift.ends_at) in found:
            wrong = [Fault(table.file, "同一起止时间已有一行", "请只留一行", row=row.number)]
        if not wrong:
            found[shift.starts_at, shift.ends_at] = shift
        faults += wrong
    unused = tuple(c for c in table.columns if c not in headers.values())
    return RosterRows(tuple(found.values()), tuple(faults), unused)


def _shift(file: str, row: TableRow, headers: Mapping[str, str]) -> tuple[DutyShift, list[Fault]]:
    told = {meaning: row.cells[header].strip() for meaning, header in headers.items()}
    faults, times = [], {}
    for meaning in ("starts_at", "ends_at"):
        try:
            times[meaning] = instant(told[meaning])
        except BadCell as bad:
            faults.append(Fault(file, bad.what, bad.what_to_do, row=row.number, column=headers[meaning]))
    shift = DutyShift(
        times.get("starts_at", _NO_TIME),
        times.get("ends_at", _NO_TIME),
        *(told.get(meaning, "") for meaning in ("leader", "main", "deputy", "phone", "note")),
    )
    has_times = len(times) == len(("starts_at", "ends_at"))
    faults += [
        Fault(file, wrong.text, row=row.number, column=headers.get(wrong.field, HEADERS[wrong.field][0]))
        for wrong in faults_in(shift)
        if has_times or wrong.field != "ends_at"
    ]
    return shift, faults
