"""Observations: good rows come through beside the faults of bad ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from qh_console.domain.clock import from_beijing
from qh_console.domain.readings import SIX, Indicator
from qh_console.feeds.intake import Intake, Parsed
from qh_console.feeds.parsing import parse_table
from qh_console.feeds.tables import read_table, table_of_bytes


def _parse(text: str, intake: Intake) -> Parsed:
    return parse_table(table_of_bytes("a.csv", text.encode()), intake)


def test_a_row_becomes_a_reading(intake: Intake) -> None:
    parsed = _parse("place,time,so2,no2,co,o3,pm10,pm2.5,aqi\n西宁,2026-01-09T05:00,11,31,0.8,60,96,38,73\n", intake)
    assert parsed.faults == ()
    (reading,) = parsed.readings
    assert (reading.place, reading.at, reading.aqi) == ("630100", from_beijing(2026, 1, 9, 5), 73)
    assert reading.values == dict(zip(SIX, (11, 31, 0.8, 60, 96, 38), strict=True))
    assert (reading.source, reading.received_at) == (intake.source, intake.received_at)


def test_missing_values_are_left_out_and_empty_rows_are_no_readings(intake: Intake) -> None:
    parsed = _parse("place,time,pm10,pm25\n西宁,2026-01-09T05:00,—,38\n海东,2026-01-09T05:00,NA,_\n", intake)
    assert [dict(r.values) for r in parsed.readings] == [{Indicator.PM25: 38.0}]
    assert parsed.faults == ()


def test_bad_rows_are_named_good_ones_wait(intake: Intake) -> None:
    parsed = _parse(
        "place,time,pm25\n西宁,2026-01-09T05:00,38\n西京,2026-01-09T05:00,1\n海东,2026-01-09T05:00,x\n海北,,5\n海西,2026-01-09T05:00,9\n",
        intake,
    )
    assert [r.place for r in parsed.readings] == ["630100", "632800"]
    assert [(f.row, f.column) for f in parsed.faults] == [(3, "place"), (4, "pm25"), (5, "time")]
    assert "西宁" in str(parsed.faults[0])


def test_the_future_is_refused_the_present_hour_is_not(intake: Intake) -> None:
    parsed = _parse("place,time,pm25\n西宁,2026-01-09T12:00,1\n西宁,2026-01-09T13:00,1\n", intake)
    assert len(parsed.readings) == 1
    assert [(f.row, f.what) for f in parsed.faults] == [(3, "时刻还没有到")]


def test_date_and_hour_stand_for_time(intake: Intake) -> None:
    parsed = _parse("city,date,hour,pm25\n西宁,20260108,24,1\n西宁,20260109,1,2\n", intake)
    assert [r.at for r in parsed.readings] == [from_beijing(2026, 1, 9), from_beijing(2026, 1, 9, 1)]


def test_the_same_hour_twice_is_a_fault_naming_both_rows(intake: Intake) -> None:
    parsed = _parse("place,time,pm25\n西宁,2026-01-09T05:00,1\n西宁市,2026-01-09 5:00,2\n", intake)
    assert len(parsed.readings) == 1
    assert [(f.row, f.what) for f in parsed.faults] == [(3, "与第2行是同一地区同一时刻")]


def test_stations_become_the_places_mean(intake: Intake) -> None:
    parsed = _parse(
        "city,station,time,pm25,pm10,aqi\n西宁,甲,2026-01-09T05:00,10,20,30\n西宁,乙,2026-01-09T05:00,20,,60\n", intake
    )
    (reading,) = parsed.readings
    assert reading.values == {Indicator.PM25: 15.0, Indicator.PM10: 20.0}
    assert reading.aqi is None


def test_unknown_columns_are_told(intake: Intake) -> None:
    assert _parse("place,time,pm25,备注,dust\n西宁,2026-01-09T05:00,1,好,0\n", intake).ignored_columns == (
        "备注",
        "dust",
    )


@pytest.mark.parametrize(
    ("header", "missing"),
    [("time,pm25", ["地区"]), ("place,pm25", ["时刻"]), ("place,time", ["数值"]), ("甲,乙", ["地区", "时刻", "数值"])],
)
def test_each_missing_column_is_a_fault(header: str, missing: list[str], intake: Intake) -> None:
    parsed = _parse(f"{header}\n1,2\n", intake)
    assert [f.what for f in parsed.faults] == [f"缺少{m}列" for m in missing]
    assert parsed.readings == ()


_HOUR = ("西宁", "20200402", "08")


def test_real_hours_of_2020(reference_data: Path, intake: Intake) -> None:
    table = read_table(reference_data / "qinghai_hourly_20200402_20200408.csv")
    parsed = parse_table(table, intake)
    assert parsed.faults == ()
    assert {r.place for r in parsed.readings} == {p.code for p in intake.places.items}
    assert len(parsed.readings) > 8 * 85
    xining = next(r for r in parsed.readings if r.place == "630100" and r.at == from_beijing(2020, 4, 2, 8))
    rows = [r.cells for r in table.rows if (r.cells["city"], r.cells["date"], r.cells["hour"]) == _HOUR]
    told = [float(cells["pm25"]) for cells in rows if cells["pm25"]]
    assert xining.values[Indicator.PM25] == pytest.approx(sum(told) / len(told))
