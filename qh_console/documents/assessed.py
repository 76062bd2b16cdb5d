"""What the assessment report reads: a closed process with its air, forecasts, acts, duties and reductions, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from qh_console.documents.charts import Band, Moment
from qh_console.documents.maps import Region
from qh_console.documents.snapshots import NamedNotice, PackNote, PaperHead


@dataclass(frozen=True)
class PlaceAir:
    """One place hour by hour; every tuple begins at the hour ending `first_at`; None where not valid."""

    place: str
    first_at: datetime
    aqi: tuple[float | None, ...]
    rolling_aqi: tuple[float | None, ...]
    pm25_ugm3: tuple[float | None, ...]
    pm10_ugm3: tuple[float | None, ...]
    alerts: tuple[Band, ...] = ()


@dataclass(frozen=True)
class PlaceOutcome:
    place: str
    level: str
    """Highest level issued, or 未发布预警."""
    heavy_hours: int
    heavy_days: int
    peak_aqi: int
    peak_at: datetime
    pm25_mean_ugm3: float
    pm25_peak_ugm3: float


@dataclass(frozen=True)
class DayRow:
    place: str
    on: date
    aqi: int | None
    grade: int | None
    """Class 0 (优) to 5 (严重污染)."""
    grade_name: str
    primary: str
    pm25_ugm3: float | None
    pm10_ugm3: float | None


@dataclass(frozen=True)
class ForecastCheck:
    """One forecast day against what came; `verdict` 命中, 偏低, 偏高, 漏报, 空报."""

    place: str
    issued_at: datetime
    on: date
    foretold: str
    came: str
    lead_hours: int
    verdict: str


@dataclass(frozen=True)
class DutyShare:
    name: str
    total: int
    done: int
    overdue: int
    median_minutes: int | None
    """Median time from the notice to the first answer."""


@dataclass(frozen=True)
class Reduction:
    place: str
    pollutant: str
    required_percent: float
    planned_percent: float | None
    reached_percent: float | None


@dataclass(frozen=True)
class JournalLine:
    position: str
    at: datetime
    officer: str
    text: str


@dataclass(frozen=True)
class AssessmentReport:
    """Plan 5.5, 7.4. The texts are written by a person; the figures come from the record."""

    head: PaperHead
    pack: PackNote
    process: str
    """2026年1月12日至16日."""
    started_at: datetime
    ended_at: datetime
    outcomes: tuple[PlaceOutcome, ...]
    air: tuple[PlaceAir, ...]
    days: tuple[DayRow, ...]
    regions: tuple[Region, ...]
    timeline: tuple[Moment, ...]
    checks: tuple[ForecastCheck, ...]
    duties_by_unit: tuple[DutyShare, ...]
    duties_by_place: tuple[DutyShare, ...]
    reduction_rows: tuple[Reduction, ...]
    notices: tuple[NamedNotice, ...]
    journal: tuple[JournalLine, ...]
    overview: str
    meteorology: str
    causes: str
    forecast_review: str
    reductions: str
    publicity: str
    later_effects: str
    problems: str
    lessons: str
    proposals: str
