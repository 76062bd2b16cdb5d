"""What the papers of the emission register say, frozen at one moment: a prefecture's summary, an enterprise's board."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from qh_console.documents.snapshots import LevelFacts, PackNote, PaperHead
from qh_console.domain.emissions import DailyGrams, EmissionSource


@dataclass(frozen=True)
class RatioRow:
    """One pollutant at one level, in figures as they print."""

    level: LevelFacts
    pollutant: str
    base: str
    reduction: str
    percent: str
    required: str
    verdict: str
    short: str
    """What is wanting, in kilograms a day and percentage points; a dash where nothing is."""


@dataclass(frozen=True)
class EmissionSummary:
    """Plan 4.1, 4.3: one edition of a prefecture's list with its totals and ratios."""

    head: PaperHead
    pack: PackNote
    place: str
    dated_on: date
    edition: str
    """Where the edition stands in the journal."""
    levels: tuple[LevelFacts, ...]
    base_year: int | None
    sources: tuple[EmissionSource, ...]
    mandatory: tuple[DailyGrams, ...]
    """What mandatory measures take off, level by level."""
    ratios: tuple[RatioRow, ...]
    shortfalls: int
    """How many of the ratios are not reached."""


@dataclass(frozen=True)
class EmissionBoard:
    """Plan 4.2: 一厂一策 at an enterprise's gate."""

    head: PaperHead
    pack: PackNote
    place: str
    dated_on: date
    edition: str
    source: EmissionSource
    levels: tuple[LevelFacts, ...]
    """Of the source's responses, one each."""
    supervisor: str
    hotline: str
    on_a3: bool
