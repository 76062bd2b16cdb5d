"""The columns of the table of papers."""

from __future__ import annotations

from qh_console.ui.papers.state import PaperRow
from qh_console.ui.widgets.table import Column


def _used(row: PaperRow) -> str:
    return f"{row.prints}/{row.exports}" if row.prints or row.exports else "—"


def _used_words(row: PaperRow) -> str:
    return f"打印{row.prints}份，导出{row.exports}次"


COLUMNS: tuple[Column[PaperRow], ...] = (
    Column("文书", lambda row: row.label, tip=lambda row: row.title, width_px=-1),
    Column("对象", lambda row: row.subject, width_px=96),
    Column("文号", lambda row: row.short_number, tip=lambda row: row.number, width_px=116),
    Column("状态", lambda row: row.standing, tone=lambda row: row.tone, width_px=60),
    Column("发送", lambda row: row.sent, tone=lambda row: row.sent_tone, tip=lambda row: row.sent_words, width_px=56),
    Column("印/导", _used, tip=_used_words, sort_key=lambda row: (row.prints, row.exports), width_px=56),
    Column("归档", lambda row: row.when, sort_key=lambda row: row.at, tip=lambda row: f"经办{row.by}", width_px=96),
    Column("位置", lambda row: row.position, sort_key=lambda row: row.seq, tone=lambda row: "muted", width_px=112),
    Column("摘要", lambda row: row.digest, tip=lambda row: row.sha256, tone=lambda row: "muted", width_px=80),
)
