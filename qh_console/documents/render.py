"""Paper in, PDF bytes out: lays the paper out, then draws every page with its number, footer and drill mark."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFString
from reportlab.pdfgen.canvas import Canvas

from qh_console.documents import endings, formats
from qh_console.documents.archival import make_archival
from qh_console.documents.faces import Faces, MissingGlyph
from qh_console.documents.flow import Flow
from qh_console.documents.model import Contents, FooterStamp, Paper, Role, Sheet
from qh_console.documents.page import (
    AREA_WIDTH,
    BOTTOM,
    GREY,
    LEFT,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SIZE_4,
    Bookmark,
    Drawing,
    Jump,
    Page,
    Rule,
    Text,
)
from qh_console.documents.pen import Pen
from qh_console.documents.tagging import Aside, Tags
from qh_console.domain.clock import beijing
from qh_console.problems import KnownProblem

NUMBER_GAP = 7 * MM
BOOKMARKS_FROM = 4
"""Papers of this many pages and more carry bookmarks."""
CREATOR = "青海省重污染天气应急值班系统"
STAMP_SIZE = 6.5
QR_SIDE = 12 * MM
QR_BOTTOM = 6 * MM
SCALES = {Sheet.A4: 1.0, Sheet.A3: 2**0.5}


@dataclass(frozen=True)
class Rendered:
    """A finished paper: its bytes, how many pages, and where its headings fell (level, text, page)."""

    pdf: bytes
    pages: int
    headings: tuple[tuple[int, str, int], ...]
    addressee_moved: bool = False
    """Whether 主送 stands in the version block, since the first page had no room for it and text."""


def render(paper: Paper, faces: Faces) -> Rendered:
    """The same paper and faces give the same bytes. Raises KnownProblem for a character no face has."""
    flow = lay_out(paper, faces)
    out = BytesIO()
    canvas = Canvas(
        out,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        pageCompression=1,
        initialFontName=faces.face(Role.SERIF, "1"),
    )
    _describe(canvas, paper)
    pen = Pen(canvas, faces)
    tags = Tags(canvas)
    outline = _Outline(canvas)
    for number, page in enumerate(flow.pages, 1):
        try:
            _draw_page(pen, tags, paper, page, number, len(flow.pages))
        except MissingGlyph as missing:
            raise KnownProblem(f"{missing.told}，它在第{number}页的图或页脚里", "请换一个字后重做") from missing
        if len(flow.pages) >= BOOKMARKS_FROM:
            outline.add(page, number)
        canvas.showPage()
        tags.page_shown()
    tags.write(flow.structure.root)
    canvas.save()
    return Rendered(out.getvalue(), len(flow.pages), tuple(flow.headings), flow.addressee_moved)


def lay_out(paper: Paper, faces: Faces) -> Flow:
    """Pages before drawing; a table of contents needs a second pass to know its page numbers."""
    flow = _flow(paper, faces, ())
    if any(isinstance(b, Contents) for b in paper.blocks):
        for _ in range(2):
            flow = _flow(paper, faces, [h for h in flow.headings if h[0] <= 2])
    return flow


def _flow(paper: Paper, faces: Faces, contents: Any) -> Flow:
    try:
        flow, addressee_moved = formats.begin(paper, faces)
    except MissingGlyph as missing:
        raise KnownProblem(f"{missing.told}，它在版头的发文机关标志里", "请换一个字后重做") from missing
    flow.contents, flow.addressee_moved = contents, addressee_moved
    tail = endings.tail_lines(paper, flow)
    flow.where = "正文"
    flow.blocks(paper.blocks, tail)
    endings.closing(paper, flow)
    for index, item in enumerate(paper.attachments, 1):
        formats.attachment(item, index, len(paper.attachments), flow)
    formats.version_block(paper, flow, flow.addressee_moved)
    return flow


def _describe(canvas: Canvas, paper: Paper) -> None:
    meta = paper.meta
    canvas.setTitle(paper.plain_title or "".join(paper.mark) + paper.mark_suffix)
    canvas.setAuthor(meta.author)
    canvas.setSubject(meta.subject or paper.number)
    canvas.setCreator(CREATOR)
    document: Any = canvas._doc
    local = beijing(meta.created_at)
    stamp = document._timeStamp
    stamp.YMDhms = (local.year, local.month, local.day, local.hour, local.minute, local.second)
    stamp.dhh, stamp.dmm = 8, 0
    document.Catalog.Lang = PDFString("zh-CN")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    make_archival(
        canvas,
        paper.plain_title or "".join(paper.mark) + paper.mark_suffix,
        meta.subject or paper.number,
        CREATOR,
        meta,
    )


def _draw_page(pen: Pen, tags: Tags, paper: Paper, page: Page, number: int, count: int) -> None:
    canvas = pen.canvas
    turned = page.landscape
    scale = SCALES[paper.sheet]
    width, height = (PAGE_HEIGHT, PAGE_WIDTH) if turned else (PAGE_WIDTH, PAGE_HEIGHT)
    canvas.setPageSize((width * scale, height * scale))
    canvas.scale(scale, scale)
    canvas.setPageRotation(90 if turned else 0)
    if paper.meta.drill:
        tags.under(Aside.WATERMARK)
        _drill_mark(pen)
        tags.close()
    canvas.saveState()
    if page.landscape:
        canvas.translate(LEFT + AREA_WIDTH, BOTTOM)
        canvas.rotate(90)
    else:
        canvas.translate(LEFT, BOTTOM)
    for item in page.items:
        match item:
            case Text():
                tags.under(item.part or Aside.RULE)
                pen.set_text(item)
            case Rule():
                tags.under(Aside.RULE)
                pen.line([(item.x0, item.y0), (item.x1, item.y1)], item.width, item.colour)
            case Drawing():
                tags.under(item.part)
                tags.bound(item.part, item.box)
                canvas.saveState()
                item.draw(pen, item.box)
                canvas.restoreState()
            case Jump():
                tags.link(item)
            case Bookmark():
                pass
    tags.close()
    canvas.restoreState()
    tags.under(Aside.FOOTER)
    if page.numbered and (paper.numbered or count > 1):
        _page_number(pen, number)
    if paper.meta.footer is not None:
        _stamp(pen, paper.meta.footer)
    tags.close()


class _Outline:
    """Bookmarks in the order of the pages; a level never jumps by more than one."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._depth = -1

    def add(self, page: Page, number: int) -> None:
        for index, item in enumerate(i for i in page.items if isinstance(i, Bookmark)):
            key = f"page{number}-{index}"
            self._canvas.bookmarkHorizontalAbsolute(key, BOTTOM + item.y)
            self._depth = min(item.level - 1, self._depth + 1)
            self._canvas.addOutlineEntry(item.text, key, self._depth)


def _page_number(pen: Pen, number: int) -> None:
    """— 1 — in 四号, upper edge of the dash 7 mm under the area, odd right, even left, one character in (7.5)."""
    text = f"— {number} —"
    y = BOTTOM - NUMBER_GAP - pen.faces.top(Role.SERIF, "—") * SIZE_4
    if number % 2:
        pen.label(LEFT + AREA_WIDTH - SIZE_4, y, text, SIZE_4, Role.SERIF, 1.0)
    else:
        pen.label(LEFT + SIZE_4, y, text, SIZE_4, Role.SERIF)


def _stamp(pen: Pen, stamp: FooterStamp) -> None:
    """Small and grey under the type area: where the paper stands in the record, and the code that proves it."""
    x = LEFT + QR_SIDE + 2 * MM
    pen.qr(LEFT, QR_BOTTOM, QR_SIDE, stamp.code)
    lines = [
        f"记录位置 {stamp.journal_at}　{stamp.reprint}".rstrip("　"),
        f"链首 {stamp.chain_head}",
        f"摘要 {stamp.digest}",
        "核验：qh-console verify，或扫描左侧二维码比对",
    ]
    for index, line in enumerate(lines):
        y = QR_BOTTOM + QR_SIDE - (index + 1) * (QR_SIDE / len(lines)) + 2.0
        pen.label(x, y, line, STAMP_SIZE, Role.SANS, colour=GREY)


def _drill_mark(pen: Pen) -> None:
    """演练 across the page, pale enough to read the text over it."""
    canvas = pen.canvas
    canvas.saveState()
    canvas.translate(PAGE_WIDTH / 2, PAGE_HEIGHT / 2)
    canvas.rotate(45)
    pen.label(0, -60, "演　练", 170, Role.HEI, 0.5, (0.92, 0.92, 0.92))
    canvas.restoreState()
