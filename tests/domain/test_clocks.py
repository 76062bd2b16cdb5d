"""The clocks over the alerts: what each runs for, when it is due, and that hearing one lasts as long as its cause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from qh_console.channels import load_channels
from qh_console.domain.board import Board, fold
from qh_console.domain.clearing import ClearClock
from qh_console.domain.clocks import ClockKind, ClockView, derive_clocks
from qh_console.domain.commands import (
    AdjustAlert,
    ApproveProposal,
    CloseConsultation,
    CountersignApproval,
    HoldConsultation,
    IssueAlert,
    MarkDuty,
    SettleDispute,
    WithdrawAlert,
)
from qh_console.domain.handover import overdue_lines
from qh_console.domain.office_commands import Acknowledge, AnswerFloor
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Change, Mark, MarkState, Means, Scope, TelephoneRecord
from qh_console.paths import resources_folder
from tests.builders import (
    CHIEF,
    DUTY,
    ENROLMENTS,
    HAIDONG,
    NOW,
    REVIEW,
    XINING,
    Ledger,
    consultation,
    office,
    plan,
    propose,
    publication,
    to_lifted,
    to_standing,
)
from tests.domain.provinces import city, to_province

PACK = plan()
CHANNELS = load_channels(resources_folder() / "channels.toml")
H = timedelta(hours=1)
CLEAR = ClearClock(200, 36, NOW, 40, 72, (), NOW)
NOT_YET = ClearClock(200, 36, NOW, 10, 72, (NOW + 11 * H,), NOW + 20 * H)
NO_AIR: Mapping[str, ClearClock] = {}
PHONE = ApproveProposal(DUTY, "a1", Approval.TELEPHONE, TelephoneRecord(CHIEF, "0971", NOW, True))


def test_a_settlement_calls_until_the_withdrawal_is_out() -> None:
    """Two notices of one place stand before the public; hearing the call does not take one back."""
    here, there = office(*to_standing()), Ledger("d2")
    there.must(*ENROLMENTS, *to_standing(alert="a2"))
    here.entries += there.entries
    here.board = fold(sorted(here.entries, key=lambda e: e.order))
    assert ClockKind.WITHDRAWAL not in clocks(here.board)
    here.must(SettleDispute(REVIEW, "a1|a2", "a2", "后到的范围更准"))
    (clock,) = clocks(here.board)[ClockKind.WITHDRAWAL]
    assert clock.nags
    assert here.board.alerts["a1"].latest_number in clock.text
    here.must(ApproveProposal(CHIEF, "a1", Approval.SIGNATURE), WithdrawAlert(DUTY, "a1"))
    assert ClockKind.WITHDRAWAL not in clocks(here.board)


def clocks(
    board: Board, now: datetime = NOW, air: Mapping[str, ClearClock] = NO_AIR
) -> dict[ClockKind, list[ClockView]]:
    found: dict[ClockKind, list[ClockView]] = {}
    for clock in derive_clocks(board, PACK, air, now):
        found.setdefault(clock.kind, []).append(clock)
    return found


def one(board: Board, kind: ClockKind, now: datetime = NOW, air: Mapping[str, ClearClock] = NO_AIR) -> ClockView:
    (clock,) = clocks(board, now, air)[kind]
    return clock


def standing(level: Level = Level.ORANGE) -> Ledger:
    return office(*to_standing(level))


def hear(ledger: Ledger, clock: ClockView, by: str = DUTY) -> Board:
    return ledger.must(Acknowledge(by, clock.alert, clock.key, clock.cause, "已会商，不改"))


def test_without_an_alert_nothing_runs() -> None:
    assert derive_clocks(Board(), PACK, {}, NOW) == ()
    assert derive_clocks(office(*to_lifted()).board, PACK, {"a1": CLEAR}, NOW + 999 * H) == ()
    closed = office(to_standing()[0], CloseConsultation(DUTY, "a1", "只发健康提示"))
    assert derive_clocks(closed.board, PACK, {}, NOW + 999 * H) == ()


@pytest.mark.parametrize(
    ("kind", "hours"),
    [
        (ClockKind.AGE, 72),
        (ClockKind.REVIEW, PACK.clocks.review_hours[Level.ORANGE]),
        (ClockKind.FORECAST, PACK.clocks.forecast_hours),
    ],
)
def test_a_clock_is_due_at_its_hour_and_not_a_second_before(kind: ClockKind, hours: int) -> None:
    board = standing().board
    due_at = NOW + hours * H
    assert one(board, kind).due_at == due_at
    assert not one(board, kind, due_at - timedelta(seconds=1)).is_due
    due = one(board, kind, due_at)
    assert (due.is_due, due.nags) == (True, True)
    assert due.clause
    assert due.text
    assert due.to_do


@pytest.mark.parametrize("level", [Level.YELLOW, Level.ORANGE, Level.RED])
def test_the_next_look_depends_on_the_level(level: Level) -> None:
    assert one(standing(level).board, ClockKind.REVIEW).due_at == NOW + PACK.clocks.review_hours[level] * H


def test_an_alert_published_without_an_end_only_grows_old() -> None:
    endless = replace(propose(Change.ISSUE, Level.ORANGE), publication=replace(publication(), ends_at=None))
    ledger = office(to_standing()[0], endless, *to_standing()[2:])
    age = one(ledger.board, ClockKind.AGE, NOW + 500 * H)
    assert (age.due_at, age.is_due, age.text) == (None, False, "预警已生效500小时")
    assert one(ledger.board, ClockKind.AGE).key == "age/a1"


def test_a_forecast_ends_with_its_last_day_or_with_its_age() -> None:
    held = consultation()
    today = replace(held, forecast=(replace(held.forecast[0], on=NOW.date()),))
    last = one(office(HoldConsultation(DUTY, "a1", today)).board, ClockKind.FORECAST)
    assert last.due_at == datetime(2026, 1, 9, 16, tzinfo=UTC), "midnight in Beijing"
    longer = replace(held, forecast=(*today.forecast, replace(held.forecast[0], on=NOW.date() + timedelta(days=9))))
    aged = one(office(HoldConsultation(DUTY, "a1", longer)).board, ClockKind.FORECAST)
    assert aged.due_at == NOW + PACK.clocks.forecast_hours * H
    bare = one(office(HoldConsultation(DUTY, "a1", replace(held, forecast=()))).board, ClockKind.FORECAST)
    assert bare.due_at == NOW + PACK.clocks.forecast_hours * H


def test_the_36_hours_are_due_once_they_hold_and_lift_nothing() -> None:
    board = standing().board
    assert ClockKind.CLEAR not in clocks(board)
    waiting = one(board, ClockKind.CLEAR, NOW + 30 * H, {"a1": NOT_YET})
    assert (waiting.is_due, waiting.due_at) == (False, NOW + 20 * H)
    assert "还差26小时" in waiting.text
    due = one(board, ClockKind.CLEAR, NOW, {"a1": CLEAR})
    assert due.is_due
    assert "可以提请解除" in due.to_do
    later = one(board, ClockKind.CLEAR, NOW + 5 * H, {"a1": replace(CLEAR, from_at=NOW + 5 * H, clear_hours=45)})
    assert later.cause == due.cause, "an hour more is no new cause"


def test_a_unit_is_silent_on_what_it_has_said_nothing_of() -> None:
    ledger = standing()
    tasks = ledger.board.alerts["a1"].tasks
    unit = tasks[0].task.unit
    own = [t for t in tasks if t.task.unit == unit]
    silences = {c.subject: c for c in clocks(ledger.board)[ClockKind.SILENCE]}
    assert set(silences) == {t.task.unit for t in tasks}
    first = min(t.laid_at + timedelta(hours=t.task.due_hours) for t in own)
    assert silences[unit].due_at == first
    late = {c.subject: c for c in clocks(ledger.board, NOW + 100 * H)[ClockKind.SILENCE]}
    assert f"{len(own)}项已过时限" in late[unit].text
    for laid in own:
        ledger.must(MarkDuty(DUTY, "a1", laid.task.id, Mark(MarkState.UNDER_WAY, Means.FAX, "", "办理中")))
    assert unit not in {c.subject for c in clocks(ledger.board, NOW + 100 * H)[ClockKind.SILENCE]}


def test_units_and_places_of_another_edition_keep_their_ids() -> None:
    pack = replace(PACK, units=(), office=replace(PACK.office, reply_hours=0))
    ledger = office(*to_standing(), city(XINING, Level.ORANGE), *to_province(Level.ORANGE))
    unit = ledger.board.alerts["a1"].tasks[0].task.unit
    texts = [c.text for c in derive_clocks(ledger.board, pack, {}, NOW + 100 * H)]
    assert any(text.startswith(unit) for text in texts)
    assert any(text.startswith(HAIDONG) for text in texts)
    assert [line.text for line in overdue_lines(ledger.board, pack, NOW + 100 * H) if line.text.startswith(unit)]


def test_one_word_wakes_a_silence_that_was_heard() -> None:
    ledger = standing()
    tasks = ledger.board.alerts["a1"].tasks
    unit = next(t.task.unit for t in tasks if sum(o.task.unit == t.task.unit for o in tasks) > 1)
    own = [t.task.id for t in tasks if t.task.unit == unit]
    later = NOW + 100 * H

    def silence() -> ClockView:
        return next(c for c in clocks(ledger.board, later)[ClockKind.SILENCE] if c.subject == unit)

    hear(ledger, silence())
    assert not silence().nags
    ledger.must(MarkDuty(DUTY, "a1", own[0], Mark(MarkState.NOTIFIED, Means.FAX, "", "")))
    assert silence().nags


def test_a_word_by_telephone_nags_until_it_is_signed_even_after_the_alert_has_ended() -> None:
    ledger = office(*to_standing()[:2], PHONE, IssueAlert(DUTY, "a1"))
    number = ledger.board.alerts["a1"].latest_number
    owed = one(ledger.board, ClockKind.COUNTERSIGNATURE)
    assert (owed.due_at, owed.subject) == (NOW + PACK.clocks.countersign_hours * H, f"{number}/{CHIEF}")
    ledger.must(
        propose(Change.WITHDRAW, Level.ORANGE),
        ApproveProposal(CHIEF, "a1", Approval.SIGNATURE),
        WithdrawAlert(DUTY, "a1"),
    )
    (owed,) = derive_clocks(ledger.board, PACK, {}, NOW + 25 * H)
    assert (owed.kind, owed.nags) == (ClockKind.COUNTERSIGNATURE, True)
    assert derive_clocks(ledger.must(CountersignApproval(CHIEF, "a1", number)), PACK, {}, NOW + 25 * H) == ()


def test_a_place_below_the_provinces_level_is_called_after_the_reply_hours() -> None:
    ledger = office(city(XINING, Level.ORANGE), *to_province(Level.ORANGE))
    floor = one(ledger.board, ClockKind.FLOOR)
    assert (floor.subject, floor.due_at) == (HAIDONG, NOW + PACK.office.reply_hours * H)
    ledger.must(AnswerFloor(DUTY, "p1", HAIDONG, Level.ORANGE, Means.PHONE, "李"))
    assert ClockKind.FLOOR not in clocks(ledger.board)


# --- hearing one ----------------------------------------------------------------------------------------------------


def test_hearing_a_clock_takes_a_name_and_a_reason_and_survives_a_restart() -> None:
    ledger = standing()
    later = NOW + 7 * H
    review = one(ledger.board, ClockKind.REVIEW, later)
    refused = ledger.refused(Acknowledge(DUTY, "a1", review.key, review.cause, " "))
    assert [r.field for r in refused.reasons] == ["reason"]
    for alert, key in (("a9", "review/a9"), ("a1", "review/a9"), ("a9", review.key)):
        assert ledger.refused(Acknowledge(DUTY, alert, key, "x", "已看")).reasons[0].field == "clock"
    assert ledger.refused(Acknowledge(DUTY, "", review.key, "x", "已看")).reasons[0].field == "clock"
    heard = one(hear(ledger, review), ClockKind.REVIEW, later)
    assert heard.is_due, "it is heard, not over"
    assert not heard.nags
    assert heard.acknowledged is not None
    assert (heard.acknowledged.by, heard.acknowledged.at, heard.acknowledged.act.reason) == (DUTY, NOW, "已会商，不改")
    assert one(fold(ledger.entries), ClockKind.REVIEW, later) == heard
    assert "已经应答" in ledger.refused(Acknowledge(REVIEW, "a1", review.key, review.cause, "也看了")).reasons[0].text


def test_a_new_cause_asks_anew() -> None:
    ledger = standing()
    later = NOW + 7 * H
    hear(ledger, one(ledger.board, ClockKind.REVIEW, later))
    ledger.now = later
    ledger.must(HoldConsultation(DUTY, "a1", consultation()))
    much_later = later + 7 * H
    again = one(ledger.board, ClockKind.REVIEW, much_later)
    assert again.nags
    assert again.since_at == later
    assert not one(hear(ledger, again), ClockKind.REVIEW, much_later).nags


def test_a_raise_asks_for_a_new_look_at_the_end() -> None:
    ledger = standing()
    hear(ledger, one(ledger.board, ClockKind.AGE, NOW + 80 * H))
    ledger.must(
        propose(Change.RAISE, Level.RED), ApproveProposal(CHIEF, "a1", Approval.SIGNATURE), AdjustAlert(DUTY, "a1")
    )
    assert one(ledger.board, ClockKind.AGE, NOW + 80 * H).nags


def test_what_nags_comes_first_then_what_is_due_then_by_its_hour() -> None:
    ledger = office(*to_standing(), *to_province(Level.ORANGE))
    later = NOW + 7 * H
    hear(ledger, next(c for c in derive_clocks(ledger.board, PACK, {}, later) if c.key == "review/p1"))
    found = derive_clocks(ledger.board, PACK, {}, later)
    ranks = [(not c.nags, not c.is_due) for c in found]
    assert ranks == sorted(ranks)
    assert len({c.key for c in found}) == len(found)
    waiting = [c.due_at for c in found if not c.is_due and c.due_at is not None]
    assert waiting == sorted(waiting)


def test_no_clock_changes_the_board_or_closes_a_draft() -> None:
    ledger = office(HoldConsultation(DUTY, "p1", consultation(Level.ORANGE, Scope.PROVINCE, (XINING, HAIDONG))))
    before = ledger.board
    assert one(before, ClockKind.FORECAST, NOW + 900 * H).nags
    assert ledger.board is before
    ledger.must(propose(Change.ISSUE, Level.ORANGE, "p1"))


@pytest.mark.parametrize("level", [Level.YELLOW, Level.ORANGE, Level.RED])
def test_the_public_is_told_again_more_often_at_a_higher_level(level: Level) -> None:
    """Plan 3.4.2: each bulletin that falls due calls by itself, and an answer holds until the next."""
    hours = CHANNELS.bulletin_hours[level]
    ledger = standing(level)

    def bulletin(board: Board, later: int) -> ClockView:
        found = derive_clocks(board, PACK, NO_AIR, NOW + later * H, CHANNELS)
        return next(c for c in found if c.kind is ClockKind.BULLETIN)

    assert not bulletin(ledger.board, hours - 1).nags
    due = bulletin(ledger.board, hours)
    assert (due.nags, due.clause, due.due_at) == (True, "3.4.2", NOW + hours * H)
    assert f"每{hours}小时" in due.text
    ledger.now += hours * H
    heard = hear(ledger, due)
    assert not bulletin(heard, 2 * hours - 1).nags
    assert bulletin(heard, 2 * hours).nags
    over = office(*to_lifted(level)).board
    assert not [c for c in derive_clocks(over, PACK, NO_AIR, NOW + 99 * H, CHANNELS) if c.kind is ClockKind.BULLETIN]
