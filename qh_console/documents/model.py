"""What a paper is before it is set: a frozen tree of blocks, with nothing about pages in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """A face by what it is for (GB/T 9704—2012 5.2.2, 7.2, 7.3)."""

    FANG = "仿宋"
    KAI = "楷体"
    HEI = "黑体"
    BIAO = "小标宋"
    MARK = "红头"
    SERIF = "西文"
    SERIF_BOLD = "西文粗"
    SANS = "图表"


class Format(StrEnum):
    """文件 (GB/T 9704 7), 信函 (10.1), 纪要 (10.3); FORM and PLAIN carry no red mark."""

    FILE = "文件"
    LETTER = "信函"
    MINUTES = "纪要"
    FORM = "表单"
    PLAIN = "普通"


class Sheet(StrEnum):
    """The paper it is printed on: A3 is the A4 page, grid and all, as much larger as the sheet is."""

    A4 = "A4"
    A3 = "A3"


class Align(StrEnum):
    JUSTIFY = "justify"
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True)
class Span:
    """A stretch of text in one face."""

    text: str
    role: Role = Role.FANG


Words = str | tuple[Span, ...]


@dataclass(frozen=True)
class Heading:
    """一、 黑体, （一） 楷体, 1. and （1） 仿宋: `level` 1 to 4 (GB/T 9704 7.3.3). The number is part of `text`."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """`indent_cells` empties the first line's start; `hang_cells` the lines after it."""

    words: Words
    indent_cells: int = 2
    hang_cells: int = 0
    align: Align = Align.JUSTIFY
    is_item: bool = False
    """An entry of a list; those that follow each other are one list."""


@dataclass(frozen=True)
class Column:
    """`share` is relative: the columns fill the width of the type area between them."""

    head: str
    share: float = 1.0
    align: Align = Align.CENTRE


@dataclass(frozen=True)
class Table:
    """Breaks over pages with its head repeated. `landscape` takes whole pages turned a quarter (GB/T 9704 8)."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Words, ...], ...]
    caption: str = ""
    landscape: bool = False
    size_pt: float = 10.5
    row_lines: int = 1
    """Least height of a row in lines, for cells a person will write in."""


@dataclass(frozen=True)
class Cell:
    """One box of a form: a label, a text, or a blank to be filled by hand."""

    words: Words = ""
    share: float = 1.0
    align: Align = Align.CENTRE
    role: Role = Role.FANG
    fill: tuple[float, float, float] | None = None
    """A light ground under black words."""
    foot: str = ""
    """Set at the right of the bottom edge: 签名：   年 月 日."""
    is_label: bool = False
    """It names what stands right of it."""


@dataclass(frozen=True)
class FormRow:
    cells: tuple[Cell, ...]
    height_mm: float = 10.0
    """Least height; a longer text makes the row higher."""


@dataclass(frozen=True)
class Form:
    rows: tuple[FormRow, ...]
    size_pt: float = 12.0
    one_page: bool = False
    """Smaller type, down to 小五, rather than a second page."""


@dataclass(frozen=True)
class Box:
    """A rectangle on the page in points, origin at its lower left."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Figure:
    """A vector drawing in the flow; `draw` gets a Pen (charts.py) and the box it must stay inside."""

    caption: str
    height_mm: float
    draw: Callable[[Any, Box], None]
    told: str = ""
    """What it shows, in words (told.py); the caption where nothing more is said."""


@dataclass(frozen=True)
class Gap:
    """Empty grid lines."""

    lines: int = 1


@dataclass(frozen=True)
class PageBreak:
    pass


@dataclass(frozen=True)
class Contents:
    """目录, filled with the first two heading levels and their pages."""


Block = Heading | Paragraph | Table | Form | Figure | Gap | PageBreak | Contents


@dataclass(frozen=True)
class Signature:
    """署名 and 成文日期 (GB/T 9704 7.3.5): several names make a joint paper."""

    names: tuple[str, ...]
    on: date
    sealed: bool = True


@dataclass(frozen=True)
class Attachment:
    """附件: `name` as 附件说明 lists it; its own title stands over the blocks."""

    name: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Attendance:
    """出席 / 请假 / 列席 lines of 纪要 (GB/T 9704 10.3)."""

    label: str
    names: str


@dataclass(frozen=True)
class FooterStamp:
    """What ties the paper to the record: printed small and grey outside the type area."""

    journal_at: str
    """Desk and sequence number: D1-000123."""
    chain_head: str
    digest: str
    """Digest of the snapshot the paper was made from."""
    code: str
    """What the QR code holds, for `qh-console verify`."""
    reprint: str = ""
    """补打 with number and time, where the page is not the first print."""


@dataclass(frozen=True)
class PaperMeta:
    author: str
    created_at: datetime
    drill: bool = False
    footer: FooterStamp | None = None
    subject: str = ""


@dataclass(frozen=True)
class Paper:
    """One document. `title` may carry "|" where a line of it may end."""

    format: Format
    title: str
    blocks: tuple[Block, ...]
    meta: PaperMeta
    mark: tuple[str, ...] = ()
    """发文机关标志, the lead organ first; several make a joint paper."""
    mark_suffix: str = ""
    """文件, 纪要, or nothing."""
    number: str = ""
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    signer: str = ""
    """签发人, upward papers only."""
    addressee: str = ""
    signature: Signature | None = None
    note: str = ""
    attachments: tuple[Attachment, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    copies_to: str = ""
    printed_by: str = ""
    printed_on: date | None = None
    cover: bool = False
    """The title alone on a first side with author and date at its foot."""
    numbered: bool = True
    """False: no page numbers (a form of one page)."""
    sheet: Sheet = Sheet.A4

    @property
    def plain_title(self) -> str:
        return self.title.replace("|", "")
