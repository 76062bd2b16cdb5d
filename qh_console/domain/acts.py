"""What officers did, as it is kept for ever; and Entry, one line of the journal.

Shapes only grow: a new field has a default, a changed meaning is a new kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qh_console.domain.emission_acts import EmissionAct
from qh_console.domain.office_acts import OfficeAct
from qh_console.domain.pack import Level
from qh_console.domain.particulars import (
    Approval,
    Assessment,
    Cause,
    Change,
    ChangeEvidence,
    Consultation,
    Mark,
    Paper,
    Publication,
    Role,
    Task,
    TelephoneRecord,
)
from qh_console.domain.roster_acts import RosterAct
from qh_console.domain.sending_acts import ContactEntered, ContactWithdrawn, DispatchReported, NoticeQueued

# --- accounts -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OfficerEnrolled:
    officer: str
    name: str
    title: str
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class OfficerRolesChanged:
    officer: str
    roles: tuple[Role, ...]
    active: bool


@dataclass(frozen=True)
class PasswordChanged:
    officer: str


@dataclass(frozen=True)
class ShiftStarted:
    note: str = ""


@dataclass(frozen=True)
class ShiftEnded:
    note: str = ""


# --- air ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CauseFound:
    """An officer's finding for some places and hours; DUST takes the hours out of grading (plan 1.3)."""

    places: tuple[str, ...]
    from_at: datetime
    to_at: datetime
    cause: Cause
    reason: str
    evidence: str = ""
    """What was measured and seen; the reason is what the officer concludes from it. Empty in older records."""


# --- the road of an alert -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ConsultationHeld:
    """会商 (plan 3.2). The first one of an `alert` opens it; a later one renews its outlook."""

    alert: str
    consultation: Consultation
    pack: str
    pack_digest: str


@dataclass(frozen=True)
class ConsultationClosed:
    """The consultation ends without an alert: health advice only, dust, or nothing."""

    alert: str
    outcome: str


@dataclass(frozen=True)
class ChangeProposed:
    alert: str
    change: Change
    level: Level
    publication: Publication
    reason: str
    clauses: tuple[str, ...]
    evidence: ChangeEvidence
    ecology_agrees: bool
    meteorology_agrees: bool
    body: str = ""
    """正文 as it was proposed, in the templates' markup; in older records empty: the template words it then."""
    own_words: bool = False
    """Whether an officer worded it, not the template of the moment."""


@dataclass(frozen=True)
class ProposalReturned:
    alert: str
    reason: str


@dataclass(frozen=True)
class ProposalApproved:
    alert: str
    approval: Approval
    signatory: str
    """The office the pack asks for at this level."""
    telephone: TelephoneRecord | None = None
    absence: str = ""
    """Why a deputy gave his word instead; empty where the signatory did himself."""
    number: str = ""
    response_number: str = ""
    """Reserved by this signature for the notice and, of an issue, the response notice; empty in older records."""


@dataclass(frozen=True)
class ProposalSigned:
    """One of several signatures, not the last: ProposalApproved is that."""

    alert: str
    approval: Approval
    signatory: str
    telephone: TelephoneRecord | None = None
    absence: str = ""


@dataclass(frozen=True)
class ApprovalCountersigned:
    alert: str
    number: str
    """Of the notice that rested on a telephone approval."""


@dataclass(frozen=True)
class AlertIssued:
    alert: str
    number: str
    level: Level
    publication: Publication
    tasks: tuple[Task, ...]
    response_number: str = ""
    """Of the notice that starts the response (5.2), a paper of its own."""


@dataclass(frozen=True)
class AlertAdjusted:
    """Raised or lowered; `tasks` are all duties in force from now on."""

    alert: str
    number: str
    changes_number: str
    change: Change
    level: Level
    publication: Publication
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class AlertLifted:
    """Ends the response by itself (plan 5.4); `left_open` are the tasks nobody had finished."""

    alert: str
    number: str
    changes_number: str
    publication: Publication
    left_open: tuple[str, ...]


@dataclass(frozen=True)
class NoticeCorrected:
    alert: str
    number: str
    changes_number: str
    publication: Publication
    reason: str


@dataclass(frozen=True)
class AlertWithdrawn:
    alert: str
    number: str
    changes_number: str
    publication: Publication
    reason: str
    left_open: tuple[str, ...]


# --- response -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DutyMarked:
    alert: str
    task: str
    mark: Mark


@dataclass(frozen=True)
class MarkCorrected:
    """Takes back the latest mark of a task; the mark stays in the journal (a correction is never an edit)."""

    alert: str
    task: str
    reason: str


# --- papers, assessment, disputes -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class PaperFiled:
    """A finished document went into the archive."""

    paper: Paper


@dataclass(frozen=True)
class PaperPrinted:
    sha256: str
    copies: int
    printer: str


@dataclass(frozen=True)
class PaperExported:
    sha256: str
    to: str


@dataclass(frozen=True)
class AlertAssessed:
    alert: str
    assessment: Assessment


@dataclass(frozen=True)
class DisputeSettled:
    dispute: str
    keeps: str
    """The alert that stands; the other one is closed by this act."""
    reason: str
    withdrawal: ChangeProposed | None = None
    """Proposed by this act: the public was told of the other one, so it has to be told again. None in older records."""


@dataclass(frozen=True)
class DataImported:
    """An officer brought a file of readings or forecasts into the record by hand."""

    file: str
    sha256: str
    new: int
    unchanged: int
    changed: int
    refused: int


Act = (
    OfficerEnrolled | OfficerRolesChanged | PasswordChanged | ShiftStarted | ShiftEnded
    | CauseFound | ConsultationHeld | ConsultationClosed
    | ChangeProposed | ProposalReturned | ProposalSigned | ProposalApproved | ApprovalCountersigned
    | AlertIssued | AlertAdjusted | AlertLifted | NoticeCorrected | AlertWithdrawn | AlertAssessed
    | DutyMarked | MarkCorrected | PaperFiled | PaperPrinted | PaperExported
    | DisputeSettled | DataImported
    | NoticeQueued | DispatchReported | ContactEntered | ContactWithdrawn
    | EmissionAct | RosterAct | OfficeAct
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One line of the journal. Ordered by (lamport, desk, seq), never by the wall clock."""

    desk: str
    seq: int
    lamport: int
    at: datetime
    by: str
    act: Act
    previous: str
    """Digest of this desk's entry before it; empty for the first."""
    digest: str

    @property
    def order(self) -> tuple[int, str, int]:
        return (self.lamport, self.desk, self.seq)
