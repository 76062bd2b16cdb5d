"""Whether the duty roster may be changed (plan 7.5). Gaps and overlaps are pointed out, never refused."""

from __future__ import annotations

from typing import assert_never

from qh_console.domain.board import Board
from qh_console.domain.duty_roster import DutyRosterBook, exchanged, faults_in
from qh_console.domain.roster_acts import (
    DutyShiftChanged,
    DutyShiftEntered,
    DutyShiftsExchanged,
    DutyShiftWithdrawn,
)
from qh_console.domain.roster_commands import (
    ChangeDutyShift,
    EnterDutyShift,
    ExchangeDutyShifts,
    RosterCommand,
    WithdrawDutyShift,
)
from qh_console.domain.roster_shifts import DutyShift
from qh_console.domain.verdicts import Accepted, Reason, Refused, Verdict

CLAUSE = "7.5"
_UNKNOWN = Refused((Reason("值班表里没有这一班", CLAUSE),))


def decide_roster(board: Board, command: RosterCommand) -> Verdict:
    book = board.roster
    match command:
        case EnterDutyShift():
            reasons = _shift_reasons(book, command.shift, "")
            return Refused(reasons) if reasons else Accepted((DutyShiftEntered(command.shift),))
        case ChangeDutyShift():
            return _decide_change(book, command)
        case ExchangeDutyShifts():
            return _decide_exchange(book, command)
        case WithdrawDutyShift():
            if command.id not in book.shifts:
                return _UNKNOWN
            if unsaid := _reason_missing(command.reason):
                return Refused(unsaid)
            return Accepted((DutyShiftWithdrawn(command.id, command.reason.strip()),))
        case _:
            assert_never(command)


def _decide_change(book: DutyRosterBook, command: ChangeDutyShift) -> Verdict:
    """Plan 7.5: a change says why, and changes something."""
    known = book.shifts.get(command.id)
    if known is None:
        return _UNKNOWN
    if known.shift == command.shift:
        return Refused((Reason("与现有登记相同，没有改动", CLAUSE),))
    reasons = (*_shift_reasons(book, command.shift, command.id), *_reason_missing(command.reason))
    if reasons:
        return Refused(reasons)
    return Accepted((DutyShiftChanged(command.id, command.shift, known.version + 1, command.reason.strip()),))


def _decide_exchange(book: DutyRosterBook, command: ExchangeDutyShifts) -> Verdict:
    """Plan 7.5: two different shifts, two different persons, and both shifts sound afterwards."""
    first, second = book.shifts.get(command.first), book.shifts.get(command.second)
    if first is None or second is None:
        return Refused((Reason("请选换班的另一班", CLAUSE, "second"),))
    post, reasons = command.post, list(_reason_missing(command.reason))
    if first is second:
        reasons.append(Reason("不能与自己换班", CLAUSE, "second"))
    elif first.shift.holder(post) == second.shift.holder(post):
        reasons.append(Reason(f"两班的{post.label}是同一人", CLAUSE, "second"))
    else:
        pair = exchanged(first, second, post)
        found = [fault.text for _, shift in pair for fault in faults_in(shift)]
        reasons += [Reason(f"换班后{text}", CLAUSE, "post") for text in dict.fromkeys(found)]
    if reasons:
        return Refused(tuple(reasons))
    told = command.reason.strip()
    return Accepted((DutyShiftsExchanged(first.id, second.id, post, first.version, second.version, told),))


def _shift_reasons(book: DutyRosterBook, shift: DutyShift, own: str) -> tuple[Reason, ...]:
    reasons = [Reason(fault.text, CLAUSE, fault.field) for fault in faults_in(shift)]
    same = book.at_same_time(shift)
    if same is not None and same.id != own:
        reasons.append(Reason("这一班已经登记，请改登原来的一班", CLAUSE, "starts_at"))
    return tuple(reasons)


def _reason_missing(reason: str) -> tuple[Reason, ...]:
    return () if reason.strip() else (Reason("请说明理由", CLAUSE, "reason"),)
