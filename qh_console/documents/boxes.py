"""Tables and forms on pages: where one begins, which rows go on which page, heads repeated on every page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from qh_console.documents.keeping import UNDER_TABLE, rooms_wanted
from qh_console.documents.lines import Line, Setting
from qh_console.documents.model import Block, Form, Role, Table, Words
from qh_console.documents.page import LINE_PITCH, Item, Page
from qh_console.documents.structure import Kind, Part, Structure
from qh_console.documents.tables import RowBox, fit_form, set_form, set_table, tagged

LEAST_PART = 4 * LINE_PITCH
"""Room under which no part of a row longer than a page is begun."""
AIR = 0.3 * LINE_PITCH
CAPTION = 0.8 * LINE_PITCH
Work = TypeVar("Work")


class Flow(Protocol):
    """The pages being filled (flow.py), as far as a table or form needs them."""

    down: float
    tables: int
    structure: Structure

    @property
    def page(self) -> Page: ...
    def turn(self, landscape: bool = False) -> None: ...
    def turn_if_used(self, landscape: bool = False) -> None: ...
    def upright(self) -> None: ...
    def put(self, *items: Item) -> None: ...
    def caption(self, text: str, of: Part, pitch: float) -> None: ...
    def break_words(self, words: Words, setting: Setting, role: Role = Role.FANG) -> tuple[Line, ...]: ...
    def once(self, block: Block, work: Callable[[], Work]) -> Work: ...


def put_table(flow: Flow, block: Table, tail: float) -> None:
    if block.landscape != flow.page.landscape:
        flow.turn_if_used(block.landscape)
    if flow.down + least_height(flow, block, tail) > flow.page.height and flow.down:
        flow.turn(block.landscape)
    head, rows = _table_rows(flow, block)
    part = flow.structure.add(Kind.TABLE)
    if block.caption:
        flow.tables += 1
        flow.caption(f"表{flow.tables}　{block.caption}", part, CAPTION)
    else:
        _air(flow)
    heads = tagged([head], part.add(Kind.TABLE_HEAD), heads=True) if head else []
    _put_rows(flow, tagged(rows, part.add(Kind.TABLE_BODY)), heads, tail)


def put_form(flow: Flow, block: Form, tail: float) -> None:
    flow.upright()
    _air(flow)
    room = flow.page.height - flow.down
    if block.one_page:
        rows = fit_form(block, flow.page.width, room, flow.break_words)
    else:
        rows = _form_rows(flow, block)
        if sum(r.height for r in rows) > room and flow.down:
            flow.turn()
    _put_rows(flow, tagged(rows, flow.structure.add(Kind.TABLE)), (), tail)


def least_height(flow: Flow, block: Table | Form, tail: float) -> float:
    """Height in points of the smallest part that may stand before a page break; `tail` lines follow the block."""
    if isinstance(block, Form):
        boxes = _form_rows(flow, block)
        whole = sum(r.height for r in boxes) + AIR
        return whole if whole <= flow.page.height and not block.one_page else boxes[0].height
    head, rows = _table_rows(flow, block)
    over = (head.height if head else 0.0) + (CAPTION if block.caption else AIR)
    wanted = _wanted(flow, rows, [head] if head else [], tail)
    return over + (wanted[0] if wanted else 0.0)


def _table_rows(flow: Flow, block: Table) -> tuple[RowBox | None, list[RowBox]]:
    return flow.once(block, lambda: set_table(block, flow.page.width, flow.break_words))


def _form_rows(flow: Flow, block: Form) -> list[RowBox]:
    return flow.once(block, lambda: set_form(block, flow.page.width, flow.break_words))


def _air(flow: Flow) -> None:
    """A little white over a table or form that follows text."""
    if flow.down:
        flow.down += AIR


def _put_rows(flow: Flow, rows: Sequence[RowBox], heads: Sequence[RowBox], tail: float) -> None:
    """Rows one under the other; a new page repeats the heads, and never for a single last row."""
    for row in heads:
        _put_row(flow, row)
    wanted = _wanted(flow, rows, heads, tail)
    tallest = _tallest(flow, heads)
    for row, room_wanted in zip(rows, wanted, strict=True):
        if room_wanted > flow.page.height - flow.down + 0.1 and row.height <= tallest:
            _turn_under(flow, heads)
        while row.height > tallest and row.height > flow.page.height - flow.down:
            row = _put_part(flow, row, heads)
        _put_row(flow, row)
    flow.down += LINE_PITCH * UNDER_TABLE


def _wanted(flow: Flow, rows: Sequence[RowBox], heads: Sequence[RowBox], tail: float) -> list[float]:
    pair = bool(heads) and len(rows) > 1
    return rooms_wanted([r.height for r in rows], _tallest(flow, heads), tail * LINE_PITCH, pair)


def _tallest(flow: Flow, heads: Sequence[RowBox]) -> float:
    """A row higher than this fits no page and is set in parts."""
    return max(flow.page.height - sum(h.height for h in heads) - LINE_PITCH, LEAST_PART)


def _put_part(flow: Flow, row: RowBox, heads: Sequence[RowBox]) -> RowBox:
    """As much of a row as goes on this page; returns what is left of it, with the page turned."""
    room = flow.page.height - flow.down
    if room > LEAST_PART:
        upper, row = row.parted(min(room, _tallest(flow, heads)))
        _put_row(flow, upper)
    _turn_under(flow, heads)
    return row


def _turn_under(flow: Flow, heads: Sequence[RowBox]) -> None:
    flow.turn(flow.page.landscape)
    for head in heads:
        _put_row(flow, head.repeated())


def _put_row(flow: Flow, row: RowBox) -> None:
    flow.put(*row.items_at(flow.page.height - flow.down))
    flow.down += row.height
