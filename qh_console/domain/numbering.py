"""发文字号: a gapless series a year and desk, reserved by the approving signature, never reused (GB/T 9704 7.2.5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from qh_console.domain.acts import (
    AlertAdjusted,
    AlertIssued,
    AlertLifted,
    AlertWithdrawn,
    NoticeCorrected,
    ProposalApproved,
)
from qh_console.domain.alerts import Alert, Proposal
from qh_console.domain.board import Board, Irregular
from qh_console.domain.clock import beijing
from qh_console.domain.office_acts import NumberVoided
from qh_console.domain.office_commands import VoidNumber
from qh_console.domain.office_settings import OfficeSettings
from qh_console.domain.pack import PlanPack, Unit
from qh_console.domain.particulars import Change, Scope
from qh_console.domain.verdicts import Accepted, Reason, Refused, Verdict

_NUMBER = re.compile(r"^(?P<prefix>.+)〔(?P<year>\d{4})〕(?P<serial>\d+)号$")

RULE = "文号规则"
EXHAUSTED = Reason("本席位今年的文号段已用完，请在设置中换一段文号", RULE, "number")


@dataclass(frozen=True)
class Used:
    """One number of the record, taken apart; `desk` is the workstation that took it."""

    prefix: str
    year: int
    serial: int
    desk: str

    @property
    def number(self) -> str:
        return f"{self.prefix}〔{self.year}〕{self.serial}号"


def number_for(board: Board, office: OfficeSettings, now: datetime, ahead: int = 0) -> str | None:
    """The next number of this desk's own range in the year of `now` (Beijing); None once the range is used up."""
    year = beijing(now).year
    last = office.last_serial
    mine = [u.serial for u in used_numbers(board) if (u.prefix, u.year) == (office.number_prefix, year)]
    mine = [serial for serial in mine if serial >= office.first_serial and (last is None or serial <= last)]
    serial = max(mine, default=office.first_serial - 1) + 1 + ahead
    if last is not None and serial > last:
        return None
    return f"{office.number_prefix}〔{year}〕{serial}号"


def issuing_office(pack: PlanPack, alert: Alert) -> OfficeSettings:
    """Whose number and printer a notice bears (3.3.1): the leading group's for the province, else its headquarters'."""
    if alert.scope is Scope.PROVINCE:
        return pack.office
    return office_of(pack, pack.headquarters(alert.places[0]))


def office_of(pack: PlanPack, headquarters: Unit) -> OfficeSettings:
    """How one prefecture's headquarters numbers and prints its own notices, in a series of its own."""
    return replace(pack.office, number_prefix=headquarters.number_prefix, printed_by=f"{headquarters.name}办公室")


def reserve(board: Board, change: Change, office: OfficeSettings, now: datetime) -> tuple[str, str] | None:
    """The numbers of a change's papers: its notice's and, of an issue, the response notice's. None: range used up."""
    number = number_for(board, office, now)
    response = number_for(board, office, now, ahead=1) if change is Change.ISSUE else ""
    return None if number is None or response is None else (number, response)


def voided(proposal: Proposal | None, reason: str) -> tuple[NumberVoided, ...]:
    """What becomes of the numbers of a proposal that goes back after it was signed."""
    return tuple(NumberVoided(number, reason) for number in (proposal.reserved if proposal else ()))


def used_numbers(board: Board) -> tuple[Used, ...]:
    """Every number that was reserved, given out or voided, in the order of the record.

    Those of acts that could not follow count too: their papers may have been signed or sent.
    """
    voids = (parted(v.act.number, v.desk) for v in board.book.voids.values())
    known = (*_used_by(board.alerts.values()), *(u for u in voids if u is not None))
    taken = {u.number for u in known}
    lost = {u.number: u for u in _lost(board.irregular) if u.number not in taken}
    return (*known, *lost.values())


def derive_number_gaps(board: Board) -> tuple[str, ...]:
    """Numbers a desk passed over: between its first and its last, neither given out by anyone nor voided."""
    used = used_numbers(board)
    taken = {u.number for u in used}
    by_desk: dict[tuple[str, int, str], list[int]] = {}
    for one in used:
        by_desk.setdefault((one.prefix, one.year, one.desk), []).append(one.serial)
    missing = {
        (prefix, year, serial): None
        for (prefix, year, _), serials in by_desk.items()
        for serial in range(min(serials), max(serials))
    }
    numbers = (Used(*key, "").number for key in sorted(missing))
    return tuple(number for number in numbers if number not in taken)


def derive_number_clashes(board: Board) -> tuple[str, ...]:
    """Numbers that were given out more than once, which only desks without ranges of their own can bring about."""
    numbers = [u.number for u in used_numbers(board)]
    return tuple(dict.fromkeys(number for number in numbers if numbers.count(number) > 1))


def decide_void(board: Board, command: VoidNumber, pack: PlanPack, now: datetime) -> Verdict:
    """Only the number that comes next can be spoilt: one given out stands, and skipping one would leave a gap."""
    reasons = []
    offices = (office_of(pack, unit) for unit in pack.units if unit.place)
    office = next((o for o in offices if command.number.startswith(f"{o.number_prefix}〔")), pack.office)
    following = number_for(board, office, now)
    if following is None:
        reasons.append(EXHAUSTED)
    elif command.number != following:
        reasons.append(Reason(f"只能作废下一个文号{following}", RULE, "number"))
    if not command.reason.strip():
        reasons.append(Reason("请写明作废原因", RULE, "reason"))
    return Refused(tuple(reasons)) if reasons else Accepted((NumberVoided(command.number, command.reason),))


def _used_by(alerts: Iterable[Alert]) -> Iterator[Used]:
    for alert in alerts:
        for notice in alert.notices:
            yield from _parted_all((notice.number, notice.response_number, *notice.proposal.reserved), notice.desk)
        if alert.proposal is not None:
            yield from _parted_all(alert.proposal.reserved, alert.proposal.desk)


def _lost(irregular: Iterable[Irregular]) -> Iterator[Used]:
    for odd in irregular:
        act = odd.entry.act
        match act:
            case ProposalApproved() | AlertIssued():
                yield from _parted_all((act.number, act.response_number), odd.entry.desk)
            case AlertAdjusted() | AlertLifted() | NoticeCorrected() | AlertWithdrawn():
                yield from _parted_all((act.number,), odd.entry.desk)
            case _:
                pass


def _parted_all(numbers: Iterable[str], desk: str) -> Iterator[Used]:
    for number in dict.fromkeys(numbers):
        used = parted(number, desk)
        if used is not None:
            yield used


def parted(number: str, desk: str) -> Used | None:
    """None for a number of another shape than the series has."""
    found = _NUMBER.match(number)
    return Used(found["prefix"], int(found["year"]), int(found["serial"]), desk) if found else None
