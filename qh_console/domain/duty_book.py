"""值班簿: what the office keeps beside the alerts, folded from its acts; two desks' clashes are named, not resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import assert_never

from qh_console.domain.acts import Entry
from qh_console.domain.office_acts import (
    CityAlertFiled,
    ClockAcknowledged,
    FilingChecked,
    FloorAnswered,
    HandedOver,
    HandoverAccepted,
    NumberVoided,
    OfficeAct,
    PasswordReset,
)
from qh_console.domain.particulars import CityFiling


@dataclass(frozen=True)
class GivenCheck:
    """What the office found when it checked a filing."""

    act: FilingChecked
    by: str
    at: datetime


@dataclass(frozen=True)
class HeldFiling:
    """A prefecture's notice with who entered it and when, and the office's check of it."""

    filing: CityFiling
    by: str
    at: datetime
    checked: GivenCheck | None = None

    @property
    def is_returned(self) -> bool:
        return self.checked is not None and not self.checked.act.accepted


@dataclass(frozen=True)
class HeldAnswer:
    act: FloorAnswered
    by: str
    at: datetime


@dataclass(frozen=True)
class VoidedNumber:
    act: NumberVoided
    by: str
    at: datetime
    desk: str


@dataclass(frozen=True)
class Acknowledged:
    """Who heard a clock, when, why it may be silent, and the cause it was heard for."""

    act: ClockAcknowledged
    by: str
    at: datetime


@dataclass(frozen=True)
class Handover:
    """A page handed over; locked once the incoming officer has accepted it."""

    id: str
    act: HandedOver
    by: str
    at: datetime
    accepted: HandoverAccepted | None = None
    accepted_at: datetime | None = None

    @property
    def is_locked(self) -> bool:
        return self.accepted is not None


@dataclass(frozen=True)
class DutyBook:
    filings: Mapping[tuple[str, str], HeldFiling] = field(default_factory=dict)
    """By place and the prefecture's number, in the order they were entered."""
    answers: Mapping[tuple[str, str], HeldAnswer] = field(default_factory=dict)
    """The latest by provincial alert and place."""
    voids: Mapping[str, VoidedNumber] = field(default_factory=dict)
    acknowledgements: Mapping[str, Acknowledged] = field(default_factory=dict)
    """The latest by clock."""
    handovers: tuple[Handover, ...] = ()

    @property
    def pending_handover(self) -> Handover | None:
        latest = self.handovers[-1] if self.handovers else None
        return None if latest is None or latest.is_locked else latest


def take(book: DutyBook, entry: Entry, act: OfficeAct) -> DutyBook | str:
    """The book after one act; otherwise why it cannot follow, which only a merge of two desks brings about."""
    match act:
        case CityAlertFiled():
            return _file(book, entry, act)
        case FilingChecked():
            return _check(book, entry, act)
        case FloorAnswered():
            answer = HeldAnswer(act, entry.by, entry.at)
            return replace(book, answers={**book.answers, (act.alert, act.place): answer})
        case NumberVoided():
            if act.number in book.voids:
                return "这个文号已经作废"
            voided = VoidedNumber(act, entry.by, entry.at, entry.desk)
            return replace(book, voids={**book.voids, act.number: voided})
        case ClockAcknowledged():
            heard = Acknowledged(act, entry.by, entry.at)
            return replace(book, acknowledgements={**book.acknowledgements, act.clock: heard})
        case PasswordReset():
            return book
        case HandedOver():
            page = Handover(f"{entry.desk}-{entry.seq}", act, entry.by, entry.at)
            return replace(book, handovers=(*book.handovers, page))
        case HandoverAccepted():
            return _accept(book, entry, act)
        case _:
            assert_never(act)


def _file(book: DutyBook, entry: Entry, act: CityAlertFiled) -> DutyBook | str:
    key = (act.filing.place, act.filing.number)
    known = book.filings.get(key)
    if known is not None and not known.is_returned:
        return "另一台工作站已经登记过同一份备案"
    return replace(book, filings={**book.filings, key: HeldFiling(act.filing, entry.by, entry.at)})


def _check(book: DutyBook, entry: Entry, act: FilingChecked) -> DutyBook | str:
    key = (act.place, act.number)
    known = book.filings.get(key)
    if known is None:
        return "没有这份备案"
    if known.checked is not None:
        return "另一台工作站已经核对过这份备案"
    checked = replace(known, checked=GivenCheck(act, entry.by, entry.at))
    return replace(book, filings={**book.filings, key: checked})


def _accept(book: DutyBook, entry: Entry, act: HandoverAccepted) -> DutyBook | str:
    pending = book.pending_handover
    if pending is None or pending.id != act.handover:
        return "这一页交接班已经作废或已经接收"
    accepted = replace(pending, accepted=act, accepted_at=entry.at)
    return replace(book, handovers=(*book.handovers[:-1], accepted))
