"""What officers did to make a notice known, and to keep the contact register; part of `Act`, kept for ever."""

from __future__ import annotations

from dataclasses import dataclass

from qh_console.domain.contacts import Contact, Post
from qh_console.domain.dispatches import Addressee, Said


@dataclass(frozen=True)
class NoticeQueued:
    """An officer released a notice to these addressees (plan 3.4.1, 6.2)."""

    alert: str
    number: str
    addressees: tuple[Addressee, ...]


@dataclass(frozen=True)
class DispatchReported:
    """What an officer says became of one dispatch: sent by hand, confirmed, read out, failed."""

    alert: str
    number: str
    channel: str
    recipient: str
    said: Said
    spoke_to: str = ""
    note: str = ""


@dataclass(frozen=True)
class ContactEntered:
    """A contact was entered or changed (plan 7.5). `version` is one more than that of the contact it replaces."""

    contact: Contact
    version: int


@dataclass(frozen=True)
class ContactWithdrawn:
    """A post of a unit is vacant."""

    unit: str
    post: Post
    version: int
    """Of the contact that is withdrawn."""
    reason: str
