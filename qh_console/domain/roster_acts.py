"""What officers did to keep the duty roster (plan 7.5); part of `Act`, kept for ever."""

from __future__ import annotations

from dataclasses import dataclass

from qh_console.domain.roster_shifts import DutyPost, DutyShift


@dataclass(frozen=True)
class DutyShiftEntered:
    shift: DutyShift


@dataclass(frozen=True)
class DutyShiftChanged:
    """`version` is what the shift becomes; `id` names the entry that first set it."""

    id: str
    shift: DutyShift
    version: int
    reason: str


@dataclass(frozen=True)
class DutyShiftsExchanged:
    """换班: two shifts give each other the person in one post. `_was` are the versions it was agreed on."""

    first: str
    second: str
    post: DutyPost
    first_was: int
    second_was: int
    reason: str


@dataclass(frozen=True)
class DutyShiftWithdrawn:
    id: str
    reason: str


RosterAct = DutyShiftEntered | DutyShiftChanged | DutyShiftsExchanged | DutyShiftWithdrawn
