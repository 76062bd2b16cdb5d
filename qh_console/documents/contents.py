"""目录: one heading of it, dots, and its page, which a reader can go to."""

from __future__ import annotations

from qh_console.documents.lines import Setting
from qh_console.documents.model import Box, Role
from qh_console.documents.page import CHAR_PITCH, LINE_PITCH, SIZE_3, Item, Jump, Text
from qh_console.documents.structure import Kind, Part
from qh_console.documents.tables import Breaker

DOT = SIZE_3 / 4
"""Width of a full stop of the Latin face, near enough to fill a line with them."""


def contents_entry(
    entry: tuple[int, str, int], width: float, y: float, contents: Part, breaker: Breaker
) -> tuple[Item, ...]:
    """The line at base line `y` for a heading's level, text and page."""
    level, text, number = entry
    indent = (level - 1) * 2 * CHAR_PITCH
    setting = Setting(SIZE_3, CHAR_PITCH, width - 3 * CHAR_PITCH, on_grid=True, justify=False)
    endless = Setting(SIZE_3, CHAR_PITCH, 1e6, on_grid=False, justify=False)
    name = breaker(text, setting, Role.HEI if level == 1 else Role.FANG)[0]
    figures = breaker(str(number), endless, Role.FANG)[0]
    start, end = indent + name.width_pt + CHAR_PITCH / 2, width - 2.5 * CHAR_PITCH
    dots = breaker("." * max(int((end - start) / DOT), 0), endless, Role.FANG)[0]
    link = contents.add(Kind.CONTENTS_ITEM).add(Kind.LINK)
    return (
        Text(indent, y, SIZE_3, name.stretches, link),
        Text(end - dots.width_pt, y, SIZE_3, dots.stretches, None),
        Text(width - figures.width_pt, y, SIZE_3, figures.stretches, link),
        Jump(Box(indent, y - (LINE_PITCH - SIZE_3) / 2, width - indent, LINE_PITCH), number, text, link),
    )
