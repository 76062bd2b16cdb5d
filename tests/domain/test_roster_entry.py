"""A shift is entered whole, changed and exchanged with a reason (plan 7.5); gaps and overlaps are never refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qh_console.domain.roster_commands import (
    ChangeDutyShift,
    EnterDutyShift,
    ExchangeDutyShifts,
    RosterCommand,
    WithdrawDutyShift,
)
from qh_console.domain.roster_shifts import DutyPost
from tests.builders import DUTY, NOW, Ledger, office
from tests.roster_builders import FIRST, TWELVE, shift, to_roster


@pytest.fixture
def ledger() -> Ledger:
    return office(*to_roster())


def ids(ledger: Ledger) -> list[str]:
    return [held.id for held in ledger.board.roster.in_order]


def test_a_change_keeps_the_shift_and_counts_its_versions(ledger: Ledger) -> None:
    first = ids(ledger)[0]
    changed = replace(ledger.board.roster.shifts[first].shift, main="样本丁", ends_at=FIRST + 2 * TWELVE)
    ledger.must(ChangeDutyShift(DUTY, first, changed, " 病假 "))
    held = ledger.board.roster.shifts[first]
    assert (held.shift, held.version, held.by, held.at) == (changed, 2, DUTY, NOW)
    assert ids(ledger)[0] == first


def test_an_exchange_swaps_one_post_of_two_shifts(ledger: Ledger) -> None:
    first, second = ids(ledger)[:2]
    ledger.must(ExchangeDutyShifts(DUTY, first, second, DutyPost.MAIN, "出差"))
    a, b = (ledger.board.roster.shifts[id] for id in (first, second))
    assert (a.shift.main, b.shift.main, a.version, b.version) == ("样本2", "样本1", 2, 2)
    assert (a.shift.starts_at, a.shift.deputy) == (FIRST, "样本丙")


def test_a_withdrawn_shift_is_off_the_roster(ledger: Ledger) -> None:
    first = ids(ledger)[0]
    ledger.must(WithdrawDutyShift(DUTY, first, "重复登记"))
    assert first not in ids(ledger)
    assert len(ids(ledger)) == 3


def test_what_is_refused_says_which_field(ledger: Ledger) -> None:
    first, second = ids(ledger)[:2]
    held = ledger.board.roster.shifts[first].shift
    ledger.must(ChangeDutyShift(DUTY, second, replace(ledger.board.roster.shifts[second].shift, deputy=""), "病假"))
    cases: tuple[tuple[RosterCommand, str, str], ...] = (
        (EnterDutyShift(DUTY, shift()), "starts_at", "已经登记"),
        (EnterDutyShift(DUTY, replace(shift(), main="", starts_at=NOW)), "main", "主班没有填写"),
        (ChangeDutyShift(DUTY, first, held, "病假"), "", "没有改动"),
        (ChangeDutyShift(DUTY, first, replace(held, main="样本丁"), " "), "reason", "理由"),
        (ChangeDutyShift(DUTY, "d9-9", held, "病假"), "", "没有这一班"),
        (ExchangeDutyShifts(DUTY, first, "", DutyPost.MAIN, "出差"), "second", "另一班"),
        (ExchangeDutyShifts(DUTY, first, first, DutyPost.MAIN, "出差"), "second", "自己"),
        (ExchangeDutyShifts(DUTY, first, second, DutyPost.LEADER, "出差"), "second", "同一人"),
        (ExchangeDutyShifts(DUTY, first, second, DutyPost.MAIN, ""), "reason", "理由"),
        (WithdrawDutyShift(DUTY, first, ""), "reason", "理由"),
        (WithdrawDutyShift(DUTY, "d9-9", "重复"), "", "没有这一班"),
    )
    for command, field, said in cases:
        reason = ledger.refused(command).reasons[0]
        assert (reason.field, reason.clause) == (field, "7.5")
        assert said in reason.text


def test_an_exchange_that_leaves_one_person_in_two_posts_is_refused(ledger: Ledger) -> None:
    first, second = ids(ledger)[:2]
    ledger.must(
        ChangeDutyShift(DUTY, second, replace(ledger.board.roster.shifts[second].shift, main="样本丙", deputy=""), "调")
    )
    reason = ledger.refused(ExchangeDutyShifts(DUTY, first, second, DutyPost.MAIN, "出差")).reasons[0]
    assert (reason.field, reason.text) == ("post", "换班后主班、副班是同一人")
