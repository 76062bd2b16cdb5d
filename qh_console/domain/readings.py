"""What was measured or foretold of the air: indicators, single readings, and hourly series."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from qh_console.domain.clock import HOUR

Floats = npt.NDArray[np.float64]


class Indicator(StrEnum):
    """A measured quantity: µg/m³, CO in mg/m³. Without a suffix the mean of one hour (in a daily row: of a day)."""

    SO2 = "so2"
    NO2 = "no2"
    CO = "co"
    O3 = "o3"
    O3_8H = "o3_8h"
    PM10 = "pm10"
    PM25 = "pm25"
    PM10_24H = "pm10_24h"
    PM25_24H = "pm25_24h"


SIX = (Indicator.SO2, Indicator.NO2, Indicator.CO, Indicator.O3, Indicator.PM10, Indicator.PM25)

POLLUTANT_NAMES: Mapping[str, str] = {
    "so2": "SO2", "no2": "NO2", "co": "CO", "o3": "O3", "o3_8h": "O3", "pm10": "PM10", "pm25": "PM2.5",
    "pm10_24h": "PM10", "pm25_24h": "PM2.5",
}  # fmt: skip
"""The pollutant's sign as papers write it (subscripts are the page engine's business)."""


@dataclass(frozen=True)
class Reading:
    """One place and hour as one source told it. Never changed: a later telling is another reading."""

    place: str
    at: datetime
    """UTC end of the hour the means belong to."""
    values: Mapping[Indicator, float]
    source: str
    received_at: datetime
    aqi: int | None = None
    """AQI as the source published it, where it did; ours is computed, never stored."""


@dataclass(frozen=True, eq=False)
class HourlySeries:
    """Consecutive hours of one place. Arrays share one length; NaN marks an hour that is not valid."""

    place: str
    first_at: datetime
    """UTC end of the first hour."""
    values: Mapping[Indicator, Floats] = field(default_factory=dict)
    aqi: Floats | None = None
    """Hourly AQI where only that is known, or as published."""
    dust: npt.NDArray[np.bool_] | None = None
    """Hours an officer found to be dust (plan 1.3); they do not count for grading."""

    @property
    def hours(self) -> int:
        arrays = [*self.values.values(), *([] if self.aqi is None else [self.aqi])]
        return len(arrays[0]) if arrays else 0

    def at(self, index: int) -> datetime:
        """UTC end of hour `index`."""
        return self.first_at + index * HOUR


@dataclass(frozen=True)
class DayForecast:
    """One day of a daily forecast for one place. `aqi_low == aqi_high` where one figure was given."""

    place: str
    on: date
    aqi_low: int
    aqi_high: int
    pollutant: str = ""
    dust: bool = False


@dataclass(frozen=True)
class Forecast:
    """A forecast as issued: who, when, for when. Kept for ever, never corrected."""

    source: str
    issued_at: datetime
    days: tuple[DayForecast, ...] = ()
    hourly: tuple[HourlySeries, ...] = ()
