"""What goes on this page and what on the next."""

from __future__ import annotations

import pytest

from qh_console.documents.keeping import last_two, lines_here, lines_wanted_after
from qh_console.documents.model import Column, Figure, Heading, Paragraph, Table


@pytest.mark.parametrize(
    ("waiting", "tail", "left", "page_empty", "here"),
    [
        (5, 0, 9, False, 5), (5, 4, 9, False, 5), (5, 5, 9, False, 3), (3, 5, 6, False, 0), (3, 25, 22, True, 3),
        (10, 0, 9, False, 8), (10, 0, 6, False, 6), (10, 0, 1, False, 0), (2, 0, 1, False, 1), (4, 0, 0, False, 0),
        (30, 0, 22, True, 22), (23, 0, 22, True, 21), (6, 20, 22, True, 4),
    ],
)  # fmt: skip
def test_no_line_stands_alone(waiting: int, tail: int, left: int, page_empty: bool, here: int) -> None:
    assert lines_here(waiting, tail, left, page_empty) == here


def test_a_heading_waits_for_what_it_heads() -> None:
    table = Table((Column("甲"),), ())
    wide = Table((Column("甲"),), (), landscape=True)
    figure = Figure("", 102.27, lambda pen, box: None)
    found = [lines_wanted_after(b) for b in (Paragraph(""), Heading(2, ""), table, wide, figure, None)]
    assert found == [2, 3, 3, 0, 11, 0]


def test_headings_under_each_other_wait_for_what_the_last_one_heads() -> None:
    figure = Figure("", 102.27, lambda pen, box: None)
    assert lines_wanted_after(Heading(2, ""), (figure,)) == 12
    assert lines_wanted_after(Heading(2, ""), (Heading(3, ""), figure)) == 13
    assert lines_wanted_after(Heading(2, ""), (Paragraph(""),)) == 3


def test_the_last_row_of_a_table_takes_the_one_before_it_along() -> None:
    assert last_two(30.0, [20.0], 600.0) == 50.0
    assert last_two(30.0, [20.0, 20.0], 600.0) == 0.0
    assert last_two(30.0, [], 600.0) == 0.0
    assert last_two(400.0, [300.0], 600.0) == 0.0
