"""Which steps of the alert road are lawful, and what each becomes (plan 3.2, 3.3, 5.4, 5.5)."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from qh_console.domain.acts import (
    Act,
    AlertAdjusted,
    AlertAssessed,
    AlertIssued,
    AlertLifted,
    AlertWithdrawn,
    ChangeProposed,
    ConsultationClosed,
    ConsultationHeld,
    NoticeCorrected,
    ProposalReturned,
)
from qh_console.domain.alert_fold import fits_proposal, may_follow
from qh_console.domain.alerts import Alert, Proposal
from qh_console.domain.board import Board
from qh_console.domain.checklists import left_open, tasks_at
from qh_console.domain.commands import (
    AdjustAlert,
    ApproveProposal,
    AssessAlert,
    CloseConsultation,
    CorrectNotice,
    CountersignApproval,
    HoldConsultation,
    IssueAlert,
    LiftAlert,
    ProposeChange,
    ReturnProposal,
    WithdrawAlert,
)
from qh_console.domain.notices import missing_in_body, missing_in_publication
from qh_console.domain.numbering import EXHAUSTED, issuing_office, reserve, voided
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.particulars import BasisKind, Change, Consultation, Scope
from qh_console.domain.signing import decide_approval, decide_countersignature, other_person
from qh_console.domain.steps import cause_reasons, stage_words
from qh_console.domain.verdicts import Accepted, Reason, Refused, Verdict

RoadCommand = (
    HoldConsultation
    | CloseConsultation
    | ProposeChange
    | ReturnProposal
    | ApproveProposal
    | CountersignApproval
    | IssueAlert
    | AdjustAlert
    | LiftAlert
    | CorrectNotice
    | WithdrawAlert
    | AssessAlert
)
Release = IssueAlert | AdjustAlert | LiftAlert | CorrectNotice | WithdrawAlert


def decide_road(board: Board, command: RoadCommand, pack: PlanPack, now: datetime) -> Verdict:
    """The verdict on a step of the road; every refusal names its clause."""
    if isinstance(command, HoldConsultation):
        return _decide_consultation(board, command, pack)
    alert = board.alerts.get(command.alert)
    if alert is None:
        return Refused((Reason("没有这次过程的会商记录", "3.2"),))
    match command:
        case CloseConsultation():
            reasons = _wanted(command.outcome, "outcome", "3.2")
            return _follow(alert, ConsultationClosed(alert.id, command.outcome), reasons)
        case ProposeChange():
            return _decide_proposal(board, alert, command, pack)
        case ReturnProposal():
            reasons = (*_wanted(command.reason, "reason", "3.3.1"), *other_person(alert.proposal, command.by, "退回"))
            spoilt = voided(alert.proposal, f"签批后退回：{command.reason}")
            return _follow(alert, ProposalReturned(alert.id, command.reason), reasons, spoilt)
        case ApproveProposal():
            return decide_approval(board, alert, command, pack, now)
        case CountersignApproval():
            return decide_countersignature(alert, command)
        case AssessAlert():
            texts = vars(command.assessment)
            needed = ("causes", "later_effects", "problems", "lessons", "proposals")
            reasons = tuple(r for name in needed for r in _wanted(texts[name], name, "5.5"))
            return _follow(alert, AlertAssessed(alert.id, command.assessment), reasons)
        case _:
            return _decide_release(board, alert, command, pack, now)


def _follow(alert: Alert, act: Act, reasons: tuple[Reason, ...] = (), then: tuple[Act, ...] = ()) -> Verdict:
    """Accept `act`, and `then` what comes of it, when the road allows it and nothing else stands in the way."""
    if not may_follow(alert, type(act)) or not fits_proposal(alert, act):
        reasons = (Reason(f"现在是“{stage_words(alert.stage)}”，这一步不能办", "3.3"), *reasons)
    return Refused(reasons) if reasons else Accepted((act, *then))


def _wanted(text: str, field: str, clause: str) -> tuple[Reason, ...]:
    return () if text.strip() else (Reason("需要填写", clause, field),)


def _decide_consultation(board: Board, command: HoldConsultation, pack: PlanPack) -> Verdict:
    held = ConsultationHeld(command.alert, command.consultation, pack.id, pack.digest)
    reasons = _consultation_reasons(command.consultation)
    known = board.alerts.get(command.alert)
    if known is None:
        return Refused(reasons) if reasons else Accepted((held,))
    if known.scope is not command.consultation.scope:
        reasons = (*reasons, Reason("再次会商不能改变发布主体", "3.3.1", "scope"))
    if known.is_standing:
        reasons = (*reasons, *_already_standing(board, known, command.consultation.places))
    return _follow(known, held, reasons)


def _consultation_reasons(c: Consultation) -> tuple[Reason, ...]:
    """Plan 3.2: joint, by ecology and meteorology, fixing time, extent and level."""
    reasons = []
    if c.scope is Scope.CITY and len(c.places) != 1:
        reasons.append(Reason("市州级预警只针对一个市州", "3.3.1", "places"))
    if c.scope is Scope.PROVINCE and len(c.places) < 2:
        reasons.append(Reason("省级预警须有两个以上地区", "3.3.1", "places"))
    if c.basis is not None and c.basis.kind is BasisKind.OBSERVATION and not c.basis.observed:
        reasons.append(Reason("按实况发起的会商须有监测数据", "3.2", "basis"))
    reasons += _wanted(c.ecology, "ecology", "3.2")
    reasons += _wanted(c.meteorology, "meteorology", "3.2")
    reasons += _wanted(c.conclusion, "conclusion", "3.2")
    if c.ends_at <= c.starts_at:
        reasons.append(Reason("结束时间不晚于开始时间", "3.2", "ends_at"))
    if c.level is not c.graded and not c.reason.strip():
        reasons.append(Reason("商定级别与系统分级不同，须写明理由", "3.2", "reason"))
    return tuple(reasons)


def _decide_proposal(board: Board, alert: Alert, command: ProposeChange, pack: PlanPack) -> Verdict:
    reasons: tuple[Reason, ...] = missing_in_publication(command.publication)
    clauses: tuple[str, ...] = ("3.3.2",)
    match command.change:
        case Change.ISSUE:
            clauses = ("3.1", "3.3.1")
            reasons = (*_issue_reasons(board, alert, command), *reasons)
        case Change.RAISE:
            if alert.level is not None and command.level <= alert.level:
                reasons = (Reason("升级须高于现行级别", "3.3.2", "level"), *reasons)
        case Change.LOWER:
            if not Level.YELLOW <= command.level < (alert.level or Level.NONE):
                reasons = (Reason("降级须低于现行级别，且不低于黄色", "3.3.2", "level"), *reasons)
            reasons = (*_clear_reasons(command, pack), *reasons)
        case Change.LIFT:
            clauses = ("3.3.2", "5.4")
            reasons = (*_clear_reasons(command, pack), *_joint_reasons(command), *reasons)
        case Change.CORRECT | Change.WITHDRAW:
            reasons = (*_wanted(command.reason, "reason", "3.3.2"), *reasons)
        case _:
            assert_never(command.change)
    is_new = command.change in (Change.ISSUE, Change.RAISE, Change.LOWER)
    level = command.level if is_new else alert.published_level
    proposed = ChangeProposed(
        alert.id,
        command.change,
        level,
        command.publication,
        command.reason,
        clauses,
        command.evidence,
        command.ecology_agrees,
        command.meteorology_agrees,
        command.body or command.template_body,
        bool(command.body),
    )
    return _follow(alert, proposed, (*reasons, *missing_in_body(proposed, pack)))


def _issue_reasons(board: Board, alert: Alert, command: ProposeChange) -> tuple[Reason, ...]:
    reasons = list(cause_reasons(alert.consultation))
    if not command.level.is_alert:
        reasons.append(Reason("未达到黄色预警条件，只发健康提示", "3.1", "level"))
    elif command.level is not alert.consultation.level:
        reasons.append(Reason("级别与会商商定的不同，请再次会商", "3.2", "level"))
    reasons += _already_standing(board, alert, alert.intended_places)
    return tuple(reasons)


def _already_standing(board: Board, alert: Alert, places: tuple[str, ...]) -> list[Reason]:
    return [
        Reason("这里已有生效的预警，请在原预警上调整", "3.3.2", "places")
        for other in board.standing
        if other.id != alert.id and other.scope is alert.scope and set(other.places) & set(places)
    ]


def _clear_reasons(command: ProposeChange, pack: PlanPack) -> tuple[Reason, ...]:
    """Plan 3.3.2: below the line, and the forecast keeps it there for 36 h."""
    need = pack.grading.clear_hours
    have = command.evidence.clear_hours
    if have is None:
        return (Reason(f"没有可用的预报，不能确认今后{need}小时达到条件", "3.3.2", "evidence"),)
    if have < need:
        return (Reason(f"预报只有{have}小时低于条件，须满{need}小时", "3.3.2", "evidence"),)
    return ()


def _joint_reasons(command: ProposeChange) -> tuple[Reason, ...]:
    if command.ecology_agrees and command.meteorology_agrees:
        return ()
    return (Reason("解除须由生态环境和气象两部门共同提出", "3.3.2", "ecology_agrees"),)


def _decide_release(board: Board, alert: Alert, command: Release, pack: PlanPack, now: datetime) -> Verdict:
    proposal = alert.proposal
    if proposal is None:
        return Refused((Reason(f"现在是“{stage_words(alert.stage)}”，没有可发布的批准件", "3.3.1"),))
    numbers = reserve(board, proposal.act.change, issuing_office(pack, alert), now)
    if proposal.number:
        numbers = (proposal.number, proposal.response_number)
    if numbers is None:
        return Refused((EXHAUSTED,))
    act = _release_act(alert, proposal, command, pack, *numbers)
    reasons = tuple(_already_standing(board, alert, alert.intended_places)) if isinstance(command, IssueAlert) else ()
    return _follow(alert, act, reasons)


def _release_act(
    alert: Alert, proposal: Proposal, command: Release, pack: PlanPack, number: str, response_number: str
) -> Act:
    approved = proposal.act
    changes = alert.latest_number
    match command:
        case IssueAlert():
            tasks = tasks_at(pack, approved.level, alert.scope, alert.intended_places)
            return AlertIssued(alert.id, number, approved.level, approved.publication, tasks, response_number)
        case AdjustAlert():
            tasks = tasks_at(pack, approved.level, alert.scope, alert.intended_places)
            return AlertAdjusted(
                alert.id, number, changes, approved.change, approved.level, approved.publication, tasks
            )
        case LiftAlert():
            return AlertLifted(alert.id, number, changes, approved.publication, left_open(alert))
        case CorrectNotice():
            return NoticeCorrected(alert.id, number, changes, approved.publication, approved.reason)
        case WithdrawAlert():
            return AlertWithdrawn(alert.id, number, changes, approved.publication, approved.reason, left_open(alert))
        case _:
            assert_never(command)
