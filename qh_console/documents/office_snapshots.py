"""What the office's own papers say, frozen at one moment: handover, extract of the log, roster, contacts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from qh_console.documents.snapshots import AdviceLine, PackNote, PaperHead


@dataclass(frozen=True)
class HandoverItem:
    """One matter the next shift takes over."""

    kind: str
    text: str
    due_at: datetime | None = None


@dataclass(frozen=True)
class HandoverRecord:
    """Plan 7.5: who leaves, who comes, what stands open between them."""

    head: PaperHead
    pack: PackNote
    from_at: datetime
    handed_at: datetime
    off_duty: tuple[str, ...]
    on_duty: tuple[str, ...]
    alerts: tuple[str, ...]
    """Each alert in force in a sentence."""
    items: tuple[HandoverItem, ...]
    equipment: str
    remarks: str = ""


@dataclass(frozen=True)
class LogLine:
    position: str
    at: datetime
    officer: str
    text: str


@dataclass(frozen=True)
class LogbookExtract:
    """Lines of the journal as they stand, with the heads that prove them."""

    head: PaperHead
    pack: PackNote
    subject: str
    from_at: datetime
    to_at: datetime
    lines: tuple[LogLine, ...]
    heads: tuple[tuple[str, str], ...]
    """Desk and digest at its chain's end."""


@dataclass(frozen=True)
class RosterLine:
    on: date
    shift: str
    leader: str
    officers: tuple[str, ...]
    telephone: str
    note: str = ""


@dataclass(frozen=True)
class DutyRoster:
    """Plan 7.5: who is on watch, reachable around the clock."""

    head: PaperHead
    pack: PackNote
    office: str
    first_on: date
    last_on: date
    lines: tuple[RosterLine, ...]
    faults: tuple[str, ...]
    """Stretches without a shift or with two, in words."""


@dataclass(frozen=True)
class ContactLine:
    """One post; a text that is empty was not given."""

    unit: str
    post: str
    name: str
    title: str
    phone: str
    mobile: str
    fax: str


@dataclass(frozen=True)
class ContactSheet:
    """Plan 7.5: both posts of every unit, and who outside the leading group receives notices."""

    head: PaperHead
    pack: PackNote
    office: str
    as_of: datetime
    """Of the latest change."""
    lines: tuple[ContactLine, ...]
    missing: int
    """Posts nobody has been named for."""


@dataclass(frozen=True)
class HealthHint:
    """健康提示 (plan 3.1, 3.4): what the public is told where no alert is issued, or none yet."""

    head: PaperHead
    pack: PackNote
    office: str
    starts_at: datetime
    ends_at: datetime
    places: tuple[str, ...]
    peak: str
    """How bad it may get, in words."""
    cause: str
    effect: str
    advice: tuple[AdviceLine, ...]
    hotline: str
