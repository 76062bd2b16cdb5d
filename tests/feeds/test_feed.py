"""Feeds: freshness by tables of cases, failures as states, retries that never come in step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qh_console.domain.clock import from_beijing
from qh_console.domain.readings import Indicator, Reading
from qh_console.feeds.feed import (
    FeedNews,
    FeedSettings,
    FeedState,
    Freshness,
    derive_freshness,
    polled,
    retry_wait,
)
from qh_console.problems import Fault, KnownProblem

NOW = from_beijing(2026, 1, 9, 12)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
REGULAR = FeedSettings(10 * MINUTE, lost_after=6 * HOUR, stale_after=2 * HOUR)
FOLDER = FeedSettings(MINUTE, lost_after=10 * MINUTE)


@pytest.mark.parametrize(
    ("silent", "age", "failures", "settings", "expected"),
    [
        (None, None, 0, REGULAR, Freshness.LOST),
        (0 * HOUR, HOUR, 0, REGULAR, Freshness.LIVE),
        (0 * HOUR, 2 * HOUR, 0, REGULAR, Freshness.LIVE),
        (0 * HOUR, 2 * HOUR + MINUTE, 0, REGULAR, Freshness.STALE),
        (0 * HOUR, 6 * HOUR, 0, REGULAR, Freshness.STALE),
        (0 * HOUR, 6 * HOUR + MINUTE, 0, REGULAR, Freshness.LOST),
        (0 * HOUR, None, 0, REGULAR, Freshness.STALE),
        (HOUR, HOUR, 3, REGULAR, Freshness.STALE),
        (6 * HOUR, HOUR, 9, REGULAR, Freshness.STALE),
        (6 * HOUR + MINUTE, HOUR, 9, REGULAR, Freshness.LOST),
        (0 * HOUR, None, 0, FOLDER, Freshness.LIVE),
        (0 * HOUR, 99 * HOUR, 0, FOLDER, Freshness.LIVE),
        (5 * MINUTE, None, 5, FOLDER, Freshness.STALE),
        (11 * MINUTE, None, 9, FOLDER, Freshness.LOST),
        (0 * HOUR, -HOUR, 0, REGULAR, Freshness.LIVE),
    ],
)
def test_freshness(
    silent: timedelta | None, age: timedelta | None, failures: int, settings: FeedSettings, expected: Freshness
) -> None:
    state = FeedState(
        "f", None if silent is None else NOW - silent, None if age is None else NOW - age, failures=failures
    )
    assert derive_freshness(state, settings, NOW) is expected


@dataclass
class _Feed:
    told: FeedNews | KnownProblem
    name: str = "试验源"

    def poll(self, now: datetime) -> FeedNews:
        if isinstance(self.told, KnownProblem):
            raise self.told
        return self.told


def _reading(hours_ago: int) -> Reading:
    return Reading("630100", NOW - hours_ago * HOUR, {Indicator.PM25: 1.0}, "s", NOW)


def test_a_poll_that_succeeds_clears_the_trouble() -> None:
    news = FeedNews((_reading(3), _reading(1)), faults=(Fault("f", "一行不可信"),))
    before = FeedState("f", None, NOW - 2 * HOUR, failures=4, problem="连不上")
    state, told = polled(_Feed(news), before, REGULAR, NOW, lambda: 0.0)
    assert told is news
    assert state == FeedState("f", NOW, NOW - HOUR, faults=news.faults, next_poll_at=NOW + 10 * MINUTE)
    older, _ = polled(_Feed(FeedNews((_reading(5),))), state, REGULAR, NOW, lambda: 0.0)
    assert older.newest_at == NOW - HOUR


def test_a_poll_that_fails_is_a_state_and_keeps_what_was_known() -> None:
    before = FeedState("f", NOW - HOUR, NOW - HOUR)
    state, told = polled(_Feed(KnownProblem("连不上", "请检查")), before, REGULAR, NOW, lambda: 1.0)
    assert told == FeedNews()
    assert state == replace(before, failures=1, problem="连不上；请检查", next_poll_at=NOW + 30 * timedelta(seconds=1))
    assert not state.is_due(NOW)
    assert state.is_due(NOW + MINUTE)
    assert FeedState("f").is_due(NOW)


def test_a_bug_in_a_feed_is_not_hidden() -> None:
    class Broken(_Feed):
        def poll(self, now: datetime) -> FeedNews:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        polled(Broken(FeedNews()), FeedState("f"), REGULAR, NOW, lambda: 0.0)


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_retries_grow_to_the_longest_and_jitter_takes_off_at_most_half(failures: int, jitter: float) -> None:
    wait = retry_wait(failures, REGULAR, jitter)
    assert timedelta(seconds=30) <= wait <= REGULAR.longest_retry
    assert retry_wait(failures + 1, REGULAR, jitter) >= wait
    assert retry_wait(failures, REGULAR, 0) >= wait


def test_age_is_never_negative() -> None:
    assert FeedState("f", newest_at=NOW + HOUR).age(NOW) == timedelta()
    assert FeedState("f").age(NOW) is None
