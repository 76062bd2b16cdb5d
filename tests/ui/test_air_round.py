"""The round of the feeds: nobody is asked twice at once, looks are joined, and what fails is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from qh_console.domain.board import Board
from qh_console.feeds.feed import FeedNews
from qh_console.problems import KnownProblem
from qh_console.services.watch import Air, Watch
from qh_console.ui.air_round import AirRound
from qh_console.ui.jobs import JobRunner
from tests.builders import NOW
from tests.services.air_builders import CLEAN, measured
from tests.ui.consoles import feeding_of
from tests.ui.seats import Seat, seat_at


class Pile:
    """An executor that waits until it is told."""

    def __init__(self) -> None:
        self.work: list[Callable[[], None]] = []

    def __call__(self, work: Callable[[], None]) -> None:
        self.work.append(work)

    def do_all(self) -> None:
        while self.work:
            self.work.pop(0)()


class Counting:
    """A feed that counts how often it was asked."""

    name = "计数"

    def __init__(self) -> None:
        self.asked = 0

    def poll(self, now: datetime) -> FeedNews:
        self.asked += 1
        return FeedNews(measured(NOW, (CLEAN, 1)))


class FullDisk(Watch):
    """A watch whose record cannot be read."""

    def __init__(self) -> None:  # needs none of what looking needs
        self.looks = 0

    def look(self, board: Board, now: datetime) -> Air:
        self.looks += 1
        raise KnownProblem("磁盘坏了", "请换一块")


@pytest.fixture
def pile() -> Pile:
    return Pile()


@pytest.fixture
def seat(tmp_path: Path, pile: Pile) -> Seat:
    made = seat_at(tmp_path)
    made.desk.runners = {
        **made.desk.runners, "readings": JobRunner("readings", pile), "计数": JobRunner("计数", pile)
    }  # fmt: skip
    return made


def test_a_feed_is_not_asked_again_before_it_answered(seat: Seat, pile: Pile, tmp_path: Path) -> None:
    feed = Counting()
    watch = FullDisk()
    rounds = AirRound(seat.desk, watch, [feeding_of(tmp_path, feed)])
    rounds.ask_due(NOW)
    rounds.ask_due(NOW)
    rounds.ask("计数")
    assert len(pile.work) == 1
    pile.do_all()
    assert feed.asked == 1
    assert watch.looks == 1


def test_looks_asked_for_meanwhile_become_one(seat: Seat, pile: Pile) -> None:
    watch = FullDisk()
    rounds = AirRound(seat.desk, watch, [])
    for _ in range(5):
        rounds.look()
    assert len(pile.work) == 1
    told: list[str] = []
    seat.desk.problem_arose.connect(lambda key, problem: told.append(f"{key}：{problem.what}"))
    pile.do_all()
    assert told == ["readings：磁盘坏了"]
    rounds.look()
    assert len(pile.work) == 1


def test_the_first_look_tells_its_failure_too(seat: Seat) -> None:
    told: list[str] = []
    seat.desk.problem_arose.connect(lambda key, problem: told.append(key))
    AirRound(seat.desk, FullDisk(), []).look_now()
    assert told == ["readings"]
