"""Snapshots of what goes up and out while a response runs: filing with the province, supervision, the daily brief."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from qh_console.documents.snapshots import LevelFacts, NamedNotice, PackNote, PaperHead, PublicationFacts


@dataclass(frozen=True)
class FilingForm:
    """备案表 (plan 3.3.1): a prefecture's alert filed with the provincial leading group."""

    head: PaperHead
    pack: PackNote
    facts: PublicationFacts
    notice: NamedNotice
    issued_at: datetime
    approved_by: str
    consulted_by: tuple[str, ...]
    contact: str
    received_by: str = ""
    received_at: datetime | None = None


@dataclass(frozen=True)
class SupervisionNotice:
    """督查通知 (plan 5.2): teams sent out at the province's Ⅰ."""

    head: PaperHead
    pack: PackNote
    level: LevelFacts
    notice: NamedNotice
    teams: tuple[tuple[str, str, str], ...]
    """Team, whom it visits, who leads it."""
    starts_on: date
    ends_on: date
    points: tuple[str, ...]
    """What is looked at."""
    report_to: str


@dataclass(frozen=True)
class BriefRow:
    """One place in the daily brief, figures as text."""

    place: str
    aqi_now: str
    aqi_mean: str
    pollutant: str
    outlook: str
    done: str
    """21/22: duties done of those laid."""
    overdue: str


@dataclass(frozen=True)
class DailyBrief:
    """应急专报 (plan 6.1): monitoring, how long it may last, harm and advice, measures and progress."""

    head: PaperHead
    pack: PackNote
    serial: int
    level: LevelFacts
    notice: NamedNotice
    as_of: datetime
    rows: tuple[BriefRow, ...]
    monitoring: str
    duration: str
    harm: str
    measures: str
    progress: str
    next_steps: str


@dataclass(frozen=True)
class DutyItem:
    clause: str
    category: str
    text: str
    due_at: datetime
    place: str = ""
    is_new: bool = False


@dataclass(frozen=True)
class DutySheet:
    """What one unit has to do under one notice, to be ticked, signed and sent back."""

    head: PaperHead
    pack: PackNote
    unit: str
    notice_number: str
    notice_title: str
    level: LevelFacts
    starts_at: datetime
    places: tuple[str, ...]
    duties: tuple[DutyItem, ...]
    reply_to: str
    reply_by: datetime
    emission_plan: str = ""
    """Of a prefecture with a list on record: which edition, and what it takes off a day."""


@dataclass(frozen=True)
class ResponseNotice:
    head: PaperHead
    pack: PackNote
    level: LevelFacts
    basis: NamedNotice
    starts_at: datetime
    places: tuple[str, ...]
    sheets: tuple[DutySheet, ...]
    report_within_hours: int
    supervision: bool = False
