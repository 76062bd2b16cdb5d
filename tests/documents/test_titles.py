"""Titles take the shape of a trapezium or a rhombus and split no word."""

from __future__ import annotations

import pytest

from qh_console.documents.titles import title_lines

PER_LINE = 20


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于发布橙色预警的通知", ("关于发布橙色预警的通知",)),
        (
            "青海省重污染天气应急领导小组|关于发布|重污染天气|橙色预警的|通知",
            ("青海省重污染天气应急领导小组", "关于发布重污染天气橙色预警的通知"),
        ),
        (
            "青海省重污染天气应急领导小组关于解除重污染天气红色预警的通知",
            ("青海省重污染天气应急领导小组", "关于解除重污染天气红色预警的通知"),
        ),
    ],
)
def test_titles_break_where_they_may(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title, PER_LINE) == lines


def test_three_lines_make_a_trapezium_or_a_rhombus() -> None:
    title = "西宁市|人民政府|办公室|关于|印发|西宁市|重污染天气|应急预案|和|应急减排清单|2026年|修订版的|通知"
    lengths = [len(line) for line in title_lines(title, 17)]
    assert len(lengths) == 3
    rises, falls = lengths == sorted(set(lengths)), lengths == sorted(set(lengths), reverse=True)
    assert rises or falls or lengths[1] == max(lengths)


def test_a_title_without_a_place_to_break_is_cut_by_length() -> None:
    title = "重" * 45
    assert "".join(title_lines(title, PER_LINE)) == title
    assert max(len(line) for line in title_lines(title, PER_LINE)) <= PER_LINE


def test_no_line_is_lost_whatever_the_marks() -> None:
    title = "关于|《青海省重污染天气应急预案》|（征求意见稿）|公开征求意见的|公告"
    assert "".join(title_lines(title, 12)) == title.replace("|", "")


def test_an_unmarked_title_splits_no_word_where_surer_places_do_not_fit() -> None:
    title = "关于进一步做好西宁市、海东市、海西蒙古族藏族自治州重污染天气应急响应和冬季清洁取暖工作的通知"
    assert title_lines(title, 20) == (
        "关于进一步做好西宁市、", "海东市、海西蒙古族藏族自治州重污染天气", "应急响应和冬季清洁取暖工作的通知",
    )  # fmt: skip


def test_a_title_with_a_hundred_places_to_end_a_line_takes_no_time() -> None:
    """Ways to part it are beyond counting; what is typed into a live preview must not stop it."""
    title = "关于的、通知、" * 25
    lines = title_lines(title, 20)
    assert "".join(lines) == title
    assert len(lines) == 10
