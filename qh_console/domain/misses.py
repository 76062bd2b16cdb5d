"""How far a process is from a higher level, in hours and in AQI, in numbers and in words."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from qh_console.domain.pack import Condition, Level, LevelRule, PlanPack
from qh_console.domain.readings import Floats
from qh_console.domain.tallies import Tally, process_line
from qh_console.domain.windows import chain_lengths

AQI_PER_WINDOW = 100.0
"""Only for ranking misses: one more heavy day is as far as one AQI class of 100."""


@dataclass(frozen=True)
class PartMiss:
    """One unmet part: `days` of `need` above `line`, or (line None) one window at `reaches`."""

    line: int | None
    days: int
    need: int
    consecutive: bool
    reaches: int | None
    hours_short: int | None
    """Hours for which windows above the line would have to go on; None where none has begun."""
    aqi_short: int | None
    """How much higher the windows at hand would have to be; None where the series is too short for it."""

    @property
    def distance(self) -> float:
        """Ranks misses: the easier of the two ways, in days."""
        hours = math.inf if self.hours_short is None else self.hours_short / 24
        return min(hours, math.inf if self.aqi_short is None else self.aqi_short / AQI_PER_WINDOW)


@dataclass(frozen=True)
class Miss:
    """One way to a higher level and what each of its unmet parts lacks (plan 3.1)."""

    level: Level
    clause: str
    parts: tuple[PartMiss, ...]
    text: str

    @property
    def distance(self) -> float:
        return max(p.distance for p in self.parts)


def misses(tally: Tally, reached: Level, pack: PlanPack) -> tuple[Miss, ...]:
    """Plan 3.1: every unmet way to a level above `reached`, the nearest first, then the lower level.

    `tally`: of the process that reports, or of the whole series; it holds at least one window.
    """
    near = _within_reach(tally, pack)
    higher = [(rule, c) for rule in pack.levels if rule.level > reached for c in rule.any_of if not tally.meets(c)]
    found = [_miss(tally, near, rule, condition) for rule, condition in higher]
    return tuple(sorted(found, key=lambda m: (m.distance, m.level)))


def _within_reach(tally: Tally, pack: PlanPack) -> Floats:
    """The windows that would join this process if they rose: it and all within the merging gap of it (3.3.2)."""
    series = tally.series
    reach = series.length + (pack.grading.merge_gap_hours - 1) // series.step_hours
    first, last = tally.first, tally.last
    if not tally.above(process_line(pack)).any():
        first = last = tally.first + int(np.nanargmax(series.aqi[tally.first : tally.last + 1]))
    return series.aqi[max(first - reach, 0) : last + reach + 1]


def _miss(tally: Tally, near: Floats, rule: LevelRule, condition: Condition) -> Miss:
    parts = [
        _run_miss(tally, near, line, need, consecutive)
        for line, need, consecutive in condition.runs
        if len(tally.picks(line, consecutive)) < need
    ]
    if condition.reaches is not None and not tally.peak >= condition.reaches:
        short = math.ceil(condition.reaches - tally.peak)
        parts.append(PartMiss(None, 0, 1, False, condition.reaches, None, short))
    return Miss(rule.level, condition.clause, tuple(parts), _words(rule, parts, tally.peak))


def _run_miss(tally: Tally, near: Floats, line: int, need: int, consecutive: bool) -> PartMiss:
    days = len(tally.picks(line, consecutive))
    best = _highest_line(near, tally.series.length, need, consecutive)
    short = math.floor(line - best) + 1 if best > -math.inf else None
    hours = _hours_short(tally, line, need, consecutive) if days else None
    return PartMiss(line, days, need, consecutive, None, hours, short)


def _hours_short(tally: Tally, line: int, need: int, consecutive: bool) -> int:
    """Hours the windows above `line` would have to go on after the last of them to make `need` days."""
    length, marked = tally.series.length, tally.above(line)
    slots = np.flatnonzero(marked)
    last = int(slots[-1])
    if consecutive:
        chains = chain_lengths(marked, length)
        tail = np.arange(max(last - length + 1, 0), last + 1)
        more = tail + (need - chains[tail]) * length - last
        return int(more.min()) * tally.series.step_hours
    picks = tally.picks(line, consecutive)
    return (picks[-1] - tally.first + (need - len(picks)) * length - last) * tally.series.step_hours


def _highest_line(aqi: Floats, length: int, days: int, consecutive: bool) -> float:
    """The highest AQI that `days` windows (apart, or back to back) all reach; -inf where there are not so many."""
    windows = np.where(np.isnan(aqi), -np.inf, aqi)
    best = windows if consecutive else np.maximum.accumulate(windows)
    for _ in range(days - 1):
        if len(best) <= length:
            return -math.inf
        best = np.minimum(windows[-(len(best) - length) :], best[:-length])
        if not consecutive:
            best = np.maximum.accumulate(best)
    return float(best.max())


def _words(rule: LevelRule, parts: list[PartMiss], peak: float) -> str:
    """距橙色预警差6小时（24小时AQI超过200已2天，需3天）."""
    if len(parts) == 1:
        return f"距{rule.name}{_lack(parts[0])}（{_state(parts[0], peak)}）"
    return f"距{rule.name}：" + "；".join(f"{_state(p, peak)}，{_lack(p)}" for p in parts)


def _state(part: PartMiss, peak: float) -> str:
    if part.line is None:
        return f"24小时AQI最高{figure(peak)}，需达到{part.reaches}"
    if not part.days and part.need == 1:
        return f"24小时AQI最高{figure(peak)}，需超过{part.line}"
    return f"24小时AQI超过{part.line}{'连续' if part.consecutive else '已'}{part.days}天，需{part.need}天"


def _lack(part: PartMiss) -> str:
    ways = [] if part.hours_short is None else [f"差{part.hours_short}小时"]
    if part.aqi_short is not None:
        ways.append(f"AQI差{part.aqi_short}")
    return "或".join(ways) or f"还差{part.need - part.days}天"


def figure(aqi: float) -> str:
    """An AQI as people read it: whole where it is, else to two decimals, so 200.04 does not look like 200."""
    return f"{aqi:.2f}".rstrip("0").rstrip(".")
