"""An alert as the journal tells it: where it stands on the road, what it published, whom it bound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from qh_console.domain.acts import ChangeProposed
from qh_console.domain.pack import Level
from qh_console.domain.particulars import (
    Approval,
    Assessment,
    Change,
    Consultation,
    Mark,
    Publication,
    Scope,
    Task,
    TelephoneRecord,
)


class Stage(StrEnum):
    """Where an alert stands (plan 3.2 → 3.3 → 5.2 → 5.4 → 5.5)."""

    CONSULTED = "consulted"
    PROPOSED = "proposed"
    RETURNED = "returned"
    APPROVED = "approved"
    STANDING = "standing"
    CHANGE_PROPOSED = "change_proposed"
    CHANGE_RETURNED = "change_returned"
    CHANGE_APPROVED = "change_approved"
    LIFT_PROPOSED = "lift_proposed"
    LIFT_RETURNED = "lift_returned"
    LIFT_APPROVED = "lift_approved"
    LIFTED = "lifted"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    ASSESSED = "assessed"


class Decided(StrEnum):
    PENDING = "pending"
    RETURNED = "returned"
    APPROVED = "approved"


class Outcome(StrEnum):
    LIFTED = "lifted"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    SETTLED = "settled"


AFTER_THE_END: Mapping[Outcome, Change] = {
    Outcome.LIFTED: Change.CORRECT,
    Outcome.WITHDRAWN: Change.CORRECT,
    Outcome.SETTLED: Change.WITHDRAW,
}
"""What may still be published of an alert that has ended."""

_PROPOSAL_STAGE: Mapping[str, Mapping[Decided, Stage]] = {
    "issue": {Decided.PENDING: Stage.PROPOSED, Decided.RETURNED: Stage.RETURNED, Decided.APPROVED: Stage.APPROVED},
    "lift": {
        Decided.PENDING: Stage.LIFT_PROPOSED,
        Decided.RETURNED: Stage.LIFT_RETURNED,
        Decided.APPROVED: Stage.LIFT_APPROVED,
    },
    "change": {
        Decided.PENDING: Stage.CHANGE_PROPOSED,
        Decided.RETURNED: Stage.CHANGE_RETURNED,
        Decided.APPROVED: Stage.CHANGE_APPROVED,
    },
}


@dataclass(frozen=True)
class Signature:
    """One of several signatures under a proposal, before the last."""

    signatory: str
    by: str
    at: datetime
    approval: Approval
    telephone: TelephoneRecord | None = None
    absence: str = ""


@dataclass(frozen=True)
class Proposal:
    """A change on its way through approval."""

    act: ChangeProposed
    by: str
    at: datetime
    decided: Decided = Decided.PENDING
    decided_by: str = ""
    """Whose word it is: the approver, who by telephone is not the one that wrote it down."""
    recorded_by: str = ""
    decided_at: datetime | None = None
    return_reason: str = ""
    approval: Approval | None = None
    signatory: str = ""
    telephone: TelephoneRecord | None = None
    absence: str = ""
    signed: tuple[Signature, ...] = ()
    """The signatures before the one that decided, in their order."""
    number: str = ""
    """Reserved by the signature that approved, as is the next; voided where the proposal goes back after all."""
    response_number: str = ""
    desk: str = ""
    """Whose range the numbers are of."""

    @property
    def reserved(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.number, self.response_number)))

    @property
    def called(self) -> tuple[str, ...]:
        """Whoever gave his word by telephone."""
        before = tuple(s.by for s in self.signed if s.approval is Approval.TELEPHONE)
        return (*before, self.decided_by) if self.approval is Approval.TELEPHONE else before

    @property
    def stage(self) -> Stage:
        change = self.act.change
        kind = change.value if change in (Change.ISSUE, Change.LIFT) else "change"
        return _PROPOSAL_STAGE[kind][self.decided]


@dataclass(frozen=True)
class Notice:
    """One published change, with who stood behind it."""

    number: str
    change: Change
    level: Level
    publication: Publication
    at: datetime
    by: str
    proposal: Proposal
    changes_number: str = ""
    response_number: str = ""
    countersigned: bool = False
    """By everyone who gave his word by telephone."""
    countersigned_by: tuple[str, ...] = ()
    desk: str = ""
    """Whose range the numbers are of."""

    @property
    def owing(self) -> tuple[str, ...]:
        """Who still owes the signature behind his word by telephone."""
        if self.countersigned:
            return ()
        return tuple(by for by in self.proposal.called if by not in self.countersigned_by)

    @property
    def needs_countersignature(self) -> bool:
        return bool(self.owing)


@dataclass(frozen=True)
class LaidTask:
    """A task as it stands on a unit: since when, and by which notice."""

    task: Task
    laid_at: datetime
    number: str


@dataclass(frozen=True)
class HeldConsultation:
    """A consultation with who recorded it and when."""

    consultation: Consultation
    by: str
    at: datetime


@dataclass(frozen=True)
class GivenMark:
    mark: Mark
    by: str
    at: datetime


@dataclass(frozen=True)
class Alert:
    """One alert from its first consultation to its assessment. Immutable; `apply` makes the next one."""

    id: str
    scope: Scope
    places: tuple[str, ...]
    pack: str
    pack_digest: str
    desk: str
    opened_at: datetime
    opened_by: str
    consultations: tuple[HeldConsultation, ...]
    proposal: Proposal | None = None
    level: Level | None = None
    """The level that stands; None before issue and after the end."""
    notices: tuple[Notice, ...] = ()
    tasks: tuple[LaidTask, ...] = ()
    marks: Mapping[str, tuple[GivenMark, ...]] = field(default_factory=dict)
    """Marks by task, the latest last; a corrected one is gone from here and stays in the journal."""
    outcome: Outcome | None = None
    ended_at: datetime | None = None
    left_open: tuple[str, ...] = ()
    closing: str = ""
    assessment: Assessment | None = None
    assessed_at: datetime | None = None

    @property
    def stage(self) -> Stage:
        if self.assessment is not None:
            return Stage.ASSESSED
        if self.proposal is not None and (
            self.outcome is None or self.proposal.act.change is AFTER_THE_END.get(self.outcome)
        ):
            return self.proposal.stage
        match self.outcome:
            case Outcome.LIFTED:
                return Stage.LIFTED
            case Outcome.WITHDRAWN:
                return Stage.WITHDRAWN
            case Outcome.CLOSED | Outcome.SETTLED:
                return Stage.CLOSED
        return Stage.STANDING if self.level is not None else Stage.CONSULTED

    @property
    def consultation(self) -> Consultation:
        return self.consultations[-1].consultation

    @property
    def intended_places(self) -> tuple[str, ...]:
        """What the next release will cover: a consultation widens nothing until it is published."""
        return tuple(dict.fromkeys((*self.places, *self.consultation.places)))

    @property
    def is_standing(self) -> bool:
        return self.level is not None and self.outcome is None

    @property
    def owes_withdrawal(self) -> bool:
        """Settled away by an officer, while what it published still stands before the public."""
        return self.outcome is Outcome.SETTLED and bool(self.notices)

    @property
    def published_level(self) -> Level:
        """The level that stands, or, of an alert that has ended, the one its last notice speaks of."""
        if self.level is not None:
            return self.level
        return self.notices[-1].level if self.notices else Level.NONE

    @property
    def issued_at(self) -> datetime | None:
        return self.notices[0].at if self.notices else None

    @property
    def peak_level(self) -> Level:
        return max((n.level for n in self.notices), default=Level.NONE)

    @property
    def latest_number(self) -> str:
        return self.notices[-1].number if self.notices else ""

    def mark_of(self, task: str) -> GivenMark | None:
        given = self.marks.get(task, ())
        return given[-1] if given else None
