"""Who signs: any approver where the office names nobody, else the named ones in order, a deputy only in an absence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qh_console.domain.alerts import Proposal, Stage
from qh_console.domain.commands import (
    ApproveProposal,
    ChangeRoles,
    Command,
    CountersignApproval,
    EnrolOfficer,
    IssueAlert,
    ReturnProposal,
)
from qh_console.domain.pack import ApprovalRule, Level
from qh_console.domain.particulars import Approval, Change, Role, TelephoneRecord
from qh_console.domain.signing import derive_signatures, rules_for
from tests.builders import ADMIN, CHIEF, DUTY, ENROLMENTS, NOW, REVIEW, Ledger, office, plan, propose, to_standing

HEAD, OTHER = "zuzhang", "fuzuzhang"
PACK = replace(
    plan(),
    approvals=(
        *(a for a in plan().approvals if a.level is not Level.RED),
        ApprovalRule(Level.RED, "副组长", OTHER, (CHIEF,)),
        ApprovalRule(Level.RED, "组长", HEAD, (CHIEF, OTHER)),
    ),
)
SIGN = Approval.SIGNATURE


def ledger() -> Ledger:
    """Red is proposed, and two signatures are wanted."""
    found = Ledger(pack=PACK)
    found.must(
        *ENROLMENTS,
        EnrolOfficer(ADMIN, HEAD, "组长", "", (Role.APPROVER,)),
        EnrolOfficer(ADMIN, OTHER, "副组长", "", (Role.APPROVER,)),
        *to_standing(Level.RED)[:2],
    )
    return found


def proposal_of(found: Ledger) -> Proposal:
    proposal = found.board.alerts["a1"].proposal
    assert proposal is not None
    return proposal


def by_phone(to: str, absence: str = "") -> Command:
    return ApproveProposal(DUTY, "a1", Approval.TELEPHONE, TelephoneRecord(to, "0971-1", NOW, True), absence)


def test_one_signature_of_any_approver_is_the_default() -> None:
    assert [len(rules_for(plan(), level)) for level in (Level.YELLOW, Level.ORANGE, Level.RED)] == [1, 1, 1]
    found = office(*to_standing()[:2])
    (line,) = derive_signatures(proposal_of(found), plan())
    assert (line.signatory, line.holder, line.is_next, line.signed_by) == ("副组长", "", True, "")
    found.must(to_standing()[2])
    (line,) = derive_signatures(proposal_of(found), plan())
    assert (line.signatory, line.is_next, line.signed_by, line.signed_at) == ("副组长", False, CHIEF, NOW)


def test_two_sign_in_order_and_only_the_last_approves() -> None:
    found = ledger()
    assert [(s.signatory, s.is_next) for s in derive_signatures(proposal_of(found), PACK)] == [
        ("副组长", True),
        ("组长", False),
    ]
    assert "须按次序" in found.refused(ApproveProposal(HEAD, "a1", SIGN)).reasons[0].text
    found.must(ApproveProposal(OTHER, "a1", SIGN))
    found.refused(IssueAlert(DUTY, "a1"))
    assert "不能签两次" in found.refused(ApproveProposal(OTHER, "a1", SIGN, absence="出差")).reasons[0].text
    found.must(ApproveProposal(HEAD, "a1", SIGN))
    assert found.board.alerts["a1"].stage is Stage.APPROVED
    lines = derive_signatures(proposal_of(found), PACK)
    assert [(s.signed_by, s.approval, s.is_next) for s in lines] == [(OTHER, SIGN, False), (HEAD, SIGN, False)]


def test_a_deputy_signs_with_the_reason_of_the_absence() -> None:
    found = ledger()
    assert found.refused(ApproveProposal(CHIEF, "a1", SIGN)).reasons[0].field == "absence"
    found.must(ApproveProposal(CHIEF, "a1", SIGN, absence=" 赴京开会 "))
    assert proposal_of(found).signed[0].absence == "赴京开会"
    assert "不能签两次" in found.refused(ApproveProposal(CHIEF, "a1", SIGN, absence="出差")).reasons[0].text
    found.must(ApproveProposal(OTHER, "a1", SIGN, absence="住院"))
    assert [s.absence for s in derive_signatures(proposal_of(found), PACK)] == ["赴京开会", "住院"]


def test_a_holder_who_gives_a_reason_all_the_same_signs_as_himself() -> None:
    found = ledger()
    found.must(ApproveProposal(OTHER, "a1", SIGN, absence="无"))
    assert proposal_of(found).signed[0].absence == ""


def test_a_return_ends_what_was_signed_and_a_new_proposal_begins_anew() -> None:
    found = ledger()
    found.must(ApproveProposal(OTHER, "a1", SIGN), ReturnProposal(HEAD, "a1", "范围过宽"))
    assert found.board.alerts["a1"].stage is Stage.RETURNED
    assert [s.is_next for s in derive_signatures(proposal_of(found), PACK)] == [False, False]
    found.must(propose(Change.ISSUE, Level.RED))
    assert proposal_of(found).signed == ()


def test_whoever_proposed_signs_nowhere_in_the_order() -> None:
    found = ledger()
    found.must(ReturnProposal(HEAD, "a1", "重提"))
    found.must(ChangeRoles(ADMIN, HEAD, (Role.APPROVER, Role.DUTY_OFFICER), True))
    found.must(replace(propose(Change.ISSUE, Level.RED), by=HEAD), ApproveProposal(OTHER, "a1", SIGN))
    refused = found.refused(ApproveProposal(HEAD, "a1", SIGN))
    assert "提请人不能自己批准" in refused.reasons[0].text
    found.must(ApproveProposal(CHIEF, "a1", SIGN, absence="组长自己提请"))


def test_each_word_by_telephone_is_signed_later_by_its_own_giver() -> None:
    found = ledger()
    found.must(by_phone(OTHER), by_phone(HEAD), IssueAlert(DUTY, "a1"))
    number = found.board.alerts["a1"].latest_number
    assert found.board.alerts["a1"].notices[0].owing == (OTHER, HEAD)
    found.refused(CountersignApproval(CHIEF, "a1", number))
    found.must(CountersignApproval(HEAD, "a1", number))
    found.refused(CountersignApproval(HEAD, "a1", number))
    board = found.must(CountersignApproval(OTHER, "a1", number))
    assert not board.alerts["a1"].notices[0].needs_countersignature
    found.refused(CountersignApproval(OTHER, "a1", number))


def test_a_deputy_may_give_his_word_by_telephone_too() -> None:
    found = ledger()
    assert found.refused(by_phone(CHIEF)).reasons[0].field == "absence"
    found.must(by_phone(CHIEF, "出差"))
    assert proposal_of(found).signed[0].by == CHIEF


@pytest.mark.parametrize("officer", [REVIEW, "nobody"])
def test_a_word_by_telephone_of_one_who_may_not_approve_is_none(officer: str) -> None:
    assert "没有签批权限" in str(ledger().refused(by_phone(officer)).reasons)


def test_a_call_without_number_or_read_back_is_none() -> None:
    for number, read_back, field in (("", True, "number"), ("0971", False, "read_back")):
        record = TelephoneRecord(OTHER, number, NOW, read_back)
        refused = ledger().refused(ApproveProposal(DUTY, "a1", Approval.TELEPHONE, record))
        assert [r.field for r in refused.reasons] == [field]
    assert ledger().refused(ApproveProposal(DUTY, "a1", Approval.TELEPHONE)).reasons[0].field == "number"


def test_fewer_rules_than_were_signed_under_still_show_every_signature() -> None:
    found = ledger()
    found.must(ApproveProposal(OTHER, "a1", SIGN), ApproveProposal(HEAD, "a1", SIGN))
    lines = derive_signatures(proposal_of(found), plan())
    assert [(s.signatory, s.signed_by) for s in lines] == [("副组长", OTHER), ("组长", HEAD)]
