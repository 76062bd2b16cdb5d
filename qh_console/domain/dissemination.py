"""Making a notice known: to whom it goes by which channel, where each dispatch stands, what may be reported of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from qh_console.domain.alerts import Alert, Notice
from qh_console.domain.board import Board
from qh_console.domain.channels import Audience, Carrier, Channel, Channels, Reach, TextForm
from qh_console.domain.commands import EnterContact, QueueNotice, ReportDispatch, WithdrawContact
from qh_console.domain.contacts import Contact, HeldContact, Post, faults_in
from qh_console.domain.dispatches import (
    Addressee,
    Attempt,
    DispatchKey,
    DispatchState,
    GivenReport,
    QueuedDispatch,
    Said,
    SendState,
    is_for_sender,
    lawful_reports,
    may_report,
    state_of,
)
from qh_console.domain.pack import PlanPack
from qh_console.domain.places import Places
from qh_console.domain.sending_acts import ContactEntered, ContactWithdrawn, DispatchReported, NoticeQueued
from qh_console.domain.verdicts import Accepted, Reason, Refused, Verdict


@dataclass(frozen=True)
class Dispatch:
    """One line of the dissemination list, as the screen shows it."""

    key: DispatchKey
    alert: str
    channel: str
    """Its name."""
    name: str
    address: str
    carrier: Carrier
    form: TextForm
    state: DispatchState
    queued_by: str
    queued_at: datetime
    reports: tuple[GivenReport, ...]
    lawful: tuple[Said, ...]
    may_send_again: bool
    attempts: int = 0
    next_at: datetime | None = None
    answer: str = ""
    tried_at: datetime | None = None
    """When a sender last had it in hand."""


def derive_dispatches(
    board: Board, channels: Channels, attempts: Mapping[DispatchKey, Attempt], number: str = ""
) -> tuple[Dispatch, ...]:
    """Every dispatch, or those of one notice, in the order they were queued."""
    return tuple(
        _derived(queued, channels, attempts.get(queued.key))
        for queued in board.dispatches.values()
        if number in ("", queued.key.number)
    )


def _derived(queued: QueuedDispatch, channels: Channels, attempt: Attempt | None) -> Dispatch:
    addressee = queued.addressee
    known = queued.key.channel in channels
    return Dispatch(
        key=queued.key,
        alert=queued.alert,
        channel=channels[queued.key.channel].name if known else queued.key.channel,
        name=addressee.name,
        address=addressee.address,
        carrier=addressee.carrier,
        form=addressee.form,
        state=state_of(queued, attempt),
        queued_by=queued.by,
        queued_at=queued.at,
        reports=queued.reports,
        lawful=lawful_reports(queued.said),
        may_send_again=may_send_again(queued, attempt),
        attempts=attempt.attempts if attempt else 0,
        next_at=attempt.next_at if attempt else None,
        answer=attempt.answer if attempt else "",
        tried_at=attempt.tried_at if attempt else None,
    )


def may_send_again(queued: QueuedDispatch, attempt: Attempt | None) -> bool:
    """A sender goes to work again only on what an officer has reported as failed; what is unclear, he finds out first.

    What is being sent or was sent is never sent again under the same number; what grew unclear after he had reported
    it once is found out once more.
    """
    if attempt is None or not attempt.state.may_be_released or queued.said is not Said.FAILED:
        return False
    return attempt.state is not SendState.UNKNOWN or not is_for_sender(queued, attempt)


def not_queued(board: Board) -> tuple[Notice, ...]:
    """Latest notices nobody has released yet: of alerts that stand, and the end of those that people were told of."""
    queued = {key.number for key in board.dispatches}
    told = {d.alert for d in board.dispatches.values()}
    return tuple(
        alert.notices[-1]
        for alert in board.alerts.values()
        if alert.notices and alert.latest_number not in queued and (alert.is_standing or alert.id in told)
    )


@dataclass(frozen=True)
class Foreseen:
    """One to whom a notice will go once it is released, with the last dispatch of its alert that went there."""

    key: DispatchKey
    channel: str
    """Its name."""
    name: str
    address: str
    carrier: Carrier
    before: Dispatch | None


def derive_foreseen(
    number: str, addressees: Iterable[Addressee], channels: Channels, before: Iterable[Dispatch]
) -> tuple[Foreseen, ...]:
    """`before`: the dispatches of the alert's earlier notices. Where the last one failed comes first."""
    last = {(d.key.channel, d.key.recipient): d for d in before}
    found = (
        Foreseen(
            DispatchKey(number, a.channel, a.recipient),
            channels[a.channel].name,
            a.name,
            a.address,
            a.carrier,
            last.get((a.channel, a.recipient)),
        )
        for a in addressees
    )
    return tuple(sorted(found, key=lambda one: one.before is None or not one.before.state.is_trouble))


# --- to whom --------------------------------------------------------------------------------------------------------


def addressees_for(
    board: Board,
    alert: Alert,
    notice: Notice,
    channels: Channels,
    pack: PlanPack,
    places: Places,
    digests: Mapping[TextForm, str],
    carriers: Collection[Carrier] = (),
) -> tuple[Addressee, ...]:
    """Plan 3.4.1, 3.4.2, 6.2: everyone this notice goes to. `carriers` are the senders set up at this desk.

    Whoever was told of the alert before is told of every later step, its end above all.
    """
    level = max(notice.level, alert.peak_level)
    found: dict[tuple[str, str], Addressee] = {}
    for channel in channels.items:
        if level < channel.from_level:
            continue
        for recipient, unit, name in _recipients(channel, alert, channels, pack, places):
            contact = _contact(board, unit, recipient)
            address = _address(channel.reach, contact)
            carrier = _carrier(channel, address, carriers)
            person = f"{name} {contact.name}" if contact else name
            found[channel.id, recipient] = Addressee(
                channel.id, recipient, person, address, carrier, channel.form, digests[channel.form]
            )
    for before in (d for d in board.dispatches.values() if d.alert == alert.id):
        at = (before.key.channel, before.key.recipient)
        if at not in found and before.key.channel in channels:
            form = before.addressee.form
            found[at] = Addressee(
                *at, before.addressee.name, before.addressee.address, before.addressee.carrier, form, digests[form]
            )
    return tuple(found.values())


def _recipients(
    channel: Channel, alert: Alert, channels: Channels, pack: PlanPack, places: Places
) -> Iterator[tuple[str, str, str]]:
    """Recipient id, the unit whose contact is looked up, and the name shown."""
    match channel.audience:
        case Audience.NAMED:
            yield from ((r.id, r.id, r.name) for r in channel.recipients)
        case Audience.SITES:
            for site in channels.sites:
                for place in places.in_order(alert.places):
                    yield f"{site.id}/{place}", site.through, f"{places[place].name}{site.name}"
        case Audience.UNITS:
            names = {unit.id: unit.short for unit in pack.units}
            own = (unit.id for unit in pack.units if unit.place in alert.places)
            for unit in dict.fromkeys((*own, *(laid.task.unit for laid in alert.tasks))):
                for post in channel.posts:
                    yield f"{unit}/{post.value}", unit, f"{names.get(unit, unit)}{post.label}"
        case _:
            assert_never(channel.audience)


def _contact(board: Board, unit: str, recipient: str) -> Contact | None:
    """The post the recipient names; for a body named in the file, its liaison, else whoever answers for it."""
    post = recipient.rpartition("/")[2]
    posts = (post,) if post in set(Post) else (Post.LIAISON.value, Post.RESPONSIBLE.value)
    held = next((board.contacts[unit, p] for p in posts if (unit, p) in board.contacts), None)
    return held.contact if held else None


def _address(reach: Reach, contact: Contact | None) -> str:
    if contact is None or reach is Reach.NONE:
        return ""
    return str(getattr(contact, reach.value))


def _carrier(channel: Channel, address: str, carriers: Collection[Carrier]) -> Carrier:
    """The first sender that is set up; a person where there is none, or where it would not know the address."""
    if channel.reach is not Reach.NONE and not address:
        return Carrier.HAND
    return next((c for c in channel.carriers if c in carriers), Carrier.HAND)


# --- what may be done -----------------------------------------------------------------------------------------------


def decide_sending(board: Board, command: QueueNotice | ReportDispatch) -> Verdict:
    return _decide_queue(board, command) if isinstance(command, QueueNotice) else _decide_report(board, command)


def _decide_queue(board: Board, command: QueueNotice) -> Verdict:
    """Plan 3.4.1: the latest notice of an alert, to whoever it has not gone to yet."""
    alert = board.alerts.get(command.alert)
    if alert is None or all(n.number != command.number for n in alert.notices):
        return Refused((Reason("没有这份通知", "3.4.1", "number"),))
    if alert.latest_number != command.number:
        return Refused((Reason(f"已有后续通知{alert.latest_number}，这一份不再发", "3.4.1", "number"),))
    new = {(a.channel, a.recipient): a for a in command.addressees}
    fresh = tuple(a for at, a in new.items() if DispatchKey(command.number, *at) not in board.dispatches)
    if not fresh:
        return Refused((Reason("没有新的发送对象", "3.4.1", "addressees"),))
    return Accepted((NoticeQueued(command.alert, command.number, fresh),))


def _decide_report(board: Board, command: ReportDispatch) -> Verdict:
    known = board.dispatches.get(DispatchKey(command.number, command.channel, command.recipient))
    if known is None:
        return Refused((Reason("这份通知没有排发给这个对象", "6.2"),))
    said = command.said
    if not may_report(known.said, said):
        return Refused((Reason("这一次发送已经登记过结果，改动请先撤销登记", "6.2", "said"),))
    if said is Said.READ_OUT and not command.spoke_to.strip():
        return Refused((Reason("电话宣读须记下通话人", "7.5", "spoke_to"),))
    if said in (Said.FAILED, Said.TAKEN_BACK) and not command.note.strip():
        return Refused((Reason("请写明原因", "6.2", "note"),))
    act = DispatchReported(known.alert, *_parts(known.key), said, command.spoke_to, command.note)
    return Accepted((act,))


def decide_contact(board: Board, command: EnterContact | WithdrawContact) -> Verdict:
    """Plan 7.5: one responsible person and one liaison a unit, each with a telephone answered round the clock."""
    if isinstance(command, EnterContact):
        reasons = tuple(Reason(f.text, "7.5", f.field) for f in faults_in(command.contact))
        known = board.contacts.get(command.contact.key)
        if known is not None and known.contact == command.contact:
            reasons = (*reasons, Reason("与现有登记相同，没有改动", "7.5"))
        return Refused(reasons) if reasons else Accepted((ContactEntered(command.contact, _version(known) + 1),))
    known = board.contacts.get((command.unit, command.post.value))
    if known is None:
        return Refused((Reason("没有这个联系人", "7.5"),))
    if not command.reason.strip():
        return Refused((Reason("请写明撤销原因", "7.5", "reason"),))
    return Accepted((ContactWithdrawn(command.unit, command.post, known.version, command.reason),))


def bulletin_due_at(alert: Alert, channels: Channels, now: datetime) -> datetime | None:
    """Plan 3.4.2: the last bulletin on a standing alert to have fallen due by `now`, else the first; None after it."""
    if alert.level is None or not alert.is_standing:
        return None
    hours = channels.bulletin_hours.get(alert.level)
    if not hours:
        return None
    since_at = alert.notices[-1].at
    return since_at + max((now - since_at) // timedelta(hours=hours), 1) * timedelta(hours=hours)


def _parts(key: DispatchKey) -> tuple[str, str, str]:
    return key.number, key.channel, key.recipient


def _version(held: HeldContact | None) -> int:
    return held.version if held else 0
