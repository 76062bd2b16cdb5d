"""预警发布通知 carries the seven fields of plan 3.3.1, or names the one that is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qh_console.problems import KnownProblem
from tests.documents.made import words_of
from tests.documents.samples import ISSUE, MEASURES


def test_all_seven_fields_stand_on_the_paper() -> None:
    words = words_of(ISSUE)
    for wanted in (
        "2026年1月12日20时至2026年1月15日20时", "西宁市、海东市。", "湟水谷地沿线城区及周边县城",
        "橙色预警，对应Ⅱ级应急响应", "逆温明显", "PM2.5，其次为PM10", "15日后半夜起冷空气",
        "《青海省重污染天气应急预案》（青政办函〔2020〕138号）第3.1、3.3.1、",
    ):  # fmt: skip
        assert wanted in words, wanted


def test_every_measure_stands_with_its_clause_and_units() -> None:
    words = words_of(ISSUE)
    for measure in MEASURES:
        assert f"责任单位：{'、'.join(measure.units)}；依据：{measure.clause}" in words


@pytest.mark.parametrize("field", ["extent", "dispersion", "pollutants", "outlook"])
def test_an_empty_field_is_named(field: str) -> None:
    snapshot = replace(ISSUE, facts=replace(ISSUE.facts, **{field: " "}))  # type: ignore[arg-type]
    with pytest.raises(KnownProblem, match=rf"issue_notice\.txt第\d+行：变量“{field}”是空的"):
        words_of(snapshot)


def test_an_open_end_reads_as_a_beginning_only() -> None:
    assert "2026年1月12日20时起。" in words_of(replace(ISSUE, facts=replace(ISSUE.facts, ends_at=None)))


def test_the_first_level_sends_out_supervision() -> None:
    assert "现场督查" in words_of(replace(ISSUE, supervision=True))
    assert "现场督查" not in words_of(ISSUE)


def test_an_unconfirmed_edition_says_so() -> None:
    assert "版本待核" in words_of(replace(ISSUE, pack=replace(ISSUE.pack, confirmed=False)))


def test_a_prefectures_notice_speaks_to_its_own_counties() -> None:
    words = words_of(replace(ISSUE, head=replace(ISSUE.head, by_city=True)))
    assert "各县（市、区）和指挥部各成员单位立即按Ⅱ级应急响应行动" in words
    assert "向指挥部办公室反馈" in words
    assert "有关市州" not in words
