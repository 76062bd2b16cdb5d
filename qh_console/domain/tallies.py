"""What one process amounts to: its heavy and severe days by line, counted once and asked often."""

from __future__ import annotations

import math
from functools import cached_property

import numpy as np

from qh_console.domain.pack import Condition, GradingSettings, LevelRule, PlanPack
from qh_console.domain.windows import Mask, WindowSeries, apart, back_to_back, runs


class Tally:
    """Plan 3.1: counts over the windows that end in slots `first` to `last` (inclusive) of `series`."""

    def __init__(self, series: WindowSeries, first: int, last: int) -> None:
        self.series = series
        self.first = first
        self.last = last
        self._aqi = series.aqi[first : last + 1]
        self._picks: dict[tuple[int, bool], list[int]] = {}
        self._stretches: dict[int, list[tuple[int, int]]] = {}

    @cached_property
    def peak(self) -> float:
        """The highest 24 h AQI; -inf where there is no window."""
        return float(np.fmax.reduce(self._aqi, initial=-math.inf))

    def above(self, line: int) -> Mask:
        """Which of its slots end a window above `line`; exactly on the line is not above it."""
        marked: Mask = self._aqi > line
        return marked

    def picks(self, line: int, consecutive: bool) -> list[int]:
        """End slots, in the series, of the windows that count as days above `line`."""
        key = (line, consecutive)
        if key not in self._picks:
            length = self.series.length
            chain = [self.first + slot for slot in back_to_back(self.above(line), length)] if consecutive else None
            self._picks[key] = apart(self.stretches(line), length) if chain is None else chain
        return self._picks[key]

    def stretches(self, line: int) -> list[tuple[int, int]]:
        """First and last slots, in the series, of each unbroken run of windows above `line`."""
        if line not in self._stretches:
            first, last = runs(self.above(line))
            pairs = zip((first + self.first).tolist(), (last + self.first).tolist(), strict=True)
            self._stretches[line] = list(pairs)
        return self._stretches[line]

    def reached(self, aqi: int) -> int | None:
        """The first slot whose window is at or above `aqi`."""
        slots = np.flatnonzero(self._aqi >= aqi)
        return self.first + int(slots[0]) if len(slots) else None

    def meets(self, condition: Condition) -> bool:
        """Plan 3.1: every part of `condition` holds within this process."""
        if condition.reaches is not None and not self.peak >= condition.reaches:
            return False
        return all(len(self.picks(line, consecutive)) >= days for line, days, consecutive in condition.runs)

    def met(self, rule: LevelRule) -> tuple[Condition, ...]:
        return tuple(c for c in rule.any_of if self.meets(c))


def process_line(pack: PlanPack) -> int:
    """The line whose windows make a process: the lowest on which any level of this edition rests."""
    lines = [line for rule in pack.levels for c in rule.any_of for line, _, _ in c.runs]
    return min([pack.grading.heavy_above, *lines])


def heavy_days(tally: Tally, settings: GradingSettings) -> list[int]:
    """Plan 3.1: the most heavy windows that do not overlap; two runs of one process so add up."""
    return tally.picks(settings.heavy_above, consecutive=False)


def severe_days(tally: Tally, settings: GradingSettings) -> list[int]:
    """Plan 3.1: the most severe windows back to back, since the plan says they last."""
    return tally.picks(settings.severe_above, consecutive=True)
