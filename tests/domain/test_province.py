"""Plan 3.3.1, 5.2: neighbours heavy in the same hours, and any two places beside it."""

from __future__ import annotations

import pytest

from qh_console.domain.grading import Grade
from qh_console.domain.pack import Level
from qh_console.domain.places import Places
from qh_console.domain.province import ProvinceGrade, grade_province
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from tests.domain.air import PLAN, graded, hour

XINING, HAIDONG, HAIBEI, HUANGNAN, HAINAN, YUSHU = "630100", "630200", "632200", "632300", "632500", "632700"
NAN = float("nan")


@pytest.fixture(scope="module")
def places() -> Places:
    return load_places(resources_folder() / "places" / "qinghai.toml")


def heavy(place: str, after: int, hours: int, aqi: int = 201) -> Grade:
    """Heavy for exactly `hours` from `after` on: nothing before or behind lifts a straddling window."""
    return graded((0, after), (aqi, hours), (0, 200 - after - hours), place=place)


def province(places: Places, *grades: Grade) -> ProvinceGrade:
    return grade_province(grades, places, PLAN)


@pytest.mark.parametrize(
    ("hours", "other_hours", "level"),
    [
        (47, 96, "none"),
        (48, 48, "yellow"),
        (48, 96, "yellow"),
        (72, 71, "yellow"),
        (72, 72, "orange"),
        (96, 72, "orange"),
    ],
)
def test_the_lower_of_two_neighbours_decides(places: Places, hours: int, other_hours: int, level: str) -> None:
    found = province(places, heavy(XINING, 0, hours), heavy(HAIDONG, 0, other_hours))
    assert found.level.word == level
    assert found.places == ((XINING, HAIDONG) if found.level.is_alert else ())
    assert found.clauses == (("3.3.1",) if found.level.is_alert else ())


def test_red_needs_two_red(places: Places) -> None:
    found = province(places, heavy(XINING, 0, 96, aqi=301), heavy(HAIDONG, 0, 96, aqi=301))
    assert found.level is Level.RED


@pytest.mark.parametrize(("after", "level"), [(47, Level.YELLOW), (48, Level.NONE), (49, Level.NONE)])
def test_heavy_hours_must_overlap_and_touching_is_not_enough(places: Places, after: int, level: Level) -> None:
    found = province(places, heavy(XINING, 0, 48), heavy(HAIDONG, after, 48))
    assert found.level is level
    if level.is_alert:
        (meeting,) = found.adjacent.meetings
        assert (meeting.start_at, meeting.end_at) == (hour(47), hour(48))


def test_a_gap_within_a_process_is_not_heavy_time(places: Places) -> None:
    """西宁 pauses for 30 h inside one process; 海东 is heavy for 24 h of that pause, then again long after."""
    broken = graded((201, 48), (0, 30), (201, 24), (0, 98), place=XINING)
    inside = graded((0, 51), (201, 24), (0, 35), (201, 24), (0, 66), place=HAIDONG)
    assert inside.level is Level.YELLOW
    assert province(places, broken, inside).level is Level.NONE


def test_places_that_do_not_touch_make_no_provincial_level_but_the_wider_line(places: Places) -> None:
    found = province(places, heavy(XINING, 0, 72), heavy(HUANGNAN, 0, 72))
    assert (found.level, found.places) == (Level.NONE, ())
    assert (found.any_two.level, found.any_two.places) == (Level.ORANGE, (XINING, HUANGNAN))
    assert found.any_two.clauses == ("5.2",)
    assert found.any_two.text == "不论是否相邻，西宁市、黄南藏族自治州同时出现重污染"
    assert found.adjacent.text == "没有相邻地区同时出现重污染"


def test_a_hint_raises_nothing(places: Places) -> None:
    found = province(places, heavy(XINING, 0, 96), heavy(HAIDONG, 0, 24))
    assert (found.level, found.affected) == (Level.NONE, ())
    assert found.adjacent.text == "相邻地区同时出现重污染，但有一方仅达健康防护提示"
    assert found.any_two.text == "有两个地区同时出现重污染，但有一方仅达健康防护提示"
    assert province(places, heavy(XINING, 0, 24)).any_two.text == "没有两个地区同时出现重污染"


def test_affected_are_all_heavy_together_over_borders(places: Places) -> None:
    """海东 and 海北 make yellow; 西宁 has only a hint but is heavy beside them; 玉树 is heavy far away."""
    found = province(places, heavy(HAIDONG, 0, 48), heavy(HAIBEI, 0, 48), heavy(XINING, 10, 24), heavy(YUSHU, 0, 48))
    assert found.places == (HAIDONG, HAIBEI)
    assert found.affected == (XINING, HAIDONG, HAIBEI)
    assert found.any_two.places == (HAIDONG, HAIBEI, YUSHU)


def test_affected_means_at_the_same_time(places: Places) -> None:
    """海南州 is beside both but heavy a week later, together with 黄南."""
    later = [graded((0, 150), (201, 24), (0, 26), place=code) for code in (HAINAN, HUANGNAN)]
    twice = graded((201, 48), (0, 102), (201, 24), (0, 26), place=HAIDONG)
    found = province(places, twice, heavy(HAIBEI, 0, 48), *later)
    assert found.affected == (HAIDONG, HAIBEI)


def test_processes_meet_one_by_one(places: Places) -> None:
    """西宁 red in the first days and yellow a week on, when 海东 is orange: the province is yellow, not orange."""
    xining = graded((301, 96), (0, 60), (201, 48), place=XINING)
    haidong = graded((0, 140), (201, 64), (201, 8), place=HAIDONG)
    assert (xining.level, haidong.level) == (Level.RED, Level.ORANGE)
    assert province(places, xining, haidong).level is Level.YELLOW
    assert province(places, haidong, xining).level is Level.YELLOW


def test_places_outside_or_without_a_recommendation_do_not_count(places: Places) -> None:
    blind = graded((250, 48), (NAN, 150), place=HAIDONG)
    found = province(places, heavy(XINING, 0, 48), blind, heavy("兰州市", 0, 96))
    assert (found.level, found.any_two.level) == (Level.NONE, Level.NONE)
    assert found.ungraded == (HAIDONG,)


def test_our_readings_are_told(places: Places) -> None:
    assert province(places).readings == (PLAN.grading.readings["province_level"], PLAN.grading.readings["adjacency"])
