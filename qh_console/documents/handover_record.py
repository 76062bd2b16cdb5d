"""交接班记录 (plan 7.5): what stands open when one shift leaves and the next comes, signed by both."""

from __future__ import annotations

from qh_console.documents.model import Align, Block, Cell, Column, Form, Format, FormRow, Gap, Paper, Table
from qh_console.documents.office_snapshots import HandoverRecord
from qh_console.documents.official import basis, facts_of, meta
from qh_console.documents.wording import Wording
from qh_console.domain.clock import chinese_time

TEMPLATE = "handover_record.txt"
TITLE = "应急值班交接班记录"
ITEMS = (
    Column("序号", 0.7), Column("类别", 1.3), Column("事项", 5.0, Align.LEFT), Column("时限", 1.9),
    Column("接班\n核对", 1.1),
)  # fmt: skip


def paper(snapshot: HandoverRecord, wording: Wording) -> Paper:
    rows = tuple(
        (str(number), item.kind, item.text, chinese_time(item.due_at) if item.due_at else "—", "□")
        for number, item in enumerate(snapshot.items, 1)
    )
    items: tuple[Block, ...] = (Table(ITEMS, rows),) if rows else ()
    blocks = wording.blocks(TEMPLATE, facts_of(snapshot, basis=basis(snapshot.pack)), {"items": items})
    return Paper(Format.PLAIN, TITLE, (*blocks, Gap(0), _signatures(snapshot)), meta(snapshot.head, TITLE))


def _signatures(snapshot: HandoverRecord) -> Form:
    """Both sides of the table in one row, so that it seldom stands alone on a page."""
    foot = "签名：　　　　　　年　月　日　时　分"
    sides = (("交班人", snapshot.off_duty), ("接班人", snapshot.on_duty))
    cells = [
        (Cell(label, 0.7, is_label=True), Cell("、".join(names), 2.8, Align.LEFT, foot=foot)) for label, names in sides
    ]
    return Form((FormRow((*cells[0], *cells[1]), 16.0),), size_pt=10.5)
