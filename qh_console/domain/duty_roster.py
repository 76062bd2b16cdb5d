"""The duty roster (plan 7.5): who is on watch from when to when, and where nobody or two shifts at once are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import assert_never

from qh_console.domain.acts import Entry
from qh_console.domain.contacts import is_telephone
from qh_console.domain.roster_acts import (
    DutyShiftChanged,
    DutyShiftEntered,
    DutyShiftsExchanged,
    DutyShiftWithdrawn,
    RosterAct,
)
from qh_console.domain.roster_shifts import DutyPost, DutyShift

LOOK_AHEAD = timedelta(days=14)
"""How far ahead gaps and overlaps are pointed out."""
LONGEST = timedelta(days=7)
"""A longer shift is taken for a slip of the pen."""


@dataclass(frozen=True)
class HeldShift:
    """A shift with who last set it and when; `id` names the entry that first did, `version` counts from 1."""

    id: str
    shift: DutyShift
    version: int
    by: str
    at: datetime


@dataclass(frozen=True)
class ShiftFault:
    """What is wrong with one field of a shift."""

    field: str
    text: str


class CoverFault(StrEnum):
    """What may be wrong with a stretch of the roster."""

    GAP = "gap"
    OVERLAP = "overlap"

    @property
    def label(self) -> str:
        return "无人值班" if self is CoverFault.GAP else "两班重叠"


@dataclass(frozen=True)
class CoverStretch:
    kind: CoverFault
    from_at: datetime
    to_at: datetime


@dataclass(frozen=True)
class DutyRosterBook:
    """Plan 7.5: every shift on record, by id."""

    shifts: Mapping[str, HeldShift] = field(default_factory=dict)

    @property
    def in_order(self) -> tuple[HeldShift, ...]:
        return tuple(sorted(self.shifts.values(), key=lambda held: (held.shift.starts_at, held.shift.ends_at, held.id)))

    def on_watch(self, at: datetime) -> HeldShift | None:
        """Of two that overlap, the one that came later on watch."""
        return next((h for h in reversed(self.in_order) if h.shift.starts_at <= at < h.shift.ends_at), None)

    def next_after(self, at: datetime) -> HeldShift | None:
        return next((h for h in self.in_order if h.shift.starts_at > at), None)

    def between(self, from_at: datetime, to_at: datetime) -> tuple[HeldShift, ...]:
        """Every shift with an hour in this span."""
        return tuple(h for h in self.in_order if h.shift.starts_at < to_at and h.shift.ends_at > from_at)

    def at_same_time(self, shift: DutyShift) -> HeldShift | None:
        span = (shift.starts_at, shift.ends_at)
        return next((h for h in self.shifts.values() if (h.shift.starts_at, h.shift.ends_at) == span), None)


def faults_in(shift: DutyShift) -> tuple[ShiftFault, ...]:
    """Plan 7.5: a leader, an officer and a telephone answered round the clock, for a span that can be kept."""
    found = [
        ShiftFault(name, text)
        for name, text in (
            ("leader", "带班领导没有填写"),
            ("main", "主班没有填写"),
            ("phone", "值班电话没有填写"),
        )
        if not getattr(shift, name).strip()
    ]
    if shift.ends_at <= shift.starts_at:
        found.append(ShiftFault("ends_at", "止于起始之前，请核对日期"))
    elif shift.ends_at - shift.starts_at > LONGEST:
        found.append(ShiftFault("ends_at", f"一班超过{LONGEST.days}天，请核对日期"))
    if shift.deputy.strip() and shift.deputy.strip() == shift.main.strip():
        found.append(ShiftFault("deputy", "主班、副班是同一人"))
    if shift.phone.strip() and not is_telephone(shift.phone):
        found.append(ShiftFault("phone", f"电话写法不对（{shift.phone}）"))
    return tuple(found)


def cover_faults(shifts: Iterable[DutyShift], from_at: datetime, to_at: datetime) -> tuple[CoverStretch, ...]:
    """Plan 7.5: the stretches of this span that no shift covers, and those that more than one does, in order."""
    clipped = [(max(s.starts_at, from_at), min(s.ends_at, to_at)) for s in shifts]
    spans = [(begin, end) for begin, end in clipped if begin < end]
    edges = sorted({from_at, to_at, *(edge for span in spans for edge in span)})
    found: list[CoverStretch] = []
    for begin, end in pairwise(edges):
        many = sum(first <= begin and end <= last for first, last in spans)
        if many == 1:
            continue
        kind = CoverFault.OVERLAP if many else CoverFault.GAP
        if found and (found[-1].kind, found[-1].to_at) == (kind, begin):
            found[-1] = replace(found[-1], to_at=end)
        else:
            found.append(CoverStretch(kind, begin, end))
    return tuple(found)


def take_roster(book: DutyRosterBook, entry: Entry, act: RosterAct) -> DutyRosterBook | str:
    """The roster after one act; otherwise why it cannot follow, which only a merge of two desks brings about."""
    match act:
        case DutyShiftEntered():
            if book.at_same_time(act.shift) is not None:
                return "两台工作站各登记了同一班，先到的有效，请核对值班表"
            held = HeldShift(f"{entry.desk}-{entry.seq}", act.shift, 1, entry.by, entry.at)
            return DutyRosterBook({**book.shifts, held.id: held})
        case DutyShiftChanged():
            known = book.shifts.get(act.id)
            if known is None or known.version != act.version - 1:
                return "两台工作站各改了同一班，先到的有效，请核对值班表"
            return _with(book, entry, (known, act.shift))
        case DutyShiftsExchanged():
            first, second = book.shifts.get(act.first), book.shifts.get(act.second)
            if first is None or second is None or (first.version, second.version) != (act.first_was, act.second_was):
                return "换班之前其中一班已在另一台工作站改动，换班没有生效，请核对值班表"
            return _with(book, entry, *exchanged(first, second, act.post))
        case DutyShiftWithdrawn():
            if act.id not in book.shifts:
                return "这一班已在另一台工作站撤销"
            return DutyRosterBook({id: held for id, held in book.shifts.items() if id != act.id})
        case _:
            assert_never(act)


def exchanged(
    first: HeldShift, second: HeldShift, post: DutyPost
) -> tuple[tuple[HeldShift, DutyShift], tuple[HeldShift, DutyShift]]:
    """Each of the two with the other's person in this post."""
    a, b = first.shift, second.shift
    return (first, a.with_post(post, b.holder(post))), (second, b.with_post(post, a.holder(post)))


def _with(book: DutyRosterBook, entry: Entry, *changes: tuple[HeldShift, DutyShift]) -> DutyRosterBook:
    after = {h.id: HeldShift(h.id, shift, h.version + 1, entry.by, entry.at) for h, shift in changes}
    return DutyRosterBook({**book.shifts, **after})
