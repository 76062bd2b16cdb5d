"""Which papers there are, and which of them an act calls for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from qh_console.domain.acts import (
    AlertAdjusted,
    AlertAssessed,
    AlertIssued,
    AlertLifted,
    AlertWithdrawn,
    ConsultationHeld,
    Entry,
    NoticeCorrected,
    ProposalApproved,
)
from qh_console.domain.board import Board
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.particulars import Change, Publication


class PaperKind(StrEnum):
    """Stable words other programs rely on; `label` is what people call it."""

    MINUTES = "consultation-minutes"
    REPORT_UP = "report-up"
    APPROVAL_SHEET = "approval-sheet"
    ISSUE_NOTICE = "issue-notice"
    ADJUST_NOTICE = "adjust-notice"
    LIFT_NOTICE = "lift-notice"
    CORRECTION = "correction"
    BULLETIN = "bulletin"
    RESPONSE_NOTICE = "response-notice"
    DUTY_SHEET = "duty-sheet"
    ASSESSMENT = "assessment"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    PaperKind.MINUTES: "会商纪要",
    PaperKind.REPORT_UP: "预警信息报送",
    PaperKind.APPROVAL_SHEET: "预警签批单",
    PaperKind.ISSUE_NOTICE: "预警发布通知",
    PaperKind.ADJUST_NOTICE: "级别调整通知",
    PaperKind.LIFT_NOTICE: "预警解除通知",
    PaperKind.CORRECTION: "更正（撤回）通知",
    PaperKind.BULLETIN: "预警公告",
    PaperKind.RESPONSE_NOTICE: "应急响应启动通知",
    PaperKind.DUTY_SHEET: "任务清单",
    PaperKind.ASSESSMENT: "应急响应评估报告",
}


@dataclass(frozen=True)
class PaperRequest:
    """One paper of one alert. `number` picks the notice (the one on its way when empty), `unit` the duty sheet.

    `publication`, `change`, `level` and `reason` are given only to preview what has not been proposed yet.
    """

    kind: PaperKind
    alert: str
    number: str = ""
    unit: str = ""
    publication: Publication | None = None
    change: Change | None = None
    level: Level | None = None
    reason: str = ""


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
            case ProposalApproved():
                wanted.append(PaperRequest(PaperKind.APPROVAL_SHEET, act.alert))
            case AlertIssued():
                wanted += [PaperRequest(k, act.alert, act.number) for k in _ON_ISSUE]
                wanted += _duty_sheets(board, act.alert, act.number)
            case AlertAdjusted():
                wanted.append(PaperRequest(PaperKind.ADJUST_NOTICE, act.alert, act.number))
                wanted.append(PaperRequest(PaperKind.BULLETIN, act.alert, act.number))
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
        subject = pack.unit(request.unit).name if request.unit else ""
        is_response = request.kind is PaperKind.RESPONSE_NOTICE
        number = numbers.get(request.number, "") if is_response else request.number
        is_filed = (request.kind.value, request.alert, number, subject) in filed
        if not (is_filed if number else (request.kind.value, request.alert) in unnumbered):
            missing[request] = None
    return tuple(missing)


_ON_ISSUE = (PaperKind.ISSUE_NOTICE, PaperKind.BULLETIN, PaperKind.RESPONSE_NOTICE)


def _duty_sheets(board: Board, alert: str, number: str) -> list[PaperRequest]:
    units = dict.fromkeys(laid.task.unit for laid in board.alerts[alert].tasks)
    return [PaperRequest(PaperKind.DUTY_SHEET, alert, number, unit) for unit in units]
