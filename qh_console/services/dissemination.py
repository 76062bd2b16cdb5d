"""Notices on their way out: queued at an officer's word, carried by senders, reported on, and never sent twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from qh_console.domain.alerts import Alert, Notice
from qh_console.domain.channels import Carrier, Channels, TextForm
from qh_console.domain.clock import Clock
from qh_console.domain.commands import QueueNotice, ReportDispatch
from qh_console.domain.dispatches import (
    Addressee,
    Attempt,
    DispatchKey,
    QueuedDispatch,
    Said,
    SendState,
    is_for_sender,
)
from qh_console.domain.dissemination import (
    Dispatch,
    Foreseen,
    addressees_for,
    derive_dispatches,
    derive_foreseen,
    may_send_again,
    not_queued,
)
from qh_console.domain.notice_texts import FORM_WORDS, NoticeFacts, disagreements, facts_of, texts_of
from qh_console.domain.places import Places
from qh_console.domain.verdicts import Reason, Refused
from qh_console.senders.parcel import Delivery, Parcel, Sender, later, refused, unknown
from qh_console.services.office import Answer, Office
from qh_console.store.outbox import Claim, Outbox, OutboxItem, text_digest

Chance = Callable[[], float]
"""A number from 0 to 1, drawn anew at each call; spreads retries."""

Strays = Callable[[str, str, Mapping[str, str]], Sequence[str]]
"""Where the messages of an alert's notice, or its paper on file, do not say what the record says."""


def _nothing(alert: str, number: str, texts: Mapping[str, str]) -> Sequence[str]:
    """Where no papers are kept there is nothing to hold messages to."""
    return ()


_NO_NOTICE = Refused((Reason("没有这份通知", "3.4.1", "number"),))


@dataclass(frozen=True)
class DispatchText:
    """`is_as_released` is False where our wording has changed since an officer released it: show it, say so."""

    text: str
    is_as_released: bool


class Dissemination:
    """`queue`, `report`, `send_again` and `states` from the window; `work_once` on one runner per channel.

    A drill is given no senders, so that nothing leaves the house.
    """

    def __init__(
        self,
        office: Office,
        outbox: Outbox,
        senders: Mapping[Carrier, Sender],
        channels: Channels,
        places: Places,
        clock: Clock,
        chance: Chance,
        desk: str,
        is_drill: bool = False,
        strays: Strays = _nothing,
    ) -> None:
        self._office = office
        self._outbox = outbox
        self._senders = {} if is_drill else dict(senders)
        self._places = places
        self._clock = clock
        self._chance = chance
        self._desk = desk
        self._is_drill = is_drill
        self._strays = strays
        self.channels = channels

    def start(self) -> int:
        """Once, by whoever holds the data folder, before any runner: settles what a crash left in hand or undone.

        How many items are of unknown outcome now: they stand in `states` until an officer has found out.
        """
        unclear = self._outbox.recover(self._clock())
        self._fill()
        return unclear

    # --- for the window ---------------------------------------------------------------------------------------------

    def facts(self, alert: Alert, notice: Notice) -> NoticeFacts:
        return facts_of(alert, notice, self._office.pack_of(alert.id), self._places, self.channels, self._is_drill)

    def texts(self, number: str) -> Mapping[TextForm, str]:
        """The notice in every form; empty where there is no such notice."""
        found = self._notice(number)
        return texts_of(self.facts(*found), self.channels) if found else {}

    def text(self, key: DispatchKey) -> DispatchText | None:
        """What this dispatch says, to be read out, faxed or copied; None where it was never queued."""
        queued = self._office.board.dispatches.get(key)
        if queued is None:
            return None
        item = self._outbox.item(key)
        text = item.body if item else self.texts(key.number).get(queued.addressee.form, "")
        return DispatchText(text, text_digest(text) == queued.addressee.sha256)

    def queue(self, number: str, by: str) -> Answer:
        """Plan 3.4.1: release a notice to everyone it goes to; a second call reaches only who has been added since."""
        found = self._notice(number)
        if found is None:
            return _NO_NOTICE
        alert, notice = found
        facts = self.facts(alert, notice)
        texts = texts_of(facts, self.channels)
        wrong = disagreements(texts, facts, self.channels)
        if wrong:
            return Refused(wrong)
        strays = self._strays(alert.id, number, {FORM_WORDS[form]: text for form, text in texts.items()})
        if strays:
            return Refused(tuple(Reason(f"{stray}，不予发送", "3.3.1", "number") for stray in strays))
        to = self._addressees(alert, notice, {form: text_digest(text) for form, text in texts.items()})
        answer = self._office.submit(QueueNotice(by, alert.id, number, to))
        self._fill()
        return answer

    def foreseen(self) -> Mapping[str, tuple[Foreseen, ...]]:
        """By number, to whom each notice goes that nobody has released yet; their texts are settled at the release."""
        waiting = {notice.number: self._notice(notice.number) for notice in not_queued(self._office.board)}
        states, unsaid = self.states() if waiting else (), dict.fromkeys(TextForm, "")
        found: dict[str, tuple[Foreseen, ...]] = {}
        for number, at in waiting.items():
            if at is not None:
                before = [d for d in states if d.alert == at[0].id]
                found[number] = derive_foreseen(number, self._addressees(*at, unsaid), self.channels, before)
        return found

    def _addressees(self, alert: Alert, notice: Notice, digests: Mapping[TextForm, str]) -> tuple[Addressee, ...]:
        pack, senders = self._office.pack_of(alert.id), tuple(self._senders)
        return addressees_for(self._office.board, alert, notice, self.channels, pack, self._places, digests, senders)

    def states(self, number: str = "") -> tuple[Dispatch, ...]:
        """Where every dispatch stands, or those of one notice."""
        return derive_dispatches(self._office.board, self.channels, self._outbox.attempts(number), number)

    def report(self, key: DispatchKey, said: Said, by: str, spoke_to: str = "", note: str = "") -> Answer:
        """What an officer knows of one dispatch; what he reports as sent, confirmed or read out no sender touches."""
        return self._office.submit(ReportDispatch(by, key.number, key.channel, key.recipient, said, spoke_to, note))

    def send_again(self, key: DispatchKey) -> Refused | None:
        """Set the sender going on what an officer found to have failed; None when it is under way."""
        queued = self._office.board.dispatches.get(key)
        attempt = self._outbox.attempts(key.number).get(key)
        if queued is None or not may_send_again(queued, attempt):
            return Refused((Reason("先核实对方没有收到并登记“没有发出”，才能再发", "6.2"),))
        if not self._outbox.release(key, self._clock()):
            return Refused((Reason("这一件由另一台工作站排发，请在那里再发，或改用电话", "6.2"),))
        return None

    # --- for the runners --------------------------------------------------------------------------------------------

    @property
    def worked(self) -> tuple[str, ...]:
        """Channels a sender may serve here: each gets a runner of its own, so that a dead one delays no other.

        One that has something waiting from before its sender was taken away is among them, so that this shows.
        """
        left = {a.key.channel for a in self._outbox.attempts().values() if a.state is SendState.WAITING}
        return tuple(c.id for c in self.channels.items if c.id in left or any(k in self._senders for k in c.carriers))

    def next_at(self, channel: str) -> datetime | None:
        """When the channel next has something to carry; its runner may rest until then or until a notice is queued."""
        board = self._office.board
        waits = [
            attempt.next_at
            for key, attempt in self._outbox.attempts().items()
            if key.channel == channel and attempt.state is SendState.WAITING and attempt.next_at is not None
            if key in board.dispatches and is_for_sender(board.dispatches[key], attempt)
        ]
        return min(waits, default=None)

    def work_once(self, channel: str, now: datetime) -> Dispatch | None:
        """Carry one item of a channel that is due: claimed on the disk, sent, settled. None where nothing is due."""
        for key in self._outbox.due(channel, now):
            queued = self._office.board.dispatches.get(key)
            if queued is None or not self._may_leave(queued, now):
                continue
            claim = self._outbox.claim(key, now)
            if claim is not None:
                self._carry(claim, queued)
                return derive_one(self._office, self.channels, self._outbox, key)
        return None

    def _may_leave(self, queued: QueuedDispatch, now: datetime) -> bool:
        """Not after a person has seen to it, and not after a later notice of the alert (or it would undo the news)."""
        alert = self._office.board.alerts.get(queued.alert)
        if alert is not None and alert.latest_number != queued.key.number:
            self._outbox.hold(queued.key, f"已有后续通知{alert.latest_number}", now)
            return False
        return is_for_sender(queued, self._outbox.attempts(queued.key.number).get(queued.key))

    def _carry(self, claim: Claim, queued: QueuedDispatch) -> None:
        delivery = self._sent(claim, queued)
        state, answer, wait_seconds = delivery.state, delivery.answer, 0.0
        if state is SendState.WAITING:
            retry = self.channels.retry
            wait_seconds = retry.wait_seconds(claim.attempts, self._chance())
            if claim.attempts >= retry.attempts:
                state, answer = SendState.FAILED, f"{answer}，已试{claim.attempts}次，请改用电话"
        self._outbox.settle(claim, state, answer, self._clock(), wait_seconds)

    def _sent(self, claim: Claim, queued: QueuedDispatch) -> Delivery:
        """What the sender says; a fault of ours in between is of unknown outcome, as the other side may have it."""
        item = claim.item
        if not claim.is_whole or item.digest != queued.addressee.sha256:
            return refused("正文与排发时的摘要不符，没有发")
        sender = self._senders.get(item.carrier)
        if sender is None:
            return later("本机没有设好这种发送方式")
        parcel = Parcel(item.key, item.alert, item.address, item.subject, item.body, queued.at)
        try:
            return sender.send(parcel)
        except Exception as error:  # whatever it is, the row must not stay in hand
            return unknown(f"发送程序出错（{type(error).__name__}）")

    def _fill(self) -> None:
        """Every dispatch queued at this desk for a sender has its row; texts are those whose digest was recorded."""
        board = self._office.board
        wanted = [
            d for d in board.dispatches.values() if d.desk == self._desk and d.addressee.carrier is not Carrier.HAND
        ]
        known = self._outbox.attempts()
        missing = [d for d in wanted if d.key not in known]
        if missing:
            texts = {number: self.texts(number) for number in {d.key.number for d in missing}}
            self._outbox.queue([self._item(d, texts[d.key.number]) for d in missing], self._clock())

    def _item(self, queued: QueuedDispatch, texts: Mapping[TextForm, str]) -> OutboxItem:
        addressee = queued.addressee
        found = self._notice(queued.key.number)
        headline = self.facts(*found).headline if found else ""
        drill = "【演练】" if self._is_drill else ""
        return OutboxItem(
            queued.key,
            queued.alert,
            addressee.carrier,
            addressee.address,
            f"{drill}{headline}（{queued.key.number}）",
            texts.get(addressee.form, ""),
        )

    def _notice(self, number: str) -> tuple[Alert, Notice] | None:
        for alert in self._office.board.alerts.values():
            for notice in alert.notices:
                if notice.number == number:
                    return alert, notice
        return None


def derive_one(office: Office, channels: Channels, outbox: Outbox, key: DispatchKey) -> Dispatch:
    attempts: Mapping[DispatchKey, Attempt] = outbox.attempts(key.number)
    found = derive_dispatches(office.board, channels, attempts, key.number)
    return next(dispatch for dispatch in found if dispatch.key == key)
