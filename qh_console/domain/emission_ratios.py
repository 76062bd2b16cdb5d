"""应急减排比例 (plan 4.3): what the mandatory measures of a list take off, held against the base, exactly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from qh_console.domain.emissions import (
    ALERT_LEVELS,
    DailyGrams,
    EmissionSource,
    Pollutant,
    SourceKind,
    kilograms,
    percent_up,
)
from qh_console.domain.pack import Level

TRADED = (Pollutant.SO2, Pollutant.NOX)
"""Plan 4.3: a prefecture may shift between these two as long as their ratios add up."""


class RatioVerdict(StrEnum):
    REACHED = "reached"
    TRADED = "traded"
    """Short by itself, made good by the other of the pair."""
    SHORT = "short"
    NO_BASE = "no-base"

    @property
    def label(self) -> str:
        return {"reached": "达标", "traded": "调剂达标", "short": "不足", "no-base": "无基数"}[self.value]


@dataclass(frozen=True)
class RatioLine:
    """One pollutant at one level."""

    level: Level
    pollutant: Pollutant
    base_g: int
    reduction_g: int
    """By mandatory measures, a day."""
    required_percent: int
    verdict: RatioVerdict
    short_percent: Fraction
    """Percentage points still wanting, after what the pair makes good."""

    @property
    def percent(self) -> Fraction | None:
        return Fraction(100 * self.reduction_g, self.base_g) if self.base_g else None

    @property
    def short_g(self) -> int:
        """Grams a day to add, rounded up."""
        return -int(-self.short_percent * self.base_g / 100 // 1)


def check_ratios(
    sources: Sequence[EmissionSource], base: DailyGrams | None, reductions: Mapping[Level, Mapping[str, int]]
) -> tuple[RatioLine, ...]:
    """Plan 4.3: every level and pollutant the pack asks for; without a base nothing can be said."""
    return tuple(
        line
        for level in ALERT_LEVELS
        for line in _judge(level, mandatory_at(sources, level), base or DailyGrams(), reductions.get(level, {}))
    )


def _judge(level: Level, less: DailyGrams, base: DailyGrams, wanted: Mapping[str, int]) -> Iterable[RatioLine]:
    required = {p: wanted[p.value] for p in Pollutant if p.value in wanted}
    gaps = {p: Fraction(required[p]) - Fraction(100 * less.of(p), base.of(p)) for p in required if base.of(p)}
    together = sum((gaps[p] for p in TRADED), Fraction(0)) if all(p in gaps for p in TRADED) else None
    for pollutant, percent in required.items():
        own = max(gaps.get(pollutant, Fraction(0)), Fraction(0))
        short = own if pollutant not in TRADED or together is None else min(own, max(together, Fraction(0)))
        if pollutant not in gaps:
            verdict = RatioVerdict.NO_BASE
        elif own == 0:
            verdict = RatioVerdict.REACHED
        else:
            verdict = RatioVerdict.SHORT if short else RatioVerdict.TRADED
        yield RatioLine(level, pollutant, base.of(pollutant), less.of(pollutant), percent, verdict, short)


def mandatory_at(sources: Iterable[EmissionSource], level: Level) -> DailyGrams:
    """Plan 4.3: only mandatory measures count."""
    return _sum(source.at(level).reductions for source in sources if source.is_mandatory)


def reductions_at(sources: Iterable[EmissionSource], level: Level) -> DailyGrams:
    """Mandatory or of their own accord."""
    return _sum(source.at(level).reductions for source in sources)


def emissions_of(sources: Iterable[EmissionSource], kind: SourceKind | None = None) -> DailyGrams:
    """基础排放量, of one kind of source or of all."""
    return _sum(source.emissions for source in sources if kind is None or source.kind is kind)


def shortfall(line: RatioLine) -> str:
    """SO₂还差3千克/日（1.5个百分点）; empty where nothing is short."""
    if line.verdict is not RatioVerdict.SHORT:
        return ""
    return f"{line.pollutant.symbol}还差{kilograms(line.short_g)}千克/日（{percent_up(line.short_percent)}个百分点）"


def _sum(amounts: Iterable[DailyGrams]) -> DailyGrams:
    return sum(amounts, DailyGrams())
