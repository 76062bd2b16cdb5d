"""What every feed is, and how fresh what it brings is: live, stale or lost, always derived with the present time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from qh_console.domain.readings import Forecast, Reading
from qh_console.feeds.intake import Parsed
from qh_console.problems import Fault, KnownProblem


@dataclass(frozen=True)
class ArrivedFile:
    """A file an office put where we look; with faults in it, its good part waits for someone to confirm it."""

    file: str
    sha256: str
    parsed: Parsed


@dataclass(frozen=True)
class FeedNews:
    """What one poll brought. `faults` names what the feed told and was not believed."""

    readings: tuple[Reading, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    faults: tuple[Fault, ...] = ()
    files: tuple[ArrivedFile, ...] = ()

    @property
    def newest_at(self) -> datetime | None:
        """UTC end of the newest hour it brought."""
        told = (*self.readings, *(r for f in self.files for r in f.parsed.readings))
        return max((r.at for r in told), default=None)


class Feed(Protocol):
    """One source of the outside world, only ever read. Each is polled on a runner of its own."""

    @property
    def name(self) -> str: ...

    def poll(self, now: datetime) -> FeedNews:
        """What is new since the last poll; raises KnownProblem where the source cannot be reached or believed."""
        ...


class Freshness(StrEnum):
    LIVE = "live"
    STALE = "stale"
    LOST = "lost"


@dataclass(frozen=True)
class FeedSettings:
    """How often a feed is asked and how long its silence is borne. `stale_after` None: it owes no regular data."""

    every: timedelta
    lost_after: timedelta
    stale_after: timedelta | None = None
    first_retry: timedelta = timedelta(minutes=1)
    longest_retry: timedelta = timedelta(minutes=30)


@dataclass(frozen=True)
class FeedState:
    """What is known of a feed after its polls so far."""

    name: str
    last_success_at: datetime | None = None
    newest_at: datetime | None = None
    """UTC end of the newest hour it ever brought."""
    failures: int = 0
    """Polls in a row that failed."""
    problem: str = ""
    faults: tuple[Fault, ...] = ()
    next_poll_at: datetime | None = None
    """None: it was never polled, and is due."""

    def is_due(self, now: datetime) -> bool:
        return self.next_poll_at is None or now >= self.next_poll_at

    def age(self, now: datetime) -> timedelta | None:
        """How old the newest data is."""
        return None if self.newest_at is None else max(now - self.newest_at, timedelta())


def polled(
    feed: Feed, state: FeedState, settings: FeedSettings, now: datetime, jitter: Callable[[], float]
) -> tuple[FeedState, FeedNews]:
    """Ask the feed once; its failure is a state, not an exception. `jitter` gives numbers from 0 to 1."""
    try:
        news = feed.poll(now)
    except KnownProblem as problem:
        failures = state.failures + 1
        wait = retry_wait(failures, settings, jitter())
        return replace(state, failures=failures, problem=str(problem), next_poll_at=now + wait), FeedNews()
    newest = max((at for at in (state.newest_at, news.newest_at) if at is not None), default=None)
    return FeedState(state.name, now, newest, 0, "", news.faults, now + settings.every), news


def retry_wait(failures: int, settings: FeedSettings, jitter: float) -> timedelta:
    """Doubles with each failure up to the longest; `jitter` takes off up to half, so that desks do not ask in step."""
    doubled = settings.first_retry * (1 << min(failures - 1, 20))
    return min(doubled, settings.longest_retry) * (1 - jitter / 2)


def derive_freshness(state: FeedState, settings: FeedSettings, now: datetime) -> Freshness:
    """LOST: silent, or its data too old to go by. STALE: the last poll failed, or data is due. LIVE: neither."""
    if state.last_success_at is None or now - state.last_success_at > settings.lost_after:
        return Freshness.LOST
    age = state.age(now)
    if settings.stale_after is not None:
        if age is not None and age > settings.lost_after:
            return Freshness.LOST
        if age is None or age > settings.stale_after:
            return Freshness.STALE
    return Freshness.STALE if state.failures else Freshness.LIVE
