"""What the register of numbers shows: every number given out or voided, gaps and clashes, and the desk's own range."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qh_console.domain.board import Board
from qh_console.domain.clock import beijing
from qh_console.domain.numbering import derive_number_clashes, derive_number_gaps, number_for, used_numbers
from qh_console.domain.office_settings import OfficeSettings
from qh_console.domain.places import Places
from qh_console.services.wording import alert_words
from qh_console.ui.instants import clock_words


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
    """Empty once the desk's range is used up."""
    range_words: str = ""
    gaps: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()
    odd: str = ""
    """Gaps and clashes in one sentence; empty where the series is whole."""


def derive_numbers(board: Board, office: OfficeSettings, places: Places, now: datetime) -> NumbersState:
    """GB/T 9704 7.2.5: latest first, the gaps among them."""
    clashes = derive_number_clashes(board)
    gaps = derive_number_gaps(board)
    rows = [*_given(board, places, now, clashes), *_voided(board, now), *(_gap(number) for number in gaps)]
    odd = []
    if gaps:
        odd.append(f"缺号{len(gaps)}个（{'、'.join(gaps)}），须查明去向")
    if clashes:
        odd.append(f"重号{len(clashes)}个（{'、'.join(clashes)}），须更正其中一份")
    return NumbersState(
        tuple(sorted(rows, key=lambda row: row.order, reverse=True)),
        number_for(board, office, now) or "",
        range_words(office, now),
        gaps,
        clashes,
        "；".join(odd),
    )


def range_words(office: OfficeSettings, now: datetime) -> str:
    """The numbers this desk may give out."""
    last = f"至{office.last_serial}号" if office.last_serial is not None else "起"
    return f"{office.number_prefix}〔{beijing(now).year}〕 第{office.first_serial}号{last}"


def _given(board: Board, places: Places, now: datetime, clashes: tuple[str, ...]) -> list[NumberRow]:
    at = {u.number: u for u in used_numbers(board)}
    rows = []
    for alert in board.alerts.values():
        for notice in alert.notices:
            for number, use in ((notice.number, "预警通知"), (notice.response_number, "响应启动通知")):
                known = at.get(number)
                if known is not None:
                    is_twice = number in clashes
                    rows.append(
                        NumberRow(
                            number,
                            (known.prefix, known.year, known.serial),
                            str(known.year),
                            known.serial,
                            use,
                            alert_words(alert.id, board, places),
                            clock_words(notice.at, now),
                            board.name_of(notice.by),
                            notice.desk,
                            "重号" if is_twice else "已用",
                            "fault" if is_twice else "",
                        )
                    )
    return rows


def _voided(board: Board, now: datetime) -> list[NumberRow]:
    known = {u.number: u for u in used_numbers(board)}
    return [
        NumberRow(
            number,
            (known[number].prefix, known[number].year, known[number].serial),
            str(known[number].year),
            known[number].serial,
            "作废",
            voided.act.reason,
            clock_words(voided.at, now),
            board.name_of(voided.by),
            voided.desk,
            "作废",
            "muted",
        )
        for number, voided in board.book.voids.items()
        if number in known
    ]


def _gap(number: str) -> NumberRow:
    head, _, tail = number.partition("〔")
    year, _, rest = tail.partition("〕")
    serial = int(rest.removesuffix("号"))
    return NumberRow(number, (head, int(year), serial), year, serial, "缺号", "没有记录", "", "", "", "缺号", "fault")
