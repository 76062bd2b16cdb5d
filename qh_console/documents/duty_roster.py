"""值班表 (plan 7.5): who leads and who keeps the watch on each day, and how to reach them around the clock."""

from __future__ import annotations

from qh_console.documents.model import Column, Format, Paper, Table
from qh_console.documents.office_snapshots import DutyRoster
from qh_console.documents.official import basis, facts_of, meta
from qh_console.documents.wording import Wording

TEMPLATE = "duty_roster.txt"
WEEKDAYS = "一二三四五六日"
COLUMNS = (
    Column("日期", 1.3), Column("星期", 0.7), Column("班次", 2.1), Column("带班领导", 1.4), Column("主班、副班", 2.0),
    Column("值班电话", 1.8),
)  # fmt: skip
NOTED = (
    Column("日期", 1.2), Column("星期", 0.65), Column("班次", 1.85), Column("带班领导", 1.2),
    Column("主班、副班", 1.75), Column("值班电话", 1.95), Column("备注", 0.8),
)  # fmt: skip
"""Only where a shift has one: names and hours give way, a telephone number never breaks."""


def paper(snapshot: DutyRoster, wording: Wording) -> Paper:
    noted = any(line.note for line in snapshot.lines)
    rows = tuple(
        (f"{line.on.month}月{line.on.day}日", WEEKDAYS[line.on.weekday()], line.shift, line.leader,
         "、".join(line.officers), line.telephone, *((line.note,) if noted else ()))
        for line in snapshot.lines
    )  # fmt: skip
    table = Table(NOTED if noted else COLUMNS, rows)
    blocks = wording.blocks(TEMPLATE, facts_of(snapshot, basis=basis(snapshot.pack)), {"lines": (table,)})
    return Paper(Format.PLAIN, f"{snapshot.office}|应急值班表", blocks, meta(snapshot.head, "值班表"))
