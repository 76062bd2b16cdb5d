"""Who may ask for what, and that every refusal says why."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qh_console.domain import acts, commands, office_acts, office_commands
from qh_console.domain.acts import Act, AlertAdjusted, ChangeProposed
from qh_console.domain.alerts import Proposal
from qh_console.domain.board import Board, fold
from qh_console.domain.channels import Carrier, TextForm
from qh_console.domain.checklists import tasks_at
from qh_console.domain.commands import Command
from qh_console.domain.contacts import Contact, Post
from qh_console.domain.decisions import PERMISSIONS, decide
from qh_console.domain.dispatches import Addressee, Said
from qh_console.domain.filing import standing_filings
from qh_console.domain.numbering import derive_number_clashes, derive_number_gaps
from qh_console.domain.pack import ApprovalRule, Level, PlanPack
from qh_console.domain.particulars import (
    Approval,
    Assessment,
    Cause,
    Change,
    CityFiling,
    HandoverLine,
    Mark,
    MarkState,
    Means,
    Paper,
    Role,
    Scope,
    TelephoneRecord,
)
from qh_console.domain.province_call import derive_floor
from qh_console.domain.verdicts import Accepted, Refused
from tests.builders import (
    ADMIN,
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

PACK = plan()
ASSESSMENT = Assessment("静稳", "本地累积", "达到要求", "及时", "无", "个别单位回执晚", "提前会商", "完善通信录")
PHONE = TelephoneRecord(CHIEF, "0971-0000000", NOW, True)
LIAISON = Contact("police", Post.LIAISON, "联络员甲", "", "0971-0000001")
TO_RADIO = Addressee("broadcast", "radio", "广播电台", "", Carrier.HAND, TextForm.BROADCAST, "0" * 64)


PAGE_LINE = HandoverLine("clock:x", "时钟", "海东电话待回")
CITY_CHANGES = (
    (Change.ISSUE, Level.YELLOW),
    (Change.ISSUE, Level.ORANGE),
    (Change.RAISE, Level.RED),
    (Change.LOWER, Level.YELLOW),
    (Change.LIFT, Level.NONE),
    (Change.WITHDRAW, Level.NONE),
    (Change.CORRECT, Level.ORANGE),
)


def city_filing(place: str, change: Change, level: Level, number: str) -> CityFiling:
    return CityFiling(place, number, change, level, NOW, publication(), Means.FAX, "王科长", NOW)


def commands_by(officer: str, alert: str = "a1", task: str = "none") -> list[Command]:
    """One command of every kind, as asked by `officer`."""
    paper = Paper(alert, "issue-notice", "通知", "号", "0" * 64, 2)
    return [
        commands.EnrolOfficer(officer, "new", "新人", "", (Role.REVIEWER,)),
        commands.ChangeRoles(officer, DUTY, (Role.DUTY_OFFICER,), True),
        commands.ChangePassword(officer, officer),
        commands.StartShift(officer),
        commands.EndShift(officer),
        commands.FindCause(officer, (XINING,), NOW, NOW.replace(hour=20), Cause.DUST, "卫星"),
        commands.HoldConsultation(officer, alert, consultation()),
        commands.CloseConsultation(officer, alert, "只发健康提示"),
        *(
            commands.ProposeChange(officer, alert, change, level, p.publication, "因", p.evidence, True, True)
            for change, level in product(Change, (Level.YELLOW, Level.ORANGE, Level.RED))
            for p in [propose(change, level)]
        ),
        commands.ReturnProposal(officer, alert, "补充气象条件"),
        commands.ApproveProposal(officer, alert, Approval.SIGNATURE),
        commands.ApproveProposal(officer, alert, Approval.TELEPHONE, PHONE),
        commands.CountersignApproval(officer, alert, "青重污应急〔2026〕1号"),
        commands.IssueAlert(officer, alert),
        commands.AdjustAlert(officer, alert),
        commands.LiftAlert(officer, alert),
        commands.CorrectNotice(officer, alert),
        commands.WithdrawAlert(officer, alert),
        commands.MarkDuty(officer, alert, task, Mark(MarkState.DONE, Means.PHONE, "丁", "已落实")),
        commands.CorrectMark(officer, alert, task, "记错"),
        commands.FilePaper(officer, paper),
        commands.RecordPrint(officer, "0" * 64, 1, "lp"),
        commands.RecordExport(officer, "0" * 64, "usb"),
        commands.AssessAlert(officer, alert, ASSESSMENT),
        commands.SettleDispute(officer, "a1|a2", "a1", "先到"),
        commands.RecordImport(officer, "f.csv", "0" * 64, 1, 0, 0, 0),
        commands.QueueNotice(officer, alert, "青重污应急〔2026〕1号", (TO_RADIO,)),
        *(commands.ReportDispatch(officer, "青重污应急〔2026〕1号", "broadcast", "radio", s, "丁", "因") for s in Said),
        commands.EnterContact(officer, LIAISON),
        commands.WithdrawContact(officer, LIAISON.unit, LIAISON.post, "调离"),
        *office_commands_by(officer, alert),
    ]


def office_commands_by(officer: str, alert: str = "a1") -> list[Command]:
    """One of every kind that keeps the office; of filings one for each change and level of two prefectures."""
    return [
        *(
            office_commands.FileCityAlert(officer, city_filing(place, change, level, f"{change.value}{n}号"))
            for place, (n, (change, level)) in product((XINING, HAIDONG), enumerate(CITY_CHANGES))
        ),
        *(office_commands.CheckFiling(officer, HAIDONG, "issue0号", ok, "补范围") for ok in (True, False)),
        *(office_commands.AnswerFloor(officer, alert, HAIDONG, at, Means.FAX, "") for at in (Level.YELLOW, Level.RED)),
        *(office_commands.VoidNumber(officer, f"青重污应急〔2026〕{k}号", "毁损") for k in range(1, 9)),
        *(office_commands.Acknowledge(officer, alert, f"age/{alert}", cause, "已会商") for cause in ("1", "2")),
        office_commands.ResetPassword(officer, REVIEW, ADMIN),
        *(office_commands.HandOver(officer, to, (PAGE_LINE,)) for to in (DUTY, REVIEW)),
        *(office_commands.AcceptHandover(officer, f"d1-{k}", (PAGE_LINE.id,)) for k in range(5, 12)),
    ]


def test_every_command_kind_has_permissions() -> None:
    kinds = {type(c) for c in commands_by(DUTY)}
    assert kinds == set(PERMISSIONS)
    assert kinds == set(commands.Command.__args__)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_barred_from_exactly_what_the_table_denies(role: Role) -> None:
    board = office().board
    officer = {Role.DUTY_OFFICER: DUTY, Role.REVIEWER: REVIEW, Role.APPROVER: CHIEF, Role.ADMINISTRATOR: ADMIN}[role]
    for command in commands_by(officer):
        verdict = decide(board, command, PACK, NOW)
        barred = isinstance(verdict, Refused) and any("须由" in r.text and "办理" in r.text for r in verdict.reasons)
        by_phone = isinstance(command, commands.ApproveProposal) and command.approval is Approval.TELEPHONE
        allowed = PERMISSIONS[commands.HoldConsultation] if by_phone else PERMISSIONS[type(command)]
        assert barred == (role not in allowed), command


def test_an_unknown_or_closed_account_may_do_nothing() -> None:
    ledger = office(commands.ChangeRoles(ADMIN, DUTY, (Role.DUTY_OFFICER,), False))
    for officer in ("nobody", DUTY):
        for command in commands_by(officer):
            assert "账号不存在或已停用" in str(ledger.refused(command).reasons[0])


def test_the_first_account_is_an_administrator_and_the_last_one_stays() -> None:
    ledger = Ledger()
    ledger.refused(commands.EnrolOfficer(DUTY, DUTY, "甲", "", (Role.DUTY_OFFICER,)))
    ledger.must(*ENROLMENTS)
    refused = ledger.refused(commands.ChangeRoles(ADMIN, ADMIN, (Role.REVIEWER,), True))
    assert refused.reasons[0].field == "roles"
    ledger.refused(commands.ChangeRoles(ADMIN, ADMIN, (Role.ADMINISTRATOR,), False))


def test_nobody_but_the_first_administrator_enrols_himself_unasked() -> None:
    ledger = Ledger()
    refused = ledger.refused(commands.EnrolOfficer("stranger", ADMIN, "丁", "", (Role.ADMINISTRATOR,)))
    assert [r.field for r in refused.reasons] == ["officer"]


@pytest.mark.parametrize(
    ("bend", "fields"),
    [
        ({"officer": " "}, ["officer"]),
        ({"name": ""}, ["officer"]),
        ({"officer": DUTY}, ["officer"]),
        ({"roles": ()}, ["roles"]),
        ({"officer": "", "roles": ()}, ["officer", "roles"]),
    ],
)
def test_an_enrolment_lacking_something_is_refused_by_field(bend: dict[str, object], fields: list[str]) -> None:
    asked = commands.EnrolOfficer(ADMIN, "new", "新人", "", (Role.REVIEWER,))
    refused = office().refused(replace(asked, **bend))  # type: ignore[arg-type]
    assert [r.field for r in refused.reasons] == fields


def test_roles_change_for_known_officers_and_a_second_administrator_frees_the_first() -> None:
    ledger = office()
    resign = commands.ChangeRoles(ADMIN, ADMIN, (Role.REVIEWER,), True)
    assert ledger.refused(commands.ChangeRoles(ADMIN, "nobody", (Role.REVIEWER,), True)).reasons[0].field == "officer"
    ledger.refused(resign)
    ledger.must(commands.ChangeRoles(ADMIN, CHIEF, (Role.APPROVER, Role.ADMINISTRATOR), False))
    ledger.refused(resign)
    ledger.must(commands.ChangeRoles(ADMIN, CHIEF, (Role.APPROVER, Role.ADMINISTRATOR), True), resign)
    assert ledger.board.officers[ADMIN].roles == {Role.REVIEWER}


def test_a_password_is_changed_by_its_owner_or_an_administrator() -> None:
    ledger = office()
    ledger.must(commands.ChangePassword(DUTY, DUTY), commands.ChangePassword(ADMIN, DUTY))
    ledger.refused(commands.ChangePassword(REVIEW, DUTY))
    assert ledger.refused(commands.ChangePassword(ADMIN, "nobody")).reasons[0].field == "officer"


def test_a_shift_ends_only_for_whoever_is_on_it() -> None:
    ledger = office(commands.StartShift(DUTY))
    ledger.refused(commands.EndShift(REVIEW))
    assert ledger.must(commands.EndShift(DUTY)).shift is None


def test_a_finding_needs_places_hours_and_grounds() -> None:
    refused = office().refused(commands.FindCause(DUTY, (), NOW, NOW, Cause.DUST, " "))
    assert {r.field for r in refused.reasons} == {"places", "to_at", "reason"}
    assert {r.clause for r in refused.reasons} == {"1.3"}


def test_marks_are_given_corrected_and_end_with_the_alert() -> None:
    ledger = office(*to_standing())
    task = ledger.board.alerts["a1"].tasks[0].task.id
    done = Mark(MarkState.DONE, Means.PHONE, "丁", "已落实")
    ledger.refused(commands.CorrectMark(DUTY, "a1", task, "记错"))
    ledger.must(commands.MarkDuty(DUTY, "a1", task, done))
    ledger.refused(commands.CorrectMark(DUTY, "a1", task, ""))
    board = ledger.must(commands.CorrectMark(DUTY, "a1", task, "记错单位"))
    assert board.alerts["a1"].mark_of(task) is None
    vague = commands.MarkDuty(DUTY, "a1", task, Mark(MarkState.NOT_APPLICABLE, Means.PHONE, "", ""))
    assert {r.field for r in ledger.refused(vague).reasons} == {"spoke_to", "says"}
    ledger.refused(commands.MarkDuty(DUTY, "a1", "unknown", done))
    ledger.refused(commands.MarkDuty(DUTY, "nope", task, done))
    ledger.must(*to_lifted()[4:])
    assert ledger.refused(commands.MarkDuty(DUTY, "a1", task, done)).reasons[0].clause == "5.4"


def test_papers_can_be_printed_only_from_the_archive() -> None:
    ledger = office()
    ledger.refused(commands.RecordPrint(DUTY, "0" * 64, 1, "lp"))
    paper = Paper(None, "duty-sheet", "清单", "", "0" * 64, 1)
    ledger.must(commands.FilePaper(DUTY, paper), commands.RecordPrint(DUTY, "0" * 64, 2, "lp"))
    board = ledger.must(commands.RecordExport(DUTY, "0" * 64, "usb"))
    assert (board.papers["0" * 64].prints, board.papers["0" * 64].exports) == (2, 1)


def test_a_dispute_is_settled_for_one_of_its_two_sides_with_a_reason() -> None:
    ledger = office(*to_standing())
    ledger.refused(commands.SettleDispute(REVIEW, "a1|a2", "a1", "先到"))
    there = Ledger(desk="d2")
    there.must(*ENROLMENTS, *to_standing(alert="a2"))
    ledger.entries += there.entries
    ledger.board = fold(sorted(ledger.entries, key=lambda e: e.order))
    assert ledger.refused(commands.SettleDispute(REVIEW, "a1|a2", "a3", "先到")).reasons[0].field == "keeps"
    assert ledger.refused(commands.SettleDispute(REVIEW, "a1|a2", "a1", " ")).reasons[0].field == "reason"
    board = ledger.must(commands.SettleDispute(REVIEW, "a1|a2", "a2", "后到的范围更准"))
    assert [a.id for a in board.standing] == ["a2"]


# --- random lives ---------------------------------------------------------------------------------------------------

_LETTERS: dict[type, str] = {
    acts.ConsultationHeld: "H",
    acts.ConsultationClosed: "C",
    acts.ProposalReturned: "R",
    acts.ProposalSigned: "s",
    acts.ProposalApproved: "A",
    acts.AlertIssued: "I",
    acts.AlertLifted: "L",
    acts.NoticeCorrected: "n",
    acts.AlertWithdrawn: "w",
    acts.AlertAdjusted: "j",
    acts.AlertAssessed: "S",
}
_LAWFUL = re.compile(r"H(?:H|Ps?R)*(?:C|Ps?A?|Ps?AI(?:H|[plcx]s?R|ps?Aj|cs?An)*(?:[plcx]s?A?|ls?ALS*|xs?AwS*)?)?")
"""The plan's road, written a second time: P issue, p raise or lower, l lift, c correct, x withdraw are proposals;
s is the first of two signatures, A the last."""
_CITY = re.compile(r"(?:i[rlk]*[ew])*(?:i[rlk]*)?")
"""A prefecture's own road: i issue, r raise, l lower, k correct, e lift, w withdraw."""
_CITY_LETTERS = dict(zip(Change, "irlekw", strict=True))


def _letter(act: Act) -> str:
    if isinstance(act, ChangeProposed):
        return {Change.ISSUE: "P", Change.LIFT: "l", Change.CORRECT: "c", Change.WITHDRAW: "x"}.get(act.change, "p")
    return _LETTERS.get(type(act), "")


TWO_SIGN = replace(
    PACK,
    approvals=(
        *PACK.approvals,
        ApprovalRule(Level.RED, "组长", "zuzhang", (REVIEW,)),
    ),
)
"""At red two sign: any approver for the deputy head, then the head himself, or the deputy who stands in for him."""
OFFICERS: tuple[Command, ...] = (
    *ENROLMENTS,
    commands.EnrolOfficer(ADMIN, "zuzhang", "组长戊", "", (Role.APPROVER,)),
    commands.ChangeRoles(ADMIN, REVIEW, (Role.REVIEWER, Role.APPROVER), True),
)
HEAD = TelephoneRecord("zuzhang", "0971-0000001", NOW, True)


def _pool() -> list[Command]:
    task = tasks_at(PACK, Level.YELLOW, Scope.CITY, (XINING,))[0].id
    names = ("a1", "a2", "a3")
    pool = [c for officer in (DUTY, REVIEW, CHIEF) for a in names for c in commands_by(officer, a, task)]
    both = consultation(Level.ORANGE, Scope.PROVINCE, (XINING, HAIDONG))
    unsure = consultation(cause=Cause.UNDECIDED)
    red = consultation(Level.RED, places=(HAIDONG,))
    pool += [commands.HoldConsultation(DUTY, "a2", both), commands.HoldConsultation(DUTY, "a1", unsure)]
    pool += [commands.HoldConsultation(DUTY, "a3", red), commands.StartShift(DUTY), commands.StartShift(REVIEW)]
    for a in names:
        pool += [commands.ApproveProposal("zuzhang", a, Approval.SIGNATURE)]
        pool += [commands.ApproveProposal(DUTY, a, Approval.TELEPHONE, HEAD)]
        pool += [commands.ApproveProposal(REVIEW, a, Approval.SIGNATURE, absence="出差")]
    hopeful = [commands.HoldConsultation, commands.ProposeChange, commands.ApproveProposal, commands.IssueAlert]
    return pool + [c for c in pool if isinstance(c, tuple(hopeful)) for _ in range(2)]


POOL = _pool()


def _check_alerts(ledger: Ledger, board: Board) -> None:
    notices = [n for a in board.alerts.values() for n in a.notices]
    numbers = [number for n in notices for number in (n.number, n.response_number) if number]
    numbers += board.book.voids
    assert len(numbers) == len(set(numbers))
    assert sorted(int(n.split("〕")[1][:-1]) for n in numbers) == list(range(1, len(numbers) + 1))
    assert (derive_number_gaps(board), derive_number_clashes(board)) == ((), ())
    assert board.disputes == ()
    assert board.irregular == ()
    for alert in board.alerts.values():
        own = [e.act for e in ledger.entries if getattr(e.act, "alert", None) == alert.id]
        assert _LAWFUL.fullmatch("".join(map(_letter, own))), own
        assert alert.is_standing == (alert.level is not None)
        for notice in alert.notices:
            _check_signatures(notice.proposal, ledger.pack)
            assert notice.level.is_alert
        if alert.level is not None:
            releases = [a for a in own if isinstance(a, acts.AlertIssued | AlertAdjusted)]
            assert alert.level is releases[-1].level


def _check_signatures(proposal: Proposal, pack: PlanPack) -> None:
    signers = [*(s.by for s in proposal.signed), proposal.decided_by]
    assert proposal.by not in signers
    assert len(set(signers)) == len(signers) == sum(rule.level is proposal.act.level for rule in pack.approvals)
    if len(signers) == 2:
        assert signers[1] == "zuzhang" or (signers[1] == REVIEW and proposal.absence)


def _check_cities(ledger: Ledger, board: Board) -> None:
    filed = [e.act.filing for e in ledger.entries if isinstance(e.act, office_acts.CityAlertFiled)]
    for place in (XINING, HAIDONG):
        own = list({f.number: f for f in filed if f.place == place}.values())
        assert _CITY.fullmatch("".join(_CITY_LETTERS[f.change] for f in own)), own
        standing = standing_filings(board).get(place)
        assert (standing.filing.level if standing else Level.NONE) is (own[-1].level if own else Level.NONE)
    for line in derive_floor(board):
        assert line.floor >= (board.alerts[line.alert].level or Level.NONE)
    assert sum(not page.is_locked for page in board.book.handovers[-1:]) <= 1


@settings(max_examples=10_000)
@given(st.lists(st.integers(0, len(POOL) - 1), max_size=24))
def test_no_life_of_an_alert_leaves_the_road(choices: list[int]) -> None:
    """Plan 3.2–5.5: whatever is asked in whatever order, only the road happens, and a rebuild is the live board."""
    _live(Ledger(pack=PACK), to_standing()[: choices[0] % 5 if choices else 0], choices)


BESIDE: tuple[Command, ...] = (
    *to_standing(Level.YELLOW),
    *to_standing(Level.RED, "a3")[:1],
    commands.HoldConsultation(DUTY, "a2", consultation(Level.ORANGE, Scope.PROVINCE, (XINING, HAIDONG))),
    propose(Change.ISSUE, Level.ORANGE, "a2"),
    commands.ApproveProposal(CHIEF, "a2", Approval.SIGNATURE),
    commands.IssueAlert(DUTY, "a2"),
)
"""A city's alert, the province's over it, and a third that is only consulted on."""


@settings(max_examples=10_000)
@given(st.integers(0, len(BESIDE)), st.lists(st.integers(0, len(POOL) - 1), max_size=16))
def test_no_three_lives_at_once_leave_the_road(begun: int, choices: list[int]) -> None:
    """Plan 3.3.1, 5.1: the cities' alerts, the province's and those filed go their ways without breaking each other."""
    _live(Ledger(pack=TWO_SIGN), BESIDE[:begun], choices)


def _live(ledger: Ledger, begun: tuple[Command, ...], choices: list[int]) -> None:
    ledger.must(*OFFICERS, *begun)
    for choice in choices:
        verdict = ledger.submit(POOL[choice])
        if isinstance(verdict, Refused):
            assert verdict.reasons
            assert all(r.text for r in verdict.reasons)
        else:
            assert isinstance(verdict, Accepted)
    assert fold(ledger.entries) == ledger.board
    _check_alerts(ledger, ledger.board)
    _check_cities(ledger, ledger.board)


@settings(max_examples=300)
@given(st.lists(st.integers(0, len(POOL) - 1), max_size=20), st.lists(st.integers(0, len(POOL) - 1), max_size=20))
def test_two_desks_merged_never_break_the_fold(ours: list[int], theirs: list[int]) -> None:
    """The fold takes any union of two lawful histories; what clashes is kept as irregular or as a dispute."""
    desks = []
    for name, choices in (("d1", ours), ("d2", theirs)):
        ledger = Ledger(desk=name, pack=PACK)
        ledger.must(*ENROLMENTS, *to_standing(alert="a1" if name == "d1" else "a2"))
        for choice in choices:
            ledger.submit(POOL[choice])
        desks.append(ledger)
    merged = sorted((e for d in desks for e in d.entries), key=lambda e: e.order)
    board = fold(merged)
    assert board.length == len(merged)
    assert len(board.irregular) >= 4, "both desks enrolled the same officers"
    for dispute in board.disputes:
        assert board.alerts[dispute.first].is_standing
        assert board.alerts[dispute.second].is_standing
