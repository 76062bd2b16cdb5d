"""Ten thousand random lives: whatever is asked in whatever order, only what the plan allows comes of it."""

from __future__ import annotations

import re
from copy import copy
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from operator import itemgetter

from hypothesis import given, settings
from hypothesis import strategies as st

from qh_console.domain import acts, commands, office_acts, office_commands
from qh_console.domain.acts import Act, AlertAdjusted, ChangeProposed
from qh_console.domain.alerts import Proposal, Stage
from qh_console.domain.board import Board, fold
from qh_console.domain.checklists import tasks_at
from qh_console.domain.clocks import derive_clocks
from qh_console.domain.commands import Command
from qh_console.domain.filing import standing_filings
from qh_console.domain.handover import derive_handover, overdue_lines
from qh_console.domain.numbering import derive_number_clashes, derive_number_gaps, number_for, used_numbers
from qh_console.domain.pack import ApprovalRule, Level, PlanPack
from qh_console.domain.particulars import (
    Approval,
    Cause,
    Change,
    ChangeEvidence,
    Mark,
    MarkState,
    Means,
    Role,
    Scope,
    TelephoneRecord,
)
from qh_console.domain.prefills import correction_of
from qh_console.domain.province_call import derive_floor, derive_province_proposal
from qh_console.domain.signing import derive_signatures
from qh_console.domain.steps import lawful_next
from qh_console.domain.verdicts import Accepted, Refused
from qh_console.packs import load_places
from qh_console.paths import resources_folder
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
    propose,
    to_standing,
)
from tests.domain.test_decisions import ASSESSMENT, CITY_CHANGES, PACK, PAGE_LINE, PHONE, city_filing, commands_by

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
_LAWFUL = re.compile(
    r"H(?:H|Ps?A?R)*(?:C|Ps?A?|Ps?AI(?:H|[plcx]s?A?R|ps?Aj|cs?An)*"
    r"(?:[plcx]s?A?|(?:ls?AL|xs?Aw)(?:cs?A?R|cs?An)*(?:S+|cs?A?)?)?)?"
)
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
PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
CHOICES = st.integers(0, 5 * len(POOL))
PLACES_OF = {"a1": (XINING,), "a2": (XINING, HAIDONG), "a3": (HAIDONG,)}
LEVELS = (Level.YELLOW, Level.ORANGE, Level.RED)


def _asked(board: Board, choice: int) -> Command:
    """One in five may be anything at all; the others are what an officer would do next, so that lives get long."""
    rest, topic = divmod(choice, 5)
    if topic == 4:
        return POOL[rest % len(POOL)]
    likely = _likely_beside(board) if topic == 3 else _likely_of(f"a{topic + 1}", board)
    return likely[rest % len(likely)]


def _likely_of(name: str, board: Board) -> list[Command]:
    alert = board.alerts.get(name)
    scope = Scope.PROVINCE if name == "a2" else Scope.CITY
    if alert is None:
        held = [commands.HoldConsultation(DUTY, name, consultation(at, scope, PLACES_OF[name])) for at in LEVELS]
        return [*held, *_unsure(name)]
    match alert.stage:
        case Stage.CONSULTED | Stage.RETURNED:
            asked = propose(Change.ISSUE, alert.consultation.level, name)
            sure = commands.HoldConsultation(DUTY, name, consultation(Level.ORANGE, scope, PLACES_OF[name]))
            return [asked, asked, replace(asked, by=REVIEW), sure, *_unsure(name)]
        case Stage.PROPOSED | Stage.CHANGE_PROPOSED | Stage.LIFT_PROPOSED:
            return [
                commands.ApproveProposal(CHIEF, name, Approval.SIGNATURE),
                commands.ApproveProposal(DUTY, name, Approval.TELEPHONE, PHONE),
                commands.ApproveProposal("zuzhang", name, Approval.SIGNATURE),
                commands.ApproveProposal(REVIEW, name, Approval.SIGNATURE, absence="组长出差"),
                commands.ReturnProposal(REVIEW, name, "补充气象条件"),
            ]
        case Stage.APPROVED:
            out = commands.IssueAlert(DUTY, name)
            return [out, out, out, commands.ReturnProposal(REVIEW, name, "范围有误")]
        case Stage.CHANGE_APPROVED | Stage.LIFT_APPROVED:
            releases = (commands.AdjustAlert, commands.CorrectNotice, commands.WithdrawAlert, commands.LiftAlert)
            back = commands.ReturnProposal(REVIEW, name, "情况有变")
            return [*(release(DUTY, name) for release in releases), back]
        case Stage.STANDING | Stage.CHANGE_RETURNED | Stage.LIFT_RETURNED:
            changes = [propose(change, Level.RED, name) for change in Change]
            lower, lift = propose(Change.LOWER, Level.YELLOW, name), propose(Change.LIFT, Level.YELLOW, name)
            early = ChangeEvidence(clear_hours=PACK.grading.clear_hours - 1)
            changes += [lower, lift, replace(lower, evidence=early), replace(lift, evidence=early)]
            changes += [replace(lift, meteorology_agrees=False), replace(lift, ecology_agrees=False)]
            changes += [replace(lift, by=REVIEW)]
            done = Mark(MarkState.DONE, Means.FAX, "", "已落实")
            return [
                *changes,
                commands.MarkDuty(DUTY, name, alert.tasks[0].task.id, done),
                *(commands.CountersignApproval(by, name, n.number) for n in alert.notices for by in n.owing),
            ]
        case _:
            return [commands.AssessAlert(DUTY, name, ASSESSMENT), propose(Change.CORRECT, Level.RED, name)]


def _unsure(name: str) -> list[Command]:
    """Consultations upon which nothing may be issued (plan 1.3)."""
    scope = Scope.PROVINCE if name == "a2" else Scope.CITY
    agreed = consultation(Level.ORANGE, scope, PLACES_OF[name])
    return [
        commands.HoldConsultation(DUTY, name, replace(agreed, cause=cause)) for cause in (Cause.UNDECIDED, Cause.DUST)
    ]


def _likely_beside(board: Board) -> list[Command]:
    following = number_for(board, PACK.office, NOW)
    pending = board.book.pending_handover
    unchecked = [key for key, held in board.book.filings.items() if held.checked is None]
    return [
        *(
            office_commands.FileCityAlert(DUTY, city_filing(HAIDONG, change, level, f"{change.value}{n}号"))
            for n, (change, level) in enumerate(CITY_CHANGES)
        ),
        *(office_commands.CheckFiling(DUTY, *key, ok, "补范围") for key in unchecked[:1] for ok in (True, False)),
        office_commands.AnswerFloor(DUTY, "a2", HAIDONG, Level.RED, Means.FAX, ""),
        office_commands.VoidNumber(DUTY, following or "", "毁损"),
        office_commands.HandOver(board.shift.officer if board.shift else DUTY, REVIEW, (PAGE_LINE,)),
        *([office_commands.AcceptHandover(REVIEW, pending.id, (PAGE_LINE.id,))] if pending else []),
        commands.StartShift(DUTY),
    ]


def _check_alerts(ledger: Ledger, board: Board) -> None:
    notices = [n for a in board.alerts.values() for n in a.notices]
    numbers = [number for n in notices for number in (n.number, n.response_number) if number]
    numbers += [n for a in board.alerts.values() if a.proposal is not None for n in a.proposal.reserved]
    numbers += board.book.voids
    assert len(numbers) == len(set(numbers))
    by_series = groupby(sorted((u.prefix, u.serial) for u in used_numbers(board)), key=itemgetter(0))
    for _, series in by_series:
        serials = [serial for _, serial in series]
        assert serials == list(range(1, len(serials) + 1))
    assert sorted(u.number for u in used_numbers(board)) == sorted(numbers)
    assert (derive_number_gaps(board), derive_number_clashes(board)) == ((), ())
    assert board.disputes == ()
    assert board.irregular == ()
    for alert in board.alerts.values():
        own = [e.act for e in ledger.entries if getattr(e.act, "alert", None) == alert.id]
        assert _LAWFUL.fullmatch("".join(map(_letter, own))), own
        _check_plan(own)
        assert alert.is_standing == (alert.level is not None)
        for notice in alert.notices:
            assert (notice.number, *filter(None, (notice.response_number,))) == notice.proposal.reserved
            _check_signatures(notice.proposal, ledger.pack)
            assert notice.level.is_alert
        if alert.level is not None:
            releases = [a for a in own if isinstance(a, acts.AlertIssued | AlertAdjusted)]
            assert alert.level is releases[-1].level


def _check_plan(own: list[Act]) -> None:
    """Plan 1.3, 3.3.2, 5.4, read off one alert's acts: of what cause, after how long, by whom, and until when."""
    cause, is_over = Cause.UNDECIDED, False
    for act in own:
        match act:
            case acts.ConsultationHeld():
                cause = act.consultation.cause
            case acts.AlertIssued():
                assert cause not in (Cause.UNDECIDED, Cause.DUST)
            case ChangeProposed() if act.change in (Change.LOWER, Change.LIFT):
                assert (act.evidence.clear_hours or 0) >= 36
                assert act.change is Change.LOWER or (act.ecology_agrees and act.meteorology_agrees)
            case acts.AlertLifted() | acts.AlertWithdrawn():
                is_over = True
            case acts.DutyMarked() | acts.MarkCorrected():
                assert not is_over, "the response ended with the alert"
            case _:
                pass


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


def _begun(pack: PlanPack, road: tuple[Command, ...]) -> list[Ledger]:
    """A record with every officer and the first 0, 1, 2 … steps of `road`; lives go on from a copy of one."""
    ledgers = []
    for steps in range(len(road) + 1):
        ledger = Ledger(pack=pack)
        ledger.must(*OFFICERS, *road[:steps])
        ledgers.append(ledger)
    return ledgers


BEGUN = _begun(PACK, to_standing())


@settings(max_examples=10_000)
@given(st.lists(CHOICES, max_size=24))
def test_no_life_of_an_alert_leaves_the_road(choices: list[int]) -> None:
    """Plan 3.2–5.5: whatever is asked in whatever order, only the road happens, and a rebuild is the live board."""
    _live(BEGUN[choices[0] % len(BEGUN) if choices else 0], choices)


BESIDE: tuple[Command, ...] = (
    *to_standing(Level.YELLOW),
    *to_standing(Level.RED, "a3")[:1],
    commands.HoldConsultation(DUTY, "a2", consultation(Level.ORANGE, Scope.PROVINCE, (XINING, HAIDONG))),
    propose(Change.ISSUE, Level.ORANGE, "a2"),
    commands.ApproveProposal(CHIEF, "a2", Approval.SIGNATURE),
    commands.IssueAlert(DUTY, "a2"),
)
"""A city's alert, the province's over it, and a third that is only consulted on."""
BEGUN_BESIDE = _begun(TWO_SIGN, BESIDE)


@settings(max_examples=10_000)
@given(st.integers(0, len(BEGUN_BESIDE) - 1), st.lists(CHOICES, max_size=20))
def test_no_three_lives_at_once_leave_the_road(begun: int, choices: list[int]) -> None:
    """Plan 3.3.1, 5.1: the cities' alerts, the province's and those filed go their ways without breaking each other."""
    _live(BEGUN_BESIDE[begun], choices)


def _live(begun: Ledger, choices: list[int]) -> None:
    ledger = copy(begun)
    ledger.entries = list(begun.entries)
    for choice in choices:
        verdict = ledger.submit(_asked(ledger.board, choice))
        if isinstance(verdict, Refused):
            assert verdict.reasons
            assert all(r.text and r.clause for r in verdict.reasons), verdict
        else:
            assert isinstance(verdict, Accepted)
    assert fold(ledger.entries) == ledger.board
    _check_alerts(ledger, ledger.board)
    _check_cities(ledger, ledger.board)


@settings(max_examples=300)
@given(st.lists(CHOICES, max_size=20), st.lists(CHOICES, max_size=20))
def test_two_desks_merged_never_break_the_fold(ours: list[int], theirs: list[int]) -> None:
    """The fold takes any union of two lawful histories; what clashes is kept as irregular or as a dispute."""
    desks = []
    for name, choices in (("d1", ours), ("d2", theirs)):
        ledger = Ledger(desk=name, pack=PACK)
        ledger.must(*ENROLMENTS, *to_standing(alert="a1" if name == "d1" else "a2"))
        for choice in choices:
            ledger.submit(_asked(ledger.board, choice))
        desks.append(ledger)
    merged = sorted((e for d in desks for e in d.entries), key=lambda e: e.order)
    board = fold(merged)
    assert board.length == len(merged)
    assert len(board.irregular) >= 4, "both desks enrolled the same officers"
    for dispute in board.disputes:
        assert board.alerts[dispute.first].is_standing
        assert board.alerts[dispute.second].is_standing
    _check_views(board)


def _check_views(board: Board) -> None:
    """Whatever two desks did to each other, every screen can still be drawn, and every clock told from the others."""
    later = NOW + timedelta(hours=60)
    clocks = derive_clocks(board, PACK, {}, later)
    assert len({clock.key for clock in clocks}) == len(clocks)
    page = derive_handover(board, clocks, (), (), overdue_lines(board, PACK, later), NOW, later)
    assert len({line.id for line in page.lines}) == len(page.lines)
    derive_province_proposal(board, PLACES, PACK)
    for number in derive_number_gaps(board):
        assert all(number not in (n.number, n.response_number) for a in board.alerts.values() for n in a.notices)
    for alert in board.alerts.values():
        assert lawful_next(alert)
        for notice in alert.notices:
            assert derive_signatures(notice.proposal, PACK)
            correction_of(alert, notice.number)
