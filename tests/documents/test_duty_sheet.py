"""应急响应任务单: every duty with clause, limit and boxes, and a line to sign back."""

from __future__ import annotations

from dataclasses import replace

from tests.documents.made import pages_of, words_of
from tests.documents.samples import DUTIES, DUTY


def test_every_duty_has_its_clause_its_limit_and_boxes() -> None:
    words = words_of(DUTY)
    for duty in DUTY.duties:
        assert duty.clause in words
    assert words.count("□已落实") == len(DUTY.duties)
    assert words.count("1月13日") == words.count("8时") == len(DUTY.duties)
    assert "【新增】" in words


def test_a_prefectures_planned_reduction_stands_in_one_line_where_there_is_a_list() -> None:
    planned = replace(DUTY, emission_plan="橙色级别按西宁2025年10月15日版减排清单，计划日减排SO₂ 24.1千克/日")
    assert "下列任务。橙色级别按西宁2025年10月15日版减排清单" in words_of(planned)
    assert "减排清单" not in words_of(DUTY)


def test_it_can_be_signed_and_sent_back() -> None:
    words = words_of(DUTY)
    assert "请于2026年1月12日14时前反馈至省应急领导小组办公室" in words
    assert "单位负责人" in words
    assert "（签字）" in words
    assert "（盖章）" in words


def test_a_long_list_repeats_its_head_on_each_page() -> None:
    pages = pages_of(replace(DUTY, duties=DUTIES * 5))
    tables = [p for p in pages if "已落实" in p.text]
    assert len(tables) > 1
    assert all("完成时限" in p.text for p in tables)
