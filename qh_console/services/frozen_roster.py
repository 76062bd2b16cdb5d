"""值班表, frozen from the roster: the days asked for, with what is not covered."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from qh_console.documents.office_snapshots import DutyRoster, RosterLine
from qh_console.domain.clock import BEIJING, beijing
from qh_console.domain.duty_roster import HeldShift, cover_faults
from qh_console.problems import KnownProblem
from qh_console.services.frozen_office import office_head
from qh_console.services.frozen_parts import Frame
from qh_console.services.roster_wording import hours_words, stretch_words


def duty_roster(frame: Frame, first_on: date, last_on: date, now: datetime) -> DutyRoster:
    """Plan 7.5: every shift that begins on these days. Raises KnownProblem where there is none."""
    begin, end = day_start(first_on), day_start(last_on + timedelta(days=1))
    held = frame.board.roster.between(begin, end)
    lines = tuple(_line(one) for one in held if begin <= one.shift.starts_at)
    if not lines:
        raise KnownProblem("这些天还没有排班", "请先登记或导入值班表")
    stretches = cover_faults((one.shift for one in held), begin, end)
    return DutyRoster(
        office_head(frame, now),
        frame.pack_note("7.5"),
        frame.pack.office.name,
        first_on,
        last_on,
        lines,
        tuple(stretch_words(stretch) for stretch in stretches),
    )


def day_start(on: date) -> datetime:
    """When a Beijing day begins."""
    return datetime.combine(on, time(), BEIJING)


def _line(held: HeldShift) -> RosterLine:
    shift = held.shift
    officers = tuple(name for name in (shift.main, shift.deputy) if name)
    hours = hours_words(shift.starts_at, shift.ends_at)
    return RosterLine(beijing(shift.starts_at).date(), hours, shift.leader, officers, shift.phone, shift.note)
