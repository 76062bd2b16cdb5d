"""What the filing table shows: the prefectures' own alerts, their check, and what they ask of the province."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from qh_console.domain.board import Board
from qh_console.domain.duty_book import HeldFiling
from qh_console.domain.filing import filing_faults, standing_filings
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.particulars import Change, CityFiling, Means, Publication
from qh_console.domain.places import Places
from qh_console.domain.province_call import derive_floor, derive_province_proposal
from qh_console.services.terms import term
from qh_console.ui.form_times import read_time, time_text
from qh_console.ui.instants import clock_words
from qh_console.ui.levels import level_view
from qh_console.ui.widgets.level_badge import LevelView

USUAL = timedelta(hours=48)
"""How long a new form says an alert lasts, until the notice's own end is typed."""
FilingKey = tuple[str, str]
"""Place and the prefecture's own number."""


@dataclass(frozen=True)
class FilingRow:
    key: FilingKey
    place: str
    number: str
    change: str
    level: LevelView | None
    issued: str
    issued_at: datetime
    span: str
    received: str
    means: str
    state: str
    tone: str
    stands: bool
    faults: tuple[str, ...]
    details: tuple[tuple[str, str], ...]
    waits: bool
    """For the office's check."""


@dataclass(frozen=True)
class CallView:
    """One line about the province above the table; `act` is what its button does, empty for none."""

    key: str
    text: str
    tone: str = ""
    act: str = ""


@dataclass(frozen=True)
class FilingsState:
    rows: tuple[FilingRow, ...] = ()
    calls: tuple[CallView, ...] = ()
    waiting: int = 0


def waiting(board: Board) -> int:
    """Filings that nobody has checked, and responses below their floor."""
    unchecked = sum(held.checked is None for held in board.book.filings.values())
    return unchecked + sum(line.is_open for line in derive_floor(board))


def derive_filings(board: Board, pack: PlanPack, places: Places, now: datetime) -> FilingsState:
    """Plan 3.3.1: latest first."""
    standing = {id(held) for held in standing_filings(board).values()}
    held = sorted(board.book.filings.values(), key=lambda held: (held.filing.received_at, held.at), reverse=True)
    rows = tuple(_row(one, id(one) in standing, board, pack, places, now) for one in held)
    return FilingsState(rows, _calls(board, pack, places), sum(row.waits for row in rows))


def filing_of(values: Mapping[str, str], now: datetime) -> CityFiling:
    """What the form holds; a time that is none becomes `now`, which `decide` then judges."""
    starts_at = read_time(values["starts_at"]) or now
    told = Publication(
        starts_at,
        read_time(values["ends_at"]),
        values["extent"].strip(),
        values["dispersion"].strip(),
        values["pollutants"].strip(),
        values["outlook"].strip(),
    )
    change = Change(values["change"] or Change.ISSUE.value)
    ends = change in (Change.LIFT, Change.WITHDRAW)
    level = Level.NONE if ends or not values["level"] else Level.of(values["level"])
    return CityFiling(
        values["place"],
        values["number"].strip(),
        change,
        level,
        read_time(values["issued_at"]) or now,
        told,
        Means(values["means"] or Means.FAX.value),
        values["sender"].strip(),
        read_time(values["received_at"]) or now,
        values["changes_number"].strip(),
    )


def fresh_values(now: datetime) -> Mapping[str, str]:
    """An empty form: everything of this very minute."""
    texts = ("place", "number", "level", "extent", "dispersion", "pollutants", "outlook", "sender", "changes_number")
    return {
        **dict.fromkeys(texts, ""),
        **dict.fromkeys(("issued_at", "starts_at", "received_at"), time_text(now)),
        "ends_at": time_text(now + USUAL),
        "change": Change.ISSUE.value,
        "means": Means.FAX.value,
    }


def change_values(held: HeldFiling, now: datetime) -> Mapping[str, str]:
    """A form that begins where the filing on record left off: the next notice, or the completed one."""
    filing, told = held.filing, held.filing.publication
    values = {
        **fresh_values(now),
        "place": filing.place,
        "level": filing.level.word if filing.level.is_alert else "",
        "starts_at": time_text(told.starts_at),
        "ends_at": time_text(told.ends_at) if told.ends_at else time_text(now),
        "extent": told.extent,
        "dispersion": told.dispersion,
        "pollutants": told.pollutants,
        "outlook": told.outlook,
        "sender": filing.sender,
        "means": filing.means.value,
    }
    if held.is_returned:
        again = {"number": filing.number, "change": filing.change.value, "issued_at": time_text(filing.issued_at)}
        return {**values, **again, "changes_number": filing.changes_number}
    return {**values, "change": Change.RAISE.value, "changes_number": filing.number}


def _row(held: HeldFiling, stands: bool, board: Board, pack: PlanPack, places: Places, now: datetime) -> FilingRow:
    filing, told = held.filing, held.filing.publication
    state, tone = _state(held, stands)
    ends = clock_words(told.ends_at, now) if told.ends_at else "未定"
    check = held.checked
    checked: tuple[tuple[str, str], ...] = ()
    if check is not None:
        verdict = "退回补正" if held.is_returned else "准予备案"
        remark = f"：{check.act.remark}" if check.act.remark else ""
        checked = (("核对", f"{clock_words(check.at, now)} {board.name_of(check.by)}{verdict}{remark}"),)
    return FilingRow(
        key=(filing.place, filing.number),
        place=places[filing.place].name if filing.place in places else filing.place,
        number=filing.number,
        change=term(filing.change),
        level=level_view(filing.level, pack) if filing.level.is_alert else None,
        issued=clock_words(filing.issued_at, now),
        issued_at=filing.issued_at,
        span=f"{clock_words(told.starts_at, now)} 至 {ends}",
        received=clock_words(filing.received_at, now),
        means=term(filing.means),
        state=state,
        tone=tone,
        stands=stands,
        faults=tuple(str(reason) for reason in filing_faults(filing)),
        details=(
            ("影响范围", told.extent or "—"),
            ("扩散条件", told.dispersion or "—"),
            ("污染物", told.pollutants or "—"),
            ("后期趋势", told.outlook or "—"),
            ("原文号", filing.changes_number or "—"),
            ("报送", f"{filing.sender}（{term(filing.means)}），{clock_words(filing.received_at, now)}收到"),
            ("登记", f"{clock_words(held.at, now)} {board.name_of(held.by)}"),
            *checked,
        ),
        waits=check is None,
    )


def _state(held: HeldFiling, stands: bool) -> tuple[str, str]:
    if held.checked is None:
        return "待核对", "warn"
    if held.is_returned:
        return "退回补正", "fault"
    return ("在案", "ok") if stands else ("归档", "muted")


def _calls(board: Board, pack: PlanPack, places: Places) -> tuple[CallView, ...]:
    """The adjacent pair, the wider reading as a line of its own, and each response below its floor."""
    found = []
    proposal = derive_province_proposal(board, places, pack)
    if proposal.is_open:
        words = f"{proposal.adjacent.text}（{'、'.join(proposal.adjacent.clauses)}）"
        found.append(CallView("adjacent", words, "fault", "去会商"))
    if proposal.is_wider:
        words = f"{proposal.any_two.text}（{'、'.join(proposal.any_two.clauses)}，另一种读法）"
        found.append(CallView("any_two", words, "warn"))
    for line in derive_floor(board):
        if line.is_open:
            name = places[line.place].name
            own = f"自己的预警是{term(line.own)}" if line.own.is_alert else "自己没有在案的预警"
            words = f"{name}{own}，在省级预警之下应按{term(line.floor)}响应（5.1），还没有答复"
            found.append(CallView(f"floor:{line.alert}:{line.place}", words, "warn", "登记答复"))
    return tuple(found)
