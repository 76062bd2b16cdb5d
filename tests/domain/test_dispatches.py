"""The states of a dispatch: which reports follow which, and whose word stands."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qh_console.domain.channels import Carrier, TextForm
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
    with_report,
)
from tests.builders import DUTY, NOW

KEY = DispatchKey("1号", "platform", "p")
TO = Addressee("platform", "p", "平台", "", Carrier.WEBHOOK, TextForm.WEB, "0" * 64)
FRESH = QueuedDispatch("a1", KEY, TO, "d1", DUTY, NOW)
HOUR = timedelta(hours=1)


def report(said: Said, hours: int = 0) -> GivenReport:
    return GivenReport(said, "丁", "因", DUTY, NOW + hours * HOUR)


def reported(*saids: Said) -> QueuedDispatch:
    dispatch = FRESH
    for said in saids:
        after = with_report(dispatch, report(said))
        assert after is not None
        dispatch = after
    return dispatch


def attempt(state: SendState, released_hours: int = 0) -> Attempt:
    return Attempt(KEY, state, 1, NOW + released_hours * HOUR, None, "")


@given(st.lists(st.sampled_from(list(Said)), max_size=12))
def test_no_order_of_reports_loses_or_invents_one(saids: list[Said]) -> None:
    """The stack of reports, written a second time."""
    dispatch = FRESH
    stack: list[Said] = []
    for said in saids:
        after = with_report(dispatch, report(said))
        assert (after is not None) == may_report(dispatch.said, said) == (said in lawful_reports(dispatch.said))
        if after is None:
            continue
        dispatch = after
        stack = stack[:-1] if said is Said.TAKEN_BACK else [*stack, said]
        assert [r.said for r in dispatch.reports] == stack
        assert sum(s in (Said.CONFIRMED, Said.READ_OUT) for s in stack) <= 1, "what has arrived needs no second end"
        again = [a for a, b in pairwise(stack) if a is b]
        assert set(again) <= {Said.FAILED}, "only a try can fail twice"


def test_an_end_can_only_be_taken_back() -> None:
    for said in (Said.CONFIRMED, Said.READ_OUT):
        assert lawful_reports(said) == (Said.TAKEN_BACK,)
    assert Said.TAKEN_BACK not in lawful_reports(None)


@pytest.mark.parametrize(
    ("dispatch", "tried", "state"),
    [
        (FRESH, None, DispatchState.QUEUED),
        (FRESH, attempt(SendState.WAITING), DispatchState.QUEUED),
        (FRESH, attempt(SendState.SENDING), DispatchState.SENDING),
        (FRESH, attempt(SendState.SENT), DispatchState.SENT),
        (FRESH, attempt(SendState.FAILED), DispatchState.FAILED),
        (FRESH, attempt(SendState.UNKNOWN), DispatchState.UNKNOWN),
        (FRESH, attempt(SendState.HELD), DispatchState.SUPERSEDED),
        (reported(Said.SENT), None, DispatchState.SENT),
        (reported(Said.SENT, Said.CONFIRMED), None, DispatchState.CONFIRMED),
        (reported(Said.CONFIRMED), attempt(SendState.UNKNOWN), DispatchState.CONFIRMED),
        (reported(Said.READ_OUT), attempt(SendState.WAITING), DispatchState.READ_OUT),
        (reported(Said.SENT), attempt(SendState.WAITING, 1), DispatchState.SENT),
        (reported(Said.FAILED), attempt(SendState.UNKNOWN), DispatchState.FAILED),
        (reported(Said.FAILED), attempt(SendState.WAITING, 1), DispatchState.QUEUED),
        (reported(Said.FAILED), attempt(SendState.SENT, 1), DispatchState.SENT),
        (reported(Said.FAILED), None, DispatchState.FAILED),
        (reported(Said.SENT, Said.TAKEN_BACK), attempt(SendState.WAITING), DispatchState.QUEUED),
    ],
)
def test_a_persons_word_stands_over_a_senders(
    dispatch: QueuedDispatch, tried: Attempt | None, state: DispatchState
) -> None:
    assert state_of(dispatch, tried) is state


def test_a_sender_works_only_on_what_nobody_has_seen_to() -> None:
    assert is_for_sender(FRESH, attempt(SendState.WAITING))
    assert not is_for_sender(reported(Said.SENT), attempt(SendState.WAITING, 1))
    assert not is_for_sender(reported(Said.FAILED), attempt(SendState.WAITING))
    assert is_for_sender(reported(Said.FAILED), attempt(SendState.WAITING, 1))


def test_each_state_has_a_word_and_says_whether_something_is_left_to_do() -> None:
    assert len({s.label for s in DispatchState}) == len(DispatchState)
    assert DispatchState.UNKNOWN.label == "是否发出不明，请核实"
    left = {s for s in DispatchState if s.is_open}
    assert left == {DispatchState.QUEUED, DispatchState.SENDING, DispatchState.FAILED, DispatchState.UNKNOWN}
    assert {s for s in SendState if s.may_be_released} == {SendState.FAILED, SendState.UNKNOWN, SendState.WAITING}
