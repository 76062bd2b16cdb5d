"""The columns of the logbook."""

from __future__ import annotations

from qh_console.ui.logbook.state import LogLine
from qh_console.ui.widgets.table import Column

COLUMNS: tuple[Column[LogLine], ...] = (
    Column("时间", lambda row: row.when, sort_key=lambda row: row.order, width_px=120),
    Column("经办", lambda row: row.by, tip=lambda row: row.officer, width_px=84),
    Column("事项", lambda row: row.kind, tone=lambda row: row.tone, width_px=84),
    Column("内容", lambda row: row.text, tip=lambda row: row.text, tone=lambda row: row.tone, width_px=-1),
    Column(
        "位置",
        lambda row: f"{row.key[0]}-{row.key[1]}",
        sort_key=lambda row: row.key,
        tone=lambda row: "muted",
        width_px=112,
    ),
)
