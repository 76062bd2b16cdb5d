"""Rows of tables and forms: widths, heights, where the text stands."""

from __future__ import annotations

import pytest

from qh_console.documents.flow import Flow
from qh_console.documents.model import Align, Cell, Column, Form, FormRow, Table
from qh_console.documents.page import MM, Rule, Text
from qh_console.documents.tables import set_form, set_table
from tests.documents.samples import faces

BREAK = Flow(faces()).break_words


def test_columns_share_the_width() -> None:
    head, rows = set_table(Table((Column("甲", 1), Column("乙", 3)), (("一", "二"),)), 400, BREAK)
    assert head is not None
    assert [c.width for c in rows[0].cells] == [100, 300]
    assert [c.x for c in head.cells] == [0, 100]


def test_a_table_without_heads_has_no_head_row() -> None:
    assert set_table(Table((Column(""), Column("")), (("一", "二"),)), 400, BREAK)[0] is None


def test_the_longest_cell_makes_the_row() -> None:
    table = Table((Column("甲"), Column("乙")), (("重" * 50, "短"), ("短", "一\n二\n三")))
    _, (first, second) = set_table(table, 200, BREAK)
    assert [len(c.lines) for c in first.cells] == [7, 1]
    assert len(second.cells[1].lines) == 3
    assert first.height > second.height


def test_text_stays_inside_its_cell() -> None:
    _, (row,) = set_table(Table((Column("甲", align=Align.RIGHT), Column("乙")), (("PM2.5为35", "二"),)), 200, BREAK)
    items = row.items_at(100.0)
    for text in (i for i in items if isinstance(i, Text)):
        assert 0 <= text.x <= 200
        assert 100 - row.height < text.y < 100
    assert sum(isinstance(i, Rule) for i in items) == 5


def test_form_rows_are_as_high_as_asked_or_as_needed() -> None:
    form = Form((FormRow((Cell("签批"), Cell("", 3, foot="签名：")), 20.0), FormRow((Cell("重" * 400),), 5.0)))
    blank, full = set_form(form, 300, BREAK)
    assert blank.height == pytest.approx(20 * MM)
    assert (blank.has_foot, full.has_foot) == (True, False)
    assert full.height > 100
    foot = [i for i in blank.items_at(100.0) if isinstance(i, Text)][-1]
    assert foot.y < 100 - blank.height / 2


def test_a_row_longer_than_a_page_is_parted_and_loses_nothing() -> None:
    flow = Flow(faces())
    flow.blocks([Table((Column("甲"), Column("乙")), (("重" * 3000, "短"), ("末", "尾")))])
    drawn = [i for p in flow.pages for i in p.items if isinstance(i, Text)]
    assert sum(s.signs.count("重") for t in drawn for s in t.stretches) == 3000
    assert len(flow.pages) > 2
    assert all(0 < t.y < 640 for t in drawn)
