"""What officers did to keep the office: filings, floors, numbers, clocks, handovers, passwords; part of `Act`."""

from __future__ import annotations

from dataclasses import dataclass

from qh_console.domain.pack import Level
from qh_console.domain.particulars import CityFiling, HandoverLine, HandoverRemark, Means


@dataclass(frozen=True)
class CityAlertFiled:
    """A prefecture's notice was entered with its own number (plan 3.3.1)."""

    filing: CityFiling


@dataclass(frozen=True)
class FilingChecked:
    """The office found the filing in order, or sent it back to be completed."""

    place: str
    number: str
    accepted: bool
    remark: str


@dataclass(frozen=True)
class FloorAnswered:
    """At which level a prefecture under a provincial alert says it responds (plan 5.1)."""

    alert: str
    place: str
    level: Level
    means: Means
    spoke_to: str
    says: str


@dataclass(frozen=True)
class NumberVoided:
    """The next number of the series was spoilt; nobody gets it any more."""

    number: str
    reason: str


@dataclass(frozen=True)
class ClockAcknowledged:
    """An officer heard a clock; it is silent until its cause changes."""

    alert: str
    clock: str
    cause: str
    reason: str


@dataclass(frozen=True)
class PasswordReset:
    """Two administrators gave an officer a new password."""

    officer: str
    confirmed_by: str


@dataclass(frozen=True)
class HandedOver:
    """The outgoing officer's page, line by line."""

    successor: str
    lines: tuple[HandoverLine, ...]
    note: str


@dataclass(frozen=True)
class HandoverAccepted:
    """The incoming officer took every line, or said what is wrong with it; the shift is his from here."""

    handover: str
    accepted: tuple[str, ...]
    remarks: tuple[HandoverRemark, ...]


OfficeAct = (
    CityAlertFiled
    | FilingChecked
    | FloorAnswered
    | NumberVoided
    | ClockAcknowledged
    | PasswordReset
    | HandedOver
    | HandoverAccepted
)
