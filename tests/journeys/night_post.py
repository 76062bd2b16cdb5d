"""The post of the cold night: notices queued, carried, asked after where a crash left a doubt, and ticked by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from qh_console.app import House
from qh_console.config import FILE as SETTINGS
from qh_console.domain.channels import Carrier
from qh_console.domain.clock import HOUR
from qh_console.domain.contacts import Contact, Post
from qh_console.domain.dispatches import DispatchKey, DispatchState, Said, SendState
from qh_console.domain.dissemination import Dispatch
from qh_console.senders.parcel import Parcel
from qh_console.services.drill import HandClock
from qh_console.services.office import Answer, Changed
from qh_console.store.outbox import Outbox
from tests.builders import DUTY, NOW
from tests.senders.servers import HookHost, MailHost

CONTACTS = tuple(
    Contact(unit, Post.LIAISON, "联络员甲", "", "0971-0000001", mobile=f"1390000000{n}", email=f"{unit}@unit.invalid")
    for n, unit in enumerate(("hq-630200", "ecology", "health"))
)
DOUBT = "doubt"
ARRIVED = "arrived.txt"
"""In the data folder: what the other sides say they have, asked by telephone between two crashes."""
LAID, AWAY = "laid", "laid.away"
"""The shared folder, and where it is while the network is pulled."""


class Network:
    """A mail server, an interface and a shared folder, outside the console's process; all there or none."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self.mail, self.hook = MailHost(), HookHost()
        (data / AWAY).mkdir(parents=True)
        self.pull()
        (data / SETTINGS).write_text(
            f'[channels.smtp]\nhost = "127.0.0.1"\nport = {self.mail.port}\nsender = "duty@office.invalid"\n'
            f'[channels.webhook]\nurl = "{self.hook.url}"\n[channels.folder]\npath = "{LAID}"\n',
            "utf-8",
        )

    def put_in(self) -> None:
        self._move(AWAY, LAID)
        self.mail.plug.put_in()
        self.hook.plug.put_in()

    def pull(self) -> None:
        self._move(LAID, AWAY)
        self.mail.plug.pull()
        self.hook.plug.pull()

    def _move(self, there: str, here: str) -> None:
        if (self._data / there).exists():
            (self._data / there).rename(self._data / here)

    def arrived(self) -> list[str]:
        """The key of every text that came to anybody, as often as it came."""
        mails = [text.split(b"Message-ID: <")[1].split(b"@")[0].decode() for text in self.mail.took]
        folder = next(self._data / name for name in (LAID, AWAY) if (self._data / name).exists())
        files = [json.loads(file.read_bytes())["id"] for file in folder.glob("*.json")]
        return [*mails, *self.hook.took.elements(), *files]

    def answer_calls(self) -> None:
        (self._data / ARRIVED).write_text("\n".join(self.arrived()), "utf-8")

    def close(self) -> None:
        self.mail.close()
        self.hook.close()


def key_of(key: DispatchKey) -> str:
    """As the other side knows it."""
    return Parcel(key, "", "", "", "", NOW).idempotency_key


def is_tried(outbox: Outbox) -> bool:
    """Whether something still waits, and nothing that waits has yet to meet the dead network."""
    left = [a for a in outbox.attempts().values() if a.state is not SendState.SENT]
    return bool(left) and all(a.attempts for a in left)


@dataclass(frozen=True)
class PostDesk:
    """What the officer does about the post; `at` names the step, `answered` tells what is on record."""

    house: House
    clock: HandClock
    at: Callable[[str], None]
    answered: Callable[[str], None]

    def queue(self, number: str) -> bool:
        """True where it was not yet done."""
        if any(key.number == number for key in self.house.office.board.dispatches):
            return False
        self.at(f"queue {number}")
        self._put(self.house.dissemination.queue(number, DUTY))
        return True

    def settle_doubts(self, number: str) -> bool:
        """Ask the other side about each text in doubt: it has it, or it is sent again. True where there was a doubt."""
        doubts, failed = self._in(number, DispatchState.UNKNOWN), self._in(number, DispatchState.FAILED)
        if not doubts and not failed:
            return False
        self.clock.move(max(self._released_at(dispatch) for dispatch in (*doubts, *failed)) + timedelta(seconds=1))
        told = self.house.config.data / ARRIVED
        arrived = set(told.read_text("utf-8").split()) if told.exists() else set()
        for dispatch in doubts:
            has_it = key_of(dispatch.key) in arrived
            self.at(f"ask after {number} {dispatch.carrier.value}, {'there' if has_it else 'not there'}")
            self.answered(f"{DOUBT}:{key_of(dispatch.key)}")
            self._report(dispatch, Said.CONFIRMED if has_it else Said.FAILED)
        for dispatch in self._in(number, DispatchState.FAILED):
            self.at(f"send again {number} {dispatch.carrier.value}")
            self.clock.move(self.clock() + timedelta(seconds=1))
            assert self.house.dissemination.send_again(dispatch.key) is None
        return True

    def carry(self, number: str) -> bool:
        """Every channel tries each of its texts once. True where nothing is left to any sender."""
        works = self.house.dissemination
        waiting = self._in(number, DispatchState.QUEUED)
        for dispatch in (d for d in waiting if d.carrier is not Carrier.HAND):
            self.at(f"send {number} {dispatch.carrier.value}{' again' if dispatch.attempts else ''}")
            works.work_once(dispatch.key.channel, NOW + 24 * HOUR)
        return all(d.carrier is Carrier.HAND for d in self._in(number, DispatchState.QUEUED))

    def tick(self, number: str) -> None:
        """What no sender carries is done by a person, line by line."""
        for dispatch in self._in(number, DispatchState.QUEUED):
            self.at(f"tick {number}")
            self._report(dispatch, Said.SENT)

    def _released_at(self, dispatch: Dispatch) -> datetime:
        outbox = Outbox(self.house.database, self.house.journal.desk)
        return outbox.attempts()[dispatch.key].released_at

    def _in(self, number: str, state: DispatchState) -> tuple[Dispatch, ...]:
        return tuple(d for d in self.house.dissemination.states(number) if d.state is state)

    def _report(self, dispatch: Dispatch, said: Said) -> None:
        note = "电话核实，对方没有收到" if said is Said.FAILED else ""
        self._put(self.house.dissemination.report(dispatch.key, said, DUTY, note=note))

    def _put(self, answer: Answer) -> None:
        assert isinstance(answer, Changed), answer
        self.answered(words(answer))


def words(answer: Changed) -> str:
    return " ".join(f"{entry.seq}:{entry.digest}" for entry in answer.entries)
