"""Replay: a drill's hours come when its clock says so, each once, and the clock never runs backwards."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qh_console.domain.clock import HOUR, from_beijing
from qh_console.domain.drill import Drill
from qh_console.domain.readings import Forecast, Indicator, Reading
from qh_console.feeds.replay import ReplayFeed, ScaledClock

START = from_beijing(2026, 1, 7)


def _drill() -> Drill:
    readings = tuple(
        Reading("630100", START + n * HOUR, {Indicator.PM25: float(n)}, "测", START + n * HOUR + timedelta(minutes=25))
        for n in range(48)
    )
    forecasts = tuple(Forecast("测", START + n * HOUR) for n in (16, 40))
    return Drill("x", "试", "", START, START + 48 * HOUR, START, (), readings, forecasts, ())


def test_an_hour_comes_when_it_is_published_not_before() -> None:
    feed = ReplayFeed(_drill())
    assert feed.poll(START + timedelta(minutes=24)).readings == ()
    assert [r.at for r in feed.poll(START + timedelta(minutes=25)).readings] == [START]
    assert feed.poll(START + timedelta(minutes=59)).readings == ()
    later = feed.poll(START + 17 * HOUR)
    assert [r.at for r in later.readings] == [START + n * HOUR for n in range(1, 17)]
    assert [f.issued_at for f in later.forecasts] == [START + 16 * HOUR]
    assert feed.name == "试"


@given(st.lists(st.integers(0, 60 * 60), max_size=30))
def test_however_it_is_polled_everything_comes_once_in_order(minutes: list[int]) -> None:
    drill = _drill()
    feed = ReplayFeed(drill)
    moments = [START + timedelta(minutes=m) for m in sorted(minutes)]
    news = [feed.poll(at) for at in (*moments, START + 60 * HOUR)]
    assert tuple(r for n in news for r in n.readings) == drill.readings
    assert tuple(f for n in news for f in n.forecasts) == drill.forecasts


class _RealClock:
    def __init__(self) -> None:
        self.at = from_beijing(2030, 5, 5)

    def __call__(self) -> datetime:
        return self.at


def test_the_clock_runs_at_its_rate_and_never_backwards() -> None:
    real = _RealClock()
    clock = ScaledClock(START, real, rate=60)
    assert clock() == START
    real.at += timedelta(minutes=2)
    assert clock() == START + 2 * HOUR
    real.at -= timedelta(minutes=90)
    assert clock() == START + 2 * HOUR
    real.at += timedelta(minutes=91)
    assert clock() == START + 3 * HOUR


@pytest.mark.parametrize("rate", [0, -1])
def test_a_clock_that_stands_is_refused(rate: float) -> None:
    with pytest.raises(ValueError, match="rate"):
        ScaledClock(START, _RealClock(), rate)
