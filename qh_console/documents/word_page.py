"""Page, red head and foot of a .docx, by format (GB/T 9704—2012 5, 7.2, 7.4, 7.5, 10)."""

from __future__ import annotations

from typing import Any, Protocol

from docx.shared import Mm, Pt

from qh_console.documents.formats import MARK_TOP_FILE, MARK_TOP_LETTER, RED_RULE_GAP
from qh_console.documents.marks import MARK_SIZES, MARK_SQUEEZE
from qh_console.documents.model import Align, Format, Paper, Role, Span, Words
from qh_console.documents.page import AREA_WIDTH, LINE_PITCH, MM, SIZE_3, SIZE_4
from qh_console.documents.word_parts import (
    add_drill_mark,
    add_field,
    element,
    millimetres,
    off_grid,
    set_border,
    set_face,
    set_grid,
    twips,
)
from qh_console.domain.clock import chinese_date

RED_INK = "DE0000"
GREY_INK = "737373"
FOOT_MM = 25.5
"""From the sheet's lower edge to the foot of the page number: its dash then hangs 7 mm under the type area."""
NUMBER_INDENT = SIZE_4


class Writer(Protocol):
    """What fills the document: one paragraph, a title, empty lines."""

    document: Any

    def put(
        self,
        words: Words,
        role: Role = ...,
        size: float = ...,
        align: Align = ...,
        indent: float = ...,
        hang: float = ...,
        right: float = ...,
        colour: str = ...,
        style: str = ...,
        into: Any = ...,
    ) -> Any: ...

    def title(self, text: str) -> None: ...

    def gap(self, lines: int = 1) -> None: ...


def set_pages(document: Any, paper: Paper) -> None:
    """A4, 37/28/35/26 mm, the grid, page numbers outward, the drill mark, the foot of a letter's first page."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin, section.bottom_margin, section.right_margin = map(Mm, (37, 28, 35, 25.93))
    letter = paper.format is Format.LETTER
    section.footer_distance = Mm(FOOT_MM)
    section.header_distance = Pt(MARK_TOP_LETTER) if letter else Mm(15)
    set_grid(section)
    document.settings.odd_and_even_pages_header_footer = True
    section.different_first_page_header_footer = letter
    shown = paper.numbered and paper.format is not Format.FORM
    _number(section.footer, Align.RIGHT, shown, paper)
    _number(section.even_page_footer, Align.LEFT, shown, paper)
    if letter:
        foot = section.first_page_footer.paragraphs[0]
        _letter_rule(foot, "bottom", "thinThickSmallGap")
    heads = [section.header, section.even_page_header, *([section.first_page_header] if letter else [])]
    for head in heads if letter or paper.meta.drill else ():
        off_grid(head.paragraphs[0], 8)
        if paper.meta.drill:
            add_drill_mark(head.paragraphs[0])


def _number(footer: Any, align: Align, shown: bool, paper: Paper) -> None:
    """— 1 — in 四号 (7.5), and under it what ties the paper to the record."""
    paragraph = footer.paragraphs[0]
    side = "right" if align is Align.RIGHT else "left"
    paragraph.alignment = 2 if align is Align.RIGHT else 0
    off_grid(paragraph, SIZE_4)
    paragraph._p.get_or_add_pPr().append(element("ind", **{side: twips(NUMBER_INDENT), f"{side}Chars": 0}))
    if shown:
        set_face(paragraph.add_run("— "), Role.FANG, SIZE_4)
        add_field(paragraph, "PAGE", Role.FANG, SIZE_4)
        set_face(paragraph.add_run(" —"), Role.FANG, SIZE_4)
    stamp = paper.meta.footer
    if stamp is not None:
        line = footer.add_paragraph()
        off_grid(line, 8)
        text = f"可编辑稿，以归档件为准　记录位置 {stamp.journal_at}　摘要 {stamp.digest[:16]}"
        set_face(line.add_run(text), Role.SANS, 6.5, GREY_INK)


def set_head(writer: Writer, paper: Paper) -> None:
    """Red mark, number, red rule and title; forms and plain papers have the title alone."""
    match paper.format:
        case Format.FILE | Format.MINUTES:
            _corners(writer, paper)
            _mark(writer, paper, MARK_TOP_FILE - _corner_height(paper))
            writer.gap(2)
            _number_and_signer(writer, paper)
            writer.gap(2)
            if paper.title:
                writer.title(paper.title)
                writer.gap()
        case Format.LETTER:
            head = writer.document.sections[0].first_page_header.paragraphs[0]
            _letter_rule(_mark(writer, paper, 0, head), "bottom", "thickThinSmallGap")
            _corners(writer, paper)
            writer.put(paper.number, align=Align.RIGHT)
            writer.gap(2)
            writer.title(paper.title)
            writer.gap()
        case Format.FORM | Format.PLAIN:
            writer.title(paper.title)
            writer.gap(0 if paper.format is Format.FORM else 1)


def _corner_height(paper: Paper) -> float:
    return LINE_PITCH * sum(bool(t) for t in (paper.copy_number, paper.secrecy, paper.urgency))


def _corners(writer: Writer, paper: Paper) -> None:
    for text, role in ((paper.copy_number, Role.FANG), (paper.secrecy, Role.HEI), (paper.urgency, Role.HEI)):
        if text:
            writer.put(text, role, align=Align.LEFT)


def _mark(writer: Writer, paper: Paper, over: float, into: Any = None) -> Any:
    """发文机关标志: its upper edge `over` points under the type area's (7.2.4), narrowed where it is long."""
    names = list(paper.mark) or [""]
    names[-1] += paper.mark_suffix
    longest = max(map(len, names))
    largest, least = MARK_SIZES
    size = min(largest, max(least, AREA_WIDTH / max(longest, 1) / MARK_SQUEEZE))
    squeeze = min(1.0, 0.98 * AREA_WIDTH / (max(longest, 1) * size))
    made = None
    for number, name in enumerate(names):
        made = writer.put(name, Role.MARK, size, Align.CENTRE, colour=RED_INK, into=into)
        made.paragraph_format.space_before = Pt(over if number == 0 else 0)
        off_grid(made, size * 1.15)
        for run in made.runs:
            if squeeze < 1.0:
                run._r.get_or_add_rPr().append(element("w", val=int(squeeze * 100)))
    return made


def _number_and_signer(writer: Writer, paper: Paper) -> None:
    """发文字号 with the red rule 4 mm under it (7.2.5, 7.2.7); with 签发人 they stand at the two sides."""
    words: Words = paper.number
    if paper.signer:
        tab = (Span(f"　{paper.number}\t签发人："), Span(paper.signer, Role.KAI))
        words = tab
    paragraph = writer.put(words, align=Align.LEFT if paper.signer else Align.CENTRE)
    if paper.signer:
        paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(AREA_WIDTH - SIZE_3), 2)
    set_border(paragraph, bottom=("single", 1.5, RED_RULE_GAP))


def _letter_rule(paragraph: Any, side: str, style: str) -> None:
    """A red double line 170 mm wide, centred on the sheet (10.1)."""
    set_border(paragraph, **{side: (style, 3.0, RED_RULE_GAP if side == "bottom" else 1.0)})
    left, right = -(28 - 20), -(26 - 20)
    paragraph._p.get_or_add_pPr().append(element("ind", left=millimetres(left), right=millimetres(right)))


def set_version_block(writer: Writer, paper: Paper, with_addressee: bool) -> None:
    """版记 at the foot of its page (7.4); a letter carries 抄送 without lines (10.1)."""
    sent = (("主送", paper.addressee.rstrip("：") if with_addressee else ""), ("抄送", paper.copies_to))
    lines = [f"{label}：{to.rstrip('。')}。" for label, to in sent if to]
    if paper.format is Format.LETTER:
        for line in lines:
            writer.put(line, size=SIZE_4, hang=4, indent=1)
        return
    on = chinese_date(paper.printed_on) if paper.printed_on else ""
    bands = [lines, [f"{paper.printed_by}\t{on}印发"] if paper.printed_by else []]
    bands = [band for band in bands if band]
    if not bands:
        return
    table = writer.document.add_table(len(bands), 1)
    _at_the_foot(table)
    for number, (band, row) in enumerate(zip(bands, table.rows, strict=True)):
        cell = row.cells[0]
        for line in band:
            paragraph = cell.paragraphs[0] if line is band[0] else cell.add_paragraph()
            off_grid(paragraph, 24)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(AREA_WIDTH - 2 * SIZE_4), 2)
            writer.put(line, size=SIZE_4, align=Align.LEFT, into=paragraph)
        _rules(cell, thick_top=number == 0, thick_bottom=number == len(bands) - 1)
    off_grid(writer.put("", size=1), 1)


def _at_the_foot(table: Any) -> None:
    properties = table._tbl.tblPr
    properties.append(
        element(
            "tblpPr",
            leftFromText=0,
            rightFromText=0,
            vertAnchor="margin",
            horzAnchor="margin",
            tblpXSpec="center",
            tblpYSpec="bottom",
        )
    )
    width = properties.find("{*}tblW")
    if width is not None:
        properties.remove(width)
    properties.append(element("tblW", w=twips(AREA_WIDTH), type="dxa"))


def _rules(cell: Any, thick_top: bool, thick_bottom: bool) -> None:
    """First and last 0.35 mm, between them 0.25 mm (7.4.1), in eighths of a point."""
    thick, thin = round(0.35 * MM * 8), round(0.25 * MM * 8)
    borders = element("tcBorders")
    for side, is_thick in (("top", thick_top), ("bottom", thick_bottom)):
        borders.append(element(side, val="single", sz=thick if is_thick else thin, space=0, color="000000"))
    cell._tc.get_or_add_tcPr().append(borders)
