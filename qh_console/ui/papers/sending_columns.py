"""The columns of the dissemination list."""

from __future__ import annotations

from qh_console.ui.papers.sending_state import DispatchRow
from qh_console.ui.widgets.table import Column

COLUMNS: tuple[Column[DispatchRow], ...] = (
    Column("渠道", lambda row: row.channel, sort_key=lambda row: row.order, width_px=116),
    Column("对象", lambda row: row.name, tip=lambda row: row.name, width_px=-1),
    Column("号码、地址", lambda row: row.address or "—", tip=lambda row: row.address, width_px=136),
    Column("方式", lambda row: row.carrier, tone=lambda row: "muted", width_px=60),
    Column("状态", lambda row: row.state, tone=lambda row: row.tone, width_px=104),
    Column("经过", lambda row: row.who, tip=lambda row: "\n".join(row.history), width_px=220),
)
