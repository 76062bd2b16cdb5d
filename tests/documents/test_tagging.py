"""A finished paper read by others: each part by its kind, in the order of the page, nothing twice and nothing lost."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import Destination, Fit

from qh_console.documents.model import Figure, Format, Heading, Paper, PaperMeta, Paragraph
from qh_console.documents.press import make
from qh_console.documents.reading_back import pdf_words, plain
from qh_console.documents.render import render
from tests.documents.heard import Heard, Reading, heard
from tests.documents.reference_set import reference_set
from tests.documents.samples import HEAD, STAMP, faces, wording

PAPERS = reference_set()
LISTENED = (
    "assessment", "issue-notice-drill", "approval-sheet-red", "duty-sheet-orange", "consultation-minutes",
    "report-up-red", "response-notice-orange", "logbook-extract", "handover-record", "daily-brief-yellow",
)  # fmt: skip


@cache
def pdf(name: str) -> bytes:
    return make(replace(PAPERS[name], head=replace(PAPERS[name].head, footer=STAMP)), wording(), faces()).pdf


@cache
def reading(name: str) -> Reading:
    return heard(pdf(name))


def kinds(part: Heard) -> list[str]:
    return [inner.kind for inner in part.inside]


@pytest.mark.parametrize("name", LISTENED)
def test_what_is_heard_is_what_is_read(name: str) -> None:
    """All of it in one order, but for heads a table repeats on later pages and the dots of a list of contents."""
    said, seen = plain(reading(name).root.words), re.sub(r"\.{4,}", "", pdf_words(pdf(name)))
    heads = {plain(part.words) for part in reading(name).root.every("THead")}
    for words in heads:
        for _ in range(sum(plain(aside).count(words) for aside in reading(name).asides)):
            at = seen.rfind(words)
            seen = seen[:at] + seen[at + len(words) :]
    assert said == seen


@pytest.mark.parametrize("name", LISTENED)
def test_parts_are_heard_in_the_order_they_are_drawn(name: str) -> None:
    """Cells of a row over a page's foot take turns, so each part is placed by its first mark."""
    first = [part.places[0] for part in reading(name).root.every() if part.places]
    assert first == sorted(first)
    for part in reading(name).root.every():
        assert list(part.places) == sorted(part.places)


@pytest.mark.parametrize("name", LISTENED)
def test_number_stamp_and_drill_mark_are_asides(name: str) -> None:
    said = reading(name).root.words
    assert "核验：" not in said
    assert "演　练" not in said
    assert all("核验：" in aside for aside in reading(name).asides)


def test_a_paragraph_over_two_pages_is_one() -> None:
    broken = [part for part in reading("lift-notice-orange").root.every("P") if len(part.places) > 1]
    assert broken
    for part in broken:
        (page, _), (following, mark) = part.places
        assert (following, mark) == (page + 1, 0)
        assert part.text.endswith(("。", "："))


def test_a_notice_is_title_headings_lists_and_paragraphs() -> None:
    root = reading("issue-notice-drill").root
    assert root.kind == "Document"
    assert [part.text for part in root.every("H1")] == ["青海省重污染天气应急领导小组关于发布重污染天气橙色预警的通知"]
    assert [part.text for part in root.every("H2")][:2] == ["一、预警信息", "二、响应措施"]
    assert next(part.text for part in root.every("H3")) == "（一）强制性减排措施"
    (first, *_) = root.every("L")
    assert kinds(first) == ["LI"] * len(first.inside)
    assert first.inside[0].words.startswith("1. ")


def test_a_table_has_a_caption_heads_and_rows_of_as_many_cells() -> None:
    (table, *_) = reading("report-up-red").root.every("Table")
    assert kinds(table) == ["Caption", "THead", "TBody"]
    assert table.inside[0].text == "表1　各地预测结果"
    (head,) = table.inside[1].inside
    assert {cell.kind for cell in head.inside} == {"TH"}
    assert all(cell.about["/Scope"] == "/Column" for cell in head.inside)
    assert {len(row.inside) for row in table.every("TR")} == {8}


def test_a_form_s_labels_speak_for_their_rows_and_every_row_is_as_wide() -> None:
    (form,) = reading("approval-sheet-red").root.every("Table")
    assert {sum(cell.about.get("/ColSpan", 1) for cell in row.inside) for row in form.every("TR")} == {4}
    labels = [cell for cell in form.every("TH") if cell.about["/Scope"] == "/Row"]
    assert labels[0].text == "事　项"
    assert {row.inside[0].kind for row in form.every("TR")} == {"TH"}


def test_a_table_over_pages_says_its_heads_once() -> None:
    said = reading("logbook-extract")
    long = [t for t in said.root.every("Table") if len({page for part in t.every() for page, _ in part.places}) > 1]
    (head,) = long[0].every("THead")
    last, _ = [place for part in long[0].every() for place in part.places][-1]
    assert plain(head.words) in plain(said.asides[last])


def test_figures_are_told_in_words_and_placed() -> None:
    figures = list(reading("assessment").root.every("Figure"))
    assert len(figures) == 9
    for number, figure in enumerate(figures, 1):
        (caption,) = figure.inside
        assert caption.text.startswith(f"图{number}　")
        assert figure.alt.endswith("。")
        left, low, right, top = figure.about["/BBox"]
        assert 79 < left < right < 522
        assert 90 < low < top < 738


def test_contents_name_headings_and_pages() -> None:
    (listed,) = reading("assessment").root.every("TOC")
    assert listed.inside[0].words == "一、概况3"
    assert {part.kind for part in listed.inside} == {"TOCI"}


def test_contents_lead_to_the_page_they_name() -> None:
    document = PdfReader(BytesIO(pdf("assessment")))
    parents: Any = document.root_object["/StructTreeRoot"]
    ties = dict(zip(*(parents["/ParentTree"]["/Nums"][start::2] for start in (0, 1)), strict=True))
    links = [link.get_object() for page in document.pages for link in page.get("/Annots", ())]
    entries = [entry.words for entry in reading("assessment").root.every("TOCI")]
    assert len(links) == len(entries) > 10
    for link, entry in zip(links, entries, strict=True):
        page = document.get_destination_page_number(Destination("", link["/Dest"][0], Fit.xyz()))
        assert page is not None
        assert entry == f"{link['/Contents']}{page + 1}"
        assert ties[link["/StructParent"]].get_object()["/S"] == "/Link"
        left, low, right, top = link["/Rect"]
        assert 79 < left < right < 523
        assert 99 < low < top < 738


def test_a_figure_without_a_caption_still_has_words() -> None:
    paper = Paper(
        Format.PLAIN,
        "标题",
        (
            Heading(3, "1. 小标题"),
            Paragraph("正文。"),
            Figure("", 20, lambda pen, box: pen.label(box.x, box.y, "图中字")),
        ),
        PaperMeta("某办公室", HEAD.created_at),
    )
    root = heard(render(paper, faces()).pdf).root
    assert kinds(root) == ["H1", "H2", "P", "Figure"]
    assert (root.inside[-1].text, root.inside[-1].alt) == ("图中字", "图")
