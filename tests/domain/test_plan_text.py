"""A plan's text in clauses: numbers told from figures, broken lines joined, lost breaks found again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qh_console.domain.plan_text import parse_plan

TEXT = """某省大风应急预案

1 总 则

1.1 编制目的。

为了试一试，写这一
份假的预案。

1.2 适用。

风速大于
2.5 米每秒的日子
30 天以上。

2 组织领导

2.4 各单位职责。

省甲厅：负责看风。
省乙厅（省丙局）：负责
记录。

— 3 —

5 应急响应

5.3 响应措施。
5.3.1 Ⅲ级响应措施。
应当采取以下措施：
1. 强制措施。
(1) 关窗户。其中
3. 5 处已关。
（2）收衣服。
2. 建议措施。
(1) 少出门。
5.3.3 I 级响应措施。
(1) 停课。
(2) 停工
达到 20% 以上。
"""


def test_clauses_items_and_sub_items_are_found_under_the_numbers_papers_quote() -> None:
    plan = parse_plan(TEXT)
    assert list(plan.clauses) == [
        *("1", "1.1", "1.2", "2", "2.4", "5", "5.3"),
        *("5.3.1", "5.3.1-1", "5.3.1-1(1)", "5.3.1-1(2)", "5.3.1-2", "5.3.1-2(1)"),
        *("5.3.3", "5.3.3(1)", "5.3.3(2)"),
    ]
    assert plan.wording("5.3.1-1(2)") == "（2）收衣服。"
    assert plan.wording("5.3.3(2)") == "(2) 停工达到 20% 以上。"


def test_lines_broken_within_a_sentence_are_joined_and_paragraphs_stay_apart() -> None:
    plan = parse_plan(TEXT)
    assert plan.wording("1.1") == "编制目的。\n为了试一试，写这一份假的预案。"


def test_figures_at_the_beginning_of_a_line_are_no_clauses() -> None:
    plan = parse_plan(TEXT)
    assert plan.wording("1.2") == "适用。\n风速大于2.5 米每秒的日子30 天以上。"
    assert plan.wording("5.3.1-1(1)") == "(1) 关窗户。其中3. 5 处已关。"


def test_a_clause_is_told_with_the_items_below_it() -> None:
    plan = parse_plan(TEXT)
    assert plan.wording("5.3.1-2") == "建议措施。\n(1) 少出门。"
    assert plan.wording("5.3.3").splitlines()[-1] == "(2) 停工达到 20% 以上。"
    assert plan.wording("5.3") == "响应措施。"


def test_of_a_list_of_units_each_reads_its_own_paragraph() -> None:
    plan = parse_plan(TEXT)
    assert plan.wording("2.4", "省甲厅") == "省甲厅：负责看风。"
    assert plan.wording("2.4", "省乙厅") == "省乙厅（省丙局）：负责记录。"
    assert plan.wording("2.4", "省丁厅") == "各单位职责。\n省甲厅：负责看风。\n省乙厅（省丙局）：负责记录。"


def test_what_the_text_lacks_is_listed_once() -> None:
    plan = parse_plan(TEXT)
    assert plan.lacking(["5.3.2", "1.1", "5.3.2", "5.3.1-1(3)"]) == ("5.3.2", "5.3.1-1(3)")
    assert plan.wording("5.3.2") == ""


@pytest.mark.parametrize("text", ["", "一份没有编号的文件。", "2026年1月9日", "12"])
def test_a_text_without_numbers_has_no_clauses(text: str) -> None:
    assert not parse_plan(text).clauses


def test_lost_line_breaks_are_found_again() -> None:
    flat = "1 总则\n1.1 目的。写一份预案。1.2 依据。有法可依。\n5.3.1 措施如下：(1) 关窗。(2) 收衣服。"
    plan = parse_plan(flat.replace("5.3.1", "2.1"))
    assert plan.wording("1.2") == "依据。有法可依。"
    assert plan.wording("2.1(2)") == "(2) 收衣服。"


def test_full_width_numbers_and_blanks_are_read() -> None:
    plan = parse_plan("１．１　目的。\n１．２　范围，如下。")
    assert plan.wording("1.2") == "范围，如下。"


def test_a_table_of_contents_does_not_count() -> None:
    dotted = "1 总则………1\n1.1 目的..... 1\n1.2 范围      2\n"
    bare = "1 总则\n1.1 目的\n1.2 范围\n2 组织\n2.1 机构\n"
    for contents in (dotted, bare, dotted + bare):
        plan = parse_plan(contents + "1 总则\n1.1 目的。\n正文一。\n1.2 范围。\n正文二。\n")
        assert plan.wording("1.1") == "目的。\n正文一。"
        assert "2.1" not in plan.clauses


@given(st.text(alphabet="12.、()（） \n。预案", max_size=120))
def test_no_text_is_too_strange(text: str) -> None:
    plan = parse_plan(text)
    assert all(number[0].isdigit() for number in plan.clauses)
    kept = "".join("".join(c.lines) for c in plan.clauses.values())
    assert len(kept) <= len(text)


def test_the_plan_itself() -> None:
    named = os.environ.get("QH_REFERENCE_PLAN", "")
    if not named or not Path(named).is_file():
        pytest.skip("QH_REFERENCE_PLAN names no file")
    plan = parse_plan(Path(named).read_text(encoding="utf-8"))
    assert [n for n in plan.clauses if "." not in n] == [str(n) for n in range(1, 10)]
    assert sum(n.startswith("5.3.") and n.endswith(")") for n in plan.clauses) == 26
    assert plan.wording("2.4", "省应急厅").startswith("省应急厅：")
    assert len(plan.clauses["1.2.14"].lines) == 1
    assert "36 小时" in plan.wording("3.3.2")
