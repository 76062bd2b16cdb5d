"""A roster's file: what is new goes in, what differs is changed, what is bad waits."""

from __future__ import annotations

from pathlib import Path

import pytest

from qh_console.services.rosters import Rosters, write_roster
from tests.builders import DUTY
from tests.roster_builders import to_roster
from tests.ui.seats import Seat, seat_at


@pytest.fixture
def seat(tmp_path: Path) -> Seat:
    return seat_at(tmp_path / "desk")


@pytest.mark.parametrize("name", ["值班表.xlsx", "值班表.csv"])
def test_what_goes_out_comes_in_again(seat: Seat, tmp_path: Path, name: str) -> None:
    seat.must(*to_roster(3))
    path = tmp_path / name
    assert write_roster(path, seat.office.board.roster.in_order) == 3
    found = Rosters(seat.office).take(path, DUTY)
    assert (found.new, found.changed, found.unchanged, found.faults) == (0, 0, 3, ())


def test_a_shift_of_the_same_hours_is_changed_with_the_file_as_the_reason(seat: Seat, tmp_path: Path) -> None:
    seat.must(*to_roster(2))
    path = tmp_path / "值班表.csv"
    write_roster(path, seat.office.board.roster.in_order)
    path.write_text(path.read_text(encoding="utf-8-sig").replace("样本2", "样本丁"), encoding="utf-8")
    found = Rosters(seat.office).take(path, DUTY)
    assert (found.new, found.changed, found.unchanged) == (0, 1, 1)
    assert [held.shift.main for held in seat.office.board.roster.in_order] == ["样本1", "样本丁"]


def test_a_bad_file_waits_for_a_word(seat: Seat, tmp_path: Path) -> None:
    path = tmp_path / "值班表.csv"
    head, good = "起,止,带班领导,主班,值班电话\n", "2026-01-09 08:00,2026-01-09 20:00,甲,乙,0971-0000001\n"
    path.write_text(head + good + "x,y,甲,乙,0971-0000001\n", encoding="utf-8")
    rosters = Rosters(seat.office)
    held = rosters.take(path, DUTY)
    assert (held.new, held.refused, len(held.faults)) == (0, 1, 2)
    assert not seat.office.board.roster.shifts
    taken = rosters.take(path, DUTY, good_part=True)
    assert (taken.new, taken.refused) == (1, 1)
    assert rosters.take(tmp_path / "没有.csv", DUTY).faults


def test_what_the_record_refuses_is_named_by_its_hours(seat: Seat, tmp_path: Path) -> None:
    path = tmp_path / "值班表.csv"
    path.write_text("起,止,带班领导,主班,值班电话\n2026-01-09 08:00,2026-01-09 20:00,甲,乙,0971-0000001\n", "utf-8")
    found = Rosters(seat.office).take(path, "nobody")
    assert (found.new, found.refused) == (0, 1)
    assert "1月9日8:00—20:00" in str(found.faults[0])
