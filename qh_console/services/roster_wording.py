"""What was entered into the duty roster, in one Chinese sentence each, and how a shift's hours are called."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from qh_console.domain.board import Board
from qh_console.domain.clock import beijing
from qh_console.domain.duty_roster import CoverStretch
from qh_console.domain.roster_acts import (
    DutyShiftChanged,
    DutyShiftEntered,
    DutyShiftsExchanged,
    DutyShiftWithdrawn,
    RosterAct,
)
from qh_console.domain.roster_shifts import DutyPost, DutyShift


def roster_words(act: RosterAct, board: Board) -> str:
    """What was done, in one line; who and when stand beside it."""
    match act:
        case DutyShiftEntered():
            return f"登记{span_words(act.shift.starts_at, act.shift.ends_at)}值班：{people_words(act.shift)}"
        case DutyShiftChanged():
            span = span_words(act.shift.starts_at, act.shift.ends_at)
            return f"改登{span}值班：{people_words(act.shift)}；理由：{act.reason}"
        case DutyShiftsExchanged():
            first, second = _shift(act.first, board), _shift(act.second, board)
            return f"{first}与{second}互换{act.post.label}：{act.reason}"
        case DutyShiftWithdrawn():
            return f"撤销{_shift(act.id, board)}：{act.reason}"
        case _:
            assert_never(act)


def people_words(shift: DutyShift) -> str:
    """带班领导甲，主班乙，副班丙，电话…."""
    named = (f"{post.label}{shift.holder(post)}" for post in DutyPost if shift.holder(post))
    return f"{'，'.join(named)}，电话{shift.phone}"


def hours_words(starts_at: datetime, ends_at: datetime) -> str:
    """8:00—20:00; an end on another day says which."""
    begin, end = beijing(starts_at), beijing(ends_at)
    days = (end.date() - begin.date()).days
    if days == 0:
        return f"{begin.hour}:{begin:%M}—{end.hour}:{end:%M}"
    if days == 1 and (end.hour, end.minute) == (0, 0):
        return f"{begin.hour}:{begin:%M}—24:00"
    day = "次日" if days == 1 else f"{end.month}月{end.day}日"
    return f"{begin.hour}:{begin:%M}—{day}{end.hour}:{end:%M}"


def span_words(starts_at: datetime, ends_at: datetime) -> str:
    begin = beijing(starts_at)
    return f"{begin.month}月{begin.day}日{hours_words(starts_at, ends_at)}"


def stretch_words(stretch: CoverStretch) -> str:
    return f"{span_words(stretch.from_at, stretch.to_at)}{stretch.kind.label}"


def _shift(id: str, board: Board) -> str:
    """A shift by its hours; by its id where it is no longer on the roster."""
    held = board.roster.shifts.get(id)
    return f"{span_words(held.shift.starts_at, held.shift.ends_at)}一班" if held else f"值班{id}"
