"""What the response screen shows: the duties of one alert, who is behind, what is new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from qh_console.domain.alerts import Alert, GivenMark
from qh_console.domain.board import Board
from qh_console.domain.checklists import DutyLine, derive_lines, is_overdue
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.pack_list import Packs
from qh_console.domain.particulars import Change, MarkState
from qh_console.domain.places import Places
from qh_console.services.terms import term
from qh_console.services.wording import alert_words, mark_words
from qh_console.ui.instants import clock_words, span_words

PROVINCIAL = "province"
"""Key of the group of duties that belong to no prefecture."""
MOST_ENDED = 5
LAYING = frozenset({Change.ISSUE, Change.RAISE, Change.LOWER})
SOON = timedelta(minutes=30)


class Show(StrEnum):
    ALL = "all"
    OVERDUE = "overdue"
    OPEN = "open"
    NEW = "new"


class GroupBy(StrEnum):
    UNIT = "unit"
    PLACE = "place"


@dataclass(frozen=True)
class ChecklistFilter:
    """What the officer wants to see; an empty text filters nothing."""

    alert: str = ""
    show: Show = Show.ALL
    group_by: GroupBy = GroupBy.UNIT
    group: str = ""
    text: str = ""


@dataclass(frozen=True)
class AlertChoice:
    key: str
    text: str


@dataclass(frozen=True)
class DutyRow:
    """One duty as the table shows it. Tones are colour names of the theme."""

    task: str
    unit_id: str
    unit: str
    unit_name: str
    place_id: str
    place: str
    text: str
    clause: str
    gist: str
    category: str
    due_at: datetime
    due: str
    due_tone: str
    state: str
    state_tone: str
    says: str
    given: str
    history: tuple[str, ...]
    is_overdue: bool
    is_new: bool
    is_finished: bool


@dataclass(frozen=True)
class GroupRow:
    """A unit or a place, and how far it is."""

    key: str
    name: str
    done: int
    total: int
    overdue: int
    fresh: int


@dataclass(frozen=True)
class ChecklistState:
    alerts: tuple[AlertChoice, ...] = ()
    alert: str = ""
    number: str = ""
    """Of the notice whose duty sheets are meant."""
    level: Level | None = None
    summary: str = ""
    counts: tuple[tuple[Show, int], ...] = ()
    groups: tuple[GroupRow, ...] = ()
    rows: tuple[DutyRow, ...] = ()
    why_closed: str = ""
    """Why no mark can be given; empty while the alert stands."""


def waiting(board: Board, now: datetime) -> int:
    """Duties past their time, over all standing alerts."""
    return sum(is_overdue(alert, laid, now) for alert in board.standing for laid in alert.tasks)


def derive_checklist(
    board: Board, pack: PlanPack, packs: Packs, places: Places, wanted: ChecklistFilter, now: datetime
) -> ChecklistState:
    """The screen for the alert asked for; for the latest standing one where none is, else for the latest ended."""
    offered = _offered(board)
    alert = next((a for a in offered if a.id == wanted.alert), offered[0] if offered else None)
    choices = tuple(AlertChoice(a.id, _choice_words(a, board, places)) for a in offered)
    if alert is None:
        return ChecklistState(choices)
    rules = pack if alert.pack == pack.id or alert.pack not in packs else packs[alert.pack]
    rows = tuple(_row(line, alert, board, rules, places, now) for line in derive_lines(alert, rules, now))
    groups = _groups(rows, wanted.group_by, rules, places)
    order = {group.key: i for i, group in enumerate(groups)}
    shown = [row for row in rows if _is_wanted(row, wanted)]
    shown.sort(key=lambda row: (not row.is_overdue, order[_group_key(row, wanted.group_by)]))
    return ChecklistState(
        choices,
        alert.id,
        _binding_number(alert),
        alert.level,
        _summary(alert, rows, now),
        _counts(rows),
        groups,
        tuple(shown),
        "" if alert.is_standing else "响应已经终止，不再登记",
    )


def _offered(board: Board) -> list[Alert]:
    """Standing alerts, the latest first, then a few that have ended."""
    issued = [alert for alert in board.alerts.values() if alert.tasks]
    issued.sort(key=lambda alert: alert.issued_at or alert.opened_at, reverse=True)
    standing = [alert for alert in issued if alert.is_standing]
    return standing + [alert for alert in issued if not alert.is_standing][:MOST_ENDED]


def _choice_words(alert: Alert, board: Board, places: Places) -> str:
    words = alert_words(alert.id, board, places)
    return words if alert.is_standing else f"{words}（已终止）"


def _row(line: DutyLine, alert: Alert, board: Board, pack: PlanPack, places: Places, now: datetime) -> DutyRow:
    unit, given, place = pack.unit(line.task.unit), line.given, line.task.place
    due, tone = _due(line, alert.is_standing, now)
    return DutyRow(
        task=line.task.id,
        unit_id=unit.id,
        unit=unit.short,
        unit_name=unit.name,
        place_id=place or PROVINCIAL,
        place=places[place].short if place else "省级",
        text=line.duty.text,
        clause=line.duty.clause,
        gist=_gist(line.duty.clause, pack),
        category=term(line.duty.category),
        due_at=line.due_at,
        due=due,
        due_tone=tone,
        state=term(given.mark.state) if given else "未联系",
        state_tone=_state_tone(line),
        says=_last_word(given),
        given=_given(given, board, now),
        history=tuple(
            f"{_given(mark, board, now)}　{mark_words(mark.mark)}" for mark in alert.marks.get(line.task.id, ())
        ),
        is_overdue=line.is_overdue,
        is_new=line.is_new,
        is_finished=line.is_finished,
    )


def _due(line: DutyLine, is_standing: bool, now: datetime) -> tuple[str, str]:
    if line.is_finished or not is_standing:
        return clock_words(line.due_at, now), "muted"
    if line.is_overdue:
        return f"逾期{span_words(now - line.due_at)}", "fault"
    left = line.due_at - now
    return f"剩{span_words(left)}", "warn" if left <= SOON else ""


def _state_tone(line: DutyLine) -> str:
    if line.is_finished:
        return "ok" if line.state is MarkState.DONE else "muted"
    return "" if line.given else "muted"


def _last_word(given: GivenMark | None) -> str:
    if given is None:
        return ""
    return "；".join(part for part in (given.mark.says, given.mark.evidence) if part)


def _given(given: GivenMark | None, board: Board, now: datetime) -> str:
    """Who confirmed it, how, and who wrote it down."""
    if given is None:
        return ""
    who = given.mark.spoke_to or board.name_of(given.by)
    return f"{clock_words(given.at, now)} {term(given.mark.means)} {who}"


def _gist(clause: str, pack: PlanPack) -> str:
    """Our gist of a clause, or of the nearest one above it."""
    for known in (clause, clause.split("(")[0], clause.split("-")[0]):
        if known in pack.clauses:
            return pack.clauses[known]
    return ""


def _group_key(row: DutyRow, group_by: GroupBy) -> str:
    return row.unit_id if group_by is GroupBy.UNIT else row.place_id


def _is_wanted(row: DutyRow, wanted: ChecklistFilter) -> bool:
    if wanted.group and _group_key(row, wanted.group_by) != wanted.group:
        return False
    if not _is_shown(row, wanted.show):
        return False
    text = wanted.text.strip()
    return not text or any(text in part for part in (row.text, row.unit, row.place, row.clause, row.says, row.given))


def _is_shown(row: DutyRow, show: Show) -> bool:
    match show:
        case Show.ALL:
            return True
        case Show.OVERDUE:
            return row.is_overdue
        case Show.OPEN:
            return not row.is_finished
        case Show.NEW:
            return row.is_new


def _counts(rows: Sequence[DutyRow]) -> tuple[tuple[Show, int], ...]:
    return tuple((show, sum(_is_shown(row, show) for row in rows)) for show in Show)


def _groups(rows: Iterable[DutyRow], group_by: GroupBy, pack: PlanPack, places: Places) -> tuple[GroupRow, ...]:
    """In the order the plan or the province lists them, so that a unit never jumps about."""
    gathered: dict[str, list[DutyRow]] = {}
    for row in rows:
        gathered.setdefault(_group_key(row, group_by), []).append(row)
    if group_by is GroupBy.UNIT:
        names = [(unit.id, unit.short) for unit in pack.units]
    else:
        names = [(PROVINCIAL, "省级"), *((place.code, place.short) for place in places.items)]
    return tuple(
        GroupRow(
            key,
            name,
            sum(row.is_finished for row in gathered[key]),
            len(gathered[key]),
            sum(row.is_overdue for row in gathered[key]),
            sum(row.is_new for row in gathered[key]),
        )
        for key, name in names
        if key in gathered
    )


def _binding_number(alert: Alert) -> str:
    """Of the notice that laid the duties in force; a correction lays none."""
    return next((notice.number for notice in reversed(alert.notices) if notice.change in LAYING), "")


def _summary(alert: Alert, rows: Sequence[DutyRow], now: datetime) -> str:
    done = sum(row.is_finished for row in rows)
    share = f"已办结{done}/{len(rows)}"
    if alert.is_standing and alert.issued_at is not None:
        return f"已{span_words(now - alert.issued_at)}　{share}"
    return f"{share}，终止时未办结{len(alert.left_open)}项"
