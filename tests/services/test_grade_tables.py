"""Tables that `grade` takes: every layout, and every fault named with its row, column and mend."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qh_console.domain.readings import DayForecast, Indicator
from qh_console.feeds.tables import table_of_bytes
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.problems import BadInput
from qh_console.services.grade_tables import GradeInput, ignored_columns, read_grade_table

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
SIX = "so2,no2,co,o3,pm10,pm25"


def read(text: str, other_places: bool = False) -> GradeInput:
    return read_grade_table(table_of_bytes("预报.csv", text.encode()), PLACES, other_places)


def faults(text: str) -> list[str]:
    with pytest.raises(BadInput) as caught:
        read(text)
    return [str(fault) for fault in caught.value.faults]


def test_hours_of_an_index() -> None:
    found = read("place,time,aqi\n西宁,2026-01-10T01:00,201\n630100,2026-01-10T03:00,203.5\n海北,2026-01-10T01:00,NA\n")
    xining = found.hourly["630100"]
    assert xining.first_at == datetime(2026, 1, 9, 17, tzinfo=UTC)
    assert xining.aqi is not None
    assert np.array_equal(xining.aqi, [201, np.nan, 203.5], equal_nan=True)
    assert (xining.values, xining.dust, found.daily) == ({}, None, {})
    assert found.hourly["632200"].hours == 1


def test_hours_by_date_and_hour() -> None:
    found = read("place,date,hour,aqi\n西宁,20260110,24,201\n西宁,20260111,1,202\n")
    assert found.hourly["630100"].first_at == datetime(2026, 1, 10, 16, tzinfo=UTC)
    assert found.hourly["630100"].hours == 2


def test_six_concentrations_with_dust_and_pollutant() -> None:
    found = read(
        f"place,time,{SIX},dust,pollutant\n"
        "西宁,2026-01-10T01:00,10,20,0.5,30,400,100,1,PM10\n"
        "西宁,2026-01-10T02:00,10,20,0.5,30,400,100,,PM10\n"
        "西宁,2026-01-10T03:00,10,20,0.5,30,300,200,0,PM2.5\n"
    )
    series = found.hourly["630100"]
    assert series.values[Indicator.PM10].tolist() == [400, 400, 300]
    assert series.aqi is None
    assert series.dust is not None
    assert series.dust.tolist() == [True, False, False]
    assert found.pollutants == {"630100": "PM10"}


def test_where_concentrations_are_empty_the_index_stands_in() -> None:
    text = f"place,time,aqi,{SIX}\n西宁,2026-01-10T01:00,180,,,,,,\n海东,2026-01-10T01:00,180,1,1,1,1,1,1\n"
    found = read(text)
    assert found.hourly["630100"].values == {}
    assert len(found.hourly["630200"].values) == 6


def test_days_as_one_figure_or_a_range() -> None:
    found = read(
        "place,date,aqi,aqi_low,aqi_high,dust\n"
        "西宁,2026-01-10,210,,,\n西宁,2026-01-11,,150,220,\n西宁,2026-01-12,,,230,1\n西宁,2026-01-14,,,,\n"
    )
    days = found.daily["630100"]
    assert (days.first_on, days.last_on) == (date(2026, 1, 10), date(2026, 1, 14))
    assert days.told == (
        DayForecast("630100", date(2026, 1, 10), 210, 210),
        DayForecast("630100", date(2026, 1, 11), 150, 220),
        DayForecast("630100", date(2026, 1, 12), 230, 230, "", True),
    )


def test_an_empty_time_column_beside_dates_does_not_matter() -> None:
    assert read("place,time,date,aqi\n西宁,,2026-01-10,210\n").daily["630100"].told[0].aqi_high == 210
    assert read("place,time,date,aqi\n西宁,2026-01-10T05:00,2026-01-10,210\n").hourly["630100"].hours == 1


def test_places_outside_pass_only_when_let_through() -> None:
    text = "place,time,aqi\n兰州市,2026-01-10T01:00,201\n"
    assert list(read(text, other_places=True).hourly) == ["兰州市"]
    (fault,) = faults(text)
    assert fault.startswith("预报.csv 第2行 “place”列：没有叫“兰州市”的地区")


def test_an_unknown_place_lists_the_nearest_names() -> None:
    (fault,) = faults("place,time,aqi\n西宇市,2026-01-10T01:00,201\n")
    assert "西宁市" in fault


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("time,aqi\n2026-01-10T01:00,201\n", "缺少地区列"),
        ("place,aqi\n西宁,201\n", "缺少时间列"),
        ("place,time\n西宁,2026-01-10T01:00\n", "缺少数值列"),
        ("place,date\n西宁,2026-01-10\n", "缺少 AQI 列"),
        ("place,date,aqi_high\n西宁,2026-01-10,210\n", "缺少 AQI 列"),
        ("place,time,aqi_low,aqi_high\n西宁,2026-01-10T01:00,1,2\n", "缺少数值列"),
        ("place,time,pm10,pm25\n西宁,2026-01-10T01:00,1,2\n", "六项浓度缺so2、no2、co、o3"),
        (f"place,date,{SIX}\n西宁,2026-01-10,1,1,1,1,1,1\n", "缺少 AQI 列"),
        ("place,hour,aqi\n西宁,1,201\n", "缺少时间列"),
    ],
)
def test_missing_columns_are_named(text: str, named: str) -> None:
    (fault,) = faults(text)
    assert named in fault


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ("西宁,2026-01-10T01:00,很高", "第2行 “aqi”列"),
        ("西宁,2026-01-10T01:00,501", "第2行 “aqi”列"),
        ("西宁,2026-01-10T01:00,-1", "第2行 “aqi”列"),
        ("西宁,2026-01-10T01:30,201", "第2行 “time”列"),
        ("西宁,2026-02-30T01:00,201", "第2行 “time”列"),
        (",2026-01-10T01:00,201", "第2行 “place”列：不能为空"),
        ("西宁,,201", "第2行 “time”列：不能为空"),
    ],
)
def test_bad_cells_are_named(row: str, named: str) -> None:
    (fault,) = faults(f"place,time,aqi\n{row}\n")
    assert named in fault


def test_every_fault_is_listed_in_the_order_of_rows() -> None:
    told = faults("place,time,aqi\n西宁,2026-01-10T01:00,x\n东京,2026-01-10T01:00,x\n西宁,2026-01-10T02:00,600\n")
    assert [t[7:10] for t in told] == ["第2行", "第3行", "第3行", "第4行"]


def test_hours_and_days_do_not_mix() -> None:
    (fault,) = faults("place,time,date,aqi\n西宁,2026-01-10T01:00,,1\n西宁,2026-01-10T02:00,,1\n西宁,,2026-01-11,1\n")
    assert fault == "预报.csv 第4行 “time”列：逐时值和逐日值混在一个表里；请分成两个文件"
    assert len(faults("place,date,hour,aqi\n西宁,2026-01-10,1,1\n西宁,2026-01-11,,1\n")) == 1


def test_a_range_upside_down() -> None:
    (fault,) = faults("place,date,aqi_low,aqi_high\n西宁,2026-01-10,220,210\n")
    assert fault == "预报.csv 第2行 “aqi_low”列：下限220大于上限210；请核对两列是否填反"


def test_repeats_that_agree_pass_and_those_that_differ_do_not() -> None:
    head = "place,time,aqi\n西宁,2026-01-10T01:00,201\n"
    assert read(f"{head}西宁市,2026-01-10T01:00,201\n").hourly["630100"].hours == 1
    (fault,) = faults(f"{head}西宁市,2026-01-10T01:00,202\n")
    assert fault == "预报.csv 第3行：与第2行同一地区同一时间，内容却不同；请只留正确的一行"
    assert len(faults(f"{head}西宁市,2026-01-10T01:00,NA\n")) == 1
    assert len(faults("place,date,aqi\n西宁,2026-01-10,201\n西宁,2026-01-10,202\n")) == 1


def test_columns_that_play_no_part_are_named() -> None:
    def ignored(header: str, row: str) -> tuple[str, ...]:
        return ignored_columns(table_of_bytes("预报.csv", f"{header}\n{row}\n".encode()))

    assert ignored("place,time,aqi,备注,pm10", "西宁,2026-01-10T01:00,1,x,2") == ("备注", "pm10")
    assert ignored(f"place,time,{SIX},o3_8h", "西宁,2026-01-10T01:00,1,1,1,1,1,1,1") == ("o3_8h",)
    assert ignored("place,date,aqi,pm10", "西宁,2026-01-10,1,2") == ("pm10",)
    assert ignored("place,time,aqi,aqi_low", "西宁,2026-01-10T01:00,1,1") == ("aqi_low",)


@given(
    st.permutations(
        [f"{p},2026-01-1{d}T0{h}:00,{200 + d + h}" for p in ("西宁", "海东") for d in (0, 1) for h in (1, 5)]
    )
)
def test_the_order_of_rows_does_not_matter(rows: list[str]) -> None:
    found = read("place,time,aqi\n" + "\n".join(rows))
    for code in ("630100", "630200"):
        series = found.hourly[code]
        assert series.first_at == datetime(2026, 1, 9, 17, tzinfo=UTC)
        assert series.aqi is not None
        assert [int(v) for v in series.aqi[np.isfinite(series.aqi)]] == [201, 205, 202, 206]
