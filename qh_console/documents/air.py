"""White beside a Latin run on the grid: the cells it takes and what its neighbours give or bear; pure, in ems."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

CLOSING = frozenset("，。、；：）》」』”’〕】〉〗")
"""Marks whose ink lies in the left half of their cell."""
OPENING = frozenset("（《「『“‘〔【〈〖")
"""Marks whose ink lies in the right half."""
CENTRED = frozenset("！？·—…～")
STOPS = frozenset("，。、；：")

WHITE = 0.5
"""Of a mark's cell, which a run beside it may stand in."""
LENT_BY_STOPS = 0.3
"""Of a stop's, so that it keeps a little of its pause before a run."""
GLADLY = 0.9
"""Share of that white which is taken before a run is drawn together."""
SQUEEZE = 0.08
CLOSER = 0.03
"""Ems a run may be drawn together in all, and in each gap between its signs, so that it takes a cell less."""
EVEN = 0.25
"""White beside a Chinese character that looks neither torn nor tight."""
TRACK = 0.05
TRACK_OF_A_DATE = 0.08
"""White each sign of a run may take before its neighbours are pushed further off."""


class Side(NamedTuple):
    """What stands beside a run: white it gives up, white it bears; `moves` where the mark itself makes way."""

    gives: float
    bears: float
    moves: bool = False


EDGE = Side(0.0, 0.0)
CHINESE = Side(0.0, EVEN + 0.1)
WHITE_TOWARDS = Side(WHITE, 0.05)
INK_BEFORE = Side(0.0, 0.05)
INK_AFTER = Side(WHITE, 0.05, moves=True)
CENTRED_MARK = Side(0.0, 0.15)


def before_run(sign: str, spent: float = 0.0) -> Side:
    """The side towards a run that follows `sign`, of whose own white so much is spent already."""
    if sign in CLOSING:
        lent = LENT_BY_STOPS if sign in STOPS else WHITE
        return Side(max(lent - spent, 0.0), min(WHITE_TOWARDS.bears + spent, CHINESE.bears))
    if sign in OPENING:
        return INK_BEFORE
    return CENTRED_MARK if sign in CENTRED else CHINESE


def after_run(sign: str) -> Side:
    """The side towards a run that `sign` follows."""
    if sign in CLOSING:
        return INK_AFTER
    if sign in OPENING:
        return WHITE_TOWARDS
    return CENTRED_MARK if sign in CENTRED else CHINESE


class Fit(NamedTuple):
    """A run in cells: how many, the white before it (less than none where it stands in a mark's), what is added between
    its signs in all, and how far the mark after it moves on."""

    cells: int
    lead: float
    track: float
    moved: float


@lru_cache(maxsize=4096)
def fit(width: float, signs: int, left: Side, right: Side, cell: float, even: bool = False) -> Fit:
    """The cells for a run `width` ems wide of so many `signs`; `cell` is one cell in ems.

    An `even` run, a date, takes its white between its signs first.
    """
    least = max(0, math.ceil((width - left.gives - right.gives - closer(signs)) / cell - 1e-9))
    inside = TRACK_OF_A_DATE * signs if even else 0.0
    cells = min((least, least + 1), key=lambda count: _strain(count * cell - width, inside, left, right))
    return _shared(cells, cells * cell - width, signs, left, right, even)


def closer(signs: int) -> float:
    """Ems a run of so many signs may be drawn together."""
    return min(SQUEEZE, CLOSER * (signs - 1))


def _strain(air: float, inside: float, left: Side, right: Side) -> tuple[float, float]:
    """How much more white there is than fits inside and than both sides bear, and how far it is from none."""
    return max(0.0, round(air - inside - left.bears - right.bears, 3)), abs(air)


def _shared(cells: int, air: float, signs: int, left: Side, right: Side, even: bool) -> Fit:
    if air < 0:
        return _given(cells, -air, signs, left, right)
    chinese = [side.bears >= CHINESE.bears for side in (left, right)]
    beside = 0.0 if even else min(air, EVEN * sum(chinese))
    track = min(air - beside, (TRACK_OF_A_DATE if even else TRACK) * signs)
    bears = left.bears + right.bears
    lead = (air - track) * left.bears / bears if bears else 0.0
    return Fit(cells, lead, track, 0.0)


def _given(cells: int, wanted: float, signs: int, left: Side, right: Side) -> Fit:
    """A run for which its neighbours have to make room."""
    gives = left.gives + right.gives
    track = min(closer(signs), wanted)
    if wanted > track:
        track = min(closer(signs), max(wanted - gives * GLADLY, 0.0))
    share = (wanted - track) / gives if gives else 0.0
    return Fit(cells, -share * left.gives, -track, share * right.gives if right.moves else 0.0)
