"""The processes as a list: where, level, stage, age; open ones first."""

from __future__ import annotations

from qh_console.domain.pack import PlanPack
from qh_console.ui.alert.state import ProcessRow
from qh_console.ui.levels import level_view
from qh_console.ui.widgets.level_badge import LevelView
from qh_console.ui.widgets.table import Column


def process_columns(pack: PlanPack) -> tuple[Column[ProcessRow], ...]:
    """The badge stands on the place; the stage is told in words."""

    def mark(row: ProcessRow) -> LevelView | None:
        return level_view(row.level, pack) if row.is_open else None

    return (
        Column(
            "过程",
            lambda row: row.where,
            width_px=112,
            mark=mark,
            tip=_tip,
            tone=lambda row: "" if row.is_open else "muted",
            is_bold=True,
        ),
        Column("进展", lambda row: row.stage.partition("，")[2] or row.stage, width_px=-1, tip=_tip, tone=_stage_tone),
    )


def _tip(row: ProcessRow) -> str:
    return f"{row.where}：{row.stage}，{row.age}"


def _stage_tone(row: ProcessRow) -> str:
    if "等待" in row.stage or "退回" in row.stage:
        return "warn"
    return "" if row.is_open else "muted"
