"""Atoms on the grid: how full a line is as they come, and the place each Chinese character and Latin run is given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qh_console.documents.air import (
    CENTRED_MARK,
    CHINESE,
    CLOSING,
    EDGE,
    WHITE,
    Fit,
    Side,
    after_run,
    before_run,
    closer,
    fit,
)
from qh_console.documents.lines import Advance, Atom, Group, Setting

HANGING = frozenset("，。、；：")
"""Stops: one may hang past the right edge of text on the grid."""
BEFORE, AFTER, AROUND, AFTER_HALF, BEFORE_HALF = 0xE020, 0xE030, 0xE040, 0xE050, 0xE060
"""Where the shipped Latin face keeps digits with a quarter, or half, an em of white at a side (faces.py)."""
FULL_WIDTH = 0.95
"""Ems from which a mark fills its cell and so has white in it."""
HALF_A_CELL = (0.4, 0.55)
"""Ems left over beside an odd count of digits."""


class Fill(NamedTuple):
    """How full a line is: points up to its last Latin run, what that run takes in ems, and what stands before it.

    That is moved on by `moved` ems. `spare_em` and `spare_signs` are what of the run's end may pass the edge, `hung_pt`
    what the line takes where the mark at its end hangs past it, with its white or as a whole.
    """

    closed_pt: float = 0.0
    run_em: float = 0.0
    signs: int = 0
    spare_em: float = 0.0
    spare_signs: int = 0
    even: bool = False
    before: Atom | None = None
    moved: float = 0.0
    hung_pt: float | None = None

    def taken_pt(self, setting: Setting) -> float:
        """Points the line asks for, the spaces at its end and one hanging mark left out."""
        if self.hung_pt is not None:
            return self.hung_pt
        return self.closed_pt + _least_pt(self.run_em - self.spare_em, self.signs - self.spare_signs, setting)


NOTHING = Fill()


def _least_pt(run_em: float, signs: int, setting: Setting) -> float:
    """What a run at the end of a line asks for."""
    return max(run_em - (closer(signs) if setting.on_grid and signs else 0.0), 0.0) * setting.size_pt


def filled(fill: Fill, atoms: Sequence[Atom], setting: Setting) -> Fill:
    """How full a line is once `atoms` stand on it too."""
    for atom in atoms:
        if atom.kind == "wide":
            fill = _with_wide(fill, atom, setting)
            continue
        spare, count = (fill.spare_em, fill.spare_signs) if atom.kind == "space" else (0.0, 0)
        if atom.kind == "space" or (atom.kind == "joint" and setting.on_grid and atom.text in HANGING):
            spare, count = spare + atom.width_em, count + 1
        run, signs = fill.run_em + atom.width_em, fill.signs + len(atom.signs)
        even = fill.even or atom.kind == "joint"
        fill = Fill(fill.closed_pt, run, signs, spare, count, even, fill.before, fill.moved)
    return fill


def _with_wide(fill: Fill, atom: Atom, setting: Setting) -> Fill:
    closed, moved = fill.closed_pt, 0.0
    if fill.signs and setting.on_grid:
        fitted = _fit(fill.run_em, fill.signs, fill.even, _side(fill.before, fill.moved), atom, setting)
        closed, moved = closed + fitted.cells * setting.pitch_pt, fitted.moved
    elif fill.signs:
        closed += fill.run_em * setting.size_pt
    hung = None
    if atom.text in CLOSING:
        hung = _hung_pt(fill.closed_pt + _least_pt(fill.run_em, fill.signs, setting), atom, setting)
    return Fill(closed + setting.pitch_pt, before=atom, moved=moved, hung_pt=hung)


def _hung_pt(before_pt: float, mark: Atom, setting: Setting) -> float | None:
    """What a line asks for that ends with `mark`: nothing for a stop on the grid, elsewhere the half its ink is in."""
    if not before_pt or (setting.on_grid and mark.text not in HANGING):
        return None
    if setting.on_grid:
        return before_pt
    return before_pt + setting.pitch_pt - (WHITE * setting.size_pt if mark.width_em >= FULL_WIDTH else 0.0)


def _fit(run_em: float, signs: int, even: bool, left: Side, right: Atom, setting: Setting) -> Fit:
    return fit(run_em, signs, left, _after_run(right), setting.pitch_pt / setting.size_pt, even)


def _side(atom: Atom | None, moved: float) -> Side:
    """What stands before a run."""
    if atom is None:
        return EDGE
    side = before_run(atom.text, moved)
    return side if atom.width_em >= FULL_WIDTH or side is CHINESE else CENTRED_MARK


def _after_run(atom: Atom) -> Side:
    side = after_run(atom.text)
    return side if atom.width_em >= FULL_WIDTH or side is CHINESE else CENTRED_MARK


def grouped(atoms: Sequence[Atom], setting: Setting, room_pt: float, advance: Advance) -> list[Group]:
    """The atoms of one line with the place each has in `room_pt`."""
    if atoms and atoms[-1].kind == "joint":
        atoms = [*atoms[:-1], atoms[-1]._replace(kind="wide")]
    groups: list[Group] = []
    run: tuple[Atom, ...] = ()
    before, moved = None, 0.0
    for atom in atoms:
        if atom.kind != "wide":
            run = (*run, atom)
            continue
        if run:
            group, moved = _placed(run, _side(before, moved), atom, setting, advance)
            groups.append(group)
            run = ()
        else:
            moved = 0.0
        before = atom
        groups.append(Group((atom,), setting.pitch_pt, moved * setting.size_pt))
    if run:
        groups.append(_at_end(run, groups, setting, room_pt))
    return _hung(groups, setting, room_pt)


def _hung(groups: list[Group], setting: Setting, room_pt: float) -> list[Group]:
    """A run before a mark that hangs ends at the edge."""
    if len(groups) < 2 or sum(group.width_pt for group in groups) <= room_pt + 0.01:
        return groups
    *before, run, mark = groups
    if run.atoms[0].kind == "wide" or mark.atoms[0].text not in HANGING:
        return groups
    return [*before, _at_end(run.atoms, before, setting, room_pt), mark._replace(lead_pt=0.0)]


def _at_end(run: tuple[Atom, ...], before: Sequence[Group], setting: Setting, room_pt: float) -> Group:
    """A run as wide as it is, drawn together a little where the edge asks for it."""
    signs = sum(len(atom.signs) for atom in run)
    natural = sum(atom.width_em for atom in run) * setting.size_pt
    over = sum(group.width_pt for group in before) + natural - room_pt
    if not 0 < over < closer(signs) * setting.size_pt + 0.01:
        return Group(run, natural)
    return Group(run, natural - over, 0.0, -over / max(signs - 1, 1))


def _placed(run: tuple[Atom, ...], left: Side, after: Atom, setting: Setting, advance: Advance) -> tuple[Group, float]:
    """A run with the mark or character `after` it, and how many ems that is moved on."""
    if not setting.on_grid:
        return Group(run, sum(atom.width_em for atom in run) * setting.size_pt), 0.0
    size, cell = setting.size_pt, setting.pitch_pt / setting.size_pt
    width, signs = sum(atom.width_em for atom in run), sum(len(atom.signs) for atom in run)
    fitted = _fit(width, signs, any(atom.kind == "joint" for atom in run), left, after, setting)
    whole = fitted.cells * setting.pitch_pt
    if HALF_A_CELL[0] < fitted.cells * cell - width < HALF_A_CELL[1] and len(run) == 1 and left is not EDGE:
        padded = _padded(run[0], left is CHINESE, _after_run(after) is CHINESE, advance)
        if padded is not run[0]:
            return Group((padded,), whole, 0.0, (whole - padded.width_em * size) / signs), 0.0
    return Group(run, whole, fitted.lead * size, fitted.track * size / max(signs - 1, 1)), fitted.moved


def _padded(atom: Atom, before: bool, after: bool, advance: Advance) -> Atom:
    """An odd count of digits with half an em of white in its own glyphs, beside Chinese, so that it copies whole."""
    signs = atom.signs
    if len(signs) % 2 == 0 or not (signs.isascii() and signs.isdigit()) or not (before or after):
        return atom
    if not before:
        signs = signs[:-1] + _digit(signs[-1], AFTER_HALF)
    elif not after:
        signs = _digit(signs[0], BEFORE_HALF) + signs[1:]
    elif len(signs) == 1:
        signs = _digit(signs, AROUND)
    else:
        signs = _digit(signs[0], BEFORE) + signs[1:-1] + _digit(signs[-1], AFTER)
    return atom._replace(signs=signs, width_em=sum(advance(atom.role, s) for s in signs))


def _digit(sign: str, first: int) -> str:
    return chr(first + int(sign))
