"""Blocks on pages: order, gaps, turned pages, figures with captions, contents."""

from __future__ import annotations

import pytest

from qh_console.documents.flow import Flow, spans_of
from qh_console.documents.model import (
    Align,
    Cell,
    Column,
    Contents,
    Figure,
    Form,
    FormRow,
    Gap,
    Heading,
    PageBreak,
    Paragraph,
    Role,
    Span,
    Table,
)
from qh_console.documents.page import AREA_HEIGHT, LINE_PITCH, LINES, Drawing, Text
from qh_console.problems import KnownProblem
from tests.documents.samples import faces

TEXT = "各有关单位落实响应措施" * 10


def flow_of(*blocks: object) -> Flow:
    flow = Flow(faces())
    flow.blocks(blocks)  # type: ignore[arg-type]
    return flow


def texts(flow: Flow, page: int = 0) -> list[Text]:
    return [i for i in flow.pages[page].items if isinstance(i, Text)]


def test_a_page_holds_22_lines() -> None:
    flow = flow_of(*(Paragraph("重") for _ in range(LINES)))
    assert (len(flow.pages), flow.lines_left()) == (1, 0)
    flow.blocks([Paragraph("重")])
    assert len(flow.pages) == 2


def test_a_gap_leaves_lines_but_not_at_the_top_of_a_page() -> None:
    assert flow_of(Gap(2)).down == 0
    assert flow_of(Paragraph("重"), Gap(2)).down == pytest.approx(3 * LINE_PITCH)


def test_a_page_break_on_an_unused_page_is_no_break() -> None:
    assert len(flow_of(PageBreak(), Paragraph("重"), PageBreak(), PageBreak(), Paragraph("重")).pages) == 2


def test_text_after_a_landscape_table_stands_upright_again() -> None:
    wide = Table((Column("甲"),), (("乙",),), landscape=True)
    flow = flow_of(Paragraph("重"), wide, Paragraph("重"))
    assert [p.landscape for p in flow.pages] == [False, True, False]


def test_text_after_a_table_returns_to_the_grid() -> None:
    flow = flow_of(Table((Column("甲"),), (("乙",),)), Paragraph("重"))
    assert flow.down / LINE_PITCH == pytest.approx(round(flow.down / LINE_PITCH))


def test_figures_and_tables_are_numbered_apart_and_stay_with_their_captions() -> None:
    figure = Figure("分布", 150, lambda pen, box: None)
    flow = flow_of(figure, figure, Table((Column("甲"),), (("乙",),), "一览"))
    captions = ["".join(s.signs for t in texts(flow, p) for s in t.stretches) for p in range(len(flow.pages))]
    assert captions[0] == "图1　分布"
    assert captions[1].startswith("图2　分布表1　一览")
    for page in flow.pages:
        assert sum(isinstance(i, Drawing) for i in page.items) == 1


def test_alignment() -> None:
    for align, start in ((Align.LEFT, 0.0), (Align.RIGHT, 442.2 - 3 * 15.79), (Align.CENTRE, (442.2 - 3 * 15.79) / 2)):
        (item,) = texts(flow_of(Paragraph("重污染", 0, 0, align)))
        assert item.x == pytest.approx(start, abs=0.1)


def test_contents_list_headings_with_their_pages() -> None:
    flow = Flow(faces())
    flow.contents = [(1, "一、概况", 3), (2, "（一）范围", 12)]
    flow.blocks([Contents()])
    signs = ["".join(s.signs for s in t.stretches) for t in texts(flow)]
    assert [s for s in signs if not s.startswith(".")] == ["一、概况", "3", "（一）范围", "12"]
    ends = [t.x for t in texts(flow) if t.stretches[0].signs in ("3", "12")]
    assert ends[0] > ends[1]


def test_a_form_that_must_fit_one_page_does() -> None:
    rows = tuple(FormRow((Cell("标签"), Cell(TEXT * 2, 4, Align.LEFT))) for _ in range(6))
    flow = flow_of(Form((*rows, FormRow((Cell("签批"), Cell("", 4, foot="签名：")))), one_page=True))
    assert len(flow.pages) == 1
    assert len(flow_of(Form(rows * 3)).pages) > 1


def test_headings_are_remembered_for_bookmarks_and_contents() -> None:
    assert flow_of(Heading(1, "一、甲"), Paragraph(TEXT), Heading(2, "（一）乙")).headings == [
        (1, "一、甲", 1), (2, "（一）乙", 1),
    ]  # fmt: skip


def test_a_missing_character_is_named_with_its_surroundings() -> None:
    with pytest.raises(KnownProblem, match="它在第1段“值班员：𠮷某某”一处"):
        flow_of(Paragraph("值班员：𠮷某某"))


def test_plain_words_become_spans() -> None:
    assert spans_of("重", Role.KAI) == (Span("重", Role.KAI),)
    assert spans_of((Span("重", Role.HEI),)) == (Span("重", Role.HEI),)
    assert pytest.approx(22 * LINE_PITCH) == AREA_HEIGHT
