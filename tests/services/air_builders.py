"""Air for the services' tests: hours of PM2.5 in stretches, and forecasts by hour, by day, or as bare AQI."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import numpy as np

from qh_console.domain.clock import HOUR
from qh_console.domain.readings import DayForecast, Floats, Forecast, HourlySeries, Indicator, Reading
from tests.builders import XINING

CLEAN, HEAVY, SEVERE = 35.0, 200.0, 300.0
"""PM2.5 in µg/m³: AQI 50, 250 and 350 by the hour and by 24 h alike."""
AQI = {CLEAN: 50, HEAVY: 250, SEVERE: 350}

GASES = {Indicator.SO2: 10.0, Indicator.NO2: 20.0, Indicator.CO: 0.5, Indicator.O3: 40.0}

Stretch = tuple[float, int]
"""A figure and for how many hours it lasts."""


def figures(*stretches: Stretch) -> Floats:
    return np.concatenate([np.full(hours, figure, dtype=np.float64) for figure, hours in stretches])


def measured(
    until: datetime, *stretches: Stretch, place: str = XINING, pm10: float = 1.0, source: str = "国控站"
) -> tuple[Reading, ...]:
    """The hours up to and including the one that ends at `until`; PM10 is `pm10` times PM2.5, NaN is no hour."""
    row = figures(*stretches)
    first_at = until - (len(row) - 1) * HOUR
    return tuple(
        reading(first_at + k * HOUR, {**GASES, Indicator.PM25: fine, Indicator.PM10: fine * pm10}, place, source)
        for k, fine in enumerate(row.tolist())
        if fine == fine
    )


def reading(
    at: datetime, values: Mapping[Indicator, float], place: str = XINING, source: str = "国控站", aqi: int | None = None
) -> Reading:
    return Reading(place, at, values, source, at + timedelta(minutes=20), aqi)


def by_hour(
    issued_at: datetime, first_at: datetime, *stretches: Stretch, place: str = XINING, source: str = "数值模式"
) -> Forecast:
    row = figures(*stretches)
    return Forecast(source, issued_at, hourly=(HourlySeries(place, first_at, {Indicator.PM25: row}),))


def by_hour_as_aqi(issued_at: datetime, first_at: datetime, *stretches: Stretch, place: str = XINING) -> Forecast:
    return Forecast("数值模式", issued_at, hourly=(HourlySeries(place, first_at, aqi=figures(*stretches)),))


def by_day(
    issued_at: datetime, first_on: date, *days: int | tuple[int, int], place: str = XINING, source: str = "省站"
) -> Forecast:
    """One AQI or range a day."""
    told = [(d, d) if isinstance(d, int) else d for d in days]
    return Forecast(
        source,
        issued_at,
        tuple(DayForecast(place, first_on + timedelta(days=k), low, high) for k, (low, high) in enumerate(told)),
    )
