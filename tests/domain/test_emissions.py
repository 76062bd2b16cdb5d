"""What an emission list must say of each source (plan 4.1, 4.2, 4.4), and amounts that stay exact."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from qh_console.domain.emissions import (
    DailyGrams,
    EmissionSource,
    Pollutant,
    SourceKind,
    faults_in,
    is_credit_code,
    kilograms,
    percent_down,
    percent_up,
)
from qh_console.domain.pack import Level
from tests.emission_builders import CODES, HEATING, PLANT, SITE, SOURCES


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_a_sound_source_has_no_fault(source: EmissionSource) -> None:
    assert faults_in(source) == ()


def changed(source: EmissionSource, level: Level, **changes: object) -> EmissionSource:
    return replace(
        source,
        responses=tuple(
            replace(r, **changes) if r.level is level else r  # type: ignore[arg-type]
            for r in source.responses
        ),
    )


RED = PLANT.at(Level.RED).reductions


@pytest.mark.parametrize(
    ("source", "field", "said"),
    [
        (replace(PLANT, name=" "), "name", "名称没有填写"),
        (replace(PLANT, county=""), "county", "区县没有填写"),
        (replace(PLANT, credit_code=""), "credit_code", "工业源没有统一社会信用代码"),
        (replace(PLANT, credit_code="999900000000000018"), "credit_code", "“999900000000000018”不是"),
        (replace(SITE, credit_code="1"), "credit_code", "“1”不是"),
        (replace(PLANT, person=""), "person", "公示牌"),
        (replace(PLANT, phone=""), "phone", "公示牌"),
        (replace(SITE, phone="内线"), "phone", "“内线”写法不对"),
        (changed(PLANT, Level.ORANGE, lines="", measures=" "), "orange_measures", "没有写这一级的措施"),
        (changed(SITE, Level.RED, lines="", measures=""), "red_measures", "有减排量而没有写措施"),
        (changed(HEATING, Level.RED, reductions=DailyGrams(30_001, 10_000, 4_000, 200)), "red_so2", "30.001千克，多于"),
        (changed(PLANT, Level.RED, reductions=replace(RED, vocs=0)), "red_vocs", "日减排0千克，少于低一级的12千克"),
        (replace(PLANT, is_ultra_low=True), "orange_lines", "4.4"),
    ],
)
def test_each_fault_names_its_field_and_what_stands_there(source: EmissionSource, field: str, said: str) -> None:
    found = {fault.field: f"{fault.what}；{fault.mend}" for fault in faults_in(source)}
    assert said in found[field]


def test_an_ultra_low_plant_may_stop_lines_of_its_own_accord() -> None:
    assert faults_in(replace(PLANT, is_ultra_low=True, is_mandatory=False)) == ()


@pytest.mark.parametrize("code", CODES)
def test_a_credit_code_is_told_by_its_last_sign(code: str) -> None:
    assert is_credit_code(code)
    assert not is_credit_code(code[:-1] + ("0" if code[-1] != "0" else "1"))
    assert not is_credit_code(code[:-1])
    assert not is_credit_code(f"I{code[1:]}")


@pytest.mark.parametrize(
    ("grams", "text"),
    [(0, "0"), (1, "0.001"), (500, "0.5"), (12_500, "12.5"), (1_230_004, "1230.004")],
)
def test_grams_read_as_kilograms_without_loss(grams: int, text: str) -> None:
    assert kilograms(grams) == text


@pytest.mark.parametrize(
    ("percent", "down", "up"),
    [
        (Fraction(10), "10", "10"),
        (Fraction(29_999, 3_000), "9.99", "10"),
        (Fraction(1, 3), "0.33", "0.34"),
        (Fraction(1, 100_000), "0", "0.01"),
        (Fraction(25, 2), "12.5", "12.5"),
    ],
)
def test_what_is_there_is_rounded_down_and_what_is_wanting_up(percent: Fraction, down: str, up: str) -> None:
    assert (percent_down(percent), percent_up(percent)) == (down, up)


def test_amounts_add_up_by_pollutant_and_every_kind_has_its_word() -> None:
    assert DailyGrams(1, 2, 3, 4) + DailyGrams(10, 0, 0, 1) == DailyGrams(11, 2, 3, 5)
    assert [DailyGrams(1, 2, 3, 4).of(p) for p in Pollutant] == [1, 2, 3, 4]
    assert [kind.label for kind in SourceKind] == ["工业源", "移动源", "扬尘源"]
    assert [(p.label, p.symbol) for p in Pollutant][1] == ("氮氧化物", "NOx")
    assert len({p.label for p in Pollutant} | {p.symbol for p in Pollutant}) == 7
