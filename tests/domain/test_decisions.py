"""Who may ask for what, and that every refusal says why."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import product

import pytest

from qh_console.domain import commands, emission_commands, office_commands, roster_commands
from qh_console.domain.alerts import Stage
from qh_console.domain.board import fold
from qh_console.domain.channels import Carrier, TextForm
from qh_console.domain.commands import Command
from qh_console.domain.contacts import Contact, Post
from qh_console.domain.decisions import PERMISSIONS, decide
from qh_console.domain.dispatches import Addressee, Said
from qh_console.domain.pack import Level
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
    TelephoneRecord,
)
from qh_console.domain.roster_shifts import DutyPost
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
from tests.emission_builders import BASE, emission_list
from tests.roster_builders import shift

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
        commands.CountersignApproval(officer, alert, "宁重污应急〔2026〕1号"),
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
        commands.QueueNotice(officer, alert, "宁重污应急〔2026〕1号", (TO_RADIO,)),
        *(commands.ReportDispatch(officer, "宁重污应急〔2026〕1号", "broadcast", "radio", s, "丁", "因") for s in Said),
        commands.EnterContact(officer, LIAISON),
        commands.WithdrawContact(officer, LIAISON.unit, LIAISON.post, "调离"),
        emission_commands.EnterEmissionList(officer, emission_list()),
        emission_commands.EnterEmissionBase(officer, BASE),
        *roster_commands_by(officer),
        *office_commands_by(officer, alert),
    ]


def roster_commands_by(officer: str) -> list[Command]:
    return [
        roster_commands.EnterDutyShift(officer, shift()),
        roster_commands.ChangeDutyShift(officer, "d1-9", shift(), "病假"),
        roster_commands.ExchangeDutyShifts(officer, "d1-9", "d1-10", DutyPost.MAIN, "出差"),
        roster_commands.WithdrawDutyShift(officer, "d1-9", "重复"),
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
        *(office_commands.VoidNumber(officer, f"宁重污应急〔2026〕{k}号", "毁损") for k in range(1, 9)),
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


def test_a_password_is_changed_by_its_owner_alone() -> None:
    ledger = office()
    ledger.must(commands.ChangePassword(DUTY, DUTY))
    ledger.refused(commands.ChangePassword(REVIEW, DUTY))
    assert "两名管理员" in ledger.refused(commands.ChangePassword(ADMIN, DUTY)).reasons[0].text
    assert ledger.refused(commands.ChangePassword(ADMIN, "nobody")).reasons[0].field == "officer"


def test_whoever_may_be_handed_a_shift_may_start_one_and_nobody_else() -> None:
    ledger = office(commands.StartShift(DUTY))
    for officer in (REVIEW, CHIEF, ADMIN):
        may_start = isinstance(decide(ledger.board, commands.StartShift(officer), PACK, NOW), Accepted)
        handed = decide(ledger.board, office_commands.HandOver(DUTY, officer, ()), PACK, NOW)
        assert isinstance(handed, Accepted) == may_start, officer


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


def test_a_settlement_brings_the_withdrawal_of_the_other_notice_and_takes_its_reserved_number_back() -> None:
    ledger = office(
        *to_standing(), propose(Change.LIFT, Level.ORANGE), commands.ApproveProposal(CHIEF, "a1", Approval.SIGNATURE)
    )
    there = Ledger(desk="d2", pack=PACK)
    there.must(*ENROLMENTS, *to_standing(alert="a2"))
    there.entries = [replace(e, digest=f"d2-{e.digest}") for e in there.entries]
    ledger.entries += there.entries
    ledger.board = fold(sorted(ledger.entries, key=lambda e: e.order))
    reserved = ledger.board.alerts["a1"].proposal
    assert reserved is not None
    board = ledger.must(commands.SettleDispute(REVIEW, "a1|a2", "a2", "后到的范围更准"))
    gone = board.alerts["a1"]
    assert gone.stage is Stage.CHANGE_PROPOSED
    assert gone.owes_withdrawal
    assert gone.proposal is not None
    assert (gone.proposal.act.change, gone.proposal.by) == (Change.WITHDRAW, REVIEW)
    assert gone.latest_number in gone.proposal.act.reason
    assert {n: v.act.reason for n, v in board.book.voids.items()} == {
        reserved.number: "争议裁定不再发布：后到的范围更准"
    }
    ledger.refused(commands.MarkDuty(DUTY, "a1", gone.tasks[0].task.id, Mark(MarkState.DONE, Means.FAX, "", "已办")))
    ledger.refused(commands.HoldConsultation(DUTY, "a1", consultation()))
    returned = ledger.must(commands.ReturnProposal(CHIEF, "a1", "范围再核"))
    assert returned.alerts["a1"].stage is Stage.CHANGE_RETURNED, "the public is still to be told"
    for change in Change:
        if change is not Change.WITHDRAW:
            ledger.refused(propose(change, Level.ORANGE))
    ledger.must(propose(Change.WITHDRAW, Level.ORANGE), commands.ApproveProposal(CHIEF, "a1", Approval.SIGNATURE))
    ledger.must(commands.WithdrawAlert(DUTY, "a1"))
    after = ledger.board.alerts["a1"]
    assert (after.stage, after.owes_withdrawal, after.ended_at) == (Stage.WITHDRAWN, False, gone.ended_at)
    assert after.notices[-1].changes_number == gone.latest_number


def test_every_refusal_cites_what_it_rests_on() -> None:
    """Whatever is refused at whatever stage, by whomever, and with whatever left empty, names a clause or a rule."""
    refused = 0
    for ledger in (Ledger(), *(office(*to_standing()[:steps]) for steps in range(5)), office(*to_lifted())):
        for officer in ("nobody", DUTY, REVIEW, CHIEF, ADMIN):
            for whole in (*commands_by(officer), *commands_by(officer, "a9")):
                for command in (whole, emptied(whole)):
                    verdict = decide(ledger.board, command, PACK, NOW)
                    if isinstance(verdict, Refused):
                        refused += 1
                        assert all(r.text and r.clause for r in verdict.reasons), (command, verdict)
    assert refused > 3000


def emptied(command: commands.Command) -> commands.Command:
    """The same with every text an officer types left blank."""
    kept = {"by", "alert", "sha256"}
    typed = {f.name: " " for f in fields(command) if f.name not in kept and type(getattr(command, f.name)) is str}
    return replace(command, **typed)  # type: ignore[arg-type]
