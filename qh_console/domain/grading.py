"""From a forecast to the level of one city, with the working that led there (plan 3.1, 3.3.2, 5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from qh_console.domain.misses import Miss, misses
from qh_console.domain.pack import Condition, Level, LevelRule, PlanPack
from qh_console.domain.particulars import Cause
from qh_console.domain.tallies import Tally, heavy_days, process_line, severe_days
from qh_console.domain.windows import WindowSeries, processes

NOTICE_ONLY = frozenset({Cause.OZONE, Cause.DUST, Cause.SMOKE})
"""Causes an edition that splits by cause answers with health advice alone."""


@dataclass(frozen=True)
class Window:
    """One 24 h window. `aqi_low` is the lower end where a range was given; the upper end grades."""

    start_at: datetime
    end_at: datetime
    aqi: float
    aqi_low: float | None = None


@dataclass(frozen=True)
class Process:
    """One 重污染过程 (plan 3.3.2) and what it amounts to by itself."""

    start_at: datetime
    end_at: datetime
    level: Level
    clauses: tuple[str, ...]
    heavy_days: int
    severe_days: int
    peak: float
    windows: tuple[Window, ...]
    """The windows that counted as days of the level's condition."""
    severe_windows: tuple[Window, ...]
    reached: Window | None
    """The first window that reached the AQI which alone makes the level (plan 3.1: 达到500)."""
    spans: tuple[tuple[datetime, datetime], ...]
    """Start and end of each unbroken stretch of heavy windows."""


@dataclass(frozen=True)
class Grade:
    """The level recommended for one place, with its working. `level` None: no recommendation, `why_none` says why."""

    place: str
    pack: str
    level: Level | None
    response: str
    """Ⅰ, Ⅱ, Ⅲ; empty where no response starts (plan 5.1)."""
    process: Process | None
    """The one that reports: the highest level, then the earliest."""
    processes: tuple[Process, ...]
    peak: float | None
    clauses: tuple[str, ...]
    misses: tuple[Miss, ...]
    completeness: float
    dust_hours: int
    age: timedelta | None
    """How old the newest of the data is."""
    cause: Cause | None
    why_none: str
    readings: tuple[str, ...]
    """本系统取法: the settings this answer rests on, as screen and paper print them."""

    @property
    def heavy_days(self) -> int:
        return self.process.heavy_days if self.process else 0

    @property
    def severe_days(self) -> int:
        return self.process.severe_days if self.process else 0

    @property
    def nearest(self) -> str:
        """The nearest miss in words: 距橙色预警差6小时（…）; empty at the top."""
        return self.misses[0].text if self.misses else ""


def grade(
    series: WindowSeries,
    pack: PlanPack,
    *,
    cause: Cause | None = None,
    data_at: datetime | None = None,
    now: datetime | None = None,
) -> Grade:
    """Plan 3.1: the level of one place over `series`, dust hours already left out (1.3).

    `cause` matters only to an edition that splits by cause. `data_at` and `now` (UTC) give the age of the data.
    """
    settings = pack.grading
    spells = processes(series, process_line(pack), settings.merge_gap_hours)
    tallies = [Tally(series, first, last) for first, last in spells]
    found = [_process(t, pack, cause) for t in tallies]
    best = max(range(len(found)), key=lambda i: (found[i].level, -i), default=None)
    process = None if best is None or found[best].level is Level.NONE else found[best]
    why_none = _why_none(series, pack, process)
    level = process.level if process else Level.NONE
    rule = None if why_none else _rule(pack, level)
    any_window = bool(np.isfinite(series.aqi).any())
    asks = any_window and not _is_notice_only(pack, cause)
    return Grade(
        series.place,
        pack.id,
        None if why_none else level,
        rule.response if rule else "",
        process,
        tuple(p for p in found if p.level is not Level.NONE),
        process.peak if process else float(np.nanmax(series.aqi)) if any_window else None,
        _clauses(series, pack, process),
        misses(tallies[best] if best is not None else _whole(series), level, pack) if asks else (),
        series.completeness,
        series.dust_hours,
        now - data_at if now is not None and data_at is not None else None,
        cause,
        why_none,
        _readings(series, pack),
    )


def response_level(own: Level, provincial: Level, is_affected: bool = True) -> Level:
    """Plan 5.1: under a provincial alert an affected prefecture responds at that level or higher; red stays at Ⅰ."""
    mine = own if own.is_alert else Level.NONE
    return max(mine, provincial) if is_affected and provincial.is_alert else mine


def regrade(
    series: WindowSeries, packs: Iterable[PlanPack], *, cause: Cause | None = None
) -> tuple[tuple[PlanPack, Grade], ...]:
    """The same windows under several editions, side by side, in the order given."""
    return tuple((pack, grade(series, pack, cause=cause)) for pack in packs)


def _whole(series: WindowSeries) -> Tally:
    return Tally(series, 0, len(series.aqi) - 1)


def _process(tally: Tally, pack: PlanPack, cause: Cause | None) -> Process:
    series, settings = tally.series, pack.grading
    level, conditions = _highest(tally, pack.levels)
    clauses = [c.clause for c in conditions]
    if _is_notice_only(pack, cause) and level > Level.HINT:
        level = Level.HINT
        clauses += settings.cited("cause_split")
    picks = [tally.picks(line, consecutive) for c in conditions for line, _, consecutive in c.runs]
    reached = next((tally.reached(c.reaches) for c in conditions if c.reaches is not None), None)
    severe = severe_days(tally, settings)
    counted = max(picks, key=len, default=heavy_days(tally, settings))
    return Process(
        series.start_at(tally.first),
        series.end_at(tally.last),
        level,
        tuple(dict.fromkeys(clauses)),
        len(heavy_days(tally, settings)),
        len(severe),
        tally.peak,
        _windows(series, counted),
        _windows(series, severe),
        None if reached is None else _windows(series, [reached])[0],
        _spans(tally, process_line(pack)),
    )


def _is_notice_only(pack: PlanPack, cause: Cause | None) -> bool:
    return pack.grading.cause_split and cause in NOTICE_ONLY


def _highest(tally: Tally, rules: Iterable[LevelRule]) -> tuple[Level, tuple[Condition, ...]]:
    """The highest level and which of its conditions are met."""
    for rule in sorted(rules, key=lambda r: -r.level):
        met = tally.met(rule)
        if met:
            return rule.level, met
    return Level.NONE, ()


def _windows(series: WindowSeries, slots: Sequence[int]) -> tuple[Window, ...]:
    return tuple(
        Window(
            series.start_at(s),
            series.end_at(s),
            float(series.aqi[s]),
            None if series.low is None else float(series.low[s]),
        )
        for s in slots
    )


def _spans(tally: Tally, line: int) -> tuple[tuple[datetime, datetime], ...]:
    """Unbroken heavy time: stretches of windows above `line` whose windows overlap or touch are one."""
    series = tally.series
    spans: list[tuple[datetime, datetime]] = []
    for begin, end in tally.stretches(line):
        start_at, end_at = series.start_at(begin), series.end_at(end)
        if spans and start_at <= spans[-1][1]:
            start_at = spans.pop()[0]
        spans.append((start_at, end_at))
    return tuple(spans)


def _rule(pack: PlanPack, level: Level) -> LevelRule | None:
    """None for a level this edition does not name (no level; the hint, where there is none)."""
    return next((r for r in pack.levels if r.level is level), None)


def _clauses(series: WindowSeries, pack: PlanPack, process: Process | None) -> tuple[str, ...]:
    """The level's own clauses; the merging one if a gap was bridged; the dust one if hours were left out."""
    topics = ["process"] if process and len(process.spans) > 1 else []
    topics += ["dust"] if series.dust_hours else []
    own = process.clauses if process else ()
    return tuple(dict.fromkeys((*own, *pack.grading.cited(*topics))))


def _why_none(series: WindowSeries, pack: PlanPack, process: Process | None) -> str:
    least = pack.grading.least_completeness
    if series.completeness >= least:
        return ""
    why = f"有效数据占{series.completeness:.0%}，不足{least:.0%}，不作建议"
    rule = _rule(pack, process.level) if process else None
    return f"{why}；已有数据已够{rule.name}的条件" if rule else why


def _readings(series: WindowSeries, pack: PlanPack) -> tuple[str, ...]:
    """Our readings this answer rests on, and no others, in the order papers print them."""
    names = ["heavy_above", "severe_above", "heavy_days", "severe_days", "short_heavy", "merge_gap_hours"]
    names += ["daily_forecast"] if series.step_hours > 1 else ["window_hours", "window_valid_hours"]
    names += ["dust"] if series.dust_hours else []
    names += ["cause_split"] if pack.grading.cause_split else []
    texts = pack.grading.readings
    return tuple(texts[n] for n in (*names, "least_completeness") if n in texts)
