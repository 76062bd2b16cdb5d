"""The ways a notice reaches the public and the units (plan 3.4, 6.2), as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from qh_console.domain.contacts import Post
from qh_console.domain.pack import Level


class TextForm(StrEnum):
    """What form of text a channel takes; all forms are made of the same facts."""

    SMS_SHORT = "sms_short"
    SMS_LONG = "sms_long"
    FAX = "fax"
    WEB = "web"
    BROADCAST = "broadcast"


class Carrier(StrEnum):
    """What carries a text: a person, or one of the console's senders."""

    HAND = "hand"
    FOLDER = "folder"
    SMTP = "smtp"
    WEBHOOK = "webhook"


class Audience(StrEnum):
    """To whom a channel speaks: bodies named in the file, the units an alert binds, or places where people gather."""

    NAMED = "named"
    UNITS = "units"
    SITES = "sites"


class Reach(StrEnum):
    """Which field of a contact a channel needs; NONE where it needs no address."""

    NONE = "none"
    PHONE = "phone"
    MOBILE = "mobile"
    FAX = "fax"
    EMAIL = "email"


@dataclass(frozen=True)
class Recipient:
    """A body named in the channels file: a station, a platform, a kind of site with the unit it is reached through."""

    id: str
    name: str
    through: str = ""
    """Id of the unit that passes it on; empty: reached directly."""


@dataclass(frozen=True)
class Channel:
    id: str
    name: str
    clause: str
    form: TextForm
    carriers: tuple[Carrier, ...]
    """Senders that can serve it, the preferred one first; a person where none of them is set up."""
    audience: Audience
    reach: Reach = Reach.NONE
    from_level: Level = Level.YELLOW
    recipients: tuple[Recipient, ...] = ()
    posts: tuple[Post, ...] = (Post.LIAISON,)
    """Whom of each unit it reaches."""

    @property
    def by_phone(self) -> bool:
        """Read out rather than sent."""
        return self.reach is Reach.PHONE


@dataclass(frozen=True)
class RetrySettings:
    """When a sender tries again after an attempt that certainly reached nobody."""

    first_seconds: float
    factor: float
    most_seconds: float
    jitter: float
    """Share of the wait, drawn at random and taken off, so that channels do not knock in step."""
    attempts: int

    def wait_seconds(self, attempts: int, chance: float) -> float:
        """Seconds after the given number of attempts; `chance` from 0 to 1."""
        grown = self.first_seconds * self.factor ** min(attempts - 1, 64)
        return min(grown, self.most_seconds) * (1 - self.jitter * chance)


@dataclass(frozen=True)
class Channels:
    items: tuple[Channel, ...]
    sites: tuple[Recipient, ...]
    """Plan 3.4.2: schools, hospitals, stadiums, airports, stations, scenic spots: the receipt list."""
    sms_short: int
    sms_long: int
    """Most characters of a text message of one and of two parts."""
    advice: Mapping[Level, str]
    """Plan 3.4.1: advice on protection and travel, by level."""
    bulletin_hours: Mapping[Level, int]
    """Plan 3.4.2: hours from one bulletin to the next; the higher the level the shorter."""
    retry: RetrySettings

    @cached_property
    def _by_id(self) -> dict[str, Channel]:
        return {c.id: c for c in self.items}

    def __getitem__(self, channel: str) -> Channel:
        return self._by_id[channel]

    def __contains__(self, channel: str) -> bool:
        return channel in self._by_id

    @cached_property
    def recipients(self) -> Mapping[str, Recipient]:
        """Every body named in the file, by id."""
        return {r.id: r for c in self.items for r in c.recipients} | {r.id: r for r in self.sites}
