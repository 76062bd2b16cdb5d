"""通信录 (plan 7.5): who answers for each unit, who is its liaison, and how each is reached."""

from __future__ import annotations

from qh_console.documents.model import Align, Column, Format, Paper, Table
from qh_console.documents.office_snapshots import ContactSheet
from qh_console.documents.official import basis, facts_of, meta
from qh_console.documents.wording import Wording

TEMPLATE = "contact_sheet.txt"
COLUMNS = (
    Column("单位", 1.6, Align.LEFT), Column("岗位", 0.8), Column("姓名", 0.9), Column("职务", 1.0),
    Column("24小时电话", 2.2), Column("手机", 1.6), Column("传真", 1.7),
)  # fmt: skip


def paper(snapshot: ContactSheet, wording: Wording) -> Paper:
    rows = tuple(
        tuple(text or "—" for text in (c.unit, c.post, c.name, c.title, c.phone, c.mobile, c.fax))
        for c in snapshot.lines
    )
    facts = facts_of(snapshot, basis=basis(snapshot.pack), count=len(rows))
    blocks = wording.blocks(TEMPLATE, facts, {"lines": (Table(COLUMNS, rows, size_pt=9),)})
    return Paper(Format.PLAIN, f"{snapshot.office}|应急通信录", blocks, meta(snapshot.head, "通信录"))
