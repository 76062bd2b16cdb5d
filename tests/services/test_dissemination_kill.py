"""`kill -9` at any moment of sending: nothing leaves twice, and what may have left is shown as such."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from qh_console.domain.commands import EnterContact, HoldConsultation
from qh_console.domain.contacts import Contact, Post
from qh_console.domain.dispatches import SendState
from qh_console.domain.particulars import Scope
from qh_console.senders.parcel import Parcel
from qh_console.services.drill import HandClock
from qh_console.services.office import Changed
from qh_console.store.database import open_database
from qh_console.store.outbox import Outbox
from tests.builders import DUTY, HAIDONG, NOW, XINING, consultation, plan, to_standing
from tests.senders.servers import HookHost, Reply
from tests.services.conftest import MIGRATIONS
from tests.services.disseminator import WHERE, console
from tests.services.offices import must, open_office, staffed
from tests.store.appender import Victims

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

SENDERS = "tests.services.disseminator"


@pytest.fixture
def host() -> Iterator[HookHost]:
    host = HookHost()
    yield host
    host.close()


@pytest.fixture
def laden(record_folder: Path, host: HookHost) -> Path:
    """A data folder with a provincial notice queued to every unit's responsible person and liaison."""
    (record_folder / WHERE).write_text(host.url, "utf-8")
    road = list(to_standing())
    road[0] = HoldConsultation(DUTY, "a1", consultation(scope=Scope.PROVINCE, places=(XINING, HAIDONG)))
    with open_database(record_folder, MIGRATIONS) as database:
        office = staffed(open_office(database, HandClock(NOW)))
        for n, unit in enumerate(plan().units):
            for post in Post:
                contact = Contact(unit.id, post, "联络员甲", "", "0971-0000001", mobile=f"1{n:010}")
                must(office, EnterContact(DUTY, contact))
        must(office, *road)
        number = office.board.alerts["a1"].latest_number
        assert isinstance(console(database, lambda word: None).queue(number, DUTY), Changed)
    return record_folder


def states(folder: Path) -> dict[str, SendState]:
    """By idempotency key, as the next console finds them."""
    with open_database(folder, MIGRATIONS) as database:
        box = Outbox(database, "d1")
        box.recover(NOW)
        return {Parcel(k, "", "", "", "", NOW).idempotency_key: a.state for k, a in box.attempts().items()}


def test_a_console_killed_while_the_other_side_is_silent_leaves_it_unclear(laden: Path, host: HookHost) -> None:
    host.reply = Reply(hang=True)
    with Victims(SENDERS) as victims:
        (word,) = victims.killed_after(laden, 1, 0.05)
        key = word.removeprefix("sending ")
        assert states(laden)[key] is SendState.UNKNOWN
        host.reply = Reply()
        words = victims.killed_after(laden, len(states(laden)) * 2 - 1, 0)
        assert words[-1] == "idle"
    found = states(laden)
    assert host.took[key] <= 1
    assert found.pop(key) is SendState.UNKNOWN
    assert set(found.values()) == {SendState.SENT}


def test_120_killed_consoles_send_nothing_twice_and_hide_nothing(laden: Path, host: HookHost) -> None:
    chance = random.Random(11)
    left: set[str] = set()
    with Victims(SENDERS) as victims:
        for _ in range(120):
            words = victims.killed_after(laden, 1, chance.uniform(0, 0.006))
            left |= {word.removeprefix("sending ") for word in words if word.startswith("sending ")}
            found = states(laden)
            assert SendState.SENDING not in found.values()
            if SendState.WAITING not in found.values():
                break
    found = states(laden)
    assert max(host.took.values()) == 1
    for key, state in found.items():
        if state is SendState.SENT:
            assert host.took[key] == 1
        if state is SendState.WAITING:
            assert host.took[key] == 0
        if host.took[key] or key in left:
            assert state in (SendState.SENT, SendState.UNKNOWN)
    assert len(left) > 20
    assert SendState.UNKNOWN in found.values()
