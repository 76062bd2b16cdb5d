"""预警信息报送 carries every field of plan 3.2, ranges with their means."""

from __future__ import annotations

from dataclasses import replace

from tests.documents.made import pages_of, words_of
from tests.documents.samples import REPORT_UP


def test_every_field_of_the_clause_stands_on_the_paper() -> None:
    words = words_of(REPORT_UP)
    for row in REPORT_UP.rows:
        for wanted in (row.place, row.aqi_range, row.aqi_mean, row.concentration_range, row.concentration_mean):
            assert wanted in words, wanted
    for wanted in ("3.1、3.2", "空气污染气象条件", "橙色预警", "湟水谷地", "趋势分析", "建议发布省级橙色预警"):
        assert wanted in words, wanted


def test_it_is_a_letter() -> None:
    first = pages_of(REPORT_UP)[0]
    assert sum(1 for r in first.rules if abs(r.right - r.left - 170) < 0.5) == 4


def test_an_extent_that_only_repeats_the_places_is_not_said_twice() -> None:
    places = REPORT_UP.facts.places
    assert len(places) > 1
    words = words_of(replace(REPORT_UP, facts=replace(REPORT_UP.facts, places=places[:1], extent=places[0])))
    assert f"二、地点和范围{places[0]}。三、预警等级" in words
