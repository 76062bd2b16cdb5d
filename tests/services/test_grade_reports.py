"""The answer of `grade`: the contract's keys, from index, concentrations and days, as JSON and as words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from qh_console.domain.clock import BEIJING
from qh_console.editions import load_editions
from qh_console.feeds.tables import table_of_bytes
from qh_console.packs import load_packs, load_places
from qh_console.paths import resources_folder
from qh_console.services.grade_reports import grade_table, grade_text

RESOURCES = resources_folder()
PLACES = load_places(RESOURCES / "places" / "qinghai.toml")
PACKS = load_packs(RESOURCES / "packs")
EDITIONS = load_editions(RESOURCES / "aqi")
SIX = "so2,no2,co,o3,pm10,pm25"

Lines = list[str]


def answer(text: str, pack: str = "qh-2020", other_places: bool = False) -> dict[str, Any]:
    found = grade_table(table_of_bytes("预报.csv", text.encode()), PLACES, PACKS[pack], EDITIONS, other_places)
    assert json.loads(json.dumps(found, ensure_ascii=False, allow_nan=False)) == found
    return found


def hours(place: str, *parts: tuple[object, int]) -> Lines:
    """Rows of `place` from 10 January 1:00 on: so many hours of each."""
    values = [value for value, count in parts for _ in range(count)]
    at = datetime(2026, 1, 10, 1, tzinfo=BEIJING)
    return [f"{place},{(at + timedelta(hours=i)).isoformat()},{value}" for i, value in enumerate(values)]


def hourly(*lines: Sequence[str], columns: str = "aqi") -> str:
    return "\n".join([f"place,time,{columns}", *(line for part in lines for line in part)])


@pytest.mark.parametrize(
    ("aqi", "count", "level"),
    [
        (201, 48, "yellow"),
        (201, 47, "hint"),
        (201, 72, "orange"),
        (201, 96, "orange"),
        (301, 96, "red"),
        (500, 24, "red"),
        (200, 96, "none"),
    ],
)
def test_constant_air(aqi: int, count: int, level: str) -> None:
    assert answer(hourly(hours("西宁", (aqi, count))))["places"]["西宁市"]["level"] == level


def test_the_keys_of_the_contract() -> None:
    found = answer(hourly(hours("海东", (50, 4), (243, 48)), hours("630100", (50, 4), (320, 24), (230, 48), (50, 20))))
    assert found["pack"] == "qh-2020"
    assert list(found["places"]) == ["西宁市", "海东市"]
    xining = found["places"]["西宁市"]
    assert {k: xining[k] for k in ("code", "level", "response", "heavy_days", "severe_days", "peak", "processes")} == {
        "code": "630100",
        "level": "orange",
        "response": "II",
        "heavy_days": 3,
        "severe_days": 1,
        "peak": 320,
        "processes": 1,
    }
    assert found["places"]["海东市"]["start"] == "2026-01-10T00:00+08:00"
    assert found["places"]["海东市"]["windows"][1]["aqi"] == 243
    assert xining["clauses"] == ["3.1"]
    assert xining["nearest"].startswith("距红色预警")
    province = found["province"]
    assert (province["level"], province["places"], province["clauses"]) == ("yellow", ["西宁市", "海东市"], ["3.3.1"])
    assert province["affected"] == {"西宁市": "II", "海东市": "III"}
    assert (province["response"], province["floor_clauses"]) == ("III", ["5.1"])
    assert province["any_two"]["clauses"] == ["5.2"]


def test_no_adjacent_pair_no_province() -> None:
    found = answer(hourly(hours("西宁", (250, 48)), hours("黄南", (250, 48))))
    province = found["province"]
    assert (province["level"], province["places"], province["clauses"], province["affected"]) == ("none", [], [], {})
    assert province["any_two"]["places"] == ["西宁市", "黄南藏族自治州"]
    assert "另按5.2" in grade_text(found)


def test_means_of_an_index_are_not_rounded() -> None:
    (window,) = answer(hourly(hours("西宁", (200, 23), (201, 1))))["places"]["西宁市"]["windows"]
    assert window["aqi"] == (23 * 200 + 201) / 24


def test_nothing_heavy() -> None:
    xining = answer(hourly(hours("西宁", (200, 96))))["places"]["西宁市"]
    assert (xining["level"], xining["response"], xining["windows"], xining["start"], xining["end"]) == (
        "none",
        "none",
        [],
        None,
        None,
    )
    assert (xining["peak"], xining["processes"]) == (200, 0)


def test_too_little_data_is_no_level() -> None:
    found = answer(hourly(hours("西宁", ("", 48))))
    xining = found["places"]["西宁市"]
    assert (xining["level"], xining["response"], xining["peak"]) == (None, "none", None)
    assert xining["why_none"] == "有效数据占0%，不足75%，不作建议"
    assert found["province"]["ungraded"] == ["西宁市"]
    assert "西宁市：有效数据占0%，不足75%，不作建议" in grade_text(found)


@pytest.mark.parametrize(("pm25", "level"), [(150, "none"), (151, "yellow"), (250, "yellow"), (500, "red")])
def test_concentrations_grade_by_their_24_h_means(pm25: int, level: str) -> None:
    found = answer(hourly(hours("西宁", (f"10,20,0.5,30,200,{pm25}", 48)), columns=SIX))
    assert found["places"]["西宁市"]["level"] == level
    assert (found["input"], found["editions"]) == ("hourly-concentrations", ["hj633-2012"])


def test_the_edition_is_that_of_the_hours() -> None:
    text = hourly(hours("西宁", ("10,20,0.5,30,200,160", 48)), columns=SIX).replace("2026-01-", "2026-05-")
    assert answer(text)["editions"] == ["hj633-2026"]


def test_dust_hours_leave_the_grade() -> None:
    dusty = answer(hourly(hours("西宁", ("250,1", 48)), columns="aqi,dust"))["places"]["西宁市"]
    assert (dusty["level"], dusty["dust_hours"], dusty["clauses"], dusty["completeness"]) == ("none", 48, ["1.3"], 1.0)
    some = answer(
        hourly(hours("西宁", ("10,20,0.5,30,900,160,1", 24), ("10,20,0.5,30,200,160,0", 24)), columns=f"{SIX},dust")
    )
    assert some["places"]["西宁市"]["level"] == "hint"


def test_days_and_ranges() -> None:
    rows = [
        f"西宁,{date(2026, 1, 10) + timedelta(days=i)},{low},{high}" for i, (low, high) in enumerate([(180, 210)] * 3)
    ]
    found = answer("\n".join(["place,date,aqi_low,aqi_high", *rows]))
    xining = found["places"]["西宁市"]
    assert (found["input"], xining["level"], xining["heavy_days"]) == ("daily-aqi", "orange", 3)
    assert xining["windows"][0] == {
        "start": "2026-01-10T00:00+08:00",
        "end": "2026-01-11T00:00+08:00",
        "aqi": 210,
        "aqi_low": 180,
    }


def test_several_processes_are_all_kept_and_the_highest_reports() -> None:
    xining = answer(hourly(hours("西宁", (250, 24), (0, 70), (250, 48), (0, 70), (500, 24))))["places"]["西宁市"]
    assert [p["level"] for p in xining["process_list"]] == ["hint", "yellow", "red"]
    assert (xining["level"], xining["processes"], xining["start"]) == ("red", 3, xining["process_list"][2]["start"])
    assert xining["process_list"][2]["reached"]["aqi"] == 500


def test_another_edition_and_its_split_by_cause() -> None:
    def level(rows: Lines, columns: str) -> tuple[str | None, str | None]:
        found = answer(hourly(rows, columns=columns), pack="mee-2024")
        assert found["pack_confirmed"] is False
        xining = found["places"]["西宁市"]
        return xining["level"], xining["cause"]

    assert level(hours("西宁", (151, 48)), "aqi") == ("yellow", None)
    assert level(hours("西宁", ("201,PM2.5", 48)), "aqi,pollutant") == ("orange", "haze")
    assert level(hours("西宁", ("201,O3", 48)), "aqi,pollutant") == ("hint", "ozone")
    assert level(hours("西宁", ("10,20,0.5,600,60,40", 48)), SIX) == ("hint", "ozone")
    assert level(hours("西宁", ("10,20,0.5,30,300,160", 48)), SIX) == ("orange", "haze")
    assert level(hours("西宁", (",,,,,", 48)), SIX) == (None, None)
    assert answer(hourly(hours("西宁", ("201,O3", 48)), columns="aqi,pollutant"))["places"]["西宁市"]["cause"] is None


def test_places_outside_are_graded_but_never_adjacent() -> None:
    found = answer(hourly(hours("西宁", (250, 48)), hours("兰州市", (250, 48))), other_places=True)
    assert list(found["places"]) == ["西宁市", "兰州市"]
    assert (found["places"]["兰州市"]["code"], found["places"]["兰州市"]["level"]) == (None, "yellow")
    assert found["province"]["any_two"]["level"] == "none"


def test_columns_without_a_part_are_named() -> None:
    assert answer(hourly(hours("西宁", ("201,x", 24)), columns="aqi,备注"))["ignored_columns"] == ["备注"]


def test_the_answer_in_words() -> None:
    text = grade_text(answer(hourly(hours("西宁", (201, 66)), hours("海东", (201, 66))), pack="qh-2020"))
    assert text.splitlines() == [
        "预案版本 qh-2020",
        "西宁市：黄色预警，重污染2天，严重污染0天，24小时AQI最高201，依据3.1",
        "  过程 01-10 00时 至 01-12 18时，共1次过程",
        "  计入 01-10 00时起 201；01-11 00时起 201",
        "  距橙色预警差6小时（24小时AQI超过200已2天，需3天）",
        "海东市：黄色预警，重污染2天，严重污染0天，24小时AQI最高201，依据3.1",
        "  过程 01-10 00时 至 01-12 18时，共1次过程",
        "  计入 01-10 00时起 201；01-11 00时起 201",
        "  距橙色预警差6小时（24小时AQI超过200已2天，需3天）",
        "全省：黄色预警，西宁市、海东市相邻且同时出现重污染，依据3.3.1",
    ]


def test_a_place_without_any_window_in_words() -> None:
    text = grade_text(answer(hourly(hours("西宁", (10, 2))), pack="mee-2024"))
    assert text.splitlines() == [
        "预案版本 mee-2024（待核）",
        "西宁市：不发预警",
        "全省：不发预警，没有相邻地区同时出现重污染",
    ]
