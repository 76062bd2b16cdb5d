"""Plan 3.1: what one process counts, line by line."""

from __future__ import annotations

import math

import numpy as np
import pytest

from qh_console.domain.pack import Condition
from qh_console.domain.tallies import Tally, heavy_days, process_line, severe_days
from tests.domain.air import PLAN, mee, stretches, windows


def tally(*parts: tuple[float, int]) -> Tally:
    series = windows(stretches(*parts))
    return Tally(series, 0, len(series.aqi) - 1)


def test_counts_are_slots_of_the_series_not_of_the_process() -> None:
    series = windows(stretches((50, 10), (201, 48)))
    assert Tally(series, 20, 57).picks(200, consecutive=False) == [33, 57]
    assert Tally(series, 20, 57).reached(201) == 33


def test_heavy_and_severe_days_start_where_they_like() -> None:
    found = tally((201, 30), (301, 48), (201, 30))
    assert heavy_days(found, PLAN.grading) == [23, 47, 71, 95]
    assert severe_days(found, PLAN.grading) == [53, 77]


@pytest.mark.parametrize(
    ("condition", "is_met"),
    [
        (Condition("3.1", ((200, 2, False),)), True),
        (Condition("3.1", ((200, 3, False),)), False),
        (Condition("3.1", ((200, 2, False), (300, 1, True))), True),
        (Condition("3.1", ((200, 2, False), (300, 2, True))), False),
        (Condition("3.1", (), 301), True),
        (Condition("3.1", (), 302), False),
        (Condition("3.1", ((200, 3, False),), 301), False),
    ],
)
def test_every_part_of_a_condition_must_hold(condition: Condition, is_met: bool) -> None:
    assert tally((201, 24), (301, 24)).meets(condition) is is_met


def test_without_windows_there_is_nothing() -> None:
    bare = tally((float("nan"), 48))
    assert bare.peak == -math.inf
    assert bare.reached(0) is None
    assert heavy_days(bare, PLAN.grading) == severe_days(bare, PLAN.grading) == []
    assert not bare.meets(Condition("3.1", (), 1))


def test_counting_twice_is_counting_once() -> None:
    found = tally((201, 48))
    first = found.picks(200, consecutive=False)
    found.series.aqi[:] = np.nan
    assert found.picks(200, consecutive=False) is first


def test_the_line_of_a_process_is_the_lowest_any_level_rests_on() -> None:
    assert (process_line(PLAN), process_line(mee())) == (200, 150)
