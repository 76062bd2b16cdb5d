"""Templates: what is missing is named, the office's own come first, lines become blocks."""

from __future__ import annotations

from pathlib import Path

import pytest

from qh_console.documents.model import Gap, Heading, PageBreak, Paragraph, Role, Span
from qh_console.documents.wording import Wording, parse
from qh_console.problems import KnownProblem
from tests.documents.samples import FACTS, ISSUE, RESOURCES, wording


def template(folder: Path, text: str) -> Wording:
    (folder / "paper.txt").write_text(text, encoding="utf-8")
    return Wording([folder])


def test_an_unknown_variable_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(KnownProblem, match=r"paper\.txt第2行：变量“plcae”不存在"):
        template(tmp_path, "甲\n{{ plcae }}").text("paper.txt", {"place": "西宁市"})


def test_an_unknown_attribute_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnownProblem, match="变量“extnt”不存在"):
        template(tmp_path, "{{ facts.extnt }}").text("paper.txt", {"facts": FACTS})


@pytest.mark.parametrize("value", ["", "  ", None])
def test_an_empty_variable_is_named(tmp_path: Path, value: str | None) -> None:
    with pytest.raises(KnownProblem, match="变量“place”是空的"):
        template(tmp_path, "在{{ place }}").text("paper.txt", {"place": value})


def test_an_empty_variable_may_be_asked_about(tmp_path: Path) -> None:
    told = template(tmp_path, "甲{% if note %}{{ note }}{% endif %}乙").text("paper.txt", {"note": ""})
    assert told == "甲乙"


def test_an_expression_that_comes_to_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KnownProblem, match="是空的"):
        template(tmp_path, "{{ names|listed }}").text("paper.txt", {"names": ()})


def test_a_sentence_never_ends_twice(tmp_path: Path) -> None:
    assert template(tmp_path, "{{ a }}。").text("paper.txt", {"a": "冷空气东移。"}) == "冷空气东移。"


def test_a_broken_or_absent_template_says_so(tmp_path: Path) -> None:
    with pytest.raises(KnownProblem, match="有语法错误"):
        template(tmp_path, "{% if %}").text("paper.txt", {})
    with pytest.raises(KnownProblem, match=r"没有文书模板absent\.txt"):
        Wording([tmp_path]).text("absent.txt", {})


def test_the_office_template_comes_first(tmp_path: Path) -> None:
    (tmp_path / "approval_sheet.txt").write_text("本办公室：{{ proposal }}", encoding="utf-8")
    assert wording(tmp_path).text("approval_sheet.txt", {"proposal": "拟发布"}) == "本办公室：拟发布"
    assert wording().text("approval_sheet.txt", {"proposal": "拟发布"}).startswith("拟发布。")


def test_unknown_names_are_found_without_rendering(tmp_path: Path) -> None:
    found = template(tmp_path, "{{ a }}{{ b.c }}{% if d %}{% endif %}").unknown_names("paper.txt", ["a"])
    assert found == ("b", "d")


def test_every_shipped_template_uses_known_names_only() -> None:
    known = [*ISSUE.__dataclass_fields__, "basis"]
    assert wording().unknown_names("issue_notice.txt", known) == ()
    assert len(list((RESOURCES / "templates").glob("*.txt"))) >= 11


def test_lines_become_blocks() -> None:
    blocks = parse("# 一、甲\n\n## （一）乙\n正文**黑**和__楷__。\n[[x]]\n---\n", {"x": (Gap(1),)})
    assert blocks == (
        Heading(1, "一、甲"),
        Heading(2, "（一）乙"),
        Paragraph((Span("正文"), Span("黑", Role.HEI), Span("和"), Span("楷", Role.KAI), Span("。"))),
        Gap(1),
        PageBreak(),
    )


def test_an_insert_nobody_gave_is_named() -> None:
    with pytest.raises(KnownProblem, match="没有可插入的内容“rows”"):
        parse("[[rows]]", {}, "paper.txt")


def test_filters_word_times_lists_and_numerals(tmp_path: Path) -> None:
    text = "{{ n|numeral }} {{ facts.starts_at|day }} {{ facts.starts_at|hours(facts.ends_at) }}"
    told = template(tmp_path, text).text("paper.txt", {"n": 21, "facts": FACTS})
    assert told == "二十一 2026年1月12日 72小时"
