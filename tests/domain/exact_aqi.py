"""The index in exact fractions, written from the standards; it shares nothing with the engine it judges."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

STEPS = (0, 50, 100, 150, 200, 300, 400, 500)

LIMITS = {
    "so2_24": (0, 50, 150, 475, 800, 1600, 2100, 2620),
    "so2_1": (0, 150, 500, 650, 800),
    "no2_24": (0, 40, 80, 180, 280, 565, 750, 940),
    "no2_1": (0, 100, 200, 700, 1200, 2340, 3090, 3840),
    "co_24": (0, 2, 4, 14, 24, 36, 48, 60),
    "co_1": (0, 5, 10, 35, 60, 90, 120, 150),
    "o3_1": (0, 160, 200, 300, 400, 800, 1000, 1200),
    "o3_8": (0, 100, 160, 215, 265, 800),
    "pm10": (0, 50, 150, 250, 350, 420, 500, 600),
    "pm25": (0, 35, 75, 115, 150, 250, 350, 500),
}
LIMITS_2026 = LIMITS | {"pm10": (0, 50, 120, 250, 350, 420, 500, 600), "pm25": (0, 35, 60, 115, 150, 250, 350, 500)}

HOURLY = {"so2": "so2_1", "no2": "no2_1", "co": "co_1", "o3": "o3_1", "pm10": "pm10", "pm25": "pm25"}
HOURLY_TEXT = {
    "so2": "so2_1",
    "no2": "no2_1",
    "co": "co_1",
    "o3": "o3_1",
    "o3_8h": "o3_8",
    "pm10_24h": "pm10",
    "pm25_24h": "pm25",
}
DAILY_2026 = {"so2": "so2_24", "no2": "no2_24", "co": "co_24", "o3_8h": "o3_8", "pm10": "pm10", "pm25": "pm25"}
DAILY_2012 = DAILY_2026 | {"o3": "o3_1"}

SIGNS = {"so2": "SO2", "no2": "NO2", "co": "CO", "o3": "O3", "o3_8h": "O3", "pm10": "PM10", "pm25": "PM2.5"} | {
    "pm10_24h": "PM10",
    "pm25_24h": "PM2.5",
}
ORDER = ("SO2", "NO2", "CO", "O3", "PM10", "PM2.5")


@dataclass(frozen=True)
class Exact:
    aqi: int | None
    level: int | None
    primary: tuple[str, ...]
    missing: tuple[str, ...]
    sub: Mapping[str, int | None]


def exact_items(year: int, report: str, rule: str) -> dict[str, str]:
    if report == "daily":
        return DAILY_2026 if year == 2026 else DAILY_2012
    return HOURLY_TEXT if year == 2012 and rule == "text" else HOURLY


def rounded(kind: str, concentration: Decimal) -> Decimal:
    """HJ 633—2026 4.2.2 by GB/T 8170, on the decimal digits."""
    unit = Decimal("0.1") if kind.startswith("co") else Decimal(1)
    return concentration.quantize(unit, ROUND_HALF_EVEN)


def sub_index(year: int, kind: str, concentration: Decimal) -> int | None:
    """The sub-index at a concentration; None where the 2012 notes give none."""
    limits = (LIMITS_2026 if year == 2026 else LIMITS)[kind]
    c = Fraction(rounded(kind, concentration) if year == 2026 else concentration)
    if c > limits[-1]:
        beyond = {"so2_1": 200, "o3_8": 300} if year == 2026 else {"so2_1": None, "o3_8": None}
        return beyond.get(kind, 500)
    for low, high, at_low, at_high in zip(limits, limits[1:], STEPS, STEPS[1:], strict=False):
        if c <= high:
            return math.ceil(Fraction(at_high - at_low, high - low) * (c - low) + at_low)
    raise AssertionError


def exact_aqi(year: int, report: str, rule: str, row: Mapping[str, Decimal | None]) -> Exact:
    """The whole answer for one row: columns of readings to decimals, None for missing."""
    kinds = exact_items(year, report, rule)
    given = {name: row.get(name) for name in kinds}
    sub = {name: None if c is None else sub_index(year, kinds[name], c) for name, c in given.items()}
    measured = {SIGNS[name] for name, c in given.items() if c is not None}
    missing = tuple(s for s in ORDER if s not in measured)
    numbers = [v for v in sub.values() if v is not None]
    aqi = max(numbers) if numbers else None
    if year == 2026 and aqi is not None and missing and aqi <= 100:
        aqi = None
    leading = {SIGNS[name] for name, v in sub.items() if aqi is not None and aqi > 50 and v == aqi}
    level = None if aqi is None else 1 + sum(aqi > line for line in (50, 100, 150, 200, 300))
    return Exact(aqi, level, tuple(s for s in ORDER if s in leading), missing, sub)
