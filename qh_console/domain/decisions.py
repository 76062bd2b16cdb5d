"""The one place where a rule is checked: a command and the board in, acts or reasons out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import assert_never

from qh_console.domain.accounts import RULE as ACCOUNT_RULE
from qh_console.domain.accounts import decide_account, decide_reset
from qh_console.domain.acts import (
    CauseFound,
    ChangeProposed,
    DataImported,
    DisputeSettled,
    DutyMarked,
    MarkCorrected,
    PaperExported,
    PaperFiled,
    PaperPrinted,
    ShiftEnded,
    ShiftStarted,
)
from qh_console.domain.alerts import Alert
from qh_console.domain.board import Board
from qh_console.domain.clocks import decide_acknowledgement
from qh_console.domain.commands import (
    AdjustAlert,
    ApproveProposal,
    AssessAlert,
    ChangePassword,
    ChangeRoles,
    CloseConsultation,
    Command,
    CorrectMark,
    CorrectNotice,
    CountersignApproval,
    EndShift,
    EnrolOfficer,
    EnterContact,
    FilePaper,
    FindCause,
    HoldConsultation,
    IssueAlert,
    LiftAlert,
    MarkDuty,
    ProposeChange,
    QueueNotice,
    RecordExport,
    RecordImport,
    RecordPrint,
    ReportDispatch,
    ReturnProposal,
    SettleDispute,
    StartShift,
    WithdrawAlert,
    WithdrawContact,
)
from qh_console.domain.dissemination import decide_contact, decide_sending
from qh_console.domain.emission_commands import EmissionCommand, EnterEmissionBase, EnterEmissionList
from qh_console.domain.emission_entry import decide_emission
from qh_console.domain.filing import decide_check, decide_filing, decide_floor_answer
from qh_console.domain.handover import ON_DUTY, decide_acceptance, decide_handover
from qh_console.domain.numbering import decide_void, voided
from qh_console.domain.office_commands import (
    AcceptHandover,
    Acknowledge,
    AnswerFloor,
    CheckFiling,
    FileCityAlert,
    HandOver,
    OfficeCommand,
    ResetPassword,
    VoidNumber,
)
from qh_console.domain.pack import PlanPack
from qh_console.domain.particulars import NO_EVIDENCE, Approval, Change, MarkState, Means, Role
from qh_console.domain.road import decide_road
from qh_console.domain.roster_commands import (
    ChangeDutyShift,
    EnterDutyShift,
    ExchangeDutyShifts,
    RosterCommand,
    WithdrawDutyShift,
)
from qh_console.domain.roster_entry import decide_roster
from qh_console.domain.verdicts import Accepted, Reason, Refused, Verdict

_DUTY = frozenset({Role.DUTY_OFFICER, Role.REVIEWER})
_REVIEW = frozenset({Role.REVIEWER, Role.APPROVER})
_SIGN = frozenset({Role.APPROVER})
_OFFICE = frozenset({Role.DUTY_OFFICER, Role.REVIEWER, Role.APPROVER})
_ADMIN = frozenset({Role.ADMINISTRATOR})
_ANYONE = frozenset(Role)
_DISPUTE_RULE = "争议规则"

PERMISSIONS: Mapping[type, frozenset[Role]] = {
    EnrolOfficer: _ADMIN,
    ChangeRoles: _ADMIN,
    ChangePassword: _ANYONE,
    StartShift: ON_DUTY,
    EndShift: ON_DUTY,
    FindCause: _DUTY,
    HoldConsultation: _DUTY,
    CloseConsultation: _DUTY,
    ProposeChange: _DUTY,
    ReturnProposal: _REVIEW,
    ApproveProposal: _SIGN,
    CountersignApproval: _SIGN,
    IssueAlert: _DUTY,
    AdjustAlert: _DUTY,
    LiftAlert: _DUTY,
    CorrectNotice: _DUTY,
    WithdrawAlert: _DUTY,
    MarkDuty: _DUTY,
    CorrectMark: _DUTY,
    FilePaper: _OFFICE,
    RecordPrint: _OFFICE,
    RecordExport: _OFFICE,
    AssessAlert: _DUTY,
    SettleDispute: _REVIEW,
    RecordImport: _DUTY,
    QueueNotice: _DUTY,
    ReportDispatch: _DUTY,
    EnterContact: _DUTY,
    WithdrawContact: _DUTY,
    EnterEmissionList: _DUTY,
    EnterEmissionBase: _DUTY,
    EnterDutyShift: _DUTY,
    ChangeDutyShift: _DUTY,
    ExchangeDutyShifts: _DUTY,
    WithdrawDutyShift: _DUTY,
    FileCityAlert: _DUTY,
    CheckFiling: _DUTY,
    AnswerFloor: _DUTY,
    VoidNumber: _DUTY,
    Acknowledge: _OFFICE,
    ResetPassword: _ADMIN,
    HandOver: _OFFICE,
    AcceptHandover: _OFFICE,
}
"""Who may ask for what: any one of these roles is enough (least privilege)."""

ROLE_NAMES: Mapping[Role, str] = {
    Role.DUTY_OFFICER: "值班员",
    Role.REVIEWER: "复核员",
    Role.APPROVER: "审批人",
    Role.ADMINISTRATOR: "管理员",
}


def decide(board: Board, command: Command, pack: PlanPack, now: datetime) -> Verdict:
    """Accepted acts, or every reason why not, each with its clause and field. Pure: the same in, the same out."""
    barred = _barred(board, command)
    if barred is not None:
        return Refused((barred,))
    match command:
        case EnrolOfficer() | ChangeRoles() | ChangePassword():
            return decide_account(board, command)
        case StartShift():
            return Accepted((ShiftStarted(command.note),))
        case EndShift():
            return _decide_shift_end(board, command)
        case FindCause():
            return _decide_cause(command)
        case MarkDuty() | CorrectMark():
            return _decide_mark(board, command)
        case FilePaper():
            return Accepted((PaperFiled(command.paper),))
        case RecordPrint() | RecordExport():
            return _decide_paper_use(board, command)
        case SettleDispute():
            return _decide_settlement(board, command)
        case QueueNotice() | ReportDispatch():
            return decide_sending(board, command)
        case EnterContact() | WithdrawContact():
            return decide_contact(board, command)
        case RecordImport():
            act = DataImported(
                command.file, command.sha256, command.new, command.unchanged, command.changed, command.refused
            )
            return Accepted((act,))
        case _ if isinstance(command, EmissionCommand):
            return decide_emission(board, command, pack, now)
        case _ if isinstance(command, RosterCommand):
            return decide_roster(board, command)
        case _ if isinstance(command, OfficeCommand):
            return _decide_office(board, command, pack, now)
        case _:
            return decide_road(board, command, pack, now)


def _decide_office(board: Board, command: OfficeCommand, pack: PlanPack, now: datetime) -> Verdict:
    match command:
        case FileCityAlert():
            return decide_filing(board, command, pack, now)
        case CheckFiling():
            return decide_check(board, command)
        case AnswerFloor():
            return decide_floor_answer(board, command)
        case VoidNumber():
            return decide_void(board, command, pack, now)
        case Acknowledge():
            return decide_acknowledgement(board, command)
        case ResetPassword():
            return decide_reset(board, command)
        case HandOver():
            return decide_handover(board, command)
        case AcceptHandover():
            return decide_acceptance(board, command)
        case _:
            assert_never(command)


def _barred(board: Board, command: Command) -> Reason | None:
    """Why this officer may not ask for this at all; the first administrator enrols himself."""
    if isinstance(command, EnrolOfficer) and not board.officers:
        return None
    officer = board.officers.get(command.by)
    if officer is None or not officer.active:
        return Reason("账号不存在或已停用", ACCOUNT_RULE)
    allowed = PERMISSIONS[type(command)]
    if isinstance(command, ApproveProposal) and command.approval is Approval.TELEPHONE:
        allowed = _DUTY
    if officer.roles & allowed:
        return None
    who = "、".join(ROLE_NAMES[r] for r in Role if r in allowed)
    return Reason(f"这一步须由{who}办理", ACCOUNT_RULE)


def _decide_shift_end(board: Board, command: EndShift) -> Verdict:
    if board.shift is None or board.shift.officer != command.by:
        return Refused((Reason("您现在不在班", "7.5"),))
    return Accepted((ShiftEnded(command.note),))


def _decide_cause(command: FindCause) -> Verdict:
    reasons = []
    if not command.places:
        reasons.append(Reason("请选择地区", "1.3", "places"))
    if command.to_at <= command.from_at:
        reasons.append(Reason("结束时间不晚于开始时间", "1.3", "to_at"))
    if not command.reason.strip():
        reasons.append(Reason("请写明判断理由", "1.3", "reason"))
    if reasons:
        return Refused(tuple(reasons))
    span = command.from_at, command.to_at
    return Accepted((CauseFound(command.places, *span, command.cause, command.reason, command.evidence),))


def _decide_mark(board: Board, command: MarkDuty | CorrectMark) -> Verdict:
    alert = board.alerts.get(command.alert)
    reason = _mark_barred(alert, command.task)
    if alert is None or reason is not None:
        return Refused((reason or Reason("没有这次过程", "5.3"),))
    if isinstance(command, CorrectMark):
        if alert.mark_of(command.task) is None:
            return Refused((Reason("这一项还没有登记，无可更正", "5.3", "task"),))
        if not command.reason.strip():
            return Refused((Reason("请写明更正原因", "5.3", "reason"),))
        return Accepted((MarkCorrected(alert.id, command.task, command.reason),))
    mark = command.mark
    reasons = []
    if mark.means is Means.PHONE and not mark.spoke_to.strip():
        reasons.append(Reason("电话落实须记下通话人", "5.3", "spoke_to"))
    if mark.state is MarkState.NOT_APPLICABLE and not mark.says.strip():
        reasons.append(Reason("不适用须写明原因", "5.3", "says"))
    return Refused(tuple(reasons)) if reasons else Accepted((DutyMarked(alert.id, command.task, mark),))


def _mark_barred(alert: Alert | None, task: str) -> Reason | None:
    if alert is None:
        return Reason("没有这次过程", "5.3")
    if not alert.is_standing:
        return Reason("响应已经终止，不再登记", "5.4")
    if all(laid.task.id != task for laid in alert.tasks):
        return Reason("现行级别没有这项任务", "5.3", "task")
    return None


def _decide_paper_use(board: Board, command: RecordPrint | RecordExport) -> Verdict:
    if command.sha256 not in board.papers:
        return Refused((Reason("文书不在档案里", "档案规则"),))
    if isinstance(command, RecordPrint):
        return Accepted((PaperPrinted(command.sha256, command.copies, command.printer),))
    return Accepted((PaperExported(command.sha256, command.to),))


def _decide_settlement(board: Board, command: SettleDispute) -> Verdict:
    dispute = next((d for d in board.disputes if d.id == command.dispute), None)
    if dispute is None:
        return Refused((Reason("没有这个争议，或已经处理", _DISPUTE_RULE),))
    if command.keeps not in (dispute.first, dispute.second):
        return Refused((Reason("须保留争议双方之一", _DISPUTE_RULE, "keeps"),))
    if not command.reason.strip():
        return Refused((Reason("请写明理由", _DISPUTE_RULE, "reason"),))
    kept, gone = (board.alerts[a] for a in sorted((dispute.first, dispute.second), key=lambda a: a != command.keeps))
    withdrawal = ChangeProposed(
        gone.id,
        Change.WITHDRAW,
        gone.published_level,
        gone.notices[-1].publication,
        f"与{kept.latest_number}重复，经裁定撤回{gone.latest_number}：{command.reason}",
        ("3.3.2",),
        NO_EVIDENCE,
        False,
        False,
    )
    spoilt = voided(gone.proposal, f"争议裁定不再发布：{command.reason}")
    return Accepted((DisputeSettled(command.dispute, command.keeps, command.reason, withdrawal), *spoilt))
