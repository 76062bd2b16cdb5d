"""The engine's answer in words and in the shapes the record keeps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from qh_console.domain.clock import HOUR
from qh_console.domain.grading import grade
from qh_console.domain.pack import Level
from qh_console.domain.particulars import ExpectedFigures
from qh_console.domain.readings import Floats, HourlySeries, Indicator
from qh_console.domain.working import expected_figures, grade_record, working_text
from tests.domain.air import BEGIN_AT, FIRST_AT, PLAN, days, graded, hour, stretches, windows

NAN = float("nan")


def test_a_level_is_kept_with_its_days_windows_and_span() -> None:
    record = grade_record(graded((50, 24), (310, 48), (240, 24), (50, 48)))
    assert (record.place, record.level, record.heavy_days, record.severe_days) == ("630100", Level.ORANGE, 3, 2)
    assert (record.peak, record.clauses) == (310, ("3.1",))
    assert record.starts_at is not None
    assert record.ends_at is not None
    assert record.starts_at <= hour(24)
    assert record.ends_at >= hour(24 + 72)


def test_the_working_names_days_peak_and_the_windows_that_counted() -> None:
    text = working_text(graded((260, 48)))
    assert text.startswith("重污染2天，其中严重污染连续0天，峰值260；")
    assert "计入时段：1月10日0时—1月11日0时 AQI 260、1月11日0时—1月12日0时 AQI 260" in text
    assert text.count("；") == 2, "the nearest miss follows"


def test_a_figure_just_above_the_line_does_not_read_as_the_line() -> None:
    just_above = stretches((200, 24)) + np.array([1.0] + [0.0] * 23)
    text = working_text(grade(windows(just_above), PLAN))
    assert "峰值200.04" in text
    assert "AQI 200.04" in text


def test_without_a_heavy_window_that_is_said() -> None:
    found = graded((60, 48))
    assert working_text(found).startswith("没有24小时均值超过标准线的时段；")
    record = grade_record(found)
    assert (record.level, record.heavy_days, record.peak) == (Level.NONE, 0, 60)
    assert (record.starts_at, record.ends_at) == (None, None)


def test_at_the_top_there_is_no_nearest_miss() -> None:
    assert not working_text(graded((500, 24 * 5))).endswith("；")
    assert grade_record(graded((500, 24 * 5))).level is Level.RED


def test_no_recommendation_is_kept_as_no_level_with_its_reason() -> None:
    found = grade(windows(stretches((NAN, 60), (260, 12))), PLAN)
    assert found.level is None
    record = grade_record(found)
    assert (record.level, record.peak) == (Level.NONE, None)
    assert record.working == found.why_none == working_text(found)


def test_days_count_like_windows() -> None:
    record = grade_record(grade(days(60, (180, 230), 240, 60), PLAN))
    assert (record.level, record.heavy_days, record.peak) == (Level.YELLOW, 2, 240)


# --- expected figures -----------------------------------------------------------------------------------------------


def series(fine: Floats | None, coarse: Floats | None = None) -> HourlySeries:
    rows = {Indicator.PM25: fine, Indicator.PM10: coarse}
    return HourlySeries("630100", FIRST_AT, {i: row for i, row in rows.items() if row is not None})


AQI = np.array([100.0, 200.0, 330.0, 90.0])
FINE = np.array([75.0, 150.0, 280.0, 60.0])
COARSE = 1.2 * FINE


@pytest.mark.parametrize(
    ("first", "last", "aqi", "told"),
    [
        (0, 4, (90, 330, 180), (60, 280, 141)),
        (1, 3, (200, 330, 265), (150, 280, 215)),
        (1.5, 3.5, (200, 330, 265), (150, 280, 215)),
        (-9, 1, (100, 100, 100), (75, 75, 75)),
        (3, 99, (90, 90, 90), (60, 60, 60)),
    ],
)
def test_the_hours_between_two_instants_are_told(
    first: float, last: float, aqi: tuple[int, ...], told: tuple[int, ...]
) -> None:
    from_at, to_at = BEGIN_AT + first * HOUR, BEGIN_AT + last * HOUR
    found = expected_figures(series(FINE, COARSE), AQI, from_at, to_at, PLAN.dust)
    assert found == ExpectedFigures("630100", "PM2.5", *aqi, *told)


@pytest.mark.parametrize(("first", "last"), [(2, 2), (3, 2), (-5, 0), (4, 9)])
def test_of_no_hour_nothing_is_told(first: int, last: int) -> None:
    assert expected_figures(series(FINE), AQI, hour(first), hour(last), PLAN.dust) is None


@pytest.mark.parametrize(
    ("fine", "coarse", "pollutant"),
    [
        (FINE, None, "PM2.5"),
        (None, COARSE, "PM10"),
        (FINE * NAN, COARSE, "PM10"),
        (FINE, FINE / 0.36, "PM2.5"),
        (FINE, FINE / 0.34, "PM10"),
    ],
)
def test_the_main_particle_is_the_fine_one_unless_the_air_is_coarse(
    fine: Floats | None, coarse: Floats | None, pollutant: str
) -> None:
    settings = replace(PLAN.dust, ratio_line=0.35)
    found = expected_figures(series(fine, coarse), AQI, hour(0), hour(4), settings)
    assert found is not None
    assert found.pollutant == pollutant


def test_without_an_index_or_a_particle_nothing_is_told() -> None:
    assert expected_figures(series(FINE), AQI * NAN, hour(0), hour(4), PLAN.dust) is None
    assert expected_figures(series(FINE * NAN), AQI, hour(0), hour(4), PLAN.dust) is None
    gas = HourlySeries("630100", FIRST_AT, {Indicator.O3: FINE})
    assert expected_figures(gas, AQI, hour(0), hour(4), PLAN.dust) is None
