"""The .docx says what the PDF says, on the same page."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from qh_console.documents.model import Attachment, Column, Format, Paper, PaperMeta, Paragraph, Table
from qh_console.documents.press import Snapshot, worded
from qh_console.documents.reading_back import docx_words, pdf_words, plain
from qh_console.documents.render import render
from qh_console.documents.word import word_file
from tests.documents.generated_papers import ORGANS
from tests.documents.samples import (
    ADJUST,
    APPROVAL,
    BULLETIN,
    CORRECTION,
    DUTY,
    HEAD,
    ISSUE,
    LIFT,
    MINUTES,
    REPORT_UP,
    faces,
    wording,
)

SNAPSHOTS: tuple[Snapshot, ...] = (ISSUE, ADJUST, LIFT, CORRECTION, REPORT_UP, MINUTES, BULLETIN)


def written(snapshot: Snapshot) -> Any:
    return docx.Document(BytesIO(word_file(worded(snapshot, wording()))))


def paragraph_with(document: Any, text: str) -> Any:
    return next(p for p in document.paragraphs if text in p.text)


def faces_of(paragraph: Any) -> set[str]:
    return {r._r.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) for r in paragraph.runs if r.text}


@pytest.mark.parametrize("snapshot", SNAPSHOTS, ids=lambda s: type(s).__name__)
def test_it_says_word_for_word_what_the_pdf_says(snapshot: Snapshot) -> None:
    paper = worded(snapshot, wording())
    assert docx_words(word_file(paper)) == pdf_words(render(paper, faces()).pdf)


@pytest.mark.parametrize("snapshot", [APPROVAL, DUTY], ids=lambda s: type(s).__name__)
def test_a_form_s_boxes_hold_the_same_signs(snapshot: Snapshot) -> None:
    paper = worded(snapshot, wording())
    assert sorted(docx_words(word_file(paper))) == sorted(pdf_words(render(paper, faces()).pdf))


def test_an_addressee_without_room_on_the_first_page_stands_where_the_pdf_has_it() -> None:
    paper = replace(worded(ISSUE, wording()), mark=ORGANS, addressee="各市、自治州人民政府，" * 6)
    rendered = render(paper, faces())
    assert rendered.addressee_moved
    assert docx_words(word_file(paper, rendered.addressee_moved)) == pdf_words(rendered.pdf)


@pytest.mark.parametrize("snapshot", SNAPSHOTS, ids=lambda s: type(s).__name__)
def test_the_page_is_that_of_the_standard(snapshot: Snapshot) -> None:
    section = written(snapshot).sections[0]
    page = (section.page_width, section.page_height)
    margins = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(v.mm) for v in page] == [210, 297]
    assert [v.mm for v in margins] == pytest.approx([37, 28, 26, 35], abs=0.1)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert int(grid.get(qn("w:linePitch"))) / 20 == pytest.approx(225 / 22 / 25.4 * 72, abs=0.02)
    assert 16 + int(grid.get(qn("w:charSpace"))) / 4096 == pytest.approx(156 / 28 / 25.4 * 72, abs=0.01)


def test_a_line_of_body_holds_twenty_eight_characters() -> None:
    document = written(ISSUE)
    run = paragraph_with(document, "联合会商").runs[0]
    pitch = run.font.size.pt + int(run._r.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    section = document.sections[0]
    area_pt = section.page_width.pt - section.left_margin.pt - section.right_margin.pt
    assert 28 * pitch <= area_pt < 29 * pitch
    assert document.styles["Normal"].paragraph_format.line_spacing.pt == pytest.approx(28.99, abs=0.02)


def test_the_faces_are_the_official_ones_by_name_with_stand_ins() -> None:
    document = written(ISSUE)
    assert faces_of(paragraph_with(document, "一、预警信息")) == {"黑体"}
    assert faces_of(paragraph_with(document, "（一）强制性")) == {"楷体_GB2312"}
    assert faces_of(paragraph_with(document, "联合会商")) == {"仿宋_GB2312"}
    assert faces_of(document.paragraphs[0]) == {"方正小标宋简体"}
    table = next(p for p in document.part.package.iter_parts() if p.partname == "/word/fontTable.xml")
    assert 'w:name="仿宋_GB2312"><w:altName w:val="FangSong_GB2312' in table.blob.decode()


def test_the_mark_is_red_and_the_rule_four_millimetres_under_the_number() -> None:
    document = written(ISSUE)
    assert str(document.paragraphs[0].runs[0].font.color.rgb) == "DE0000"
    assert document.paragraphs[0].paragraph_format.space_before.mm == pytest.approx(35, abs=0.1)
    rule = paragraph_with(document, HEAD.number)._p.pPr.find(f"{qn('w:pBdr')}/{qn('w:bottom')}")
    assert int(rule.get(qn("w:space"))) == pytest.approx(4 / 25.4 * 72, abs=0.5)


def test_page_numbers_stand_outward_and_a_letter_s_first_page_has_none() -> None:
    section = written(ISSUE).sections[0]
    assert (section.footer.paragraphs[0].alignment, section.even_page_footer.paragraphs[0].alignment) == (2, 0)
    assert "PAGE" in section.footer._element.xml
    letter = written(REPORT_UP).sections[0]
    assert letter.different_first_page_header_footer
    assert "PAGE" not in letter.first_page_footer._element.xml
    assert letter.header_distance.mm == pytest.approx(30, abs=0.1)


def test_headings_stand_in_the_outline_in_black() -> None:
    document = written(ISSUE)
    assert paragraph_with(document, "一、预警信息").style.name == "Heading 1"
    assert str(document.styles["Heading 1"].font.color.rgb) == "000000"


def test_subscripts_are_set_low() -> None:
    low = [r.text for p in written(ISSUE).paragraphs for r in p.runs if r.font.subscript]
    assert low[:2] == ["2.5", "10"]


def test_the_seal_s_date_keeps_four_characters_from_the_right() -> None:
    date = written(ISSUE).paragraphs
    line = next(p for p in date if p.text == "2026年1月12日")
    assert line._p.pPr.find(qn("w:ind")).get(qn("w:rightChars")) == "400"


def test_a_drill_says_so_across_every_page() -> None:
    section = written(replace(ISSUE, head=replace(HEAD, drill=True))).sections[0]
    for head in (section.header, section.even_page_header):
        assert "演　练" in head._element.xml
    assert "演　练" not in written(ISSUE).sections[0].header._element.xml


def test_the_same_paper_gives_the_same_bytes() -> None:
    paper = worded(ISSUE, wording())
    assert word_file(paper) == word_file(paper)
    with zipfile.ZipFile(BytesIO(word_file(paper))) as package:
        assert {i.date_time[0] for i in package.infolist()} == {1980}


def test_what_it_is_stands_in_its_properties() -> None:
    about = written(ISSUE).core_properties
    assert (about.title, about.author) == (worded(ISSUE, wording()).plain_title, HEAD.issuer)
    assert about.created.replace(tzinfo=None) == HEAD.created_at.replace(tzinfo=None)


def test_a_wide_table_turns_the_sheet_and_turns_it_back() -> None:
    table = Table((Column("企业", 3), Column("措施", 1)), (("甲厂", "停产"),) * 2, "清单", landscape=True)
    annex = Attachment("清单", "应急减排清单", (table, Paragraph("说明。")))
    paper = Paper(Format.FILE, "题目", (Paragraph("正文。"),), PaperMeta("某厅", HEAD.created_at), attachments=(annex,))
    document: Any = docx.Document(BytesIO(word_file(paper)))
    assert [round(s.page_width.mm) for s in document.sections] == [210, 297, 210]
    assert document.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert plain("".join(c.text for c in document.tables[0].rows[1].cells)) == "甲厂停产"
    shares = [c.width for c in document.tables[0].rows[0].cells]
    assert shares[0] / shares[1] == pytest.approx(3, abs=0.01)
