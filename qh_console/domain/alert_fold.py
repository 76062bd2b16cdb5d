"""How an alert changes with each act of the journal: the state machine, and nothing but it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from qh_console.domain.acts import (
    Act,
    AlertAdjusted,
    AlertAssessed,
    AlertIssued,
    AlertLifted,
    AlertWithdrawn,
    ApprovalCountersigned,
    ChangeProposed,
    ConsultationClosed,
    ConsultationHeld,
    DutyMarked,
    Entry,
    MarkCorrected,
    NoticeCorrected,
    ProposalApproved,
    ProposalReturned,
    ProposalSigned,
)
from qh_console.domain.alerts import (
    AFTER_THE_END,
    Alert,
    Decided,
    GivenMark,
    HeldConsultation,
    LaidTask,
    Notice,
    Outcome,
    Proposal,
    Signature,
    Stage,
)
from qh_console.domain.particulars import Change, Task


def open_alert(entry: Entry, act: ConsultationHeld) -> Alert:
    return Alert(
        id=act.alert,
        scope=act.consultation.scope,
        places=act.consultation.places,
        pack=act.pack,
        pack_digest=act.pack_digest,
        desk=entry.desk,
        opened_at=entry.at,
        opened_by=entry.by,
        consultations=(HeldConsultation(act.consultation, entry.by, entry.at),),
    )


AlertAct = (
    ConsultationHeld
    | ConsultationClosed
    | ChangeProposed
    | ProposalReturned
    | ProposalSigned
    | ProposalApproved
    | ApprovalCountersigned
    | AlertIssued
    | AlertAdjusted
    | AlertLifted
    | NoticeCorrected
    | AlertWithdrawn
    | DutyMarked
    | MarkCorrected
    | AlertAssessed
)

_OPEN_FOR: Mapping[type, frozenset[Stage]] = {
    ConsultationHeld: frozenset(
        {Stage.CONSULTED, Stage.RETURNED, Stage.STANDING, Stage.CHANGE_RETURNED, Stage.LIFT_RETURNED}
    ),
    ConsultationClosed: frozenset({Stage.CONSULTED, Stage.RETURNED}),
    ChangeProposed: frozenset(
        {Stage.CONSULTED, Stage.RETURNED, Stage.STANDING, Stage.CHANGE_RETURNED, Stage.LIFT_RETURNED}
        | {Stage.LIFTED, Stage.WITHDRAWN}
    ),
    ProposalReturned: frozenset(
        {Stage.PROPOSED, Stage.CHANGE_PROPOSED, Stage.LIFT_PROPOSED}
        | {Stage.APPROVED, Stage.CHANGE_APPROVED, Stage.LIFT_APPROVED}
    ),
    ProposalSigned: frozenset({Stage.PROPOSED, Stage.CHANGE_PROPOSED, Stage.LIFT_PROPOSED}),
    ProposalApproved: frozenset({Stage.PROPOSED, Stage.CHANGE_PROPOSED, Stage.LIFT_PROPOSED}),
    AlertIssued: frozenset({Stage.APPROVED}),
    AlertAdjusted: frozenset({Stage.CHANGE_APPROVED}),
    NoticeCorrected: frozenset({Stage.CHANGE_APPROVED}),
    AlertWithdrawn: frozenset({Stage.CHANGE_APPROVED}),
    AlertLifted: frozenset({Stage.LIFT_APPROVED}),
    AlertAssessed: frozenset({Stage.LIFTED, Stage.ASSESSED, Stage.WITHDRAWN}),
}
"""The state machine: from which stages each act can follow."""


def may_follow(alert: Alert, act: type) -> bool:
    """Whether an act of this kind can come next, by the road alone."""
    if act in (DutyMarked, MarkCorrected):
        return alert.is_standing
    if act is ConsultationHeld and alert.ended_at is not None:
        return False
    if act is ChangeProposed and alert.stage is Stage.CLOSED:
        return alert.owes_withdrawal
    if act is ApprovalCountersigned:
        return any(n.needs_countersignature for n in alert.notices)
    return alert.stage in _OPEN_FOR[act]


def fits_proposal(alert: Alert, act: Act) -> bool:
    """A release must be of the very change that was approved."""
    change = alert.proposal.act.change if alert.proposal else None
    match act:
        case AlertIssued():
            return change is Change.ISSUE
        case AlertAdjusted():
            return change is act.change and change in (Change.RAISE, Change.LOWER)
        case NoticeCorrected():
            return change is Change.CORRECT
        case AlertWithdrawn():
            return change is Change.WITHDRAW
        case ChangeProposed():
            return may_propose(alert, act.change)
        case _:
            return True


def may_propose(alert: Alert, change: Change) -> bool:
    """An alert is issued once, then changed while it stands; after its end its notices can only be corrected.

    What a settlement has closed is still to be withdrawn before the public, and nothing else.
    """
    if alert.outcome is None:
        return (change is Change.ISSUE) == (alert.level is None)
    return change is AFTER_THE_END.get(alert.outcome)


def apply(alert: Alert, entry: Entry, act: AlertAct) -> Alert | None:
    """The alert after `act`; None where the act cannot follow, which only a merge of two desks brings about."""
    if not may_follow(alert, type(act)) or not fits_proposal(alert, act):
        return None
    match act:
        case ConsultationHeld():
            held = HeldConsultation(act.consultation, entry.by, entry.at)
            return replace(alert, consultations=(*alert.consultations, held))
        case ConsultationClosed():
            return replace(alert, outcome=Outcome.CLOSED, ended_at=entry.at, closing=act.outcome, proposal=None)
        case ChangeProposed():
            return replace(alert, proposal=Proposal(act, entry.by, entry.at))
        case ProposalReturned() if alert.ended_at is not None and not alert.owes_withdrawal:
            return replace(alert, proposal=None)
        case ProposalReturned() | ProposalApproved():
            return replace(alert, proposal=_decided(alert.proposal, entry, act))
        case ProposalSigned():
            return replace(alert, proposal=_signed(alert.proposal, entry, act))
        case DutyMarked() | MarkCorrected():
            return _with_mark(alert, entry, act)
        case ApprovalCountersigned():
            return _countersigned(alert, act.number, entry.by)
        case AlertAssessed():
            return replace(alert, assessment=act.assessment, assessed_at=entry.at)
        case _:
            return _released(alert, entry, act)


def _decided(proposal: Proposal | None, entry: Entry, act: ProposalReturned | ProposalApproved) -> Proposal:
    assert proposal is not None, "the stage says there is one"
    decided = replace(proposal, decided_by=entry.by, recorded_by=entry.by, decided_at=entry.at)
    if isinstance(act, ProposalReturned):
        return replace(decided, decided=Decided.RETURNED, return_reason=act.reason, number="", response_number="")
    approver = act.telephone.spoke_to if act.telephone else entry.by
    return replace(
        decided,
        decided=Decided.APPROVED,
        decided_by=approver,
        approval=act.approval,
        signatory=act.signatory,
        telephone=act.telephone,
        absence=act.absence,
        number=act.number,
        response_number=act.response_number,
        desk=entry.desk,
    )


def _signed(proposal: Proposal | None, entry: Entry, act: ProposalSigned) -> Proposal:
    assert proposal is not None, "the stage says there is one"
    by = act.telephone.spoke_to if act.telephone else entry.by
    signature = Signature(act.signatory, by, entry.at, act.approval, act.telephone, act.absence)
    return replace(proposal, signed=(*proposal.signed, signature))


def _released(
    alert: Alert, entry: Entry, act: AlertIssued | AlertAdjusted | AlertLifted | NoticeCorrected | AlertWithdrawn
) -> Alert:
    proposal = alert.proposal
    assert proposal is not None, "the stage says there is one"
    level = act.level if isinstance(act, AlertIssued | AlertAdjusted) else alert.published_level
    changes = "" if isinstance(act, AlertIssued) else act.changes_number
    response = act.response_number if isinstance(act, AlertIssued) else ""
    change, desk = proposal.act.change, proposal.desk if proposal.number else entry.desk
    notice = Notice(
        act.number, change, level, act.publication, entry.at, entry.by, proposal, changes, response, desk=desk
    )
    after = replace(alert, notices=(*alert.notices, notice), proposal=None)
    match act:
        case AlertIssued() | AlertAdjusted():
            tasks = _laid(alert, act.tasks, entry.at, act.number)
            return replace(after, level=level, places=alert.intended_places, tasks=tasks)
        case AlertLifted():
            return replace(after, level=None, outcome=Outcome.LIFTED, ended_at=entry.at, left_open=act.left_open)
        case AlertWithdrawn():
            ended_at = alert.ended_at or entry.at
            return replace(after, level=None, outcome=Outcome.WITHDRAWN, ended_at=ended_at, left_open=act.left_open)
        case NoticeCorrected():
            return after
        case _:
            assert_never(act)


def _laid(alert: Alert, tasks: tuple[Task, ...], at: datetime, number: str) -> tuple[LaidTask, ...]:
    """Plan 5.3.2, 5.3.3: a higher level adds; what was laid before keeps its date and its marks."""
    before = {laid.task.id: laid for laid in alert.tasks}
    return tuple(before.get(task.id) or LaidTask(task, at, number) for task in tasks)


def _with_mark(alert: Alert, entry: Entry, act: DutyMarked | MarkCorrected) -> Alert | None:
    if all(laid.task.id != act.task for laid in alert.tasks):
        return None
    given = alert.marks.get(act.task, ())
    if isinstance(act, DutyMarked):
        given = (*given, GivenMark(act.mark, entry.by, entry.at))
    elif given:
        given = given[:-1]
    else:
        return None
    return replace(alert, marks={**alert.marks, act.task: given})


def _countersigned(alert: Alert, number: str, by: str) -> Alert | None:
    owed = next((n for n in alert.notices if n.number == number and by in n.owing), None)
    if owed is None:
        return None
    given = replace(owed, countersigned_by=(*owed.countersigned_by, by))
    given = replace(given, countersigned=not given.owing)
    return replace(alert, notices=tuple(given if n.number == number else n for n in alert.notices))
