"""Tables and forms on pages: turned sides, repeated heads, rows that keep company."""

from __future__ import annotations

from dataclasses import replace

from qh_console.documents.flow import Flow
from qh_console.documents.model import Cell, Column, Form, FormRow, Heading, Paragraph, Table
from qh_console.documents.page import AREA_HEIGHT, Text
from tests.documents.samples import faces
from tests.documents.test_formats import BODY, FILE, SENTENCE, set_paper


def test_landscape_tables_turn_the_page_and_repeat_their_head() -> None:
    table = Table((Column("单位"), Column("措施", 3)), tuple(("省公安厅", "限行") for _ in range(60)), landscape=True)
    pages = set_paper(replace(FILE, blocks=(*BODY[:1], table, *BODY[:1]), signature=None, copies_to="", printed_by=""))
    turned = [p for p in pages if p.text.count("措施") and "省公安厅" in p.text and "单位 措施" in p.text]
    assert len(turned) >= 3
    assert all("单位 措施" in p.text for p in turned)


def test_a_table_at_the_end_takes_its_last_rows_to_the_signature() -> None:
    for rows in range(20, 70, 3):
        table = Table((Column("单位"), Column("措施", 3)), tuple(("省公安厅", f"第{n}项") for n in range(rows)))
        pages = set_paper(replace(FILE, blocks=(*BODY[:1], table)))
        signed = next(p for p in pages if "联系人" in p.text)
        assert f"第{rows - 1}项" in signed.text, rows
        assert f"第{rows - 2}项" in signed.text, rows


def test_two_rows_are_never_parted() -> None:
    table = Table((Column("单位"), Column("措施", 3)), (("省公安厅", "第一项"), ("省公安厅", "第二项")))
    for gap in range(22):
        flow = Flow(faces())
        flow.blocks([*(Paragraph("重污染") for _ in range(gap)), table, Paragraph("重污染")])
        said = ["".join(s.signs for i in p.items if isinstance(i, Text) for s in i.stretches) for p in flow.pages]
        assert any("第一项" in page and "第二项" in page for page in said), gap


def test_a_heading_over_a_landscape_table_stands_on_its_side() -> None:
    table = Table((Column("单位"), Column("措施", 3)), (("省公安厅", "限行"),) * 5, landscape=True)
    pages = set_paper(replace(FILE, blocks=(*BODY[:1], Heading(1, "一、任务清单"), table)))
    turned = next(p for p in pages if "省公安厅" in p.text)
    assert "一、任务清单" in turned.text


def test_a_heading_over_a_table_goes_with_its_head_and_first_row() -> None:
    for lines in range(1, 24):
        table = Table((Column("单位"), Column("措施", 3)), (("省公安厅", "限行" * 40),) * 4)
        pages = set_paper(replace(FILE, blocks=(Paragraph(SENTENCE * lines), Heading(1, "一、任务清单"), table)))
        assert "省公安厅" in next(p for p in pages if "任务清单" in p.text).text, lines


def test_a_form_that_fits_a_page_is_not_broken() -> None:
    form = Form((FormRow((Cell("签批"), Cell("同意。", 4)), 60.0),) * 3)
    flow = Flow(faces())
    flow.blocks([Paragraph(SENTENCE * 9), form])
    assert len(flow.pages) == 2
    assert flow.down < AREA_HEIGHT
