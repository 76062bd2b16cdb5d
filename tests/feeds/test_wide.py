"""The wide layout: one column a place, one row an indicator and hour."""

from __future__ import annotations

from qh_console.domain.clock import from_beijing
from qh_console.domain.readings import Indicator
from qh_console.feeds.intake import Intake, Parsed
from qh_console.feeds.parsing import parse_table
from qh_console.feeds.tables import table_of_bytes

HEADER = "date,hour,type,北京,西宁,海东地区,海南州\n"


def _parse(body: str, intake: Intake, header: str = HEADER) -> Parsed:
    return parse_table(table_of_bytes("wide.csv", (header + body).encode()), intake)


def test_rows_of_one_hour_gather_into_readings(intake: Intake) -> None:
    parsed = _parse(
        "20260109,0,AQI,50,73,60,\n20260109,0,PM2.5,9,38,,\n20260109,0,PM2.5_24h,9,40,,\n20260109,0,CO,1,0.8,0.6,\n20260109,0,O3_8h_24h,1,2,3,4\n",
        intake,
    )
    assert parsed.faults == ()
    assert parsed.ignored_columns == ("北京",)
    xining, haidong = parsed.readings
    assert (xining.place, xining.at, xining.aqi) == ("630100", from_beijing(2026, 1, 9), 73)
    assert xining.values == {Indicator.PM25: 38.0, Indicator.PM25_24H: 40.0, Indicator.CO: 0.8}
    assert (haidong.place, haidong.aqi, dict(haidong.values)) == ("630200", 60, {Indicator.CO: 0.6})


def test_a_bad_cell_loses_its_place_and_hour_only(intake: Intake) -> None:
    parsed = _parse("20260109,1,PM10,9,x,7,8\n20260109,1,SO2,9,5,6,7\n20260109,2,PM10,9,5,6,7\n", intake)
    assert [(f.row, f.column) for f in parsed.faults] == [(2, "西宁")]
    assert [(r.place, r.at) for r in parsed.readings] == [
        (place, from_beijing(2026, 1, 9, hour))
        for hour, places in ((1, ("630200", "632500")), (2, ("630100", "630200", "632500")))
        for place in places
    ]


def test_unknown_type_future_hour_and_bad_hour_are_named(intake: Intake) -> None:
    parsed = _parse("20260109,1,PM1,1,1,1,1\n20260109,13,SO2,1,1,1,1\n20260109,x,SO2,1,1,1,1\n,1,SO2,1,1,1,1\n", intake)
    assert [(f.row, f.column) for f in parsed.faults] == [(2, "type"), (3, "date"), (4, "hour"), (5, "date")]
    assert parsed.readings == ()


def test_two_names_of_one_place_fill_each_other(intake: Intake) -> None:
    parsed = _parse("20260109,1,SO2,,5\n20260109,1,NO2,6,7\n", intake, "date,hour,type,海东市,海东地区\n")
    (reading,) = parsed.readings
    assert reading.values == {Indicator.SO2: 5.0, Indicator.NO2: 6.0}


def test_no_place_of_ours_is_a_fault(intake: Intake) -> None:
    parsed = _parse("20260109,1,SO2,5\n", intake, "date,hour,type,北京\n")
    assert [f.what for f in parsed.faults] == ["没有一列是本省市州"]
