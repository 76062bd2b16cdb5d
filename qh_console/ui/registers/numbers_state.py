"""What the register of numbers shows: every number given out or voided, gaps and clashes, and the desk's own range."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from qh_console.domain.board import Board
from qh_console.domain.clock import beijing
from qh_console.domain.numbering import (
    derive_number_clashes,
    derive_number_gaps,
    number_for,
    office_of,
    parted,
    used_numbers,
)
from qh_console.domain.office_settings import OfficeSettings
from qh_console.domain.pack import PlanPack
from qh_console.domain.places import Places
from qh_console.services.wording import alert_words
from qh_console.ui.instants import clock_words

PAPERS = ("预警通知", "响应启动通知")


@dataclass(frozen=True)
class NumberRow:
    """One number; `serial` sorts within its year and prefix."""

    number: str
    order: tuple[str, int, int]
    year: str
    serial: int
    use: str
    subject: str
    when: str
    by: str
    desk: str
    state: str
    tone: str


@dataclass(frozen=True)
class NumbersState:
    rows: tuple[NumberRow, ...] = ()
    next_number: str = ""
    """Of the leading group's own series; empty once the desk's range is used up."""
    next_of_cities: tuple[str, ...] = ()
    """Of the series of prefectures that have one of the numbers shown."""
    range_words: str = ""
    gaps: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()
    odd: str = ""
    """Gaps and clashes in one sentence; empty where the series is whole."""


def derive_numbers(board: Board, pack: PlanPack, places: Places, now: datetime) -> NumbersState:
    """GB/T 9704 7.2.5: series by series, latest first, the gaps among them."""
    begun = {row.prefix for row in used_numbers(board)}
    cities = [office_of(pack, unit) for unit in pack.units if unit.place and unit.number_prefix in begun]
    clashes = derive_number_clashes(board)
    gaps = derive_number_gaps(board)
    rows = [*_given(board, places, now, clashes), *_voided(board, now)]
    rows += _lost(board, rows)
    rows += [row for gap in gaps for row in _row(gap, "缺号", "没有记录", "", "", "", "缺号", "fault")]
    odd = []
    if gaps:
        odd.append(f"缺号{len(gaps)}个（{'、'.join(gaps)}），须查明去向")
    if clashes:
        odd.append(f"重号{len(clashes)}个（{'、'.join(clashes)}），须更正其中一份")
    return NumbersState(
        tuple(sorted(rows, key=lambda row: row.order, reverse=True)),
        number_for(board, pack.office, now) or "",
        tuple(number for own in cities if (number := number_for(board, own, now))),
        range_words(pack.office, now),
        gaps,
        clashes,
        "；".join(odd),
    )


def range_words(office: OfficeSettings, now: datetime) -> str:
    """The numbers this desk may give out."""
    last = f"至{office.last_serial}号" if office.last_serial is not None else "起"
    return f"{office.number_prefix}〔{beijing(now).year}〕 第{office.first_serial}号{last}"


def _given(board: Board, places: Places, now: datetime, clashes: tuple[str, ...]) -> list[NumberRow]:
    """Numbers under a notice, and those a signature has reserved for one that is still to be released."""
    rows: list[NumberRow] = []
    for alert in board.alerts.values():
        subject = alert_words(alert.id, board, places)
        for notice in alert.notices:
            what = subject, clock_words(notice.at, now), board.name_of(notice.by), notice.desk
            for number, use in zip((notice.number, notice.response_number), PAPERS, strict=True):
                state, tone = ("重号", "fault") if number in clashes else ("已用", "")
                rows += _row(number, use, *what, state, tone)
        if (proposal := alert.proposal) is not None and proposal.decided_at is not None:
            what = subject, clock_words(proposal.decided_at, now), board.name_of(proposal.decided_by), proposal.desk
            for number, use in zip((proposal.number, proposal.response_number), PAPERS, strict=True):
                rows += _row(number, use, *what, "已签批，待发布", "warn")
    return rows


def _voided(board: Board, now: datetime) -> list[NumberRow]:
    rows: list[NumberRow] = []
    for number, held in board.book.voids.items():
        at, by = clock_words(held.at, now), board.name_of(held.by)
        rows += _row(number, "作废", held.act.reason, at, by, held.desk, "作废", "muted")
    return rows


def _lost(board: Board, rows: list[NumberRow]) -> list[NumberRow]:
    """Taken by an act that could not follow: two desks did at once what only one of them may do."""
    shown = {row.number for row in rows}
    lost = [used for used in used_numbers(board) if used.number not in shown]
    why = "与先前的记录冲突"
    return [row for used in lost for row in _row(used.number, "—", why, "", "", used.desk, "未生效", "fault")]


def _row(
    number: str, use: str, subject: str, when: str, by: str, desk: str, state: str, tone: str
) -> Iterator[NumberRow]:
    """Nothing for a number of another shape than the series has."""
    if (used := parted(number, desk)) is not None:
        order = (used.prefix, used.year, used.serial)
        yield NumberRow(number, order, str(used.year), used.serial, use, subject, when, by, desk, state, tone)
