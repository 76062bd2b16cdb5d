"""What a sender is given and what it gives back: one text for one recipient, and whether it certainly arrived."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from qh_console.domain.dispatches import DispatchKey, SendState


@dataclass(frozen=True)
class Parcel:
    """One text under one key. `made_at` is when it was queued: a second attempt is byte for byte the first."""

    key: DispatchKey
    alert: str
    address: str
    subject: str
    body: str
    made_at: datetime

    @property
    def idempotency_key(self) -> str:
        """The same for every attempt under this number, channel and recipient, so that a receiver can tell."""
        text = f"{self.key.number}\n{self.key.channel}\n{self.key.recipient}"
        return hashlib.sha256(text.encode()).hexdigest()[:40]

    @property
    def as_json(self) -> bytes:
        """The form in which folders and interfaces take it."""
        told = {
            "id": self.idempotency_key,
            "number": self.key.number,
            "channel": self.key.channel,
            "recipient": self.key.recipient,
            "address": self.address,
            "subject": self.subject,
            "text": self.body,
            "queued_at": self.made_at.isoformat(),
        }
        return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


@dataclass(frozen=True)
class Delivery:
    """SENT: taken. WAITING: certainly not taken, worth another try. FAILED: certainly not taken, and never will be.

    UNKNOWN: it broke off where the other side may have taken it.
    """

    state: SendState
    answer: str


class Sender(Protocol):
    """Carries parcels one at a time; called on its channel's own runner, may wait, never raises for trouble outside."""

    def send(self, parcel: Parcel) -> Delivery: ...


def sent(answer: str) -> Delivery:
    return Delivery(SendState.SENT, answer)


def later(answer: str) -> Delivery:
    return Delivery(SendState.WAITING, answer)


def refused(answer: str) -> Delivery:
    return Delivery(SendState.FAILED, answer)


def unknown(answer: str) -> Delivery:
    return Delivery(SendState.UNKNOWN, answer)
