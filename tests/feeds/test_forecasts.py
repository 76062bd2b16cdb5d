"""Forecast tables: by hour and by day, gathered per source and issue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest

from qh_console.domain.clock import from_beijing
from qh_console.domain.readings import DayForecast, Indicator
from qh_console.feeds.intake import Intake, Parsed
from qh_console.feeds.parsing import parse_forecast_table, parse_table
from qh_console.feeds.tables import read_table, table_of_bytes


def _parse(text: str, intake: Intake) -> Parsed:
    return parse_table(table_of_bytes("预报.csv", text.encode()), intake)


def test_days_with_ranges_single_figures_and_one_sided_ranges(intake: Intake) -> None:
    parsed = _parse(
        "place,date,aqi,aqi_low,aqi_high,pollutant,dust,issued_at,source\n"
        "西宁,2026-01-10,,180,230,PM2.5,0,2026-01-09T16:00,省中心\n"
        "西宁,2026-01-11,150,,,PM10,1,2026-01-09T16:00,省中心\n"
        "海东,2026-01-10,,,210,,,2026-01-09T16:00,省中心\n",
        intake,
    )
    assert parsed.faults == ()
    (forecast,) = parsed.forecasts
    assert (forecast.source, forecast.issued_at) == ("省中心", from_beijing(2026, 1, 9, 16))
    assert set(forecast.days) == {
        DayForecast("630100", date(2026, 1, 10), 180, 230, "PM2.5"),
        DayForecast("630100", date(2026, 1, 11), 150, 150, "PM10", True),
        DayForecast("630200", date(2026, 1, 10), 210, 210),
    }


def test_hours_become_series_with_gaps_as_nan(intake: Intake) -> None:
    parsed = _parse(
        "place,time,aqi,pm25,dust,issued_at\n"
        "西宁,2026-01-10T03:00,,30,,2026-01-09T16:00\n"
        "西宁,2026-01-10T01:00,201.5,20,1,2026-01-09T16:00\n"
        "海东,2026-01-10T01:00,,,,2026-01-09T16:00\n",
        intake,
    )
    (forecast,) = parsed.forecasts
    (series,) = forecast.hourly
    assert forecast.source == intake.source
    assert (series.place, series.first_at, series.hours) == ("630100", from_beijing(2026, 1, 10, 1), 3)
    np.testing.assert_array_equal(series.values[Indicator.PM25], [20, np.nan, 30])
    assert series.aqi is not None
    np.testing.assert_array_equal(series.aqi, [201.5, np.nan, np.nan])
    assert series.dust is not None
    assert series.dust.tolist() == [True, False, False]


def test_issues_and_sources_stay_apart(intake: Intake) -> None:
    parsed = _parse(
        "place,date,aqi,issued_at,source\n西宁,2026-01-10,150,2026-01-09T16:00,甲\n西宁,2026-01-10,160,2026-01-09T16:00,乙\n西宁,2026-01-10,170,2026-01-10T16:00,甲\n",
        intake,
    )
    assert [(f.source, f.issued_at.hour, f.days[0].aqi_high) for f in parsed.forecasts] == [
        ("甲", 8, 150), ("乙", 8, 160), ("甲", 8, 170),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("西宁,2026-01-10,,220,180,2026-01-09T16:00", "aqi_low"),
        ("西宁,2026-01-10,,501,501,2026-01-09T16:00", "aqi_low"),
        ("西宁,2026-11-10,150,,,2026-01-09T16:00", "date"),
        ("西宁,2025-12-10,150,,,2026-01-09T16:00", "date"),
        ("西宁,2026-01-10,150,,,", "issued_at"),
        ("西宁,2026-01-10,150,,,昨天", "issued_at"),
        (",2026-01-10,150,,,2026-01-09T16:00", "place"),
    ],
)
def test_bad_rows_are_named(row: str, column: str, intake: Intake) -> None:
    parsed = _parse(f"place,date,aqi,aqi_low,aqi_high,issued_at\n{row}\n", intake)
    assert (parsed.faults[0].row, parsed.faults[0].column) == (2, column)
    assert parsed.forecasts == ()


def test_the_same_day_twice_is_a_fault(intake: Intake) -> None:
    row = "西宁,2026-01-10,150,2026-01-09T16:00\n"
    parsed = _parse("place,date,aqi,issued_at\n" + row * 2, intake)
    assert [f.row for f in parsed.faults] == [3]
    assert len(parsed.forecasts) == 1


def test_a_table_by_day_without_issue_time_is_asked_for_it(intake: Intake) -> None:
    assert [f.what for f in _parse("place,date,aqi\n西宁,2026-01-10,150\n", intake).faults] == [
        "日值表缺少 issued_at 列"
    ]


def test_taken_as_a_forecast_when_the_caller_says_so(intake: Intake, now: datetime) -> None:
    table = table_of_bytes("a.csv", "city,date,aqi\n兰州,2014-01-10,150\n".encode())
    parsed = parse_forecast_table(table, replace(intake, other_places=True), now)
    assert parsed.faults == ()
    assert parsed.forecasts[0].issued_at == now
    assert parsed.forecasts[0].days[0].place == "兰州"


@pytest.mark.parametrize(
    ("header", "said"), [("date,aqi", "地区"), ("place,aqi", "时刻"), ("place,date", "数值"), ("place,time", "数值")]
)
def test_missing_columns(header: str, said: str, intake: Intake, now: datetime) -> None:
    parsed = parse_forecast_table(table_of_bytes("a.csv", f"{header}\n1,2\n".encode()), intake, now)
    assert [f.what for f in parsed.faults] == [f"缺少{said}列"]


def test_real_days_of_2013_to_2015(reference_data: Path, intake: Intake, now: datetime) -> None:
    parsed = parse_forecast_table(read_table(reference_data / "qinghai_daily_2013_2015.csv"), intake, now)
    assert parsed.faults == ()
    (forecast,) = parsed.forecasts
    assert len(forecast.days) == 3302
