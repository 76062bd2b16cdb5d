"""What the record amounts to, whatever two desks wrote without knowing of each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from qh_console.domain.acts import (
    Act,
    AlertIssued,
    ConsultationHeld,
    DataImported,
    DisputeSettled,
    OfficerEnrolled,
    OfficerRolesChanged,
    PaperExported,
    PaperFiled,
    PaperPrinted,
    PasswordChanged,
)
from qh_console.domain.alerts import Outcome, Stage
from qh_console.domain.board import Board, Dispute, Finding, Shift, fold
from qh_console.domain.commands import (
    Command,
    EndShift,
    FindCause,
    HoldConsultation,
    LiftAlert,
    RecordImport,
    StartShift,
)
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Cause, Change, Paper, Role, Scope
from tests.builders import (
    ADMIN,
    CHIEF,
    DUTY,
    ENROLMENTS,
    HAIBEI,
    HAIDONG,
    NOW,
    REVIEW,
    XINING,
    Ledger,
    consultation,
    office,
    propose,
    publication,
    to_lifted,
    to_standing,
)

SHA = "0" * 64
PAPER = Paper(None, "daily-brief", "日报", "", SHA, 1)


def standing_on_two_desks(*places: tuple[str, ...], scope: Scope = Scope.CITY) -> Board:
    """Alerts a1 and a2, each issued on a desk of its own that had not heard of the other."""
    desks = []
    for number, here in enumerate(places, start=1):
        ledger = Ledger(desk=f"d{number}")
        road = list(to_standing(alert=f"a{number}"))
        road[0] = HoldConsultation(DUTY, f"a{number}", consultation(scope=scope, places=here))
        ledger.must(*ENROLMENTS, *road)
        desks.append(ledger)
    return fold(sorted((e for d in desks for e in d.entries), key=lambda e: e.order))


def settled(board: Board, *keeps: str) -> Board:
    """`board` after each of these settlements came in, as from desks that could not see each other's."""
    ledger = Ledger(desk="d9")
    ledger.board = board
    for alert in keeps:
        ledger.record(DisputeSettled("a1|a2", alert, "先到"), REVIEW)
    return ledger.board


def test_an_empty_board_holds_nothing() -> None:
    board = fold([])
    assert board == Board()
    assert (board.length, board.standing, board.disputes) == (0, (), ())


def test_heads_follow_the_latest_entry_of_each_desk() -> None:
    board = standing_on_two_desks((XINING,), (HAIDONG,))
    assert board.heads == {"d1": (8, "d8"), "d2": (8, "d8")}
    assert board.length == 16


def test_a_batch_leaves_the_board_before_it_as_it_was() -> None:
    before = office()
    held = before.board
    before.must(*to_standing())
    assert held.alerts == {}
    assert held.length == len(ENROLMENTS)
    assert fold(before.entries) == before.board


def test_officers_have_the_roles_last_given() -> None:
    ledger = office()
    ledger.record(OfficerRolesChanged(DUTY, (Role.REVIEWER,), False), ADMIN)
    ledger.record(PasswordChanged(DUTY), ADMIN)
    officer = ledger.board.officers[DUTY]
    assert (officer.name, officer.active) == ("值班员甲", False)
    assert officer.roles == {Role.REVIEWER}
    assert ledger.board.irregular == ()


def test_a_name_is_shown_for_an_officer_and_the_id_for_a_stranger() -> None:
    assert office().board.name_of(DUTY) == "值班员甲"
    assert office().board.name_of("somebody") == "somebody"


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (OfficerEnrolled(DUTY, "另一人", "", (Role.APPROVER,)), "两台工作站登记了同一个账号"),
        (OfficerRolesChanged("nobody", (Role.APPROVER,), True), "账号还没有登记"),
        (PaperPrinted(SHA, 1, "lp"), "文书不在档案里"),
        (PaperExported(SHA, "usb"), "文书不在档案里"),
        (DisputeSettled("a1|a2", "a1", "先到"), "争议已经处理过"),
        (AlertIssued("a1", "1号", Level.RED, publication(), ()), "没有对应的会商"),
    ],
)
def test_an_act_that_cannot_follow_is_shown_and_changes_nothing_else(act: Act, why: str) -> None:
    ledger = office()
    before = ledger.board
    entry = ledger.record(act, ADMIN)
    assert [(i.entry, i.why) for i in ledger.board.irregular] == [(entry, why)]
    after = replace(ledger.board, irregular=(), heads=before.heads, length=before.length)
    assert after == before


def test_an_act_out_of_turn_is_irregular_and_the_alert_stays() -> None:
    ledger = office(*to_standing())
    alert = ledger.board.alerts["a1"]
    ledger.record(AlertIssued("a1", "9号", Level.RED, publication(), ()), DUTY)
    assert ledger.board.alerts["a1"] == alert
    assert [i.why for i in ledger.board.irregular] == ["与先前的记录冲突，未生效"]


def test_a_shift_lasts_from_its_start_to_its_end() -> None:
    ledger = office(StartShift(DUTY))
    assert ledger.board.shift == Shift(DUTY, NOW)
    assert ledger.must(EndShift(DUTY)).shift is None


def test_findings_and_imports_are_kept_in_order() -> None:
    found = FindCause(DUTY, (XINING,), NOW, NOW + timedelta(hours=3), Cause.DUST, "卫星")
    board = office(found, RecordImport(DUTY, "a.csv", SHA, 3, 2, 1, 0)).board
    assert [(f.act.cause, f.by, f.at) for f in board.findings] == [(Cause.DUST, DUTY, NOW)]
    assert isinstance(board.findings[0], Finding)
    assert board.imports == (DataImported("a.csv", SHA, 3, 2, 1, 0),)


def test_a_paper_is_filed_once_and_its_uses_counted() -> None:
    ledger = office()
    first = ledger.record(PaperFiled(PAPER), DUTY)
    ledger.now += timedelta(hours=1)
    ledger.record(PaperFiled(PAPER), REVIEW)
    for act in (PaperPrinted(SHA, 2, "lp"), PaperPrinted(SHA, 3, "lp"), PaperExported(SHA, "usb")):
        ledger.record(act, DUTY)
    filed = ledger.board.papers[SHA]
    assert (filed.paper, filed.by, filed.at, filed.desk, filed.seq) == (PAPER, DUTY, NOW, "d1", first.seq)
    assert (filed.prints, filed.exports, filed.runs) == (5, 1, 2)


# --- disputes -------------------------------------------------------------------------------------------------------


def test_two_standing_alerts_of_one_scope_and_place_are_a_dispute() -> None:
    board = standing_on_two_desks((XINING,), (XINING,))
    assert board.disputes == (Dispute("a1", "a2", (XINING,)),)
    assert board.disputes[0].id == "a1|a2"
    assert len(board.standing) == 2


def test_only_the_places_both_cover_are_in_dispute() -> None:
    board = standing_on_two_desks((XINING, HAIDONG), (HAIDONG, HAIBEI), scope=Scope.PROVINCE)
    assert [d.places for d in board.disputes] == [(HAIDONG,)]


def test_other_places_another_scope_or_an_ended_alert_make_no_dispute() -> None:
    assert standing_on_two_desks((XINING,), (HAIDONG,)).disputes == ()
    ledger = office(*to_standing())
    ledger.must(
        HoldConsultation(DUTY, "p1", consultation(scope=Scope.PROVINCE, places=(XINING, HAIDONG))),
        *to_standing(alert="p1")[1:],
    )
    assert len(ledger.board.standing) == 2
    assert ledger.board.disputes == ()
    lifted = office(*to_lifted(), *to_standing(alert="a2"))
    assert lifted.board.disputes == ()


@pytest.mark.parametrize(("keeps", "closed"), [("a1", "a2"), ("a2", "a1")])
def test_a_settlement_ends_the_other_alert(keeps: str, closed: str) -> None:
    board = settled(standing_on_two_desks((XINING,), (XINING,)), keeps)
    ended = board.alerts[closed]
    assert (ended.outcome, ended.stage, ended.level, ended.ended_at) == (Outcome.SETTLED, Stage.CLOSED, None, NOW)
    assert ended.closing == "先到"
    assert [a.id for a in board.standing] == [keeps]
    assert board.disputes == ()


@pytest.mark.parametrize("keeps", [("a1", "a2"), ("a1", "a1"), ("a2", "a1")])
def test_settlements_that_cross_never_end_both_alerts(keeps: tuple[str, str]) -> None:
    board = settled(standing_on_two_desks((XINING,), (XINING,)), *keeps)
    assert [a.id for a in board.standing] == [keeps[0]]
    assert board.irregular[-1].why == "争议已经处理过"


def test_a_settlement_in_favour_of_an_alert_lifted_meanwhile_leaves_the_other_standing() -> None:
    ledger = Ledger(desk="d1")
    ledger.board = standing_on_two_desks((XINING,), (XINING,))
    lift: tuple[Command, ...] = to_lifted()[4:6]
    ledger.must(*lift, LiftAlert(DUTY, "a1"))
    ledger.record(DisputeSettled("a1|a2", "a1", "先到"), CHIEF)
    assert [a.id for a in ledger.board.standing] == ["a2"]
    assert ledger.board.irregular[-1].why == "争议已经处理过"


def test_an_alert_opened_twice_under_one_id_goes_on_as_one() -> None:
    ledger = office(HoldConsultation(DUTY, "a1", consultation()))
    ledger.record(ConsultationHeld("a1", consultation(Level.RED, graded=Level.RED), "qh-2020", "d"), REVIEW)
    alert = ledger.board.alerts["a1"]
    assert [h.consultation.level for h in alert.consultations] == [Level.ORANGE, Level.RED]
    assert alert.opened_by == DUTY
    ledger.refused(propose(Change.ISSUE, Level.ORANGE))
