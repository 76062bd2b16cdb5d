"""The columns of the table of papers."""

from __future__ import annotations

from qh_console.ui.papers.state import PaperRow
from qh_console.ui.widgets.table import Column

COLUMNS: tuple[Column[PaperRow], ...] = (
    Column("文书", lambda row: row.label, tip=lambda row: row.title, width_px=-1),
    Column("对象", lambda row: row.subject, width_px=96),
    Column("文号", lambda row: row.short_number, tip=lambda row: row.number, width_px=104),
    Column("状态", lambda row: row.standing, tone=lambda row: row.tone, width_px=60),
    Column("打印", lambda row: str(row.prints or "—"), True, lambda row: row.prints, width_px=44),
    Column("导出", lambda row: str(row.exports or "—"), True, lambda row: row.exports, width_px=44),
    Column("归档", lambda row: row.when, sort_key=lambda row: row.at, width_px=80),
    Column("经办", lambda row: row.by, width_px=72),
    Column("位置", lambda row: row.position, sort_key=lambda row: row.seq, tone=lambda row: "muted", width_px=112),
    Column("摘要", lambda row: row.digest, tip=lambda row: row.sha256, tone=lambda row: "muted", width_px=80),
)
