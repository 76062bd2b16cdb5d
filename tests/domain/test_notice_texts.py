"""One set of facts, five forms: none leaves out or contradicts what another says, and a message keeps its length."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qh_console.channels import load_channels
from qh_console.domain.board import Board
from qh_console.domain.channels import TextForm
from qh_console.domain.commands import (
    AdjustAlert,
    ApproveProposal,
    Command,
    CorrectNotice,
    HoldConsultation,
    WithdrawAlert,
)
from qh_console.domain.notice_texts import NoticeFacts, disagreements, facts_of, places_of, text_of, texts_of
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Change, Scope
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from tests.builders import (
    CHIEF,
    DUTY,
    HAIBEI,
    HAIDONG,
    NOW,
    XINING,
    consultation,
    office,
    plan,
    propose,
    to_lifted,
    to_standing,
)

CHANNELS = load_channels(resources_folder() / "channels.toml")
PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
PACK = plan()


def changed(change: Change, level: Level, release: Command) -> tuple[Command, ...]:
    return (*to_standing(), propose(change, level), ApproveProposal(CHIEF, "a1", Approval.SIGNATURE), release)


ROADS: dict[Change, tuple[Command, ...]] = {
    Change.ISSUE: to_standing(),
    Change.RAISE: changed(Change.RAISE, Level.RED, AdjustAlert(DUTY, "a1")),
    Change.LOWER: changed(Change.LOWER, Level.YELLOW, AdjustAlert(DUTY, "a1")),
    Change.LIFT: to_lifted(),
    Change.CORRECT: changed(Change.CORRECT, Level.ORANGE, CorrectNotice(DUTY, "a1")),
    Change.WITHDRAW: changed(Change.WITHDRAW, Level.ORANGE, WithdrawAlert(DUTY, "a1")),
}


def facts(change: Change = Change.ISSUE, is_drill: bool = False) -> NoticeFacts:
    return last_facts(office(*ROADS[change]).board, is_drill)


def last_facts(board: Board, is_drill: bool = False) -> NoticeFacts:
    alert = board.alerts["a1"]
    return facts_of(alert, alert.notices[-1], PACK, PLACES, CHANNELS, is_drill)


@pytest.mark.parametrize("change", list(Change))
@pytest.mark.parametrize("is_drill", [False, True])
def test_every_change_is_worded_alike_in_all_forms(change: Change, is_drill: bool) -> None:
    told = facts(change, is_drill)
    texts = texts_of(told, CHANNELS)
    assert disagreements(texts, told, CHANNELS) == ()
    assert set(texts) == set(TextForm)
    assert all(("演练" in text) is is_drill for text in texts.values())
    assert all("None" not in text and "。。" not in text for text in texts.values())


def test_what_a_message_says() -> None:
    told = facts()
    core = f"西宁发布重污染天气橙色预警，1月9日20时至12日20时（{told.number}）。"
    short = f"{core}主要污染物PM2.5。13日冷空气到达后好转。"
    assert text_of(TextForm.SMS_SHORT, told, CHANNELS) == short
    long = text_of(TextForm.SMS_LONG, told, CHANNELS)
    assert CHANNELS.advice[Level.ORANGE] in long
    over = facts(Change.LIFT)
    lift = f"西宁1月9日20时起解除重污染天气橙色预警（{over.number}）。"
    assert text_of(TextForm.SMS_SHORT, over, CHANNELS) == lift
    assert text_of(TextForm.SMS_SHORT, facts(Change.RAISE), CHANNELS).startswith("西宁重污染天气升为红色预警")


def test_the_public_is_told_all_the_plan_asks_for() -> None:
    """Plan 3.3.1, 3.4.1: time, place, extent, level, weather, pollutants, outlook, and how to protect oneself."""
    told = facts()
    for form in (TextForm.FAX, TextForm.WEB, TextForm.BROADCAST):
        text = text_of(form, told, CHANNELS)
        for said in (told.extent, told.dispersion, told.pollutants, told.outlook, told.advice, told.issuer):
            assert said in text


def test_a_city_speaks_through_its_headquarters_the_province_through_its_group() -> None:
    assert facts().issuer == PACK.headquarters(XINING).name
    road = list(to_standing())
    road[0] = HoldConsultation(DUTY, "a1", consultation(scope=Scope.PROVINCE, places=(XINING, HAIDONG)))
    told = last_facts(office(*road).board)
    assert told.issuer == PACK.office.issuer
    assert [p.code for p in told.places] == [XINING, HAIDONG]


def test_a_place_added_later_is_not_in_the_notice_before() -> None:
    road = list(to_standing())
    road[0] = HoldConsultation(DUTY, "a1", consultation(scope=Scope.PROVINCE, places=(XINING, HAIDONG)))
    ledger = office(*road)
    ledger.now += timedelta(hours=2)
    wider = consultation(scope=Scope.PROVINCE, places=(XINING, HAIBEI))
    board = ledger.must(HoldConsultation(DUTY, "a1", wider))
    assert board.alerts["a1"].places == (XINING, HAIDONG), "agreed is not yet published"
    board = ledger.must(*changed(Change.RAISE, Level.RED, AdjustAlert(DUTY, "a1"))[len(to_standing()) :])
    alert = board.alerts["a1"]
    assert alert.places == (XINING, HAIDONG, HAIBEI)
    assert places_of(alert, alert.notices[0]) == (XINING, HAIDONG)
    early = replace(alert.notices[0], at=NOW - timedelta(days=1))
    assert places_of(alert, early) == alert.places, "clocks of two desks may differ: better too wide than none"


def test_an_open_end_and_a_half_hour_are_said_as_they_are() -> None:
    told = replace(facts(), starts_at=NOW + timedelta(minutes=30), ends_at=None)
    texts = texts_of(told, CHANNELS)
    assert disagreements(texts, told, CHANNELS) == ()
    assert "1月9日20时30分起" in texts[TextForm.SMS_SHORT]
    assert "2026年1月9日20时30分起" in texts[TextForm.WEB]


@pytest.mark.parametrize("form", list(TextForm))
@pytest.mark.parametrize(
    ("word", "what"), [("橙色预警", "级别"), ("西宁", "地点"), ("〔2026〕1号", "文号"), ("12日20时", "结束")]
)
def test_a_text_that_says_less_is_found(form: TextForm, word: str, what: str) -> None:
    told = facts()
    texts = texts_of(told, CHANNELS)
    texts[form] = texts[form].replace(word, "")
    found = disagreements(texts, told, CHANNELS)
    assert any(what in r.text and r.field == form.value for r in found)


def test_a_message_too_long_for_its_parts_is_found() -> None:
    told = facts()
    found = disagreements({TextForm.SMS_SHORT: text_of(TextForm.SMS_LONG, told, CHANNELS)}, told, CHANNELS)
    assert any("超过70字" in r.text for r in found)


@given(st.sets(st.sampled_from([p.code for p in PLACES.items]), min_size=1), st.sampled_from(list(Change)))
def test_any_places_fit_into_one_message(codes: set[str], change: Change) -> None:
    places = tuple(p for p in PLACES.items if p.code in codes)
    late = NOW + timedelta(days=310)
    told = replace(
        BASE[change],
        places=places,
        is_whole_province=len(places) == 8,
        number="宁重污应急〔2026〕12号",
        starts_at=late,
        ends_at=late + timedelta(days=3),
    )
    texts = texts_of(told, CHANNELS)
    assert disagreements(texts, told, CHANNELS) == ()
    assert len(texts[TextForm.SMS_SHORT]) <= 70


STANDING = office(*to_standing()).board
BASE = {change: facts(change) for change in Change}


@given(st.text(max_size=200), st.text(max_size=200))
def test_free_text_cannot_break_the_lines_or_the_length(extent: str, outlook: str) -> None:
    alert = STANDING.alerts["a1"]
    notice = alert.notices[0]
    bent = replace(notice, publication=replace(notice.publication, extent=extent, outlook=outlook))
    told = facts_of(alert, bent, PACK, PLACES, CHANNELS)
    texts = texts_of(told, CHANNELS)
    assert disagreements(texts, told, CHANNELS) == ()
    assert "\n" not in texts[TextForm.SMS_LONG]
