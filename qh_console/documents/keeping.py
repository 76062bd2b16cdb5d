"""What keeps company over a page break: two lines at least, headings with their text, a signature with its body."""

from __future__ import annotations

import math
from collections.abc import Sequence

from qh_console.documents.model import Block, Figure, Heading, Table
from qh_console.documents.page import LINE_PITCH, MM


def lines_here(waiting: int, tail: int, left: int, page_empty: bool) -> int:
    """How many of the `waiting` lines of a paragraph go on a page with `left` lines; `tail` lines must follow the last.

    No single line is left at either side of a break, and what follows the body never stands alone.
    """
    if waiting + tail <= left:
        return waiting
    if waiting <= left:
        if waiting >= 4:
            return waiting - 2
        return waiting if page_empty else 0
    count = left
    if waiting - count == 1 and waiting >= 3:
        count -= 1
    if count == 1 and waiting >= 3 and not page_empty:
        count = 0
    return max(count, 1) if page_empty else max(count, 0)


def lines_wanted_after(following: Block | None, later: Sequence[Block] = ()) -> int:
    """Grid lines that must fit under a heading so that it is not the last thing on a page; `later` is after that."""
    match following:
        case Figure():
            return math.ceil(following.height_mm * MM / LINE_PITCH) + 1
        case Table() if not following.landscape:
            return 3
        case Heading():
            return max(3, 1 + lines_wanted_after(later[0] if later else None, later[1:]))
        case None | Table():
            return 0
        case _:
            return 2


def last_two(row: float, later: Sequence[float], tallest: float) -> float:
    """Height that the last two rows of a table take where they fit a page; 0 for any other row."""
    height = row + later[0] if len(later) == 1 else 0.0
    return height if height <= tallest else 0.0
