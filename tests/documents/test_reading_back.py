"""Finished files read as a person reads them: words in order, nothing of the page's furniture."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qh_console.documents.model import Column, Format, Paper, PaperMeta, Table
from qh_console.documents.press import make, worded
from qh_console.documents.reading_back import docx_words, pdf_text, pdf_words, plain
from qh_console.documents.render import render
from qh_console.documents.word import word_file
from qh_console.domain.clock import from_beijing
from qh_console.problems import BadInput
from tests.documents.samples import HEAD, ISSUE, REPORT_UP, STAMP, faces, wording


def test_a_sentence_that_runs_over_a_page_reads_on() -> None:
    words = pdf_words(make(ISSUE, wording(), faces()).pdf)
    assert "应急负责人和联络员24小时在岗值守，重要情况随时报告。预警级别的调整和解除，另行通知。" in words
    for furniture in ("记录位置", "链首", "核验", "—1—", "—2—"):
        assert furniture not in words


def test_a_drill_reads_as_the_paper_it_exercises() -> None:
    drill = replace(ISSUE, head=replace(HEAD, drill=True))
    assert pdf_words(make(drill, wording(), faces()).pdf) == pdf_words(make(ISSUE, wording(), faces()).pdf)


def test_a_letter_begins_with_its_mark_in_both_files() -> None:
    paper = worded(REPORT_UP, wording())
    assert docx_words(word_file(paper)).startswith("青海省生态环境厅青环函〔2026〕21号")
    assert pdf_words(make(REPORT_UP, wording(), faces()).pdf).startswith("青海省生态环境厅青环函〔2026〕21号")


def test_the_whole_text_has_the_furniture_too() -> None:
    text = pdf_text(make(replace(ISSUE, head=replace(HEAD, footer=STAMP)), wording(), faces()).pdf)
    assert f"记录位置 {STAMP.journal_at}" in text
    assert "— 1 —" in text


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 broken", b"PK\x03\x04broken"])
def test_a_broken_file_is_named(content: bytes) -> None:
    with pytest.raises(BadInput, match="公告"):
        pdf_words(content, "公告.pdf")
    with pytest.raises(BadInput, match="公告"):
        pdf_text(content, "公告.pdf")
    with pytest.raises(BadInput, match="公告"):
        docx_words(content, "公告.docx")


def test_white_space_of_every_kind_is_layout() -> None:
    assert plain("青 海　省\n\t\xa0") == "青海省"


def test_a_table_that_tells_places_in_the_record_is_no_stamp() -> None:
    """Only the stamp goes on with the head of the chain; a page of a logbook begins with such a head row."""
    table = Table((Column("记录位置", 1.4), Column("事项")), (("D1-000016", "电话通知"),) * 60)
    paper = Paper(Format.PLAIN, "值班记录", (table,), PaperMeta("办公室", from_beijing(2026, 1, 12, 9), footer=STAMP))
    words = pdf_words(render(paper, faces()).pdf)
    assert words.count("D1-000016电话通知") == 60
    assert STAMP.chain_head not in words
