"""The record in tables for an auditor: officers, alerts, notices, duties, what units answered, papers — in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from qh_console.domain.alerts import Alert, Notice
from qh_console.domain.board import Board, FiledPaper
from qh_console.domain.checklists import due_at
from qh_console.domain.clock import beijing
from qh_console.domain.emissions import Pollutant, kilograms
from qh_console.domain.pack import PlanPack
from qh_console.domain.places import Places
from qh_console.domain.steps import stage_words
from qh_console.feeds.emissions import HEADERS
from qh_console.services.emissions import emission_cells
from qh_console.services.terms import term
from qh_console.services.wording import alert_words, unit_name

Cells = tuple[str, ...]


@dataclass(frozen=True)
class RecordTable:
    """One table: its file's name without ending, its title, header and rows."""

    name: str
    title: str
    header: Cells
    rows: tuple[Cells, ...]


@dataclass(frozen=True)
class Told:
    """What the tables are made of; each alert is read by the edition it was opened under, where that is known."""

    board: Board
    pack: PlanPack
    packs: Mapping[str, PlanPack]
    places: Places

    def pack_of(self, alert: Alert) -> PlanPack:
        return self.packs.get(alert.pack, self.pack)

    def where(self, codes: Iterable[str]) -> str:
        return "、".join(self.places[code].name if code in self.places else code for code in codes)


def record_tables(told: Told) -> tuple[RecordTable, ...]:
    """Every table but the papers', whose files must be known first."""
    alerts = tuple(told.board.alerts.values())
    return (
        RecordTable("officers", "人员", ("账号", "姓名", "职务", "岗位", "状态"), tuple(_officers(told.board))),
        RecordTable("alerts", "预警过程", _ALERT, tuple(_alert(alert, told) for alert in alerts)),
        RecordTable("notices", "通知", _NOTICE, tuple(_notice(a, n, told) for a in alerts for n in a.notices)),
        RecordTable("duties", "交办任务", _DUTY, tuple(row for a in alerts for row in _duties(a, told))),
        RecordTable("marks", "任务登记", _MARK, tuple(row for a in alerts for row in _marks(a, told))),
        RecordTable("emission-sources", "减排清单", _SOURCE, tuple(_sources(told))),
        RecordTable("emission-bases", "减排基数", _BASE, tuple(_bases(told))),
        RecordTable("duty-roster", "值班表", _SHIFT, tuple(_shifts(told))),
    )


def _sources(told: Told) -> Iterator[Cells]:
    """Every row of every edition, the replaced ones too."""
    for held in (one for editions in told.board.emissions.lists.values() for one in editions):
        who = (held.id, told.board.name_of(held.by), _time(held.at))
        yield from ((*who, *emission_cells(held.list, source, told.places)) for source in held.list.sources)


def _bases(told: Told) -> Iterator[Cells]:
    for held in (one for bases in told.board.emissions.bases.values() for one in bases):
        base = held.base
        amounts = (kilograms(base.grams.of(p)) for p in Pollutant)
        who = (held.id, told.board.name_of(held.by), _time(held.at))
        yield (*who, told.where((base.place,)), str(base.year), *amounts)


def _shifts(told: Told) -> Iterator[Cells]:
    for held in told.board.roster.in_order:
        s = held.shift
        who = (held.id, str(held.version), told.board.name_of(held.by), _time(held.at))
        yield (*who, _time(s.starts_at), _time(s.ends_at), s.leader, s.main, s.deputy, s.phone, s.note)


def papers_table(papers: Iterable[tuple[FiledPaper, str]], board: Board) -> RecordTable:
    """Each paper with the file it went out as; no file where this desk's archive does not hold it."""
    rows = tuple(_paper(filed, file, board) for filed, file in papers)
    return RecordTable("papers", "文书", _PAPER, rows)


# --- rows -----------------------------------------------------------------------------------------------------------

_ALERT = (
    *("过程", "名称", "范围", "地区", "现行级别", "最高级别", "状态"),
    *("首次会商", "会商记录人", "发布", "终止", "预案"),
)
_SOURCE = ("版本", "登记人", "登记时间", *(names[0] for names in HEADERS.values()))
_BASE = ("记录", "登记人", "登记时间", "市州", "年度", *(f"{p.label}（千克/日）" for p in Pollutant))
_SHIFT = (
    *("记录", "版次", "登记人", "登记时间"),
    *("起", "止", "带班领导", "主班", "副班", "值班电话", "备注"),
)
_NOTICE = (
    *("文号", "过程", "事项", "级别", "时间", "经办", "批准人", "批准方式", "待补签", "起", "止"),
    *("影响范围", "扩散条件", "主要污染物", "后期趋势", "所改文号", "响应文号"),
)
_DUTY = ("过程", "文号", "任务号", "单位", "地区", "条款", "任务", "交办", "时限", "现状")
_MARK = ("过程", "任务号", "单位", "状态", "方式", "通话人", "答复", "凭据", "登记人", "登记时间")
_PAPER = ("种类", "标题", "文号", "对象", "过程", "归档", "经办", "页数", "打印份数", "导出次数", "文件", "SHA-256")


def _officers(board: Board) -> Iterator[Cells]:
    for officer in board.officers.values():
        roles = "、".join(sorted(term(role) for role in officer.roles))
        yield (officer.id, officer.name, officer.title, roles, "在用" if officer.active else "停用")


def _alert(alert: Alert, told: Told) -> Cells:
    return (
        alert.id,
        alert_words(alert.id, told.board, told.places),
        term(alert.scope),
        told.where(alert.places),
        "" if alert.level is None else term(alert.level),
        term(alert.peak_level) if alert.notices else "",
        stage_words(alert.stage),
        _time(alert.opened_at),
        told.board.name_of(alert.opened_by),
        _time(alert.issued_at),
        _time(alert.ended_at),
        f"{told.pack_of(alert).document}（{alert.pack}）",
    )


def _notice(alert: Alert, notice: Notice, told: Told) -> Cells:
    proposal, published = notice.proposal, notice.publication
    return (
        notice.number,
        alert.id,
        term(notice.change),
        term(notice.level),
        _time(notice.at),
        told.board.name_of(notice.by),
        told.board.name_of(proposal.decided_by),
        "" if proposal.approval is None else term(proposal.approval),
        "、".join(told.board.name_of(by) for by in notice.owing),
        _time(published.starts_at),
        _time(published.ends_at),
        published.extent,
        published.dispersion,
        published.pollutants,
        published.outlook,
        notice.changes_number,
        notice.response_number,
    )


def _duties(alert: Alert, told: Told) -> Iterator[Cells]:
    pack = told.pack_of(alert)
    duties = {duty.id: duty for duty in pack.duties}
    for laid in alert.tasks:
        task = laid.task
        duty, given = duties.get(task.duty), alert.mark_of(task.id)
        what = (duty.clause, duty.text) if duty else ("", task.duty)
        where = told.where([task.place]) if task.place else "省级"
        state = term(given.mark.state) if given else "未联系"
        times = (_time(laid.laid_at), _time(due_at(laid)))
        yield (alert.id, laid.number, task.id, unit_name(task.unit, pack), where, *what, *times, state)


def _marks(alert: Alert, told: Told) -> Iterator[Cells]:
    pack = told.pack_of(alert)
    for task, marks in alert.marks.items():
        unit = unit_name(task.partition("@")[2], pack)
        for given in marks:
            mark = given.mark
            said = (term(mark.state), term(mark.means), mark.spoke_to, mark.says, mark.evidence)
            yield (alert.id, task, unit, *said, told.board.name_of(given.by), _time(given.at))


def _paper(filed: FiledPaper, file: str, board: Board) -> Cells:
    paper = filed.paper
    named = (paper.kind, paper.title, paper.number, paper.subject, paper.alert or "")
    counts = (str(paper.pages), str(filed.prints), str(filed.exports))
    return (*named, _time(filed.at), board.name_of(filed.by), *counts, file or "本机没有存档", paper.sha256)


def _time(at: datetime | None) -> str:
    return "" if at is None else f"{beijing(at):%Y-%m-%d %H:%M:%S}"
