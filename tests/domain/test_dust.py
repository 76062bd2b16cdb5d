"""Plan 1.3: what gives dust away, at the edge of every threshold, and what the hint says for itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from qh_console.domain.dust import DustHint, Sign, dust_hints, dust_mask, with_neighbours
from qh_console.domain.places import Place, Places
from qh_console.domain.readings import HourlySeries, Indicator
from tests.domain.air import FIRST_AT, PLAN, hour

DUST = PLAN.dust
NAN = float("nan")
PLACES = Places(
    (
        Place("a", "甲市", "甲", seat=(100.0, 36.0)),
        Place("b", "乙市", "乙", seat=(99.0, 36.2)),
        Place("c", "丙市", "丙", seat=(101.0, 36.0)),
        Place("d", "丁市", "丁", seat=(98.0, 36.0)),
    ),
    frozenset({frozenset("ab"), frozenset("ac")}),
)


def hints(pm10: Sequence[float], pm25: Sequence[float] | None = None, place: str = "a") -> tuple[DustHint, ...]:
    values = {Indicator.PM10: np.array(pm10, dtype=np.float64)}
    if pm25 is not None:
        values[Indicator.PM25] = np.array(pm25, dtype=np.float64)
    return dust_hints(HourlySeries(place, FIRST_AT, values), DUST)


@pytest.mark.parametrize(
    ("before", "then", "is_dust"),
    [(80, 160, True), (80, 159, False), (75.5, 151, True), (75, 150, False), (40, 149, False), (100, 200, True)],
)
def test_pm10_must_double_and_pass_150(before: float, then: float, is_dust: bool) -> None:
    found = hints([before] * 6 + [then] + [before] * 6)
    assert [h.sign for h in found] == ([Sign.JUMP] if is_dust else [])


def test_an_event_ends_once_pm10_is_back_within_a_tenth() -> None:
    (found,) = hints([100] * 6 + [400, 300, 111, 110, 400])[:1]
    assert (found.start_at, found.end_at, found.is_open) == (hour(6), hour(9), False)
    assert (found.peak_ugm3, found.before_ugm3) == (400, 100)
    assert found.evidence == ("PM10由前6小时均值100升至400微克/立方米，达2倍", "判据数值待核，仅供参考")


def test_a_confirmed_rule_is_not_marked() -> None:
    values = {Indicator.PM10: np.array([100.0] * 6 + [400.0] + [100.0])}
    (found,) = dust_hints(HourlySeries("a", FIRST_AT, values), replace(DUST, confirmed=True))
    assert len(found.evidence) == 1


def test_an_event_that_has_not_ended_says_so() -> None:
    (found,) = hints([100] * 6 + [400, 500, 450])
    assert found.is_open
    assert found.end_at == hour(9)
    assert "尚未见PM10回落" in found.evidence


def test_dust_masked_by_haze_shows_in_the_ratio() -> None:
    pm10, pm25 = [250] * 6 + [400, 400, 250], [150] * 6 + [120, 121, 150]
    (found,) = hints(pm10, pm25)
    assert found.sign is Sign.MASKED
    assert (found.start_at, found.end_at) == (hour(6), hour(8))
    assert found.ratio_before == pytest.approx(0.6)
    assert found.ratio == pytest.approx(0.30125)
    assert found.evidence[0] == "PM2.5/PM10较前6小时均值0.60降至50%以下"
    assert found.evidence[1] == "2小时中有2小时PM2.5/PM10不高于0.35"
    assert hints(pm10, [150] * 6 + [121, 121, 150]) == ()


def test_in_clean_air_a_falling_ratio_is_nothing() -> None:
    assert hints([60] * 6 + [140, 60], [40] * 6 + [20, 40]) == ()


@pytest.mark.parametrize(("hours", "is_dust"), [(5, False), (6, True)])
def test_coarse_air_whose_beginning_nobody_saw(hours: int, is_dust: bool) -> None:
    found = hints([151] * hours + [90] * 3, [52] * hours + [60] * 3)
    assert [h.sign for h in found] == ([Sign.RATIO] if is_dust else [])
    assert hints([151] * hours, [53] * hours) == ()
    if is_dust:
        assert (found[0].before_ugm3, found[0].ratio_before) == (None, None)


def test_the_mean_before_needs_half_its_hours() -> None:
    assert len(hints([NAN] * 3 + [80] * 3 + [400, 80])) == 1
    assert hints([NAN] * 4 + [80] * 2 + [400, 80]) == ()


def test_a_second_jump_within_an_event_belongs_to_it() -> None:
    found = hints([50] * 6 + [160, 400, 900, 200, 50, 50])
    assert [(h.start_at, h.end_at) for h in found] == [(hour(6), hour(10))]


def test_no_pm10_no_hint() -> None:
    assert dust_hints(HourlySeries("a", FIRST_AT, {Indicator.PM25: np.ones(9)}), DUST) == ()
    assert hints([]) == ()
    assert hints([0.0] * 9, [0.0] * 9) == ()


EVENT = [80.0] * 6 + [400.0] * 4 + [80.0] * 10


def shifted(by: int) -> list[float]:
    return [80.0] * by + EVENT


@pytest.mark.parametrize(("later", "seen"), [(-7, True), (-9, True), (-10, False), (0, True), (3, True), (4, False)])
def test_neighbours_count_at_the_same_time_or_six_hours_before(later: int, seen: bool) -> None:
    """`later`: hours by which the neighbour's event begins after ours; each lasts 4 h."""
    ours, theirs = hints(shifted(12)), hints(shifted(12 + later), place="b")
    (found,) = with_neighbours({"a": ours, "b": theirs}, PLACES, DUST)["a"]
    assert found.upwind == (("b",) if seen else ())
    assert ("相邻地区（风向未知）乙市同时有沙尘迹象" in found.evidence) is seen


@pytest.mark.parametrize(
    ("wind_from", "upwind"), [(270.0, ("b",)), (90.0, ("c",)), (350.0, ("b",)), (200.0, ("b",)), (170.0, ("c",))]
)
def test_with_the_wind_known_only_its_side_counts(wind_from: float, upwind: tuple[str, ...]) -> None:
    told = {code: hints(EVENT, place=code) for code in "abcd"}
    (found,) = with_neighbours(told, PLACES, DUST, {"a": wind_from})["a"]
    assert found.upwind == upwind
    assert f"上风向相邻地区{PLACES.names(upwind)}同时有沙尘迹象" in found.evidence


def test_a_neighbour_without_hints_says_nothing() -> None:
    (found,) = with_neighbours({"a": hints(EVENT)}, PLACES, DUST)["a"]
    assert found == hints(EVENT)[0]


def test_the_mask_covers_every_hour_a_span_touches() -> None:
    assert np.flatnonzero(dust_mask([(hour(2), hour(4))], FIRST_AT, 6)).tolist() == [2, 3]
    half = timedelta(minutes=30)
    assert np.flatnonzero(dust_mask([(hour(2) + half, hour(4) + half)], FIRST_AT, 6)).tolist() == [2, 3, 4]
    assert np.flatnonzero(dust_mask([(hour(-9), hour(1)), (hour(5), hour(99))], FIRST_AT, 6)).tolist() == [0, 5]
    assert not dust_mask([(hour(-9), hour(0)), (hour(6), hour(9))], FIRST_AT, 6).any()
