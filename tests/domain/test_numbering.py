"""发文字号 run gapless within a Beijing year and start again in the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from qh_console.domain.acts import AlertIssued, Entry
from qh_console.domain.board import fold
from qh_console.domain.commands import ApproveProposal, IssueAlert, LiftAlert
from qh_console.domain.numbering import (
    EXHAUSTED,
    derive_number_clashes,
    derive_number_gaps,
    next_number,
    number_for,
    used_numbers,
)
from qh_console.domain.office_commands import VoidNumber
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Change
from tests.builders import CHIEF, DUTY, ENROLMENTS, NOW, Ledger, office, plan, propose, to_standing


def test_numbers_follow_each_other_and_start_again_with_the_year() -> None:
    board = office(*to_standing()).board
    alerts = board.alerts.values()
    assert next_number(alerts, "青重污应急", datetime(2026, 12, 31, 15, 59, tzinfo=UTC)) == "青重污应急〔2026〕3号"
    assert next_number(alerts, "青重污应急", datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == "青重污应急〔2027〕1号"
    assert next_number(alerts, "别的代字", datetime(2026, 6, 1, tzinfo=UTC)) == "别的代字〔2026〕1号"


# --- a desk's own range, voided numbers, gaps -----------------------------------------------------------------------


def ranged(first: int, last: int | None = None) -> Ledger:
    pack = plan()
    return Ledger(pack=replace(pack, office=replace(pack.office, first_serial=first, last_serial=last)))


def numbers(ledger: Ledger) -> list[str]:
    return [u.number for u in used_numbers(ledger.board)]


def number(serial: int) -> str:
    return f"青重污应急〔2026〕{serial}号"


def test_a_desk_counts_within_its_own_range() -> None:
    ledger = ranged(501, 999)
    assert number_for(ledger.board, ledger.pack.office, NOW) == number(501)
    ledger.must(*ENROLMENTS, *to_standing())
    assert numbers(ledger) == [number(501), number(502)]
    assert number_for(ledger.board, ledger.pack.office, NOW, ahead=1) == number(504)
    other = ranged(1, 500).pack.office
    assert number_for(ledger.board, other, NOW) == number(1), "another desk's numbers do not move ours"


def test_a_range_that_is_used_up_refuses_with_a_reason_and_the_next_year_begins_anew() -> None:
    ledger = ranged(1, 2)
    ledger.must(*ENROLMENTS, *to_standing()[:3])
    assert number_for(ledger.board, ledger.pack.office, NOW, ahead=2) is None
    ledger.must(IssueAlert(DUTY, "a1"), propose(Change.LIFT, Level.ORANGE))
    ledger.must(ApproveProposal(CHIEF, "a1", Approval.SIGNATURE))
    assert ledger.refused(LiftAlert(DUTY, "a1")).reasons == (EXHAUSTED,)
    assert ledger.refused(VoidNumber(DUTY, number(3), "毁损")).reasons == (EXHAUSTED,)
    assert number_for(ledger.board, ledger.pack.office, NOW.replace(year=2027)) == "青重污应急〔2027〕1号"


def test_issuing_needs_two_numbers_for_its_two_papers() -> None:
    ledger = ranged(1, 1)
    ledger.must(*ENROLMENTS, *to_standing()[:3])
    assert ledger.refused(IssueAlert(DUTY, "a1")).reasons == (EXHAUSTED,)


def test_a_spoilt_number_is_voided_with_a_reason_and_never_comes_again() -> None:
    ledger = office()
    for wrong in (number(2), "别的〔2026〕1号", ""):
        assert number(1) in ledger.refused(VoidNumber(DUTY, wrong, "毁损")).reasons[0].text
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
        if isinstance(entry.act, AlertIssued):
            issued = replace(entry.act, number=number(serials[0]), response_number=number(serials[1]))
            entry = replace(entry, act=issued)
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
    (entry,) = [e for e in released((1, 2), "d1", "a1") if isinstance(e.act, AlertIssued)]
    assert isinstance(entry.act, AlertIssued)
    odd = replace(entry, act=replace(entry.act, number="手写一号", response_number=""))
    board = fold([odd if e.seq == entry.seq else e for e in released((1, 2), "d1", "a1")])
    assert used_numbers(board) == ()
