"""The outbox: each text claimed before it is sent, settled after; what broke off between is shown, not repeated."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, insert, select, update

from qh_console.domain.channels import Carrier
from qh_console.domain.dispatches import Attempt, DispatchKey, SendState
from qh_console.store.codec import instant_text
from qh_console.store.database import Database
from qh_console.store.tables import outbox

BROKEN_OFF = "上次发送中途断开，对方可能已经收到"


@dataclass(frozen=True)
class OutboxItem:
    """One text for one recipient, as frozen when it was queued."""

    key: DispatchKey
    alert: str
    carrier: Carrier
    address: str
    subject: str
    body: str

    @property
    def digest(self) -> str:
        return text_digest(self.body)


@dataclass(frozen=True)
class Claim:
    """An item a sender has in hand. `attempts` counts this one."""

    item: OutboxItem
    attempts: int
    is_whole: bool
    """False where the text is no longer the one that was queued."""


def text_digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


class Outbox:
    """The rows of one desk; those of another (a restored backup) are seen and never sent from here."""

    def __init__(self, database: Database, desk: str) -> None:
        self._database = database
        self._desk = desk

    def queue(self, items: Iterable[OutboxItem], at: datetime) -> int:
        """How many of the items are new; one that is there already under its key stays as it is."""
        added = 0
        with self._database.writing() as connection:
            for item in items:
                known = connection.execute(select(outbox.c.id).where(*_is(item.key))).scalar()
                if known is None:
                    connection.execute(insert(outbox).values(self._row(item, at)))
                    added += 1
        return added

    def recover(self, at: datetime) -> int:
        """At start, before any sender runs: whatever was in hand when the console died is of unknown outcome."""
        settled = {"state": SendState.UNKNOWN.value, "settled_at": instant_text(at), "answer": BROKEN_OFF}
        in_hand = update(outbox).where(outbox.c.state == SendState.SENDING.value)
        with self._database.writing() as connection:
            return connection.execute(in_hand.values(settled)).rowcount

    def due(self, channel: str, at: datetime) -> tuple[DispatchKey, ...]:
        """Items of a channel whose time has come, the oldest first."""
        wanted = (
            select(outbox.c.number, outbox.c.channel, outbox.c.recipient)
            .where(outbox.c.desk == self._desk, outbox.c.channel == channel)
            .where(outbox.c.state == SendState.WAITING.value, outbox.c.next_at <= instant_text(at))
            .order_by(outbox.c.attempts, outbox.c.id)
        )
        with self._database.reading() as connection:
            return tuple(DispatchKey(*row) for row in connection.execute(wanted))

    def claim(self, key: DispatchKey, at: datetime) -> Claim | None:
        """Take a waiting item in hand, on the disk before anything leaves; None where another was quicker."""
        waiting = (outbox.c.desk == self._desk, outbox.c.state == SendState.WAITING.value)
        taken = {
            "state": SendState.SENDING.value,
            "attempts": outbox.c.attempts + 1,
            "claimed_at": instant_text(at),
            "settled_at": None,
        }
        with self._database.writing() as connection:
            if connection.execute(update(outbox).where(*_is(key), *waiting).values(taken)).rowcount != 1:
                return None
            row = connection.execute(select(outbox).where(*_is(key))).one()
        item = _item(row)
        return Claim(item, row.attempts, item.digest == row.digest)

    def settle(self, claim: Claim, state: SendState, answer: str, at: datetime, wait_seconds: float = 0.0) -> bool:
        """Put down what became of a claim; False where it is no longer this claim's to settle."""
        next_at = at + timedelta(seconds=wait_seconds) if state is SendState.WAITING else None
        row = {
            "state": state.value,
            "settled_at": instant_text(at),
            "next_at": None if next_at is None else instant_text(next_at),
            "answer": answer,
        }
        mine = (outbox.c.state == SendState.SENDING.value, outbox.c.attempts == claim.attempts)
        with self._database.writing() as connection:
            return connection.execute(update(outbox).where(*_is(claim.item.key), *mine).values(row)).rowcount == 1

    def hold(self, key: DispatchKey, answer: str, at: datetime) -> bool:
        """Keep a waiting item from ever leaving."""
        row = {"state": SendState.HELD.value, "settled_at": instant_text(at), "next_at": None, "answer": answer}
        waiting = outbox.c.state == SendState.WAITING.value
        with self._database.writing() as connection:
            return connection.execute(update(outbox).where(*_is(key), waiting).values(row)).rowcount == 1

    def release(self, key: DispatchKey, at: datetime) -> bool:
        """Set a sender going again on what failed or is unclear, at an officer's word; under the same key as before."""
        may = [state.value for state in SendState if state.may_be_released]
        row = {"state": SendState.WAITING.value, "released_at": instant_text(at), "next_at": instant_text(at)}
        mine = (outbox.c.desk == self._desk, outbox.c.state.in_(may))
        with self._database.writing() as connection:
            return connection.execute(update(outbox).where(*_is(key), *mine).values(row)).rowcount == 1

    def attempts(self, number: str = "") -> Mapping[DispatchKey, Attempt]:
        """What senders did, for all notices or one. What another desk had waiting will not leave from here."""
        wanted = select(outbox).order_by(outbox.c.id)
        if number:
            wanted = wanted.where(outbox.c.number == number)
        with self._database.reading() as connection:
            found = [self._attempt(row) for row in connection.execute(wanted)]
        return {attempt.key: attempt for attempt in found}

    def item(self, key: DispatchKey) -> OutboxItem | None:
        with self._database.reading() as connection:
            row = connection.execute(select(outbox).where(*_is(key))).first()
        return None if row is None else _item(row)

    def _row(self, item: OutboxItem, at: datetime) -> dict[str, Any]:
        return {
            "desk": self._desk,
            "alert": item.alert,
            "number": item.key.number,
            "channel": item.key.channel,
            "recipient": item.key.recipient,
            "carrier": item.carrier.value,
            "address": item.address,
            "subject": item.subject,
            "body": item.body,
            "digest": item.digest,
            "state": SendState.WAITING.value,
            "released_at": instant_text(at),
            "next_at": instant_text(at),
        }

    def _attempt(self, row: Row[Any]) -> Attempt:
        state, answer = SendState(row.state), row.answer
        if row.desk != self._desk and state in (SendState.WAITING, SendState.SENDING):
            state, answer = SendState.UNKNOWN, f"由席位{row.desk}排发，本席位不代发"
        next_at = None if row.next_at is None else datetime.fromisoformat(row.next_at)
        key = DispatchKey(row.number, row.channel, row.recipient)
        tried = row.settled_at or row.claimed_at
        tried_at = None if tried is None else datetime.fromisoformat(tried)
        return Attempt(key, state, row.attempts, datetime.fromisoformat(row.released_at), next_at, answer, tried_at)


def _is(key: DispatchKey) -> tuple[Any, ...]:
    return outbox.c.number == key.number, outbox.c.channel == key.channel, outbox.c.recipient == key.recipient


def _item(row: Row[Any]) -> OutboxItem:
    key = DispatchKey(row.number, row.channel, row.recipient)
    return OutboxItem(key, row.alert, Carrier(row.carrier), row.address, row.subject, row.body)
