"""Every page stands as it stood when somebody last looked at it; a change shows line by line."""

from __future__ import annotations

import difflib

import pytest

from tests.documents.reference_set import FOLDER, Pages, pages_of, reference_set, stored

PAPERS = reference_set()
NEXT = "If the change is meant: python -m tests.documents.update_reference"


def difference(before: Pages, after: Pages) -> str:
    """What changed, by page, as `-` and `+` lines with one line of company."""
    told: list[str] = []
    for number in range(max(len(before), len(after))):
        was, now = (pages[number] if number < len(pages) else [] for pages in (before, after))
        page = f"page {number + 1}"
        told += difflib.unified_diff(was, now, f"stored, {page}", f"now, {page}", n=1, lineterm="")
    return "\n".join(told)


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_pages_are_the_stored_ones(name: str) -> None:
    changed = difference(stored(name), pages_of(PAPERS[name]))
    assert not changed, f"\n{changed}\n{NEXT}"


def test_nothing_is_stored_that_no_paper_makes() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == PAPERS.keys()


def test_a_moved_line_and_a_changed_word_show() -> None:
    before = [["28.0 37.0 16 甲", "28.0 47.2 16 乙"], ["28.0 37.0 16 丙"]]
    after = [["28.0 37.0 16 甲", "28.0 47.9 16 乙"]]
    told = difference(before, after)
    assert "-28.0 47.2 16 乙\n+28.0 47.9 16 乙" in told
    assert "--- stored, page 2" in told
    assert "-28.0 37.0 16 丙" in told
    assert difference(before, before) == ""
