"""The national platform on a real server: true answers become readings, impossible ones are refused with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from qh_console.domain.clock import HOUR, beijing, from_beijing
from qh_console.domain.places import Places
from qh_console.domain.readings import SIX, Indicator
from qh_console.feeds.cnemc import HISTORY, LIVE, CnemcFeed
from qh_console.feeds.web import WebLimits, WebSource
from qh_console.problems import KnownProblem
from tests.feeds.conftest import Answer, Host

NOW = from_beijing(2026, 3, 1, 8, 40)
EIGHT = from_beijing(2026, 3, 1, 8)
XINING = "630100"


@pytest.fixture
def feed(host: Host, places: Places) -> Iterator[CnemcFeed]:
    web = WebSource("国家平台", host.url, lambda: 0.0, WebLimits(1, 0.3, 5))
    yield CnemcFeed(web, places)
    web.close()


def _row(code: str = XINING, at: datetime = EIGHT, **changed: Any) -> dict[str, Any]:
    return {
        "Id": 1, "TimePoint": beijing(at).strftime("%Y-%m-%dT%H:%M:%S"), "CityCode": int(code), "AQI": "73",
        "SO2": "11", "NO2": "31", "CO": "0.8", "O3": "60", "PM10": "96", "PM2_5": "38", "COLevel": 1,
        "PrimaryPollutant": "颗粒物(PM10)", "Quality": "良", "Unheathful": "…",
    } | changed  # fmt: skip


def _live(code: str = XINING) -> str:
    return f"/{LIVE}?cityCode={code}"


def _history(code: str = XINING) -> str:
    return f"/{HISTORY}?citycode={code}"


def _all_true(host: Host, places: Places, at: datetime = EIGHT) -> None:
    for place in places.items:
        host.says(_live(place.code), _row(place.code, at, Area=place.name))
        host.says(_history(place.code), [])


def test_every_place_is_asked_and_its_hour_read(feed: CnemcFeed, host: Host, places: Places) -> None:
    _all_true(host, places)
    news = feed.poll(NOW)
    assert [r.place for r in news.readings] == [p.code for p in places.items]
    assert news.faults == ()
    first = news.readings[0]
    assert (first.at, first.aqi, first.source, first.received_at) == (EIGHT, 73, "国家平台", NOW)
    assert first.values == dict(zip(SIX, (11, 31, 0.8, 60, 96, 38), strict=True))
    assert news.newest_at == EIGHT


@pytest.mark.parametrize("missing", ["—", "_", "", "NA", None])
def test_missing_values_are_left_out(feed: CnemcFeed, host: Host, places: Places, missing: str | None) -> None:
    _all_true(host, places)
    host.says(_live(), _row(PM10=missing, AQI=missing))
    first = feed.poll(NOW).readings[0]
    assert Indicator.PM10 not in first.values
    assert first.aqi is None


def test_an_hour_without_any_value_is_no_reading(feed: CnemcFeed, host: Host, places: Places) -> None:
    _all_true(host, places)
    host.says(_live(), _row() | dict.fromkeys(["SO2", "NO2", "CO", "O3", "PM10", "PM2_5", "AQI"], "—"))
    news = feed.poll(NOW)
    assert XINING not in {r.place for r in news.readings}
    assert news.faults == ()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (_row(CityCode=630200), "问的是西宁，答的是630200"),
        (_row(Area="兰州市"), "答的是兰州市"),
        (_row(CityCode=None), "没有写明城市"),
        (_row(at=NOW.replace(minute=0) + HOUR), "时刻在未来"),
        (_row(TimePoint="2026-03-01T08:20:00"), "不对"),
        (_row(TimePoint="/Date(1)/"), "不是整点"),
        (_row(TimePoint="/Date(999999999999999)/"), "不对"),
        (_row(TimePoint=None), "不对"),
        (_row(PM2_5="-1"), "负数"),
        (_row(PM10="99999"), "高得不可能"),
        (_row(CO="800"), "CO 800高得不可能"),
        (_row(AQI="900"), "AQI"),
        (_row(NO2="abc"), "不是数"),
        (_row(NO2=[1]), "不是数也不是文字"),
        (_row(NO2=True), "不是数也不是文字"),
        (None, "没有数据"),
        ([], "没有数据"),
        ("维护中", "不是城市数据"),
    ],
)
def test_an_answer_that_cannot_be_true_is_refused_the_others_stay(
    feed: CnemcFeed, host: Host, places: Places, row: Any, said: str
) -> None:
    _all_true(host, places)
    host.says(_live(), row)
    news = feed.poll(NOW)
    assert len(news.readings) == 7
    (fault,) = news.faults
    assert said in fault.what
    assert fault.what.startswith("西宁的答复不可信")


def test_an_older_hour_than_before_is_refused_the_same_hour_is_not(feed: CnemcFeed, host: Host, places: Places) -> None:
    _all_true(host, places)
    feed.poll(NOW)
    assert len(feed.poll(NOW).readings) == 8
    host.says(_live(), _row(at=EIGHT - HOUR))
    news = feed.poll(NOW)
    assert "比先前给的还旧" in news.faults[0].what
    assert XINING not in {r.place for r in news.readings}


def test_hours_missed_are_asked_for_afterwards(feed: CnemcFeed, host: Host, places: Places) -> None:
    _all_true(host, places)
    stamp = int((EIGHT - 3 * HOUR).timestamp() * 1000)
    host.says(
        _history(),
        [
            _row(at=EIGHT - HOUR, PM2_5="30"),
            _row(TimePoint=f"/Date({stamp})/"),
            _row(at=EIGHT),
            _row(at=EIGHT - timedelta(days=9)),
            _row(at=EIGHT - 2 * HOUR, PM2_5="-5"),
            7,
        ],
    )
    news = feed.poll(NOW)
    assert [r.at for r in news.readings if r.place == XINING] == [EIGHT - 3 * HOUR, EIGHT - HOUR, EIGHT]
    assert len(news.faults) == 2
    host.asked.clear()
    _all_true(host, places, EIGHT + HOUR)
    feed.poll(NOW + HOUR)
    assert not any(HISTORY in asked for asked in host.asked)
    _all_true(host, places, EIGHT + 3 * HOUR)
    feed.poll(NOW + 3 * HOUR)
    assert sum(HISTORY in asked for asked in host.asked) == 8


@pytest.mark.parametrize("answer", [Answer(status=500), Answer(b"{}"), Answer(b"<html>")])
def test_without_its_past_the_live_hour_still_counts(
    feed: CnemcFeed, host: Host, places: Places, answer: Answer
) -> None:
    _all_true(host, places)
    host.answers[_history()] = answer
    news = feed.poll(NOW)
    assert len(news.readings) == 8
    assert "前24小时" in news.faults[0].what


def test_one_broken_place_does_not_cost_the_others(feed: CnemcFeed, host: Host, places: Places) -> None:
    _all_true(host, places)
    host.answers[_live()] = Answer(b"<html>busy</html>", 503)
    news = feed.poll(NOW)
    assert len(news.readings) == 7
    assert "503" in news.faults[0].what


def test_silence_halfway_keeps_what_came_and_waits_no_more(feed: CnemcFeed, host: Host, places: Places) -> None:
    _all_true(host, places)
    host.answers[_live("632200")] = Answer(hangs=True)
    news = feed.poll(NOW)
    assert [r.place for r in news.readings] == [XINING, "630200"]
    assert "海北" in news.faults[0].what
    assert not any("632300" in asked for asked in host.asked)


def test_a_dead_platform_is_one_problem_after_one_try(host: Host, silent_url: str, places: Places) -> None:
    web = WebSource("国家平台", silent_url, lambda: 0.0, WebLimits(1, 0.3, 5))
    with pytest.raises(KnownProblem, match="国家平台连不上"):
        CnemcFeed(web, places).poll(NOW)
    web.close()


def test_nothing_but_lies_is_a_problem(feed: CnemcFeed, host: Host, places: Places) -> None:
    for place in places.items:
        host.says(_live(place.code), _row("110000", Area="北京市"))
    with pytest.raises(KnownProblem, match="不可信"):
        feed.poll(NOW)
