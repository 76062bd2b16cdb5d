"""Notices, approval sheets and duty sheets as the record froze them: each field from the act it belongs to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from qh_console.documents.snapshots import ApprovalSheet, SignatureBox
from qh_console.domain.commands import ApproveProposal, EnrolOfficer, HoldConsultation, IssueAlert, ReturnProposal
from qh_console.domain.pack import ApprovalRule, Level
from qh_console.domain.particulars import Approval, Change, Role, TelephoneRecord
from qh_console.problems import KnownProblem
from qh_console.services.frozen_notices import (
    adjust_notice,
    approval_sheet,
    correction,
    duty_sheet,
    issue_notice,
    lift_notice,
)
from qh_console.services.frozen_parts import MEASURES
from tests.builders import (
    ADMIN,
    CHIEF,
    DUTY,
    ENROLMENTS,
    NOW,
    REVIEW,
    XINING,
    Ledger,
    consultation,
    office,
    plan,
    propose,
    to_standing,
)
from tests.emission_builders import to_register
from tests.services.framing import (
    CORRECT,
    LIFT,
    LOWER,
    RAISE,
    SIGN,
    WITHDRAW,
    alert_of,
    for_the_province,
    framed,
    later,
)

PACK = plan()
HEADQUARTERS = PACK.headquarters(XINING).id
CALL = TelephoneRecord(CHIEF, "0971-8200000", NOW + timedelta(minutes=5), True)
BY_PHONE = ApproveProposal(DUTY, "a1", Approval.TELEPHONE, CALL)


def texts(level: Level) -> set[str]:
    return {d.text for d in PACK.duties_at(level) if d.category in MEASURES}


def sheet(ledger: Ledger, number: str = "") -> ApprovalSheet:
    return approval_sheet(framed(ledger), alert_of(ledger), number)


# --- notices --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", [Level.YELLOW, Level.ORANGE, Level.RED])
def test_issuing_says_what_was_published_and_all_measures_of_the_level(level: Level) -> None:
    ledger = office(*to_standing(level))
    (notice,) = alert_of(ledger).notices
    paper = issue_notice(framed(ledger), alert_of(ledger), notice)
    assert (paper.head.number, paper.head.created_at) == ("宁重污应急〔2026〕1号", NOW)
    assert paper.facts == framed(ledger).facts(alert_of(ledger), notice.publication, level)
    assert {m.text for m in paper.measures} == texts(level)
    assert not any(m.is_new for m in paper.measures)
    assert (paper.supervision, paper.head.by_city) == (False, True)


@pytest.mark.parametrize("level", [Level.ORANGE, Level.RED])
def test_the_provinces_red_sends_teams_out(level: Level) -> None:
    """Plan 5.2."""
    ledger = office(*for_the_province(level))
    paper = issue_notice(framed(ledger), alert_of(ledger), alert_of(ledger).notices[0])
    assert (paper.supervision, paper.head.by_city) == (level is Level.RED, False)


def test_raising_lists_only_what_is_added_or_tightened() -> None:
    ledger = later(office(*to_standing(Level.YELLOW)), 5, propose(Change.RAISE, Level.ORANGE), SIGN, RAISE[2])
    alert = alert_of(ledger)
    paper = adjust_notice(framed(ledger), alert, alert.notices[-1])
    assert {m.text for m in paper.measures} == texts(Level.ORANGE) - texts(Level.YELLOW)
    assert all(m.is_new for m in paper.measures)
    assert paper.raised
    assert (paper.facts.level.name, paper.changes.level.name, paper.changes.number) == (
        "橙色预警",
        "黄色预警",
        alert.notices[0].number,
    )
    assert (paper.takes_effect_at, paper.reason) == (NOW + timedelta(hours=5), "依据预报")


def test_lowering_lists_what_stays_and_calls_none_of_it_new() -> None:
    ledger = later(office(*to_standing(Level.RED)), 5, propose(Change.LOWER, Level.ORANGE), SIGN, LOWER[2])
    alert = alert_of(ledger)
    paper = adjust_notice(framed(ledger), alert, alert.notices[-1])
    assert {m.text for m in paper.measures} == texts(Level.ORANGE)
    assert not paper.raised
    assert not any(m.is_new for m in paper.measures)


def test_a_reason_left_out_is_that_of_the_consultation() -> None:
    silent = replace(propose(Change.RAISE, Level.RED), reason="")
    ledger = office(*to_standing(), silent, *RAISE[1:])
    alert = alert_of(ledger)
    paper = adjust_notice(framed(ledger), alert, alert.notices[-1])
    assert paper.reason == "达到预警条件"
    assert not paper.supervision


def test_lifting_names_the_notice_in_force_and_the_hours_the_forecast_gave() -> None:
    ledger = later(office(*to_standing()), 60, *RAISE, *LIFT)
    alert = alert_of(ledger)
    paper = lift_notice(framed(ledger), alert, alert.notices[-1])
    assert (paper.changes.number, paper.changes.level.name) == (alert.notices[1].number, "红色预警")
    assert (paper.lifted_at, paper.clear_hours, paper.places) == (NOW + timedelta(hours=60), 48, ("西宁市",))
    assert paper.observed == "监测显示空气质量已经好转"
    seen = replace(alert.notices[-1].proposal.act.evidence, observed_aqi=88)
    proposal = replace(alert.notices[-1].proposal, act=replace(alert.notices[-1].proposal.act, evidence=seen))
    paper = lift_notice(framed(ledger), alert, replace(alert.notices[-1], proposal=proposal))
    assert paper.observed == "监测显示空气质量已经好转，目前AQI为88"


def test_a_correction_sets_what_changed_side_by_side_and_nothing_else() -> None:
    proposal = propose(Change.CORRECT, Level.NONE)
    mended = replace(proposal.publication, extent="西宁市主城区", ends_at=None)
    ledger = office(*to_standing(), replace(proposal, publication=mended, reason="范围有误"), *CORRECT[1:])
    alert = alert_of(ledger)
    paper = correction(framed(ledger), alert, alert.notices[-1])
    assert paper.corrections == (
        ("结束时间", "2026年1月12日20时", "解除时止"),
        ("影响范围", "西宁市全域", "西宁市主城区"),
    )
    assert (paper.withdraws, paper.reason, paper.changes.number) == (False, "范围有误", alert.notices[0].number)


def test_a_withdrawal_says_so() -> None:
    ledger = office(*to_standing(), *WITHDRAW)
    alert = alert_of(ledger)
    paper = correction(framed(ledger), alert, alert.notices[-1])
    assert (paper.withdraws, paper.corrections, paper.changes.level.name) == (True, (), "橙色预警")


# --- approval sheets ------------------------------------------------------------------------------------------------


def test_a_sheet_on_its_way_waits_for_a_signature() -> None:
    ledger = office(*to_standing()[:2])
    paper = sheet(ledger)
    assert paper.boxes == (SignatureBox("提请人", "值班员甲", "提请审批。", NOW), SignatureBox("副组长"))
    assert (paper.act, paper.facts.level.name, paper.proposal, paper.telephone) == (
        "发布",
        "橙色预警",
        "依据预报",
        None,
    )
    assert paper.head.number == ""
    assert "window_hours" in PACK.grading.readings
    assert PACK.grading.readings["window_hours"] in paper.pack.readings


def test_a_signed_sheet_carries_name_and_hour_and_is_found_again_behind_its_notice() -> None:
    ledger = later(office(*to_standing()[:2]), 1, SIGN)
    signed = SignatureBox("副组长", "审批人丙", "同意。", NOW + timedelta(hours=1))
    assert sheet(ledger).boxes[1] == signed
    later(ledger, 1, IssueAlert(DUTY, "a1"))
    number = alert_of(ledger).latest_number
    assert sheet(ledger).boxes == sheet(ledger, number).boxes
    assert sheet(ledger, number).head.number == number
    later(ledger, 1, *RAISE[:1])
    assert (sheet(ledger).act, sheet(ledger, number).act) == ("升级", "发布")


def test_a_returned_sheet_says_why() -> None:
    ledger = office(*to_standing()[:2], ReturnProposal(REVIEW, "a1", "范围不明"))
    assert sheet(ledger).boxes[1] == SignatureBox("副组长", "复核员乙", "退回：范围不明。", NOW)


def test_a_word_by_telephone_is_written_down_and_its_box_stays_open() -> None:
    ledger = later(office(*to_standing()[:2]), 1, BY_PHONE)
    paper = sheet(ledger)
    assert paper.boxes[1] == SignatureBox("副组长\n（补签）")
    call = paper.telephone
    assert call is not None
    assert (call.approver, call.number, call.recorded_by) == ("审批人丙", "0971-8200000", "值班员甲")
    assert (call.called_at, call.words) == (CALL.called_at, "同意，已复述确认")


SECOND = "zuzhang"
TWICE = replace(
    PACK, approvals=(ApprovalRule(Level.ORANGE, "主任", CHIEF, (REVIEW,)), ApprovalRule(Level.ORANGE, "组长"))
)


def signed_twice() -> Ledger:
    """An office that wants two signatures, the first of them by its holder or a deputy."""
    ledger = Ledger(pack=TWICE)
    reviewer = EnrolOfficer(ADMIN, REVIEW, "复核员乙", "复核员", (Role.APPROVER,))
    second = EnrolOfficer(ADMIN, SECOND, "组长戊", "组长", (Role.APPROVER,))
    ledger.must(*ENROLMENTS[:2], reviewer, ENROLMENTS[3], second, *to_standing()[:2])
    return ledger


def test_every_signature_a_level_needs_has_its_box_in_order() -> None:
    ledger = signed_twice()
    assert [box.label for box in sheet(ledger).boxes] == ["提请人", "主任", "组长"]
    ledger.must(replace(SIGN, by=REVIEW, absence="出差"))
    first = SignatureBox("主任", "复核员乙", "同意。（代签：出差）", NOW)
    assert sheet(ledger).boxes[1:] == (first, SignatureBox("组长"))
    later(ledger, 1, replace(SIGN, by=SECOND))
    assert sheet(ledger).boxes[1:] == (first, SignatureBox("组长", "组长戊", "同意。", NOW + timedelta(hours=1)))


def test_whoever_returns_after_a_first_signature_stands_in_the_next_box() -> None:
    ledger = signed_twice()
    ledger.must(SIGN, ReturnProposal(SECOND, "a1", "再核"))
    assert [box.opinion for box in sheet(ledger).boxes] == ["提请审批。", "同意。", "退回：再核。"]


def test_a_first_signature_by_telephone_stays_open_too() -> None:
    ledger = signed_twice()
    ledger.must(BY_PHONE, replace(SIGN, by=SECOND))
    paper = sheet(ledger)
    assert [box.label for box in paper.boxes] == ["提请人", "主任\n（补签）", "组长"]
    assert paper.telephone is not None
    assert (paper.telephone.approver, paper.telephone.recorded_by) == ("审批人丙", "")


def test_without_a_rule_anybody_who_may_approve_signs() -> None:
    ledger = Ledger(pack=replace(PACK, approvals=()))
    ledger.must(*ENROLMENTS, *to_standing()[:2])
    assert sheet(ledger).boxes[1] == SignatureBox("签发人")
    ledger.must(ReturnProposal(REVIEW, "a1", "再核"))
    assert sheet(ledger).boxes[1].opinion == "退回：再核。"


def test_a_level_other_than_the_recommended_one_has_its_reason() -> None:
    assert sheet(office(*to_standing()[:2])).overruled == ""
    held = consultation(Level.ORANGE, graded=Level.YELLOW, reason="夜间仍在上升")
    ledger = office(HoldConsultation(DUTY, "a1", held), propose(Change.ISSUE, Level.ORANGE))
    assert sheet(ledger).overruled == "夜间仍在上升"
    ledger.must(SIGN, IssueAlert(DUTY, "a1"), RAISE[0])
    assert sheet(ledger).overruled == "依据预报"
    assert sheet(office(*to_standing(), LIFT[0])).overruled == "不涉及"


def test_nothing_proposed_no_sheet() -> None:
    with pytest.raises(KnownProblem, match="没有提请"):
        sheet(office(*to_standing()[:1]))


# --- duty sheets ----------------------------------------------------------------------------------------------------


def test_a_sheet_holds_every_task_of_its_unit_by_category_with_its_term() -> None:
    ledger = office(*to_standing())
    paper = duty_sheet(framed(ledger), alert_of(ledger), "", HEADQUARTERS)
    laid = [t for t in alert_of(ledger).tasks if t.task.unit == HEADQUARTERS]
    assert len(paper.duties) == len(laid) > 10
    names = [d.category for d in paper.duties]
    assert names == sorted(names, key=["强制性减排措施", "建议性减排措施", "健康防护措施", "工作职责"].index)
    due = {PACK.duty(t.task.duty).text: NOW + timedelta(hours=t.task.due_hours) for t in laid}
    assert {d.text: d.due_at for d in paper.duties} == due
    assert (paper.notice_number, paper.unit) == ("宁重污应急〔2026〕1号", PACK.unit(HEADQUARTERS).name)
    assert paper.reply_by == NOW + timedelta(hours=PACK.office.reply_hours)
    assert not any(d.is_new for d in paper.duties)


def test_raising_marks_what_it_added_and_keeps_the_old_terms() -> None:
    ledger = later(office(*to_standing()), 10, *RAISE)
    paper = duty_sheet(framed(ledger), alert_of(ledger), "", HEADQUARTERS)
    new = {d.text for d in paper.duties if d.is_new}
    assert new == {d.text for d in PACK.duties_at(Level.RED) if d.by_place} - {
        d.text for d in PACK.duties_at(Level.ORANGE)
    }
    hours = {PACK.duty(t.task.duty).text: t.task.due_hours for t in alert_of(ledger).tasks}
    since = {True: NOW + timedelta(hours=10), False: NOW}
    assert all(d.due_at == since[d.is_new] + timedelta(hours=hours[d.text]) for d in paper.duties)


def test_lowering_drops_tasks_and_marks_none_as_new() -> None:
    ledger = later(office(*to_standing()), 10, *LOWER)
    paper = duty_sheet(framed(ledger), alert_of(ledger), "", HEADQUARTERS)
    assert not any(d.is_new for d in paper.duties)
    assert {d.text for d in paper.duties} == {d.text for d in PACK.duties_at(Level.YELLOW) if d.by_place}
    assert paper.level.name == "黄色预警"


def test_a_task_in_a_prefecture_names_it() -> None:
    ledger = office(*for_the_province())
    paper = duty_sheet(framed(ledger), alert_of(ledger), "", HEADQUARTERS)
    assert {d.place for d in paper.duties} == {"西宁"}
    provincial = duty_sheet(framed(ledger), alert_of(ledger), "", "ecology")
    assert {d.place for d in provincial.duties} == {""}
    assert provincial.places == ("西宁市", "海东市")


def test_a_prefecture_with_a_list_is_told_what_it_plans_to_take_off() -> None:
    ledger = office(*to_register(), *to_standing())
    paper = duty_sheet(framed(ledger), alert_of(ledger), "", HEADQUARTERS)
    assert paper.emission_plan.startswith("橙色级别按西宁2025年10月15日版减排清单，计划日减排SO₂ 24.1、")
    ledger = later(ledger, 10, *RAISE)
    paper = duty_sheet(framed(ledger), alert_of(ledger), "", HEADQUARTERS)
    assert paper.emission_plan.startswith("红色级别")
    assert duty_sheet(framed(office(*to_standing())), alert_of(ledger), "", HEADQUARTERS).emission_plan == ""


def test_a_unit_without_tasks_has_no_sheet() -> None:
    with pytest.raises(KnownProblem, match="没有任务"):
        duty_sheet(framed(ledger := office(*to_standing())), alert_of(ledger), "", PACK.headquarters("630200").id)
