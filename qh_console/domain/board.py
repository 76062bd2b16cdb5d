"""Everything a person sees of the record: an immutable value folded from the journal's entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import combinations

from qh_console.domain.acts import (
    CauseFound,
    ConsultationHeld,
    DataImported,
    DisputeSettled,
    Entry,
    OfficerEnrolled,
    OfficerRolesChanged,
    PaperExported,
    PaperFiled,
    PaperPrinted,
    PasswordChanged,
    ShiftEnded,
    ShiftStarted,
)
from qh_console.domain.alert_fold import AlertAct, apply, open_alert
from qh_console.domain.alerts import Alert, Outcome, Proposal
from qh_console.domain.contacts import ContactKey, HeldContact
from qh_console.domain.dispatches import DispatchKey, QueuedDispatch
from qh_console.domain.duty_book import DutyBook, take
from qh_console.domain.duty_roster import DutyRosterBook, take_roster
from qh_console.domain.emission_acts import EmissionAct
from qh_console.domain.emission_register import EmissionRegister, take_emission
from qh_console.domain.office_acts import HandoverAccepted, OfficeAct
from qh_console.domain.particulars import Paper, Role
from qh_console.domain.roster_acts import RosterAct
from qh_console.domain.sending_acts import ContactEntered, ContactWithdrawn, DispatchReported, NoticeQueued
from qh_console.domain.sending_fold import take_contact, take_dispatch


@dataclass(frozen=True)
class Officer:
    id: str
    name: str
    title: str
    roles: frozenset[Role]
    active: bool = True


@dataclass(frozen=True)
class Shift:
    officer: str
    started_at: datetime


@dataclass(frozen=True)
class Finding:
    """An officer's finding of cause, with who and when."""

    act: CauseFound
    by: str
    at: datetime


@dataclass(frozen=True)
class FiledPaper:
    paper: Paper
    by: str
    at: datetime
    desk: str
    seq: int
    prints: int = 0
    """Copies."""
    exports: int = 0
    runs: int = 0
    """Times it was sent to a printer."""


@dataclass(frozen=True)
class Irregular:
    """An entry that cannot follow what stands before it; shown, never dropped, never guessed at."""

    entry: Entry
    why: str


@dataclass(frozen=True)
class Dispute:
    """Two standing alerts of one scope that cover the same place: only an officer's act settles which stands."""

    first: str
    second: str
    places: tuple[str, ...]

    @property
    def id(self) -> str:
        return f"{self.first}|{self.second}"


@dataclass(frozen=True)
class Board:
    """The fold of all entries. `with_` is the only way it changes; it never raises and never picks a winner."""

    officers: Mapping[str, Officer] = field(default_factory=dict)
    alerts: Mapping[str, Alert] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    papers: Mapping[str, FiledPaper] = field(default_factory=dict)
    """By sha256 of the file."""
    imports: tuple[DataImported, ...] = ()
    shift: Shift | None = None
    irregular: tuple[Irregular, ...] = ()
    heads: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    """Latest seq and digest of each desk."""
    length: int = 0
    contacts: Mapping[ContactKey, HeldContact] = field(default_factory=dict)
    dispatches: Mapping[DispatchKey, QueuedDispatch] = field(default_factory=dict)
    book: DutyBook = field(default_factory=DutyBook)
    emissions: EmissionRegister = field(default_factory=EmissionRegister)
    roster: DutyRosterBook = field(default_factory=DutyRosterBook)

    def with_(self, entries: Iterable[Entry]) -> Board:
        """This board and what `entries` add, in the order given (lamport, desk, seq)."""
        draft = _Draft(self)
        for entry in entries:
            draft.take(entry)
        return draft.board()

    @property
    def standing(self) -> tuple[Alert, ...]:
        return tuple(a for a in self.alerts.values() if a.is_standing)

    @property
    def disputes(self) -> tuple[Dispute, ...]:
        found = []
        for a, b in combinations(sorted(self.standing, key=lambda alert: alert.id), 2):
            shared = tuple(p for p in a.places if p in b.places)
            if a.scope is b.scope and shared:
                found.append(Dispute(a.id, b.id, shared))
        return tuple(found)

    def name_of(self, officer: str) -> str:
        known = self.officers.get(officer)
        return known.name if known else officer


def fold(entries: Iterable[Entry]) -> Board:
    return Board().with_(entries)


class _Draft:
    """A board while entries are being taken in; copies the maps once a batch, not once an entry."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._officers = dict(board.officers)
        self._alerts = dict(board.alerts)
        self._papers = dict(board.papers)
        self._findings = list(board.findings)
        self._imports = list(board.imports)
        self._irregular = list(board.irregular)
        self._heads = dict(board.heads)
        self._shift = board.shift
        self._length = board.length
        self._contacts = dict(board.contacts)
        self._dispatches = dict(board.dispatches)
        self._book = board.book
        self._emissions = board.emissions
        self._roster = board.roster

    def board(self) -> Board:
        return Board(
            self._officers,
            self._alerts,
            tuple(self._findings),
            self._papers,
            tuple(self._imports),
            self._shift,
            tuple(self._irregular),
            self._heads,
            self._length,
            self._contacts,
            self._dispatches,
            self._book,
            self._emissions,
            self._roster,
        )

    def take(self, entry: Entry) -> None:
        self._length += 1
        self._heads[entry.desk] = (entry.seq, entry.digest)
        act = entry.act
        match act:
            case OfficerEnrolled() | OfficerRolesChanged():
                self._take_officer(entry, act)
            case PasswordChanged():
                pass
            case ShiftStarted():
                self._shift = Shift(entry.by, entry.at)
            case ShiftEnded():
                self._shift = None
            case CauseFound():
                self._findings.append(Finding(act, entry.by, entry.at))
            case DataImported():
                self._imports.append(act)
            case PaperFiled() | PaperPrinted() | PaperExported():
                self._take_paper(entry, act)
            case DisputeSettled():
                self._settle(entry, act)
            case ContactEntered() | ContactWithdrawn():
                self._unless(entry, take_contact(self._contacts, entry, act))
            case NoticeQueued() | DispatchReported():
                self._unless(entry, take_dispatch(self._dispatches, entry, act))
            case _ if isinstance(act, EmissionAct):
                self._take_emission(entry, act)
            case _ if isinstance(act, RosterAct):
                self._take_roster(entry, act)
            case _ if isinstance(act, OfficeAct):
                self._take_office(entry, act)
            case _:
                self._take_alert(entry, act)

    def _take_office(self, entry: Entry, act: OfficeAct) -> None:
        after = take(self._book, entry, act)
        if isinstance(after, str):
            self._odd(entry, after)
            return
        self._book = after
        if isinstance(act, HandoverAccepted):
            self._shift = Shift(entry.by, entry.at)

    def _take_emission(self, entry: Entry, act: EmissionAct) -> None:
        after = take_emission(self._emissions, entry, act)
        if isinstance(after, str):
            self._odd(entry, after)
        else:
            self._emissions = after

    def _take_roster(self, entry: Entry, act: RosterAct) -> None:
        after = take_roster(self._roster, entry, act)
        if isinstance(after, str):
            self._odd(entry, after)
        else:
            self._roster = after

    def _odd(self, entry: Entry, why: str) -> None:
        self._irregular.append(Irregular(entry, why))

    def _unless(self, entry: Entry, why: str) -> None:
        if why:
            self._odd(entry, why)

    def _take_officer(self, entry: Entry, act: OfficerEnrolled | OfficerRolesChanged) -> None:
        if isinstance(act, OfficerEnrolled):
            if act.officer in self._officers:
                self._odd(entry, "两台工作站登记了同一个账号")
                return
            self._officers[act.officer] = Officer(act.officer, act.name, act.title, frozenset(act.roles))
            return
        known = self._officers.get(act.officer)
        if known is None:
            self._odd(entry, "账号还没有登记")
            return
        self._officers[act.officer] = replace(known, roles=frozenset(act.roles), active=act.active)

    def _take_paper(self, entry: Entry, act: PaperFiled | PaperPrinted | PaperExported) -> None:
        if isinstance(act, PaperFiled):
            filed = FiledPaper(act.paper, entry.by, entry.at, entry.desk, entry.seq)
            self._papers.setdefault(act.paper.sha256, filed)
            return
        known = self._papers.get(act.sha256)
        if known is None:
            self._odd(entry, "文书不在档案里")
        elif isinstance(act, PaperPrinted):
            self._papers[act.sha256] = replace(known, prints=known.prints + act.copies, runs=known.runs + 1)
        else:
            self._papers[act.sha256] = replace(known, exports=known.exports + 1)

    def _settle(self, entry: Entry, act: DisputeSettled) -> None:
        """Closes the other alert, whose withdrawal is on the road by the same act.

        A second settlement finds one of the two gone and must not end what is left.
        """
        parties = [self._alerts.get(alert) for alert in act.dispute.split("|")]
        if not all(alert is not None and alert.is_standing for alert in parties):
            self._odd(entry, "争议已经处理过")
            return
        gone = next(alert for alert in parties if alert is not None and alert.id != act.keeps)
        owed = None if act.withdrawal is None else Proposal(act.withdrawal, entry.by, entry.at)
        self._alerts[gone.id] = replace(
            gone, level=None, proposal=owed, outcome=Outcome.SETTLED, ended_at=entry.at, closing=act.reason
        )

    def _take_alert(self, entry: Entry, act: AlertAct) -> None:
        known = self._alerts.get(act.alert)
        if known is None:
            if isinstance(act, ConsultationHeld):
                self._alerts[act.alert] = open_alert(entry, act)
            else:
                self._odd(entry, "没有对应的会商")
            return
        after = apply(known, entry, act)
        if after is None:
            self._odd(entry, "与先前的记录冲突，未生效")
        else:
            self._alerts[act.alert] = after
