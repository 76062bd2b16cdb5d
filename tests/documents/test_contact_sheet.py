"""通信录 lists both posts of every unit, and says which nobody has been named for."""

from __future__ import annotations

from dataclasses import replace

from tests.documents.made import pages_of, words_of
from tests.documents.office_samples import CONTACTS


def test_every_post_stands_with_its_numbers_whole() -> None:
    words = words_of(CONTACTS)
    assert "截至2026年1月9日20时13分" in words
    for line in CONTACTS.lines:
        assert f"{line.unit}{line.post}{line.name}" in words
        assert line.phone.partition("转")[0] in words
        assert line.mobile in words


def test_posts_without_a_name_are_counted() -> None:
    assert "以上4行中，1个岗位尚未登记" in words_of(CONTACTS)
    assert "尚未登记" not in words_of(replace(CONTACTS, missing=0))


def test_a_long_list_repeats_its_head_on_every_page() -> None:
    pages = pages_of(replace(CONTACTS, lines=CONTACTS.lines * 30))
    assert len(pages) > 1
    assert all("24小时电话" in page.text.replace("\n", "") for page in pages)
