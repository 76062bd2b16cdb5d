"""Red head and foot of a .docx by format."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from qh_console.documents.model import Paper
from qh_console.documents.press import worded
from qh_console.documents.word import word_file
from tests.documents.samples import APPROVAL, HEAD, ISSUE, REPORT_UP, wording


def written(paper: Paper) -> Any:
    return docx.Document(BytesIO(word_file(paper)))


def test_the_version_block_has_thick_outer_and_thin_inner_rules_at_the_foot() -> None:
    table = written(worded(ISSUE, wording())).tables[-1]
    cells = [row.cells[0] for row in table.rows]
    assert [c.text for c in cells] == [
        f"抄送：{HEAD.copies_to}。",
        "青海省重污染天气应急领导小组办公室\t2026年1月12日印发",
    ]
    widths = [
        int(c._tc.tcPr.find(f"{qn('w:tcBorders')}/{qn(f'w:{side}')}").get(qn("w:sz"))) / 8 * 25.4 / 72
        for c, side in ((cells[0], "top"), (cells[0], "bottom"), (cells[1], "bottom"))
    ]
    assert widths == pytest.approx([0.35, 0.25, 0.35], abs=0.03)
    assert table._tbl.tblPr.find(qn("w:tblpPr")).get(qn("w:tblpYSpec")) == "bottom"


def test_a_letter_has_double_red_lines_170_mm_wide_and_no_printing_office() -> None:
    document = written(worded(REPORT_UP, wording()))
    section = document.sections[0]
    for part in (section.first_page_header, section.first_page_footer):
        indent = part.paragraphs[0]._p.pPr.find(qn("w:ind"))
        left, right = (int(indent.get(qn(f"w:{side}"))) / 20 * 25.4 / 72 for side in ("left", "right"))
        assert 156 - left - right == pytest.approx(170, abs=0.1)
    assert "印发" not in document.paragraphs[-1].text
    assert document.paragraphs[-1].text.startswith("抄送：")


def test_signer_stands_right_of_the_number() -> None:
    paper = replace(worded(ISSUE, wording()), signer="李某某", copy_number="000001", secrecy="机密★3年", urgency="特急")
    document = written(paper)
    assert [p.text for p in document.paragraphs[:3]] == ["000001", "机密★3年", "特急"]
    line = next(p for p in document.paragraphs if "签发人" in p.text)
    assert line.text == f"　{HEAD.number}\t签发人：李某某"


def test_a_form_has_neither_mark_nor_page_number() -> None:
    document = written(worded(APPROVAL, wording()))
    assert document.paragraphs[0].text == "重污染天气预警签批单"
    assert "PAGE" not in document.sections[0].footer._element.xml


def test_the_foot_says_it_is_a_copy_to_edit_and_where_the_record_stands() -> None:
    footer = written(worded(ISSUE, wording())).sections[0].footer
    assert "以归档件为准" in footer.paragraphs[1].text
    assert "D1-000123" in footer.paragraphs[1].text
