"""Heads and feet of the official formats (GB/T 9704—2012 7.2–7.5, 10): mark, number, attachments, version block."""

from __future__ import annotations

import math
from dataclasses import replace

from qh_console.documents.faces import Faces
from qh_console.documents.flow import Flow
from qh_console.documents.keeping import opens_turned
from qh_console.documents.lines import Line, Setting
from qh_console.documents.marks import double_line, mark
from qh_console.documents.model import Align, Attachment, Format, Paper, Paragraph, Role, Span
from qh_console.documents.page import (
    AREA_HEIGHT,
    AREA_WIDTH,
    BOTTOM,
    CHAR_PITCH,
    LINE_PITCH,
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
BODY_LINES = 5
"""Of the body, that a first page has room for at least."""
MARK_SHARES = (1.0, 0.85, 0.7, 0.55)
"""How much smaller a joint mark becomes so that they fit."""
COVER_TITLE_LINE, COVER_AUTHOR_LINE = 6, 18


def begin(paper: Paper, faces: Faces) -> tuple[Flow, bool]:
    """A paper's head on its first page, and whether the addressee had to go to the version block.

    The first page shows body text (7.3.3): a joint mark becomes smaller for it, then the addressee makes room (7.3.2).
    """
    shares = MARK_SHARES if len(paper.mark) > 1 else MARK_SHARES[:1]
    tries = [(share, moved) for moved in (False, True) for share in shares]
    for share, moved in tries:
        flow = Flow(faces)
        flow.where = "版头"
        _head(replace(paper, addressee="") if moved else paper, flow, share)
        if paper.cover or (len(flow.pages) == 1 and flow.lines_left() >= BODY_LINES):
            break
    flow.page.empty = True
    return flow, moved and bool(paper.addressee)


def _head(paper: Paper, flow: Flow, share: float) -> None:
    """Everything over the body."""
    match paper.format:
        case Format.FILE | Format.MINUTES:
            _file_head(paper, flow, share)
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
        line = flow.one_line(text, flow.loose(), Role.KAI)
        flow.put_line(line, _paragraph(flow), x=(AREA_WIDTH - line.width_pt) / 2)
    flow.page.numbered = False
    flow.turn()


def _file_head(paper: Paper, flow: Flow, share: float) -> None:
    """文件 and 纪要: mark 35 mm under the area's top, number two lines below, red rule 4 mm under that (7.2, 10.3)."""
    _corner_lines(paper, flow, 0.0)
    bottom = mark(paper, flow, MARK_TOP_FILE, share)
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
    number = flow.one_line(paper.number, setting)
    y = AREA_HEIGHT - baseline(flow.down, LINE_PITCH, SIZE_3)
    if not paper.signer:
        flow.put(Text((AREA_WIDTH - number.width_pt) / 2, y, SIZE_3, number.stretches, _paragraph(flow)))
        return
    signer = flow.one_line((Span("签发人："), Span(paper.signer, Role.KAI)), setting)
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
    corners = _corner_lines(paper, flow, down - (LINE_PITCH - SIZE_3) / 2)
    if paper.number:
        number = flow.one_line(paper.number, flow.loose())
        y = AREA_HEIGHT - down - 0.88 * SIZE_3
        flow.put(Text(AREA_WIDTH - number.width_pt, y, SIZE_3, number.stretches, _paragraph(flow)))
    flow.down = down + SIZE_3 + max(corners - 1, 0) * LINE_PITCH
    flow.skip(2)
    flow.title(paper.title)
    flow.skip(1)


def _corner_lines(paper: Paper, flow: Flow, down: float) -> int:
    """份号, 密级, 紧急程度 from the top left downwards (7.2.1–7.2.3); returns how many there are."""
    corners = ((paper.copy_number, Role.FANG), (paper.secrecy, Role.HEI), (paper.urgency, Role.HEI))
    lines = [flow.one_line(text, flow.loose(), role) for text, role in corners if text]
    for index, line in enumerate(lines):
        y = AREA_HEIGHT - baseline(down + index * LINE_PITCH, LINE_PITCH, SIZE_3)
        flow.put(Text(0, y, SIZE_3, line.stretches, _paragraph(flow)))
    return len(lines)


def attachment(item: Attachment, index: int, count: int, flow: Flow) -> None:
    """附件 on a new page: its label on line 1, its title on line 3 (7.3.6)."""
    flow.where = f"附件{index}"
    flow.turn(opens_turned(item.blocks))
    label = f"附件{index}" if count > 1 else "附件"
    flow.put_line(flow.one_line(label, flow.loose(), Role.HEI), _paragraph(flow))
    flow.skip(1)
    flow.title(item.title, SIZE_2)
    flow.skip(1)
    flow.blocks(item.blocks)


def version_block(paper: Paper, flow: Flow, with_addressee: bool) -> None:
    """版记 at the foot of an even page, the last (7.4); 信函 carries only 抄送, without lines (10.1)."""
    flow.where = "版记"
    bands = _bands(paper, flow, with_addressee)
    if not bands:
        return
    height = sum(len(lines) for lines in bands) * BAND_PITCH
    letter = paper.format is Format.LETTER
    if flow.down + height + LINE_PITCH > AREA_HEIGHT or flow.page.landscape:
        flow.turn()
    if len(flow.pages) % 2 and not letter:
        blank = flow.down == 0.0
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
        date = flow.one_line(f"{on}印发", setting)
        base = baseline(0, BAND_PITCH, SIZE_4)
        page.items.append(Text(AREA_WIDTH - SIZE_4 - date.width_pt, BAND_PITCH - base, SIZE_4, date.stretches, part))
    if not letter:
        page.items.append(Rule(0, 0, AREA_WIDTH, 0, THICK_BAND))
    page.empty = False


def _bands(paper: Paper, flow: Flow, with_addressee: bool) -> list[tuple[Line, ...]]:
    """主送, where it had to come here, and 抄送 with no line between them (7.4.2); 印发机关."""
    bands: list[tuple[Line, ...]] = []
    setting = Setting(SIZE_4, SIZE_4, AREA_WIDTH - 2 * SIZE_4, hang_pt=3 * SIZE_4, justify=True)
    sent = (("主送", paper.addressee.rstrip("：") if with_addressee else ""), ("抄送", paper.copies_to))
    lines = [line for label, to in sent if to for line in flow.break_words(f"{label}：{to.rstrip('。')}。", setting)]
    if lines:
        bands.append(tuple(lines))
    if paper.printed_by and paper.format is not Format.LETTER:
        bands.append(flow.break_words(paper.printed_by, setting))
    return bands
