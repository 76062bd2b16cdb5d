"""Every field a published notice must carry, ticked or named (plan 3.3.1)."""

from __future__ import annotations

from dataclasses import dataclass

from qh_console.domain.alerts import Alert
from qh_console.domain.notices import missing_in_publication
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.particulars import Publication
from qh_console.services.terms import term


@dataclass(frozen=True)
class FieldTick:
    """`field` is where the form holds it; empty where another place settles it."""

    label: str
    text: str
    problem: str = ""
    field: str = ""

    @property
    def is_good(self) -> bool:
        return not self.problem


def derive_ticks(alert: Alert, publication: Publication | None, level: Level, pack: PlanPack) -> tuple[FieldTick, ...]:
    """Plan 3.3.1: time, place, extent, level, dispersion, pollutants, outlook."""
    level_text = pack.rule(level).name if level.is_alert else ""
    level_tick = FieldTick("级别", level_text, "" if level.is_alert else f"{term(level)}，不是预警", "level")
    if publication is None:
        return (FieldTick("时间", "", "没有填写", "starts_at"), level_tick)
    wrong = {r.field: r.text for r in missing_in_publication(publication)}
    return (
        FieldTick("时间", "已填", wrong.get("ends_at", ""), "ends_at" if "ends_at" in wrong else "starts_at"),
        FieldTick("地区", "、".join(alert.places), "" if alert.places else "没有地区"),
        level_tick,
        *(
            FieldTick(label, getattr(publication, name), wrong.get(name, ""), name)
            for name, label in (
                ("extent", "影响范围"),
                ("dispersion", "扩散条件"),
                ("pollutants", "主要污染物"),
                ("outlook", "后期趋势"),
            )
        ),
    )
