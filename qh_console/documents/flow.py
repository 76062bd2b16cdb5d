"""Puts blocks onto pages: text on the grid, tables and figures between grid lines, headings kept with what follows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import assert_never

from qh_console.documents.breaking import break_text
from qh_console.documents.contents import contents_entry
from qh_console.documents.faces import Faces, MissingGlyph
from qh_console.documents.keeping import last_two, lines_here, lines_wanted_after
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
from qh_console.documents.tables import RowBox, fit_form, set_form, set_table, tagged
from qh_console.documents.titles import title_lines
from qh_console.problems import KnownProblem

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
        self._figures = 0
        self._tables = 0

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
            where = text[max(0, at - 8) : at + 9]
            raise KnownProblem(
                f"没有一种字体有“{missing.char}”（U+{ord(missing.char):04X}），它在“{where}”一处",
                "请换一个字，或安装含有该字的仿宋、黑体后重做",
            ) from missing

    def put_line(self, line: Line, part: Part, size: float = SIZE_3, colour: Colour = BLACK, x: float = 0.0) -> None:
        """One grid line at the current place."""
        y = self.page.height - baseline(self.down, LINE_PITCH, size)
        self.put(Text(x, y, size, line.stretches, part, colour))
        self.down += LINE_PITCH

    def blocks(self, blocks: Sequence[Block], tail_lines: int = 0) -> None:
        """Sets blocks in order; the last text keeps company with the `tail_lines` that follow it."""
        for index, block in enumerate(blocks):
            later = blocks[index + 1 :]
            self._block(block, later, 0 if later else tail_lines)

    def _block(self, block: Block, later: Sequence[Block], tail: int) -> None:
        match block:
            case Heading():
                self._heading(block, later)
            case Paragraph():
                self.paragraph(block, tail)
            case Table():
                self._table(block)
            case Form():
                self._form(block)
            case Figure():
                self._figure(block)
            case Gap():
                if not self.page.empty:
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
        self._upright()
        justify = block.align is Align.JUSTIFY
        lines = self.break_words(block.words, self.grid(block.indent_cells, block.hang_cells, justify))
        part = self.structure.item() if block.is_item else self.structure.add(Kind.PARAGRAPH)
        self._put_lines(lines, part, block.align, tail)

    def _upright(self) -> None:
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

    def _heading(self, block: Heading, later: Sequence[Block]) -> None:
        self._upright()
        wanted = lines_wanted_after(later[0] if later else None, later[1:])
        lines = self.break_words(block.text, self.grid(2), HEADING_ROLES[block.level])
        self.down = self._snapped()
        if self.lines_left() < len(lines) + wanted and not self.page.empty:
            self.turn()
        self.page.items.append(Bookmark(block.level, block.text, self.page.height - self.down))
        self.headings.append((block.level, block.text, len(self.pages)))
        part = self.structure.heading(block.level)
        for line in lines:
            self.put_line(line, part)

    def title(self, text: str, size: float = SIZE_2, role: Role = Role.BIAO) -> None:
        """Centred, in a trapezium or rhombus, no word split (GB/T 9704 7.3.1)."""
        self.down = self._snapped()
        per_line = int(self.page.width / size + 0.01)
        setting = Setting(size, size, self.page.width, on_grid=False, justify=False)
        part = self.structure.heading(0)
        for words in title_lines(text, per_line):
            for line in self.break_words(words, setting, role):
                self.put_line(line, part, size, x=(self.page.width - line.width_pt) / 2)

    def _table(self, block: Table) -> None:
        if block.landscape != self.page.landscape:
            self.turn_if_used(block.landscape)
        head, rows = set_table(block, self.page.width, self.break_words)
        caption = block.caption
        if caption:
            self._tables += 1
            caption = f"表{self._tables}　{caption}"
        first = (head.height if head else 0) + (rows[0].height if rows else 0) + (LINE_PITCH if caption else 0)
        if self.down + first > self.page.height and not self.page.empty:
            self.turn(block.landscape)
        part = self.structure.add(Kind.TABLE)
        if caption:
            self.caption(caption, part)
        else:
            self._air()
        heads = tagged([head], part.add(Kind.TABLE_HEAD), heads=True) if head else []
        self._rows(tagged(rows, part.add(Kind.TABLE_BODY)), heads)

    def _form(self, block: Form) -> None:
        self._upright()
        self._air()
        room = self.page.height - self.down
        if block.one_page:
            rows = fit_form(block, self.page.width, room, self.break_words)
        else:
            rows = set_form(block, self.page.width, self.break_words)
            if sum(r.height for r in rows) > room and not self.page.empty:
                self.turn()
        self._rows(tagged(rows, self.structure.add(Kind.TABLE)), ())

    def _air(self) -> None:
        """A little white over a table or form that follows text."""
        if not self.page.empty:
            self.down += LINE_PITCH * 0.3

    def caption(self, text: str, of: Part, pitch: float = LINE_PITCH * 0.8) -> None:
        part = of.add(Kind.CAPTION)
        setting = Setting(SIZE_5, SIZE_5, self.page.width, on_grid=False, justify=False)
        for line in self.break_words(text, setting, Role.HEI):
            y = self.page.height - baseline(self.down, pitch, SIZE_5)
            self.put(Text((self.page.width - line.width_pt) / 2, y, SIZE_5, line.stretches, part))
            self.down += pitch

    def _rows(self, rows: Sequence[RowBox], heads: Sequence[RowBox]) -> None:
        """Rows one under the other; a new page repeats the heads, and never for a single last row."""
        for row in heads:
            self._row(row)
        queue = list(rows)
        tallest = self.page.height - sum(h.height for h in heads) - LINE_PITCH
        while queue:
            row = queue.pop(0)
            room = self.page.height - self.down
            if row.height > tallest and room > 4 * LINE_PITCH:
                row, rest = row.parted(min(room, tallest))
                queue.insert(0, rest)
            elif (
                max(
                    row.height,
                    last_two(row.height, [r.height for r in queue[:2]], tallest) if heads and len(rows) > 2 else 0,
                )
                > room + 0.1
                and not self.page.empty
            ):
                self.turn(self.page.landscape)
                for head in heads:
                    self._row(head.repeated())
                queue.insert(0, row)
                continue
            self._row(row)
        self.down += LINE_PITCH * 0.4

    def _row(self, row: RowBox) -> None:
        self.put(*row.items_at(self.page.height - self.down))
        self.down += row.height

    def _figure(self, block: Figure) -> None:
        self._upright()
        height = block.height_mm * MM
        if self.down + height + LINE_PITCH > self.page.height and not self.page.empty:
            self.turn()
        box = Box(0.0, self.page.height - self.down - height, self.page.width, height)
        part = self.structure.add(Kind.FIGURE, block.told or block.caption or "图")
        self.put(Drawing(box, block.draw, part))
        self.down += height
        if block.caption:
            self._figures += 1
            self.caption(f"图{self._figures}　{block.caption}", part, LINE_PITCH)

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
