"""Atoms as they come, and the places they are given on the grid."""

from __future__ import annotations

import pytest

from qh_console.documents.groups import NOTHING, filled, grouped
from qh_console.documents.lines import Atom, Group, Setting
from qh_console.documents.model import Role
from tests.documents.samples import faces

GRID = Setting(16.0, 16.0, 400.0)
LOOSE = Setting(16.0, 16.0, 400.0, on_grid=False)


def atoms_of(text: str) -> list[Atom]:
    """One atom a character, but digits together; 年 and 、 between digits are joints."""
    atoms: list[Atom] = []
    for index, char in enumerate(text):
        digit, last = char.isdigit() or char == ".", atoms[-1] if atoms else None
        if digit and last is not None and last.kind == "latin":
            atoms[-1] = latin(last.text + char)
        elif digit:
            atoms.append(latin(char))
        else:
            joint = char in "年、" and text[index - 1].isdigit() and text[index + 1 : index + 2].isdigit()
            atoms.append(Atom(char, char, Role.FANG, "joint" if joint else "wide", 1.0))
    return atoms


def latin(text: str) -> Atom:
    return Atom(text, text, Role.SERIF, "latin", faces().width(Role.SERIF, text, 1.0))


def groups_of(text: str, setting: Setting = GRID, room: float = 400.0) -> list[Group]:
    return grouped(atoms_of(text), setting, room, faces().advance)


@pytest.mark.parametrize(
    ("text", "cells"),
    [("第12号", 3), ("第8号", 3), ("）8号", 2), ("）138号", 3), ("表8）", 2), ("、3.1、", 3), ("为243和", 4)],
)
def test_a_line_is_as_full_as_its_groups_are_wide(text: str, cells: int) -> None:
    assert filled(NOTHING, atoms_of(text), GRID).closed_pt == pytest.approx(cells * 16.0)
    assert sum(group.width_pt for group in groups_of(text)) == pytest.approx(cells * 16.0)


def test_an_odd_number_between_chinese_has_white_in_its_own_glyphs() -> None:
    assert groups_of("为8和")[1].atoms[0].signs == "\ue048"
    three = groups_of("为243和")[1]
    assert three.atoms[0].signs == "\ue0224\ue033"
    assert three.spacing_pt == pytest.approx(0.0, abs=0.01)
    assert groups_of("为24和")[1].atoms[0].signs == "24"
    assert groups_of("（8和")[1].atoms[0].signs == "\ue058"
    assert groups_of("为8—")[1].atoms[0].signs == "\ue068"


def test_a_number_beside_a_mark_stands_in_its_white() -> None:
    number = groups_of("）8号")[1]
    assert number.width_pt == 0
    assert number.lead_pt == pytest.approx(-8.0)


def test_a_mark_after_a_number_is_moved_on() -> None:
    *_, mark = groups_of("表8）")
    assert mark.lead_pt == pytest.approx(8.0)


def test_white_a_mark_has_spent_is_not_spent_again() -> None:
    first, second = groups_of("表8）8和")[1::2]
    assert first.width_pt == 0
    assert second.width_pt == pytest.approx(16.0)


def test_a_date_is_one_run() -> None:
    year, month = groups_of("2026年12月")
    assert [atom.text for atom in year.atoms] == ["2026", "年", "12"]
    assert year.width_pt == pytest.approx(4 * 16.0)
    assert [atom.text for atom in month.atoms] == ["月"]


def test_a_row_of_numbers_is_one_run() -> None:
    _, numbers, _ = groups_of("第3.1、5.1条")
    assert len(numbers.atoms) == 3
    assert numbers.width_pt == pytest.approx(4 * 16.0)
    assert numbers.lead_pt == pytest.approx(0.0)


def test_a_stop_between_numbers_hangs_where_the_line_ends_there() -> None:
    atoms = [*atoms_of("为24"), atoms_of("1、5")[1]]
    assert filled(NOTHING, atoms, GRID).taken_pt(GRID) == pytest.approx(31.52)
    *_, number, stop = grouped(atoms, GRID, 32.0, faces().advance)
    assert number.width_pt == pytest.approx(16.0)
    assert stop.atoms[0].kind == "wide"


def test_a_run_at_the_end_is_as_wide_as_it_is_and_closer_where_the_edge_asks() -> None:
    assert groups_of("为243")[-1].width_pt == pytest.approx(24.0)
    closer = groups_of("为243", room=39.5)[-1]
    assert closer.width_pt == pytest.approx(23.5)
    assert closer.spacing_pt == pytest.approx(-0.25)


def test_a_run_before_a_stop_that_hangs_ends_at_the_edge() -> None:
    _, number, stop = groups_of("为24，", room=32.0)
    assert number.width_pt == pytest.approx(16.0)
    assert stop.lead_pt == 0


@pytest.mark.parametrize(
    ("text", "setting", "hung"),
    [("重，", GRID, 16.0), ("重）", GRID, None), ("重，", LOOSE, 24.0), ("重）", LOOSE, 24.0), ("，", GRID, None),
     ("8，", LOOSE, 16.0), ("重重", LOOSE, None)],
)  # fmt: skip
def test_what_a_line_asks_for_that_ends_with_a_mark(text: str, setting: Setting, hung: float | None) -> None:
    fill = filled(NOTHING, atoms_of(text), setting)
    assert fill.hung_pt == (None if hung is None else pytest.approx(hung))
    assert fill.taken_pt(setting) == pytest.approx(hung or fill.closed_pt)


def test_off_the_grid_numbers_keep_their_width() -> None:
    assert [group.width_pt for group in groups_of("为8和", LOOSE)] == [16.0, pytest.approx(8.0), 16.0]
