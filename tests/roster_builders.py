"""Invented shifts; nobody in them exists."""

from __future__ import annotations

from datetime import datetime, timedelta

from qh_console.domain.clock import from_beijing
from qh_console.domain.roster_commands import EnterDutyShift
from qh_console.domain.roster_shifts import DutyShift
from tests.builders import DUTY

FIRST = from_beijing(2026, 1, 9, 8)
TWELVE = timedelta(hours=12)


def shift(starts_at: datetime = FIRST, main: str = "样本乙", hours: float = 12, leader: str = "样本甲") -> DutyShift:
    return DutyShift(starts_at, starts_at + timedelta(hours=hours), leader, main, "样本丙", "0971-0000001")


def shifts(many: int, begin: datetime = FIRST) -> tuple[DutyShift, ...]:
    """One after another without a gap, each with a main officer of its own."""
    return tuple(shift(begin + k * TWELVE, f"样本{k + 1}") for k in range(many))


def to_roster(many: int = 4) -> tuple[EnterDutyShift, ...]:
    return tuple(EnterDutyShift(DUTY, one) for one in shifts(many))
