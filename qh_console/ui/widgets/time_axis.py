"""The time axis in Beijing time: a day's name at its midnight, hours between as far as there is room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pyqtgraph as pg

from qh_console.domain.clock import beijing

WEEKDAYS = "一二三四五六日"
DAY_S = 86_400.0
HOUR_S = 3_600.0
BEIJING_S = 8 * HOUR_S
DAY_TICK_PX = 84.0
HOUR_TICK_PX = 36.0


def instant(seconds: float) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)


def day_text(seconds: float) -> str:
    local = beijing(instant(seconds))
    return f"{local.month}月{local.day}日 周{WEEKDAYS[local.weekday()]}"


def moment_text(seconds: float) -> str:
    local = beijing(instant(seconds))
    return f"{local.month}月{local.day}日 {local.hour:02d}:{local.minute:02d}"


class BeijingAxis(pg.AxisItem):  # type: ignore[misc]
    """Seconds since 1970 in, Beijing days and hours out; the day's name stands at its midnight."""

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        px_per_s = size / max(high - low, 1.0)
        days = next((n for n in (1, 2, 7, 14, 28) if n * DAY_S * px_per_s >= DAY_TICK_PX), 28)
        ticks = [(days * DAY_S, _every(days * DAY_S, low, high))]
        hours = next((n for n in (1, 2, 3, 6, 12) if n * HOUR_S * px_per_s >= HOUR_TICK_PX), 0)
        if hours and days == 1:
            midnights = set(ticks[0][1])
            ticks.append((hours * HOUR_S, [t for t in _every(hours * HOUR_S, low, high) if t not in midnights]))
        return ticks

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        if spacing >= DAY_S:
            return [day_text(value) for value in values]
        return [f"{beijing(instant(value)).hour}" for value in values]


def _every(step: float, low: float, high: float) -> list[float]:
    first = -((-low - BEIJING_S) // step) * step - BEIJING_S
    return [first + i * step for i in range(int((high - first) // step) + 1)] if high >= first else []
