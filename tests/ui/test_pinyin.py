"""Initials of pinyin: places, units and acts are found by a few letters."""

from __future__ import annotations

import pytest

from qh_console.ui.pinyin import is_match, readings


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("hds", "海东市"), ("xn", "西宁市"), ("hb", "海北藏族自治州"), ("zz", "海北藏族自治州"), ("gl", "果洛州"),
        ("fbyj", "发布预警"), ("yj", "发布预警"), ("zwr", "重污染"), ("cwr", "重污染"), ("tz", "调整"), ("dz", "调整"),
        ("sth", "省生态环境厅"), ("PDF", "导出pdf"), ("发布", "发布预警"), ("hz", "湟中区"), ("", "任何"),
    ],
)  # fmt: skip
def test_found(query: str, text: str) -> None:
    assert is_match(query, text)


@pytest.mark.parametrize(("query", "text"), [("xn", "海东市"), ("hdsx", "海东市"), ("hs", "海东市"), ("q", "海东市")])
def test_not_found(query: str, text: str) -> None:
    assert not is_match(query, text)


@pytest.mark.parametrize(
    ("char", "letters"), [("啊", "a"), ("座", "z"), ("匝", "z"), ("丈", "z"), ("A", "a"), ("₂", "₂")]
)
def test_readings_at_the_edges_of_the_table(char: str, letters: str) -> None:
    assert readings(char) == letters
