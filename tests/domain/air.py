"""Short ways to write air down for tests: stretches of hourly AQI, days, and the grades they get."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np

from qh_console.domain.grading import Grade, grade
from qh_console.domain.pack import PlanPack
from qh_console.domain.readings import DayForecast, Floats
from qh_console.domain.windows import Mask, WindowSeries, windows_of_days, windows_of_hourly_aqi
from tests.builders import packs, plan

PLAN = plan()
FIRST_AT = datetime(2026, 1, 9, 17, tzinfo=UTC)
"""The hour ending at 1:00 on 10 January in Beijing."""
BEGIN_AT = FIRST_AT - timedelta(hours=1)


def mee() -> PlanPack:
    return packs()["mee-2024"]


def stretches(*parts: tuple[float, int]) -> Floats:
    """(201, 48), (50, 12) …: so many hours at that AQI, one after the other."""
    return np.concatenate([np.full(hours, float(aqi)) for aqi, hours in parts])


def windows(hourly: Floats, dust: Mask | None = None, place: str = "630100") -> WindowSeries:
    return windows_of_hourly_aqi(place, FIRST_AT, hourly, 24, 20, dust)


def graded(*parts: tuple[float, int], pack: PlanPack = PLAN, place: str = "630100") -> Grade:
    return grade(windows(stretches(*parts), place=place), pack)


def days(*aqi: int | tuple[int, int] | None, place: str = "630100") -> WindowSeries:
    """One AQI or range a day from 10 January on; None leaves the day out."""
    found = []
    for i, told in enumerate(aqi):
        if told is not None:
            low, high = (told, told) if isinstance(told, int) else told
            found.append(DayForecast(place, date(2026, 1, 10) + timedelta(days=i), low, high))
    return windows_of_days(found)


def hour(n: int) -> datetime:
    """The instant `n` hours after the series begins."""
    return BEGIN_AT + timedelta(hours=n)
