"""Numbers as a register: given, voided, missing, twice, and the desk's range."""

from __future__ import annotations

from dataclasses import replace

from qh_console.domain.board import fold
from qh_console.domain.office_commands import VoidNumber
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.ui.registers.numbers_state import derive_numbers, range_words
from tests.builders import DUTY, NOW, office, plan, to_standing

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
PACK = plan()
OFFICE = PACK.office
SIGN = OFFICE.number_prefix


def test_given_and_voided_stand_latest_first() -> None:
    ledger = office(*to_standing())
    used = derive_numbers(ledger.board, PACK, PLACES, NOW)
    assert used.next_of_cities == ("宁重污应急〔2026〕3号",)
    ledger.must(VoidNumber(DUTY, used.next_of_cities[0], "印坏"))
    state = derive_numbers(ledger.board, PACK, PLACES, NOW)
    assert [row.serial for row in state.rows] == sorted((row.serial for row in state.rows), reverse=True)
    assert (state.rows[0].state, state.rows[0].subject, state.rows[0].by) == ("作废", "印坏", "值班员甲")
    assert state.rows[-1].use == "预警通知"
    assert state.odd == ""
    assert state.next_of_cities == ("宁重污应急〔2026〕4号",)
    assert state.next_number == f"{SIGN}〔2026〕1号"


def test_a_gap_and_a_clash_are_named() -> None:
    entries, twin = office(*to_standing()).entries, office(*to_standing(alert="a2")).entries[4:]
    both = [*entries, *(replace(entry, desk="d2", seq=k) for k, entry in enumerate(twin, start=1))]
    state = derive_numbers(fold(both), PACK, PLACES, NOW)
    assert state.clashes
    assert f"重号{len(state.clashes)}个" in state.odd
    assert {row.state for row in state.rows if row.number in state.clashes} == {"重号"}
    skipped = list(office(*to_standing(), *(VoidNumber(DUTY, n, "坏") for n in _next(2))).entries)
    del skipped[-2]
    gone = derive_numbers(fold(skipped), PACK, PLACES, NOW)
    assert len(gone.gaps) == 1
    assert [row.state for row in gone.rows if row.number == gone.gaps[0]] == ["缺号"]


def _next(count: int) -> list[str]:
    first = derive_numbers(office(*to_standing()).board, PACK, PLACES, NOW).rows[0].serial + 1
    return [f"宁重污应急〔2026〕{first + k}号" for k in range(count)]


def test_the_range_is_told_and_used_up() -> None:
    assert range_words(OFFICE, NOW) == f"{SIGN}〔2026〕 第1号起"
    small = replace(OFFICE, first_serial=5, last_serial=5)
    assert range_words(small, NOW) == f"{SIGN}〔2026〕 第5号至5号"
    board = office(VoidNumber(DUTY, f"{SIGN}〔2026〕1号", "印坏")).board
    assert derive_numbers(board, replace(PACK, office=small), PLACES, NOW).next_number == f"{SIGN}〔2026〕5号"
    none = replace(OFFICE, first_serial=1, last_serial=1)
    assert derive_numbers(board, replace(PACK, office=none), PLACES, NOW).next_number == ""
