"""应急响应评估报告: every section of the outline, figures from the record, vector charts, annexes."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pdfplumber
import pytest

from qh_console.documents.press import make
from qh_console.problems import KnownProblem
from tests.documents.assessed_sample import REPORT
from tests.documents.made import pages_of
from tests.documents.measured import plain
from tests.documents.samples import faces, wording

SECTIONS = (
    "一、概况", "二、空气质量", "三、气象条件", "四、成因与传输", "五、预报与实况", "六、预警与应急响应",
    "七、任务落实", "八、减排效果", "九、健康防护与宣传", "十、后续影响", "十一、存在的问题", "十二、经验和教训",
    "十三、改进建议",
)  # fmt: skip


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return make(REPORT, wording(), faces()).pdf


def test_every_section_is_there_and_in_the_contents(pdf: bytes) -> None:
    with pdfplumber.open(BytesIO(pdf)) as document:
        texts = [page.extract_text() for page in document.pages]
    contents = texts[1]
    for section in SECTIONS:
        pages = [number for number, text in enumerate(texts, 1) if number > 2 and section in text]
        assert len(pages) == 1, section
        (line,) = (line for line in contents.split("\n") if line.startswith(section))
        assert line.split(".")[-1].strip() == str(pages[0])


def test_charts_are_vectors_numbered_and_captioned(pdf: bytes) -> None:
    with pdfplumber.open(BytesIO(pdf)) as document:
        text = "".join(page.extract_text() for page in document.pages)
        assert not any(page.images for page in document.pages)
        assert sum(len(page.curves) for page in document.pages) > 10
    for number in range(1, 9):
        assert f"图{number}" in text
    assert "24小时滑动均值与预警时段" in text


def test_figures_are_those_of_the_record(pdf: bytes) -> None:
    with pdfplumber.open(BytesIO(pdf)) as document:
        text = plain("".join(page.extract_text() for page in document.pages))
    for wanted in ("3581月14日6时", "命中", "偏低", "48分钟", "18.4否", "31.2是", "历时88小时", "D1-000029"):
        assert wanted in text, wanted


def test_a_section_nobody_wrote_is_named() -> None:
    with pytest.raises(KnownProblem, match="lessons"):
        pages_of(replace(REPORT, lessons=""))


def test_without_polygons_or_reductions_the_rest_still_stands() -> None:
    pages = pages_of(replace(REPORT, regions=(), reduction_rows=(), duties_by_place=(), journal=()))
    assert any("十三、改进建议" in page.text for page in pages)


def test_the_cover_parts_no_date_of_a_process_over_the_new_year() -> None:
    (cover, *_) = pages_of(replace(REPORT, process="2025年12月30日至2026年1月3日"))
    lines = ["".join(mark.text for mark in line) for line in cover.lines(22, wide=False)]
    assert lines == ["2025年12月30日至", "2026年1月3日重污染天气过程", "应急响应评估报告"]
