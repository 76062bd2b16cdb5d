"""Puts blocks onto pages: text on the grid, tables and figures between grid lines, headings kept with what follows."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, assert_never

from qh_console.documents import boxes
from qh_console.documents.breaking import break_text
from qh_console.documents.contents import contents_entry
from qh_console.documents.faces import Faces, MissingGlyph
from qh_console.documents.keeping import followers, heads_text, lines_here, opens_turned, under_table
from qh_console.documents.lines import Line, Setting
from qh_console.documents.model import (
    Align,
    Block,
    Box,
    Contents,
    Figure,
    Form,
    Gap,
    Heading,
    PageBreak,
    Paragraph,
    Role,
    Span,
    Table,
    Words,
)
from qh_console.documents.page import (
    BLACK,
    CHAR_PITCH,
    LINE_PITCH,
    MM,
    SIZE_2,
    SIZE_3,
    SIZE_5,
    Bookmark,
    Colour,
    Drawing,
    Item,
    Page,
    Text,
    baseline,
)
from qh_console.documents.structure import Kind, Part, Structure
from qh_console.documents.titles import title_lines
from qh_console.problems import KnownProblem

Work = TypeVar("Work")
HEADING_ROLES = {1: Role.HEI, 2: Role.KAI, 3: Role.FANG, 4: Role.FANG}


def spans_of(words: Words, role: Role = Role.FANG) -> tuple[Span, ...]:
    return (Span(words, role),) if isinstance(words, str) else words


class Flow:
    """Pages being filled from the top. `down` is how far the current page is used, in points."""

    def __init__(self, faces: Faces) -> None:
        self.faces = faces
        self.pages: list[Page] = [Page()]
        self.down = 0.0
        self.headings: list[tuple[int, str, int]] = []
        self.contents: Sequence[tuple[int, str, int]] = ()
        self.structure = Structure()
        self.tables = 0
        self.addressee_moved = False
        """Whether 主送 had to go to the version block (formats.begin)."""
        self.where = ""
        """The part of the paper being set, for a fault found in it."""
        self._figures = 0
        self._ready: dict[tuple[int, bool], tuple[Block, Any]] = {}

    @property
    def page(self) -> Page:
        return self.pages[-1]

    def turn(self, landscape: bool = False) -> None:
        """Begins the next page."""
        self.pages.append(Page(landscape=landscape))
        self.down = 0.0

    def turn_if_used(self, landscape: bool = False) -> None:
        if self.page.empty and self.page.landscape == landscape:
            return
        if self.page.empty and not self.page.items:
            self.page.landscape = landscape
            return
        self.turn(landscape)

    def lines_left(self) -> int:
        return math.floor((self.page.height - self._snapped()) / LINE_PITCH + 0.01)

    def skip(self, lines: int) -> None:
        self.down = self._snapped() + lines * LINE_PITCH

    def put(self, *items: Item) -> None:
        self.page.items.extend(items)
        self.page.empty = False

    def break_words(self, words: Words, setting: Setting, role: Role = Role.FANG) -> tuple[Line, ...]:
        """Lines of a text; a character no face has is a KnownProblem that names it and where it stands."""
        spans = spans_of(words, role)
        try:
            return break_text(spans, setting, self.faces.advance)
        except MissingGlyph as missing:
            text = "".join(s.text for s in spans)
            at = max(text.find(missing.char), 0)
            around = "".join(c if c.isprintable() else "□" for c in text[max(0, at - 8) : at + 9])
            raise KnownProblem(
                f"{missing.told}，它在{self.where}“{around}”一处", "请换一个字，或安装含有该字的字体后重做"
            ) from missing

    def one_line(self, words: Words, setting: Setting, role: Role = Role.FANG) -> Line:
        """A text that has one line and no other; raises KnownProblem where it is too long for it."""
        lines = self.break_words(words, setting, role)
        if len(lines) > 1:
            text = "".join(span.text for span in spans_of(words))
            raise KnownProblem(f"“{text}”一行排不下", "请缩短后重做")
        return lines[0]

    def put_line(self, line: Line, part: Part, size: float = SIZE_3, colour: Colour = BLACK, x: float = 0.0) -> None:
        """One grid line at the current place."""
        y = self.page.height - baseline(self.down, LINE_PITCH, size)
        self.put(Text(x, y, size, line.stretches, part, colour))
        self.down += LINE_PITCH

    def blocks(self, blocks: Sequence[Block], tail_lines: int = 0) -> None:
        """Sets blocks in order; the last text keeps company with the `tail_lines` that follow it."""
        within = self.where
        for index, block in enumerate(blocks):
            self.where = f"{within}第{index + 1}段"
            later = blocks[index + 1 :]
            self._block(block, later, tail_lines)
        self.where = within

    def _block(self, block: Block, later: Sequence[Block], tail_lines: int) -> None:
        tail = 0 if later else tail_lines
        match block:
            case Heading():
                self._heading(block, later, tail_lines)
            case Paragraph():
                self.paragraph(block, followers(block, later, tail_lines, self))
            case Table():
                boxes.put_table(self, block, under_table(later, tail_lines, self))
            case Form():
                boxes.put_form(self, block, tail)
            case Figure():
                self._figure(block)
            case Gap():
                if self.down:
                    self.skip(block.lines)
            case PageBreak():
                self.turn_if_used()
            case Contents():
                self._contents()
            case _:
                assert_never(block)

    def grid(self, first_cells: float = 0, hang_cells: float = 0, justify: bool = True) -> Setting:
        return Setting(
            SIZE_3, CHAR_PITCH, self.page.width, first_cells * CHAR_PITCH, hang_cells * CHAR_PITCH, True, justify
        )

    def loose(self) -> Setting:
        """For a short line that stands alone: body pitch, digits close to their neighbours."""
        return Setting(SIZE_3, CHAR_PITCH, self.page.width, on_grid=False, justify=False)

    def paragraph(self, block: Paragraph, tail: int = 0) -> None:
        self.upright()
        part = self.structure.item() if block.is_item else self.structure.add(Kind.PARAGRAPH)
        self._put_lines(self._broken(block), part, block.align, tail)

    def _broken(self, block: Heading | Paragraph) -> tuple[Line, ...]:
        """The lines of a block, broken once though a heading over it asks for them first."""
        return self.once(block, lambda: self._break_block(block))

    def _break_block(self, block: Heading | Paragraph) -> tuple[Line, ...]:
        if isinstance(block, Heading):
            return self.break_words(block.text, self.grid(2), HEADING_ROLES[block.level])
        justify = block.align is Align.JUSTIFY
        return self.break_words(block.words, self.grid(block.indent_cells, block.hang_cells, justify))

    def once(self, block: Block, work: Callable[[], Work]) -> Work:
        key = (id(block), self.page.landscape)
        if key not in self._ready:
            self._ready[key] = (block, work())
        done: Work = self._ready[key][1]
        return done

    def lines_of(self, block: Heading | Paragraph) -> int:
        return len(self._broken(block))

    def least_height(self, block: Table | Form | Figure, tail: float) -> float:
        if isinstance(block, Figure):
            return block.height_mm * MM + LINE_PITCH
        return boxes.least_height(self, block, tail)

    def upright(self) -> None:
        """Text stands on upright sides only."""
        if self.page.landscape:
            self.turn_if_used()

    def _put_lines(self, lines: Sequence[Line], part: Part, align: Align, tail: int) -> None:
        queue = list(lines)
        while queue:
            self.down = self._snapped()
            count = lines_here(len(queue), tail, self.lines_left(), self.page.empty)
            for line in queue[:count]:
                self.put_line(line, part, x=_shift(line, align, self.page.width))
            queue = queue[count:]
            if queue:
                self.turn()

    def _heading(self, block: Heading, later: Sequence[Block], tail: int) -> None:
        """A heading stands on the side of what it heads, over two lines of it at least."""
        turned = opens_turned(later)
        if turned != self.page.landscape:
            self.turn_if_used(turned)
        lines = self._broken(block)
        self.down = self._snapped()
        left = self.lines_left() - len(lines)
        if not self.page.empty and (left < 0 or not heads_text(later, tail, left, self)):
            self.turn(turned)
        self.page.items.append(Bookmark(block.level, block.text, self.page.height - self.down))
        self.headings.append((block.level, block.text, len(self.pages)))
        part, nothing_yet = self.structure.heading(block.level), self.page.empty
        for line in lines:
            self.put_line(line, part)
        self.page.empty = nothing_yet

    def title(self, text: str, size: float = SIZE_2, role: Role = Role.BIAO) -> None:
        """Centred, in a trapezium or rhombus, no word split (GB/T 9704 7.3.1)."""
        self.down = self._snapped()
        per_line = int(self.page.width / size + 0.01)
        setting = Setting(size, size, self.page.width, on_grid=False, justify=False)
        part = self.structure.heading(0)
        for words in title_lines(text, per_line):
            for line in self.break_words(words, setting, role):
                self.put_line(line, part, size, x=(self.page.width - line.width_pt) / 2)

    def caption(self, text: str, of: Part, pitch: float = LINE_PITCH) -> None:
        part = of.add(Kind.CAPTION)
        setting = Setting(SIZE_5, SIZE_5, self.page.width, on_grid=False, justify=False)
        for line in self.break_words(text, setting, Role.HEI):
            y = self.page.height - baseline(self.down, pitch, SIZE_5)
            self.put(Text((self.page.width - line.width_pt) / 2, y, SIZE_5, line.stretches, part))
            self.down += pitch

    def _figure(self, block: Figure) -> None:
        self.upright()
        height = block.height_mm * MM
        if self.down + height + LINE_PITCH > self.page.height and self.down:
            self.turn()
        box = Box(0.0, self.page.height - self.down - height, self.page.width, height)
        part = self.structure.add(Kind.FIGURE, block.told or block.caption or "图")
        self.put(Drawing(box, block.draw, part))
        self.down += height
        if block.caption:
            self._figures += 1
            self.caption(f"图{self._figures}　{block.caption}", part)

    def _contents(self) -> None:
        contents = self.structure.add(Kind.CONTENTS)
        for entry in self.contents:
            if self.lines_left() < 1:
                self.turn()
            y = self.page.height - baseline(self.down, LINE_PITCH, SIZE_3)
            self.put(*contents_entry(entry, self.page.width, y, contents, self.break_words))
            self.down += LINE_PITCH

    def _snapped(self) -> float:
        return math.ceil(self.down / LINE_PITCH - 0.02) * LINE_PITCH


def _shift(line: Line, align: Align, width: float) -> float:
    if align is Align.CENTRE:
        return (width - line.width_pt) / 2 - line.x_pt
    if align is Align.RIGHT:
        return width - line.width_pt - line.x_pt
    return 0.0
