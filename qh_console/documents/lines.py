"""Lines as they are drawn: where each sign stands once the break between lines is settled; pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from qh_console.documents.model import Role

Advance = Callable[[Role, str], float]
"""Width of one character of a face in ems."""

OPEN_MARKS = frozenset("，。；：！？、）》」』”’〕】〉〗（《「『“‘〔【〈〖—…～")
"""Marks that carry white of their own, so that Latin beside them needs none."""
SIDE = 0.25
TRACK = 0.05
TRACK_BESIDE_MARKS = 0.06
"""White a Latin run may take beside it in cells, and between its signs in ems."""
BEFORE, AFTER, AROUND, AFTER_HALF, BEFORE_HALF = 0xE020, 0xE030, 0xE040, 0xE050, 0xE060
"""Where the shipped Latin face keeps digits with a quarter, or half, an em of white at a side (faces.py)."""
SPREAD_AT_MOST = 0.25
"""White justification may put into one gap, in cells; a line that asks for more stays ragged, and so on the grid."""


@dataclass(frozen=True)
class Setting:
    """How a paragraph is set. Lengths in points; `pitch_pt` is the advance of one Chinese character."""

    size_pt: float
    pitch_pt: float
    measure_pt: float
    first_pt: float = 0.0
    hang_pt: float = 0.0
    on_grid: bool = True
    justify: bool = True


class Stretch(NamedTuple):
    """Signs drawn in one go: `signs` picks glyphs, `spacing_pt` follows each of them."""

    signs: str
    role: Role
    x_pt: float
    spacing_pt: float


@dataclass(frozen=True)
class Line:
    """`text` is what the reader reads, spaces at the break included; `x_pt` where the line starts."""

    stretches: tuple[Stretch, ...]
    text: str
    x_pt: float
    width_pt: float


class Atom(NamedTuple):
    """A Chinese character, a run of Latin letters and digits, or a space: never cut except by force."""

    text: str
    signs: str
    role: Role
    kind: str
    width_em: float


Group = tuple[list[Atom], float]
"""One Chinese character, or a Latin run with the spaces inside it, and the width it is given."""


def line_of(groups: list[Group], text: str, setting: Setting, start: float, last: bool, advance: Advance) -> Line:
    """Places the groups of one line from `start`; a line that is not the last of its paragraph reaches the edge."""
    natural = sum(w for _, w in groups)
    spare = setting.measure_pt - start - natural
    hangs = bool(groups) and spare < -0.01
    gap = spare / (len(groups) - 1) if len(groups) > 1 else 0.0
    spread = setting.justify and not last and spare > 0.01 and gap <= SPREAD_AT_MOST * setting.pitch_pt
    extra = gap if spread else 0.0
    stretches: list[Stretch] = []
    x = start
    for index, (atoms, width) in enumerate(groups):
        if atoms[0].kind == "wide":
            _put_wide(stretches, atoms[0], x, setting, extra)
        else:
            before = groups[index - 1][0][0] if index else None
            after = groups[index + 1][0][0] if index + 1 < len(groups) else None
            _put_latin(stretches, atoms, x, width, setting, (before, after), advance)
        x += width + extra
    width = setting.measure_pt - start if hangs or extra else natural
    return Line(tuple(stretches), text, start, width)


def _put_wide(stretches: list[Stretch], atom: Atom, x: float, setting: Setting, extra: float) -> None:
    spacing = setting.pitch_pt + extra - setting.size_pt
    own = x + (setting.pitch_pt - atom.width_em * setting.size_pt) / 2
    last = stretches[-1] if stretches else None
    if last is not None and atom.width_em == 1.0 and last.role == atom.role and last.spacing_pt == spacing:
        end = last.x_pt + len(last.signs) * (setting.size_pt + spacing)
        if abs(end - own) < 0.01:
            stretches[-1] = Stretch(last.signs + atom.signs, last.role, last.x_pt, spacing)
            return
    stretches.append(Stretch(atom.signs, atom.role, own, spacing))


def _put_latin(
    stretches: list[Stretch],
    atoms: list[Atom],
    x: float,
    width: float,
    setting: Setting,
    beside: tuple[Atom | None, Atom | None],
    advance: Advance,
) -> None:
    """White left over in the cells goes beside the run first, a little between its signs next."""
    size = setting.size_pt
    wants = [0.0 if b is None or b.text in OPEN_MARKS else 1.0 for b in beside]
    if setting.on_grid:
        atoms = [_padded(atoms[0], wants, advance)] if len(atoms) == 1 else atoms
    signs = sum(len(a.signs) for a in atoms)
    slack = width - sum(a.width_em for a in atoms) * size
    sides = min(max(slack, 0.0), SIDE * setting.pitch_pt * sum(wants))
    most = TRACK if all(wants) else TRACK_BESIDE_MARKS
    track = min(slack - sides, most * size * signs) if slack > 0 else slack
    sides = slack - track
    if not any(wants):
        wants = [0.0 if b is None else 1.0 for b in beside]
    share = wants[0] / sum(wants) if any(wants) else 0.0
    spacing = track / signs
    x += sides * share
    for atom in atoms:
        last = stretches[-1] if stretches else None
        if last is not None and atom is not atoms[0] and last.role == atom.role:
            stretches[-1] = Stretch(last.signs + atom.signs, last.role, last.x_pt, spacing)
        else:
            stretches.append(Stretch(atom.signs, atom.role, x, spacing))
        x += atom.width_em * size + len(atom.signs) * spacing


def _padded(atom: Atom, wants: list[float], advance: Advance) -> Atom:
    """An odd count of digits with half an em of white in its own glyphs, towards Chinese and not towards a mark."""
    signs = atom.signs
    if len(signs) % 2 == 0 or not (signs.isascii() and signs.isdigit()):
        return atom
    if wants == [0.0, 1.0]:
        signs = signs[:-1] + _digit(signs[-1], AFTER_HALF)
    elif wants == [1.0, 0.0]:
        signs = _digit(signs[0], BEFORE_HALF) + signs[1:]
    elif len(signs) == 1:
        signs = _digit(signs, AROUND)
    else:
        signs = _digit(signs[0], BEFORE) + signs[1:-1] + _digit(signs[-1], AFTER)
    return atom._replace(signs=signs, width_em=sum(advance(atom.role, s) for s in signs))


def _digit(sign: str, first: int) -> str:
    return chr(first + int(sign))
