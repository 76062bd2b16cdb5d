"""What goes on this page and what on the next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qh_console.documents.keeping import (
    UNDER_TABLE,
    followers,
    heads_text,
    lines_here,
    opens_turned,
    rooms_wanted,
    under_table,
)
from qh_console.documents.model import Block, Column, Figure, Form, Gap, Heading, PageBreak, Paragraph, Table
from qh_console.documents.page import LINE_PITCH

TABLE = Table((Column("甲"),), ())
WIDE = Table((Column("甲"),), (), landscape=True)
FORM = Form(())
FIGURE = Figure("", 100, lambda pen, box: None)


class Ruler:
    """A block is as many lines long as its text; tables and figures ask for four lines and what follows them."""

    def lines_of(self, block: Heading | Paragraph) -> int:
        return len(block.text) if isinstance(block, Heading) else len(block.words)

    def least_height(self, block: Table | Form | Figure, tail: float) -> float:
        return (4 + tail) * LINE_PITCH


@pytest.mark.parametrize(
    ("waiting", "tail", "left", "page_empty", "here"),
    [
        (5, 0, 9, False, 5), (5, 4, 9, False, 5), (5, 5, 9, False, 3), (3, 5, 6, False, 0), (2, 5, 6, False, 0),
        (10, 0, 9, False, 8), (10, 0, 6, False, 6), (10, 0, 1, False, 0), (2, 0, 1, False, 0), (4, 0, 0, False, 0),
        (30, 0, 22, True, 22), (23, 0, 22, True, 21), (6, 20, 22, True, 4), (30, 0, 1, True, 1), (2, 0, 1, True, 1),
        (3, 5, 6, True, 1), (1, 9, 6, True, 1), (4, 0, 0, True, 0),
    ],
)  # fmt: skip
def test_no_line_stands_alone(waiting: int, tail: int, left: int, page_empty: bool, here: int) -> None:
    assert lines_here(waiting, tail, left, page_empty) == here


@pytest.mark.parametrize(
    ("later", "tail", "least"),
    [
        ([Paragraph("12345678")], 0, 2),
        ([Paragraph("123")], 0, 3),
        ([Paragraph("12")], 0, 2),
        ([Paragraph("1")], 0, 1),
        ([Paragraph("1"), Paragraph("1234")], 0, 3),
        ([Paragraph("1"), Paragraph("123")], 0, 4),
        ([Paragraph("1"), Heading(1, "1")], 0, 1),
        ([Paragraph("123")], 5, 8),
        ([Paragraph("1234")], 5, 2),
        ([Heading(2, "1"), Paragraph("1234")], 0, 3),
        ([Heading(2, "12"), Heading(3, "1"), Paragraph("123")], 0, 6),
        ([Heading(2, "1"), Heading(3, "1"), FIGURE], 0, 6),
        ([TABLE], 0, 4),
        ([TABLE], 3, 7),
        ([Heading(2, "1"), TABLE, Paragraph("1")], 3, 5),
        ([Gap(2), Paragraph("1234")], 0, 4),
        ([Paragraph("12："), TABLE], 0, 7),
        ([Paragraph("123："), TABLE], 0, 2),
        ([], 3, 3),
    ],
)  # fmt: skip
def test_a_heading_has_company_from_so_many_lines_on(later: list[Block], tail: int, least: int) -> None:
    assert heads_text(later, tail, least, Ruler())
    assert not heads_text(later, tail, least - 1, Ruler())


@pytest.mark.parametrize(
    ("words", "later", "tail", "lines"),
    [
        ("更正如下：", [TABLE, Paragraph("1")], 3, 4),
        ("更正如下：", [TABLE], 3, 7),
        ("更正如下：", [FIGURE], 0, 4),
        ("更正如下：", [WIDE], 3, 0),
        ("更正如下：", [Paragraph("1")], 3, 0),
        ("见下表。", [TABLE], 3, 0),
        ("更正如下：", [], 3, 3),
    ],
)
def test_words_that_announce_a_table_stand_over_its_start(
    words: str, later: list[Block], tail: int, lines: int
) -> None:
    assert followers(Paragraph(words), later, tail, Ruler()) == lines


def test_a_form_to_sign_keeps_the_end_of_its_table_on_its_page() -> None:
    assert under_table([FORM], 3, Ruler()) == pytest.approx(4 + UNDER_TABLE)
    assert under_table([FORM, Paragraph("1")], 3, Ruler()) == pytest.approx(4 + UNDER_TABLE)
    assert under_table([Paragraph("1"), FORM], 3, Ruler()) == 0
    assert under_table([replace(FORM, one_page=True)], 3, Ruler()) == 0
    assert under_table([], 3, Ruler()) == 3


def test_a_heading_over_a_break_needs_nothing() -> None:
    assert heads_text([PageBreak()], 0, 0, Ruler())
    assert heads_text([WIDE], 0, 0, Ruler())


def test_headings_stand_on_the_side_of_a_landscape_table_they_head() -> None:
    assert opens_turned([Heading(2, "甲"), WIDE])
    assert not opens_turned([Paragraph("甲"), WIDE])
    assert not opens_turned([Heading(2, "甲"), TABLE])
    assert not opens_turned([])


def test_the_last_row_of_a_table_takes_the_one_before_it_along() -> None:
    assert rooms_wanted([10.0, 30.0, 20.0], 600.0, 0.0, pair=True) == [10.0, 50.0, 20.0]
    assert rooms_wanted([10.0, 400.0, 300.0], 600.0, 0.0, pair=True) == [10.0, 400.0, 300.0]
    assert rooms_wanted([10.0, 30.0, 20.0], 600.0, 0.0, pair=False) == [10.0, 30.0, 20.0]
    assert rooms_wanted([], 600.0, 9.0, pair=True) == []


def test_the_last_rows_ask_for_room_for_what_follows_the_table() -> None:
    assert rooms_wanted([10.0, 30.0, 20.0], 600.0, 90.0, pair=True) == [10.0, 140.0, 110.0]
    assert rooms_wanted([30.0, 20.0], 600.0, 90.0, pair=False) == [30.0, 110.0]
    assert rooms_wanted([30.0, 20.0], 100.0, 90.0, pair=False) == [30.0, 20.0]
