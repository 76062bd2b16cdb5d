"""Random lives of one dispatch, with crashes: a text leaves again only where it surely had not, or on a word."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qh_console.channels import load_channels
from qh_console.domain.channels import Carrier
from qh_console.domain.dispatches import DispatchKey, DispatchState, Said
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.senders.parcel import Delivery, Parcel, later, refused, sent, unknown
from qh_console.services.dissemination import Dissemination
from qh_console.services.drill import HandClock
from qh_console.services.office import Changed
from qh_console.store.database import FILE, Database, open_database
from qh_console.store.outbox import Outbox
from tests.builders import DUTY, NOW, to_standing
from tests.services.conftest import MIGRATIONS
from tests.services.offices import must, open_office, staffed

CHANNELS = load_channels(resources_folder() / "channels.toml")
PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
PLATFORM = "platform"

ENDS: dict[str, Callable[[str], Delivery]] = {"sent": sent, "later": later, "refused": refused, "unknown": unknown}
STEPS = st.lists(
    st.sampled_from([*ENDS, *ENDS, "crash", "again", "hour", *(f"say {said.value}" for said in Said)]), max_size=14
)


class Killed(BaseException):
    """Stands for `kill -9` between the claim and the answer: nothing of ours runs after it."""


class Fate:
    """A sender that ends as the step says; `left` counts what went out of the house."""

    def __init__(self) -> None:
        self.step = ""
        self.left = 0

    def send(self, parcel: Parcel) -> Delivery:
        self.left += 1
        if self.step == "crash":
            raise Killed
        return ENDS[self.step](self.step)


@pytest.fixture(scope="module")
def standing_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("standing")
    with open_database(folder, MIGRATIONS) as database:
        must(staffed(open_office(database, HandClock(NOW))), *to_standing())
    return folder / FILE


class Life:
    """One dispatch on a record of its own, and what may be expected of it, kept beside the code under test."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = HandClock(NOW)
        self.fate = Fate()
        self.may_leave = True
        self.is_sent = False
        self.said: list[Said] = []
        self.was_failed_by_word = False
        self.is_unclear = False
        self.works = self.opened()
        number = open_office(database, self.clock).board.alerts["a1"].latest_number
        assert isinstance(self.works.queue(number, DUTY), Changed)
        self.key = DispatchKey(number, PLATFORM, "warning-platform")

    def opened(self) -> Dissemination:
        office = open_office(self.database, self.clock)
        senders = {Carrier.WEBHOOK: self.fate}
        works = Dissemination(
            office, Outbox(self.database, "d1"), senders, CHANNELS, PLACES, self.clock, lambda: 0.0, "d1"
        )
        works.start()
        return works

    @property
    def state(self) -> DispatchState:
        return next(d.state for d in self.works.states() if d.key == self.key)

    def take(self, step: str) -> None:
        self.clock.move(self.clock() + timedelta(seconds=1))
        if step in ENDS or step == "crash":
            self._work(step)
        elif step == "hour":
            self.clock.move(self.clock() + timedelta(hours=1))
        elif step == "again":
            self._again()
        else:
            self._say(Said(step.removeprefix("say ")))

    def _work(self, step: str) -> None:
        self.fate.step, before = step, self.fate.left
        try:
            self.works.work_once(PLATFORM, self.clock())
        except Killed:
            self.works = self.opened()
            assert self.said or self.state is DispatchState.UNKNOWN
        if self.fate.left == before:
            return
        assert self.may_leave
        assert not self.is_sent
        assert not self.said or self.was_failed_by_word, "nothing leaves after a person has seen to it"
        self.is_sent = step == "sent"
        self.is_unclear = step in ("unknown", "crash")
        self.may_leave = step == "later"

    def _again(self) -> None:
        if self.works.send_again(self.key) is None:
            assert self.said[-1:] == [Said.FAILED], "only on an officer's word"
            assert not self.is_sent
            assert not self.is_unclear, "found out first, each time anew"
            self.may_leave = self.was_failed_by_word = True

    def _say(self, said: Said) -> None:
        answer = self.works.report(self.key, said, DUTY, spoke_to="联络员甲", note="因")
        if isinstance(answer, Changed):
            self.said = self.said[:-1] if said is Said.TAKEN_BACK else [*self.said, said]
            self.was_failed_by_word = False
            self.is_unclear = self.is_unclear and said is Said.TAKEN_BACK


NUMBER = count()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_no_life_of_a_dispatch_sends_twice(standing_file: Path, tmp_path: Path, steps: list[str]) -> None:
    folder = tmp_path / str(next(NUMBER))
    folder.mkdir()
    shutil.copy(standing_file, folder / FILE)
    with open_database(folder, MIGRATIONS) as database:
        life = Life(database)
        for step in steps:
            life.take(step)
            assert life.state is not DispatchState.SENDING
            if life.is_sent and not life.said:
                assert life.state is DispatchState.SENT
    shutil.rmtree(folder)
