"""One row a dispatch: claimed once, settled once, never forgotten, never sent again."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from qh_console.domain.channels import Carrier
from qh_console.domain.dispatches import DispatchKey, SendState
from qh_console.store.database import Database
from qh_console.store.outbox import BROKEN_OFF, Claim, Outbox, OutboxItem
from qh_console.store.tables import outbox as table
from tests.builders import NOW

KEY = DispatchKey("青〔2026〕1号", "platform", "p")
ITEM = OutboxItem(KEY, "a1", Carrier.WEBHOOK, "", "发布", "西宁橙色预警")
SECOND = timedelta(seconds=1)


def queued(record: Database, *items: OutboxItem) -> Outbox:
    box = Outbox(record, "d1")
    box.queue(items or (ITEM,), NOW)
    return box


def claimed(box: Outbox) -> Claim:
    claim = box.claim(KEY, NOW)
    assert claim is not None
    return claim


def test_an_item_is_queued_once_under_its_key(record: Database) -> None:
    box = queued(record)
    other = OutboxItem(KEY, "a1", Carrier.FOLDER, "", "", "另一篇")
    assert box.queue((ITEM, other), NOW) == 0
    assert box.item(KEY) == ITEM
    assert box.item(DispatchKey("x", "y", "z")) is None
    assert len(box.attempts()) == 1


def test_the_database_itself_refuses_a_second_row(record: Database) -> None:
    queued(record)
    with record.reading() as connection:
        row = dict(connection.execute(select(table)).one()._mapping)
    del row["id"]
    with pytest.raises(IntegrityError), record.writing() as connection:
        connection.execute(insert(table).values(row))


def test_a_claim_is_given_once_and_settled_once(record: Database) -> None:
    box = queued(record)
    claim = claimed(box)
    assert (claim.item, claim.attempts, claim.is_whole) == (ITEM, 1, True)
    assert box.claim(KEY, NOW) is None
    assert box.due("platform", NOW) == ()
    assert box.settle(claim, SendState.SENT, "好", NOW)
    assert not box.settle(claim, SendState.WAITING, "", NOW)
    attempt = box.attempts()[KEY]
    assert (attempt.state, attempt.tried_at) == (SendState.SENT, NOW)


def test_what_was_in_hand_at_a_crash_is_unclear_and_stays(record: Database) -> None:
    box = queued(record)
    claim = claimed(box)
    again = Outbox(record, "d1")
    assert again.recover(NOW) == 1
    attempt = again.attempts()[KEY]
    assert (attempt.state, attempt.answer) == (SendState.UNKNOWN, BROKEN_OFF)
    assert again.due("platform", NOW + timedelta(days=9)) == ()
    assert again.claim(KEY, NOW) is None
    assert not box.settle(claim, SendState.SENT, "", NOW), "a late answer does not overrule what has been shown"


def test_a_retry_waits_its_time(record: Database) -> None:
    box = queued(record)
    box.settle(claimed(box), SendState.WAITING, "连不上", NOW, 30.0)
    assert box.due("platform", NOW + 29 * SECOND) == ()
    assert box.due("platform", NOW + 30 * SECOND) == (KEY,)
    assert box.attempts()[KEY].next_at == NOW + 30 * SECOND
    second = box.claim(KEY, NOW + 30 * SECOND)
    assert second is not None
    assert second.attempts == 2


def test_what_failed_goes_again_only_when_released(record: Database) -> None:
    box = queued(record)
    box.settle(claimed(box), SendState.FAILED, "拒收", NOW)
    assert box.due("platform", NOW + SECOND) == ()
    assert box.release(KEY, NOW + SECOND)
    assert box.due("platform", NOW + SECOND) == (KEY,)
    assert box.attempts()[KEY].released_at == NOW + SECOND


@pytest.mark.parametrize("state", [SendState.SENT, SendState.HELD])
def test_what_was_sent_or_held_is_never_released(record: Database, state: SendState) -> None:
    box = queued(record)
    if state is SendState.HELD:
        assert box.hold(KEY, "已有后续通知", NOW)
        assert not box.hold(KEY, "", NOW)
    else:
        box.settle(claimed(box), state, "", NOW)
    assert not box.release(KEY, NOW)
    assert box.claim(KEY, NOW) is None


def test_another_desks_rows_are_seen_and_never_sent_here(record: Database) -> None:
    """A restored backup has a new desk: what it found waiting may long have left."""
    queued(record)
    here = Outbox(record, "d2")
    assert here.due("platform", NOW) == ()
    assert here.claim(KEY, NOW) is None
    assert not here.release(KEY, NOW)
    attempt = here.attempts(KEY.number)[KEY]
    assert attempt.state is SendState.UNKNOWN
    assert "d1" in attempt.answer


def test_the_disk_refuses_to_forget_to_reword_or_to_send_twice(record: Database) -> None:
    box = queued(record)
    for statement in (delete(table), update(table).values(body="改"), update(table).values(recipient="q")):
        with pytest.raises(IntegrityError), record.writing() as connection:
            connection.execute(statement)
    box.settle(claimed(box), SendState.SENT, "", NOW)
    with pytest.raises(IntegrityError), record.writing() as connection:
        connection.execute(update(table).values(state="waiting"))


def test_a_text_that_is_no_longer_the_one_queued_is_told_apart(record: Database) -> None:
    box = queued(record)
    with record.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER outbox_same_text")
        connection.execute(update(table).values(body="被人改过"))
    assert not claimed(box).is_whole


SERIAL = count(1)
STEPS = st.lists(
    st.sampled_from(["claim", "sent", "later", "failed", "unknown", "crash", "release", "hold", "hour"]), max_size=30
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_no_order_of_events_sends_twice(record: Database, steps: list[str]) -> None:
    """A claim leaves the house; after one whose end is SENT none may follow, and none while one is in hand."""
    key = DispatchKey(f"n{next(SERIAL)}", "c", "r")
    box = Outbox(record, "d1")
    box.recover(NOW)
    box.queue([OutboxItem(key, "a1", Carrier.FOLDER, "", "", "文")], NOW)
    now, hand, is_over, may_go = NOW, None, False, True
    ends = {
        "sent": SendState.SENT,
        "later": SendState.WAITING,
        "failed": SendState.FAILED,
        "unknown": SendState.UNKNOWN,
    }
    for step in steps:
        if step == "claim":
            claim = box.claim(key, now) if key in box.due("c", now) else None
            assert claim is None or (may_go and not is_over and hand is None)
            hand = claim or hand
        elif step in ends and hand is not None:
            assert box.settle(hand, ends[step], "", now, 60.0)
            hand, may_go, is_over = None, step == "later", is_over or step == "sent"
        elif step == "crash":
            assert box.recover(now) == (hand is not None)
            may_go, hand = may_go and hand is None, None
        elif step == "release":
            released = box.release(key, now)
            assert not (released and (is_over or hand is not None))
            may_go = may_go or released
        elif step == "hold":
            is_over = box.hold(key, "", now) or is_over
        else:
            now += timedelta(hours=1)
