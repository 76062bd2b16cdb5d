"""A notice on its way out: to everyone once, in order, each channel by itself, and honest after a crash."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from qh_console.channels import load_channels
from qh_console.domain.channels import Carrier
from qh_console.domain.commands import EnterContact
from qh_console.domain.contacts import Contact, Post
from qh_console.domain.dispatches import DispatchKey, DispatchState, Said
from qh_console.domain.dissemination import Dispatch
from qh_console.domain.notice_texts import FORM_WORDS, disagreements
from qh_console.domain.verdicts import Refused
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.senders.folder import FolderSender
from qh_console.senders.mail import MailSender, MailServer
from qh_console.senders.parcel import Delivery, Parcel, Sender, later, refused, sent, unknown
from qh_console.senders.webhook import WebhookAddress, WebhookSender
from qh_console.services.dissemination import Dissemination
from qh_console.services.drill import HandClock
from qh_console.services.office import Changed, Office
from qh_console.store.database import Database
from qh_console.store.outbox import Outbox
from tests.builders import DUTY, NOW, to_lifted, to_standing
from tests.senders.servers import HookHost, MailHost, Reply
from tests.services.offices import must, open_office, refusal, staffed

CHANNELS = load_channels(resources_folder() / "channels.toml")
PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
ECOLOGY = Contact("ecology", Post.LIAISON, "联络员甲", "", "0971-0000001", email="liaison@example.invalid")
PLATFORM, MAIL = "platform", "email"


class Script:
    """A sender that says what it is told to, in turn, and remembers what it was given."""

    def __init__(self, *answers: Delivery) -> None:
        self.answers = list(answers)
        self.given: list[Parcel] = []

    def send(self, parcel: Parcel) -> Delivery:
        self.given.append(parcel)
        return self.answers.pop(0) if self.answers else sent("好")


class Breaking:
    def send(self, parcel: Parcel) -> Delivery:
        raise RuntimeError(parcel.subject)


@pytest.fixture
def office(record: Database, clock: HandClock) -> Office:
    office = staffed(open_office(record, clock))
    must(office, EnterContact(DUTY, ECOLOGY), *to_standing())
    return office


Open = Callable[..., Dissemination]


@pytest.fixture
def opened(record: Database, office: Office, clock: HandClock) -> Open:
    def build(desk: str = "d1", is_drill: bool = False, **senders: Sender) -> Dissemination:
        carriers = {Carrier(name): sender for name, sender in senders.items()}
        outbox = Outbox(record, desk)
        works = Dissemination(office, outbox, carriers, CHANNELS, PLACES, clock, lambda: 0.0, desk, is_drill)
        works.start()
        return works

    return build


def number_of(office: Office, alert: str = "a1") -> str:
    return office.board.alerts[alert].latest_number


def release(works: Dissemination, office: Office) -> str:
    number = number_of(office)
    assert isinstance(works.queue(number, DUTY), Changed)
    return number


def at(works: Dissemination, channel: str, recipient: str = "") -> Dispatch:
    found = [d for d in works.states() if d.key.channel == channel and recipient in d.key.recipient]
    return found[0]


# --- to whom, and what ----------------------------------------------------------------------------------------------


def test_a_release_reaches_every_channel_and_every_bound_unit(opened: Open, office: Office) -> None:
    works = opened(webhook=Script())
    number = release(works, office)
    states = works.states(number)
    assert {d.key.channel for d in states} == {c.id for c in CHANNELS.items}
    units = {laid.task.unit for laid in office.board.alerts["a1"].tasks}
    assert {d.key.recipient.split("/")[0] for d in states if d.key.channel == "phone"} >= units
    assert at(works, "sites", "schools").name == "西宁市学校"
    assert at(works, "phone", "ecology").address == ECOLOGY.phone
    assert at(works, PLATFORM).carrier is Carrier.WEBHOOK
    assert at(works, "broadcast").carrier is Carrier.HAND
    assert {d.state for d in states} == {DispatchState.QUEUED}


def test_a_machine_without_an_address_leaves_it_to_a_person(opened: Open, office: Office) -> None:
    works = opened(smtp=Script())
    release(works, office)
    assert at(works, MAIL, "ecology").carrier is Carrier.SMTP
    others = [d for d in works.states() if d.key.channel == MAIL and not d.address]
    assert others
    assert {d.carrier for d in others} == {Carrier.HAND}


def test_every_text_says_the_same(opened: Open, office: Office) -> None:
    works = opened()
    number = number_of(office)
    alert = office.board.alerts["a1"]
    facts = works.facts(alert, alert.notices[0])
    assert disagreements(works.texts(number), facts, CHANNELS) == ()
    assert works.texts("没有的号") == {}


def test_a_second_release_reaches_only_who_was_added(opened: Open, office: Office) -> None:
    works = opened()
    number = release(works, office)
    before = len(works.states())
    assert "没有新的发送对象" in refusal(works.queue(number, DUTY)).text
    assert "没有这份通知" in refusal(works.queue("9号", DUTY)).text
    assert len(works.states()) == before


def test_a_drill_sends_nothing_and_says_so(opened: Open, office: Office) -> None:
    webhook = Script()
    works = opened(is_drill=True, webhook=webhook)
    number = release(works, office)
    assert works.worked == ()
    assert works.work_once(PLATFORM, NOW) is None
    assert all("演练" in text for text in works.texts(number).values())


def test_the_text_of_a_dispatch_is_the_one_that_was_released(opened: Open, office: Office) -> None:
    works = opened(webhook=Script())
    number = release(works, office)
    for channel in ("broadcast", PLATFORM):
        line = at(works, channel)
        told = works.text(line.key)
        assert told is not None
        assert (told.text, told.is_as_released) == (works.texts(number)[line.form], True)
    assert works.text(DispatchKey(number, "tv", "nobody")) is None
    other_words = replace(CHANNELS, advice=dict.fromkeys(CHANNELS.advice, "另有建议"))
    works.channels = other_words
    by_hand, queued = works.text(at(works, "broadcast").key), works.text(at(works, PLATFORM).key)
    assert by_hand is not None
    assert not by_hand.is_as_released
    assert queued is not None
    assert queued.is_as_released, "what a sender carries was frozen"


# --- carrying -------------------------------------------------------------------------------------------------------


def test_what_is_due_is_carried_once(opened: Open, office: Office) -> None:
    webhook = Script()
    works = opened(webhook=webhook)
    number = release(works, office)
    done = works.work_once(PLATFORM, NOW)
    assert done is not None
    assert (done.state, done.answer) == (DispatchState.SENT, "好")
    assert works.work_once(PLATFORM, NOW + timedelta(days=1)) is None
    (parcel,) = webhook.given
    assert number in parcel.subject
    assert number in parcel.body


def test_a_failure_waits_longer_each_time_and_gives_up_in_the_end(
    opened: Open, office: Office, clock: HandClock
) -> None:
    tries = CHANNELS.retry.attempts
    works = opened(webhook=Script(*[later("连不上")] * tries))
    release(works, office)
    waits = []
    for _ in range(tries - 1):
        done = works.work_once(PLATFORM, clock())
        assert done is not None
        assert done.state is DispatchState.QUEUED
        assert done.next_at is not None
        assert works.work_once(PLATFORM, done.next_at - timedelta(seconds=1)) is None
        waits.append((done.next_at - clock()).total_seconds())
        clock.move(done.next_at)
    assert waits == sorted(waits)
    assert (waits[0], waits[1], waits[-1]) == (15.0, 30.0, 600.0)
    done = works.work_once(PLATFORM, clock())
    assert done is not None
    assert (done.state, works.next_at(PLATFORM)) == (DispatchState.FAILED, None)
    assert "改用电话" in done.answer


def test_a_fault_of_our_own_leaves_it_unclear_not_in_hand(opened: Open, office: Office) -> None:
    works = opened(webhook=Breaking())
    release(works, office)
    done = works.work_once(PLATFORM, NOW)
    assert done is not None
    assert (done.state, done.answer) == (DispatchState.UNKNOWN, "发送程序出错（RuntimeError）")
    assert done.state.label == "是否发出不明，请核实"
    assert works.work_once(PLATFORM, NOW + timedelta(days=1)) is None


def test_a_sender_taken_away_leaves_a_word_behind(opened: Open, office: Office) -> None:
    release(opened(webhook=Script()), office)
    works = opened()
    assert PLATFORM in works.worked
    done = works.work_once(PLATFORM, NOW)
    assert done is not None
    assert (done.state, done.answer) == (DispatchState.QUEUED, "本机没有设好这种发送方式")


def test_a_text_changed_on_the_disk_does_not_leave(opened: Open, office: Office, record: Database) -> None:
    webhook = Script()
    works = opened(webhook=webhook)
    release(works, office)
    with record.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER outbox_same_text")
        connection.exec_driver_sql("UPDATE outbox SET body = '一切正常'")
    done = works.work_once(PLATFORM, NOW)
    assert done is not None
    assert (done.state, webhook.given) == (DispatchState.FAILED, [])
    assert "摘要不符" in done.answer


def test_old_news_never_follows_new(opened: Open, office: Office, clock: HandClock) -> None:
    """A notice whose alert has been lifted meanwhile must not go out after the lift."""
    webhook = Script(later("连不上"))
    works = opened(webhook=webhook)
    first = release(works, office)
    works.work_once(PLATFORM, NOW)
    must(office, *to_lifted()[4:])
    assert "已有后续通知" in refusal(works.queue(first, DUTY)).text
    second = release(works, office)
    later_on = NOW + timedelta(hours=1)
    done = works.work_once(PLATFORM, later_on)
    assert done is not None
    assert done.key.number == second
    assert works.work_once(PLATFORM, later_on) is None
    assert [p.key.number for p in webhook.given] == [first, second]
    held = next(d for d in works.states(first) if d.key.channel == PLATFORM)
    assert held.state is DispatchState.SUPERSEDED


def test_whoever_was_told_of_the_alert_is_told_of_its_end(opened: Open, office: Office, clock: HandClock) -> None:
    works = opened()
    first = release(works, office)
    must(office, *to_lifted()[4:])
    second = release(works, office)
    told = {(d.key.channel, d.key.recipient) for d in works.states(first)}
    assert told <= {(d.key.channel, d.key.recipient) for d in works.states(second)}


# --- what people report ---------------------------------------------------------------------------------------------


def test_what_a_person_has_seen_to_no_sender_touches(opened: Open, office: Office, clock: HandClock) -> None:
    webhook = Script()
    works = opened(webhook=webhook)
    release(works, office)
    key = at(works, PLATFORM).key
    assert works.next_at(PLATFORM) == NOW
    assert isinstance(works.report(key, Said.SENT, DUTY), Changed)
    assert works.work_once(PLATFORM, NOW) is None
    assert works.next_at(PLATFORM) is None, "or its runner would never rest"
    assert at(works, PLATFORM).state is DispatchState.SENT
    works.report(key, Said.TAKEN_BACK, DUTY, note="按错键")
    done = works.work_once(PLATFORM, NOW)
    assert done is not None
    assert done.state is DispatchState.SENT
    assert len(webhook.given) == 1


def test_a_reading_out_names_who_listened(opened: Open, office: Office) -> None:
    works = opened()
    release(works, office)
    key = at(works, "phone", "ecology").key
    assert refusal(works.report(key, Said.READ_OUT, DUTY)).field == "spoke_to"
    works.report(key, Said.READ_OUT, DUTY, spoke_to="联络员甲")
    line = at(works, "phone", "ecology")
    assert line.state is DispatchState.READ_OUT
    assert [(r.said, r.spoke_to, r.by, r.at) for r in line.reports] == [(Said.READ_OUT, "联络员甲", DUTY, NOW)]
    assert line.lawful == (Said.TAKEN_BACK,)


def test_what_is_unclear_goes_again_only_after_an_officer_found_out(
    opened: Open, office: Office, clock: HandClock
) -> None:
    webhook = Script(unknown("中断"))
    works = opened(webhook=webhook)
    release(works, office)
    works.work_once(PLATFORM, NOW)
    key = at(works, PLATFORM).key
    again = works.send_again(key)
    assert again is not None
    assert "核实" in again.reasons[0].text
    works.report(key, Said.FAILED, DUTY, note="对方查无此件")
    assert at(works, PLATFORM).may_send_again
    clock.move(NOW + timedelta(minutes=1))
    assert works.send_again(key) is None
    done = works.work_once(PLATFORM, clock())
    assert done is not None
    assert done.state is DispatchState.SENT
    assert webhook.given[0].idempotency_key == webhook.given[1].idempotency_key
    assert webhook.given[0] == webhook.given[1]
    assert works.send_again(key) is not None


def test_what_grows_unclear_a_second_time_is_found_out_a_second_time(
    opened: Open, office: Office, clock: HandClock
) -> None:
    """The word given before the second try says nothing of what became of it."""
    works = opened(webhook=Script(unknown("中断"), unknown("又中断")))
    release(works, office)
    for _ in range(2):
        works.work_once(PLATFORM, clock())
        line = at(works, PLATFORM)
        assert (line.state, line.may_send_again) == (DispatchState.UNKNOWN, False)
        assert works.send_again(line.key) is not None
        clock.move(clock() + timedelta(minutes=1))
        assert isinstance(works.report(line.key, Said.FAILED, DUTY, note="对方查无此件"), Changed)
        clock.move(clock() + timedelta(minutes=1))
        assert works.send_again(line.key) is None
    done = works.work_once(PLATFORM, clock())
    assert done is not None
    assert done.state is DispatchState.SENT


def test_a_refusal_is_final_until_mended(opened: Open, office: Office, clock: HandClock) -> None:
    works = opened(webhook=Script(refused("拒收")))
    release(works, office)
    done = works.work_once(PLATFORM, NOW)
    assert done is not None
    assert (done.state, done.may_send_again) == (DispatchState.FAILED, False)
    assert works.work_once(PLATFORM, NOW + timedelta(days=1)) is None


# --- crashes --------------------------------------------------------------------------------------------------------


def test_a_release_cut_off_before_the_outbox_is_made_good_at_the_next_start(
    opened: Open, office: Office, record: Database
) -> None:
    release(opened(webhook=Script()), office)
    with record.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER outbox_no_delete")
        connection.exec_driver_sql("DELETE FROM outbox")
    works = opened(webhook=Script())
    done = works.work_once(PLATFORM, NOW)
    assert done is not None
    assert done.state is DispatchState.SENT


def test_looking_at_an_outbox_does_not_disturb_who_is_sending(
    opened: Open, office: Office, record: Database, clock: HandClock
) -> None:
    """A command beside an open console builds the same objects; only `start` settles what is in hand."""
    works = opened(webhook=Script())
    release(works, office)
    box = Outbox(record, "d1")
    assert box.claim(at(works, PLATFORM).key, NOW) is not None
    beside = Dissemination(office, box, {}, CHANNELS, PLACES, clock, lambda: 0.0, "d1")
    assert at(beside, PLATFORM).state is DispatchState.SENDING
    assert beside.start() == 1
    assert at(beside, PLATFORM).state is DispatchState.UNKNOWN


def test_another_desk_does_not_send_what_this_one_queued(opened: Open, office: Office) -> None:
    release(opened(webhook=Script()), office)
    webhook = Script()
    there = opened(desk="d2", webhook=webhook)
    assert there.work_once(PLATFORM, NOW + timedelta(days=1)) is None
    line = at(there, PLATFORM)
    assert line.state is DispatchState.UNKNOWN
    there.report(line.key, Said.FAILED, DUTY, note="那台机器坏了")
    again = there.send_again(line.key)
    assert again is not None
    assert "另一台工作站" in again.reasons[0].text
    assert webhook.given == []


# --- real servers ---------------------------------------------------------------------------------------------------


def test_a_dead_channel_delays_no_other(opened: Open, office: Office, tmp_path: Path) -> None:
    """A platform that takes the request and keeps silent: the web site's file is there within a second."""
    folder = tmp_path / "out"
    folder.mkdir()
    dead = HookHost()
    dead.reply = Reply(hang=True)
    webhook = WebhookSender(WebhookAddress(dead.url, step_seconds=8.0), time.monotonic)
    works = opened(webhook=webhook, folder=FolderSender(folder))
    release(works, office)
    began = threading.Event()

    def work_dead() -> Dispatch | None:
        began.set()
        return works.work_once(PLATFORM, NOW)

    try:
        with ThreadPoolExecutor(2) as runners:
            hanging = runners.submit(work_dead)
            assert began.wait(5)
            started = time.monotonic()
            done = runners.submit(works.work_once, "web", NOW).result(5)
            took = time.monotonic() - started
            assert not hanging.done()
            dead.released.set()
            stuck = hanging.result(10)
    finally:
        dead.close()
        webhook.close()
    assert done is not None
    assert done.state is DispatchState.SENT
    assert took < 1.0
    assert len(list(folder.iterdir())) == 1
    assert stuck is not None
    assert stuck.state is DispatchState.UNKNOWN


def test_a_mail_server_that_is_down_is_tried_again_and_then_takes_it_once(
    opened: Open, office: Office, clock: HandClock
) -> None:
    host = MailHost()
    try:
        settings = MailServer("127.0.0.1", host.port, "office@example.invalid", step_seconds=2.0)
        works = opened(smtp=MailSender(settings))
        release(works, office)
        host.says["RCPT"] = "450 busy"
        first = works.work_once(MAIL, clock())
        assert first is not None
        assert first.next_at is not None
        del host.says["RCPT"]
        second = works.work_once(MAIL, first.next_at)
        assert second is not None
        assert (second.state, second.attempts) == (DispatchState.SENT, 2)
        assert works.work_once(MAIL, first.next_at + timedelta(days=1)) is None
        assert len(host.took) == 1
    finally:
        host.close()


def test_the_first_claimant_alone_sends(opened: Open, office: Office) -> None:
    """Two runners on one channel by mistake: each item still leaves once."""
    webhook = Script()
    works = opened(webhook=webhook)
    release(works, office)
    with ThreadPoolExecutor(3) as runners:
        done = list(runners.map(lambda _: works.work_once(PLATFORM, NOW), range(3)))
    assert [d.state for d in done if d] == [DispatchState.SENT]
    assert len(webhook.given) == 1


def test_messages_that_stray_from_the_notice_are_not_queued(record: Database, office: Office, clock: HandClock) -> None:
    seen: list[tuple[str, str, tuple[str, ...]]] = []

    def strays(alert: str, number: str, texts: Mapping[str, str]) -> Sequence[str]:
        seen.append((alert, number, tuple(texts)))
        return ("短信（一条）的预警级别应为“橙色预警”，写的是“红色预警”",)

    outbox = Outbox(record, "d1")
    works = Dissemination(office, outbox, {}, CHANNELS, PLACES, clock, lambda: 0.0, "d1", strays=strays)
    answer = works.queue(number_of(office), DUTY)
    assert isinstance(answer, Refused)
    assert "红色预警”，不予发送" in answer.reasons[0].text
    assert works.states() == ()
    assert seen == [("a1", number_of(office), tuple(FORM_WORDS.values()))]
