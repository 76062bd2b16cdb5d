"""Notices, approval sheets, duty sheets and minutes frozen from the record at the moment they speak of."""

from __future__ import annotations

from datetime import timedelta

from qh_console.documents.reported import (
    DutyItem,
    DutySheet,
)
from qh_console.documents.snapshots import (
    AdjustNotice,
    ApprovalSheet,
    CorrectionNotice,
    IssueNotice,
    LiftNotice,
    SignatureBox,
    TelephoneApproval,
)
from qh_console.domain.acts import ChangeProposed
from qh_console.domain.alerts import Alert, Decided, LaidTask, Notice, Proposal
from qh_console.domain.clock import chinese_time
from qh_console.domain.pack import Category, Level
from qh_console.domain.particulars import Change, Consultation, Publication, Scope
from qh_console.domain.signing import SignatureLine, derive_signatures
from qh_console.problems import KnownProblem
from qh_console.services.frozen_emissions import planned_words
from qh_console.services.frozen_parts import CATEGORIES, CHANGE_NAMES, Frame, notice_of

_ORDER = {c: i for i, c in enumerate((Category.MANDATORY, Category.SUGGESTED, Category.HEALTH, Category.STANDING))}


def issue_notice(frame: Frame, alert: Alert, notice: Notice) -> IssueNotice:
    """Plan 3.3.1, 5.1, 5.3."""
    duties = frame.pack.duties_at(notice.level)
    return IssueNotice(
        frame.head(alert, notice.at, notice.number),
        frame.pack_note("3.1", "3.3.1", "5.1"),
        frame.facts(alert, notice.publication, notice.level),
        frame.consulted_by(alert.consultation),
        frame.approved_by(notice),
        frame.measures(duties, alert),
        frame.pack.office.reply_hours,
        notice.level is Level.RED and alert.scope is Scope.PROVINCE,
        notice.proposal.act.body,
    )


def adjust_notice(frame: Frame, alert: Alert, notice: Notice) -> AdjustNotice:
    """Plan 3.3.2: raised, the measures it adds; lowered, those that stay."""
    before = notice_of(alert, notice.changes_number)
    raised = notice.change is Change.RAISE
    kept = {d.id for d in frame.pack.duties_at(before.level)}
    duties = frame.pack.duties_at(notice.level)
    if raised:
        duties = tuple(d for d in duties if d.id not in kept)
    new = frozenset(d.id for d in duties if raised)
    return AdjustNotice(
        frame.head(alert, notice.at, notice.number),
        frame.pack_note("3.3.2", "5.1"),
        frame.facts(alert, notice.publication, notice.level),
        frame.consulted_by(alert.consultation),
        frame.approved_by(notice),
        frame.named(alert, before.number),
        raised,
        notice.at,
        notice.proposal.act.reason or alert.consultation.conclusion,
        frame.measures(duties, alert, new),
        frame.pack.office.reply_hours,
        notice.level is Level.RED and alert.scope is Scope.PROVINCE,
        notice.proposal.act.body,
    )


def lift_notice(frame: Frame, alert: Alert, notice: Notice) -> LiftNotice:
    """Plan 3.3.2, 5.4."""
    evidence = notice.proposal.act.evidence
    now = f"，目前AQI为{evidence.observed_aqi}" if evidence.observed_aqi is not None else ""
    return LiftNotice(
        frame.head(alert, notice.at, notice.number),
        frame.pack_note("3.3.2", "5.4"),
        frame.names(alert.places),
        frame.named(alert, notice.changes_number),
        notice.at,
        ("省生态环境厅", "省气象局"),
        frame.approved_by(notice),
        f"监测显示空气质量已经好转{now}",
        notice.publication.outlook,
        evidence.clear_hours or frame.pack.grading.clear_hours,
        notice.proposal.act.body,
    )


def correction(frame: Frame, alert: Alert, notice: Notice) -> CorrectionNotice:
    """更正 or 撤回, with what it changes side by side."""
    before = notice_of(alert, notice.changes_number)
    return CorrectionNotice(
        frame.head(alert, notice.at, notice.number),
        frame.pack_note("3.3.2"),
        frame.named(alert, before.number),
        notice.change is Change.WITHDRAW,
        notice.proposal.act.reason,
        _differences(before.publication, notice.publication),
        notice.proposal.act.body,
    )


def _differences(was: Publication, now: Publication) -> tuple[tuple[str, str, str], ...]:
    def end(p: Publication) -> str:
        return chinese_time(p.ends_at) if p.ends_at else "解除时止"

    items = (
        ("开始时间", chinese_time(was.starts_at), chinese_time(now.starts_at)),
        ("结束时间", end(was), end(now)),
        ("影响范围", was.extent, now.extent),
        ("污染气象条件", was.dispersion, now.dispersion),
        ("主要污染指标", was.pollutants, now.pollutants),
        ("潜势分析", was.outlook, now.outlook),
    )
    return tuple(item for item in items if item[1] != item[2])


def approval_sheet(frame: Frame, alert: Alert, number: str) -> ApprovalSheet:
    """The proposal on its way, or the one behind a notice (the latest, where none is on its way)."""
    waits = alert.proposal is not None and not number
    notice = None if waits or not alert.notices else notice_of(alert, number)
    proposal = notice.proposal if notice else alert.proposal
    if proposal is None:
        raise KnownProblem("没有提请，签批单无从填写", "请先提请")
    consultation = alert.consultation
    act = proposal.act
    settings = frame.pack.grading.readings
    readings = [settings[n] for n in ("window_hours", "heavy_days", "severe_days") if n in settings]
    return ApprovalSheet(
        frame.head(alert, proposal.decided_at or proposal.at, number or proposal.number),
        frame.pack_note(*act.clauses, readings=readings),
        CHANGE_NAMES[act.change],
        frame.facts(alert, act.publication, act.level),
        frame.grades(consultation),
        act.reason or consultation.conclusion,
        _overruled(consultation, act),
        _boxes(frame, proposal),
        _telephone(frame, proposal),
    )


def _overruled(consultation: Consultation, act: ChangeProposed) -> str:
    """Why the level proposed is not the one the engine recommended; empty where it is."""
    if act.change not in (Change.ISSUE, Change.RAISE, Change.LOWER):
        return "不涉及"
    if act.level is consultation.graded:
        return ""
    return consultation.reason if act.level is consultation.level else act.reason


def _boxes(frame: Frame, proposal: Proposal) -> tuple[SignatureBox, ...]:
    """The proposer's, then every signature the level needs in its order; one still owed stays open for a pen."""
    boxes = [SignatureBox("提请人", frame.board.name_of(proposal.by), "提请审批。", proposal.at)]
    called = dict.fromkeys(proposal.called)
    for line in derive_signatures(proposal, frame.pack) or (_ANY_APPROVER,):
        label = line.signatory or _ANY_APPROVER.signatory
        if line.signed_by in called:
            boxes.append(SignatureBox(f"{label}\n（补签）"))
        elif line.signed_at is not None:
            opinion = f"同意。（代签：{line.absence}）" if line.absence else "同意。"
            boxes.append(SignatureBox(label, frame.board.name_of(line.signed_by), opinion, line.signed_at))
        else:
            boxes.append(SignatureBox(label))
    if proposal.decided is Decided.RETURNED:
        at = 1 + len(proposal.signed)
        label = boxes[at].label if at < len(boxes) else _ANY_APPROVER.signatory
        name, why = frame.board.name_of(proposal.decided_by), proposal.return_reason
        boxes[at : at + 1] = [SignatureBox(label, name, f"退回：{why}。", proposal.decided_at)]
    return tuple(boxes)


_ANY_APPROVER = SignatureLine("签发人", "", (), "", None, None, "", False)


def _telephone(frame: Frame, proposal: Proposal) -> TelephoneApproval | None:
    """The latest call; who wrote down an earlier signature's call is in the journal, so that box waits for a pen."""
    calls = (proposal.telephone, *(s.telephone for s in reversed(proposal.signed)))
    call = next((c for c in calls if c is not None), None)
    if call is None:
        return None
    recorded_by = frame.board.name_of(proposal.recorded_by) if proposal.telephone else ""
    words = "同意，已复述确认" if call.read_back else "同意"
    return TelephoneApproval(call.called_at, frame.board.name_of(call.spoke_to), call.number, recorded_by, words)


def duty_sheet(frame: Frame, alert: Alert, number: str, unit: str) -> DutySheet:
    """Plan 2.4, 5.3: all this unit has to do under the notice, what the notice added marked."""
    notice = notice_of(alert, number)
    laid = [t for t in alert.tasks if t.task.unit == unit]
    if not laid:
        raise KnownProblem(f"{frame.pack.unit(unit).name}在这次响应中没有任务", "请核对单位")
    office, place = frame.pack.office, frame.pack.unit(unit).place
    return DutySheet(
        frame.head(alert, notice.at, notice.number),
        frame.pack_note("2.4", "5.3"),
        frame.pack.unit(unit).name,
        notice.number,
        frame.named(alert, notice.number).title,
        frame.level(notice.level),
        notice.publication.starts_at,
        frame.names(alert.places),
        tuple(_item(frame, t, notice) for t in sorted(laid, key=lambda t: _rank(frame, t))),
        office.name,
        notice.at + timedelta(hours=office.reply_hours),
        planned_words(frame, place, notice.level, notice.at) if place else "",
    )


def _rank(frame: Frame, laid: LaidTask) -> tuple[int, str]:
    duty = frame.pack.duty(laid.task.duty)
    return (_ORDER[duty.category], laid.task.place or "")


def _item(frame: Frame, laid: LaidTask, notice: Notice) -> DutyItem:
    duty = frame.pack.duty(laid.task.duty)
    place = frame.places[laid.task.place].short if laid.task.place else ""
    added = laid.number == notice.number and notice.change is Change.RAISE
    due_at = laid.laid_at + timedelta(hours=laid.task.due_hours)
    return DutyItem(duty.clause, CATEGORIES[duty.category], duty.text, due_at, place, added)
