"""The tree of a paper: headings without holes, entries that follow each other in one list."""

from __future__ import annotations

from qh_console.documents.structure import Kind, Structure


def test_a_heading_is_never_more_than_one_deeper_than_the_last() -> None:
    structure = Structure()
    levels = [0, 3, 3, 1, 2, 4, 4, 0]
    assert [structure.heading(level).kind for level in levels] == ["H1", "H2", "H3", "H2", "H3", "H4", "H5", "H1"]


def test_a_paper_without_a_title_starts_at_the_top() -> None:
    assert Structure().heading(2).kind == "H1"


def test_entries_that_follow_each_other_are_one_list() -> None:
    structure = Structure()
    for _ in range(2):
        structure.item()
    structure.add(Kind.PARAGRAPH)
    structure.item()
    first, _, second = structure.root.parts
    assert [len(part.parts) for part in (first, second)] == [2, 1]
    assert first.parts[0].parts[0].kind == Kind.ITEM_BODY
