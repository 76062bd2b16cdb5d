"""What the air plot shows, as plain values: one place, its hours, its forecast, its alerts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from qh_console.ui.widgets.level_badge import LevelView


@dataclass(frozen=True)
class TimeSpan:
    from_at: datetime
    to_at: datetime


@dataclass(frozen=True)
class BandSpan:
    """Forecast AQI between `low` and `high` over a stretch of time."""

    from_at: datetime
    to_at: datetime
    low: float
    high: float


@dataclass(frozen=True)
class AlertSpan:
    """An alert at one level; `to_at` None while it stands."""

    from_at: datetime
    to_at: datetime | None
    level: LevelView


@dataclass(frozen=True)
class GuideLine:
    """A line across the plot, as the rules name it: 200 重度污染."""

    value: float
    text: str


@dataclass(frozen=True)
class ClassBand:
    """An AQI class up to `upper`: its word and its own colour."""

    upper: float
    word: str
    fill: str


@dataclass(frozen=True)
class PlotView:
    """One place: hours ending at first_at, first_at + 1 h, …; None marks an hour that is not valid."""

    title: str
    now_at: datetime
    first_at: datetime
    until_at: datetime
    aqi: tuple[float | None, ...] = ()
    mean24: tuple[float | None, ...] = ()
    dust: tuple[TimeSpan, ...] = ()
    forecast: tuple[BandSpan, ...] = ()
    alerts: tuple[AlertSpan, ...] = ()
    lines: tuple[GuideLine, ...] = ()
    classes: tuple[ClassBand, ...] = ()

    def seconds(self, index: int) -> float:
        return (self.first_at + timedelta(hours=index)).timestamp()
