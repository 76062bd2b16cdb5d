"""What an officer asks for. `by` is the officer's id; whether it may be done is decided in decisions.py alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qh_console.domain.contacts import Contact, Post
from qh_console.domain.dispatches import Addressee, Said
from qh_console.domain.emission_commands import EmissionCommand
from qh_console.domain.office_commands import AcceptHandover, HandOver, OfficeCommand, VoidNumber
from qh_console.domain.pack import Level
from qh_console.domain.particulars import (
    NO_EVIDENCE,
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
    TelephoneRecord,
)
from qh_console.domain.roster_commands import RosterCommand


@dataclass(frozen=True)
class EnrolOfficer:
    by: str
    officer: str
    name: str
    title: str
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class ChangeRoles:
    by: str
    officer: str
    roles: tuple[Role, ...]
    active: bool


@dataclass(frozen=True)
class ChangePassword:
    """The new password itself goes to the credentials, never to the journal."""

    by: str
    officer: str


@dataclass(frozen=True)
class StartShift:
    by: str
    note: str = ""


@dataclass(frozen=True)
class EndShift:
    by: str
    note: str = ""


@dataclass(frozen=True)
class FindCause:
    by: str
    places: tuple[str, ...]
    from_at: datetime
    to_at: datetime
    cause: Cause
    reason: str
    evidence: str = ""


@dataclass(frozen=True)
class HoldConsultation:
    by: str
    alert: str
    consultation: Consultation


@dataclass(frozen=True)
class CloseConsultation:
    by: str
    alert: str
    outcome: str


@dataclass(frozen=True)
class ProposeChange:
    by: str
    alert: str
    change: Change
    level: Level
    publication: Publication
    reason: str = ""
    evidence: ChangeEvidence = NO_EVIDENCE
    ecology_agrees: bool = False
    meteorology_agrees: bool = False
    body: str = ""
    """正文 in the officer's own words; empty where the template's are taken."""
    template_body: str = ""
    """The template's words of the moment, which the office adds."""


@dataclass(frozen=True)
class ReturnProposal:
    by: str
    alert: str
    reason: str


@dataclass(frozen=True)
class ApproveProposal:
    by: str
    alert: str
    approval: Approval
    telephone: TelephoneRecord | None = None
    absence: str = ""
    """Why a deputy signs; needed where the office has named who signs this."""


@dataclass(frozen=True)
class CountersignApproval:
    by: str
    alert: str
    number: str


@dataclass(frozen=True)
class IssueAlert:
    by: str
    alert: str


@dataclass(frozen=True)
class AdjustAlert:
    by: str
    alert: str


@dataclass(frozen=True)
class LiftAlert:
    by: str
    alert: str


@dataclass(frozen=True)
class CorrectNotice:
    by: str
    alert: str


@dataclass(frozen=True)
class WithdrawAlert:
    by: str
    alert: str


@dataclass(frozen=True)
class MarkDuty:
    by: str
    alert: str
    task: str
    mark: Mark


@dataclass(frozen=True)
class CorrectMark:
    by: str
    alert: str
    task: str
    reason: str


@dataclass(frozen=True)
class FilePaper:
    by: str
    paper: Paper


@dataclass(frozen=True)
class RecordPrint:
    by: str
    sha256: str
    copies: int
    printer: str


@dataclass(frozen=True)
class RecordExport:
    by: str
    sha256: str
    to: str


@dataclass(frozen=True)
class AssessAlert:
    by: str
    alert: str
    assessment: Assessment


@dataclass(frozen=True)
class SettleDispute:
    by: str
    dispute: str
    keeps: str
    reason: str


@dataclass(frozen=True)
class RecordImport:
    by: str
    file: str
    sha256: str
    new: int
    unchanged: int
    changed: int
    refused: int


@dataclass(frozen=True)
class QueueNotice:
    by: str
    alert: str
    number: str
    addressees: tuple[Addressee, ...]


@dataclass(frozen=True)
class ReportDispatch:
    by: str
    number: str
    channel: str
    recipient: str
    said: Said
    spoke_to: str = ""
    note: str = ""


@dataclass(frozen=True)
class EnterContact:
    by: str
    contact: Contact


@dataclass(frozen=True)
class WithdrawContact:
    by: str
    unit: str
    post: Post
    reason: str


Command = (
    EnrolOfficer
    | ChangeRoles
    | ChangePassword
    | StartShift
    | EndShift
    | FindCause
    | HoldConsultation
    | CloseConsultation
    | ProposeChange
    | ReturnProposal
    | ApproveProposal
    | CountersignApproval
    | IssueAlert
    | AdjustAlert
    | LiftAlert
    | CorrectNotice
    | WithdrawAlert
    | MarkDuty
    | CorrectMark
    | FilePaper
    | RecordPrint
    | RecordExport
    | AssessAlert
    | SettleDispute
    | RecordImport
    | QueueNotice
    | ReportDispatch
    | EnterContact
    | WithdrawContact
    | EmissionCommand
    | RosterCommand
    | OfficeCommand
)

SIGNED: tuple[type, ...] = (
    ProposeChange,
    ReturnProposal,
    ApproveProposal,
    CountersignApproval,
    IssueAlert,
    AdjustAlert,
    LiftAlert,
    CorrectNotice,
    WithdrawAlert,
    VoidNumber,
    HandOver,
    AcceptHandover,
)
"""Commands that are signatures: the officer's password is asked again for each."""
PRIVILEGED: tuple[type, ...] = (EnrolOfficer, ChangeRoles)
"""Who may do what is an administrator's to say, with the own password each time; the first one has none yet."""
