"""发文字号 run gapless within a Beijing year and start again in the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from qh_console.domain.acts import AlertIssued, Entry, ProposalApproved
from qh_console.domain.alerts import Stage
from qh_console.domain.board import fold
from qh_console.domain.commands import ApproveProposal, HoldConsultation, IssueAlert, ReturnProposal
from qh_console.domain.numbering import (
    EXHAUSTED,
    derive_number_clashes,
    derive_number_gaps,
    number_for,
    office_of,
    used_numbers,
)
from qh_console.domain.office_commands import VoidNumber
from qh_console.domain.office_settings import OfficeSettings
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.particulars import Approval, Change, Scope
from tests.builders import (
    CHIEF,
    DUTY,
    ENROLMENTS,
    HAIDONG,
    HUANGNAN,
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


def test_numbers_follow_each_other_and_start_again_with_the_year() -> None:
    board, settings = office(*to_standing()).board, xining(plan())
    assert number_for(board, settings, datetime(2026, 12, 31, 15, 59, tzinfo=UTC)) == "宁重污应急〔2026〕3号"
    assert number_for(board, settings, datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == "宁重污应急〔2027〕1号"
    other = replace(settings, number_prefix="别的代字")
    assert number_for(board, other, datetime(2026, 6, 1, tzinfo=UTC)) == "别的代字〔2026〕1号"


def test_province_and_prefectures_number_their_notices_in_series_of_their_own() -> None:
    held = consultation(Level.ORANGE, Scope.PROVINCE, (HAIDONG, HUANGNAN))
    _, *road = to_standing(alert="a2")
    ledger = office(*to_standing(), HoldConsultation(DUTY, "a2", held), *road)
    city, province = (ledger.board.alerts[name].notices[0] for name in ("a1", "a2"))
    assert (city.number, city.response_number) == (number(1), number(2))
    assert (province.number, province.response_number) == ("青重污应急〔2026〕1号", "青重污应急〔2026〕2号")
    assert derive_number_gaps(ledger.board) == derive_number_clashes(ledger.board) == ()
    ledger.must(VoidNumber(DUTY, number(3), "毁损"), VoidNumber(DUTY, "青重污应急〔2026〕3号", "毁损"))


def test_a_prefectures_notices_are_printed_by_its_own_office() -> None:
    assert xining(plan()).printed_by == "西宁市重污染天气应急指挥部办公室"


def test_the_signature_that_approves_reserves_and_the_release_takes_what_was_reserved() -> None:
    ledger = office(*to_standing()[:3])
    proposal = ledger.board.alerts["a1"].proposal
    assert proposal is not None
    assert proposal.reserved == (number(1), number(2))
    ledger.must(VoidNumber(DUTY, number(3), "打印毁损"))
    ledger.must(IssueAlert(DUTY, "a1"))
    notice = ledger.board.alerts["a1"].notices[0]
    assert (notice.number, notice.response_number) == (number(1), number(2))
    ledger.must(propose(Change.LIFT, Level.ORANGE), ApproveProposal(CHIEF, "a1", Approval.SIGNATURE))
    lift = ledger.board.alerts["a1"].proposal
    assert lift is not None
    assert lift.reserved == (number(4),), "only an issue starts a response with a notice of its own"


def test_a_proposal_that_goes_back_after_its_signature_voids_its_numbers_with_the_reason() -> None:
    ledger = office(*to_standing()[:3], ReturnProposal(REVIEW, "a1", "范围有误"))
    assert ledger.board.alerts["a1"].stage is Stage.RETURNED
    assert {n: v.act.reason for n, v in ledger.board.book.voids.items()} == dict.fromkeys(
        (number(1), number(2)), "签批后退回：范围有误"
    )
    ledger.must(*to_standing()[1:])
    assert ledger.board.alerts["a1"].notices[0].number == number(3)
    assert derive_number_gaps(ledger.board) == derive_number_clashes(ledger.board) == ()


def test_an_approval_of_an_older_record_takes_its_number_at_the_release() -> None:
    ledger = office(*to_standing()[:3])
    last = ledger.entries[-1]
    assert isinstance(last.act, ProposalApproved)
    ledger.entries[-1] = replace(last, act=replace(last.act, number="", response_number=""))
    ledger.board = fold(ledger.entries)
    ledger.must(IssueAlert(DUTY, "a1"))
    assert numbers(ledger) == [number(1), number(2)]


def test_another_desk_may_release_and_the_number_stays_of_the_range_it_was_reserved_in() -> None:
    first = ranged(501, 999)
    first.must(*ENROLMENTS, *to_standing()[:3])
    second = Ledger("d2", pack=ranged(1, 500).pack)
    second.entries, second.board = list(first.entries), first.board
    second.must(IssueAlert(DUTY, "a1"))
    assert [(u.number, u.desk) for u in used_numbers(second.board)] == [(number(501), "d1"), (number(502), "d1")]


def test_a_number_under_an_act_that_could_not_follow_never_comes_again() -> None:
    """Two desks approve one proposal; the paper of the second may have been signed, so its number is spent."""
    begun = office(*to_standing()[:2])
    desks = []
    for name, first in (("d1", 1), ("d2", 501)):
        desk = Ledger(name, pack=ranged(first).pack)
        desk.entries, desk.board = list(begun.entries), begun.board
        desk.must(ApproveProposal(CHIEF, "a1", Approval.SIGNATURE))
        desks.append(desk)
    board = fold([*begun.entries, *(desk.entries[-1] for desk in desks)])
    assert len(board.irregular) == 1
    assert number_for(board, xining(ranged(501).pack), NOW) == number(503)
    assert number_for(board, xining(ranged(1, 500).pack), NOW) == number(3)


# --- a desk's own range, voided numbers, gaps -----------------------------------------------------------------------


def ranged(first: int, last: int | None = None) -> Ledger:
    pack = plan()
    return Ledger(pack=replace(pack, office=replace(pack.office, first_serial=first, last_serial=last)))


def numbers(ledger: Ledger) -> list[str]:
    return [u.number for u in used_numbers(ledger.board)]


def xining(pack: PlanPack) -> OfficeSettings:
    return office_of(pack, pack.headquarters(XINING))


def number(serial: int) -> str:
    return f"宁重污应急〔2026〕{serial}号"


def test_a_desk_counts_within_its_own_range() -> None:
    ledger = ranged(501, 999)
    assert number_for(ledger.board, xining(ledger.pack), NOW) == number(501)
    ledger.must(*ENROLMENTS, *to_standing())
    assert numbers(ledger) == [number(501), number(502)]
    assert number_for(ledger.board, xining(ledger.pack), NOW, ahead=1) == number(504)
    other = xining(ranged(1, 500).pack)
    assert number_for(ledger.board, other, NOW) == number(1), "another desk's numbers do not move ours"


def test_a_range_that_is_used_up_refuses_with_a_reason_and_the_next_year_begins_anew() -> None:
    ledger = ranged(1, 2)
    ledger.must(*ENROLMENTS, *to_standing()[:3])
    assert number_for(ledger.board, xining(ledger.pack), NOW, ahead=2) is None
    ledger.must(IssueAlert(DUTY, "a1"), propose(Change.LIFT, Level.ORANGE))
    assert ledger.refused(ApproveProposal(CHIEF, "a1", Approval.SIGNATURE)).reasons == (EXHAUSTED,)
    assert ledger.refused(VoidNumber(DUTY, number(3), "毁损")).reasons == (EXHAUSTED,)
    assert number_for(ledger.board, xining(ledger.pack), NOW.replace(year=2027)) == "宁重污应急〔2027〕1号"


def test_issuing_needs_two_numbers_for_its_two_papers() -> None:
    ledger = ranged(1, 1)
    ledger.must(*ENROLMENTS, *to_standing()[:2])
    assert ledger.refused(ApproveProposal(CHIEF, "a1", Approval.SIGNATURE)).reasons == (EXHAUSTED,)


def test_a_spoilt_number_is_voided_with_a_reason_and_never_comes_again() -> None:
    ledger = office()
    assert number(1) in ledger.refused(VoidNumber(DUTY, number(2), "毁损")).reasons[0].text
    for wrong in ("别的〔2026〕1号", ""):
        assert "青重污应急〔2026〕1号" in ledger.refused(VoidNumber(DUTY, wrong, "毁损")).reasons[0].text
    assert ledger.refused(VoidNumber(DUTY, number(1), " ")).reasons[0].field == "reason"
    ledger.must(VoidNumber(DUTY, number(1), "打印毁损"))
    ledger.refused(VoidNumber(DUTY, number(1), "再来"))
    ledger.must(*to_standing())
    assert sorted(numbers(ledger)) == [number(k) for k in (1, 2, 3)]
    assert ledger.board.alerts["a1"].notices[0].number == number(2)
    assert derive_number_gaps(ledger.board) == derive_number_clashes(ledger.board) == ()


def released(serials: tuple[int, ...], desk: str, alert: str) -> list[Entry]:
    """A desk's entries whose notices carry these numbers."""
    ledger = Ledger(desk)
    ledger.must(*ENROLMENTS, *to_standing(alert=alert))
    found = []
    for entry in ledger.entries:
        if isinstance(entry.act, AlertIssued | ProposalApproved):
            act = replace(entry.act, number=number(serials[0]), response_number=number(serials[1]))
            entry = replace(entry, act=act)
        found.append(entry)
    return found


@pytest.mark.parametrize(
    ("ours", "theirs", "gaps", "clashes"),
    [
        ((1, 2), (3, 4), [], []),
        ((1, 2), (501, 502), [], []),
        ((1, 3), (501, 502), [2], []),
        ((1, 3), (2, 4), [], []),
        ((1, 2), (1, 2), [], [1, 2]),
        ((1, 5), (3, 4), [2], []),
    ],
)
def test_gaps_and_numbers_given_twice_are_found_across_desks(
    ours: tuple[int, int], theirs: tuple[int, int], gaps: list[int], clashes: list[int]
) -> None:
    entries = released(ours, "d1", "a1") + released(theirs, "d2", "a2")
    board = fold(sorted(entries, key=lambda e: e.order))
    assert derive_number_gaps(board) == tuple(map(number, gaps))
    assert derive_number_clashes(board) == tuple(map(number, clashes))


def test_a_number_of_another_shape_is_nobodys() -> None:
    entries = [
        replace(e, act=replace(e.act, number="手写一号", response_number=""))
        if isinstance(e.act, AlertIssued | ProposalApproved)
        else e
        for e in released((1, 2), "d1", "a1")
    ]
    assert used_numbers(fold(entries)) == ()
