"""What an alert tells of itself: its stage, its notices, its marks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qh_console.domain.alerts import Alert, Decided, Outcome, Proposal, Stage
from qh_console.domain.commands import AdjustAlert, ApproveProposal, IssueAlert, LiftAlert, MarkDuty
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Change, Mark, MarkState, Means, TelephoneRecord
from tests.builders import CHIEF, DUTY, NOW, office, propose, to_lifted, to_standing


def alert(*done: int) -> Alert:
    return office(*to_lifted()[: done[0]]).board.alerts["a1"]


@pytest.mark.parametrize(
    ("change", "stages"),
    [
        (Change.ISSUE, (Stage.PROPOSED, Stage.RETURNED, Stage.APPROVED)),
        (Change.LIFT, (Stage.LIFT_PROPOSED, Stage.LIFT_RETURNED, Stage.LIFT_APPROVED)),
        *(
            (change, (Stage.CHANGE_PROPOSED, Stage.CHANGE_RETURNED, Stage.CHANGE_APPROVED))
            for change in (Change.RAISE, Change.LOWER, Change.CORRECT, Change.WITHDRAW)
        ),
    ],
)
def test_a_proposal_stands_where_its_change_and_decision_say(change: Change, stages: tuple[Stage, ...]) -> None:
    asked = alert(2).proposal
    assert asked is not None
    found = tuple(
        Proposal(replace(asked.act, change=change), DUTY, NOW, decided).stage
        for decided in (Decided.PENDING, Decided.RETURNED, Decided.APPROVED)
    )
    assert found == stages


@pytest.mark.parametrize(
    ("outcome", "stage"),
    [
        (Outcome.LIFTED, Stage.LIFTED),
        (Outcome.WITHDRAWN, Stage.WITHDRAWN),
        (Outcome.CLOSED, Stage.CLOSED),
        (Outcome.SETTLED, Stage.CLOSED),
    ],
)
def test_an_outcome_decides_the_stage_over_any_proposal(outcome: Outcome, stage: Stage) -> None:
    ended = replace(alert(5), outcome=outcome)
    assert ended.proposal is not None
    assert ended.stage is stage
    assert not ended.is_standing


def test_before_issue_nothing_was_published() -> None:
    consulted = alert(1)
    assert (consulted.issued_at, consulted.latest_number, consulted.peak_level) == (None, "", Level.NONE)
    assert not consulted.is_standing


def test_the_peak_is_the_highest_level_ever_published() -> None:
    sign = ApproveProposal(CHIEF, "a1", Approval.SIGNATURE)
    ledger = office(*to_standing(), propose(Change.RAISE, Level.RED), sign, AdjustAlert(DUTY, "a1"))
    ledger.must(propose(Change.LOWER, Level.YELLOW), sign, AdjustAlert(DUTY, "a1"))
    lifted = ledger.must(propose(Change.LIFT, Level.YELLOW), sign, LiftAlert(DUTY, "a1")).alerts["a1"]
    assert [n.level for n in lifted.notices] == [Level.ORANGE, Level.RED, Level.YELLOW, Level.YELLOW]
    assert lifted.peak_level is Level.RED
    assert lifted.issued_at == NOW
    assert lifted.latest_number.endswith("5号")


def test_a_notice_by_telephone_waits_for_its_signature() -> None:
    phone = TelephoneRecord(CHIEF, "0971", NOW, True)
    ledger = office(*to_standing()[:2], ApproveProposal(DUTY, "a1", Approval.TELEPHONE, phone), IssueAlert(DUTY, "a1"))
    (called,) = ledger.board.alerts["a1"].notices
    assert called.needs_countersignature
    assert not replace(called, countersigned=True).needs_countersignature
    assert not alert(4).notices[0].needs_countersignature


def test_the_latest_mark_of_a_task_counts() -> None:
    ledger = office(*to_standing())
    task = ledger.board.alerts["a1"].tasks[0].task.id
    assert ledger.board.alerts["a1"].mark_of(task) is None
    for state in (MarkState.NOTIFIED, MarkState.UNDER_WAY):
        ledger.must(MarkDuty(DUTY, "a1", task, Mark(state, Means.FAX, "", "")))
    given = ledger.board.alerts["a1"].mark_of(task)
    assert given is not None
    assert given.mark.state is MarkState.UNDER_WAY
    assert len(ledger.board.alerts["a1"].marks[task]) == 2


def test_the_latest_consultation_speaks_for_the_alert() -> None:
    ledger = office(*to_standing(), to_standing()[0])
    known = ledger.board.alerts["a1"]
    assert len(known.consultations) == 2
    assert known.consultation is known.consultations[1].consultation
