"""What the assessment room shows: processes that are over, the outline of the report, and what is missing for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from qh_console.domain.acts import AlertAssessed
from qh_console.domain.alerts import Alert, Stage
from qh_console.domain.board import Board
from qh_console.domain.checklists import FINISHED
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.particulars import Assessment
from qh_console.domain.places import Places
from qh_console.domain.steps import lawful_next
from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.services.wording import where_words
from qh_console.ui.assessment.writing import REQUIRED
from qh_console.ui.instants import clock_words, span_words

_OVER = frozenset({Stage.LIFTED, Stage.WITHDRAWN, Stage.ASSESSED})
_WRITTEN: tuple[tuple[str, str], ...] = (
    ("三、气象条件", "meteorology"),
    ("四、成因与传输", "causes"),
    ("八、减排效果", "reductions"),
    ("九、健康防护与宣传", "publicity"),
    ("十、后续影响", "later_effects"),
    ("十一、存在的问题", "problems"),
    ("十二、经验和教训", "lessons"),
    ("十三、改进建议", "proposals"),
)


@dataclass(frozen=True)
class ProcessRow:
    """One process that is over."""

    alert: str
    where: str
    level: Level
    standing: str
    is_waiting: bool
    ended: str


@dataclass(frozen=True)
class Section:
    """One heading of the report: what it holds, and the field it is written in; empty where the record fills it."""

    title: str
    text: str
    tone: str
    field: str = ""


@dataclass(frozen=True)
class Gap:
    """Something the report will be asked about; `room` and `subject` lead to where it is mended."""

    text: str
    room: str
    subject: str
    detail: str = ""


@dataclass(frozen=True)
class ReportView:
    """The chosen process and its report."""

    alert: str
    where: str
    level: Level
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    written: int
    """Of the parts plan 5.5 asks for, how many are written."""
    gaps: tuple[Gap, ...]
    is_assessed: bool
    why_not: str
    filed: str
    """Digest of the report on file; empty for none."""


@dataclass(frozen=True)
class AssessmentState:
    rows: tuple[ProcessRow, ...]
    chosen: ReportView | None


def waiting(board: Board) -> int:
    """Alerts that were lifted and not yet assessed."""
    return sum(alert.stage is Stage.LIFTED for alert in board.alerts.values())


def derive_assessment(
    board: Board,
    pack: PlanPack,
    places: Places,
    now: datetime,
    alert: str = "",
    text: Assessment | None = None,
    missing: Sequence[PaperRequest] = (),
) -> AssessmentState:
    """`alert` as chosen, else the first; `text` as written so far; `missing` papers that its acts called for."""
    over = sorted(
        (a for a in board.alerts.values() if a.stage in _OVER and a.notices),
        key=lambda a: (a.stage is not Stage.LIFTED, -(a.ended_at or a.opened_at).timestamp()),
    )
    rows = tuple(_row(a, places, now) for a in over)
    chosen = next((a for a in over if a.id == alert), over[0] if over else None)
    if chosen is None:
        return AssessmentState((), None)
    return AssessmentState(rows, _report(board, chosen, pack, places, text, missing))


def _row(alert: Alert, places: Places, now: datetime) -> ProcessRow:
    ended_at = alert.ended_at or now
    is_waiting = alert.stage is Stage.LIFTED
    words = {Stage.LIFTED: f"待评估 {span_words(now - ended_at)}", Stage.WITHDRAWN: "已撤回"}
    standing = words.get(alert.stage, "已评估")
    return ProcessRow(
        alert.id, where_words(alert, places), alert.peak_level, standing, is_waiting, clock_words(ended_at, now)
    )


def _report(
    board: Board,
    alert: Alert,
    pack: PlanPack,
    places: Places,
    text: Assessment | None,
    missing: Sequence[PaperRequest],
) -> ReportView:
    step = next(s for s in lawful_next(alert) if s.act is AlertAssessed)
    written = {} if text is None else {name: value.strip() for name, value in vars(text).items()}
    filed = [
        p.paper.sha256
        for p in board.papers.values()
        if (p.paper.kind, p.paper.alert) == (PaperKind.ASSESSMENT.value, alert.id)
    ]
    return ReportView(
        alert.id,
        where_words(alert, places),
        alert.peak_level,
        tuple(_facts(alert)),
        tuple(_sections(alert, written)),
        sum(bool(written.get(name)) for name in REQUIRED),
        tuple(_gaps(alert, pack, missing)),
        alert.assessment is not None,
        "" if step.refusal is None else str(step.refusal),
        filed[-1] if filed else "",
    )


def _facts(alert: Alert) -> Iterator[tuple[str, str]]:
    if alert.issued_at is not None and alert.ended_at is not None:
        lasted = span_words(alert.ended_at - alert.issued_at)
        yield "过程", f"{clock_words(alert.issued_at)}—{clock_words(alert.ended_at)}，历时{lasted}"
    yield "由记录填写", f"通知{len(alert.notices)}份，会商{len(alert.consultations)}次，{_duty_words(alert)}"
    if alert.assessed_at is not None:
        yield "已评估", f"{clock_words(alert.assessed_at)}，改动后再次提交，原报告留档"


def _sections(alert: Alert, written: dict[str, str]) -> Iterator[Section]:
    by_field = {field: title for title, field in _WRITTEN}
    yield Section("一、概况", "自动", "muted")
    yield Section("二、空气质量", "自动", "muted")
    for field in ("meteorology", "causes"):
        yield _written(by_field[field], field, written)
    yield Section("五、预报与实况", "自动", "muted")
    yield Section("六、预警与应急响应", "自动", "muted")
    yield Section("七、任务落实", "自动", "muted")
    for field in ("reductions", "publicity", "later_effects", "problems", "lessons", "proposals"):
        yield _written(by_field[field], field, written)
    yield Section("附件", "自动", "muted")


def _written(title: str, field: str, written: dict[str, str]) -> Section:
    words = written.get(field, "")
    if words:
        return Section(title, f"{len(words)}字", "ok", field)
    return Section(title, "待写", "warn", field) if field in REQUIRED else Section(title, "可不写", "muted", field)


def _duty_words(alert: Alert) -> str:
    done = sum(given is not None and given.mark.state in FINISHED for given in map(alert.mark_of, _tasks(alert)))
    return f"任务{len(alert.tasks)}项、完成{done}项"


def _tasks(alert: Alert) -> Iterator[str]:
    return (laid.task.id for laid in alert.tasks)


def _gaps(alert: Alert, pack: PlanPack, missing: Sequence[PaperRequest]) -> Iterator[Gap]:
    if owed := [n.number for n in alert.notices if n.needs_countersignature]:
        yield Gap(f"电话批准还没有补签：{'、'.join(owed)}", "alert", alert.id)
    if alert.left_open:
        units = Counter(laid.task.unit for laid in alert.tasks if laid.task.id in alert.left_open)
        detail = "、".join(f"{pack.unit(unit).short}{count}项" for unit, count in units.most_common())
        yield Gap(f"解除时{len(alert.left_open)}项任务没有办结", "response", alert.id, detail)
    kinds = Counter(r.kind for r in missing if r.alert == alert.id and r.kind is not PaperKind.ASSESSMENT)
    if kinds:
        detail = "、".join(f"{kind.label}{count}份" for kind, count in kinds.items())
        yield Gap(f"{sum(kinds.values())}份应有的文书没有归档", "papers", "", detail)
