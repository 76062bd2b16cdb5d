"""Limits of both editions: each edge by one and by less, every whole concentration, and published measurements."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from qh_console.domain.aqi import hourly_table
from qh_console.domain.readings import Indicator
from qh_console.editions import load_editions
from tests.domain.exact_aqi import LIMITS, LIMITS_2026, sub_index

EDITIONS = load_editions(Path(__file__).parents[2] / "resources" / "aqi")
OF_YEAR = {2012: EDITIONS.by_id("hj633-2012"), 2026: EDITIONS.by_id("hj633-2026")}

COLUMN = {
    "so2_24": "so2_24h",
    "so2_1": "so2_1h",
    "no2_24": "no2_24h",
    "no2_1": "no2_1h",
    "co_24": "co_24h",
    "co_1": "co_1h",
    "o3_1": "o3_1h",
    "o3_8": "o3_8h",
    "pm10": "pm10_24h",
    "pm25": "pm25_24h",
}

STANDARD_VECTORS = """
so2_24 both: 1→1 50→50 51→51 150→100 151→101 475→150 476→151 800→200 1600→300 2100→400 2620→500 2621→500
so2_1 both: 1→1 150→50 151→51 500→100 501→101 650→150 800→200
so2_1 2012: 801→-
so2_1 2026: 801→200
no2_24 both: 40→50 41→52 80→100 81→101 180→150 280→200 281→201 565→300 750→400 940→500
no2_1 both: 100→50 101→51 200→100 201→101 700→150 1200→200 1201→201 2340→300 3090→400 3840→500
co_24 both: 0.3→8 2.0→50 2.1→53 2.2→55 4.0→100 4.1→101 14→150 24→200 36→300 48→400 60→500
co_1 both: 1.1→11 2.2→22 4.4→44 4.9→49 5.0→50 10→100 35→150 60→200 65.4→218 66.9→223 90→300 150→500
o3_1 both: 160→50 161→52 200→100 201→101 300→150 400→200 401→201 800→300 1000→400 1200→500 1201→500
o3_8 both: 100→50 101→51 160→100 161→101 215→150 216→151 265→200 266→201 800→300
o3_8 2012: 801→-
o3_8 2026: 801→300
pm10 2012: 50→50 51→51 100→75 150→100 151→101 250→150 251→151 350→200 351→202 420→300 421→302 500→400 600→500 601→500
pm25 2012: 35→50 36→52 75→100 76→102 115→150 116→152 150→200 151→201 250→300 251→301 350→400 500→500 501→500
pm10 2026: 50→50 51→51 120→100 121→101 150→112 250→150 350→200 351→202
pm25 2026: 35→50 36→52 60→100 61→101 75→114 115→150 116→152 150→200 151→201 498→499 499→500
"""


def _standard_vectors() -> Iterator[tuple[int, str, str, int | None]]:
    for line in STANDARD_VECTORS.strip().splitlines():
        head, _, pairs = line.partition(": ")
        kind, years = head.split()
        for pair in pairs.split():
            text, _, index = pair.partition("→")
            for year in (2012, 2026) if years == "both" else (int(years),):
                yield year, kind, text, None if index == "-" else int(index)


def _sub(year: int, kind: str, texts: list[str]) -> list[int | None]:
    column = OF_YEAR[year].columns[COLUMN[kind]]
    found, valid = column.sub_index(np.array([float(t) for t in texts]))
    assert valid.all()
    return [None if v < 0 else int(v) for v in found]


@pytest.mark.parametrize(("year", "kind", "text", "index"), list(_standard_vectors()))
def test_sub_index_at_the_limits_of_the_standard(year: int, kind: str, text: str, index: int | None) -> None:
    assert _sub(year, kind, [text]) == [index]
    assert sub_index(year, kind, Decimal(text)) == index


@pytest.mark.parametrize("year", [2012, 2026])
@pytest.mark.parametrize("kind", list(COLUMN))
def test_every_concentration_of_the_table_and_past_it_is_exact(year: int, kind: str) -> None:
    limits = (LIMITS_2026 if year == 2026 else LIMITS)[kind]
    places = 1 if kind.startswith("co") else 0
    texts = [format(Decimal(n).scaleb(-places), "f") for n in range((limits[-1] + 2) * 10**places)]
    assert _sub(year, kind, texts) == [sub_index(year, kind, Decimal(t)) for t in texts]


@pytest.mark.parametrize("year", [2012, 2026])
@pytest.mark.parametrize("kind", list(COLUMN))
@pytest.mark.parametrize("step", ["1", "0.5", "0.05", "0.01", "0.001", "0.0000000001"])
def test_around_every_limit_by_one_and_by_less(year: int, kind: str, step: str) -> None:
    limits = (LIMITS_2026 if year == 2026 else LIMITS)[kind]
    near = [Decimal(limit) + k * Decimal(step) for limit in limits for k in (-1, 0, 1)]
    texts = [format(c, "f") for c in near if c >= 0]
    assert _sub(year, kind, texts) == [sub_index(year, kind, Decimal(t)) for t in texts]


def test_published_vectors_of_both_editions(reference_data: Path) -> None:
    with (reference_data / "iaqi_vectors_2012_2026.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 570
    wrong = [
        row
        for row in rows
        if _sub(int(row["standard"]), row["kind"], [row["conc"]]) != [int(row["iaqi"]) if row["iaqi"] else None]
    ]
    assert wrong == []


def test_published_hours_agree_row_for_row(reference_data: Path) -> None:
    with (reference_data / "hourly_aqi_oracle_2020.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {"so2": "so2", "no2": "no2", "co": "co", "o3": "o3_1h", "pm10": "pm10", "pm25": "pm25"}
    signs = {
        "细颗粒物(PM2.5)": "PM2.5",
        "颗粒物(PM10)": "PM10",
        "臭氧1小时": "O3",
        "二氧化氮": "NO2",
        "二氧化硫": "SO2",
    }
    columns = {
        Indicator(ours): np.array([float(row[theirs] or "nan") for row in rows]) for ours, theirs in names.items()
    }
    table = hourly_table(columns, OF_YEAR[2012])
    assert table.rows == len(rows) > 3000
    for i, row in enumerate(rows):
        report = table.row(i)
        told = {signs[name] for name in row["primary"].split("|") if name}
        assert (report.aqi, report.class_name, set(report.primary)) == (int(row["aqi"]), row["level"], told)
