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
