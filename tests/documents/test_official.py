"""What official papers share: legal basis, measures in order of category, readings."""

from __future__ import annotations

from dataclasses import replace

from qh_console.documents.model import Format, Heading, Paragraph, Table
from qh_console.documents.official import basis, grade_table, measure_blocks, measures_of, official, readings_blocks
from tests.documents.samples import GRADES, HEAD, MEASURES, PACK


def test_the_basis_names_edition_and_clauses() -> None:
    assert basis(PACK) == "《青海省重污染天气应急预案》（青政办函〔2020〕138号）第3.1、3.3.1、5.1、5.3.2条"
    assert "（版本待核）" in basis(replace(PACK, confirmed=False))


def test_room_for_a_serial_stands_only_where_no_number_is() -> None:
    head = replace(HEAD, number_by_hand="青重污染应急函〔2026〕　　号")
    assert official(head, Format.LETTER, "函", ()).number == HEAD.number
    assert official(replace(head, number=""), Format.LETTER, "函", ()).number == head.number_by_hand


def test_measures_stand_by_category_and_count_anew_in_each() -> None:
    blocks = measure_blocks(tuple(reversed(MEASURES)))
    heads = [b.text for b in blocks if isinstance(b, Heading)]
    assert heads == ["（一）强制性减排措施", "（二）建议性减排措施", "（三）健康防护措施"]
    firsts = [b.words for b in blocks if isinstance(b, Paragraph) and str(b.words).startswith("1. ")]
    assert len(firsts) == 3


def test_a_category_of_another_edition_is_not_dropped() -> None:
    blocks = measure_blocks((replace(MEASURES[0], category="移动源管控"),))
    assert blocks[0] == Heading(2, "（一）移动源管控")


def test_grades_and_readings_become_rows_and_lines() -> None:
    assert [row[0] for row in grade_table(GRADES).rows] == ["西宁市", "海东市"]
    assert len(readings_blocks(PACK)) == len(PACK.readings)


def test_many_measures_go_to_an_annex_and_few_stay() -> None:
    assert measures_of(MEASURES, "清单")[1] == ()
    blocks, (annex,) = measures_of(tuple(reversed(MEASURES * 2)), "清单")
    assert len(blocks) == 1
    (table,) = annex.blocks
    assert isinstance(table, Table)
    assert [row[1] for row in table.rows] == ["强制性减排"] * 8 + ["建议性减排"] * 4 + ["健康防护"] * 4
    assert [row[0] for row in table.rows] == [str(n) for n in range(1, 17)]
