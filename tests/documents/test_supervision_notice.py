"""督查通知: teams, where they go, what they look at."""

from __future__ import annotations

from tests.documents.made import words_of
from tests.documents.samples import SUPERVISION


def test_teams_dates_and_points() -> None:
    words = words_of(SUPERVISION)
    for wanted in (
        "2026年1月13日至2026年1月15日",
        "第一组西宁市省生态环境厅李某某",
        "2.施工工地停止土石方作业情况。",
        "5.2",
        "一、督查安排督查组分工见表1。",
    ):
        assert wanted in words, wanted
