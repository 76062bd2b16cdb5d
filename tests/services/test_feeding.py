"""Feeds into the record: asked when due, kept once, faulty files held back, and remembered across a restart."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from qh_console.domain.clock import HOUR
from qh_console.feeds.dropfolder import DropFolder
from qh_console.feeds.feed import Feed, FeedNews, FeedSettings
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.problems import KnownProblem
from qh_console.services.drill import HandClock
from qh_console.services.feeding import DataAges, Feeding
from qh_console.services.importing import Importing
from qh_console.store.database import Database
from qh_console.store.feed_state import FeedStates
from qh_console.store.forecasts import ForecastStore
from qh_console.store.readings import ReadingStore
from tests.builders import NOW, XINING
from tests.services.air_builders import CLEAN, by_day, measured

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
SETTINGS = FeedSettings(timedelta(minutes=10), timedelta(hours=6), timedelta(hours=2))


class Told:
    """A feed that tells what it is given, or fails as it is told to."""

    name = "平台"

    def __init__(self) -> None:
        self.news = FeedNews()
        self.problem: KnownProblem | None = None

    def poll(self, now: datetime) -> FeedNews:
        if self.problem is not None:
            raise self.problem
        return self.news


def feeding(record: Database, feed: Feed) -> Feeding:
    readings, forecasts = ReadingStore(record), ForecastStore(record)
    importing = Importing(readings, forecasts, PLACES)
    return Feeding(feed, SETTINGS, readings, forecasts, importing, FeedStates(record), lambda: 0.0, True)


def round_of(one: Feeding, clock: HandClock) -> None:
    one.keep(one.ask(clock))


def test_what_a_feed_brings_is_in_the_record(record: Database, clock: HandClock) -> None:
    feed = Told()
    feed.news = FeedNews(measured(NOW, (CLEAN, 3)), (by_day(NOW, NOW.date(), 100),))
    one = feeding(record, feed)
    assert one.is_due(NOW)
    round_of(one, clock)
    assert ReadingStore(record).series(XINING, NOW - 2 * HOUR, NOW).hours == 3
    assert len(ForecastStore(record).latest(NOW)) == 1
    assert not one.is_due(NOW + timedelta(minutes=9))
    assert one.is_due(NOW + timedelta(minutes=10))
    report = one.report(NOW)
    assert (report.freshness, report.newest_at, report.is_remote) == ("live", NOW, True)


def test_a_failure_is_a_state_that_heals(record: Database, clock: HandClock) -> None:
    feed = Told()
    feed.problem = KnownProblem("平台连不上", "稍后重试")
    one = feeding(record, feed)
    delivery = one.ask(clock)
    assert delivery.is_empty
    assert delivery.report.problem == "平台连不上；稍后重试"
    assert delivery.report.freshness == "lost"
    feed.problem = None
    feed.news = FeedNews(measured(NOW, (CLEAN, 1)))
    round_of(one, clock)
    assert (one.report(NOW).problem, one.report(NOW).freshness) == ("", "live")


@pytest.mark.parametrize(("hours", "freshness"), [(2, "live"), (3, "stale"), (7, "lost")])
def test_silence_ages(record: Database, clock: HandClock, hours: int, freshness: str) -> None:
    feed = Told()
    feed.news = FeedNews(measured(NOW, (CLEAN, 1)))
    one = feeding(record, feed)
    round_of(one, clock)
    assert one.report(NOW + hours * HOUR).freshness == freshness


def test_a_restart_knows_at_once_how_old_its_knowledge_is(record: Database, clock: HandClock) -> None:
    feed = Told()
    feed.news = FeedNews(measured(NOW, (CLEAN, 1)))
    round_of(feeding(record, feed), clock)
    feed.problem = KnownProblem("平台连不上", "稍后重试")
    feeding(record, feed).ask(clock)
    again = feeding(record, feed).report(NOW + HOUR)
    assert (again.newest_at, again.answered_at, again.problem) == (NOW, NOW, "平台连不上；稍后重试")
    assert feeding(record, feed).is_due(NOW)


def test_the_good_part_of_a_faulty_file_waits_for_a_word(record: Database, clock: HandClock, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    rows = "place,time,aqi\n西宁,2026-01-09T19:00,80\n西宁,2026-01-09T20:00,九十\n"
    (folder / "甲.csv").write_text(rows, encoding="utf-8")
    one = feeding(record, DropFolder(folder, PLACES))
    round_of(one, clock)
    (result,) = one.keep(one.ask(clock))
    assert (result.new, result.refused) == (0, 1)
    assert one.report(NOW).waiting_files == ("甲.csv",)
    assert one.confirm("甲.csv").new == 1
    assert one.report(NOW).waiting_files == ()
    with pytest.raises(KeyError):
        one.confirm("甲.csv")


@pytest.mark.parametrize(
    ("age", "word"),
    [
        (None, "lost"),
        (timedelta(0), "live"),
        (timedelta(hours=2), "live"),
        (timedelta(hours=2, seconds=1), "stale"),
        (timedelta(hours=6), "stale"),
        (timedelta(hours=6, seconds=1), "lost"),
    ],
)
def test_ages_have_words(age: timedelta | None, word: str) -> None:
    assert DataAges().word(age) == word
