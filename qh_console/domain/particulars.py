"""The particulars that commands ask with and acts record: kinds, consultations, publications, marks, papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from qh_console.domain.pack import Level


class Role(StrEnum):
    """What an account may do; an officer may hold several (least privilege, checked in decisions)."""

    DUTY_OFFICER = "duty_officer"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"


class Scope(StrEnum):
    """Who issues: a prefecture's headquarters, or the provincial leading group (plan 3.3.1)."""

    CITY = "city"
    PROVINCE = "province"


class Cause(StrEnum):
    """Why the air is heavy, as found by an officer; UNDECIDED blocks issuing (plan 1.3)."""

    HAZE = "haze"
    OZONE = "ozone"
    DUST = "dust"
    SMOKE = "smoke"
    MIXED = "mixed"
    UNDECIDED = "undecided"


class Change(StrEnum):
    """What a proposal would do to an alert; each is published by a notice (plan 3.3)."""

    ISSUE = "issue"
    RAISE = "raise"
    LOWER = "lower"
    LIFT = "lift"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


class Approval(StrEnum):
    """How an approver gave his word; by telephone it must be countersigned later."""

    SIGNATURE = "signature"
    TELEPHONE = "telephone"


class MarkState(StrEnum):
    """Where a unit stands with one duty."""

    NOTIFIED = "notified"
    UNDER_WAY = "under_way"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"


class Means(StrEnum):
    """How a unit's word reached the office."""

    PHONE = "phone"
    LETTER = "letter"
    FAX = "fax"
    SYSTEM = "system"
    ON_SITE = "on_site"


@dataclass(frozen=True)
class Participant:
    """Who took part in a consultation (plan 3.2)."""

    unit: str
    name: str
    opinion: str = ""


@dataclass(frozen=True)
class AgreedDay:
    """One day of the forecast a consultation agreed on; it is this one that grades."""

    place: str
    on: date
    aqi_low: int
    aqi_high: int
    pollutant: str = "PM2.5"


@dataclass(frozen=True)
class GradeRecord:
    """The engine's recommendation for one place as it stood when the consultation used it."""

    place: str
    level: Level
    heavy_days: int
    severe_days: int
    peak: int | None
    clauses: tuple[str, ...]
    working: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass(frozen=True)
class ExpectedFigures:
    """What the forecast holds for one place over the agreed time, as the report upwards must tell it (plan 3.2)."""

    place: str
    pollutant: str
    aqi_low: int
    aqi_high: int
    aqi_mean: int
    low_ugm3: int
    high_ugm3: int
    mean_ugm3: int


class BasisKind(StrEnum):
    """What a consultation was opened on: the engine's grade, what monitoring showed, or an officer's own judgement."""

    GRADE = "grade"
    OBSERVATION = "observation"
    BY_HAND = "by_hand"


@dataclass(frozen=True)
class ObservedAir:
    """What monitoring showed of one place at an hour: the index of it and of the 24 h up to it (plan 3.1, 3.2)."""

    place: str
    at: datetime
    aqi: int | None
    mean_24h: int | None
    pollutant: str


@dataclass(frozen=True)
class ConsultationBasis:
    """`observed` holds the figures seen when the consultation was opened on an observation."""

    kind: BasisKind
    observed: tuple[ObservedAir, ...] = ()


@dataclass(frozen=True)
class Consultation:
    """What a joint consultation looked at and concluded (plan 3.2)."""

    scope: Scope
    places: tuple[str, ...]
    cause: Cause
    level: Level
    """The level agreed on."""
    reason: str
    """Why it differs from the grade; empty where it does not."""
    starts_at: datetime
    ends_at: datetime
    participants: tuple[Participant, ...]
    ecology: str
    meteorology: str
    experts: str
    conclusion: str
    forecast: tuple[AgreedDay, ...]
    grades: tuple[GradeRecord, ...]
    province_level: Level
    aqi_edition: str
    figures: tuple[ExpectedFigures, ...] = ()
    basis: ConsultationBasis | None = None
    """None in records older than this field."""

    @property
    def graded(self) -> Level:
        """What the engine recommended for whoever issues: the place's own level, or the province's."""
        if self.scope is Scope.PROVINCE:
            return self.province_level
        return max((g.level for g in self.grades if g.place in self.places), default=Level.NONE)


@dataclass(frozen=True)
class Publication:
    """What plan 3.3.1 demands of a published alert; an empty text is a missing field."""

    starts_at: datetime
    ends_at: datetime | None
    extent: str
    dispersion: str
    pollutants: str
    outlook: str


@dataclass(frozen=True)
class TelephoneRecord:
    """A recorded telephone approval: who was called, on what number, when, and that it was read back."""

    spoke_to: str
    number: str
    called_at: datetime
    read_back: bool


@dataclass(frozen=True)
class ChangeEvidence:
    """What the engine saw when a raise, lowering or lift was proposed (plan 3.3.2)."""

    clear_hours: int | None = None
    """Hours ahead the forecast stays below the line; None where there was no forecast."""
    observed_aqi: int | None = None
    next_day_mean: float | None = None
    working: str = ""


NO_EVIDENCE = ChangeEvidence()


@dataclass(frozen=True)
class Mark:
    """A unit's word on one duty: called, spoke to …, says …"""

    state: MarkState
    means: Means
    spoke_to: str
    says: str
    evidence: str = ""


@dataclass(frozen=True)
class Assessment:
    """总结评估 (plan 5.5): the parts a person writes; the numbers come from the record."""

    meteorology: str
    causes: str
    reductions: str
    publicity: str
    later_effects: str
    problems: str
    lessons: str
    proposals: str


@dataclass(frozen=True)
class PaperForm:
    """Another file that says what a paper says, archived beside it: cap, national, word."""

    form: str
    sha256: str


@dataclass(frozen=True)
class Paper:
    """A finished document as the archive holds it; `subject` tells two of a kind apart (a duty sheet's unit)."""

    alert: str | None
    kind: str
    """Stable word: issue-notice, duty-sheet …"""
    title: str
    number: str
    sha256: str
    pages: int
    subject: str = ""
    content: str = ""
    """SHA-256 of what it says (its snapshot, unstamped), whose beginning is printed at the foot of its pages."""
    forms: tuple[PaperForm, ...] = ()


@dataclass(frozen=True)
class Task:
    """A duty laid on one unit by one alert; `id` is unique within the alert."""

    id: str
    duty: str
    unit: str
    place: str | None
    due_hours: int


@dataclass(frozen=True)
class CityFiling:
    """A prefecture's own notice as it reached the office to be filed (plan 3.3.1)."""

    place: str
    number: str
    """The prefecture's, never ours."""
    change: Change
    level: Level
    """Afterwards; NONE once lifted or withdrawn."""
    issued_at: datetime
    publication: Publication
    means: Means
    sender: str
    """Who sent it or read it out."""
    received_at: datetime
    changes_number: str = ""


@dataclass(frozen=True)
class HandoverLine:
    """One thing the incoming officer must know; `id` is unique on its page."""

    id: str
    topic: str
    text: str


@dataclass(frozen=True)
class HandoverRemark:
    """Why the incoming officer does not take a line as it stands."""

    line: str
    text: str
