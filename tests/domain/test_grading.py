"""Plan 1.3, 3.1, 3.3.2, 5.1 at one AQI and one hour either side of every line, and what must hold for any air."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qh_console.domain.grading import grade, regrade, response_level
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Cause
from qh_console.domain.readings import DayForecast, Floats
from qh_console.domain.windows import windows_of_days, windows_of_hourly_aqi
from tests.domain.air import FIRST_AT, PLAN, days, graded, hour, mee, stretches, windows

Parts = tuple[tuple[float, int], ...]
NAN = float("nan")

CASES: list[tuple[Parts, str, int, int]] = [
    # one heavy day: the hint
    (((200, 24),), "none", 0, 0),
    (((201, 23),), "none", 0, 0),
    (((201, 24),), "hint", 1, 0),
    (((500, 23),), "none", 0, 0),
    # yellow: 48 h
    (((201, 47),), "hint", 1, 0),
    (((201, 48),), "yellow", 2, 0),
    (((200, 48),), "none", 0, 0),
    (((201, 71),), "yellow", 2, 0),
    # orange: 72 h
    (((201, 72),), "orange", 3, 0),
    (((200, 72),), "none", 0, 0),
    (((200, 96),), "none", 0, 0),
    # four heavy days without severe ones stay orange
    (((201, 96),), "orange", 4, 0),
    (((300, 96),), "orange", 4, 0),
    (((301, 95),), "orange", 3, 3),
    (((301, 96),), "red", 4, 4),
    # severe days: 48 h of them, back to back
    (((201, 48), (301, 47)), "orange", 3, 1),
    (((201, 49), (301, 47)), "orange", 4, 1),
    (((201, 48), (301, 48)), "red", 4, 2),
    (((201, 48), (300, 48)), "orange", 4, 0),
    # severe windows a day apart are not back to back
    (((301, 24), (201, 24), (301, 24), (201, 24)), "orange", 4, 1),
    # a single mean of 500
    (((499, 24),), "hint", 1, 1),
    (((500, 24),), "red", 1, 1),
    (((500, 23), (499, 1)), "hint", 1, 1),
    (((499, 48),), "yellow", 2, 2),
    # two runs of one process add up; those of two processes do not
    (((201, 24), (0, 35), (201, 24)), "yellow", 2, 0),
    (((201, 24), (0, 36), (201, 24)), "hint", 1, 0),
    (((201, 48), (0, 35), (201, 24)), "orange", 3, 0),
    (((201, 48), (0, 36), (201, 24)), "yellow", 2, 0),
]


@pytest.mark.parametrize(("parts", "level", "heavy", "severe"), CASES)
def test_hourly_cases(parts: Parts, level: str, heavy: int, severe: int) -> None:
    found = graded(*parts)
    assert found.level is not None
    assert (found.level.word, found.heavy_days, found.severe_days) == (level, heavy, severe)


@pytest.mark.parametrize(
    ("told", "level"),
    [
        ((200,), "none"),
        ((201,), "hint"),
        ((201, 201), "yellow"),
        ((201, 200, 201), "yellow"),
        ((201, 200, 200, 201), "hint"),
        ((201, 201, 201), "orange"),
        ((201, 201, 301, 300), "orange"),
        ((201, 201, 301, 301), "red"),
        ((301, 201, 301, 201), "orange"),
        ((499,), "hint"),
        ((500,), "red"),
        (((150, 201), (180, 220)), "yellow"),
        (((200, 200), (199, 200)), "none"),
        ((210, None, 210), "yellow"),
    ],
)
def test_daily_cases(told: tuple[int | tuple[int, int] | None, ...], level: str) -> None:
    found = grade(days(*told), replace(PLAN, grading=replace(PLAN.grading, least_completeness=0.5)))
    assert found.level is not None
    assert found.level.word == level


@pytest.mark.parametrize(
    ("parts", "response", "clauses"),
    [
        (((150, 48),), "", ()),
        (((250, 24),), "", ("3.1",)),
        (((250, 48),), "Ⅲ", ("3.1",)),
        (((250, 72),), "Ⅱ", ("3.1",)),
        (((500, 24),), "Ⅰ", ("3.1",)),
        (((250, 48), (50, 30), (250, 24)), "Ⅱ", ("3.1", "3.3.2")),
    ],
)
def test_response_and_clauses(parts: Parts, response: str, clauses: tuple[str, ...]) -> None:
    found = graded(*parts)
    assert (found.response, found.clauses) == (response, clauses)


def test_the_working_names_the_windows_that_counted() -> None:
    found = graded((100, 10), (331, 30), (250, 24), (100, 30))
    assert found.process is not None
    assert found.level is Level.YELLOW
    first, second = found.process.windows
    assert first.end_at - first.start_at == timedelta(hours=24)
    assert second.start_at >= first.end_at
    assert first.aqi > 200
    assert first.aqi_low is None
    assert found.process.start_at == first.start_at
    assert found.process.end_at >= second.end_at
    assert found.peak == found.process.peak == 331
    assert found.process.severe_windows[0].aqi > 300
    assert found.process.reached is None
    assert found.readings == tuple(dict.fromkeys(found.readings))
    assert PLAN.grading.readings["heavy_above"] in found.readings
    assert PLAN.grading.readings["daily_forecast"] not in found.readings


def test_a_range_grades_by_its_upper_end_and_shows_both() -> None:
    found = grade(days((180, 260), (190, 220)), PLAN)
    assert found.process is not None
    assert [(w.aqi_low, w.aqi) for w in found.process.windows] == [(180, 260), (190, 220)]
    assert PLAN.grading.readings["daily_forecast"] in found.readings


def test_the_window_that_reaches_500_is_named() -> None:
    found = graded((250, 24), (500, 24), (250, 24))
    assert found.process is not None
    assert found.process.reached is not None
    assert (found.process.reached.start_at, found.process.reached.aqi) == (hour(24), 500)


def test_of_several_processes_the_highest_reports_then_the_earliest() -> None:
    found = graded((250, 24), (50, 60), (250, 48), (50, 60), (250, 48), (50, 60), (250, 24))
    assert [p.level.word for p in found.processes] == ["hint", "yellow", "yellow", "hint"]
    assert found.process is found.processes[1]


def test_dust_hours_leave_the_grade_and_are_cited() -> None:
    hourly = stretches((250, 72))
    dust = np.zeros(72, dtype=np.bool_)
    dust[:28] = True
    found = grade(windows(hourly, dust), PLAN)
    assert (found.level, found.dust_hours, found.completeness) == (Level.YELLOW, 28, 1.0)
    assert found.clauses == ("3.1", "1.3")
    assert PLAN.grading.readings["dust"] in found.readings


@pytest.mark.parametrize(("dusty", "level"), [(4, Level.HINT), (5, Level.NONE)])
def test_a_window_with_fewer_than_twenty_other_hours_is_none(dusty: int, level: Level) -> None:
    dust = np.arange(24) < dusty
    assert grade(windows(stretches((250, 24)), dust), PLAN).level is level


def test_below_the_least_completeness_there_is_no_recommendation() -> None:
    nan_hours = 25  # of 100: exactly the least share of 75 %
    enough = graded((250, 75), (NAN, nan_hours))
    assert enough.level is Level.ORANGE
    found = graded((250, 75), (NAN, nan_hours + 1))
    assert found.level is None
    assert found.response == ""
    assert found.why_none == "有效数据占74%，不足75%，不作建议；已有数据已够橙色预警的条件"
    assert found.process is not None
    bare = graded((NAN, 30))
    assert (bare.level, bare.peak, bare.misses, bare.completeness) == (None, None, (), 0.0)
    assert bare.why_none == "有效数据占0%，不足75%，不作建议"


def test_age_of_data_is_told_where_both_times_are_known() -> None:
    series = windows(stretches((100, 24)))
    assert grade(series, PLAN, data_at=hour(0), now=hour(2)).age == timedelta(hours=2)
    assert grade(series, PLAN, data_at=hour(0)).age is None


@pytest.mark.parametrize(
    ("parts", "level"),
    [
        (((150, 48),), "none"),
        (((151, 24),), "none"),
        (((151, 47),), "none"),
        (((151, 48),), "yellow"),
        (((200, 48),), "yellow"),
        (((201, 24),), "yellow"),
        (((151, 72),), "orange"),
        (((201, 47),), "yellow"),
        (((201, 48),), "orange"),
        (((201, 72),), "orange"),
        (((300, 72),), "orange"),
        (((201, 48), (301, 24)), "red"),
        (((301, 71),), "orange"),
    ],
)
def test_two_lines_of_another_edition(parts: Parts, level: str) -> None:
    found = graded(*parts, pack=mee())
    assert found.level is not None
    assert found.level.word == level


@pytest.mark.parametrize(
    ("cause", "level"),
    [(None, Level.ORANGE), (Cause.HAZE, Level.ORANGE), (Cause.OZONE, Level.HINT), (Cause.SMOKE, Level.HINT)],
)
def test_an_edition_that_splits_by_cause_answers_ozone_with_advice(cause: Cause | None, level: Level) -> None:
    pack = mee()
    found = grade(windows(stretches((250, 48))), pack, cause=cause)
    assert found.level is level
    assert (pack.grading.clauses["cause_split"] in found.clauses) == (level is Level.HINT)
    assert bool(found.misses) == (level is not Level.HINT)


def test_the_cause_changes_nothing_where_the_edition_does_not_split() -> None:
    assert grade(windows(stretches((250, 48))), PLAN, cause=Cause.OZONE).level is Level.YELLOW


def test_incomplete_data_under_an_edition_that_has_no_name_for_the_hint() -> None:
    pack = mee()
    nameless = replace(pack, levels=tuple(r for r in pack.levels if r.level is not Level.HINT))
    found = grade(windows(stretches((250, 48), (NAN, 48))), nameless, cause=Cause.OZONE)
    assert found.why_none == "有效数据占50%，不足75%，不作建议"


def test_regrade_puts_editions_side_by_side() -> None:
    (plan, ours), (other, theirs) = regrade(windows(stretches((151, 72))), [PLAN, mee()])
    assert (plan.id, ours.level) == ("qh-2020", Level.NONE)
    assert (other.id, theirs.level) == ("mee-2024", Level.ORANGE)


@pytest.mark.parametrize(
    ("own", "provincial", "affected", "answer"),
    [
        (Level.NONE, Level.YELLOW, True, Level.YELLOW),
        (Level.HINT, Level.YELLOW, True, Level.YELLOW),
        (Level.YELLOW, Level.ORANGE, True, Level.ORANGE),
        (Level.RED, Level.YELLOW, True, Level.RED),
        (Level.YELLOW, Level.RED, True, Level.RED),
        (Level.YELLOW, Level.ORANGE, False, Level.YELLOW),
        (Level.HINT, Level.HINT, True, Level.NONE),
        (Level.HINT, Level.NONE, True, Level.NONE),
    ],
)
def test_response_floor_under_a_provincial_alert(own: Level, provincial: Level, affected: bool, answer: Level) -> None:
    assert response_level(own, provincial, affected) is answer


AIR = st.lists(st.tuples(st.sampled_from([0, 150, 200, 201, 260, 301, 400, 500]), st.integers(1, 40)), max_size=8).map(
    lambda parts: stretches((100, 1), *parts)
)


@settings(max_examples=150, deadline=None)
@given(AIR, st.data())
def test_raising_any_hour_never_lowers_the_level(hourly: Floats, data: st.DataObject) -> None:
    raised = hourly.copy()
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(hourly) - 1))
        raised[at] = data.draw(st.integers(int(raised[at]), 500))
    for pack in (PLAN, mee()):
        before, after = grade(windows(hourly), pack), grade(windows(raised), pack)
        assert before.level is not None
        assert after.level is not None
        assert after.level >= before.level


@settings(max_examples=80, deadline=None)
@given(AIR, st.integers(-5000, 5000))
def test_shifting_in_time_shifts_only_the_times(hourly: Floats, hours_later: int) -> None:
    shift = timedelta(hours=hours_later)
    here = grade(windows(hourly), PLAN)
    there = grade(windows_of_hourly_aqi("630100", FIRST_AT + shift, hourly, 24, 20), PLAN)
    assert [shifted(p.start_at, shift) for p in here.processes] == [p.start_at for p in there.processes]
    assert [shifted(p.end_at, shift) for p in here.processes] == [p.end_at for p in there.processes]
    assert (here.level, here.heavy_days, here.severe_days, here.nearest, here.clauses) == (
        there.level,
        there.heavy_days,
        there.severe_days,
        there.nearest,
        there.clauses,
    )


@settings(max_examples=50, deadline=None)
@given(AIR)
def test_marking_every_hour_of_every_process_as_dust_leaves_no_level(hourly: Floats) -> None:
    dust = np.zeros(len(hourly), dtype=np.bool_)
    for process in grade(windows(hourly), PLAN).processes:
        first, last = ((at - hour(0)) // timedelta(hours=1) for at in (process.start_at, process.end_at))
        dust[first:last] = True
    assert grade(windows(hourly, dust), PLAN).level is Level.NONE
    every = grade(windows(hourly, np.ones(len(hourly), dtype=np.bool_)), PLAN)
    assert (every.level, every.processes) == (Level.NONE, ())


@settings(max_examples=50, deadline=None)
@given(
    st.permutations(
        [
            DayForecast("630100", FIRST_AT.date() + timedelta(days=i), 0, a)
            for i, a in enumerate((201, 150, 230, 310, 320, 260, 90))
        ]
    )
)
def test_the_order_of_days_does_not_matter(told: list[DayForecast]) -> None:
    found = grade(windows_of_days(told), PLAN)
    assert found.level is Level.RED
    assert (found.heavy_days, found.severe_days) == (5, 2)


def shifted(at: datetime, by: timedelta) -> datetime:
    return at + by
