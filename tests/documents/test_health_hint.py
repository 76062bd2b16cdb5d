"""健康提示: one plain page for the public, that says it is no alert."""

from __future__ import annotations

from tests.documents.made import pages_of, words_of
from tests.documents.office_samples import HINT


def test_it_is_one_page_without_a_number_or_a_seal() -> None:
    (page,) = pages_of(HINT)
    assert not [c for c in page.chars if c.text == "—" and c.top > 262]


def test_it_says_when_where_how_bad_and_what_to_do() -> None:
    words = words_of(HINT)
    for wanted in ("健康提示", "西宁市、海东市", HINT.peak, HINT.cause, "12345", "不是预警"):
        assert wanted in words, wanted
    for line in HINT.advice:
        assert f"{line.people}：{line.text}。" in words
