"""What the duty roster shows: a week or a month of shifts, who is on watch and who is next, and what is not covered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from qh_console.domain.board import Board
from qh_console.domain.clock import beijing
from qh_console.domain.duty_roster import LOOK_AHEAD, CoverFault, DutyRosterBook, HeldShift, cover_faults
from qh_console.domain.roster_shifts import DutyPost, DutyShift
from qh_console.services.frozen_roster import day_start
from qh_console.services.roster_wording import hours_words, span_words, stretch_words
from qh_console.services.rosters import RosterImport
from qh_console.ui.duty_words import next_words, watch_words
from qh_console.ui.form_times import read_time, time_text
from qh_console.ui.instants import clock_words
from qh_console.ui.widgets.roster_spans import RosterBlock, RosterDay

WEEK, MONTH = "week", "month"
ONE_DAY, SEVEN_DAYS = timedelta(days=1), timedelta(days=7)
USUAL = timedelta(hours=12)
MOST_FAULTS = 3
SHIFT_FIELDS = ("starts_at", "ends_at", *(post.value for post in DutyPost), "phone", "note")


@dataclass(frozen=True)
class RosterFilter:
    on: date
    """Any day of the week or month shown."""
    view: str = WEEK

    def moved(self, steps: int) -> RosterFilter:
        if self.view == WEEK:
            return replace(self, on=self.on + steps * SEVEN_DAYS)
        months = self.on.year * 12 + self.on.month - 1 + steps
        return replace(self, on=date(months // 12, months % 12 + 1, 1))

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day asked for."""
        if self.view == WEEK:
            first = self.on - timedelta(days=self.on.weekday())
            return first, first + timedelta(days=6)
        return self.on.replace(day=1), self.moved(1).on - ONE_DAY


@dataclass(frozen=True)
class ShiftLine:
    """One shift as the card beside the board tells it, and as the form is filled in."""

    id: str
    title: str
    lines: tuple[str, ...]
    values: Mapping[str, str]


@dataclass(frozen=True)
class RosterState:
    title: str
    days: tuple[RosterDay, ...]
    now_text: str
    next_text: str
    faults_text: str
    tone: str
    shifts: tuple[ShiftLine, ...]
    is_first: bool
    """No shift at all is on record."""


def derive_roster(board: Board, wanted: RosterFilter, now: datetime) -> RosterState:
    """Plan 7.5: the days asked for, whole weeks of them."""
    book = board.roster
    first, last = wanted.days
    from_on = first - timedelta(days=first.weekday())
    to_on = last + timedelta(days=6 - last.weekday())
    days = tuple(
        _day(book, from_on + k * ONE_DAY, first <= from_on + k * ONE_DAY <= last, now)
        for k in range((to_on - from_on).days + 1)
    )
    shown = book.between(day_start(from_on), day_start(to_on + ONE_DAY))
    faults = faults_ahead(book, now) if book.shifts else ()
    told = "；".join(faults[:MOST_FAULTS]) + (f"，等{len(faults)}处" if len(faults) > MOST_FAULTS else "")
    ahead = f"今后{LOOK_AHEAD.days}天"
    clear = f"{ahead}每时每刻都有一班在值" if book.shifts else ""
    return RosterState(
        _title(wanted),
        days,
        watch_words(book, now),
        next_words(book, now),
        f"{ahead}：{told}" if faults else clear,
        "fault" if faults else "ok",
        tuple(_line(held, board, now) for held in shown),
        not book.shifts,
    )


def faults_ahead(book: DutyRosterBook, now: datetime) -> tuple[str, ...]:
    """Plan 7.5: what is not covered, or twice, in the days to come."""
    shifts = (held.shift for held in book.shifts.values())
    return tuple(stretch_words(stretch) for stretch in cover_faults(shifts, now, now + LOOK_AHEAD))


def shift_of(values: Mapping[str, str]) -> DutyShift | None:
    """What the form holds; None where a time is no time."""
    starts_at, ends_at = read_time(values["starts_at"]), read_time(values["ends_at"])
    if starts_at is None or ends_at is None:
        return None
    told = {field: values[field].strip() for field in SHIFT_FIELDS[2:]}
    return DutyShift(starts_at, ends_at, **told)


def new_values(book: DutyRosterBook, starts_at: datetime, ends_at: datetime | None) -> Mapping[str, str]:
    """A form for the hours nobody covers, as long as the shift before; leader and telephone are the last ones."""
    before = next((h.shift for h in reversed(book.in_order) if h.shift.starts_at <= starts_at), None)
    usual = before.ends_at - before.starts_at if before else USUAL
    end = min(starts_at + usual, ends_at) if ends_at else starts_at + usual
    told = dict.fromkeys(SHIFT_FIELDS, "") | {"starts_at": time_text(starts_at), "ends_at": time_text(end)}
    return told | ({"leader": before.leader, "phone": before.phone} if before else {})


def others(book: DutyRosterBook, id: str, now: datetime) -> tuple[tuple[str, str], ...]:
    """The shifts one may be exchanged with, those to come first of all."""
    coming = [held for held in book.in_order if held.id != id and held.shift.ends_at > now]
    return tuple((h.id, f"{span_words(h.shift.starts_at, h.shift.ends_at)} {h.shift.main}") for h in coming)


def import_words(result: RosterImport) -> str:
    """What became of a file, in one sentence."""
    counts = (("新登记", result.new), ("改登", result.changed), ("相同", result.unchanged))
    parts = ["，".join(f"{verb}{count}班" for verb, count in counts)] if any(count for _, count in counts) else []
    parts += [f"有错未收{result.refused}行"] if result.refused else []
    parts += [f"没有用到的列：{'、'.join(result.ignored_columns)}"] if result.ignored_columns else []
    return f"{result.file}：{'；'.join(parts) or '没有可以登记的行'}"


def _title(wanted: RosterFilter) -> str:
    first, last = wanted.days
    if wanted.view == MONTH:
        return f"{first.year}年{first.month}月"
    end = f"{last.day}日" if last.month == first.month else f"{last.month}月{last.day}日"
    return f"{first.year}年{first.month}月{first.day}日—{end}"


def _day(book: DutyRosterBook, on: date, is_asked: bool, now: datetime) -> RosterDay:
    begin, end = day_start(on), day_start(on + ONE_DAY)
    held = book.between(begin, end)
    first_at = min((h.shift.starts_at for h in book.shifts.values()), default=end)
    stretches = cover_faults((h.shift for h in held), max(begin, first_at), end) if first_at < end else ()
    overlaps = [s for s in stretches if s.kind is CoverFault.OVERLAP]
    blocks = [_block(h, begin, end, now, any(_meet(h, s.from_at, s.to_at) for s in overlaps)) for h in held]
    for gap in (s for s in stretches if s.kind is CoverFault.GAP):
        key = f"gap:{time_text(gap.from_at)}"
        words = hours_words(gap.from_at, gap.to_at)
        is_quiet = gap.to_at <= now or gap.from_at >= now + LOOK_AHEAD
        span = ((gap.from_at - begin) / ONE_DAY, (gap.to_at - begin) / ONE_DAY)
        blocks.append(RosterBlock(key, *span, words, gap.kind.label, "", is_quiet, is_gap=True))
    mark = (now - begin) / ONE_DAY if begin <= now < end else None
    return RosterDay(on, is_asked, mark, tuple(sorted(blocks, key=lambda block: (block.begin, block.end))))


def _block(held: HeldShift, begin: datetime, end: datetime, now: datetime, overlaps: bool) -> RosterBlock:
    shift = held.shift
    span = ((max(shift.starts_at, begin) - begin) / ONE_DAY, (min(shift.ends_at, end) - begin) / ONE_DAY)
    return RosterBlock(
        held.id,
        *span,
        hours_words(shift.starts_at, shift.ends_at),
        shift.main,
        "、".join(name for name in (shift.deputy, shift.leader) if name),
        shift.ends_at <= now,
        is_now=shift.starts_at <= now < shift.ends_at,
        overlaps=overlaps,
        goes_on=shift.starts_at < begin,
    )


def _meet(held: HeldShift, from_at: datetime, to_at: datetime) -> bool:
    return held.shift.starts_at < to_at and held.shift.ends_at > from_at


def _line(held: HeldShift, board: Board, now: datetime) -> ShiftLine:
    shift = held.shift
    day = "一二三四五六日"[beijing(shift.starts_at).weekday()]
    named = tuple(f"{post.label}　{shift.holder(post) or '未排'}" for post in DutyPost)
    changed = f"{clock_words(held.at, now)} {board.name_of(held.by)}登记"
    if held.version > 1:
        changed += f"，第{held.version}版"
    values = {"starts_at": time_text(shift.starts_at), "ends_at": time_text(shift.ends_at), "reason": ""}
    values |= {field: getattr(shift, field) for field in SHIFT_FIELDS[2:]}
    told = (*named, f"电话　{shift.phone}", *((f"备注　{shift.note}",) if shift.note else ()), changed)
    return ShiftLine(held.id, f"{span_words(shift.starts_at, shift.ends_at)}　星期{day}", told, values)
