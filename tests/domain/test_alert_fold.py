"""The state machine of an alert: from each stage, which acts can follow and what they leave."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from qh_console.domain.acts import (
    AlertAdjusted,
    AlertAssessed,
    AlertIssued,
    AlertLifted,
    AlertWithdrawn,
    ApprovalCountersigned,
    ChangeProposed,
    ConsultationClosed,
    ConsultationHeld,
    DutyMarked,
    Entry,
    MarkCorrected,
    NoticeCorrected,
    ProposalApproved,
    ProposalReturned,
    ProposalSigned,
)
from qh_console.domain.alert_fold import AlertAct, apply, fits_proposal, may_follow, open_alert
from qh_console.domain.alerts import Alert, Decided, LaidTask, Outcome, Proposal, Stage
from qh_console.domain.pack import Level
from qh_console.domain.particulars import (
    NO_EVIDENCE,
    Approval,
    Assessment,
    Change,
    Mark,
    MarkState,
    Means,
    Scope,
    Task,
    TelephoneRecord,
)
from tests.builders import CHIEF, DUTY, HAIBEI, HAIDONG, NOW, XINING, consultation, publication

HELD = ConsultationHeld("a1", consultation(), "qh-2020", "d")
DONE = Mark(MarkState.DONE, Means.PHONE, "丁", "已落实")
NOTIFIED = Mark(MarkState.NOTIFIED, Means.FAX, "", "")
TASKS = (Task("t1", "t", "u1", None, 2), Task("t2", "t", "u2", None, 2))
ASSESSMENT = Assessment(*["已写"] * 8)
PHONE = TelephoneRecord(CHIEF, "0971", NOW, True)


def entry(act: AlertAct, by: str = DUTY) -> Entry:
    return Entry("d1", 1, 1, NOW, by, act, "", "d1")


def proposed(change: Change, level: Level = Level.ORANGE) -> ChangeProposed:
    return ChangeProposed("a1", change, level, publication(), "因", ("3.3.2",), NO_EVIDENCE, True, True)


def opened() -> Alert:
    return open_alert(entry(HELD), HELD)


def after(alert: Alert, *acts: AlertAct, by: str = CHIEF) -> Alert:
    for act in acts:
        following = apply(alert, entry(act, by), act)
        assert following is not None, (alert.stage, act)
        alert = following
    return alert


APPROVED = ProposalApproved("a1", Approval.SIGNATURE, "办公室主任")
RETURNED = ProposalReturned("a1", "补充")
ISSUED = AlertIssued("a1", "1号", Level.ORANGE, publication(), TASKS)
LIFTED = AlertLifted("a1", "2号", "1号", publication(), ("t2",))
WITHDRAWN = AlertWithdrawn("a1", "2号", "1号", publication(), "误发", ("t1", "t2"))
CORRECTED = NoticeCorrected("a1", "2号", "1号", publication(), "错字")
RAISED = AlertAdjusted("a1", "2号", "1号", Change.RAISE, Level.RED, publication(), TASKS[:1])

STANDING = after(opened(), proposed(Change.ISSUE), APPROVED, ISSUED)
AT: dict[Stage, Alert] = {
    Stage.CONSULTED: opened(),
    Stage.PROPOSED: after(opened(), proposed(Change.ISSUE)),
    Stage.RETURNED: after(opened(), proposed(Change.ISSUE), RETURNED),
    Stage.APPROVED: after(opened(), proposed(Change.ISSUE), APPROVED),
    Stage.STANDING: STANDING,
    Stage.CHANGE_PROPOSED: after(STANDING, proposed(Change.RAISE, Level.RED)),
    Stage.CHANGE_RETURNED: after(STANDING, proposed(Change.RAISE, Level.RED), RETURNED),
    Stage.CHANGE_APPROVED: after(STANDING, proposed(Change.RAISE, Level.RED), APPROVED),
    Stage.LIFT_PROPOSED: after(STANDING, proposed(Change.LIFT)),
    Stage.LIFT_RETURNED: after(STANDING, proposed(Change.LIFT), RETURNED),
    Stage.LIFT_APPROVED: after(STANDING, proposed(Change.LIFT), APPROVED),
    Stage.LIFTED: after(STANDING, proposed(Change.LIFT), APPROVED, LIFTED),
    Stage.WITHDRAWN: after(STANDING, proposed(Change.WITHDRAW), APPROVED, WITHDRAWN),
    Stage.CLOSED: after(opened(), ConsultationClosed("a1", "只发健康提示")),
    Stage.ASSESSED: after(STANDING, proposed(Change.LIFT), APPROVED, LIFTED, AlertAssessed("a1", ASSESSMENT)),
}
ROAD: dict[Stage, set[type]] = {
    Stage.CONSULTED: {ConsultationHeld, ConsultationClosed, ChangeProposed},
    Stage.PROPOSED: {ProposalReturned, ProposalSigned, ProposalApproved},
    Stage.RETURNED: {ConsultationHeld, ConsultationClosed, ChangeProposed},
    Stage.APPROVED: {AlertIssued, ProposalReturned},
    Stage.STANDING: {ConsultationHeld, ChangeProposed, DutyMarked, MarkCorrected},
    Stage.CHANGE_PROPOSED: {ProposalReturned, ProposalSigned, ProposalApproved, DutyMarked, MarkCorrected},
    Stage.CHANGE_RETURNED: {ConsultationHeld, ChangeProposed, DutyMarked, MarkCorrected},
    Stage.CHANGE_APPROVED: {
        *(AlertAdjusted, NoticeCorrected, AlertWithdrawn, ProposalReturned),
        *(DutyMarked, MarkCorrected),
    },
    Stage.LIFT_PROPOSED: {ProposalReturned, ProposalSigned, ProposalApproved, DutyMarked, MarkCorrected},
    Stage.LIFT_RETURNED: {ConsultationHeld, ChangeProposed, DutyMarked, MarkCorrected},
    Stage.LIFT_APPROVED: {AlertLifted, ProposalReturned, DutyMarked, MarkCorrected},
    Stage.LIFTED: {AlertAssessed, ChangeProposed},
    Stage.WITHDRAWN: {AlertAssessed, ChangeProposed},
    Stage.CLOSED: set(),
    Stage.ASSESSED: {AlertAssessed},
}
"""The plan's road, written a second time: what can follow at each stage, signature by signature."""


def test_every_stage_is_reached_by_its_road() -> None:
    assert {stage: alert.stage for stage, alert in AT.items()} == {stage: stage for stage in Stage}


@pytest.mark.parametrize("stage", list(Stage))
def test_at_each_stage_only_the_acts_of_the_road_can_follow(stage: Stage) -> None:
    assert {act for act in get_args(AlertAct) if may_follow(AT[stage], act)} == ROAD[stage]


@pytest.mark.parametrize("stage", list(Stage))
def test_an_act_the_road_does_not_allow_leaves_nothing(stage: Stage) -> None:
    acts: list[AlertAct] = [HELD, ConsultationClosed("a1", "无"), RETURNED, APPROVED, ISSUED, LIFTED]
    acts += [RAISED, CORRECTED, WITHDRAWN, DutyMarked("a1", "t1", DONE), AlertAssessed("a1", ASSESSMENT)]
    acts += [ProposalSigned("a1", Approval.SIGNATURE, "副组长")]
    acts += [proposed(Change.ISSUE), ApprovalCountersigned("a1", "1号"), MarkCorrected("a1", "t1", "记错")]
    for act in acts:
        if type(act) not in ROAD[stage]:
            assert apply(AT[stage], entry(act), act) is None


@pytest.mark.parametrize(
    ("approved", "release", "fits"),
    [
        (Change.ISSUE, ISSUED, True),
        (Change.RAISE, RAISED, True),
        (Change.LOWER, RAISED, False),
        (Change.LOWER, replace(RAISED, change=Change.LOWER, level=Level.YELLOW), True),
        (Change.CORRECT, replace(RAISED, change=Change.CORRECT), False),
        (Change.RAISE, CORRECTED, False),
        (Change.CORRECT, CORRECTED, True),
        (Change.CORRECT, WITHDRAWN, False),
        (Change.WITHDRAW, WITHDRAWN, True),
        (Change.LIFT, LIFTED, True),
        (Change.RAISE, ISSUED, False),
    ],
)
def test_only_the_very_change_that_was_approved_can_be_released(
    approved: Change, release: AlertAct, fits: bool
) -> None:
    begun = opened() if approved is Change.ISSUE else STANDING
    alert = after(begun, proposed(approved), APPROVED)
    assert fits_proposal(alert, release) is fits
    assert (apply(alert, entry(release), release) is not None) is fits


@pytest.mark.parametrize("change", list(Change))
def test_issuing_is_proposed_before_an_alert_stands_and_everything_else_after(change: Change) -> None:
    assert fits_proposal(opened(), proposed(change)) is (change is Change.ISSUE)
    assert fits_proposal(STANDING, proposed(change)) is (change is not Change.ISSUE)


def test_nothing_is_released_without_a_proposal() -> None:
    for release in (ISSUED, RAISED, CORRECTED, WITHDRAWN):
        assert not fits_proposal(opened(), release)


def test_an_alert_opens_with_its_first_consultation() -> None:
    alert = opened()
    assert (alert.id, alert.scope, alert.places) == ("a1", Scope.CITY, (XINING,))
    assert (alert.pack, alert.pack_digest, alert.desk) == ("qh-2020", "d", "d1")
    assert (alert.opened_at, alert.opened_by, alert.consultation) == (NOW, DUTY, HELD.consultation)


def test_a_later_consultation_means_to_widen_the_places_and_drops_none() -> None:
    renewed = replace(HELD, consultation=consultation(places=(HAIDONG, XINING, HAIBEI)))
    alert = after(opened(), renewed)
    assert alert.places == (XINING,)
    assert alert.intended_places == (XINING, HAIDONG, HAIBEI)
    assert [h.consultation for h in alert.consultations] == [HELD.consultation, renewed.consultation]


def test_a_closed_consultation_keeps_its_outcome() -> None:
    closed = AT[Stage.CLOSED]
    assert (closed.outcome, closed.ended_at, closed.closing) == (Outcome.CLOSED, NOW, "只发健康提示")
    returned = after(AT[Stage.RETURNED], ConsultationClosed("a1", "转好"))
    assert returned.proposal is None


def test_a_returned_proposal_says_why_and_a_new_one_takes_its_place() -> None:
    proposal = AT[Stage.RETURNED].proposal
    assert proposal is not None
    assert (proposal.decided, proposal.decided_by, proposal.decided_at) == (Decided.RETURNED, CHIEF, NOW)
    assert proposal.return_reason == "补充"
    again = after(AT[Stage.RETURNED], proposed(Change.ISSUE), by=DUTY)
    assert again.proposal == Proposal(proposed(Change.ISSUE), DUTY, NOW)


def test_an_approval_is_that_of_whoever_gave_his_word() -> None:
    signed = AT[Stage.APPROVED].proposal
    called = after(
        AT[Stage.PROPOSED], replace(APPROVED, approval=Approval.TELEPHONE, telephone=PHONE), by=DUTY
    ).proposal
    assert signed is not None
    assert called is not None
    assert (signed.decided_by, signed.approval, signed.signatory) == (CHIEF, Approval.SIGNATURE, "办公室主任")
    assert (called.decided_by, called.approval, called.telephone) == (CHIEF, Approval.TELEPHONE, PHONE)


def test_signatures_before_the_last_are_kept_in_their_order_and_approve_nothing() -> None:
    first = ProposalSigned("a1", Approval.TELEPHONE, "主任", PHONE, "出差")
    alert = after(AT[Stage.PROPOSED], first, by=DUTY)
    assert alert.stage is Stage.PROPOSED
    alert = after(alert, ProposalSigned("a1", Approval.SIGNATURE, "副组长"), by="second")
    assert alert.proposal is not None
    assert [(s.by, s.signatory, s.absence) for s in alert.proposal.signed] == [
        (CHIEF, "主任", "出差"),
        ("second", "副组长", ""),
    ]
    decided = after(alert, APPROVED, by="third")
    assert decided.proposal is not None
    assert (decided.stage, decided.proposal.decided_by) == (Stage.APPROVED, "third")
    assert decided.proposal.called == (CHIEF,)


def test_everyone_who_signed_by_telephone_owes_his_own_signature() -> None:
    other = replace(PHONE, spoke_to="second")
    first = ProposalSigned("a1", Approval.TELEPHONE, "主任", PHONE)
    last = ProposalApproved("a1", Approval.TELEPHONE, "组长", other)
    alert = after(after(AT[Stage.PROPOSED], first, last, by=DUTY), ISSUED)
    assert alert.notices[0].owing == (CHIEF, "second")
    once = after(alert, ApprovalCountersigned("a1", "1号"), by=CHIEF)
    assert (once.notices[0].owing, once.notices[0].countersigned) == (("second",), False)
    assert apply(once, entry(ApprovalCountersigned("a1", "1号"), CHIEF), ApprovalCountersigned("a1", "1号")) is None
    both = after(once, ApprovalCountersigned("a1", "1号"), by="second")
    assert both.notices[0].countersigned
    assert not both.notices[0].needs_countersignature


def test_issuing_lays_the_tasks_and_keeps_the_notice() -> None:
    (notice,) = STANDING.notices
    assert STANDING.level is Level.ORANGE
    assert STANDING.proposal is None
    assert STANDING.tasks == tuple(LaidTask(task, NOW, "1号") for task in TASKS)
    assert (notice.number, notice.change, notice.level, notice.changes_number) == (
        "1号",
        Change.ISSUE,
        Level.ORANGE,
        "",
    )
    assert notice.proposal.decided_by == CHIEF


def test_raising_keeps_what_was_laid_before_and_a_new_duty_carries_the_new_notice() -> None:
    new = Task("t3", "s", "u1", None, 2)
    raised = after(STANDING, proposed(Change.RAISE, Level.RED), APPROVED, replace(RAISED, tasks=(TASKS[0], new)))
    assert raised.level is Level.RED
    assert [(laid.task.id, laid.number) for laid in raised.tasks] == [("t1", "1号"), ("t3", "2号")]
    assert raised.notices[-1].changes_number == "1号"


def test_a_correction_keeps_level_and_tasks_and_the_notice_names_the_level_that_stands() -> None:
    corrected = after(STANDING, proposed(Change.CORRECT, Level.NONE), APPROVED, CORRECTED)
    assert (corrected.level, corrected.tasks, corrected.outcome) == (Level.ORANGE, STANDING.tasks, None)
    assert (corrected.notices[-1].number, corrected.notices[-1].level) == ("2号", Level.ORANGE)


@pytest.mark.parametrize(
    ("stage", "outcome", "left"),
    [(Stage.LIFTED, Outcome.LIFTED, ("t2",)), (Stage.WITHDRAWN, Outcome.WITHDRAWN, ("t1", "t2"))],
)
def test_an_end_leaves_no_level_and_lists_what_was_open(stage: Stage, outcome: Outcome, left: tuple[str, ...]) -> None:
    ended = AT[stage]
    assert (ended.level, ended.outcome, ended.ended_at, ended.left_open) == (None, outcome, NOW, left)
    assert ended.notices[-1].level is Level.ORANGE
    assert not ended.is_standing


def test_marks_pile_up_and_a_correction_takes_back_the_latest() -> None:
    first, second = DutyMarked("a1", "t1", NOTIFIED), DutyMarked("a1", "t1", DONE)
    marked = after(STANDING, first, second, by=DUTY)
    given = marked.mark_of("t1")
    assert given is not None
    assert (given.mark, given.by, given.at) == (DONE, DUTY, NOW)
    back = MarkCorrected("a1", "t1", "记错")
    corrected = after(marked, back)
    assert [g.mark for g in corrected.marks["t1"]] == [NOTIFIED]
    empty = after(corrected, back)
    assert empty.mark_of("t1") is None
    assert apply(empty, entry(back), back) is None
    assert marked.marks["t1"][-1].mark == DONE, "the alert before is another value"


def test_a_mark_on_a_task_no_longer_in_force_is_refused() -> None:
    for act in (DutyMarked("a1", "t9", DONE), MarkCorrected("a1", "t9", "记错")):
        assert apply(STANDING, entry(act), act) is None


def test_only_the_notice_that_rests_on_a_call_is_countersigned_once() -> None:
    by_phone = replace(APPROVED, approval=Approval.TELEPHONE, telephone=PHONE)
    alert = after(opened(), proposed(Change.ISSUE), by_phone, ISSUED)
    alert = after(alert, proposed(Change.CORRECT), APPROVED, CORRECTED)
    assert may_follow(alert, ApprovalCountersigned)
    for number in ("2号", "9号"):
        assert apply(alert, entry(ApprovalCountersigned("a1", number)), ApprovalCountersigned("a1", number)) is None
    signed = after(alert, ApprovalCountersigned("a1", "1号"))
    assert [n.countersigned for n in signed.notices] == [True, False]
    assert not may_follow(signed, ApprovalCountersigned)


@pytest.mark.parametrize("stage", [Stage.LIFTED, Stage.WITHDRAWN])
def test_after_the_end_a_notice_can_be_corrected_and_nothing_else_changes(stage: Stage) -> None:
    ended = AT[stage]
    for change in Change:
        assert fits_proposal(ended, proposed(change)) is (change is Change.CORRECT)
    waiting = after(ended, proposed(Change.CORRECT))
    assert waiting.stage is Stage.CHANGE_PROPOSED
    assert after(waiting, RETURNED) == ended
    corrected = after(waiting, APPROVED, CORRECTED)
    assert (corrected.stage, corrected.level, corrected.outcome) == (stage, None, ended.outcome)
    assert corrected.notices[-1].level is Level.ORANGE
    assert not corrected.is_standing


def test_an_assessment_may_be_written_again() -> None:
    again = replace(ASSESSMENT, causes="改写")
    assessed = after(AT[Stage.ASSESSED], AlertAssessed("a1", again))
    assert (assessed.assessment, assessed.assessed_at) == (again, NOW)
