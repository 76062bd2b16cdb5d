"""Which papers there are, and which of them an act calls for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, get_args

from qh_console.domain.acts import (
    AlertAdjusted,
    AlertAssessed,
    AlertIssued,
    AlertLifted,
    AlertWithdrawn,
    ConsultationClosed,
    ConsultationHeld,
    Entry,
    NoticeCorrected,
    ProposalApproved,
)
from qh_console.domain.board import Board
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.particulars import Assessment, Change, Publication, Scope


class PaperKind(StrEnum):
    """Stable words other programs rely on; `label` is what people call it."""

    MINUTES = "consultation-minutes"
    REPORT_UP = "report-up"
    HEALTH_HINT = "health-hint"
    APPROVAL_SHEET = "approval-sheet"
    ISSUE_NOTICE = "issue-notice"
    ADJUST_NOTICE = "adjust-notice"
    LIFT_NOTICE = "lift-notice"
    CORRECTION = "correction"
    BULLETIN = "bulletin"
    RESPONSE_NOTICE = "response-notice"
    DUTY_SHEET = "duty-sheet"
    ASSESSMENT = "assessment"
    SUPERVISION = "supervision"
    DAILY_BRIEF = "daily-brief"
    FILING = "filing"
    HANDOVER = "handover"
    LOGBOOK_EXTRACT = "logbook-extract"
    CONTACTS = "contacts"
    DUTY_ROSTER = "duty-roster"
    EMISSION_SUMMARY = "emission-summary"
    EMISSION_BOARD = "emission-board"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    PaperKind.MINUTES: "会商纪要",
    PaperKind.REPORT_UP: "预警信息报送",
    PaperKind.HEALTH_HINT: "健康提示",
    PaperKind.APPROVAL_SHEET: "预警签批单",
    PaperKind.ISSUE_NOTICE: "预警发布通知",
    PaperKind.ADJUST_NOTICE: "级别调整通知",
    PaperKind.LIFT_NOTICE: "预警解除通知",
    PaperKind.CORRECTION: "更正（撤回）通知",
    PaperKind.BULLETIN: "预警公告",
    PaperKind.RESPONSE_NOTICE: "应急响应启动通知",
    PaperKind.DUTY_SHEET: "任务清单",
    PaperKind.ASSESSMENT: "应急响应评估报告",
    PaperKind.SUPERVISION: "督查通知",
    PaperKind.DAILY_BRIEF: "应急专报",
    PaperKind.FILING: "备案表",
    PaperKind.HANDOVER: "交接班记录",
    PaperKind.LOGBOOK_EXTRACT: "日志摘录",
    PaperKind.CONTACTS: "通信录",
    PaperKind.DUTY_ROSTER: "值班表",
    PaperKind.EMISSION_SUMMARY: "应急减排清单汇总",
    PaperKind.EMISSION_BOARD: "“一厂一策”公示牌",
}

OF_THE_CONSULTATION = frozenset({PaperKind.MINUTES, PaperKind.REPORT_UP, PaperKind.HEALTH_HINT})
"""Papers that exist before any notice has its number."""
OfficeKind = Literal[
    PaperKind.FILING,
    PaperKind.HANDOVER,
    PaperKind.LOGBOOK_EXTRACT,
    PaperKind.CONTACTS,
    PaperKind.DUTY_ROSTER,
    PaperKind.EMISSION_SUMMARY,
    PaperKind.EMISSION_BOARD,
]
OFFICE_KINDS: frozenset[PaperKind] = frozenset(get_args(OfficeKind))
"""Papers of the office itself, under no alert of ours."""
READS_JOURNAL = frozenset({PaperKind.ASSESSMENT, PaperKind.HANDOVER, PaperKind.LOGBOOK_EXTRACT})
"""Papers that say more than the board holds."""


@dataclass(frozen=True)
class PaperRequest:
    """One paper of one alert. `number` picks the notice (the one on its way when empty), `unit` the duty sheet.

    A paper of the office itself has no `alert`. `subject` tells two of a kind apart where no unit does (the page of a
    hand-over, the day of a brief, what an extract covers); `entries` are the journal's lines an extract is made of.

    `edition` is the emission list's, `source` the row whose board it is; `days` the first and last of a duty roster.

    `publication`, `change`, `level`, `reason` and `body` are given only to preview what has not been proposed yet,
    `assessment` only to preview one that is being written.
    """

    kind: PaperKind
    alert: str
    number: str = ""
    unit: str = ""
    publication: Publication | None = None
    change: Change | None = None
    level: Level | None = None
    reason: str = ""
    subject: str = ""
    entries: tuple[tuple[str, int], ...] = ()
    assessment: Assessment | None = None
    edition: str = ""
    source: int = -1
    body: str = ""
    on_a3: bool = False
    days: tuple[date, date] | None = None


def subject_of(request: PaperRequest, pack: PlanPack) -> str:
    """What the archive keeps as the paper's subject: the unit's full name where it has one."""
    return pack.unit(request.unit).name if request.unit else request.subject


def papers_called_for(board: Board, entries: Iterable[Entry]) -> tuple[PaperRequest, ...]:
    """What the office would type next: the papers that follow these acts by themselves, in filing order."""
    wanted: list[PaperRequest] = []
    for entry in entries:
        act = entry.act
        match act:
            case ConsultationHeld():
                wanted.append(PaperRequest(PaperKind.MINUTES, act.alert))
                if act.consultation.level.is_alert:
                    wanted.append(PaperRequest(PaperKind.REPORT_UP, act.alert))
                elif act.consultation.level is Level.HINT:
                    wanted.append(PaperRequest(PaperKind.HEALTH_HINT, act.alert))
            case ConsultationClosed():
                if board.alerts[act.alert].consultation.level.is_alert:
                    wanted.append(PaperRequest(PaperKind.HEALTH_HINT, act.alert))
            case ProposalApproved():
                wanted.append(PaperRequest(PaperKind.APPROVAL_SHEET, act.alert))
            case AlertIssued():
                wanted += [PaperRequest(k, act.alert, act.number) for k in _ON_ISSUE]
                wanted += _supervision(board, act)
                wanted += _duty_sheets(board, act.alert, act.number)
            case AlertAdjusted():
                wanted.append(PaperRequest(PaperKind.ADJUST_NOTICE, act.alert, act.number))
                wanted.append(PaperRequest(PaperKind.BULLETIN, act.alert, act.number))
                wanted += _supervision(board, act)
                wanted += _duty_sheets(board, act.alert, act.number)
            case AlertLifted():
                wanted.append(PaperRequest(PaperKind.LIFT_NOTICE, act.alert, act.number))
            case NoticeCorrected() | AlertWithdrawn():
                wanted.append(PaperRequest(PaperKind.CORRECTION, act.alert, act.number))
            case AlertAssessed():
                wanted.append(PaperRequest(PaperKind.ASSESSMENT, act.alert))
            case _:
                pass
    return tuple(wanted)


def papers_missing(board: Board, entries: Iterable[Entry], pack: PlanPack) -> tuple[PaperRequest, ...]:
    """What acts called for and nothing on file answers: after a refusal, a full disk or a power cut."""
    filed = {(p.paper.kind, p.paper.alert, p.paper.number, p.paper.subject) for p in board.papers.values()}
    unnumbered = {(kind, alert) for kind, alert, _, _ in filed}
    numbers = {n.number: n.response_number for alert in board.alerts.values() for n in alert.notices}
    missing: dict[PaperRequest, None] = {}
    for request in papers_called_for(board, entries):
        subject = subject_of(request, pack)
        is_response = request.kind is PaperKind.RESPONSE_NOTICE
        number = numbers.get(request.number, "") if is_response else request.number
        is_filed = (request.kind.value, request.alert, number, subject) in filed
        if not (is_filed if number else (request.kind.value, request.alert) in unnumbered):
            missing[request] = None
    return tuple(missing)


_ON_ISSUE = (PaperKind.ISSUE_NOTICE, PaperKind.BULLETIN, PaperKind.RESPONSE_NOTICE)


def _supervision(board: Board, act: AlertIssued | AlertAdjusted) -> list[PaperRequest]:
    """Plan 5.2: teams go out when the province responds at Ⅰ."""
    if act.level is not Level.RED or board.alerts[act.alert].scope is not Scope.PROVINCE:
        return []
    return [PaperRequest(PaperKind.SUPERVISION, act.alert, act.number)]


def _duty_sheets(board: Board, alert: str, number: str) -> list[PaperRequest]:
    units = dict.fromkeys(laid.task.unit for laid in board.alerts[alert].tasks)
    return [PaperRequest(PaperKind.DUTY_SHEET, alert, number, unit) for unit in units]
