"""One notice on its way to one recipient: what people reported, what a sender did, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qh_console.domain.channels import Carrier, TextForm


@dataclass(frozen=True, order=True)
class DispatchKey:
    """Under one number a channel carries one text to a recipient once."""

    number: str
    channel: str
    recipient: str


@dataclass(frozen=True)
class Addressee:
    """To whom a notice goes by which channel, as settled when it was released. `sha256` is of the text."""

    channel: str
    recipient: str
    name: str
    address: str
    carrier: Carrier
    form: TextForm
    sha256: str


class Said(StrEnum):
    """What an officer reports of a dispatch; TAKEN_BACK takes back the report before it."""

    SENT = "sent"
    CONFIRMED = "confirmed"
    READ_OUT = "read_out"
    FAILED = "failed"
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True)
class GivenReport:
    said: Said
    spoke_to: str
    note: str
    by: str
    at: datetime


@dataclass(frozen=True)
class QueuedDispatch:
    """A dispatch as the journal tells it; reports taken back are gone from here and stay in the journal."""

    alert: str
    key: DispatchKey
    addressee: Addressee
    desk: str
    by: str
    at: datetime
    reports: tuple[GivenReport, ...] = ()

    @property
    def said(self) -> Said | None:
        return self.reports[-1].said if self.reports else None


class SendState(StrEnum):
    """Where a sender stands with an item of the outbox."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """It broke off where the other side may have taken it: a person finds out; no sender tries again by itself."""
    HELD = "held"
    """A later notice took its place before it left."""

    @property
    def may_be_released(self) -> bool:
        """Whether an officer can set a sender to work on it once more."""
        return self in (SendState.FAILED, SendState.UNKNOWN, SendState.WAITING)


@dataclass(frozen=True)
class Attempt:
    """What the outbox knows of one item."""

    key: DispatchKey
    state: SendState
    attempts: int
    released_at: datetime
    """When a person last set it going."""
    next_at: datetime | None
    answer: str
    tried_at: datetime | None = None
    """When it was last settled, or taken in hand."""


class DispatchState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    CONFIRMED = "confirmed"
    READ_OUT = "read_out"
    FAILED = "failed"
    UNKNOWN = "unknown"
    SUPERSEDED = "superseded"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def is_open(self) -> bool:
        """Somebody still has to do something: send it, mend it, or find out."""
        return self in _OPEN

    @property
    def is_trouble(self) -> bool:
        """It did not get there, or nobody knows."""
        return self in (DispatchState.FAILED, DispatchState.UNKNOWN)


_LABELS: Mapping[DispatchState, str] = {
    DispatchState.QUEUED: "待发",
    DispatchState.SENDING: "正在发",
    DispatchState.SENT: "已发",
    DispatchState.CONFIRMED: "已确认收到",
    DispatchState.READ_OUT: "已电话宣读",
    DispatchState.FAILED: "没有发出",
    DispatchState.UNKNOWN: "是否发出不明，请核实",
    DispatchState.SUPERSEDED: "已有后续通知，不再发",
}
_OPEN = frozenset({DispatchState.QUEUED, DispatchState.SENDING, DispatchState.FAILED, DispatchState.UNKNOWN})
_BY_REPORT: Mapping[Said, DispatchState] = {
    Said.SENT: DispatchState.SENT,
    Said.CONFIRMED: DispatchState.CONFIRMED,
    Said.READ_OUT: DispatchState.READ_OUT,
    Said.FAILED: DispatchState.FAILED,
}
_BY_SENDER: Mapping[SendState, DispatchState] = {
    SendState.WAITING: DispatchState.QUEUED,
    SendState.SENDING: DispatchState.SENDING,
    SendState.SENT: DispatchState.SENT,
    SendState.FAILED: DispatchState.FAILED,
    SendState.UNKNOWN: DispatchState.UNKNOWN,
    SendState.HELD: DispatchState.SUPERSEDED,
}

_MAY_FOLLOW: Mapping[Said | None, frozenset[Said]] = {
    None: frozenset({Said.SENT, Said.CONFIRMED, Said.READ_OUT, Said.FAILED}),
    Said.SENT: frozenset({Said.CONFIRMED, Said.READ_OUT, Said.FAILED, Said.TAKEN_BACK}),
    Said.FAILED: frozenset({Said.SENT, Said.CONFIRMED, Said.READ_OUT, Said.FAILED, Said.TAKEN_BACK}),
    Said.CONFIRMED: frozenset({Said.TAKEN_BACK}),
    Said.READ_OUT: frozenset({Said.TAKEN_BACK}),
}
"""The state machine: which reports can follow the one that stands; a second try can fail as well."""


def may_report(standing: Said | None, said: Said) -> bool:
    return said in _MAY_FOLLOW[standing]


def lawful_reports(standing: Said | None) -> tuple[Said, ...]:
    """What an officer may report next, for the keys of the screen."""
    return tuple(said for said in Said if may_report(standing, said))


def with_report(dispatch: QueuedDispatch, report: GivenReport) -> QueuedDispatch | None:
    """The dispatch after `report`; None where it cannot follow, which only a merge of two desks brings about."""
    if not may_report(dispatch.said, report.said):
        return None
    reports = dispatch.reports[:-1] if report.said is Said.TAKEN_BACK else (*dispatch.reports, report)
    return QueuedDispatch(
        dispatch.alert, dispatch.key, dispatch.addressee, dispatch.desk, dispatch.by, dispatch.at, reports
    )


def state_of(dispatch: QueuedDispatch, attempt: Attempt | None) -> DispatchState:
    """A person's word stands over a sender's, unless a person has set the sender going again since."""
    if is_for_sender(dispatch, attempt):
        return _BY_SENDER[attempt.state] if attempt else DispatchState.QUEUED
    assert dispatch.said is not None, "without a word it is the sender's"
    return _BY_REPORT[dispatch.said]


def is_for_sender(dispatch: QueuedDispatch, attempt: Attempt | None) -> bool:
    """Whether nobody has seen to it yet, or an officer found it failed and set the sender going again."""
    last = dispatch.reports[-1] if dispatch.reports else None
    if last is None:
        return True
    return last.said is Said.FAILED and attempt is not None and attempt.released_at > last.at
