"""What an officer asks for in keeping the duty roster; `by` is the officer's id. Part of `Command`."""

from __future__ import annotations

from dataclasses import dataclass

from qh_console.domain.roster_shifts import DutyPost, DutyShift


@dataclass(frozen=True)
class EnterDutyShift:
    by: str
    shift: DutyShift


@dataclass(frozen=True)
class ChangeDutyShift:
    by: str
    id: str
    shift: DutyShift
    reason: str


@dataclass(frozen=True)
class ExchangeDutyShifts:
    by: str
    first: str
    second: str
    post: DutyPost
    reason: str


@dataclass(frozen=True)
class WithdrawDutyShift:
    by: str
    id: str
    reason: str


RosterCommand = EnterDutyShift | ChangeDutyShift | ExchangeDutyShifts | WithdrawDutyShift
