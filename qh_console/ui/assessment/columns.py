"""The columns of the processes that are over, and of the outline of a report."""

from __future__ import annotations

from qh_console.domain.pack import PlanPack
from qh_console.ui.assessment.state import ProcessRow, Section
from qh_console.ui.levels import level_view
from qh_console.ui.widgets.level_badge import LevelView
from qh_console.ui.widgets.table import Column, IconMark


def process_columns(pack: PlanPack) -> tuple[Column[ProcessRow], ...]:
    """The mark is the highest level there was."""

    def mark(row: ProcessRow) -> LevelView | None:
        return level_view(row.level, pack)

    return (
        Column(
            "过程", lambda row: row.where, width_px=104, mark=mark, tip=lambda row: f"{row.ended}结束", is_bold=True
        ),
        Column("评估", lambda row: row.standing, width_px=-1, tone=lambda row: "warn" if row.is_waiting else "muted"),
    )


def outline_columns() -> tuple[Column[Section], ...]:
    return (
        Column("提纲", lambda row: row.title, width_px=-1, mark=_mark, tip=lambda row: row.title),
        Column("填写", lambda row: row.text, width_px=64, tone=lambda row: row.tone),
    )


def _mark(row: Section) -> IconMark:
    icons = {"ok": "check", "warn": "pen"}
    return IconMark(icons.get(row.tone, "database" if not row.field else "minus"), row.tone)
