"""Haze or dust: what speaks for either, and the officer's finding as a form (plan 1.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qh_console.domain.board import Board, Finding
from qh_console.domain.clock import HOUR, floor_hour
from qh_console.domain.commands import FindCause
from qh_console.domain.dust import DustHint
from qh_console.domain.particulars import Cause
from qh_console.domain.verdicts import Reason, Refused
from qh_console.services.terms import term
from qh_console.services.watch import PlaceAir
from qh_console.ui.form_times import read_time, time_text
from qh_console.ui.instants import clock_words

USUAL_HOURS = 24
MOST_HINTS = 3


@dataclass(frozen=True)
class HintView:
    span: str
    evidence: tuple[str, ...]
    is_open: bool


@dataclass(frozen=True)
class CauseView:
    place: str
    name: str
    ratio: str
    hints: tuple[HintView, ...]
    findings: tuple[str, ...]


@dataclass(frozen=True)
class CauseDraft:
    """An officer's finding as filled in so far; times are Beijing's, places one code a line."""

    places: str
    from_at: str
    to_at: str
    cause: str
    evidence: str
    reason: str


def derive_cause(board: Board, seen: PlaceAir, name: str, now: datetime) -> CauseView:
    """The latest hints first; a hint excludes nothing until an officer has found so."""
    ratio = seen.fine_ratio
    hints = [HintView(_span(h.start_at, h.end_at), h.evidence, h.is_open) for h in reversed(seen.hints)]
    found = [f for f in board.findings if seen.place in f.act.places]
    findings = tuple(_finding(f, board) for f in reversed(found[-MOST_HINTS:]))
    words = "没有PM2.5和PM10的同时数据" if ratio is None else f"{ratio:.2f}"
    return CauseView(seen.place, name, words, tuple(hints[:MOST_HINTS]), findings)


def prefilled_cause(seen: PlaceAir, now: datetime) -> CauseDraft:
    """What was measured is filled in as evidence: the hours of the latest hint, without one the last day."""
    ratio = seen.fine_ratio
    measured = [] if ratio is None else [f"PM2.5/PM10为{ratio:.2f}（{clock_words(seen.data_at or now)}）"]
    if not seen.hints:
        from_at = floor_hour(now) - USUAL_HOURS * HOUR
        return CauseDraft(seen.place, time_text(from_at), time_text(floor_hour(now)), "", "；".join(measured), "")
    hint: DustHint = seen.hints[-1]
    evidence = "；".join((*hint.evidence, *measured))
    return CauseDraft(seen.place, time_text(hint.start_at), time_text(hint.end_at), Cause.DUST.value, evidence, "")


def finding_of(draft: CauseDraft, officer: str) -> FindCause | Refused:
    """The command this form asks for; whether it is lawful is not decided here."""
    from_at, to_at = read_time(draft.from_at), read_time(draft.to_at)
    if from_at is None or to_at is None:
        return Refused((Reason("请填起止时间", "1.3", "from_at"),))
    if not draft.cause:
        return Refused((Reason("请选择成因", "1.3", "cause"),))
    places = tuple(code for code in draft.places.split("\n") if code)
    return FindCause(officer, places, from_at, to_at, Cause(draft.cause), draft.reason, draft.evidence)


def _finding(found: Finding, board: Board) -> str:
    act = found.act
    who = f"（{board.name_of(found.by)}，{clock_words(found.at)}）"
    seen = f"；证据：{act.evidence}" if act.evidence else ""
    return f"{_span(act.from_at, act.to_at)} {term(act.cause)}：{act.reason}{seen}{who}"


def _span(from_at: datetime, to_at: datetime) -> str:
    return f"{clock_words(from_at)}—{clock_words(to_at)}"
