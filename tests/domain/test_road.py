"""Each step of the alert road, with the refusals the plan asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from qh_console.domain.alerts import Stage
from qh_console.domain.commands import (
    AdjustAlert,
    ApproveProposal,
    AssessAlert,
    CloseConsultation,
    CorrectNotice,
    CountersignApproval,
    EnrolOfficer,
    HoldConsultation,
    IssueAlert,
    LiftAlert,
    MarkDuty,
    ProposeChange,
    ReturnProposal,
    WithdrawAlert,
)
from qh_console.domain.pack import Level
from qh_console.domain.particulars import (
    Approval,
    Assessment,
    Cause,
    Change,
    Mark,
    MarkState,
    Means,
    Role,
    Scope,
    TelephoneRecord,
)
from tests.builders import (
    ADMIN,
    CHIEF,
    DUTY,
    HAIBEI,
    HAIDONG,
    HUANGNAN,
    NOW,
    REVIEW,
    XINING,
    consultation,
    office,
    propose,
    publication,
    to_lifted,
    to_standing,
)


def fields(refused: object) -> set[str]:
    return {r.field for r in refused.reasons}  # type: ignore[attr-defined]


def test_the_whole_road_from_consultation_to_assessment() -> None:
    ledger = office()
    stages = [ledger.must(command).alerts["a1"].stage for command in to_lifted()]
    assert stages == [
        Stage.CONSULTED,
        Stage.PROPOSED,
        Stage.APPROVED,
        Stage.STANDING,
        Stage.LIFT_PROPOSED,
        Stage.LIFT_APPROVED,
        Stage.LIFTED,
    ]
    lifted = ledger.board.alerts["a1"]
    assert len(lifted.left_open) == len(lifted.tasks) > 0
    assert [n.number for n in lifted.notices] == ["宁重污应急〔2026〕1号", "宁重污应急〔2026〕3号"]
    assert lifted.notices[1].changes_number == lifted.notices[0].number
    empty = Assessment(*[""] * 8)
    assert fields(ledger.refused(AssessAlert(DUTY, "a1", empty))) == {
        "causes", "later_effects", "problems", "lessons", "proposals",
    }  # fmt: skip
    full = Assessment(*["已写"] * 8)
    assert ledger.must(AssessAlert(DUTY, "a1", full)).alerts["a1"].stage is Stage.ASSESSED


@pytest.mark.parametrize(
    ("bend", "field"),
    [
        ({"ecology": " "}, "ecology"),
        ({"meteorology": ""}, "meteorology"),
        ({"conclusion": ""}, "conclusion"),
        ({"ends_at": NOW}, "ends_at"),
        ({"places": (XINING, HAIDONG)}, "places"),
        ({"scope": Scope.PROVINCE}, "places"),
        ({"level": Level.RED}, "reason"),
    ],
)
def test_a_consultation_lacking_something_is_refused_by_field(bend: dict[str, object], field: str) -> None:
    held = replace(consultation(), **bend)  # type: ignore[arg-type]
    assert field in fields(office().refused(HoldConsultation(DUTY, "a1", held)))


def test_a_level_that_differs_from_the_grade_stands_with_a_reason() -> None:
    held = consultation(Level.RED, graded=Level.ORANGE, reason="专家研判将更重")
    office().must(HoldConsultation(DUTY, "a1", held))


@pytest.mark.parametrize("cause", [Cause.UNDECIDED, Cause.DUST])
def test_dust_and_undecided_causes_cannot_be_issued_upon(cause: Cause) -> None:
    ledger = office(HoldConsultation(DUTY, "a1", consultation(cause=cause)))
    refused = ledger.refused(propose(Change.ISSUE, Level.ORANGE))
    assert [r.clause for r in refused.reasons] == ["1.3"]
    ledger.must(CloseConsultation(DUTY, "a1", "已发健康提示"))


def test_one_heavy_day_is_a_hint_and_no_alert() -> None:
    ledger = office(HoldConsultation(DUTY, "a1", consultation(Level.HINT)))
    assert ledger.refused(propose(Change.ISSUE, Level.HINT)).reasons[0].clause == "3.1"


def test_a_proposal_names_each_empty_field_of_the_publication() -> None:
    ledger = office(HoldConsultation(DUTY, "a1", consultation()))
    bare = replace(
        publication(), extent="", dispersion="", pollutants=" ", outlook="", ends_at=NOW - timedelta(hours=1)
    )
    refused = ledger.refused(replace(propose(Change.ISSUE, Level.ORANGE), publication=bare))
    assert fields(refused) == {"extent", "dispersion", "pollutants", "outlook", "ends_at"}
    assert {r.clause for r in refused.reasons} == {"3.3.1"}


def test_the_level_proposed_is_the_level_agreed() -> None:
    ledger = office(HoldConsultation(DUTY, "a1", consultation()))
    assert fields(ledger.refused(propose(Change.ISSUE, Level.RED))) == {"level"}


def test_whoever_proposes_cannot_approve_or_return() -> None:
    ledger = office(HoldConsultation(REVIEW, "a1", consultation()))
    ledger.must(replace(propose(Change.ISSUE, Level.ORANGE), by=REVIEW))
    assert "另一人" in str(ledger.refused(ReturnProposal(REVIEW, "a1", "改")).reasons[0])
    board = ledger.must(ReturnProposal(CHIEF, "a1", "补充趋势"))
    assert board.alerts["a1"].stage is Stage.RETURNED
    assert board.alerts["a1"].proposal is not None
    ledger.must(propose(Change.ISSUE, Level.ORANGE), ApproveProposal(CHIEF, "a1", Approval.SIGNATURE))


def test_a_telephone_approval_is_by_an_approver_read_back_and_countersigned() -> None:
    ledger = office(*to_standing()[:2])

    def by_phone(who: str = CHIEF, number: str = "0971", read_back: bool = True) -> ApproveProposal:
        return ApproveProposal(DUTY, "a1", Approval.TELEPHONE, TelephoneRecord(who, number, NOW, read_back))

    assert fields(ledger.refused(by_phone(number=" "))) == {"number"}
    assert fields(ledger.refused(by_phone(read_back=False))) == {"read_back"}
    assert fields(ledger.refused(by_phone(who=REVIEW))) == {"spoke_to"}
    assert fields(ledger.refused(ApproveProposal(DUTY, "a1", Approval.TELEPHONE))) >= {"number"}
    ledger.must(by_phone(), IssueAlert(DUTY, "a1"))
    number = ledger.board.alerts["a1"].latest_number
    assert ledger.board.alerts["a1"].notices[0].needs_countersignature
    ledger.refused(CountersignApproval(CHIEF, "a1", "别的号"))
    board = ledger.must(CountersignApproval(CHIEF, "a1", number))
    assert not board.alerts["a1"].notices[0].needs_countersignature
    ledger.refused(CountersignApproval(CHIEF, "a1", number))


def test_only_the_approver_called_may_countersign() -> None:
    ledger = office(*to_standing()[:2])
    phone = TelephoneRecord(CHIEF, "0971", NOW, True)
    ledger.must(ApproveProposal(DUTY, "a1", Approval.TELEPHONE, phone), IssueAlert(DUTY, "a1"))
    ledger.must(EnrolOfficer(ADMIN, "other", "己", "副组长", (Role.APPROVER,)))
    ledger.refused(CountersignApproval("other", "a1", ledger.board.alerts["a1"].latest_number))


def test_a_second_alert_for_the_same_place_is_refused() -> None:
    ledger = office(*to_standing(), *to_standing(alert="a2")[:1])
    assert fields(ledger.refused(propose(Change.ISSUE, Level.ORANGE, "a2"))) == {"places"}
    wide = consultation(Level.ORANGE, Scope.PROVINCE, (XINING, HAIDONG))
    ledger.must(HoldConsultation(DUTY, "p1", wide), propose(Change.ISSUE, Level.ORANGE, "p1"))


@pytest.mark.parametrize(("hours", "lawful"), [(None, False), (35, False), (36, True)])
@pytest.mark.parametrize("change", [Change.LOWER, Change.LIFT])
def test_lowering_and_lifting_need_36_clear_hours(change: Change, hours: int | None, lawful: bool) -> None:
    ledger = office(*to_standing())
    command = propose(change, Level.YELLOW, clear_hours=hours)
    if lawful:
        ledger.must(command)
    else:
        refused = ledger.refused(command)
        assert fields(refused) == {"evidence"}
        assert refused.reasons[0].clause == "3.3.2"


@pytest.mark.parametrize(("ecology", "meteorology"), [(True, False), (False, True), (False, False)])
def test_a_lift_is_proposed_by_both_departments(ecology: bool, meteorology: bool) -> None:
    ledger = office(*to_standing())
    command = replace(propose(Change.LIFT, Level.ORANGE), ecology_agrees=ecology, meteorology_agrees=meteorology)
    assert "共同" in str(ledger.refused(command).reasons[0])


def test_raise_adds_only_the_new_duties_and_lower_takes_them_off() -> None:
    ledger = office(*to_standing(Level.YELLOW))
    yellow = ledger.board.alerts["a1"].tasks
    ledger.refused(propose(Change.RAISE, Level.YELLOW))
    mark = MarkDuty(DUTY, "a1", yellow[0].task.id, Mark(MarkState.DONE, Means.FAX, "", ""))
    ledger.must(mark, propose(Change.RAISE, Level.RED), ApproveProposal(CHIEF, "a1", Approval.SIGNATURE))
    ledger.refused(IssueAlert(DUTY, "a1"))
    ledger.refused(LiftAlert(DUTY, "a1"))
    raised = ledger.must(AdjustAlert(DUTY, "a1")).alerts["a1"]
    kept = [t for t in raised.tasks if t.number == yellow[0].number]
    added = [t for t in raised.tasks if t.number == raised.latest_number]
    assert added
    assert kept
    assert {t.task.id for t in kept} <= {t.task.id for t in yellow}
    assert raised.level is Level.RED
    ledger.refused(propose(Change.RAISE, Level.RED))
    ledger.must(propose(Change.LOWER, Level.YELLOW), ApproveProposal(CHIEF, "a1", Approval.SIGNATURE))
    lowered = ledger.must(AdjustAlert(DUTY, "a1")).alerts["a1"]
    assert {t.task.id for t in lowered.tasks} == {t.task.id for t in yellow}
    assert lowered.mark_of(yellow[0].task.id) is not None
    ledger.refused(propose(Change.LOWER, Level.YELLOW))


def test_a_correction_keeps_the_alert_and_a_withdrawal_ends_it() -> None:
    ledger = office(*to_standing())
    ledger.refused(replace(propose(Change.CORRECT, Level.ORANGE), reason=" "))
    ledger.must(propose(Change.CORRECT, Level.ORANGE), ApproveProposal(CHIEF, "a1", Approval.SIGNATURE))
    corrected = ledger.must(CorrectNotice(DUTY, "a1")).alerts["a1"]
    assert corrected.is_standing
    assert corrected.level is Level.ORANGE
    ledger.must(propose(Change.WITHDRAW, Level.ORANGE), ApproveProposal(CHIEF, "a1", Approval.SIGNATURE))
    withdrawn = ledger.must(WithdrawAlert(DUTY, "a1")).alerts["a1"]
    assert withdrawn.stage is Stage.WITHDRAWN
    assert [n.changes_number for n in withdrawn.notices] == ["", *[n.number for n in withdrawn.notices[:2]]]


def test_a_renewed_consultation_widens_the_places_once_released_but_not_the_issuer() -> None:
    wide = consultation(Level.ORANGE, Scope.PROVINCE, (XINING, HAIDONG))
    ledger = office(HoldConsultation(DUTY, "a1", wide))
    ledger.refused(HoldConsultation(DUTY, "a1", consultation()))
    wider = consultation(Level.ORANGE, Scope.PROVINCE, (HAIDONG, "632200"))
    board = ledger.must(HoldConsultation(DUTY, "a1", wider))
    assert board.alerts["a1"].places == (XINING, HAIDONG)
    assert board.alerts["a1"].intended_places == (XINING, HAIDONG, "632200")
    ledger.must(propose(Change.ISSUE, Level.ORANGE), ApproveProposal(CHIEF, "a1", Approval.SIGNATURE))
    issued = ledger.must(IssueAlert(DUTY, "a1")).alerts["a1"]
    assert issued.places == (XINING, HAIDONG, "632200")
    assert {t.task.place for t in issued.tasks} == {None, *issued.places}


def test_a_renewed_consultation_cannot_reach_into_another_standing_alert() -> None:
    first = consultation(Level.ORANGE, Scope.PROVINCE, (XINING, HAIDONG))
    second = consultation(Level.ORANGE, Scope.PROVINCE, (HAIBEI, HUANGNAN))
    ledger = office(HoldConsultation(DUTY, "p1", first), *to_standing(alert="p1")[1:])
    ledger.must(HoldConsultation(DUTY, "p2", second), *to_standing(alert="p2")[1:])
    wider = consultation(Level.ORANGE, Scope.PROVINCE, (HAIBEI, HUANGNAN, HAIDONG))
    assert fields(ledger.refused(HoldConsultation(DUTY, "p2", wider))) == {"places"}
    ledger.must(HoldConsultation(DUTY, "p2", second))
    assert ledger.board.disputes == ()


def test_a_signature_is_nobody_elses_whatever_call_comes_with_it() -> None:
    both = (Role.DUTY_OFFICER, Role.APPROVER)
    ledger = office(EnrolOfficer(ADMIN, "both", "己", "副组长", both), *to_standing()[:1])
    ledger.must(replace(propose(Change.ISSUE, Level.ORANGE), by="both"))
    phone = TelephoneRecord(CHIEF, "0971", NOW, True)
    own = ApproveProposal("both", "a1", Approval.SIGNATURE, phone)
    assert "另一人" in str(ledger.refused(own).reasons[0])
    board = ledger.must(replace(own, by=CHIEF, telephone=replace(phone, spoke_to="both")))
    proposal = board.alerts["a1"].proposal
    assert proposal is not None
    assert (proposal.decided_by, proposal.telephone) == (CHIEF, None)


@pytest.mark.parametrize("command", [ApproveProposal(CHIEF, "a1", Approval.SIGNATURE), IssueAlert(DUTY, "a1")])
def test_nothing_is_approved_or_released_that_nobody_proposed(command: ApproveProposal | IssueAlert) -> None:
    ledger = office(*to_standing()[:1])
    assert "等待提请" in str(ledger.refused(command).reasons[0])


def test_raising_is_proposed_only_where_an_alert_stands() -> None:
    ledger = office(*to_standing()[:1])
    assert "这一步不能办" in str(ledger.refused(propose(Change.RAISE, Level.RED)).reasons[0])


def test_steps_for_an_alert_nobody_consulted_on_are_refused() -> None:
    ledger = office()
    for command in (*to_lifted()[1:], CloseConsultation(DUTY, "a1", "无")):
        assert ledger.refused(command).reasons[0].clause == "3.2"


def test_a_proposal_out_of_turn_says_where_the_alert_stands() -> None:
    ledger = office(*to_standing()[:2])
    again: ProposeChange = propose(Change.ISSUE, Level.ORANGE)
    assert "等待审批" in str(ledger.refused(again).reasons[0])
