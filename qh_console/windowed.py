"""What the commands with a window do: the console on the record, a drill to practise on, and pictures of both."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from qh_console.app import House, build, stopwatch, system_clock
from qh_console.config import Config
from qh_console.domain.acts import Entry
from qh_console.domain.board import Board
from qh_console.domain.clock import Clock
from qh_console.domain.drill import Drill
from qh_console.domain.particulars import Role
from qh_console.drills import drill_names, load_drill
from qh_console.feeds.feed import Feed, FeedSettings
from qh_console.feeds.replay import ReplayFeed
from qh_console.paths import resources_folder
from qh_console.problems import KnownProblem
from qh_console.services.demonstration import (
    DATA,
    PICTURES,
    Demonstration,
    PaperTrail,
    clear_output,
    write_manifest,
)
from qh_console.services.drafting import Drafting
from qh_console.services.drill import PASSWORD, DrillPlayer, HandClock
from qh_console.services.drill_clock import DrillClock
from qh_console.services.exchange import merge, write_bundle
from qh_console.services.feeding import DataAges, Feeding
from qh_console.store.failures import disk_failures_named
from qh_console.store.feed_state import FeedStates
from qh_console.store.lock import DataFolderLock, FolderInUse
from qh_console.ui.application import LOG_FILE, FaultLog, dressed_application
from qh_console.ui.console import Console
from qh_console.ui.desk import Desk
from qh_console.ui.first_window import FirstWindow, call_first_window
from qh_console.ui.jobs import Job
from qh_console.ui.outward import Outward
from qh_console.ui.runners import Runners
from qh_console.ui.sending_round import runner_name
from qh_console.ui.theme import Look
from qh_console.ui.tour import Album, Stop, demo_stops, tour_stops

AGES = DataAges()
DRILL_RATE = 180.0
"""Drill seconds a second: an hour of the drill takes twenty seconds."""
PREFERENCES = "window.ini"
DEMO_SIZE = (1440, 900)
Noted = Callable[[str], None]


def open_console(config: Config) -> int:
    """The window on the record in `config.data`; a second start brings the first window forward and ends."""
    application, look = dressed_application(resources_folder(), config.theme)
    with _held(config.data):
        house = build(config, system_clock)
        with _window(look, house, system_clock, office_feedings(house)) as console:
            console.start()
            return application.exec()


def open_drill(name: str, data: Path | None) -> int:
    """The window on a drill at its opening: what came before is played in the background, then time runs fast."""
    drill = named_drill(name)
    application, look = dressed_application(resources_folder(), "light")
    with tempfile.TemporaryDirectory(prefix="qh-console-", ignore_cleanup_errors=True) as folder:
        clock = DrillClock(drill.starts_at)
        config = Config(_empty(data or Path(folder) / DATA), is_drill=True)
        with _held(config.data):
            house = build(config, clock)
            tell_until_opening(house, drill)
            shown = partial(_not_before, clock, drill.opens_at)
            with _window(look, house, shown, (replay_feeding(house, drill),), drill.title) as console:
                prepare_drill(console, house, drill, clock, system_clock)
                console.start()
                return application.exec()


def play_demo(name: str, out: Path, data: Path | None, note: Noted) -> dict[str, Any]:
    """The whole drill without anybody; papers, pictures and a manifest stay in `out`. Raises KnownProblem."""
    drill = named_drill(name)
    clear_output(out, drill.id)
    note(f"演练“{drill.title}”：{drill.summary}")
    house, demonstration = _demonstration(drill, out / DATA, note)
    album = _play(house, demonstration, drill, demo_stops(drill), out / PICTURES, DEMO_SIZE, "light", note)
    manifest = demonstration.manifest(out) | {"pictures": [f"{PICTURES}/{file}" for file in album.taken]}
    write_manifest(out, manifest)
    house.database.close()
    note(f"完成：文书{len(manifest['documents'])}份，图片{len(album.taken)}张，记录{manifest['journal']['entries']}条")
    return manifest


def take_tour(out: Path, size: tuple[int, int], theme: str, note: Noted) -> list[str]:
    """Pictures of every screen and state worth showing, by file name. Raises KnownProblem."""
    drill = named_drill("winter-haze")
    with disk_failures_named(out):
        out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="qh-console-", ignore_cleanup_errors=True) as folder:
        house, demonstration = _demonstration(drill, Path(folder) / DATA, note)
        album = _play(house, demonstration, drill, tour_stops(drill), out, size, theme, note)
        house.database.close()
    return album.taken


# --- the house and its window ---------------------------------------------------------------------------------------


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """The data folder for this window alone; where another has it, that one is brought forward."""
    lock = DataFolderLock(folder)
    try:
        lock.acquire()
    except FolderInUse as used:
        if call_first_window(folder):
            raise KnownProblem(used.what, "已把那个窗口调到最前") from None
        raise
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _window(look: Look, house: House, clock: Clock, feedings: Sequence[Feeding], drill: str = "") -> Iterator[Console]:
    """A console that works on threads of its own, answers second starts, and tells of faults."""
    log = FaultLog(look, house.config.data / LOG_FILE)
    log.take_over()
    root = QObject()
    house.dissemination.start()
    channels = (runner_name(channel) for channel in house.dissemination.worked)
    runners = Runners((*(feeding.name for feeding in feedings), *channels), True, root)
    for runner in runners.by_name.values():
        runner.failed.connect(log.tell)
    console = furnish(look, house, clock, runners, feedings, drill)
    first = FirstWindow(house.config.data, console.window)
    try:
        yield console
    finally:
        console.ticker.stop()
        first.close()
        runners.close()
        house.database.close()
        log.close()


def furnish(
    look: Look, house: House, clock: Clock, runners: Runners, feedings: Sequence[Feeding], drill: str
) -> Console:
    drafting = Drafting(house.drafts, clock)
    preferences = house.config.data / PREFERENCES
    desk = Desk(
        house.office,
        house.paperwork,
        runners.by_name,
        clock,
        house.packs,
        house.editions,
        house.places,
        drafting,
        house.wording,
    )
    outward = Outward(
        house.dissemination,
        house.contact_lists,
        house.emission_lists,
        house.rosters,
        lambda file: write_bundle(house.journal, file, clock(), house.archive),
        lambda file: merge(house.office, house.journal, file, house.archive),
    )
    idle = 0 if drill else house.config.idle_minutes
    return Console(
        look, desk, house.watch, feedings, house.importing, house.shapes, preferences, outward, AGES, drill, idle
    )


def office_feedings(house: House) -> tuple[Feeding, ...]:
    """The feeds the office has set up; their libraries are slow to load, and a drill needs none."""
    from qh_console.feeds.cnemc import CnemcFeed
    from qh_console.feeds.dropfolder import DropFolder
    from qh_console.feeds.web import WebSource

    found = []
    if house.config.cnemc is not None:
        settings = house.config.cnemc
        web = WebSource("国家平台", settings.url, stopwatch)
        every = FeedSettings(timedelta(minutes=settings.every_minutes), AGES.lost_after, AGES.stale_after)
        found.append(_feeding(house, CnemcFeed(web, house.places), every, is_remote=True))
    if house.config.drop_folder is not None:
        folder = house.config.drop_folder
        folder.mkdir(parents=True, exist_ok=True)
        often = FeedSettings(timedelta(seconds=5), AGES.lost_after, first_retry=timedelta(seconds=30))
        found.append(_feeding(house, DropFolder(folder, house.places), often))
    return tuple(found)


def replay_feeding(house: House, drill: Drill) -> Feeding:
    """The drill as a feed, asked at every beat."""
    settings = FeedSettings(timedelta(minutes=1), timedelta(days=30))
    return _feeding(house, ReplayFeed(drill), settings)


def _feeding(house: House, feed: Feed, settings: FeedSettings, is_remote: bool = False) -> Feeding:
    states = FeedStates(house.database)
    return Feeding(feed, settings, house.readings, house.forecasts, house.importing, states, random.random, is_remote)


# --- drills ---------------------------------------------------------------------------------------------------------


def named_drill(name: str) -> Drill:
    folder = resources_folder() / "drills"
    known = drill_names(folder)
    if name not in known:
        raise KnownProblem(f"没有叫“{name}”的演练", f"可用：{'、'.join(known)}")
    return load_drill(folder / f"{name}.toml")


def _empty(folder: Path) -> Path:
    """A drill never mixes with a record."""
    if folder.exists() and any(folder.iterdir()):
        raise KnownProblem(f"{folder}不是空文件夹", "演练要用空文件夹，免得与真实记录混在一起")
    return folder


def tell_until_opening(house: House, drill: Drill) -> None:
    """The air up to the opening, so that the first paint already shows it."""
    house.readings.add([r for r in drill.readings if r.received_at <= drill.opens_at])
    for forecast in drill.forecasts:
        if forecast.issued_at <= drill.opens_at:
            house.forecasts.add(forecast)


def _not_before(clock: Clock, at: datetime) -> datetime:
    """What the window shows while the office's clock still goes through the past."""
    return max(clock(), at)


def _player(house: House, drill: Drill, clock: HandClock, acted: Callable[[tuple[Entry, ...]], None]) -> DrillPlayer:
    return DrillPlayer(drill, clock, house.office, house.readings, house.forecasts, house.watch, house.editions, acted)


def _duty_officer(drill: Drill) -> str:
    return next((o.officer for o in drill.officers if Role.DUTY_OFFICER in o.roles), "")


def prepare_drill(console: Console, house: House, drill: Drill, clock: DrillClock, real_clock: Clock) -> None:
    """Play up to the opening behind the window, sign the duty officer in, file the papers, let time run."""
    played: list[tuple[Board, tuple[Entry, ...]]] = []
    player = _player(house, drill, clock, lambda entries: played.append((house.office.board, entries)))

    def work(job: Job) -> None:
        player.enrol()
        player.play(drill.opens_at, job.report)

    def done() -> None:
        clock.run(real_clock, DRILL_RATE)
        shift = house.office.board.shift
        officer = shift.officer if shift else _duty_officer(drill)
        console.sheet.sign_in.set_hint(f"演练中所有账号的口令都是 {PASSWORD}")
        console.desk.sign_in(officer, PASSWORD, refused=lambda refused: None)
        for board, entries in played:
            console.desk.file_papers(board, entries)

    console.prepare("正在准备演练", work, done)


def _demonstration(drill: Drill, data: Path, note: Noted) -> tuple[House, Demonstration]:
    clock = HandClock(drill.starts_at)
    house = build(Config(data, is_drill=True), clock)
    trail = PaperTrail(house.office, house.paperwork, note)
    player = _player(house, drill, clock, trail.acted)
    return house, Demonstration(drill, player, house.office, house.paperwork, house.pack, house.places)


def _play(
    house: House,
    demonstration: Demonstration,
    drill: Drill,
    stops: Sequence[Stop],
    pictures: Path,
    size: tuple[int, int],
    theme: str,
    note: Noted,
) -> Album:
    """Stop by stop to the end of the drill, everything on this one thread."""
    application, look = dressed_application(resources_folder(), theme)
    look.set_mode(theme)
    root = QObject(application)
    runners = Runners((), False, root)
    console = furnish(look, house, house.clock, runners, (), drill.title)
    album = Album(console, pictures, size, PASSWORD)
    for stop in stops:
        if stop.at > drill.starts_at:
            if not house.office.board.officers:
                demonstration.begin()
            demonstration.play(stop.at)
        officer = _duty_officer(drill) if house.office.board.officers else ""
        album.shoot(stop, officer, note)
    demonstration.play(drill.ends_at)
    console.window.close()
    return album
