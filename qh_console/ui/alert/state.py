"""What the alert screen shows: the processes, the road of the chosen one, its clocks and its facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from qh_console.domain.alerts import Alert, Decided, Stage
from qh_console.domain.board import Board
from qh_console.domain.checklists import FINISHED, derive_lines
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.particulars import Scope
from qh_console.domain.places import Places
from qh_console.domain.steps import stage_words
from qh_console.services.terms import term
from qh_console.services.watch import Air
from qh_console.services.wording import where_words
from qh_console.ui.alert.clear_view import ClearView, clear_views
from qh_console.ui.alert.facts import Fact, facts_at
from qh_console.ui.alert.steps_table import STOPS, StepView, steps_at, stop_of
from qh_console.ui.instants import clock_words, span_words

_ENDED = frozenset({Stage.LIFTED, Stage.WITHDRAWN, Stage.CLOSED, Stage.ASSESSED})
_CALLS = frozenset(
    {
        Stage.CONSULTED,
        Stage.PROPOSED,
        Stage.RETURNED,
        Stage.APPROVED,
        Stage.CHANGE_PROPOSED,
        Stage.CHANGE_RETURNED,
        Stage.CHANGE_APPROVED,
        Stage.LIFT_PROPOSED,
        Stage.LIFT_RETURNED,
        Stage.LIFT_APPROVED,
    }
)
"""Stages in which somebody at this desk is waited for."""


@dataclass(frozen=True)
class ProcessRow:
    """One process of the list."""

    alert: str
    where: str
    level: Level
    """That stands, or that was agreed on while none stands yet."""
    stage: str
    age: str
    is_open: bool
    is_standing: bool


@dataclass(frozen=True)
class StopView:
    """One stop of the road, as the road draws it."""

    key: str
    title: str
    state: str
    who: str = ""
    when: str = ""
    missing: str = ""


@dataclass(frozen=True)
class ProcessView:
    """The chosen process at the chosen stop."""

    alert: str
    where: str
    level: Level
    is_open: bool
    is_standing: bool
    stage: str
    numbers: tuple[str, ...]
    clocks: tuple[Fact, ...]
    stops: tuple[StopView, ...]
    stop: str
    steps: tuple[StepView, ...]
    facts: tuple[Fact, ...]
    lift: ClearView | None
    lower: ClearView | None
    is_own_proposal: bool
    """The officer at the desk proposed it: another person must decide."""


@dataclass(frozen=True)
class AlertState:
    rows: tuple[ProcessRow, ...]
    chosen: ProcessView | None


def derive_alert(
    board: Board,
    air: Air | None,
    pack: PlanPack,
    places: Places,
    officer: str,
    now: datetime,
    alert: str = "",
    stop: str = "",
) -> AlertState:
    """`alert` and `stop` are what the officer chose; empty or gone, the first of the list and where it stands."""
    rows = tuple(_row(a, places, now) for a in _in_order(board))
    chosen = board.alerts.get(alert) or (board.alerts[rows[0].alert] if rows else None)
    if chosen is None:
        return AlertState((), None)
    return AlertState(rows, _process(board, chosen, air, pack, places, officer, now, stop))


def waiting(board: Board, air: Air | None, now: datetime) -> int:
    """Processes in which this room has a step to take."""
    return sum(_is_waiting(alert) for alert in board.alerts.values())


def _is_waiting(alert: Alert) -> bool:
    return alert.stage in _CALLS or any(n.needs_countersignature for n in alert.notices)


def shown_level(alert: Alert) -> Level:
    """The level that stands; before the issue the agreed one, after the end the highest there was."""
    if alert.level is not None:
        return alert.level
    return alert.peak_level if alert.notices else alert.consultation.level


def _in_order(board: Board) -> tuple[Alert, ...]:
    def rank(alert: Alert) -> tuple[bool, int, bool, float]:
        is_city = alert.scope is Scope.CITY
        return (alert.stage in _ENDED, -shown_level(alert), is_city, -alert.opened_at.timestamp())

    return tuple(sorted(board.alerts.values(), key=rank))


def _row(alert: Alert, places: Places, now: datetime) -> ProcessRow:
    is_open = alert.stage not in _ENDED
    since = alert.issued_at or alert.opened_at
    age = span_words((alert.ended_at or now) - since) if is_open or alert.ended_at else ""
    return ProcessRow(
        alert.id,
        where_words(alert, places),
        shown_level(alert),
        stage_words(alert.stage),
        ("已" if is_open else "历时") + age,
        is_open,
        alert.is_standing,
    )


def _process(
    board: Board,
    alert: Alert,
    air: Air | None,
    pack: PlanPack,
    places: Places,
    officer: str,
    now: datetime,
    stop: str,
) -> ProcessView:
    at = stop or stop_of(alert.stage)
    lift, lower = clear_views(alert, air, places)
    is_open_to_change = at == "change" and (alert.proposal is None or bool(alert.proposal.return_reason))
    is_own = alert.proposal is not None and alert.proposal.decided is Decided.PENDING and alert.proposal.by == officer
    return ProcessView(
        alert.id,
        where_words(alert, places),
        shown_level(alert),
        alert.stage not in _ENDED,
        alert.is_standing,
        stage_words(alert.stage),
        tuple(n.number for n in alert.notices),
        _clocks(alert, now),
        _stops(board, alert, pack, now),
        at,
        steps_at(alert, at),
        facts_at(board, alert, air, pack, places, now, at),
        lift if is_open_to_change else None,
        lower if is_open_to_change and alert.level is not None and alert.level > Level.YELLOW else None,
        is_own,
    )


def _clocks(alert: Alert, now: datetime) -> tuple[Fact, ...]:
    clocks = []
    if alert.is_standing and alert.issued_at is not None:
        clocks.append(Fact("已发布", span_words(now - alert.issued_at)))
        ends_at = alert.notices[-1].publication.ends_at
        if ends_at is not None:
            left = ends_at - now
            tone = "warn" if left < timedelta() else ""
            words = f"已过{span_words(-left)}" if tone else f"还有{span_words(left)}"
            clocks.append(Fact("预计结束", f"{clock_words(ends_at)}，{words}", tone))
    if alert.proposal is not None and alert.proposal.decided is Decided.PENDING:
        clocks.append(Fact("待批", span_words(now - alert.proposal.at), "warn"))
    owed = [n.number for n in alert.notices if n.needs_countersignature]
    if owed:
        clocks.append(Fact("电话批准待补签", "、".join(owed), "warn"))
    return tuple(clocks)


def _stops(board: Board, alert: Alert, pack: PlanPack, now: datetime) -> tuple[StopView, ...]:
    """Walked, current and waiting stops with who and when; a closed consultation skips what it never reached."""
    here = stop_of(alert.stage)
    keys = [key for key, _ in STOPS]
    position = keys.index(here) if alert.stage is not Stage.ASSESSED else len(keys)
    is_closed = alert.stage is Stage.CLOSED and not alert.notices
    views = []
    for i, (key, title) in enumerate(STOPS):
        state = "done" if i < position else "current" if i == position else "waiting"
        if is_closed:
            state = "done" if i <= 1 else "skipped"
        elif key == "change" and i < position and len(alert.notices) < 2:
            state = "skipped"
        who, when, missing = _stop_words(board, alert, key, pack, now)
        views.append(StopView(key, title, state, who, when, missing if state == "current" or key == here else ""))
    return tuple(views)


def _stop_words(board: Board, alert: Alert, key: str, pack: PlanPack, now: datetime) -> tuple[str, str, str]:
    """Who, when, and what is missing there."""
    first = alert.notices[0] if alert.notices else None
    proposal = alert.proposal if first is None else first.proposal
    match key:
        case "consult":
            return board.name_of(alert.opened_by), clock_words(alert.opened_at), ""
        case "approve" if proposal is not None and proposal.decided_at is not None:
            is_back = proposal.decided is Decided.RETURNED
            missing = "已退回，请修改" if is_back else ""
            return board.name_of(proposal.decided_by), clock_words(proposal.decided_at), missing
        case "approve":
            return "", "", "等待审批" if proposal else "等待提请"
        case "issue" if first is not None:
            return board.name_of(first.by), clock_words(first.at), ""
        case "issue":
            return "", "", "等待发布"
        case "respond" if alert.tasks:
            lines = derive_lines(alert, pack, now)
            done = sum(line.state in FINISHED for line in lines)
            overdue = sum(line.is_overdue for line in lines)
            return f"{done}/{len(lines)}项", "", f"逾期{overdue}项" if overdue else ""
        case "change" if alert.proposal is not None and first is not None:
            act = alert.proposal.act
            words = stage_words(alert.stage).partition("，")[2] or "已退回，请修改"
            return f"{term(act.change)}{term(act.level)}", clock_words(alert.proposal.at), words
        case "change" if len(alert.notices) > 1:
            latest = alert.notices[-1]
            return f"{term(latest.change)}{term(latest.level)}", clock_words(latest.at), ""
        case "assess":
            return "", clock_words(alert.assessed_at) if alert.assessed_at else "", "等待评估" if alert.ended_at else ""
    return "", "", ""
