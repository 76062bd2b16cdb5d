"""日志摘录 (plan 7.4, 7.5): lines of the journal as they stand, with the position and the heads that prove them."""

from __future__ import annotations

from qh_console.documents.model import Align, Column, Format, Paper, Table
from qh_console.documents.office_snapshots import LogbookExtract
from qh_console.documents.official import basis, facts_of, meta
from qh_console.documents.wording import Wording
from qh_console.domain.clock import beijing

TEMPLATE = "logbook_extract.txt"
LINES = (Column("位置", 1.3), Column("时间", 2.2), Column("值班员", 1.1), Column("记录", 4.9, Align.LEFT))
HEADS = (Column("席位", 1.0), Column("记录链末端摘要", 6.0, Align.LEFT))


def paper(snapshot: LogbookExtract, wording: Wording) -> Paper:
    lines = tuple((line.position, f"{beijing(line.at):%Y-%m-%d %H:%M:%S}", line.officer, line.text)
                  for line in snapshot.lines)  # fmt: skip
    inserts = {"lines": (Table(LINES, lines),), "heads": (Table(HEADS, snapshot.heads),)}
    facts = facts_of(snapshot, basis=basis(snapshot.pack), count=len(snapshot.lines))
    blocks = wording.blocks(TEMPLATE, facts, inserts)
    return Paper(Format.PLAIN, f"值班日志摘录|（{snapshot.subject}）", blocks, meta(snapshot.head, snapshot.subject))
