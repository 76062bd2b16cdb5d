"""Every journal entry in one Chinese sentence, for the logbook, its excerpts and the papers that quote it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import assert_never

from qh_console.domain import acts as a
from qh_console.domain import emission_acts as e
from qh_console.domain import office_acts as o
from qh_console.domain import roster_acts as r
from qh_console.domain import sending_acts as s
from qh_console.domain.acts import Act, Entry
from qh_console.domain.alerts import Alert
from qh_console.domain.board import Board
from qh_console.domain.clock import beijing
from qh_console.domain.dispatches import DispatchKey
from qh_console.domain.pack import PlanPack
from qh_console.domain.particulars import Mark, Means, Role, Scope
from qh_console.domain.places import Places
from qh_console.services.emission_wording import emission_words
from qh_console.services.office_wording import office_words
from qh_console.services.roster_wording import roster_words
from qh_console.services.terms import term

KIND_WORDS: Mapping[type[Act], str] = {
    a.OfficerEnrolled: "开户",
    a.OfficerRolesChanged: "改岗位",
    a.PasswordChanged: "改口令",
    a.ShiftStarted: "接班",
    a.ShiftEnded: "交班",
    a.CauseFound: "成因",
    a.ConsultationHeld: "会商",
    a.ConsultationClosed: "会商结束",
    a.ChangeProposed: "提请",
    a.ProposalReturned: "退回",
    a.ProposalSigned: "会签",
    a.ProposalApproved: "批准",
    a.ApprovalCountersigned: "补签",
    a.AlertIssued: "发布",
    a.AlertAdjusted: "调整",
    a.AlertLifted: "解除",
    a.NoticeCorrected: "更正",
    a.AlertWithdrawn: "撤回",
    a.DutyMarked: "登记",
    a.MarkCorrected: "撤销登记",
    a.PaperFiled: "归档",
    a.PaperPrinted: "打印",
    a.PaperExported: "导出",
    a.AlertAssessed: "评估",
    a.DisputeSettled: "处理争议",
    a.DataImported: "导入数据",
    s.NoticeQueued: "排发",
    s.DispatchReported: "发送结果",
    s.ContactEntered: "通信录",
    s.ContactWithdrawn: "撤销联系人",
    e.EmissionListEntered: "减排清单",
    e.EmissionBaseEntered: "减排基数",
    r.DutyShiftEntered: "值班表",
    r.DutyShiftChanged: "改值班表",
    r.DutyShiftsExchanged: "换班",
    r.DutyShiftWithdrawn: "撤销值班",
    o.CityAlertFiled: "市州来件",
    o.FilingChecked: "备案核对",
    o.FloorAnswered: "响应答复",
    o.NumberVoided: "作废文号",
    o.ClockAcknowledged: "应答时钟",
    o.PasswordReset: "重置口令",
    o.HandedOver: "交班清单",
    o.HandoverAccepted: "接收交班",
}
"""What the logbook calls each kind of act; a test holds it to the whole of Act."""

RoadAct = (
    a.ConsultationHeld
    | a.ConsultationClosed
    | a.ChangeProposed
    | a.ProposalReturned
    | a.ProposalSigned
    | a.ProposalApproved
    | a.ApprovalCountersigned
    | a.AlertIssued
    | a.AlertAdjusted
    | a.AlertLifted
    | a.NoticeCorrected
    | a.AlertWithdrawn
    | a.AlertAssessed
)


def kind_word(entry: Entry) -> str:
    return KIND_WORDS[type(entry.act)]


def alert_of(act: Act, board: Board) -> str:
    """The alert an act belongs to, by id; empty for acts that belong to none."""
    match act:
        case a.PaperFiled():
            return act.paper.alert or ""
        case a.PaperPrinted() | a.PaperExported():
            filed = board.papers.get(act.sha256)
            return (filed.paper.alert or "") if filed else ""
        case a.DisputeSettled():
            return act.keeps
        case _:
            return str(getattr(act, "alert", ""))


def where_words(alert: Alert, places: Places) -> str:
    """Whom an alert is about, as short as people say it: 全省, or its places."""
    return "全省" if alert.scope is Scope.PROVINCE else "、".join(places[code].short for code in alert.places)


def alert_words(alert: str, board: Board, places: Places) -> str:
    """An alert as people call it: 省级 西宁、海东 橙色; its id where nothing else is known."""
    known = board.alerts.get(alert)
    if known is None:
        return alert
    level = known.level or known.peak_level or known.consultation.level
    where = "省级 " if known.scope is Scope.PROVINCE else ""
    names = "、".join(places[code].short if code in places else code for code in known.places)
    return f"{where}{names} {term(level)}"


def worded(entry: Entry, board: Board, pack: PlanPack, places: Places) -> str:
    """What was done, in one line; who and when stand beside it."""
    act = entry.act
    match act:
        case a.OfficerEnrolled():
            return f"为{act.name}（{act.title or '未填职务'}）开户：{_roles(act.roles)}"
        case a.OfficerRolesChanged():
            who = board.name_of(act.officer)
            return f"{who}的岗位改为{_roles(act.roles)}" if act.active else f"停用{who}的账号"
        case a.PasswordChanged():
            own = act.officer == entry.by
            return "修改了自己的口令" if own else f"重设{board.name_of(act.officer)}的口令"
        case a.ShiftStarted():
            return _noted("接班", act.note)
        case a.ShiftEnded():
            return _noted("交班", act.note)
        case a.CauseFound():
            span = f"{_time(act.from_at)}至{_time(act.to_at)}"
            seen = f"（证据：{act.evidence}）" if act.evidence else ""
            return f"认定{_places(act.places, places)}{span}成因为{term(act.cause)}：{act.reason}{seen}"
        case a.DutyMarked():
            return f"{task_words(act.task, pack)}：{mark_words(act.mark)}"
        case a.MarkCorrected():
            return f"撤销{task_words(act.task, pack)}的最后一次登记：{act.reason}"
        case a.PaperFiled():
            return f"归档{_paper_name(act.paper.title, act.paper.number)}，{act.paper.pages}页"
        case a.PaperPrinted():
            return f"打印{_filed(act.sha256, board)}{act.copies}份（{act.printer}）"
        case a.PaperExported():
            return f"导出{_filed(act.sha256, board)}到{act.to}"
        case a.DisputeSettled():
            return f"处理争议，保留{alert_words(act.keeps, board, places)}：{act.reason}"
        case a.DataImported():
            counts = f"新增{act.new}、相同{act.unchanged}、改动{act.changed}、退回{act.refused}"
            return f"导入{act.file}：{counts}"
        case s.NoticeQueued() | s.DispatchReported() | s.ContactEntered() | s.ContactWithdrawn():
            return _sending(act, board, pack)
        case _ if isinstance(act, e.EmissionAct):
            return emission_words(act, places)
        case _ if isinstance(act, r.RosterAct):
            return roster_words(act, board)
        case _ if isinstance(act, o.OfficeAct):
            return office_words(act, board, places)
        case _:
            return _road(act, board, places)


def mark_words(mark: Mark) -> str:
    """A unit's word: 已完成（电话，王主任）说“…”."""
    who = f"，{mark.spoke_to}" if mark.spoke_to else ""
    said = f"说“{mark.says}”" if mark.says and mark.means is Means.PHONE else mark.says
    return f"{term(mark.state)}（{term(mark.means)}{who}）{said}"


def _road(act: RoadAct, board: Board, places: Places) -> str:
    where = _where(act.alert, board, places)
    match act:
        case a.ConsultationHeld():
            held = act.consultation
            return f"{_places(held.places, places)}会商，商定{term(held.level)}：{held.conclusion}"
        case a.ConsultationClosed():
            return f"{where}会商结束，不发预警：{act.outcome}"
        case a.ChangeProposed():
            own = "，正文经改动" if act.own_words else ""
            return _noted(f"提请{where}{term(act.change)}，{term(act.level)}{own}", act.reason)
        case a.ProposalReturned():
            return f"退回{where}的提请：{act.reason}"
        case a.ProposalSigned() | a.ProposalApproved():
            heard = f"，与{board.name_of(act.telephone.spoke_to)}通话" if act.telephone else ""
            instead = f"，代签：{act.absence}" if act.absence else ""
            verb = "批准" if isinstance(act, a.ProposalApproved) else "会签"
            reserved = f"，留号{act.number}" if isinstance(act, a.ProposalApproved) and act.number else ""
            return f"{verb}{where}的提请（{term(act.approval)}，{act.signatory}{heard}{instead}）{reserved}"
        case a.ApprovalCountersigned():
            return f"补签{act.number}的电话批准"
        case a.AlertIssued():
            return f"发布{where}{term(act.level)}预警，{act.number}，交办{len(act.tasks)}项"
        case a.AlertAdjusted():
            return f"{where}{term(act.change)}为{term(act.level)}，{act.number}，现行{len(act.tasks)}项"
        case a.AlertLifted():
            return f"解除{where}预警，{act.number}" + (f"，未办结{len(act.left_open)}项" if act.left_open else "")
        case a.NoticeCorrected():
            return f"{act.number}更正{act.changes_number}：{act.reason}"
        case a.AlertWithdrawn():
            return f"{act.number}撤回{act.changes_number}：{act.reason}"
        case a.AlertAssessed():
            return f"{where}总结评估完成"
        case _:
            assert_never(act)


def _sending(
    act: s.NoticeQueued | s.DispatchReported | s.ContactEntered | s.ContactWithdrawn, board: Board, pack: PlanPack
) -> str:
    match act:
        case s.NoticeQueued():
            return f"排发{act.number}，{len(act.addressees)}个对象"
        case s.DispatchReported():
            known = board.dispatches.get(DispatchKey(act.number, act.channel, act.recipient))
            name = known.addressee.name if known else act.recipient
            heard = f"，接听人{act.spoke_to}" if act.spoke_to else ""
            return _noted(f"{act.number}发给{name}：{term(act.said)}{heard}", act.note)
        case s.ContactEntered():
            contact = act.contact
            verb = "登记" if act.version == 1 else "改登"
            return f"{verb}{unit_name(contact.unit, pack)}{contact.post.label}：{contact.name}"
        case s.ContactWithdrawn():
            return f"撤销{unit_name(act.unit, pack)}{act.post.label}：{act.reason}"
        case _:
            assert_never(act)


def _noted(what: str, note: str) -> str:
    return f"{what}：{note}" if note else what


def _time(at: datetime) -> str:
    local = beijing(at)
    return f"{local.month}月{local.day}日{local:%H:%M}"


def _roles(roles: tuple[Role, ...]) -> str:
    return "、".join(term(role) for role in roles) or "无岗位"


def _places(codes: tuple[str, ...], places: Places) -> str:
    known = places.names(codes)
    strange = [code for code in codes if code not in places]
    return "、".join(([known] if known else []) + strange)


def _where(alert: str, board: Board, places: Places) -> str:
    known = board.alerts.get(alert)
    return _places(known.places, places) if known else f"过程{alert}"


def task_words(task: str, pack: PlanPack) -> str:
    """Unit and duty of a task id (duty@unit); ids of another edition stay as they are."""
    duty, _, unit = task.partition("@")
    return f"{unit_name(unit, pack)}“{_duty_text(duty, pack)}”"


def unit_name(unit: str, pack: PlanPack) -> str:
    """The unit's short name; units of another edition keep their id."""
    try:
        return pack.unit(unit).short
    except KeyError:
        return unit


def _duty_text(duty: str, pack: PlanPack) -> str:
    try:
        return pack.duty(duty).text
    except KeyError:
        return duty


def _paper_name(title: str, number: str) -> str:
    return f"《{title}》{number}"


def _filed(sha256: str, board: Board) -> str:
    filed = board.papers.get(sha256)
    return _paper_name(filed.paper.title, filed.paper.number) if filed else f"文书{sha256[:8]}"
