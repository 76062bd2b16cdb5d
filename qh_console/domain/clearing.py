"""The 36 h clock of plan 3.3.2: how long the forecast stays below a line, and which hours break it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from qh_console.domain.clock import HOUR, floor_hour
from qh_console.domain.windows import Mask, WindowSeries, runs


@dataclass(frozen=True)
class ClearClock:
    """An hour is clear while no 24 h window above `line` covers it, and some known window does.

    By the same measure two runs of heavy windows are one process or two (3.3.2), so lifting and merging never disagree.
    """

    line: int
    needed_hours: int
    from_at: datetime
    clear_hours: int
    """Clear hours without a break from `from_at` on."""
    known_hours: int
    """Hours the forecast speaks of without a break from `from_at` on."""
    failing: tuple[datetime, ...]
    """UTC ends of those of the next `needed_hours` that are above the line or not foretold."""
    clear_from_at: datetime | None
    """Start of the first stretch of `needed_hours` clear hours, now or later; None where there is none."""

    @property
    def holds(self) -> bool:
        """True: it is clear from `from_at` on for as long as needed."""
        return self.clear_hours >= self.needed_hours

    @property
    def hours_short(self) -> int:
        return max(self.needed_hours - self.clear_hours, 0)


def clear_clock(series: WindowSeries, line: int, needed_hours: int, now: datetime) -> ClearClock:
    """Plan 3.3.2: the clock from the full hour of `now` on, over a series that joins monitoring and forecast."""
    from_at = floor_hour(now)
    known = _covered(series, np.isfinite(series.aqi), from_at)
    clear = known & ~_covered(series, series.aqi > line, from_at)
    next_hours = np.zeros(needed_hours, dtype=np.bool_)
    next_hours[: len(clear)] = clear[:needed_hours]
    first, last = runs(clear)
    enough = first[last - first + 1 >= needed_hours]
    return ClearClock(
        line,
        needed_hours,
        from_at,
        _leading(clear),
        _leading(known),
        tuple(from_at + (int(k) + 1) * HOUR for k in np.flatnonzero(~next_hours)),
        from_at + int(enough[0]) * HOUR if len(enough) else None,
    )


def _covered(series: WindowSeries, marked: Mask, from_at: datetime) -> Mask:
    """For each hour from `from_at` to the end of the series: does a marked window cover it?"""
    hours = max((series.end_at(len(series.aqi) - 1) - from_at) // HOUR, 0)
    edges: npt.NDArray[np.int64] = np.zeros(hours + 1, dtype=np.int64)
    first_end = (series.first_end_at - from_at) // HOUR
    ends = first_end + np.flatnonzero(marked) * series.step_hours
    np.add.at(edges, np.clip(ends - series.window_hours, 0, hours), 1)
    np.add.at(edges, np.clip(ends, 0, hours), -1)
    covered: Mask = np.cumsum(edges)[:-1] > 0
    return covered


def _leading(mask: Mask) -> int:
    return len(mask) if mask.all() else int(np.argmin(mask))
