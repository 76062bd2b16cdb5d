"""What the feeds bring, taken into the record: each asked when it is due, its state kept across restarts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from qh_console.domain.clock import Clock
from qh_console.feeds.feed import ArrivedFile, Feed, FeedNews, FeedSettings, FeedState, derive_freshness, polled
from qh_console.problems import Fault
from qh_console.services.importing import Importing, ImportResult
from qh_console.store.feed_state import FeedMark, FeedStates
from qh_console.store.forecasts import ForecastStore
from qh_console.store.readings import ReadingStore


@dataclass(frozen=True)
class DataAges:
    """From which age on an hour is stale, and from which it is lost; an hour comes out about half an hour late."""

    stale_after: timedelta = timedelta(hours=2)
    lost_after: timedelta = timedelta(hours=6)

    def word(self, age: timedelta | None) -> str:
        """live, stale or lost."""
        if age is None or age > self.lost_after:
            return "lost"
        return "stale" if age > self.stale_after else "live"


@dataclass(frozen=True)
class FeedReport:
    """How one feed fares now. `freshness` is live, stale or lost."""

    name: str
    is_remote: bool
    freshness: str
    newest_at: datetime | None
    answered_at: datetime | None
    problem: str
    faults: tuple[Fault, ...]
    waiting_files: tuple[str, ...] = ()
    """Files whose good part waits for an officer's word."""


@dataclass(frozen=True)
class Delivery:
    """One answer of a feed, on its way into the record."""

    report: FeedReport
    news: FeedNews

    @property
    def is_empty(self) -> bool:
        return not (self.news.readings or self.news.forecasts or self.news.files)


class Feeding:
    """One feed. `ask` belongs on the feed's own runner, everything else on the one of the readings."""

    def __init__(
        self,
        feed: Feed,
        settings: FeedSettings,
        readings: ReadingStore,
        forecasts: ForecastStore,
        importing: Importing,
        states: FeedStates,
        jitter: Callable[[], float],
        is_remote: bool = False,
    ) -> None:
        self._feed = feed
        self._settings = settings
        self._readings = readings
        self._forecasts = forecasts
        self._importing = importing
        self._states = states
        self._jitter = jitter
        self._is_remote = is_remote
        self._waiting: dict[str, ArrivedFile] = {}
        self._state = _remembered(states.load(feed.name))

    @property
    def name(self) -> str:
        return self._feed.name

    def is_due(self, now: datetime) -> bool:
        return self._state.is_due(now)

    def report(self, now: datetime) -> FeedReport:
        state = self._state
        return FeedReport(
            state.name,
            self._is_remote,
            derive_freshness(state, self._settings, now).value,
            state.newest_at,
            state.last_success_at,
            state.problem,
            state.faults,
            tuple(self._waiting),
        )

    def ask(self, clock: Clock) -> Delivery:
        """One poll; a feed that fails is a state to show, never an exception."""
        now = clock()
        self._state, news = polled(self._feed, self._state, self._settings, now, self._jitter)
        self._states.save(_mark(self._state, now))
        return Delivery(self.report(now), news)

    def keep(self, delivery: Delivery) -> tuple[ImportResult, ...]:
        """Into the record, all of it but files with faults; those wait for `confirm`. Raises KnownProblem."""
        self._readings.add(delivery.news.readings)
        for forecast in delivery.news.forecasts:
            self._forecasts.add(forecast)
        results = []
        for arrived in delivery.news.files:
            result = self._importing.keep(arrived.file, arrived.sha256, arrived.parsed, False)
            self._waiting.pop(arrived.file, None)
            if result.faults and (arrived.parsed.readings or arrived.parsed.forecasts):
                self._waiting[arrived.file] = arrived
            results.append(result)
        return tuple(results)

    def confirm(self, file: str) -> ImportResult:
        """The good part of a file that has faults, on an officer's word. Raises KeyError for a file that is gone."""
        arrived = self._waiting.pop(file)
        return self._importing.keep(arrived.file, arrived.sha256, arrived.parsed, True)


def _remembered(mark: FeedMark) -> FeedState:
    state = FeedState(mark.feed, mark.answered_at, mark.newest_at)
    return replace(state, failures=mark.failures, problem=mark.message)


def _mark(state: FeedState, asked_at: datetime) -> FeedMark:
    return FeedMark(state.name, asked_at, state.last_success_at, state.newest_at, state.failures, state.problem)
