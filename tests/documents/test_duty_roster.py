"""值班表 shows every day's shifts with leader, officers and telephone."""

from __future__ import annotations

from dataclasses import replace

from tests.documents.made import pages_of, words_of
from tests.documents.office_samples import ROSTER


def test_every_day_stands_with_its_weekday() -> None:
    words = words_of(ROSTER)
    assert "2026年1月1日至2026年1月31日值班安排如下" in words
    assert "1月1日四" in words
    assert "1月31日六" in words
    assert words.count("20:00—次日8:00") == 31


def test_what_is_not_covered_stands_under_the_table_and_only_then() -> None:
    assert "以下时段请尽快调整：1月31日20:00—24:00两班重叠。" in words_of(ROSTER)
    assert "请尽快调整" not in words_of(replace(ROSTER, faults=()))


def test_notes_have_a_column_only_where_there_are_any() -> None:
    assert "备注" not in words_of(ROSTER)
    noted = replace(ROSTER, lines=(replace(ROSTER.lines[0], note="元旦"), *ROSTER.lines[1:]))
    assert "备注" in words_of(noted)
    assert len(pages_of(noted)) == len(pages_of(ROSTER)), "no telephone number is broken over two lines"


def test_the_table_is_as_wide_as_the_type_area_on_every_page() -> None:
    pages = pages_of(ROSTER)
    assert len(pages) > 1
    for page in pages:
        wide = [r.right - r.left for r in page.rules if r.right - r.left > 100]
        assert all(abs(width - 156) < 0.5 for width in wide)
