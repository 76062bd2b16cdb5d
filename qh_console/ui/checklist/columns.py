"""The columns of the duty table."""

from __future__ import annotations

from qh_console.ui.checklist.state import DutyRow
from qh_console.ui.widgets.table import Column, IconMark

COLUMNS: tuple[Column[DutyRow], ...] = (
    Column("单位", lambda row: row.unit, width_px=88),
    Column(
        "任务",
        lambda row: f"新增　{row.text}" if row.is_new else row.text,
        tip=lambda row: row.text,
        mark=lambda row: IconMark("plus", "accent") if row.is_new else None,
        width_px=-1,
    ),
    Column("条款", lambda row: row.clause, tip=lambda row: row.gist, tone=lambda row: "muted", width_px=84),
    Column("类别", lambda row: row.category, width_px=44),
    Column("地区", lambda row: row.place, width_px=52),
    Column(
        "期限",
        lambda row: row.due,
        sort_key=lambda row: row.due_at,
        tone=lambda row: row.due_tone,
        mark=lambda row: IconMark("clock", "fault") if row.is_overdue else None,
        width_px=124,
    ),
    Column("状态", lambda row: row.state, tone=lambda row: row.state_tone, width_px=60),
    Column("确认", lambda row: row.given, tip=lambda row: row.given, tone=lambda row: "muted", width_px=144),
    Column("答复与凭据", lambda row: row.says, tip=lambda row: row.says, width_px=-1),
)
