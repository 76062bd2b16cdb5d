"""The same paper as .docx, for an office that must edit it: same text, same page, official faces by name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from io import BytesIO
from typing import Any, assert_never

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm, Pt, RGBColor

from qh_console.documents.flow import HEADING_ROLES, spans_of
from qh_console.documents.model import (
    Align,
    Attachment,
    Block,
    Contents,
    Figure,
    Form,
    Gap,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Role,
    Signature,
    Table,
    Words,
)  # fmt: skip
from qh_console.documents.page import AREA_WIDTH, CELLS, LINE_PITCH, SIZE_2, SIZE_3, SIZE_4, SIZE_5
from qh_console.documents.titles import title_lines
from qh_console.documents.word_page import set_head, set_pages, set_version_block
from qh_console.documents.word_parts import (
    element,
    font_table,
    frozen,
    off_grid,
    put_in_order,
    scripted,
    set_default_size,
    set_face,
    set_grid,
    set_pitch,
    twips,
)
from qh_console.domain.clock import chinese_date

ALIGNS = {
    Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}


def word_file(paper: Paper, addressee_moved: bool = False) -> bytes:
    """The .docx; the same paper gives the same bytes. Figures are named where they stand: they are in the PDF.

    `addressee_moved`: 主送 stands in the version block, as on the page (render.Rendered).
    """
    writer = _Writer(paper)
    writer.write(addressee_moved)
    return writer.finished()


class _Writer:
    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.document: Any = docx.Document()
        self._landscape = False
        self._tables = 0
        self._figures = 0

    def write(self, addressee_moved: bool) -> None:
        paper = self.paper
        self._styles()
        self._describe()
        set_pages(self.document, paper)
        set_head(self, paper)
        if paper.addressee and not addressee_moved:
            self.put(paper.addressee.rstrip("：") + "：")
        self._blocks(paper.blocks)
        self._closing()
        for index, attachment in enumerate(paper.attachments, 1):
            self._attachment(attachment, f"附件{index}" if len(paper.attachments) > 1 else "附件")
        set_version_block(self, paper, addressee_moved)

    def finished(self) -> bytes:
        for part in self.document.part.package.iter_parts():
            if hasattr(part, "element"):
                put_in_order(part.element)
        out = BytesIO()
        self.document.save(out)
        return frozen(out.getvalue())

    def put(
        self,
        words: Words,
        role: Role = Role.FANG,
        size: float = SIZE_3,
        align: Align = Align.JUSTIFY,
        indent: float = 0,
        hang: float = 0,
        right: float = 0,
        colour: str = "",
        style: str = "Normal",
        into: Any = None,
    ) -> Any:
        """One paragraph; indents in characters of the grid, for every line but the first `hang`."""
        paragraph = self.document.add_paragraph(style=style) if into is None else into
        paragraph.alignment = ALIGNS[align]
        for span in spans_of(words, role):
            for text, script in scripted(span.text):
                run = paragraph.add_run(text)
                set_face(run, span.role, size, colour)
                set_pitch(run, size)
                if script:
                    run._r.get_or_add_rPr().append(element("vertAlign", val=script))
        attributes: dict[str, int] = {}
        if hang:
            attributes["leftChars"] = round(hang * 100)
            attributes["left"] = twips(hang * SIZE_3)
        first = indent - hang
        if first > 0:
            attributes["firstLineChars"], attributes["firstLine"] = round(first * 100), twips(first * SIZE_3)
        elif first < 0:
            attributes["hangingChars"], attributes["hanging"] = round(-first * 100), twips(-first * SIZE_3)
        if right:
            attributes["rightChars"], attributes["right"] = round(right * 100), twips(right * SIZE_3)
        if attributes:
            paragraph._p.get_or_add_pPr().append(element("ind", **attributes))
        return paragraph

    def title(self, text: str) -> None:
        """Centred, in the lines the printed paper has (GB/T 9704—2012 7.3.1), as one paragraph."""
        paragraph = self.put("", align=Align.CENTRE)
        for number, line in enumerate(title_lines(text, int(AREA_WIDTH / SIZE_2 + 0.01))):
            run = paragraph.add_run()
            if number:
                run.add_break(WD_BREAK.LINE)
            run.add_text(line)
            set_face(run, Role.BIAO, SIZE_2)
            set_pitch(run, SIZE_2)

    def gap(self, lines: int = 1) -> None:
        for _ in range(lines):
            self.put("")

    def _styles(self) -> None:
        normal = self.document.styles["Normal"]
        for name in ("Normal", *(f"Heading {level}" for level in HEADING_ROLES)):
            style = self.document.styles[name]
            spacing = style.paragraph_format
            spacing.space_before = spacing.space_after = Pt(0)
            spacing.line_spacing = Pt(round(LINE_PITCH, 2))
            spacing.widow_control = True
            if name != "Normal":
                style.font.bold, style.font.color.rgb = False, RGBColor(0, 0, 0)
        normal.font.size = Pt(SIZE_3)
        set_default_size(self.document.styles.element, SIZE_3)
        for part in self.document.part.package.iter_parts():
            if part.partname == "/word/fontTable.xml":
                part._blob = font_table()
        package = self.document.part.package
        for key, relation in list(package.rels.items()):
            if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
                del package.rels[key]

    def _describe(self) -> None:
        meta, about = self.paper.meta, self.document.core_properties
        about.title = self.paper.plain_title
        about.author = about.last_modified_by = meta.author
        about.subject = meta.subject or self.paper.number
        about.language = "zh-CN"
        about.comments = "可编辑稿，以PDF归档件为准"
        about.created = about.modified = meta.created_at.astimezone(UTC).replace(tzinfo=None)

    def _blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            self._block(block)
        self._turn(False)

    def _block(self, block: Block) -> None:
        if not isinstance(block, Table):
            self._turn(False)
        match block:
            case Heading():
                self.put(block.text, HEADING_ROLES[block.level], indent=2, style=f"Heading {block.level}")
            case Paragraph():
                self.put(block.words, align=block.align, indent=block.indent_cells, hang=block.hang_cells)
            case Table():
                self._table(block)
            case Form():
                for row in block.rows:
                    table = self._grid([cell.share for cell in row.cells], 1)
                    for cell, box in zip(row.cells, table.rows[0].cells, strict=True):
                        self._cell(box, cell.words, block.size_pt, cell.align, cell.role)
                        if cell.foot:
                            self._cell(box, cell.foot, block.size_pt, Align.RIGHT, Role.FANG, more=True)
                off_grid(self.put("", size=1), 1)
            case Figure():
                self._figures += 1
                self.put(f"图{self._figures}　{block.caption}（图见PDF归档件）", Role.HEI, SIZE_5, Align.CENTRE)
            case Gap():
                self.gap(block.lines)
            case PageBreak():
                self.put("").add_run().add_break(WD_BREAK.PAGE)
            case Contents():
                self.put("（目录见PDF归档件）", size=SIZE_4)
            case _:
                assert_never(block)

    def _turn(self, landscape: bool) -> None:
        """A new section where the sheet turns."""
        if landscape == self._landscape:
            return
        self._landscape = landscape
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        wide, high = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
        section.page_width, section.page_height = wide, high
        margins = (28, 37, 26, 35) if landscape else (37, 28, 35, 26)
        section.top_margin, section.left_margin, section.bottom_margin, section.right_margin = map(Mm, margins)
        set_grid(section)

    def _table(self, block: Table) -> None:
        self._turn(block.landscape)
        if block.caption:
            self._tables += 1
            self.put(f"表{self._tables}　{block.caption}", Role.HEI, SIZE_5, Align.CENTRE)
        table = self._grid([column.share for column in block.columns], 1 + len(block.rows))
        for column, cell in zip(block.columns, table.rows[0].cells, strict=True):
            self._cell(cell, column.head, block.size_pt, Align.CENTRE, Role.HEI)
        table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
        for words, row in zip(block.rows, table.rows[1:], strict=True):
            row._tr.get_or_add_trPr().append(element("cantSplit"))
            for column, text, cell in zip(block.columns, words, row.cells, strict=True):
                self._cell(cell, text, block.size_pt, column.align, Role.FANG)

    def _grid(self, shares: Sequence[float], rows: int) -> Any:
        table = self.document.add_table(rows, len(shares), style="Table Grid")
        table.autofit = False
        width = AREA_WIDTH if not self._landscape else self.document.sections[-1].page_width.pt - 72 * (37 + 35) / 25.4
        for share, column in zip(shares, table.columns, strict=True):
            column.width = Pt(width * share / sum(shares))
            for cell in column.cells:
                cell.width = column.width
        return table

    def _cell(self, cell: Any, words: Words, size: float, align: Align, role: Role, more: bool = False) -> None:
        paragraph = cell.add_paragraph() if more else cell.paragraphs[0]
        off_grid(paragraph, size * 1.35)
        self.put(words, role, size, align, into=paragraph)

    def _closing(self) -> None:
        paper = self.paper
        for place, person in enumerate(paper.attendance):
            self.gap(1 if place == 0 else 0)
            paragraph = self.put(person.label + "：", Role.HEI, indent=2, hang=2 + len(person.label) + 1)
            self.put(person.names, into=paragraph)
        for index, item in enumerate(paper.attachments):
            self.gap(1 if index == 0 else 0)
            number = f"{index + 1}. " if len(paper.attachments) > 1 else ""
            label = "附件：" if index == 0 else "　　　"
            self.put(f"{label}{number}{item.name}", indent=2, hang=5 + (1 if number else 0))
        if paper.signature and not paper.cover:
            self._signature(paper.signature)
        if paper.note:
            self.put(f"（{paper.note.strip('（）')}）", indent=2, hang=2)

    def _signature(self, signature: Signature) -> None:
        """Sealed: date 4 characters from the right, names over it; unsealed: 2 (GB/T 9704—2012 7.3.5)."""
        on = chinese_date(signature.on)
        date_width = sum(0.5 if c.isdigit() else 1.0 for c in on)
        right = 4.0 if signature.sealed else 2.0
        for _ in range(2 if signature.sealed else 1):
            self.put("").paragraph_format.keep_with_next = True
        for name in signature.names:
            centred = CELLS - right - date_width / 2 + len(name) / 2
            inset = max(CELLS - centred, 0.0) if signature.sealed else right
            self.put(name, align=Align.RIGHT, right=inset).paragraph_format.keep_with_next = True
        self.put(on, align=Align.RIGHT, right=right)

    def _attachment(self, item: Attachment, label: str) -> None:
        paragraph = self.put(label, Role.HEI)
        paragraph.paragraph_format.page_break_before = True
        self.gap()
        self.title(item.title)
        self.gap()
        self._blocks(item.blocks)
