"""Finished bytes: same in same out, real text, embedded faces, information, bookmarks, the drill's mark, the stamp."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from qh_console.documents.faces import load_faces
from qh_console.documents.model import Attachment, Column, Figure, Format, Heading, Paper, PaperMeta, Paragraph, Table
from qh_console.documents.render import lay_out, render
from qh_console.domain.clock import from_beijing
from qh_console.problems import KnownProblem
from tests.documents.measured import fonts, information, plain, sides
from tests.documents.samples import RESOURCES, STAMP, faces

META = PaperMeta("青海省生态环境厅", from_beijing(2026, 1, 12, 9, 30), footer=STAMP)
TEXT = "PM2.5浓度为250 µg/m3，“严重污染”（依据HJ 633—2026），O3和NOx下降……"
PAPER = Paper(
    Format.FILE, "关于测试的通知", (Paragraph(TEXT),), META, mark=("青海省生态环境厅",), number="青环〔2026〕1号"
)


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert render(PAPER, faces()).pdf == render(PAPER, faces()).pdf


def test_where_the_faces_lie_leaves_no_trace_in_the_bytes(tmp_path: Path) -> None:
    shutil.copytree(RESOURCES / "fonts", tmp_path / "elsewhere")
    assert render(PAPER, load_faces(tmp_path / "elsewhere")).pdf == render(PAPER, faces()).pdf


def test_text_copies_as_it_was_typed() -> None:
    assert plain(TEXT) in plain(sides(render(PAPER, faces()).pdf)[0].text)


def test_dates_and_numbers_copy_without_spaces() -> None:
    text = "定于2026年1月2日8时至15日20时，共36小时，AQI为243。"
    page = sides(render(replace(PAPER, blocks=(Paragraph(text),)), faces()).pdf)[0]
    assert "2026年1月2日8时至15日20时，共36小时，" in page.text.replace("\n", "")


def test_every_face_is_embedded_and_cut_to_what_is_used() -> None:
    rendered = render(PAPER, faces())
    assert all(re.match(r"[A-Z]{6}\+", name) for name in fonts(rendered.pdf))
    assert rendered.pdf.count(b"/FontFile2") == rendered.pdf.count(b"/Type /FontDescriptor")
    assert b"Helvetica" not in rendered.pdf
    assert len(rendered.pdf) < 400_000


def test_information_names_title_author_and_time() -> None:
    info = information(render(PAPER, faces()).pdf)
    assert info["Title"] == "关于测试的通知"
    assert info["Author"] == "青海省生态环境厅"
    assert info["CreationDate"] == info["ModDate"] == "D:20260112093000+08'00'"


def test_long_papers_carry_bookmarks_and_short_ones_do_not() -> None:
    blocks = tuple(b for i in range(9) for b in (Heading(1, f"一、第{i}节"), Paragraph("重污染天气" * 90)))
    with pdfplumber.open(BytesIO(render(replace(PAPER, blocks=blocks), faces()).pdf)) as document:
        assert [title for _, title, *_ in document.doc.get_outlines()] == [f"一、第{i}节" for i in range(9)]
    assert b"/Outlines" not in render(PAPER, faces()).pdf


def test_a_drill_is_marked_on_every_page() -> None:
    paper = replace(PAPER, blocks=(Paragraph("重污染天气" * 200),), meta=replace(META, drill=True))
    pages = sides(render(paper, faces()).pdf)
    assert len(pages) > 1
    for page in pages:
        assert [c.text for c in page.chars if c.size_pt > 100 and c.text.strip()] == ["演", "练"]
    assert "演" not in sides(render(PAPER, faces()).pdf)[0].text


def test_the_stamp_stands_grey_under_the_type_area() -> None:
    page = sides(render(PAPER, faces()).pdf)[0]
    for wanted in (STAMP.journal_at, STAMP.chain_head, STAMP.digest):
        chars = page.found(wanted)
        assert all(c.top > 37 + 225 + 5 for c in chars)
        assert chars[0].size_pt < 8
        assert chars[0].colour == pytest.approx((0.45, 0.45, 0.45), abs=0.01)


def test_a_reprint_says_so() -> None:
    paper = replace(PAPER, meta=replace(META, footer=replace(STAMP, reprint="第2次打印 2026-01-13 08:00")))
    assert "第2次打印" in sides(render(paper, faces()).pdf)[0].text


def test_a_character_no_face_has_is_named_with_its_place() -> None:
    with pytest.raises(KnownProblem, match=r"“𠮷”（U\+20BB7），它在正文第1段“.*联系人𠮷某.*”一处"):
        render(replace(PAPER, blocks=(Paragraph("联系人𠮷某，电话略"),)), faces())


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"title": "关于𠮷的通知"}, "版头“关于𠮷的通知”"),
        ({"mark": ("𠮷省",)}, "版头"),
        ({"addressee": "𠮷县"}, "版头“𠮷县：”"),
        ({"note": "联系人：𠮷某"}, "落款"),
        ({"copies_to": "𠮷县"}, "版记"),
        ({"attachments": (Attachment("甲", "甲", (Paragraph("乙"), Paragraph("𠮷"))),)}, "附件1第2段"),
        ({"blocks": (Paragraph("甲"), Table((Column("姓名"),), (("𠮷某",),)))}, "正文第2段“𠮷某”"),
        ({"blocks": (Paragraph("重\u200b污"),)}, "正文第1段“重□污”"),
    ],
)
def test_a_missing_character_is_told_with_the_part_it_stands_in(changed: dict[str, Any], where: str) -> None:
    with pytest.raises(KnownProblem, match=r"U\+.*它在" + where):
        render(replace(PAPER, **changed), faces())


def test_a_character_missing_in_a_drawing_is_named_with_its_page() -> None:
    figure = Figure("", 20, lambda pen, box: pen.label(box.x, box.y, "𠮷"))
    with pytest.raises(KnownProblem, match="第1页的图"):
        render(replace(PAPER, blocks=(figure,)), faces())


def test_layout_tells_where_headings_fell() -> None:
    flow = lay_out(replace(PAPER, blocks=(Heading(1, "一、总体"), Paragraph(TEXT))), faces())
    assert flow.headings == [(1, "一、总体", 1)]
