"""日志摘录 gives the lines as they stand, on as many pages as they take, and the heads that prove them."""

from __future__ import annotations

from tests.documents.made import pages_of, words_of
from tests.documents.office_samples import EXTRACT


def test_every_line_stands_with_its_position_time_and_officer() -> None:
    words = words_of(EXTRACT)
    assert "摘录2026年1月12日7时至2026年1月12日12时值班日志40条" in words
    for line in EXTRACT.lines:
        assert line.position in words
    assert "07:07:00" in words
    assert (
        words.count("电话请示副组长，同意发布，已复述确认")
        == sum(line.text.startswith("电话") for line in EXTRACT.lines)
        > 10
    )


def test_the_chain_s_end_is_printed_whole() -> None:
    assert EXTRACT.heads[0][1] in words_of(EXTRACT)


def test_the_table_s_head_is_repeated_on_each_page() -> None:
    pages = pages_of(EXTRACT)
    assert len(pages) > 1
    assert all("位置" in page.text for page in pages if "D1-" in page.text.split("记录位置")[0])
