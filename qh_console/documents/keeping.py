"""What keeps company over a page break: two lines at least, headings with their text, a signature with its body."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol, assert_never

from qh_console.documents.model import Block, Contents, Figure, Form, Gap, Heading, PageBreak, Paragraph, Table
from qh_console.documents.page import LINE_PITCH

UNDER_TABLE = 0.4
"""Grid lines of white under a table."""
LEAST = 2
"""Lines of what follows that keep a heading company."""


class Measure(Protocol):
    """How much of a page a block takes, asked before it is set."""

    def lines_of(self, block: Heading | Paragraph) -> int: ...

    def least_height(self, block: Table | Form | Figure, tail: float) -> float:
        """Height in points of the smallest part that may stand before a page break; `tail` lines follow the block."""
        ...


def lines_here(waiting: int, tail: int, left: int, page_empty: bool) -> int:
    """How many of the `waiting` lines of a paragraph go on a page with `left` lines; `tail` lines must follow the last.

    No single line is left at either side of a break, and what follows the body never stands alone; a page with no text
    yet shows some before that.
    """
    if waiting + tail <= left:
        return waiting
    count = waiting - LEAST if waiting <= left else min(left, waiting - LEAST)
    if count >= LEAST:
        return count
    return min(max(count, 1), left) if page_empty else 0


def followers(block: Paragraph, later: Sequence[Block], tail: int, measure: Measure) -> int:
    """Grid lines that must stand under the last of a paragraph: `tail` under the body's, what it announces (…：)."""
    if not later:
        return tail
    words = block.words if isinstance(block.words, str) else "".join(span.text for span in block.words)
    match later[0]:
        case Table() | Form() | Figure() if words.endswith("：") and not _lies(later[0]):
            return math.ceil(measure.least_height(later[0], tail if len(later) == 1 else 0) / LINE_PITCH)
        case _:
            return 0


def under_table(later: Sequence[Block], tail: float, measure: Measure) -> float:
    """Grid lines that must stand under the last rows of a table: a form to sign it never lies on a page of its own."""
    if not later:
        return tail
    form = later[0]
    if isinstance(form, Form) and not form.one_page:
        return measure.least_height(form, 0) / LINE_PITCH + UNDER_TABLE
    return 0


def _lies(block: Block) -> bool:
    return isinstance(block, Table) and block.landscape


def heads_text(later: Sequence[Block], tail: int, left: int, measure: Measure, wanted: int = LEAST) -> bool:
    """Whether a heading over `later` has company on a page where `left` lines follow it: two lines, or all it heads."""
    if not later:
        return left >= tail
    block, rest = later[0], later[1:]
    match block:
        case Heading():
            lines = measure.lines_of(block)
            return lines < left and heads_text(rest, tail, left - lines, measure)
        case Paragraph():
            lines = measure.lines_of(block)
            here = lines_here(lines, followers(block, rest, tail, measure), left, page_empty=False)
            if here >= wanted or here < lines or not rest or isinstance(rest[0], Heading):
                return here > 0
            return heads_text(rest, tail, left - lines, measure, wanted - lines)
        case Table() if _lies(block):
            return True
        case Table() | Form() | Figure():
            return measure.least_height(block, 0 if rest else tail) <= left * LINE_PITCH
        case Gap():
            return heads_text(rest, tail, left - block.lines, measure, wanted)
        case PageBreak() | Contents():
            return True
        case _:
            assert_never(block)


def opens_turned(later: Sequence[Block]) -> bool:
    """Whether the headings before `later` stand over a landscape table, and so on its side."""
    block = next((b for b in later if not isinstance(b, Heading)), None)
    return block is not None and _lies(block)


def rooms_wanted(heights: Sequence[float], tallest: float, tail: float, pair: bool) -> list[float]:
    """Room each row of a table asks for: its own, and for the last two that of both and the `tail` under them.

    A foot that would not fit a page asks for no more than its row. `pair` keeps the last two together.
    """
    wanted = list(heights)
    first = max(len(heights) - (2 if pair else 1), 0)
    for index in range(first, len(heights)):
        foot = sum(heights[index:]) + tail
        wanted[index] = foot if foot <= tallest else heights[index]
    return wanted
