"""The `aqi` command's rows: what the contract promises, the edition of each row, and every fault of a bad file."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qh_console.editions import load_editions
from qh_console.feeds.tables import read_table, table_of_bytes
from qh_console.problems import BadInput
from qh_console.services.aqi_reports import csv_rows, ignored_columns, report_rows
from tests.domain.exact_aqi import SIGNS, exact_aqi

EDITIONS = load_editions(Path(__file__).parents[2] / "resources" / "aqi")
HEADER = "place,time,so2,no2,co,o3,pm10,pm25\n"


def _rows(text: str, **options: str) -> list[dict[str, Any]]:
    return report_rows(table_of_bytes("实况.csv", text.encode()), EDITIONS, **options)


def _faults(text: str, **options: str) -> list[str]:
    with pytest.raises(BadInput) as caught:
        _rows(text, **options)
    return [str(fault) for fault in caught.value.faults]


def test_the_row_of_the_contract() -> None:
    (row,) = _rows(HEADER + "西宁市,2026-03-10T05:00,15,24,0.5,30,250,115\n")
    assert row == {
        "row": 2,
        "place": "西宁市",
        "time": "2026-03-10T05:00+08:00",
        "edition": "hj633-2026",
        "aqi": 150,
        "level": 3,
        "class": "轻度污染",
        "primary": ["PM10", "PM2.5"],
        "iaqi": {"SO2": 5, "NO2": 12, "CO": 5, "O3": 10, "PM10": 150, "PM2.5": 150},
        "missing": [],
    }
    assert json.loads(json.dumps(row)) == row


def test_not_published_is_null() -> None:
    (row,) = _rows(HEADER + "西宁市,2026-03-10T05:00,15,24,0.5,NA,50,35\n")
    assert (row["aqi"], row["level"], row["class"], row["primary"]) == (None, None, None, [])
    assert (row["missing"], row["iaqi"]["PM2.5"]) == (["O3"], 50)


def test_each_row_has_the_edition_of_its_hour_and_order_is_kept() -> None:
    rows = _rows("pm25,site,time\n60,甲,2026-03-01T01:00\n60,乙,2026-03-01T00:00\n60,丙,2013-01-01T05:00\n61,丁,\n")
    assert [(r["row"], r["place"], r["edition"]) for r in rows] == [
        (2, "甲", "hj633-2026"),
        (3, "乙", "hj633-2012"),
        (4, "丙", "hj633-2026"),
        (5, "丁", "hj633-2026"),
    ]
    assert [r["aqi"] for r in rows] == [None, 82, None, 101]
    assert rows[3]["time"] is None


def test_an_edition_can_be_pinned_and_then_needs_no_time() -> None:
    (row,) = _rows("place,pm25\n西宁,60\n", edition="hj633-2012")
    assert (row["edition"], row["aqi"], row["time"]) == ("hj633-2012", 82, None)
    with pytest.raises(KeyError):
        _rows("place,pm25\n西宁,60\n", edition="hj633-1999")


def test_daily_report() -> None:
    header, day = "city,date,so2,no2,co,o3,o3_8h,pm10,pm25\n", "5,10,1,401,100,40,30\n"
    old, new = _rows(f"{header}西宁,2026-02-28,{day}西宁,2026-03-01,{day}", report="daily")
    assert (old["date"], old["aqi"], old["iaqi"]["O3"], old["primary"]) == ("2026-02-28", 201, 201, ["O3"])
    assert (new["date"], new["aqi"], new["iaqi"]["O3"], new["primary"]) == ("2026-03-01", 50, 50, [])


@pytest.mark.parametrize(
    ("told", "day"),
    [("2026-03-01", "2026-03-01"), ("2026-03-01T00:00:00", "2026-03-01"), ("2026-03-01T12:00", "2026-03-01")],
)
def test_daily_rows_may_tell_a_time(told: str, day: str) -> None:
    assert _rows(f"place,time,pm25\n西宁,{told},200\n", report="daily")[0]["date"] == day


def test_rule_by_the_letter() -> None:
    text = "place,time,pm25,pm25_24h,pm10_24h,o3_8h\n西宁,2020-01-01T05:00,300,30,40,161\n"
    assert _rows(text)[0]["primary"] == ["PM2.5"]
    (row,) = _rows(text, rule="text")
    assert (row["aqi"], row["primary"], row["missing"]) == (101, ["O3"], ["SO2", "NO2", "CO"])


def test_hour_in_a_column_of_its_own() -> None:
    (row,) = _rows("city,date,hour,pm25\n西宁,20200402,24,150\n")
    assert (row["time"], row["aqi"]) == ("2020-04-03T00:00+08:00", 200)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (HEADER + "西宁,2026-03-10T05:00,1,1,1,1,1,-1\n", ["第2行 “pm25”列"]),
        (HEADER + "西宁,2026-03-10T05:00,1,1,x,1,1,1e999\n", ["第2行 “co”列", "第2行 “pm25”列"]),
        (HEADER + "西宁,昨天,1,1,1,1,1,1\n西宁,2026-03-10T05:30,1,1,1,1,1,1\n", ["第2行 “time”列", "第3行 “time”列"]),
        ("time,pm25\n2026-03-10T05:00,1\n", ["缺少地区列"]),
        ("place,pm25\n西宁,1\n", ["缺少时间列"]),
        ("place,time,aqi\n西宁,2026-03-10T05:00,1\n", ["没有一列污染物浓度"]),
        ("pm25_24h\n1\n", ["缺少地区列", "缺少时间列", "没有一列污染物浓度"]),
        ("place,date,pm25\n西宁,2026-02-30,1\n", ["第2行 “date”列"]),
        ("place,date,hour,pm25\n西宁,2026-02-20,25,1\n", ["第2行 “hour”列"]),
    ],
)
def test_faults_name_row_and_column(text: str, places: list[str]) -> None:
    found = _faults(text)
    assert len(found) == len(places)
    for fault, place in zip(found, places, strict=True):
        assert fault.startswith("实况.csv")
        assert place in fault


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "空.csv").write_bytes(b"")
    with pytest.raises(BadInput, match="空"):
        report_rows(read_table(tmp_path / "空.csv"), EDITIONS)


def test_unknown_columns_can_be_named() -> None:
    assert ignored_columns(table_of_bytes("a.csv", b"place,time,pm25,humidity\nx,,1,2\n")) == ("humidity",)


@given(st.decimals(min_value=0, max_value=600, allow_nan=False, allow_infinity=False))
def test_any_number_of_digits_is_rounded_as_written(concentration: Decimal) -> None:
    text = format(concentration, "f")
    (row,) = _rows(f"place,pm10,co\n西宁,{text},{text}\n", edition="hj633-2026")
    exact = exact_aqi(2026, "hourly", "published", {"pm10": concentration, "co": concentration})
    assert (row["iaqi"]["PM10"], row["iaqi"]["CO"]) == (exact.sub["pm10"], exact.sub["co"])


@pytest.mark.parametrize(
    ("text", "index"), [("120.5", 100), ("120.50000000000000000001", 101), ("121.49999999999999999999", 101)]
)
def test_halves_are_told_from_almost_halves(text: str, index: int) -> None:
    assert _rows(f"place,pm10\n西宁,{text}\n", edition="hj633-2026")[0]["iaqi"]["PM10"] == index


def test_csv_holds_the_same() -> None:
    rows = _rows(HEADER + "西宁市,2026-03-10T05:00,5,12,1.0,,250,115\n海东市,2026-03-10T05:00,5,12,1.0,,50,35\n")
    header, *body = csv_rows(rows)
    first, second = (dict(zip(header, line, strict=True)) for line in body)
    assert (first["row"], first["aqi"], first["primary"], first["missing"]) == ("2", "150", "PM10|PM2.5", "O3")
    assert (first["iaqi_PM2.5"], first["iaqi_O3"], first["class"]) == ("150", "NA", "轻度污染")
    assert (second["aqi"], second["primary"], second["iaqi_PM2.5"]) == ("NA", "", "50")
    assert csv_rows([]) == [[]]


def test_published_hours_agree_through_the_command(reference_data: Path) -> None:
    path = reference_data / "hourly_aqi_oracle_2020.csv"
    if not path.exists():
        pytest.skip("no published sample")
    rows = report_rows(read_table(path), EDITIONS)
    with path.open(encoding="utf-8", newline="") as file:
        published = [(int(r["aqi"]), r["level"]) for r in csv.DictReader(file)]
    assert [(r["aqi"], r["class"]) for r in rows] == published


def test_published_vectors_agree_through_the_command(reference_data: Path) -> None:
    path = reference_data / "iaqi_vectors_2012_2026.csv"
    if not path.exists():
        pytest.skip("no published vectors")
    columns = {"o3_8": "o3_8h"}
    with path.open(encoding="utf-8", newline="") as file:
        vectors = list(csv.DictReader(file))
    for vector in vectors:
        kind = vector["kind"]
        column = columns.get(kind, kind.split("_")[0])
        report = "daily" if kind.endswith(("_24", "_8")) else "hourly"
        text = f"place,time,{column}\n西宁,2026-03-10T05:00,{vector['conc']}\n"
        (row,) = _rows(text, edition=f"hj633-{vector['standard']}", report=report)
        assert row["iaqi"][SIGNS[column]] == (int(vector["iaqi"]) if vector["iaqi"] else None), vector
