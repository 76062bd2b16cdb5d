"""A console on a real record with a replayed feed: everything runs at once and only the hand moves the clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget

from qh_console.domain.commands import Command
from qh_console.domain.drill import Drill
from qh_console.domain.readings import Forecast, Reading
from qh_console.feeds.feed import Feed, FeedNews, FeedSettings
from qh_console.feeds.replay import ReplayFeed
from qh_console.packs import load_places, load_shapes
from qh_console.paths import db_folder, resources_folder
from qh_console.problems import KnownProblem
from qh_console.services.feeding import Feeding
from qh_console.services.importing import Importing
from qh_console.services.watch import Watch
from qh_console.store.database import open_database
from qh_console.store.feed_state import FeedStates
from qh_console.store.forecasts import ForecastStore
from qh_console.store.readings import ReadingStore
from qh_console.ui.console import Console
from qh_console.ui.jobs import JobRunner, inline
from qh_console.ui.theme import Look
from tests.builders import NOW
from tests.ui.seats import Seat, outward_of, seat_at

SETTINGS = FeedSettings(timedelta(minutes=1), timedelta(hours=6), timedelta(hours=2))
SHAPES = load_shapes(resources_folder() / "geo" / "qinghai_prefectures.geojson")


class DeadFeed:
    """A platform nobody can reach."""

    name = "国家平台"

    def poll(self, now: datetime) -> FeedNews:
        raise KnownProblem("国家平台连不上", "稍后自动重试")


def drill_of(*told: Forecast | tuple[Reading, ...]) -> Drill:
    """Readings and forecasts as a drill tells them, with no officers and no steps."""
    readings = [r for one in told if not isinstance(one, Forecast) for r in one]
    forecasts = [one for one in told if isinstance(one, Forecast)]
    ordered = tuple(sorted(readings, key=lambda r: r.received_at))
    return Drill("d", "演练数据", "", NOW, NOW, NOW, (), ordered, tuple(forecasts), ())


@dataclass
class Stand:
    """A console and what it stands on."""

    console: Console
    seat: Seat
    readings: ReadingStore
    forecasts: ForecastStore
    importing: Importing

    def tick(self, **span: int) -> None:
        self.seat.clock.move(**span)
        self.console.tick(self.seat.clock())


def feeding_of(folder: Path, feed: Feed, *, is_remote: bool = False) -> Feeding:
    """One feed into the record of `folder`, its retries without chance."""
    database = open_database(folder, db_folder() / "migrations")
    readings, forecasts = ReadingStore(database), ForecastStore(database)
    places = load_places(resources_folder() / "places" / "qinghai.toml")
    importing = Importing(readings, forecasts, places)
    return Feeding(feed, SETTINGS, readings, forecasts, importing, FeedStates(database), lambda: 0.0, is_remote)


def stand_at(
    folder: Path,
    look: Look,
    *commands: Command,
    feeds: Sequence[Feed] = (),
    told: Sequence[Forecast | tuple[Reading, ...]] = (),
    choose: Callable[[QWidget], list[Path]] = lambda parent: [],
) -> Stand:
    """Nobody is signed in. `told` is there before the window opens, `feeds` bring the rest."""
    seat = seat_at(folder, *commands)
    seat.desk.officer = None
    database = open_database(folder, db_folder() / "migrations")
    readings, forecasts = ReadingStore(database), ForecastStore(database)
    for one in told:
        if isinstance(one, Forecast):
            forecasts.add(one)
        else:
            readings.add(one)
    desk = seat.desk
    watch = Watch(readings, forecasts, desk.places, desk.editions, desk.pack)
    importing = Importing(readings, forecasts, desk.places)
    feedings = [feeding_of(folder, feed, is_remote=isinstance(feed, DeadFeed)) for feed in feeds]
    desk.runners = {**desk.runners, **{f.name: JobRunner(f.name, inline) for f in feedings}}
    console = Console(
        look, desk, watch, feedings, importing, SHAPES, folder / "window.ini", outward_of(seat), choose=choose
    )
    return Stand(console, seat, readings, forecasts, importing)


def replay(*told: Forecast | tuple[Reading, ...]) -> ReplayFeed:
    return ReplayFeed(drill_of(*told))
