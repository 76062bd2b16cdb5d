"""预警签批单 stays on one page and shows who signed, who has not, and what was said on the telephone."""

from __future__ import annotations

from dataclasses import replace

from tests.documents.made import pages_of, words_of
from tests.documents.measured import MM
from tests.documents.samples import APPROVAL


def test_it_is_one_page_even_with_long_texts() -> None:
    long = replace(APPROVAL, facts=replace(APPROVAL.facts, outlook="污染持续累积，" * 40, dispersion="逆温，" * 60))
    for snapshot in (APPROVAL, long):
        (page,) = pages_of(snapshot)
        assert max(r.bottom for r in page.rules) <= 37 + 225 + 0.5
        assert not [c for c in page.chars if c.text == "—" and c.top > 262 and c.size_pt > 12]


def test_opinions_signatures_and_open_boxes() -> None:
    words = words_of(APPROVAL)
    assert "签名：韩某某2026年1月12日8时10分" in words
    assert "签名：年月日时分" in words
    assert "请示对象：副省长兼领导小组组长；电话：0971—8200000；答复：同意发布。" in words
    assert "记录人：马某某2026年1月12日9时5分" in words


def test_it_shows_the_grading_and_why_a_level_differs() -> None:
    words = words_of(replace(APPROVAL, overruled="夜间浓度仍有不确定性"))
    assert "西宁市：建议橙色，重污染3天、严重污染1天，AQI峰值331，依据3.1" in words
    assert "夜间浓度仍有不确定性" in words
    assert "任意整点起连续24小时为一窗" in words


def test_an_extent_that_names_the_places_again_stands_alone() -> None:
    whole = "、".join(APPROVAL.facts.places)
    for extent, said in ((whole, whole), (f"{whole}全域", f"{whole}全域"), ("河谷", f"{whole}。河谷")):
        assert f"地点范围{said}" in words_of(replace(APPROVAL, facts=replace(APPROVAL.facts, extent=extent)))


def test_without_a_call_the_box_is_open_for_a_pen() -> None:
    assert "未作电话请示的划去本栏" in words_of(replace(APPROVAL, telephone=None))


def test_cells_do_not_run_over_their_borders() -> None:
    (page,) = pages_of(APPROVAL)
    right = max(r.right for r in page.rules)
    body = [c for c in page.chars if 37 < c.top < 262 and c.size_pt < 13]
    assert max(c.right for c in body) <= right + 1 / MM
