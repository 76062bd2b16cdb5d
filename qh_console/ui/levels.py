"""A warning level as badges and tables draw it: colour, word, shape and Roman numeral together."""

from __future__ import annotations

from qh_console.domain.pack import Level, PlanPack
from qh_console.services.terms import term
from qh_console.ui.widgets.level_badge import LevelView


def level_view(level: Level | None, pack: PlanPack) -> LevelView | None:
    """None for what is no warning: no level, a hint, or one this edition does not name."""
    if level is None or not level.is_alert:
        return None
    rule = next((r for r in pack.levels if r.level is level), None)
    return None if rule is None else LevelView(level.word, term(level), rule.response)
