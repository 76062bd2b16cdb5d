"""预警公告: one plain page with advice for each group of people."""

from __future__ import annotations

from dataclasses import replace

from tests.documents.made import pages_of, words_of
from tests.documents.samples import BULLETIN


def test_it_is_one_page_without_a_number() -> None:
    (page,) = pages_of(BULLETIN)
    assert not [c for c in page.chars if c.text == "—" and c.top > 262]


def test_it_carries_the_fields_and_the_advice() -> None:
    words = words_of(BULLETIN)
    for wanted in ("2026年1月12日20时至2026年1月15日20时", "西宁市、海东市", "逆温明显", "PM2.5", "冷空气", "12369"):
        assert wanted in words, wanted
    for line in BULLETIN.advice:
        assert f"{line.people}：{line.text}。" in words


def test_an_extent_equal_to_the_places_is_not_said_twice() -> None:
    assert "影响范围为" in words_of(BULLETIN)
    same = replace(BULLETIN.facts, extent="、".join(BULLETIN.facts.places))
    assert "影响范围为" not in words_of(replace(BULLETIN, facts=same))
