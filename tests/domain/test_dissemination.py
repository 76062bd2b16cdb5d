"""To whom a notice goes, what may be reported of it, and the register's rules, clause by clause."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from qh_console.channels import load_channels
from qh_console.domain.alerts import Alert
from qh_console.domain.board import Board
from qh_console.domain.channels import Carrier, TextForm
from qh_console.domain.commands import (
    EnterContact,
    HoldConsultation,
    QueueNotice,
    ReportDispatch,
    WithdrawContact,
)
from qh_console.domain.contacts import Contact, Post
from qh_console.domain.dispatches import (
    Addressee,
    Attempt,
    DispatchKey,
    DispatchState,
    Said,
    SendState,
)
from qh_console.domain.dissemination import addressees_for, bulletin_due_at, derive_dispatches
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Scope
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from tests.builders import DUTY, HAIDONG, NOW, XINING, Ledger, consultation, office, plan, to_lifted, to_standing

CHANNELS = load_channels(resources_folder() / "channels.toml")
PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
PACK = plan()
DIGESTS = dict.fromkeys(TextForm, "0" * 64)
LIAISON = Contact(
    "ecology", Post.LIAISON, "联络员甲", "", "0971-0000001", "10000000001", "0971-0000002", "a@example.invalid"
)


def to_all(board: Board, *carriers: Carrier) -> dict[tuple[str, str], Addressee]:
    alert = board.alerts["a1"]
    found = addressees_for(board, alert, alert.notices[-1], CHANNELS, PACK, PLACES, DIGESTS, carriers)
    assert len({(a.channel, a.recipient) for a in found}) == len(found)
    return {(a.channel, a.recipient): a for a in found}


def released(level: Level = Level.ORANGE) -> Ledger:
    ledger = office(*to_standing(level))
    alert = ledger.board.alerts["a1"]
    ledger.must(QueueNotice(DUTY, "a1", alert.latest_number, tuple(to_all(ledger.board).values())))
    return ledger


def number(ledger: Ledger) -> str:
    return ledger.board.alerts["a1"].latest_number


def report(ledger: Ledger, said: Said, spoke_to: str = "", note: str = "") -> ReportDispatch:
    return ReportDispatch(DUTY, number(ledger), "tv", "tv", said, spoke_to, note)


# --- to whom --------------------------------------------------------------------------------------------------------


def test_crowded_places_are_told_from_orange_up_in_each_place() -> None:
    """Plan 3.4.1, 3.4.2."""
    yellow, orange = to_all(office(*to_standing(Level.YELLOW)).board), to_all(office(*to_standing()).board)
    assert {channel for channel, _ in orange} - {channel for channel, _ in yellow} == {"sites"}
    assert ("sites", f"schools/{XINING}") in orange
    road = list(to_standing())
    road[0] = HoldConsultation(DUTY, "a1", consultation(scope=Scope.PROVINCE, places=(XINING, HAIDONG)))
    assert {("sites", f"stations/{XINING}"), ("sites", f"stations/{HAIDONG}")} <= to_all(office(*road).board).keys()


def test_every_bound_unit_and_the_headquarters_are_reached_by_phone() -> None:
    board = office(*to_standing()).board
    reached = {r.split("/")[0] for c, r in to_all(board) if c == "phone"}
    assert reached == {laid.task.unit for laid in board.alerts["a1"].tasks} | {PACK.headquarters(XINING).id}


def test_an_address_comes_from_the_register_by_post() -> None:
    board = office(EnterContact(DUTY, LIAISON), *to_standing()).board
    found = to_all(board, Carrier.SMTP, Carrier.WEBHOOK)
    mail = found["email", "ecology/liaison"]
    assert (mail.address, mail.carrier, mail.name) == (LIAISON.email, Carrier.SMTP, "生态环境厅联络员 联络员甲")
    assert found["sms", "ecology/liaison"].address == LIAISON.mobile
    boss = found["sms", "ecology/responsible"]
    assert (boss.address, boss.carrier) == ("", Carrier.HAND)
    assert found["fax", "ecology/liaison"].carrier is Carrier.HAND


def test_a_body_named_in_the_file_takes_the_sender_the_desk_has() -> None:
    board = office(*to_standing()).board
    assert to_all(board)["platform", "warning-platform"].carrier is Carrier.HAND
    assert to_all(board, Carrier.FOLDER)["platform", "warning-platform"].carrier is Carrier.FOLDER
    both = to_all(board, Carrier.FOLDER, Carrier.WEBHOOK)
    assert both["platform", "warning-platform"].carrier is Carrier.WEBHOOK
    assert both["web", "site"].carrier is Carrier.FOLDER
    assert both["tv", "tv"].carrier is Carrier.HAND


def test_the_end_reaches_whoever_heard_of_the_beginning() -> None:
    """A contact withdrawn meanwhile, a site told at orange: both hear that it is over."""
    ledger = office(*to_standing())
    stray = Addressee("fax", "gone/liaison", "旧单位", "0971-0000009", Carrier.HAND, TextForm.FAX, "1" * 64)
    lost = replace(stray, channel="telex")
    everyone = (*to_all(ledger.board).values(), stray, lost)
    ledger.must(QueueNotice(DUTY, "a1", number(ledger), everyone), *to_lifted()[4:])
    at_the_end = to_all(ledger.board)
    assert {(a.channel, a.recipient) for a in everyone} - at_the_end.keys() == {("telex", "gone/liaison")}
    assert at_the_end["fax", "gone/liaison"].sha256 == "0" * 64


# --- queueing and reporting -----------------------------------------------------------------------------------------


def test_only_the_latest_notice_of_an_alert_is_queued() -> None:
    """Plan 3.4.1."""
    ledger = office(*to_standing())
    first, to = number(ledger), tuple(to_all(ledger.board).values())
    assert ledger.refused(QueueNotice(DUTY, "none", first, to)).reasons[0].field == "number"
    assert ledger.refused(QueueNotice(DUTY, "a1", "9号", to)).reasons[0].field == "number"
    assert ledger.refused(QueueNotice(DUTY, "a1", first, ())).reasons[0].field == "addressees"
    ledger.must(*to_lifted()[4:])
    assert "已有后续通知" in ledger.refused(QueueNotice(DUTY, "a1", first, to)).reasons[0].text


def test_a_second_queueing_takes_only_the_new() -> None:
    ledger = office(*to_standing())
    one, other = list(to_all(ledger.board).values())[:2]
    ledger.must(QueueNotice(DUTY, "a1", number(ledger), (one, one)))
    assert len(ledger.board.dispatches) == 1
    ledger.must(QueueNotice(DUTY, "a1", number(ledger), (replace(one, address="改"), other)))
    assert len(ledger.board.dispatches) == 2
    assert ledger.board.dispatches[DispatchKey(number(ledger), one.channel, one.recipient)].addressee == one
    assert ledger.board.irregular == ()


@pytest.mark.parametrize(
    ("said", "spoke_to", "note", "field"),
    [
        (Said.READ_OUT, " ", "", "spoke_to"),
        (Said.FAILED, "", "", "note"),
        (Said.TAKEN_BACK, "", "按错", "said"),
    ],
)
def test_a_report_lacking_something_is_refused_by_field(said: Said, spoke_to: str, note: str, field: str) -> None:
    ledger = released()
    assert ledger.refused(report(ledger, said, spoke_to, note)).reasons[0].field == field


def test_a_report_is_one_key_where_nothing_more_is_needed() -> None:
    ledger = released()
    ledger.must(report(ledger, Said.SENT), report(ledger, Said.CONFIRMED))
    assert ledger.refused(report(ledger, Said.FAILED, note="因")).reasons[0].field == "said"
    assert ledger.refused(report(ledger, Said.TAKEN_BACK)).reasons[0].field == "note"
    board = ledger.must(report(ledger, Said.TAKEN_BACK, note="按错"))
    assert board.dispatches[DispatchKey(number(ledger), "tv", "tv")].said is Said.SENT
    unknown = ReportDispatch(DUTY, "9号", "tv", "tv", Said.SENT)
    assert "没有排发" in ledger.refused(unknown).reasons[0].text


def test_a_line_of_the_list_shows_record_and_outbox_together() -> None:
    ledger = released()
    key = DispatchKey(number(ledger), "platform", "warning-platform")
    tried = Attempt(key, SendState.UNKNOWN, 2, NOW, NOW + timedelta(minutes=1), "中断")
    lines = derive_dispatches(ledger.board, CHANNELS, {key: tried}, number(ledger))
    line = next(d for d in lines if d.key == key)
    assert (line.state, line.attempts, line.answer, line.channel) == (
        DispatchState.UNKNOWN,
        2,
        "中断",
        "预警信息发布平台",
    )
    assert not line.may_send_again
    assert derive_dispatches(ledger.board, CHANNELS, {}, "9号") == ()
    assert len(derive_dispatches(ledger.board, CHANNELS, {})) == len(lines)


def test_a_channel_of_an_older_file_keeps_its_id() -> None:
    ledger = office(*to_standing())
    telex = Addressee("telex", "x", "旧", "", Carrier.HAND, TextForm.FAX, "0" * 64)
    ledger.must(QueueNotice(DUTY, "a1", number(ledger), (telex,)))
    assert [d.channel for d in derive_dispatches(ledger.board, CHANNELS, {})] == ["telex"]


# --- the register ---------------------------------------------------------------------------------------------------


def test_a_contact_is_entered_once_changed_and_withdrawn_with_a_reason() -> None:
    """Plan 7.5."""
    ledger = office()
    ledger.must(EnterContact(DUTY, LIAISON))
    assert "没有改动" in ledger.refused(EnterContact(DUTY, LIAISON)).reasons[0].text
    board = ledger.must(EnterContact(DUTY, replace(LIAISON, name="联络员乙")))
    assert board.contacts[LIAISON.key].version == 2
    assert ledger.refused(WithdrawContact(DUTY, "ecology", Post.LIAISON, " ")).reasons[0].field == "reason"
    assert ledger.must(WithdrawContact(DUTY, "ecology", Post.LIAISON, "调离")).contacts == {}
    assert "没有这个联系人" in ledger.refused(WithdrawContact(DUTY, "ecology", Post.LIAISON, "因")).reasons[0].text


def test_every_field_that_is_wrong_is_named() -> None:
    refused = office().refused(EnterContact(DUTY, replace(LIAISON, name="", phone="x", email="y")))
    assert [r.field for r in refused.reasons] == ["name", "phone", "email"]
    assert {r.clause for r in refused.reasons} == {"7.5"}


# --- bulletins ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", [Level.YELLOW, Level.ORANGE, Level.RED])
def test_the_next_bulletin_is_due_sooner_at_a_higher_level(level: Level) -> None:
    """Plan 3.4.2."""
    alert = office(*to_standing(level)).board.alerts["a1"]
    hours = CHANNELS.bulletin_hours[level]
    for later, due in ((0, 1), (hours - 1, 1), (hours, 1), (2 * hours - 1, 1), (2 * hours, 2), (5 * hours + 1, 5)):
        at = NOW + timedelta(hours=later)
        assert bulletin_due_at(alert, CHANNELS, at) == NOW + timedelta(hours=due * hours)
    assert bulletin_due_at(alert, replace(CHANNELS, bulletin_hours={}), NOW) is None


def test_no_bulletin_is_due_before_or_after_an_alert() -> None:
    before = office(to_standing()[0]).board.alerts["a1"]
    after: Alert = office(*to_lifted()).board.alerts["a1"]
    assert bulletin_due_at(before, CHANNELS, NOW) is bulletin_due_at(after, CHANNELS, NOW) is None
