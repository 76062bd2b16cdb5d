"""应急减排清单汇总: every ratio with its verdict, every source, heads on each lying page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.documents.emission_samples import EMPTY, SUMMARY
from tests.documents.made import pages_of, words_of
from tests.documents.measured import plain


def test_every_ratio_stands_with_what_is_asked_and_what_is_wanting() -> None:
    words = words_of(SUMMARY)
    for row in SUMMARY.ratios:
        assert plain(f"{row.pollutant}{row.base}{row.reduction}{row.percent}{row.required}{row.verdict}") in words
    short = [row for row in SUMMARY.ratios if row.verdict == "不足"]
    assert len(short) == SUMMARY.shortfalls == 2
    assert "有2项未达到要求（见表1）" in words
    for row in short:
        assert all(plain(part) in words for part in row.short.split("\n"))
    for word in ("调剂达标", "待核", "4.1、4.3", "2025年核算", SUMMARY.edition):
        assert word in words


def test_a_list_without_a_base_says_so_and_one_that_is_enough_says_that() -> None:
    words = words_of(EMPTY)
    assert "应急减排基数尚未登记" in words
    assert words.count("无基数") == 12
    reached = replace(SUMMARY, shortfalls=0)
    assert "各级应急减排比例均达到要求" in words_of(reached)


def test_every_source_stands_in_the_list_with_its_marks() -> None:
    words = words_of(SUMMARY)
    for source in SUMMARY.sources:
        assert source.name[:9] in words, "a longer one goes on in the next line of its cell"
    assert "其中强制性措施" in words
    for mark in ("民生", "超低", "自主", "强制"):
        assert mark in words


def test_the_list_lies_and_repeats_its_head_on_every_page() -> None:
    first, *lying = pages_of(SUMMARY)
    assert len(lying) > 2
    assert max(c.right for c in first.chars) < 190 < max(c.right for c in lying[-1].chars)
    for side in lying:
        assert all(head in plain(side.text) for head in ("行业（类型）", "日排放", "日减排", "级别"))
    assert SUMMARY.dated_on == date(2025, 10, 15)
