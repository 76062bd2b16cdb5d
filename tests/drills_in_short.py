"""The bundled drill cut short after its first alert, so that a test plays it within a second or two."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from qh_console.domain.clock import from_beijing
from qh_console.domain.drill import Drill
from qh_console.drills import load_drill
from qh_console.paths import resources_folder

OPENS_AT = from_beijing(2026, 1, 8, 17, 20)
"""Five minutes after the first alert was issued."""


def first_alert(hours: int = 1) -> Drill:
    """Up to `hours` after the opening."""
    whole = load_drill(resources_folder() / "drills" / "winter-haze.toml")
    ends_at = OPENS_AT + timedelta(hours=hours)
    steps = tuple(step for step in whole.steps if step.at <= ends_at)
    return replace(whole, opens_at=OPENS_AT, ends_at=ends_at, steps=steps)
