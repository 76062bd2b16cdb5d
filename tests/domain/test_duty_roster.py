"""Who is on watch and who is next; where nobody is, or two are; what two desks did at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qh_console.domain.duty_roster import LONGEST, CoverFault, CoverStretch, cover_faults, faults_in
from qh_console.domain.roster_acts import (
    DutyShiftChanged,
    DutyShiftEntered,
    DutyShiftsExchanged,
    DutyShiftWithdrawn,
)
from qh_console.domain.roster_shifts import DutyPost, DutyShift
from tests.builders import DUTY, office
from tests.roster_builders import FIRST, TWELVE, shift, shifts, to_roster

HOUR = timedelta(hours=1)
END = FIRST + timedelta(days=2)


def test_who_is_on_watch_to_the_minute_and_who_is_next() -> None:
    book = office(*to_roster()).board.roster
    first, second, third, last = book.in_order
    assert book.on_watch(FIRST - timedelta(minutes=1)) is None
    assert book.on_watch(FIRST) == first
    assert book.on_watch(FIRST + TWELVE - timedelta(minutes=1)) == first
    assert book.on_watch(FIRST + TWELVE) == second
    assert book.next_after(FIRST) == second
    assert book.next_after(FIRST + 3 * TWELVE) is None
    assert book.between(FIRST + TWELVE, FIRST + 3 * TWELVE) == (second, third)
    assert book.on_watch(last.shift.ends_at) is None


def test_of_two_that_overlap_the_later_one_is_on_watch() -> None:
    late = shift(FIRST + 6 * HOUR, "样本晚")
    ledger = office(*to_roster(1))
    ledger.record(DutyShiftEntered(late), DUTY)
    held = ledger.board.roster.on_watch(FIRST + 7 * HOUR)
    assert held is not None
    assert held.shift == late


@pytest.mark.parametrize(
    ("kept", "found"),
    [
        ((), [(CoverFault.GAP, FIRST, END)]),
        (shifts(4), []),
        (shifts(1) + shifts(4)[3:], [(CoverFault.GAP, FIRST + TWELVE, FIRST + 3 * TWELVE)]),
        ((*shifts(4), shift(FIRST + HOUR, hours=1)), [(CoverFault.OVERLAP, FIRST + HOUR, FIRST + 2 * HOUR)]),
        (
            (*shifts(4), shift(FIRST + 11 * HOUR, hours=2)),
            [(CoverFault.OVERLAP, FIRST + 11 * HOUR, FIRST + 13 * HOUR)],
        ),
    ],
)
def test_gaps_and_overlaps(kept: tuple[DutyShift, ...], found: list[tuple[CoverFault, datetime, datetime]]) -> None:
    assert cover_faults(kept, FIRST, END) == tuple(CoverStretch(*one) for one in found)


@given(st.lists(st.tuples(st.integers(-5, 50), st.integers(1, 24)), max_size=8))
def test_every_hour_is_covered_once_or_pointed_out(spans: list[tuple[int, int]]) -> None:
    kept = [shift(FIRST + begin * HOUR, hours=long) for begin, long in spans]
    found = cover_faults(kept, FIRST, END)
    for hour in range(48):
        at = FIRST + hour * HOUR
        many = sum(one.starts_at <= at < one.ends_at for one in kept)
        kinds = [one.kind for one in found if one.from_at <= at < one.to_at]
        assert kinds == ([] if many == 1 else [CoverFault.OVERLAP if many else CoverFault.GAP])


@pytest.mark.parametrize(
    ("bend", "field"),
    [
        ({"leader": " "}, "leader"),
        ({"main": ""}, "main"),
        ({"phone": ""}, "phone"),
        ({"phone": "值班室"}, "phone"),
        ({"deputy": "样本乙"}, "deputy"),
        ({"ends_at": FIRST}, "ends_at"),
        ({"ends_at": FIRST + LONGEST + HOUR}, "ends_at"),
    ],
)
def test_what_is_wrong_with_a_shift(bend: dict[str, object], field: str) -> None:
    assert faults_in(shift()) == ()
    assert [fault.field for fault in faults_in(replace(shift(), **bend))] == [field]  # type: ignore[arg-type]


def test_what_two_desks_did_at_once_is_named_and_the_first_stands() -> None:
    ledger = office(*to_roster())
    before = ledger.board.roster
    first, second = before.in_order[:2]
    for act in (
        DutyShiftEntered(first.shift),
        DutyShiftChanged(first.id, shift(main="样本丁"), 3, "病假"),
        DutyShiftChanged("d9-9", shift(main="样本丁"), 2, "病假"),
        DutyShiftsExchanged(first.id, second.id, DutyPost.MAIN, 1, 2, "出差"),
        DutyShiftWithdrawn("d9-9", "重复"),
    ):
        ledger.record(act, DUTY)
    assert ledger.board.roster == before
    assert len(ledger.board.irregular) == 5
