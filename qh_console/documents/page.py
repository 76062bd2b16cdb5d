"""The sheet: A4, the type area and its grid (GB/T 9704—2012 5), and the things that can stand on a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from qh_console.documents.lines import Stretch
from qh_console.documents.model import Box
from qh_console.documents.structure import Part

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
LEFT, TOP = 28 * MM, 37 * MM
AREA_WIDTH, AREA_HEIGHT = 156 * MM, 225 * MM
BOTTOM = PAGE_HEIGHT - TOP - AREA_HEIGHT
LINES, CELLS = 22, 28
LINE_PITCH = AREA_HEIGHT / LINES
CHAR_PITCH = AREA_WIDTH / CELLS

SIZE_2, SIZE_3, SIZE_4, SIZE_SMALL_4, SIZE_5 = 22.0, 16.0, 14.0, 12.0, 10.5
"""二号, 三号, 四号, 小四, 五号 in points."""
EM_TOP, EM_BOTTOM = 0.88, 0.12
"""Share of the em box over and under the base line, as the faces are drawn."""

BLACK = (0.0, 0.0, 0.0)
RED = (0.87, 0.0, 0.0)
GREY = (0.45, 0.45, 0.45)
Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Text:
    """Stretches of one size on one base line. `x`, `y` from the type area's lower left; `squeeze` narrows."""

    x: float
    y: float
    size: float
    stretches: tuple[Stretch, ...]
    part: Part | None
    """Whose text it is; None where a listener needs it no second time."""
    colour: Colour = BLACK
    squeeze: float = 1.0


@dataclass(frozen=True)
class Rule:
    x0: float
    y0: float
    x1: float
    y1: float
    width: float
    colour: Colour = BLACK


@dataclass(frozen=True)
class Drawing:
    box: Box
    draw: Callable[[Any, Box], None]
    part: Part


@dataclass(frozen=True)
class Bookmark:
    """A heading the reader can jump to; `y` its upper edge."""

    level: int
    text: str
    y: float


@dataclass(frozen=True)
class Jump:
    """A place a reader can go to another page from; `words` say where."""

    box: Box
    page: int
    words: str
    part: Part


Item = Text | Rule | Drawing | Bookmark | Jump


@dataclass
class Page:
    """One side being filled. Landscape sides keep their page number where the upright ones have it."""

    landscape: bool = False
    numbered: bool = True
    items: list[Item] = field(default_factory=list)
    empty: bool = True
    """No text of the body yet: heads, rules and headings at most."""

    @property
    def width(self) -> float:
        return AREA_HEIGHT if self.landscape else AREA_WIDTH

    @property
    def height(self) -> float:
        return AREA_WIDTH if self.landscape else AREA_HEIGHT


def baseline(line_top: float, pitch: float, size: float) -> float:
    """Distance from the top of the area to the base line of a line whose box starts at `line_top`."""
    return line_top + (pitch - size) / 2 + EM_TOP * size
