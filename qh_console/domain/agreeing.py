"""The agreed forecast is the one that grades (plan 3.2): the days that were measured, then the days agreed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from qh_console.domain.clock import BEIJING
from qh_console.domain.forecasts import agreed_days
from qh_console.domain.grading import Grade, grade
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.particulars import AgreedDay
from qh_console.domain.places import Places
from qh_console.domain.province import grade_province
from qh_console.domain.readings import DayForecast
from qh_console.domain.windows import WindowSeries, windows_of_days


@dataclass(frozen=True)
class Agreement:
    """What the agreed forecast amounts to, by place, and for the province."""

    grades: tuple[Grade, ...]
    province_level: Level


def agree(known: Mapping[str, WindowSeries], agreed: Sequence[AgreedDay], pack: PlanPack, places: Places) -> Agreement:
    """Plan 3.1, 3.2, 3.3.1: each place of `agreed` graded on its own days and on the days before them in `known`."""
    told = agreed_days(agreed)
    codes = places.in_order({d.place for d in told} & known.keys())
    grades = tuple(grade_agreed(known[code], [d for d in told if d.place == code], pack) for code in codes)
    return Agreement(grades, grade_province(grades, places, pack).level)


def grade_agreed(known: WindowSeries, days: Sequence[DayForecast], pack: PlanPack) -> Grade:
    """One place. `days`: not empty, the agreed ones; a process that was under way before them is counted on."""
    return grade(windows_of_days([*_days_before(known, min(d.on for d in days), pack), *days]), pack)


def _days_before(known: WindowSeries, first_on: date, pack: PlanPack) -> list[DayForecast]:
    """The natural days before, back to where two in a row were not heavy: that parts two processes (3.3.2)."""
    found: list[DayForecast] = []
    quiet = 0
    on = first_on
    while quiet < 2:
        on -= timedelta(days=1)
        aqi = _on(known, on)
        if aqi is None:
            break
        quiet = 0 if aqi > pack.grading.heavy_above else quiet + 1
        found.append(DayForecast(known.place, on, aqi, aqi))
    return found


def _on(known: WindowSeries, on: date) -> int | None:
    """The AQI of one natural day, None where it is not known."""
    midnight_at = datetime.combine(on + timedelta(days=1), time(), BEIJING).astimezone(UTC)
    slot = known.slot_ending(midnight_at)
    if not 0 <= slot < len(known.aqi) or known.end_at(slot) != midnight_at or not np.isfinite(known.aqi[slot]):
        return None
    return int(known.aqi[slot])
