"""Tables and forms as rows of boxes: how high each is and what stands in it, before a page is chosen."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qh_console.documents.lines import Line, Setting
from qh_console.documents.model import Align, Cell, Form, FormRow, Role, Table, Words
from qh_console.documents.page import BLACK, MM, Colour, Item, Rule, Text, baseline
from qh_console.documents.structure import Kind, Part

Breaker = Callable[[Words, Setting, Role], tuple[Line, ...]]
PADDING = 4.0
LEADING = 1.35
THIN, THICK = 0.5, 1.0
FORM_SIZES = (18.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0)


@dataclass(frozen=True)
class CellBox:
    """One cell with its lines broken; `x` and `width` inside the row."""

    x: float
    width: float
    lines: tuple[Line, ...]
    size: float
    align: Align
    foot: Line | None = None
    colour: Colour = BLACK
    is_label: bool = False
    part: Part | None = None
    fill: Colour | None = None

    def text_height(self) -> float:
        return (len(self.lines) + (1.6 if self.foot else 0)) * self.size * LEADING


@dataclass(frozen=True)
class RowBox:
    cells: tuple[CellBox, ...]
    height: float

    @property
    def has_foot(self) -> bool:
        return any(c.foot for c in self.cells)

    def repeated(self) -> RowBox:
        """The same row over a page's foot, for the eye alone."""
        return replace(self, cells=tuple(replace(c, part=None) for c in self.cells))

    def parted(self, room: float) -> tuple[RowBox, RowBox]:
        """The row in two, the first no higher than `room`; for a text longer than a page."""
        counts = [max(int((room - PADDING * 1.2) / (c.size * LEADING)), 1) for c in self.cells]
        upper = tuple(replace(c, lines=c.lines[:n], foot=None) for c, n in zip(self.cells, counts, strict=True))
        lower = tuple(replace(c, lines=c.lines[n:]) for c, n in zip(self.cells, counts, strict=True))
        rest = max(c.text_height() for c in lower) + PADDING * 1.2
        return RowBox(upper, room), RowBox(lower, rest)

    def items_at(self, top: float) -> list[Item]:
        """Borders and text of the row whose upper edge is `top`, measured up from the area's lower edge."""
        left, right = self.cells[0].x, self.cells[-1].x + self.cells[-1].width
        items: list[Item] = [
            Rule(c.x, top - self.height / 2, c.x + c.width, top - self.height / 2, self.height, c.fill)
            for c in self.cells
            if c.fill
        ]
        items.extend(Rule(left, y, right, y, THIN) for y in (top, top - self.height))
        items.extend(Rule(x, top, x, top - self.height, THIN) for x in [c.x for c in self.cells] + [right])
        for cell in self.cells:
            items.extend(_cell_items(cell, top, self.height))
        return items


def _cell_items(cell: CellBox, top: float, height: float) -> list[Item]:
    pitch = cell.size * LEADING
    body = len(cell.lines) * pitch
    foot = pitch * 1.6 if cell.foot else 0.0
    down = max((height - foot - body) / 2, PADDING / 2) if cell.align is not Align.JUSTIFY else PADDING
    items: list[Item] = []
    for line in cell.lines:
        spare = cell.width - 2 * PADDING - line.width_pt - line.x_pt
        shift = {Align.CENTRE: spare / 2, Align.RIGHT: spare}.get(cell.align, 0.0)
        y = top - baseline(down, pitch, cell.size)
        items.append(Text(cell.x + PADDING + shift, y, cell.size, line.stretches, cell.part, cell.colour))
        down += pitch
    if cell.foot is not None:
        x = cell.x + cell.width - PADDING - cell.foot.width_pt
        y = top - height + PADDING + 0.2 * cell.size
        items.append(Text(x, y, cell.size, cell.foot.stretches, cell.part, cell.colour))
    return items


def set_table(table: Table, width: float, breaker: Breaker) -> tuple[RowBox | None, list[RowBox]]:
    """The head row, if any column is named, and the body rows; widths fill `width`."""
    widths = _widths([c.share for c in table.columns], width)
    head = None
    if any(c.head for c in table.columns):
        heads = [(c.head, Align.CENTRE) for c in table.columns]
        head = _row(heads, widths, table.size_pt, Role.HEI, 1, breaker)
    aligns = [c.align for c in table.columns]
    rows = [
        _row(list(zip(row, aligns, strict=True)), widths, table.size_pt, Role.FANG, table.row_lines, breaker)
        for row in table.rows
    ]
    return head, rows


def _row(
    cells: Sequence[tuple[Words, Align]], widths: list[float], size: float, role: Role, lines: int, breaker: Breaker
) -> RowBox:
    boxes: list[CellBox] = []
    x = 0.0
    for (words, align), width in zip(cells, widths, strict=True):
        broken = _broken(words, width, size, role, breaker)
        boxes.append(CellBox(x, width, broken, size, Align.LEFT if align is Align.JUSTIFY else align))
        x += width
    tallest = max(max(b.text_height() for b in boxes), lines * size * LEADING)
    return RowBox(tuple(boxes), tallest + 1.2 * PADDING)


def set_form(form: Form, width: float, breaker: Breaker) -> list[RowBox]:
    """The rows of a form; a row is as high as it asks or as its longest text needs."""
    return [_form_row(row, form.size_pt, width, breaker) for row in form.rows]


def fit_form(form: Form, width: float, room: float, breaker: Breaker) -> list[RowBox]:
    """A form for one page: its type shrinks as far as it must, what is left over goes to the boxes for pens."""
    rows = set_form(form, width, breaker)
    for size in FORM_SIZES:
        if sum(r.height for r in rows) <= room:
            break
        if size < form.size_pt:
            lower = tuple(replace(r, height_mm=r.height_mm * size / form.size_pt) for r in form.rows)
            rows = set_form(replace(form, rows=lower, size_pt=size), width, breaker)
    spare = room - sum(r.height for r in rows)
    open_rows = sum(r.has_foot for r in rows)
    if spare <= 0 or not open_rows:
        return rows
    return [replace(r, height=r.height + spare / open_rows) if r.has_foot else r for r in rows]


def _form_row(row: FormRow, size: float, width: float, breaker: Breaker) -> RowBox:
    widths = _widths([c.share for c in row.cells], width)
    boxes: list[CellBox] = []
    x = 0.0
    for cell, cell_width in zip(row.cells, widths, strict=True):
        boxes.append(_form_cell(cell, x, cell_width, size, breaker))
        x += cell_width
    height = max(row.height_mm * MM, max(b.text_height() for b in boxes) + 2 * PADDING)
    return RowBox(tuple(boxes), height)


def _form_cell(cell: Cell, x: float, width: float, size: float, breaker: Breaker) -> CellBox:
    lines = _broken(cell.words, width, size, cell.role, breaker)
    foot = breaker(cell.foot, _setting(size, width), Role.FANG)[0] if cell.foot else None
    return CellBox(x, width, lines, size, cell.align, foot, is_label=cell.is_label, fill=cell.fill)


def tagged(rows: Sequence[RowBox], group: Part, heads: bool = False) -> list[RowBox]:
    """The rows with each cell's place in the structure, under `group`; a cell is as many columns wide as it covers."""
    edges = sorted({round(cell.x, 1) for row in rows for cell in row.cells})
    placed: list[RowBox] = []
    for row in rows:
        parent, cells = group.add(Kind.ROW), []
        ends = [*(bisect_left(edges, round(cell.x, 1)) for cell in row.cells[1:]), len(edges)]
        for cell, end in zip(row.cells, ends, strict=True):
            columns = end - bisect_left(edges, round(cell.x, 1))
            named, scope = (Kind.HEAD_CELL, "Column" if heads else "Row") if heads or cell.is_label else (Kind.CELL, "")
            cells.append(replace(cell, part=parent.add(named, scope=scope, columns=columns)))
        placed.append(replace(row, cells=tuple(cells)))
    return placed


def _broken(words: Words, width: float, size: float, role: Role, breaker: Breaker) -> tuple[Line, ...]:
    if not isinstance(words, str):
        return breaker(words, _setting(size, width), role)
    lines: list[Line] = []
    for part in words.split("\n"):
        lines.extend(breaker(part, _setting(size, width), role))
    return tuple(lines)


def _setting(size: float, width: float) -> Setting:
    return Setting(size, size, width - 2 * PADDING, on_grid=False, justify=False)


def _widths(shares: Sequence[float], width: float) -> list[float]:
    total = sum(shares)
    return [width * s / total for s in shares]
