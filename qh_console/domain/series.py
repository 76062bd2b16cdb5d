"""Hourly series from readings as they come: gaps, repeats, corrections that arrive late, any order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

import numpy as np

from qh_console.domain.clock import HOUR
from qh_console.domain.readings import Floats, HourlySeries, Indicator, Reading


def hourly_series(
    place: str, readings: Iterable[Reading], first_at: datetime | None = None, last_at: datetime | None = None
) -> HourlySeries:
    """The readings of `place` hour by hour, NaN where there is none.

    What was received later wins, value by value; told as NaN it takes the earlier value back. Between readings of one
    moment the order is that of their sources and values, never that of arrival. The span is that of the readings unless
    `first_at` or `last_at` (UTC ends of hours, both included) set it. Raises ValueError without a span.
    """
    by_hour: dict[datetime, list[Reading]] = {}
    for reading in readings:
        if reading.place == place:
            by_hour.setdefault(reading.at, []).append(reading)
    if first_at is None or last_at is None:
        if not by_hour:
            raise ValueError("no readings and no span")
        first_at = min(by_hour) if first_at is None else first_at
        last_at = max(by_hour) if last_at is None else last_at
    hours = max((last_at - first_at) // HOUR + 1, 0)
    values: dict[Indicator, Floats] = {}
    aqi = np.full(hours, np.nan)
    for at, told in by_hour.items():
        index = (at - first_at) // HOUR
        if not 0 <= index < hours:
            continue
        for reading in sorted(told, key=_precedence) if len(told) > 1 else told:
            for indicator, value in reading.values.items():
                if indicator not in values:
                    values[indicator] = np.full(hours, np.nan)
                values[indicator][index] = value
            if reading.aqi is not None:
                aqi[index] = reading.aqi
    return HourlySeries(place, first_at, values, None if np.isnan(aqi).all() else aqi)


def series_by_place(readings: Iterable[Reading]) -> Mapping[str, HourlySeries]:
    """One series a place, each over its own span."""
    by_place: dict[str, list[Reading]] = {}
    for reading in readings:
        by_place.setdefault(reading.place, []).append(reading)
    return {place: hourly_series(place, told) for place, told in by_place.items()}


def without_dust(series: HourlySeries) -> HourlySeries:
    """Plan 1.3: the series with the hours found to be dust not valid."""
    if series.dust is None:
        return series
    dust = series.dust
    return replace(series, values={k: np.where(dust, np.nan, v) for k, v in series.values.items()})


def _precedence(reading: Reading) -> tuple[datetime, str, str]:
    told = sorted((str(k), float(v)) for k, v in reading.values.items())
    return reading.received_at, reading.source, repr((told, reading.aqi))
