"""Cells: the ways people write numbers and times, and the ones that must be refused."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qh_console.domain.clock import from_beijing
from qh_console.domain.places import Places
from qh_console.domain.readings import Indicator
from qh_console.feeds import cells

FIVE = from_beijing(2026, 1, 9, 5)


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-09T05:00", "2026-01-09T05:00:00", "2026-01-09 05:00", "2026/1/9 5:00", "2026/1/9 5:00:00",
        "2026-01-09T05:00+08:00", "2026-01-08T21:00Z", "2026-01-08T21:00:00.000Z", "2026-01-09T00:00+03:00",
        "2026年1月9日5时", "2026年01月09日 05时", "2026010905", "20260109 5:00", "2026-01-09 5",
    ],
)  # fmt: skip
def test_one_instant_in_every_spelling(text: str) -> None:
    assert cells.hour_end(text) == FIVE


def test_midnight_of_both_days() -> None:
    assert cells.hour_end("2026-01-09T24:00") == cells.hour_end("2026-01-10T00:00") == from_beijing(2026, 1, 10)


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (cells.hour_end, "2026-01-09T05:30"), (cells.hour_end, "2026-01-09T05:00:01"), (cells.hour_end, "昨天"),
        (cells.hour_end, "2026-01-09"), (cells.hour_end, "2026-01-09T24:01"), (cells.hour_end, "2026-01-09T25:00"),
        (cells.hour_end, "2026-02-30T05:00"), (cells.hour_end, "2026-01-09T05:00+25:00"), (cells.hour_end, "1.5"),
        (cells.hour_end, "0226-01-09T05:00"), (cells.hour_end, "2026-01-09T05:00x"),
        (cells.day, "2026-13-01"), (cells.day, "2026-01-09T05:00"), (cells.day, "x"), (cells.day, "2100-01-01"),
        (cells.hour_of_day, "25"), (cells.hour_of_day, "-1"), (cells.hour_of_day, "a"), (cells.hour_of_day, ""),
        (cells.number, "1e999"), (cells.number, "nan"), (cells.number, "inf"), (cells.number, "1_000"),
        (cells.number, "12a"), (cells.number, "1,200"), (cells.number, "-"), (cells.number, "."),
        (cells.aqi, "501"), (cells.aqi, "-1"), (cells.aqi, "99.5"), (cells.mean_aqi, "500.1"), (cells.mean_aqi, "-1"),
        (cells.flag, "2"), (cells.flag, "是"),
    ],
)  # fmt: skip
def test_refused_in_words(read: Callable[[str], Any], text: str) -> None:
    with pytest.raises(cells.BadCell) as caught:
        read(text)
    assert caught.value.what


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0", 0.0), ("38", 38.0), ("0.80", 0.8), (".5", 0.5), ("5.", 5.0), ("+3", 3.0), ("1e2", 100.0)],
)
def test_numbers(text: str, expected: float) -> None:
    assert cells.number(text) == expected


@pytest.mark.parametrize("text", ["2026-01-09", "20260109", "2026/1/9", "2026年1月9日", "2026-01-09T00:00:00"])
def test_days(text: str) -> None:
    assert cells.day(text) == date(2026, 1, 9)


@pytest.mark.parametrize(("text", "hours"), [("00", 0), ("8", 8), ("08", 8), ("24", 24), ("8:00", 8), ("8时", 8)])
def test_hours_of_day(text: str, hours: int) -> None:
    assert cells.hour_of_day(text) == timedelta(hours=hours)


def test_hour_24_ends_the_day_hour_0_began_it() -> None:
    assert cells.end_of(date(2026, 1, 9), timedelta(hours=24)) == from_beijing(2026, 1, 10)
    assert cells.end_of(date(2026, 1, 9), timedelta(0)) == from_beijing(2026, 1, 9)


@pytest.mark.parametrize(
    ("indicator", "text", "said"),
    [
        (Indicator.PM25, "-0.1", "负数"),
        (Indicator.PM10, "10000.1", "高得不可能"),
        (Indicator.CO, "150.1", "mg/m³"),
    ],
)
def test_impossible_concentrations(indicator: Indicator, text: str, said: str) -> None:
    with pytest.raises(cells.BadCell) as caught:
        cells.concentration(indicator, text)
    assert said in caught.value.what + caught.value.what_to_do


def test_edges_of_the_possible_pass() -> None:
    assert cells.concentration(Indicator.PM10, "10000") == 10000
    assert cells.concentration(Indicator.CO, "150") == 150
    assert cells.concentration(Indicator.SO2, "0") == 0
    assert (cells.aqi("0"), cells.aqi("500"), cells.aqi("500.0"), cells.mean_aqi("200.5")) == (0, 500, 500, 200.5)


def test_unknown_place_names_the_nearest(places: Places) -> None:
    with pytest.raises(cells.BadCell) as caught:
        cells.place_code(places, False, "西宁县")
    assert "西宁" in caught.value.what_to_do
    assert cells.place_code(places, True, "兰州市") == "兰州市"
    assert cells.place_code(places, False, " 海北州 ") == "632200"


def test_indicator_spellings() -> None:
    names = cells.INDICATOR_NAMES
    assert names["pm2.5"] is names["pm2_5"] is names["pm25"] is Indicator.PM25
    assert names["pm2_5_24h"] is Indicator.PM25_24H
    assert names["o3_1h"] is Indicator.O3


@given(st.datetimes(datetime.fromisoformat("2000-01-02"), datetime.fromisoformat("2099-12-30")))
def test_every_hour_reads_back(at: datetime) -> None:
    hour = at.replace(minute=0, second=0, microsecond=0, tzinfo=UTC)
    assert cells.hour_end(hour.isoformat()) == hour


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused_never_a_crash(text: str) -> None:
    for read in (cells.number, cells.aqi, cells.mean_aqi, cells.flag, cells.instant, cells.day, cells.hour_of_day):
        with contextlib.suppress(cells.BadCell):
            read(text)
