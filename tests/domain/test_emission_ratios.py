"""Plan 4.3 to the gram: what counts, what is short and by how much, and what the pair of gases makes good."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qh_console.domain.emission_ratios import (
    RatioLine,
    RatioVerdict,
    check_ratios,
    emissions_of,
    mandatory_at,
    reductions_at,
    shortfall,
)
from qh_console.domain.emissions import ALERT_LEVELS, DailyGrams, EmissionSource, Pollutant, SourceKind
from qh_console.domain.pack import Level
from tests.builders import plan
from tests.emission_builders import HEATING, PLANT, SITE, SOURCES, TRUCKS

WANTED = plan().reductions
BASE = DailyGrams(100_000, 100_000, 100_000, 100_000)


def doing(level: Level, grams: DailyGrams, source: EmissionSource = PLANT) -> EmissionSource:
    return replace(source, responses=tuple(replace(r, reductions=grams) for r in source.responses if r.level is level))


def at(level: Level, grams: DailyGrams, base: DailyGrams | None = BASE) -> dict[Pollutant, RatioLine]:
    full = replace(PLANT, responses=tuple(replace(r, reductions=grams) for r in PLANT.responses))
    return {line.pollutant: line for line in check_ratios((full,), base, WANTED) if line.level is level}


def test_every_level_and_pollutant_of_the_pack_is_judged() -> None:
    lines = check_ratios(SOURCES, BASE, WANTED)
    assert [(line.level, line.pollutant) for line in lines] == [(level, p) for level in ALERT_LEVELS for p in Pollutant]
    required = [[line.required_percent for line in lines if line.level is level] for level in ALERT_LEVELS]
    assert required == [[10, 10, 10, 10], [20, 20, 20, 15], [30, 30, 30, 20]]


@pytest.mark.parametrize(
    ("level", "pollutant", "least_g"),
    [
        *((level, p, g) for level, g in zip(ALERT_LEVELS, (10_000, 20_000, 30_000), strict=True) for p in
          (Pollutant.SO2, Pollutant.NOX, Pollutant.PM)),
        *((level, Pollutant.VOCS, g) for level, g in zip(ALERT_LEVELS, (10_000, 15_000, 20_000), strict=True)),
    ],
)  # fmt: skip
def test_the_ratio_is_reached_to_the_gram(level: Level, pollutant: Pollutant, least_g: int) -> None:
    exact, under = DailyGrams(*[least_g] * 4), DailyGrams(*[least_g - 1] * 4)
    assert at(level, exact)[pollutant].verdict is RatioVerdict.REACHED
    short = at(level, under)[pollutant]
    assert (short.verdict, short.short_g, short.short_percent) == (RatioVerdict.SHORT, 1, Fraction(1, 1000))


@pytest.mark.parametrize(
    ("so2", "nox", "verdicts", "short"),
    [
        (8_000, 12_000, ("traded", "reached"), (0, 0)),
        (12_000, 8_000, ("reached", "traded"), (0, 0)),
        (0, 20_000, ("traded", "reached"), (0, 0)),
        (8_000, 11_999, ("short", "reached"), (1, 0)),
        (8_000, 11_000, ("short", "reached"), (1_000, 0)),
        (8_000, 9_000, ("short", "short"), (2_000, 1_000)),
        (10_000, 10_000, ("reached", "reached"), (0, 0)),
    ],
)
def test_the_two_gases_are_taken_together(
    so2: int, nox: int, verdicts: tuple[str, str], short: tuple[int, int]
) -> None:
    """Plan 4.3: either may be shifted as long as their sum is at least what the two ask for."""
    found = at(Level.YELLOW, DailyGrams(so2, nox, 10_000, 10_000))
    gases = [found[p] for p in (Pollutant.SO2, Pollutant.NOX)]
    assert tuple(line.verdict.value for line in gases) == verdicts
    assert tuple(line.short_g for line in gases) == short
    assert found[Pollutant.PM].verdict is found[Pollutant.VOCS].verdict is RatioVerdict.REACHED


def test_dust_and_organics_are_never_made_good_by_another() -> None:
    found = at(Level.YELLOW, DailyGrams(90_000, 90_000, 9_000, 9_999))
    assert [found[p].short_g for p in (Pollutant.PM, Pollutant.VOCS)] == [1_000, 1]


def test_sums_of_unequal_bases_go_by_ratio_not_by_weight() -> None:
    base = DailyGrams(10_000, 1_000_000, 1, 1)
    found = at(Level.YELLOW, DailyGrams(900, 110_000, 1, 1), base)
    assert [found[p].percent for p in (Pollutant.SO2, Pollutant.NOX)] == [Fraction(9), Fraction(11)]
    assert found[Pollutant.SO2].verdict is RatioVerdict.TRADED


def test_only_mandatory_measures_count() -> None:
    assert mandatory_at((PLANT, HEATING), Level.RED) == PLANT.at(Level.RED).reductions
    both = PLANT.at(Level.RED).reductions + HEATING.at(Level.RED).reductions
    assert reductions_at((PLANT, HEATING), Level.RED) == both
    assert mandatory_at((), Level.RED) == DailyGrams()


def test_without_a_base_nothing_is_said_to_be_reached() -> None:
    assert {line.verdict for line in check_ratios(SOURCES, None, WANTED)} == {RatioVerdict.NO_BASE}
    found = at(Level.YELLOW, DailyGrams(9_000, 90_000, 0, 0), DailyGrams(100_000, 0, 0, 0))
    assert found[Pollutant.NOX].verdict is RatioVerdict.NO_BASE
    assert found[Pollutant.NOX].percent is None
    assert found[Pollutant.SO2].short_g == 1_000, "a gas without a base cannot make good for the other"


def test_totals_by_kind() -> None:
    assert emissions_of(SOURCES, SourceKind.DUST) == SITE.emissions
    assert emissions_of(SOURCES, SourceKind.MOBILE) == TRUCKS.emissions
    assert emissions_of(SOURCES) == PLANT.emissions + HEATING.emissions + SITE.emissions + TRUCKS.emissions


def test_what_is_short_is_told_in_weight_and_points() -> None:
    found = at(Level.YELLOW, DailyGrams(8_000, 11_000, 9_999, 10_000))
    assert shortfall(found[Pollutant.SO2]) == "SO₂还差1千克/日（1个百分点）"
    assert shortfall(found[Pollutant.PM]) == "颗粒物还差0.001千克/日（0.01个百分点）"
    assert shortfall(found[Pollutant.VOCS]) == shortfall(found[Pollutant.NOX]) == ""


AMOUNTS = st.builds(DailyGrams, *[st.integers(0, 10**7)] * 4)
BASES = st.builds(DailyGrams, *[st.integers(1, 10**7)] * 4)


@given(AMOUNTS, BASES)
def test_adding_what_is_said_to_be_short_is_enough_and_a_gram_less_of_any_is_not(
    grams: DailyGrams, base: DailyGrams
) -> None:
    for level in ALERT_LEVELS:
        short = {p: line.short_g for p, line in at(level, grams, base).items()}
        mended = grams + DailyGrams(*(short[p] for p in Pollutant))
        assert not any(line.verdict is RatioVerdict.SHORT for line in at(level, mended, base).values())
        for pollutant in [p for p in Pollutant if short[p]]:
            less = mended + DailyGrams(**{pollutant.value: -1})
            if less.of(pollutant) >= 0 and sum(short[p] > 0 for p in (Pollutant.SO2, Pollutant.NOX)) < 2:
                assert any(line.verdict is RatioVerdict.SHORT for line in at(level, less, base).values())
