"""Writes the numbers of winter-haze.toml below its last marker line; the story above it is written by hand.

    PYTHONPATH=. .venv/bin/python resources/drills/rebuild.py

No chance is involved: the same script gives the same numbers, so a change of shape is a readable difference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from qh_console.domain.aqi import daily_table
from qh_console.domain.readings import Floats, Indicator
from qh_console.editions import load_editions
from qh_console.paths import resources_folder

FILE = Path(__file__).with_name("winter-haze.toml")
MARKER = "# ---- 以下数值由 rebuild.py 写成，勿手改\n"
FIRST_ON, OBSERVED_HOURS = date(2026, 1, 7), 240
T = np.arange(1.0, OBSERVED_HOURS + 24 * 5 + 1)
"""Hours since the first midnight; an hour stands under the time it ends at."""

FAR_AHEAD = 96


@dataclass(frozen=True)
class Air:
    """How one place's PM2.5 (µg/m³) goes: anchors before the cold front, the hour the front comes, what it leaves."""

    anchors: Sequence[tuple[float, float]]
    front: float
    clean: float
    ratio: float
    """PM2.5/PM10 in clean air; haze raises it."""
    swing: float
    """Share by which night stands above the mean and afternoon below."""
    phase: float
    """Shifts the small waves, so that no two places are alike."""


BASIN = ((0, 58), (24, 68), (42, 92), (54, 135), (66, 170), (78, 178), (90, 190), (102, 205), (108, 235), (114, 282),
         (126, 290), (138, 294), (150, 288), (170, 280), (260, 280))  # fmt: skip
VALLEY = ((0, 56), (24, 64), (44, 82), (56, 112), (68, 143), (80, 154), (92, 172), (104, 194), (110, 224), (116, 270),
          (128, 279), (140, 284), (152, 280), (172, 272), (260, 272))  # fmt: skip
GRASSLAND = ((0, 38), (36, 52), (60, 75), (84, 105), (92, 126), (98, 160), (106, 184), (120, 192), (132, 188),
             (146, 176), (260, 176))  # fmt: skip


def _scaled(factor: float, more: float, lag: float = 0) -> tuple[tuple[float, float], ...]:
    return tuple((hour + lag, level * factor + more) for hour, level in BASIN)


PLACES: Mapping[str, Air] = {
    "630100": Air(BASIN, 159, 32, 0.50, 0.20, 0.0),
    "630200": Air(VALLEY, 162, 34, 0.50, 0.18, 1.1),
    "632200": Air(GRASSLAND, 146, 22, 0.48, 0.16, 2.3),
    "632300": Air(_scaled(0.30, 18, 4), 164, 24, 0.46, 0.20, 3.1),
    "632500": Air(_scaled(0.26, 20, 3), 157, 22, 0.45, 0.18, 4.2),
    "632600": Air(((0, 19), (260, 23)), 166, 17, 0.52, 0.22, 5.0),
    "632700": Air(((0, 15), (260, 18)), 168, 14, 0.55, 0.22, 0.6),
    "632800": Air(((0, 34), (120, 44), (260, 44)), 149, 26, 0.42, 0.15, 1.9),
}
DUST_PLACE, DUST_HOURS, DUST_PEAK = "632800", (149, 159), 560.0
"""The front stirs up dust in the west only: hour ends between, and the most PM10 it adds."""

SILENT: Sequence[tuple[str, int, int, Sequence[Indicator]]] = (
    ("630100", 75, 77, tuple(Indicator)),
    ("630100", 130, 131, (Indicator.PM10,)),
    ("630200", 130, 130, tuple(Indicator)),
    ("632200", 138, 140, tuple(Indicator)),
    ("632600", 60, 63, (Indicator.O3, Indicator.NO2)),
    ("632700", 68, 79, tuple(Indicator)),
)
"""First and last hour end without data, and of what."""


@dataclass(frozen=True)
class Outlook:
    """How a forecast of this issue differs from what came: its strength, and by how many hours its front is early."""

    issued_hour: int
    strength: float
    early: float


CENTRE = "省环境监测中心站（演练）"
MODEL = "数值预报模式（演练）"
ISSUES: Mapping[str, Sequence[Outlook]] = {
    CENTRE: (
        Outlook(16, 0.62, 0),
        Outlook(40, 0.85, 44),
        Outlook(64, 0.96, 15),
        Outlook(88, 0.94, 32),  # the wrong one: clears the air a day too early
        Outlook(112, 1.01, 0),
        Outlook(136, 1.0, -1),
        Outlook(160, 1.0, -1),
        Outlook(184, 1.0, 0),
        Outlook(208, 1.0, 0),
    ),
    MODEL: tuple(Outlook(15 + 24 * day, strength, early) for day, (strength, early) in enumerate(
        ((0.55, 0), (0.8, 30), (0.9, 10), (0.97, 3), (1.05, -2), (1.04, 2), (1.0, 0), (1.0, 0), (1.0, 0))
    )),
}  # fmt: skip


def pm25(air: Air, strength: float = 1.0, early: float = 0.0, waves: float = 1.0) -> Floats:
    hours, levels = np.array(air.anchors).T
    front = air.front - early
    calm = strength * np.interp(np.minimum(T, front), hours, levels)
    level = np.where(front > T, calm, air.clean + (calm - air.clean) * np.exp(-np.maximum(T - front, 0) / 2.5))
    level = level + np.where(front > T, 0, 6 * (1 - np.exp(-(T - front) / 24)))
    night = 0.75 * np.cos(2 * np.pi * (T - 1) / 24) + 0.25 * np.cos(4 * np.pi * (T - 10) / 24)
    small = 0.025 * np.sin(1.7 * T + air.phase) + 0.02 * np.sin(0.61 * T + 2 * air.phase)
    return np.asarray(level * (1 + air.swing * night + waves * small))


def pm10(air: Air, fine: Floats) -> Floats:
    return np.asarray(fine / (air.ratio + 0.24 * np.minimum(1, fine / 200)))


def observed(place: str, air: Air) -> dict[Indicator, Floats]:
    fine = pm25(air)
    coarse = pm10(air, fine)
    if place == DUST_PLACE:
        first, last = DUST_HOURS
        coarse += (
            DUST_PEAK
            * np.clip(np.sin(np.pi * (T - first) / (last - first)), 0, None) ** 0.7
            * ((first < T) & (last > T))
        )
        fine = fine + 0.09 * np.maximum(coarse - 150, 0)
    of_day = T % 24
    traffic = np.exp(-((of_day - 8.5) ** 2) / 6) + 1.2 * np.exp(-((of_day - 19.5) ** 2) / 8)
    town = 0.25 + air.anchors[0][1] / 60
    series = {
        Indicator.SO2: 6 + 8 * town + 0.05 * fine + 4 * np.cos(2 * np.pi * (of_day - 11) / 24),
        Indicator.NO2: 8 + 14 * town + 0.10 * fine + 14 * town * traffic,
        Indicator.CO: 0.3 + 0.3 * town + 0.006 * fine + 0.25 * town * traffic,
        Indicator.O3: np.maximum(6, 62 - 0.14 * fine + 26 * np.cos(2 * np.pi * (of_day - 15) / 24)),
        Indicator.PM10: coarse,
        Indicator.PM25: fine,
    }
    for silent, first, last, what in SILENT:
        for indicator in what if silent == place else ():
            if indicator in series:
                series[indicator][first - 1 : last] = np.nan
    return series


def days_of(place: str, air: Air, outlook: Outlook) -> list[str]:
    """Ranges of the four days after the issue, from the index of each day's means."""
    fine = pm25(air, outlook.strength, outlook.early, waves=0)
    first = (outlook.issued_hour // 24 + 1) * 24
    texts = []
    for start in range(first, first + 96, 24):
        hours = slice(start, start + 24)
        texts.append(_range(place, outlook, start, fine[hours], pm10(air, fine[hours])))
    return texts


EDITION = load_editions(resources_folder() / "aqi").at(FIRST_ON)


def _range(place: str, outlook: Outlook, start: int, fine: Floats, coarse: Floats) -> str:
    if place == DUST_PLACE and start == 144 and outlook.issued_hour >= 100:
        return "180~260 PM10 沙尘"
    means = {Indicator.PM25: np.array([fine.mean()]), Indicator.PM10: np.array([coarse.mean()])}
    report = daily_table(means, EDITION).row(0)
    index = report.aqi or 0
    low, high = int(index * 0.93 // 5) * 5, min(500, -int(-index * 1.05 // 5) * 5)
    return f"{low}~{high} {report.primary[0] if report.primary else 'PM10'}"


def _lines(values: Floats, decimals: int) -> str:
    """A line for each day up to its midnight."""
    cells = ["—" if np.isnan(v) else f"{v:.{decimals}f}" for v in values]
    return "\n".join(" ".join(cells[i : i + 24]) for i in range(0, len(cells), 24))


def _block(name: str, values: Floats, decimals: int = 0) -> str:
    return f'{name} = """\n{_lines(values, decimals)}"""\n'


def write() -> str:
    parts = ["[observed]\n", 'source = "国家环境空气质量监测网（演练）"\n',
             "first_hour_ends = 2026-01-07T01:00:00\n", "delay_minutes = 25\n"]  # fmt: skip
    for place, air in PLACES.items():
        parts.append(f"\n[observed.places.{place}]\n")
        for indicator, values in observed(place, air).items():
            parts.append(_block(str(indicator), values[:OBSERVED_HOURS], int(indicator is Indicator.CO)))
    for source, outlooks in ISSUES.items():
        for outlook in outlooks:
            parts += _forecast(source, outlook)
    return "".join(parts)


def _forecast(source: str, outlook: Outlook) -> list[str]:
    on, hour = FIRST_ON + timedelta(days=outlook.issued_hour // 24), outlook.issued_hour % 24
    parts = [f'\n[[forecast]]\nsource = "{source}"\nissued_at = {on}T{hour}:00:00\n']
    parts.append(f"days_from = {on + timedelta(days=1)}\n")
    if source == CENTRE:
        parts.append(f"first_hour_ends = {on}T{hour + 1}:00:00\n")
    parts.append("\n[forecast.days]\n")
    for place, air in PLACES.items():
        listed = ", ".join(f'"{text}"' for text in days_of(place, air, outlook))
        parts.append(f"{place} = [{listed}]\n")
    if source != CENTRE:
        return parts
    for place, air in PLACES.items():
        fine = pm25(air, outlook.strength, outlook.early, waves=0)
        first, last = outlook.issued_hour, (outlook.issued_hour // 24 + 1) * 24 + FAR_AHEAD
        parts.append(f"\n[forecast.hours.{place}]\n")
        parts.append(_block("pm10", pm10(air, fine)[first:last]))
        parts.append(_block("pm25", fine[first:last]))
    return parts


if __name__ == "__main__":
    story = FILE.read_text(encoding="utf-8").split(MARKER)[0]
    FILE.write_text(f"{story}{MARKER}\n{write()}", encoding="utf-8")
