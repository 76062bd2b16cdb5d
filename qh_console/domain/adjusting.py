"""Advice against a standing alert: raise, lower, lift, or carry on as one process (plan 3.3.2, 5.4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from qh_console.domain.clearing import ClearClock, clear_clock
from qh_console.domain.clock import HOUR, chinese_time, floor_hour
from qh_console.domain.grading import Grade, Process, grade
from qh_console.domain.misses import figure
from qh_console.domain.pack import Level, LevelRule, PlanPack
from qh_console.domain.particulars import Cause, Change, ChangeEvidence
from qh_console.domain.windows import WindowSeries


@dataclass(frozen=True)
class Proposal:
    """One act that may now be proposed; an officer decides."""

    change: Change
    level: Level
    """The level afterwards; NONE for a lift."""
    effective_at: datetime
    clauses: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class CarryOn:
    """A second episode before the lift condition was met: one process, the higher level from its start (3.3.2)."""

    gap_hours: int
    next_start_at: datetime
    level: Level
    clauses: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class StandingAdvice:
    """What may be done about a standing alert, with the clocks that say so."""

    standing: Level
    now: datetime
    observed_aqi: int | None
    next_mean: float | None
    """Mean AQI the forecast sees for the hours in which an improvement must show."""
    grade: Grade
    lift_clock: ClearClock
    lower_clock: ClearClock
    carry_on: CarryOn | None
    proposals: tuple[Proposal, ...]
    """Raise first, then lift, then lower; empty: leave it as it is."""

    @property
    def carried_until_at(self) -> datetime | None:
        """End of the process the second episode belongs to."""
        carried = self.carry_on
        held = (p for p in self.grade.processes if carried and p.start_at < carried.next_start_at < p.end_at)
        return next((p.end_at for p in held), None)

    def evidence_for(self, change: Change) -> ChangeEvidence:
        """What speaks for this change, in the shape the journal keeps; no clear hours where nothing was foretold."""
        clock = self.lower_clock if change is Change.LOWER else self.lift_clock
        advised = self.may(change)
        words = advised.text if advised else "系统没有建议这一调整"
        clear_hours = clock.clear_hours if clock.known_hours else None
        return ChangeEvidence(clear_hours, self.observed_aqi, self.next_mean, words)

    def may(self, change: Change) -> Proposal | None:
        return next((p for p in self.proposals if p.change is change), None)


def advise(
    standing: Level,
    series: WindowSeries,
    pack: PlanPack,
    now: datetime,
    *,
    starts_at: datetime | None = None,
    observed_aqi: int | None = None,
    cause: Cause | None = None,
) -> StandingAdvice:
    """Plan 3.3.2, 5.4: what may be proposed at `now` while an alert of level `standing` stands at one place.

    `series` joins monitoring up to `now` with the agreed forecast after it; `observed_aqi` is the latest hour's.
    `starts_at`: when the alert is published to begin; the clear days before it lift nothing.
    """
    graded = grade(series, pack, cause=cause)
    ahead = tuple(p for p in graded.processes if p.end_at > now and graded.level is not None)
    needed = pack.grading.clear_hours
    begun_at = now if starts_at is None else max(now, starts_at)
    lift_clock = clear_clock(series, base_line(_lowest_alert(pack), pack), needed, begun_at)
    lower_clock = clear_clock(series, base_line(pack.rule(standing), pack), needed, begun_at)
    mean = _next_mean(series, pack.grading.improvement_hours, pack.grading.window_valid_hours, now)
    carried = _carry_on(standing, ahead, pack, now)
    proposals = (
        _raise(standing, ahead, pack, now, observed_aqi, mean, carried),
        _lift(lift_clock, pack),
        _lower(standing, series, lower_clock, pack, cause),
    )
    offered = tuple(p for p in proposals if p is not None)
    return StandingAdvice(standing, now, observed_aqi, mean, graded, lift_clock, lower_clock, carried, offered)


def base_line(rule: LevelRule, pack: PlanPack) -> int:
    """The AQI line below which no way to this level can go on: each way ends where its highest line is not passed."""
    lines = [max(line for line, _, _ in c.runs) for c in rule.any_of if c.runs]
    return min(lines, default=pack.grading.heavy_above)


def _lowest_alert(pack: PlanPack) -> LevelRule:
    return min((r for r in pack.levels if r.level.is_alert), key=lambda r: r.level)


def _raise(
    standing: Level,
    ahead: tuple[Process, ...],
    pack: PlanPack,
    now: datetime,
    observed_aqi: int | None,
    mean: float | None,
    carried: CarryOn | None,
) -> Proposal | None:
    """Plan 3.3.2: the forecast now grades higher, or the air is at 严重污染 with no clear improvement in sight."""
    higher = [r.level for r in pack.levels if r.level > standing]
    foretold = max((p.level for p in ahead), default=Level.NONE)
    settings = pack.grading
    severe = observed_aqi is not None and observed_aqi > settings.severe_above
    stays = mean is not None and mean >= settings.no_improvement_mean
    if not higher or not (foretold > standing or (severe and stays)):
        return None
    reasons = []
    if severe and mean is not None and stays:
        hours = settings.improvement_hours
        reasons.append(f"监测AQI {observed_aqi}已达严重污染，未来{hours}小时预报均值{figure(mean)}，无明显改善")
    if foretold > standing:
        reasons.append(f"预报已够{pack.rule(foretold).name}的条件")
    level = max(foretold, min(higher))
    topics = ("raise", "carry_on") if carried and carried.level > standing else ("raise",)
    return Proposal(Change.RAISE, level, now, settings.cited(*topics), "；".join(reasons))


def _lift(clock: ClearClock, pack: PlanPack) -> Proposal | None:
    """Plan 3.3.2, 5.4: AQI falls or has fallen below the yellow condition and the forecast keeps it there."""
    if clock.clear_from_at is None:
        return None
    return Proposal(
        Change.LIFT, Level.NONE, clock.clear_from_at, pack.grading.cited("lift"), _words(clock, clock.clear_from_at)
    )


def _lower(
    standing: Level, series: WindowSeries, clock: ClearClock, pack: PlanPack, cause: Cause | None
) -> Proposal | None:
    """Plan 3.3.2: below the standing level's start condition for long enough, to the level of what is still to come."""
    lower = [r.level for r in pack.levels if r.level.is_alert and r.level < standing]
    if clock.clear_from_at is None or not lower:
        return None
    rest = grade(_from(series, clock.clear_from_at), pack, cause=cause)
    to_come = rest.process.level if rest.process else Level.NONE
    if to_come >= standing:
        return None
    level = max(to_come, min(lower))
    text = f"{_words(clock, clock.clear_from_at)}；其后预报为{pack.rule(level).colour}及以下"
    return Proposal(Change.LOWER, level, clock.clear_from_at, pack.grading.cited("lower"), text)


def _words(clock: ClearClock, clear_from_at: datetime) -> str:
    if clock.holds:
        return f"预报连续{clock.clear_hours}小时不高于{clock.line}，满{clock.needed_hours}小时"
    return f"预报自{chinese_time(clear_from_at)}起不高于{clock.line}，持续{clock.needed_hours}小时以上"


def _carry_on(standing: Level, ahead: tuple[Process, ...], pack: PlanPack, now: datetime) -> CarryOn | None:
    """Plan 3.3.2: heavy air comes back within one process, so the alert stays and takes the process's level."""
    for process in ahead:
        for (_, ended_at), (starts_at, _) in zip(process.spans, process.spans[1:], strict=False):
            if starts_at > now and process.start_at <= now:
                gap = (starts_at - ended_at) // HOUR
                text = f"两段重污染相隔{gap}小时，不足{pack.grading.merge_gap_hours}小时，按一次过程计"
                level = max(standing, process.level)
                return CarryOn(gap, starts_at, level, pack.grading.cited("carry_on"), text)
    return None


def _from(series: WindowSeries, at: datetime) -> WindowSeries:
    """The windows that start at `at` or later."""
    first = max(series.slot_ending(at + series.window_hours * HOUR - HOUR) + 1, 0)
    return replace(
        series,
        first_end_at=series.end_at(first),
        aqi=series.aqi[first:],
        low=None if series.low is None else series.low[first:],
        hourly=None if series.hourly is None else series.hourly[first:],
    )


def _next_mean(series: WindowSeries, hours: int, valid_hours: int, now: datetime) -> float | None:
    """Mean AQI of the `hours` after `now`: of hourly values, else by day; None where fewer than `valid_hours` known."""
    from_at = floor_hour(now)
    if series.hourly is None and series.step_hours == 1:
        slot = series.slot_ending(from_at + hours * HOUR)
        known = 0 <= slot < len(series.aqi) and np.isfinite(series.aqi[slot])
        return float(series.aqi[slot]) if known else None
    values = series.aqi if series.hourly is None else series.hourly
    by_hour = np.repeat(values, series.step_hours)
    skipped = (from_at - series.first_end_at) // HOUR + series.step_hours
    part = by_hour[max(skipped, 0) : max(skipped + hours, 0)]
    part = part[np.isfinite(part)]
    return float(part.mean()) if len(part) >= valid_hours else None
