"""Lines as they are drawn: where each sign stands once the break between lines is settled; pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from qh_console.documents.model import Role

Advance = Callable[[Role, str], float]
"""Width of one character of a face in ems."""

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
    """A Chinese character, a run of Latin letters and digits, or a space: never cut except by force.

    `kind` is wide, latin, space, or joint: a character between two numbers, as in a date, that is set with them.
    """

    text: str
    signs: str
    role: Role
    kind: str
    width_em: float


class Group(NamedTuple):
    """One Chinese character, or a Latin run with the spaces inside it, and the width it is given.

    `lead_pt` is how far it stands from the start of that width, `spacing_pt` what follows each of its signs.
    """

    atoms: tuple[Atom, ...]
    width_pt: float
    lead_pt: float = 0.0
    spacing_pt: float = 0.0


def line_of(groups: list[Group], text: str, setting: Setting, start: float, last: bool) -> Line:
    """Places the groups of one line from `start`; a line that is not the last of its paragraph reaches the edge."""
    natural = sum(group.width_pt for group in groups)
    spare = setting.measure_pt - start - natural
    hangs = bool(groups) and spare < -0.01
    gap = spare / (len(groups) - 1) if len(groups) > 1 else 0.0
    spread = setting.justify and not last and spare > 0.01 and gap <= SPREAD_AT_MOST * setting.pitch_pt
    extra = gap if spread else 0.0
    stretches: list[Stretch] = []
    x = start
    for group in groups:
        if group.atoms[0].kind == "wide":
            _put_wide(stretches, group.atoms[0], x + group.lead_pt, setting, extra)
        else:
            _put_latin(stretches, group, x + group.lead_pt, setting.size_pt)
        x += group.width_pt + extra
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


def _put_latin(stretches: list[Stretch], group: Group, x: float, size_pt: float) -> None:
    for index, atom in enumerate(group.atoms):
        last = stretches[-1] if index else None
        if last is not None and last.role == atom.role:
            stretches[-1] = Stretch(last.signs + atom.signs, last.role, last.x_pt, group.spacing_pt)
        else:
            stretches.append(Stretch(atom.signs, atom.role, x, group.spacing_pt))
        x += atom.width_em * size_pt + len(atom.signs) * group.spacing_pt
