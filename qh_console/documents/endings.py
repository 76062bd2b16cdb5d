"""What follows the body (GB/T 9704—2012 7.3.4–7.3.7): attendance, list of attachments, signature and seals, note."""

from __future__ import annotations

import math

from qh_console.documents.flow import Flow
from qh_console.documents.lines import Line
from qh_console.documents.model import Paper, Paragraph, Role, Signature, Span
from qh_console.documents.page import AREA_HEIGHT, AREA_WIDTH, CHAR_PITCH, LINE_PITCH, LINES, MM, SIZE_3, Text, baseline
from qh_console.documents.structure import Kind, Part
from qh_console.domain.clock import chinese_date

LONGEST_TAIL = LINES - 4
"""Grid lines of attachments and signature that may ask for a page to themselves and two lines of the body."""
LEAST_OF_A_LIST = 2
SEAL = 42 * MM
SEALS_APART = 44 * MM
MOST_SEALS = 3
SEAL_ROW = 5
"""Grid lines from one row of seals to the next, so that none touches another (7.3.5.1)."""


def tail_lines(paper: Paper, flow: Flow) -> int:
    """Grid lines that must stay under the last of the body: attendance, list of attachments, signature, note.

    A list too long to share a page with the signature breaks over pages: its head stays here, its foot with that.
    """
    flow.where = "落款"
    attended = sum(flow.lines_of(person) for person in _attendance(paper))
    if attended:
        return 1 + min(attended, LONGEST_TAIL)
    listed, signed = sum(len(e) for e in _attachment_lines(paper, flow)), _signature_lines(paper, flow)
    if listed and listed + signed > LONGEST_TAIL:
        return 1 + LEAST_OF_A_LIST
    return listed + signed + (1 if listed else 0)


def closing(paper: Paper, flow: Flow) -> None:
    """Everything between the last of the body and the first attachment."""
    flow.where = "落款"
    if paper.attendance or paper.attachments or paper.signature or paper.note:
        flow.upright()
    for number, person in enumerate(_attendance(paper)):
        if number == 0:
            flow.skip(1)
        flow.paragraph(person)
    _list_attachments(paper, flow)
    signed = _signature_lines(paper, flow)
    if signed and signed > flow.lines_left():
        flow.turn()
    if paper.signature:
        if paper.signature.sealed:
            _sealed(paper.signature, flow)
        else:
            _unsealed(paper.signature, flow)
    if paper.note:
        flow.paragraph(_note(paper))


def _attendance(paper: Paper) -> list[Paragraph]:
    """出席, 请假, 列席: names wrap under their first character (10.3)."""
    return [
        Paragraph((Span(person.label + "：", Role.HEI), Span(person.names)), 2, 2 + len(person.label) + 1)
        for person in paper.attendance
    ]


def _note(paper: Paper) -> Paragraph:
    return Paragraph(f"（{paper.note.strip('（）')}）", 2, 2)


def _attachment_lines(paper: Paper, flow: Flow) -> list[tuple[Line, ...]]:
    """附件说明: one blank line under the body, 2 cells in; names wrap under their first character (7.3.4)."""
    entries: list[tuple[Line, ...]] = []
    many = len(paper.attachments) > 1
    for number, attachment in enumerate(paper.attachments, 1):
        label = "附件：" if number == 1 else "　　　"
        text = f"{label}{number}. {attachment.name}" if many else label + attachment.name
        hang = 5 + (math.ceil(len(str(number)) / 2 + 0.5) if many else 0)
        entries.append(flow.break_words(text, flow.grid(2, hang, justify=False)))
    return entries


def _list_attachments(paper: Paper, flow: Flow) -> None:
    """The last lines of a long list go over the page with the signature, which never stands alone."""
    entries = _attachment_lines(paper, flow)
    if not entries:
        return
    listed = flow.structure.add(Kind.LIST)
    parts = [listed.add(Kind.ITEM).add(Kind.ITEM_BODY) for _ in entries]
    lines = [(line, part) for entry, part in zip(entries, parts, strict=True) for line in entry]
    flow.skip(1)
    for left, (line, part) in zip(range(len(lines), 0, -1), lines, strict=True):
        wanted = LEAST_OF_A_LIST + _signature_lines(paper, flow) if left == LEAST_OF_A_LIST else 1
        if flow.lines_left() < wanted:
            flow.turn()
        flow.put_line(line, part)


def _signature_lines(paper: Paper, flow: Flow) -> int:
    """Grid lines of signature and note."""
    lines = flow.lines_of(_note(paper)) if paper.note else 0
    if paper.signature is None:
        return lines
    if not paper.signature.sealed:
        return lines + 2 + len(paper.signature.names)
    rows = math.ceil(len(paper.signature.names) / _in_a_row(_names(paper.signature, flow)))
    return lines + 4 + (rows - 1) * SEAL_ROW


def _names(signature: Signature, flow: Flow) -> list[Line]:
    return [flow.one_line(name, flow.loose()) for name in signature.names]


def _pitch(names: list[Line]) -> float:
    return max(SEALS_APART, max(name.width_pt for name in names) + CHAR_PITCH)


def _half(names: list[Line]) -> float:
    """What a name or its seal, whichever is wider, takes on either side of its middle."""
    return max(SEAL, *(name.width_pt for name in names)) / 2


def _in_a_row(names: list[Line]) -> int:
    return min(MOST_SEALS, len(names), 1 + int((AREA_WIDTH - 2 * _half(names)) / _pitch(names)))


def _sealed(signature: Signature, flow: Flow) -> None:
    """Date 4 cells from the right, the last name centred over it, room for 42 mm seals that do not touch (7.3.5.1)."""
    date, names = flow.one_line(chinese_date(signature.on), flow.loose()), _names(signature, flow)
    count, pitch, half = _in_a_row(names), _pitch(names), _half(names)
    usual = AREA_WIDTH - 4 * CHAR_PITCH - date.width_pt / 2
    last = min(max(usual, (count - 1) * pitch + half), AREA_WIDTH - max(half, date.width_pt / 2))
    flow.skip(2)
    for start in range(0, len(names), count):
        row = names[start : start + count]
        if start:
            flow.skip(SEAL_ROW - 1)
        y = AREA_HEIGHT - baseline(flow.down, LINE_PITCH, SIZE_3)
        for back, name in zip(range(len(row) - 1, -1, -1), row, strict=True):
            x = last - back * pitch - name.width_pt / 2
            flow.put(Text(x, y, SIZE_3, name.stretches, _paragraph(flow)))
        flow.down += LINE_PITCH
    x = usual if len(names) == 1 else last
    flow.put_line(date, _paragraph(flow), x=x - date.width_pt / 2)


def _unsealed(signature: Signature, flow: Flow) -> None:
    """Name one line under the body, 2 cells from the right; the date starts 2 cells right of it (7.3.5.2)."""
    date = flow.one_line(chinese_date(signature.on), flow.loose())
    flow.skip(1)
    x = 0.0
    for name in _names(signature, flow):
        x = max(AREA_WIDTH - 2 * CHAR_PITCH - name.width_pt, 0.0)
        if x + 2 * CHAR_PITCH + date.width_pt > AREA_WIDTH - 2 * CHAR_PITCH:
            x = AREA_WIDTH - 4 * CHAR_PITCH - date.width_pt
        flow.put_line(name, _paragraph(flow), x=x)
    flow.put_line(date, _paragraph(flow), x=min(x + 2 * CHAR_PITCH, AREA_WIDTH - 2 * CHAR_PITCH - date.width_pt))


def _paragraph(flow: Flow) -> Part:
    return flow.structure.add(Kind.PARAGRAPH)
