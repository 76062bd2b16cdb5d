"""What the papers screen shows: every filed paper, where it stands in the journal, and whether it still holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from qh_console.domain.alerts import Alert, Outcome
from qh_console.domain.board import Board, FiledPaper
from qh_console.domain.dispatches import DispatchState
from qh_console.domain.dissemination import Dispatch
from qh_console.domain.pack import PlanPack
from qh_console.domain.particulars import Change
from qh_console.domain.places import Places
from qh_console.services.paper_requests import PaperKind
from qh_console.services.terms import term
from qh_console.services.wording import alert_words
from qh_console.ui.instants import clock_words
from qh_console.ui.papers.sending_state import summary_words

NOTICES = frozenset(
    {
        PaperKind.ISSUE_NOTICE.value,
        PaperKind.ADJUST_NOTICE.value,
        PaperKind.LIFT_NOTICE.value,
        PaperKind.CORRECTION.value,
    }
)
DIGEST_LETTERS = 8


@dataclass(frozen=True)
class PapersFilter:
    """An empty text filters nothing."""

    alert: str = ""
    kind: str = ""
    text: str = ""


@dataclass(frozen=True)
class PaperRow:
    """One filed paper. Tones are colour names of the theme."""

    sha256: str
    kind: str
    label: str
    title: str
    number: str
    short_number: str
    """Of the office's own sign only the first character, which tells whose number it is."""
    subject: str
    alert: str
    at: datetime
    when: str
    by: str
    position: str
    seq: int
    digest: str
    pages: int
    prints: int
    exports: int
    standing: str
    tone: str
    sent: str = ""
    """Of a notice, how many of its channels and recipients need nothing more."""
    sent_tone: str = ""
    sent_words: str = ""


@dataclass(frozen=True)
class PapersState:
    alerts: tuple[tuple[str, str], ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()
    rows: tuple[PaperRow, ...] = ()
    total: int = 0


def waiting(board: Board, now: datetime) -> int:
    """Papers of standing alerts that nobody has printed or copied yet."""
    standing = {alert.id for alert in board.standing}
    return sum(p.paper.alert in standing and not p.prints and not p.exports for p in board.papers.values())


def derive_papers(
    board: Board,
    pack: PlanPack,
    places: Places,
    wanted: PapersFilter,
    now: datetime,
    dispatches: Iterable[Dispatch] = (),
) -> PapersState:
    """Latest first; the choices are those that some paper has. `dispatches`: where each notice went."""
    sent: dict[str, list[Dispatch]] = {}
    for dispatch in dispatches:
        sent.setdefault(dispatch.key.number, []).append(dispatch)
    filed = sorted(board.papers.values(), key=lambda paper: (paper.at, paper.seq), reverse=True)
    rows = tuple(_row(paper, board, pack, places, now, sent) for paper in filed)
    alerts = dict.fromkeys(paper.paper.alert or "" for paper in filed)
    kinds = {row.kind: row.label for row in rows}
    return PapersState(
        tuple((alert, alert_words(alert, board, places)) for alert in alerts if alert),
        tuple((kind.value, kind.label) for kind in PaperKind if kind.value in kinds),
        tuple(row for row, paper in zip(rows, filed, strict=True) if _is_wanted(row, paper, wanted)),
        len(rows),
    )


def _row(
    filed: FiledPaper,
    board: Board,
    pack: PlanPack,
    places: Places,
    now: datetime,
    sent: Mapping[str, Sequence[Dispatch]],
) -> PaperRow:
    paper = filed.paper
    out = sent.get(paper.number, ()) if paper.kind in NOTICES else ()
    is_wrong = any(d.state in (DispatchState.FAILED, DispatchState.UNKNOWN) for d in out)
    arrived = sum(not d.state.is_open for d in out)
    standing, tone = _standing(filed, board)
    return PaperRow(
        sha256=paper.sha256,
        kind=paper.kind,
        label=_label(paper.kind),
        title=paper.title,
        number=paper.number,
        short_number=paper.number[:1] + paper.number[max(paper.number.find("〔"), 1) :],
        subject=_short(paper.subject, pack),
        alert=alert_words(paper.alert, board, places) if paper.alert else "",
        at=filed.at,
        when=clock_words(filed.at, now),
        by=board.name_of(filed.by),
        position=f"{filed.desk}-{filed.seq}",
        seq=filed.seq,
        digest=paper.sha256[:DIGEST_LETTERS],
        pages=paper.pages,
        prints=filed.prints,
        exports=filed.exports,
        standing=standing,
        tone=tone,
        sent=f"{arrived}/{len(out)}" if out else "",
        sent_tone="fault" if is_wrong else "ok" if arrived == len(out) else "warn",
        sent_words=summary_words(out),
    )


def _label(kind: str) -> str:
    return PaperKind(kind).label if kind in set(PaperKind) else kind


def _short(subject: str, pack: PlanPack) -> str:
    """Units by their short name, as everywhere on the screen."""
    return next((unit.short for unit in pack.units if subject and subject in (unit.id, unit.name)), subject)


def _standing(filed: FiledPaper, board: Board) -> tuple[str, str]:
    """Whether what the paper says still holds, by the notices that came after it."""
    alert = board.alerts.get(filed.paper.alert or "")
    if alert is None:
        return "归档", "muted"
    if filed.paper.kind not in NOTICES:
        return ("现行", "") if alert.is_standing else ("归档", "muted")
    return _notice_standing(filed.paper.number, alert)


def _notice_standing(number: str, alert: Alert) -> tuple[str, str]:
    changed_by = next((notice for notice in alert.notices if notice.changes_number == number), None)
    if changed_by is not None:
        word = term(changed_by.change)
        return f"已{word}", "fault" if changed_by.change in (Change.WITHDRAW, Change.CORRECT) else "muted"
    if alert.is_standing:
        return "现行", "ok"
    return ("争议未留", "fault") if alert.outcome is Outcome.SETTLED else ("归档", "muted")


def _is_wanted(row: PaperRow, filed: FiledPaper, wanted: PapersFilter) -> bool:
    if wanted.alert and filed.paper.alert != wanted.alert:
        return False
    if wanted.kind and row.kind != wanted.kind:
        return False
    text = wanted.text.strip()
    parts = (row.label, row.title, row.number, row.subject, row.by, row.position, row.sha256)
    return not text or any(text.lower() in part.lower() for part in parts)
