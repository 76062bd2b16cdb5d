"""From city grades to the level of the province: who is heavy beside whom, at the same time (plan 3.3.1, 5.1, 5.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from qh_console.domain.grading import Grade, Process
from qh_console.domain.pack import GradingSettings, Level, PlanPack
from qh_console.domain.places import Places


@dataclass(frozen=True)
class Meeting:
    """Two places whose heavy windows overlap, and the lower of their two levels."""

    places: tuple[str, str]
    level: Level
    start_at: datetime
    end_at: datetime
    """The first and last instant both are heavy."""


@dataclass(frozen=True)
class Reading:
    """One predicate's answer: the level, the places that make it, its clauses, and the same in words."""

    level: Level
    places: tuple[str, ...]
    clauses: tuple[str, ...]
    text: str
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True)
class ProvinceGrade:
    """What the province is advised to do. `any_two` is the wider wording of plan 5.2, shown beside and never merged."""

    adjacent: Reading
    any_two: Reading
    affected: tuple[str, ...]
    """All places heavy together with the group and joined to it by borders; they respond at its level or higher."""
    ungraded: tuple[str, ...]
    """Places without a recommendation; they count for nothing here, and the answer may be too low."""
    readings: tuple[str, ...]

    @property
    def level(self) -> Level:
        return self.adjacent.level

    @property
    def places(self) -> tuple[str, ...]:
        return self.adjacent.places

    @property
    def clauses(self) -> tuple[str, ...]:
        return self.adjacent.clauses


def grade_province(grades: Sequence[Grade], places: Places, pack: PlanPack) -> ProvinceGrade:
    """Plan 3.3.1: the highest level that two adjacent places both reach in processes whose heavy windows overlap.

    A hint alone raises nothing. Places outside the province, and those with no recommendation, do not count.
    """
    ours = {g.place: g for g in grades if g.place in places}
    graded = [ours[code] for code in places.in_order(ours) if ours[code].level is not None]
    met = [m for a, b in combinations(graded, 2) for m in _meetings(a, b)]
    beside = [m for m in met if places.adjacent(*m.places)]
    adjacent = _reading(beside, places, pack.grading, "province", _adjacent_words)
    texts = pack.grading.readings
    return ProvinceGrade(
        adjacent,
        _reading(met, places, pack.grading, "any_two", _any_two_words),
        places.in_order(_joined(adjacent.meetings, beside)),
        tuple(code for code in places.in_order(ours) if ours[code].level is None),
        tuple(texts[n] for n in ("province_level", "adjacency") if n in texts),
    )


def _reading(
    met: Sequence[Meeting],
    places: Places,
    settings: GradingSettings,
    topic: str,
    words: Callable[[str, Level, Sequence[Meeting]], str],
) -> Reading:
    level = max((m.level for m in met if m.level.is_alert), default=Level.NONE)
    making = tuple(m for m in met if level.is_alert and m.level is level)
    codes = places.in_order({code for m in making for code in m.places})
    clauses = settings.cited(topic) if making else ()
    return Reading(level, codes, clauses, words(places.names(codes), level, met), making)


def _meetings(a: Grade, b: Grade) -> Iterator[Meeting]:
    """One meeting for each two processes that share heavy time, in time order."""
    mine, theirs = list(a.processes), list(b.processes)
    while mine and theirs:
        shared = _shared(mine[0], theirs[0])
        if shared:
            level = min(mine[0].level, theirs[0].level)
            yield Meeting((a.place, b.place), level, shared[0][0], shared[-1][1])
        earlier = mine if mine[0].end_at <= theirs[0].end_at else theirs
        earlier.pop(0)


def _shared(a: Process, b: Process) -> list[tuple[datetime, datetime]]:
    """The stretches in which both are heavy; touching is not overlapping."""
    if a.end_at <= b.start_at or b.end_at <= a.start_at:
        return []
    pairs = ((max(s, t), min(e, f)) for s, e in a.spans for t, f in b.spans)
    return sorted((start_at, end_at) for start_at, end_at in pairs if start_at < end_at)


def _joined(making: Sequence[Meeting], beside: Sequence[Meeting]) -> set[str]:
    """The places of `making` and every place reached from them over borders while both sides are heavy, hints too."""
    joined, left = list(making), [m for m in beside if m not in making]
    for one in joined:
        near = [m for m in left if set(m.places) & set(one.places) and _together(m, one)]
        left = [m for m in left if m not in near]
        joined += near
    return {code for m in joined for code in m.places}


def _together(a: Meeting, b: Meeting) -> bool:
    return a.start_at < b.end_at and b.start_at < a.end_at


def _adjacent_words(names: str, level: Level, met: Sequence[Meeting]) -> str:
    if level.is_alert:
        return f"{names}相邻且同时出现重污染"
    if met:
        return "相邻地区同时出现重污染，但有一方仅达健康防护提示"
    return "没有相邻地区同时出现重污染"


def _any_two_words(names: str, level: Level, met: Sequence[Meeting]) -> str:
    if level.is_alert:
        return f"不论是否相邻，{names}同时出现重污染"
    if met:
        return "有两个地区同时出现重污染，但有一方仅达健康防护提示"
    return "没有两个地区同时出现重污染"
