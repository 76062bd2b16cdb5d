"""值班表 shows every day's shifts with leader, officers and telephone."""

from __future__ import annotations

from tests.documents.made import pages_of, words_of
from tests.documents.office_samples import ROSTER


def test_every_day_stands_with_its_weekday() -> None:
    words = words_of(ROSTER)
    assert "2026年1月1日至2026年1月31日值班安排如下" in words
    assert "1月1日四" in words
    assert "1月31日六" in words
    assert words.count("夜班20—8时") == 31
    assert "值班电话：0971—6100000；传真：0971—6100001。" in words


def test_the_rules_are_numbered_under_the_table() -> None:
    assert "1.值班人员24小时在岗" in words_of(ROSTER)


def test_the_table_is_as_wide_as_the_type_area_on_every_page() -> None:
    pages = pages_of(ROSTER)
    assert len(pages) > 1
    for page in pages:
        wide = [r.right - r.left for r in page.rules if r.right - r.left > 100]
        assert all(abs(width - 156) < 0.5 for width in wide)
