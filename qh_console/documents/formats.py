"""Heads and tails of the official formats (GB/T 9704—2012 7.2–7.5, 10): red mark, number, signature, version block."""

from __future__ import annotations

import math

from qh_console.documents.flow import Flow
from qh_console.documents.lines import Line, Setting
from qh_console.documents.marks import double_line, mark
from qh_console.documents.model import Align, Attachment, Format, Paper, Paragraph, Role, Signature, Span, Table
from qh_console.documents.page import (
    AREA_HEIGHT,
    AREA_WIDTH,
    BOTTOM,
    CHAR_PITCH,
    LINE_PITCH,
    LINES,
    MM,
    PAGE_HEIGHT,
    RED,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    Rule,
    Text,
    baseline,
)
from qh_console.documents.structure import Kind, Part
from qh_console.domain.clock import beijing, chinese_date

MARK_TOP_FILE = 35 * MM
MARK_TOP_LETTER = 30 * MM
RED_RULE_GAP = 4 * MM
RED_RULE = 1.5
LETTER_FOOT = 20 * MM
THICK_BAND, THIN_BAND = 0.35 * MM, 0.25 * MM
BAND_PITCH = 24.0
LONGEST_TAIL = LINES - 4
"""Grid lines of attachments and signature that may ask for a page to themselves and two lines of the body."""
LEAST_OF_A_LIST = 2
COVER_TITLE_LINE, COVER_AUTHOR_LINE = 6, 18


def head(paper: Paper, flow: Flow) -> None:
    """Everything over the body on the first page."""
    match paper.format:
        case Format.FILE | Format.MINUTES:
            _file_head(paper, flow)
        case Format.LETTER:
            _letter_head(paper, flow)
        case Format.FORM | Format.PLAIN if paper.cover:
            _cover(paper, flow)
        case Format.FORM | Format.PLAIN:
            flow.title(paper.title)
            flow.skip(0 if paper.format is Format.FORM else 1)
    if paper.addressee:
        flow.paragraph(Paragraph(paper.addressee.rstrip("：") + "：", indent_cells=0, align=Align.JUSTIFY))


def _paragraph(flow: Flow) -> Part:
    return flow.structure.add(Kind.PARAGRAPH)


def _cover(paper: Paper, flow: Flow) -> None:
    """A report's first side: title a third down, author and date near the foot, no number."""
    flow.down = COVER_TITLE_LINE * LINE_PITCH
    flow.title(paper.title)
    flow.down = COVER_AUTHOR_LINE * LINE_PITCH
    on = paper.signature.on if paper.signature else beijing(paper.meta.created_at).date()
    for text in (paper.meta.author, chinese_date(on)):
        line = flow.break_words(text, flow.loose(), Role.KAI)[0]
        flow.put_line(line, _paragraph(flow), x=(AREA_WIDTH - line.width_pt) / 2)
    flow.page.numbered = False
    flow.turn()


def _file_head(paper: Paper, flow: Flow) -> None:
    """文件 and 纪要: mark 35 mm under the area's top, number two lines below, red rule 4 mm under that (7.2, 10.3)."""
    _corner_lines(paper, flow, 0.0)
    bottom = mark(paper, flow, MARK_TOP_FILE)
    flow.down = (math.ceil(bottom / LINE_PITCH - 0.15) + 2) * LINE_PITCH
    number_top = flow.down
    if paper.number:
        _number_and_signer(paper, flow)
    else:
        flow.down += LINE_PITCH
    edge = baseline(number_top, LINE_PITCH, SIZE_3) + 0.12 * SIZE_3
    y = AREA_HEIGHT - edge - RED_RULE_GAP - RED_RULE / 2
    flow.page.items.append(Rule(0, y, AREA_WIDTH, y, RED_RULE, RED))
    flow.down = number_top + 3 * LINE_PITCH
    if paper.title:
        flow.title(paper.title)
        flow.skip(1)


def _number_and_signer(paper: Paper, flow: Flow) -> None:
    setting = flow.loose()
    number = flow.break_words(paper.number, setting)[0]
    y = AREA_HEIGHT - baseline(flow.down, LINE_PITCH, SIZE_3)
    if not paper.signer:
        flow.put(Text((AREA_WIDTH - number.width_pt) / 2, y, SIZE_3, number.stretches, _paragraph(flow)))
        return
    signer = flow.break_words((Span("签发人："), Span(paper.signer, Role.KAI)), setting)[0]
    flow.put(Text(CHAR_PITCH, y, SIZE_3, number.stretches, _paragraph(flow)))
    flow.put(Text(AREA_WIDTH - CHAR_PITCH - signer.width_pt, y, SIZE_3, signer.stretches, _paragraph(flow)))


def _letter_head(paper: Paper, flow: Flow) -> None:
    """信函: mark 30 mm under the page's top, double red lines, number right under the first of them (10.1)."""
    area_top = PAGE_HEIGHT - BOTTOM - AREA_HEIGHT
    bottom = mark(paper, flow, MARK_TOP_LETTER - area_top)
    first = AREA_HEIGHT - bottom - RED_RULE_GAP
    double_line(flow.page, first, thick_above=True)
    double_line(flow.page, LETTER_FOOT - BOTTOM, thick_above=False)
    flow.page.numbered = False
    down = AREA_HEIGHT - first + SIZE_3 * 7 / 8 + 3.0
    _corner_lines(paper, flow, down)
    if paper.number:
        number = flow.break_words(paper.number, flow.loose())[0]
        y = AREA_HEIGHT - down - 0.88 * SIZE_3
        flow.put(Text(AREA_WIDTH - number.width_pt, y, SIZE_3, number.stretches, _paragraph(flow)))
    flow.down = down + SIZE_3
    flow.skip(2)
    flow.title(paper.title)
    flow.skip(1)


def _corner_lines(paper: Paper, flow: Flow, down: float) -> None:
    """份号, 密级, 紧急程度 from the top left downwards (7.2.1–7.2.3)."""
    setting = flow.loose()
    for text, role in ((paper.copy_number, Role.FANG), (paper.secrecy, Role.HEI), (paper.urgency, Role.HEI)):
        if text:
            line = flow.break_words(text, setting, role)[0]
            y = AREA_HEIGHT - baseline(down, LINE_PITCH, SIZE_3)
            flow.put(Text(0, y, SIZE_3, line.stretches, _paragraph(flow)))
            down += LINE_PITCH


def attachment_lines(paper: Paper, flow: Flow) -> list[tuple[Line, ...]]:
    """附件说明: one blank line under the body, 2 cells in; names wrap under their first character (7.3.4)."""
    entries: list[tuple[Line, ...]] = []
    many = len(paper.attachments) > 1
    for index, attachment in enumerate(paper.attachments):
        label = "附件：" if index == 0 else "　　　"
        number = f"{index + 1}. " if many else ""
        first = 2.0
        hang = first + 3 + (1 if many else 0)
        entries.append(flow.break_words(f"{label}{number}{attachment.name}", flow.grid(first, hang, justify=False)))
    return entries


def tail_lines(paper: Paper, flow: Flow) -> int:
    """Grid lines that must stay under the last of the body: list of attachments, signature, note.

    A list too long to share a page with the signature breaks over pages: its head stays here, its foot with that.
    """
    listed, signed = sum(len(e) for e in attachment_lines(paper, flow)), _signature_lines(paper)
    if listed and listed + signed > LONGEST_TAIL:
        return 1 + LEAST_OF_A_LIST
    return listed + signed + (1 if listed else 0)


def _signature_lines(paper: Paper) -> int:
    """Grid lines of signature and note."""
    lines = 1 if paper.note else 0
    if paper.signature:
        rows = math.ceil(len(paper.signature.names) / 3)
        lines += 1 + rows * 3 if paper.signature.sealed else 2 + len(paper.signature.names)
    return lines


def closing(paper: Paper, flow: Flow) -> None:
    """What follows the body: attendance, list of attachments, signature and date, note."""
    for number, person in enumerate(paper.attendance):
        if number == 0:
            flow.skip(1)
        words = (Span(person.label + "：", Role.HEI), Span(person.names))
        flow.paragraph(Paragraph(words, 2, 2 + len(person.label) + 1))
    _list_attachments(paper, flow)
    if paper.signature:
        if paper.signature.sealed:
            _sealed(paper.signature, flow)
        else:
            _unsealed(paper.signature, flow)
    if paper.note:
        flow.paragraph(Paragraph(f"（{paper.note.strip('（）')}）", 2, 2))


def _list_attachments(paper: Paper, flow: Flow) -> None:
    """The last lines of a long list go over the page with the signature, which never stands alone."""
    entries = attachment_lines(paper, flow)
    if not entries:
        return
    listed = flow.structure.add(Kind.LIST)
    parts = [listed.add(Kind.ITEM).add(Kind.ITEM_BODY) for _ in entries]
    lines = [(line, part) for entry, part in zip(entries, parts, strict=True) for line in entry]
    flow.skip(1)
    for left, (line, part) in zip(range(len(lines), 0, -1), lines, strict=True):
        wanted = LEAST_OF_A_LIST + _signature_lines(paper) if left == LEAST_OF_A_LIST else 1
        if flow.lines_left() < wanted:
            flow.turn()
        flow.put_line(line, part)


def _sealed(signature: Signature, flow: Flow) -> None:
    """Date 4 cells from the right, the name centred over it, room for a 42 mm seal (7.3.5.1)."""
    setting = flow.loose()
    date = flow.break_words(chinese_date(signature.on), setting)[0]
    names = [flow.break_words(n, setting)[0] for n in signature.names]
    if len(names) == 1:
        flow.skip(2)
        centre = AREA_WIDTH - 4 * CHAR_PITCH - date.width_pt / 2
        centre = min(centre, AREA_WIDTH - names[0].width_pt / 2)
        flow.put_line(names[0], _paragraph(flow), x=centre - names[0].width_pt / 2)
        flow.put_line(date, _paragraph(flow), x=AREA_WIDTH - 4 * CHAR_PITCH - date.width_pt)
        return
    cell = AREA_WIDTH / 3
    for start in range(0, len(names), 3):
        row = names[start : start + 3]
        flow.skip(2)
        left = AREA_WIDTH - cell * len(row)
        y = AREA_HEIGHT - baseline(flow.down, LINE_PITCH, SIZE_3)
        for index, name in enumerate(row):
            x = left + cell * (index + 0.5) - name.width_pt / 2
            flow.put(Text(x, y, SIZE_3, name.stretches, _paragraph(flow)))
        flow.down += LINE_PITCH
    flow.put_line(date, _paragraph(flow), x=AREA_WIDTH - 4 * CHAR_PITCH - date.width_pt)


def _unsealed(signature: Signature, flow: Flow) -> None:
    """Name one line under the body, 2 cells from the right; the date starts 2 cells right of it (7.3.5.2)."""
    setting = flow.loose()
    date = flow.break_words(chinese_date(signature.on), setting)[0]
    flow.skip(1)
    x = 0.0
    for text in signature.names:
        name = flow.break_words(text, setting)[0]
        x = AREA_WIDTH - 2 * CHAR_PITCH - name.width_pt
        if x + 2 * CHAR_PITCH + date.width_pt > AREA_WIDTH - 2 * CHAR_PITCH:
            x = AREA_WIDTH - 4 * CHAR_PITCH - date.width_pt
        flow.put_line(name, _paragraph(flow), x=x)
    flow.put_line(date, _paragraph(flow), x=min(x + 2 * CHAR_PITCH, AREA_WIDTH - 2 * CHAR_PITCH - date.width_pt))


def attachment(item: Attachment, index: int, count: int, flow: Flow) -> None:
    """附件 on a new page: its label on line 1, its title on line 3 (7.3.6)."""
    first = item.blocks[0] if item.blocks else None
    flow.turn(isinstance(first, Table) and first.landscape)
    label = f"附件{index}" if count > 1 else "附件"
    flow.put_line(flow.break_words(label, flow.loose(), Role.HEI)[0], _paragraph(flow))
    flow.skip(1)
    flow.title(item.title, SIZE_2)
    flow.skip(1)
    flow.blocks(item.blocks)


def version_block(paper: Paper, flow: Flow) -> None:
    """版记 at the foot of an even page, the last (7.4); 信函 carries only 抄送, without lines (10.1)."""
    if not paper.copies_to and not paper.printed_by:
        return
    bands = _bands(paper, flow)
    height = sum(len(lines) for lines in bands) * BAND_PITCH
    letter = paper.format is Format.LETTER
    if flow.down + height + LINE_PITCH > AREA_HEIGHT or flow.page.landscape:
        flow.turn()
    if len(flow.pages) % 2 and not letter:
        blank = flow.page.empty
        flow.turn()
        if blank:
            flow.pages[-2].numbered = flow.page.numbered = False
    y = height
    page = flow.page
    for index, lines in enumerate(bands):
        if not letter:
            width = THICK_BAND if index == 0 else THIN_BAND
            page.items.append(Rule(0, y, AREA_WIDTH, y, width))
        part = _paragraph(flow)
        for line in lines:
            base = y - baseline(0, BAND_PITCH, SIZE_4)
            page.items.append(Text(SIZE_4, base, SIZE_4, line.stretches, part))
            y -= BAND_PITCH
    if paper.printed_by and not letter:
        on = chinese_date(paper.printed_on) if paper.printed_on else ""
        setting = Setting(SIZE_4, SIZE_4, AREA_WIDTH - 2 * SIZE_4, on_grid=False, justify=False)
        date = flow.break_words(f"{on}印发", setting)[0]
        base = baseline(0, BAND_PITCH, SIZE_4)
        page.items.append(Text(AREA_WIDTH - SIZE_4 - date.width_pt, BAND_PITCH - base, SIZE_4, date.stretches, part))
    if not letter:
        page.items.append(Rule(0, 0, AREA_WIDTH, 0, THICK_BAND))
    page.empty = False


def _bands(paper: Paper, flow: Flow) -> list[tuple[Line, ...]]:
    bands: list[tuple[Line, ...]] = []
    setting = Setting(SIZE_4, SIZE_4, AREA_WIDTH - 2 * SIZE_4, hang_pt=3 * SIZE_4, justify=True)
    if paper.copies_to:
        bands.append(flow.break_words(f"抄送：{paper.copies_to.rstrip('。')}。", setting))
    if paper.printed_by and paper.format is not Format.LETTER:
        bands.append(flow.break_words(paper.printed_by, setting))
    return bands
