"""What the logbook shows: every entry in one line, what is odd about the record, and who is on duty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from qh_console.domain.acts import AlertWithdrawn, Entry, MarkCorrected, NoticeCorrected, ProposalReturned
from qh_console.domain.board import Board, Irregular
from qh_console.domain.clock import beijing
from qh_console.domain.pack import PlanPack
from qh_console.domain.places import Places
from qh_console.services.wording import alert_of, alert_words, kind_word, worded
from qh_console.ui.instants import clock_words, span_words

MOST_ROWS = 2000
"""As many as anybody scrolls through; the excerpt has them all."""
UNDOING = (AlertWithdrawn, MarkCorrected, NoticeCorrected, ProposalReturned)
WHAT_TO_DO_WHEN_ODD = "它没有生效，也没有删除；请与那一台的经办核实，需要的话重新办理"

EntryKey = tuple[str, int]


class Span(StrEnum):
    ALL = "all"
    SHIFT = "shift"
    DAY = "day"
    WEEK = "week"


SPANS = {Span.DAY: timedelta(hours=24), Span.WEEK: timedelta(days=7)}


@dataclass(frozen=True)
class LogFilter:
    """An empty text filters nothing."""

    span: Span = Span.ALL
    kind: str = ""
    officer: str = ""
    alert: str = ""
    text: str = ""


@dataclass(frozen=True)
class LogLine:
    """One entry, worded. `tone` is a colour name of the theme."""

    key: EntryKey
    order: tuple[int, str, int]
    at: datetime
    when: str
    officer: str
    by: str
    kind: str
    alert: str
    text: str
    digest: str
    tone: str = ""


@dataclass(frozen=True)
class Oddity:
    """An entry that could not take effect, and what to do about it."""

    key: EntryKey
    what: str
    what_to_do: str


@dataclass(frozen=True)
class DisputeView:
    """Two alerts over the same place; `sides` are their ids and how they are called."""

    id: str
    what: str
    sides: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class LogbookState:
    kinds: tuple[str, ...] = ()
    officers: tuple[tuple[str, str], ...] = ()
    alerts: tuple[tuple[str, str], ...] = ()
    rows: tuple[LogLine, ...] = ()
    matched: tuple[EntryKey, ...] = ()
    """Every entry the filter leaves, also those too many to show."""
    total: int = 0
    oddities: tuple[Oddity, ...] = ()
    disputes: tuple[DisputeView, ...] = ()
    shift: str = ""


def waiting(board: Board, now: datetime) -> int:
    """Disputes that wait for a reviewer; what is merely odd stays for ever and waits for nobody."""
    return len(board.disputes)


def log_lines(entries: Iterable[Entry], board: Board, pack: PlanPack, places: Places) -> tuple[LogLine, ...]:
    """Words for entries; costly for a whole journal, so it is kept and only added to."""
    odd = {(irregular.entry.desk, irregular.entry.seq) for irregular in board.irregular}
    return tuple(
        LogLine(
            key=(entry.desk, entry.seq),
            order=entry.order,
            at=entry.at,
            when=_when(entry.at),
            officer=entry.by,
            by=board.name_of(entry.by),
            kind=kind_word(entry),
            alert=alert_of(entry.act, board),
            text=worded(entry, board, pack, places),
            digest=entry.digest,
            tone=_tone(entry, odd),
        )
        for entry in entries
    )


def derive_logbook(
    lines: Sequence[LogLine], board: Board, places: Places, wanted: LogFilter, now: datetime
) -> LogbookState:
    """Latest first; the choices are those that some entry has."""
    since = _since(board, wanted.span, now)
    matched = [line for line in reversed(lines) if _is_wanted(line, wanted, since)]
    return LogbookState(
        tuple(dict.fromkeys(sorted(line.kind for line in lines))),
        tuple(dict.fromkeys((line.officer, line.by) for line in lines)),
        tuple((alert, alert_words(alert, board, places)) for alert in board.alerts),
        tuple(matched[:MOST_ROWS]),
        tuple(line.key for line in matched),
        len(lines),
        tuple(
            Oddity((odd.entry.desk, odd.entry.seq), _oddity_words(odd, board), WHAT_TO_DO_WHEN_ODD)
            for odd in board.irregular
        ),
        _disputes(board, places),
        _shift(board, now),
    )


def _since(board: Board, span: Span, now: datetime) -> datetime | None:
    if span is Span.SHIFT:
        return board.shift.started_at if board.shift else now
    return now - SPANS[span] if span in SPANS else None


def _is_wanted(line: LogLine, wanted: LogFilter, since: datetime | None) -> bool:
    if since is not None and line.at < since:
        return False
    if wanted.kind and line.kind != wanted.kind:
        return False
    if wanted.officer and line.officer != wanted.officer:
        return False
    if wanted.alert and line.alert != wanted.alert:
        return False
    text = wanted.text.strip()
    if not text:
        return True
    return text in line.text or text in line.by or text in line.kind or text in f"{line.key[0]}-{line.key[1]}"


def _oddity_words(odd: Irregular, board: Board) -> str:
    entry = odd.entry
    return f"席位{entry.desk}第{entry.seq}条（{kind_word(entry)}，{board.name_of(entry.by)}）：{odd.why}"


def _disputes(board: Board, places: Places) -> tuple[DisputeView, ...]:
    views = []
    for dispute in board.disputes:
        sides = tuple((alert, _side(alert, board, places)) for alert in (dispute.first, dispute.second))
        what = f"{places.names(dispute.places)}同时有两个生效的预警，须由复核员或审批人决定保留哪一个"
        views.append(DisputeView(dispute.id, what, sides))
    return tuple(views)


def _side(alert: str, board: Board, places: Places) -> str:
    known = board.alerts[alert]
    issued = clock_words(known.issued_at) if known.issued_at else ""
    return f"{alert_words(alert, board, places)}　{known.latest_number}　席位{known.desk} {issued}发布"


def _shift(board: Board, now: datetime) -> str:
    if board.shift is None:
        return "无人在班"
    who, since = board.name_of(board.shift.officer), board.shift.started_at
    return f"当班 {who}，{clock_words(since, now)}接班，已{span_words(now - since)}"


def _when(at: datetime) -> str:
    return f"{clock_words(at)}:{beijing(at):%S}"


def _tone(entry: Entry, odd: set[EntryKey]) -> str:
    if (entry.desk, entry.seq) in odd:
        return "fault"
    return "warn" if isinstance(entry.act, UNDOING) else ""
