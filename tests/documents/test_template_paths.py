"""Names in a template are held against the types of the snapshot it is given."""

from __future__ import annotations

from pathlib import Path

import pytest

from qh_console.documents.snapshots import AdjustNotice, ConsultationMinutes
from qh_console.documents.template_check import TEMPLATES
from qh_console.documents.template_paths import inserts_in, wrong_numbers, wrong_paths
from tests.documents.samples import wording


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_shipped_templates_name_only_what_there_is(name: str) -> None:
    assert list(wrong_paths(wording().tree(name), TEMPLATES[name][0])) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{ facts.level.name }}{{ changes.level.response }}", []),
        ("\n{{ facts.levle.name }}", [(2, "facts.levle")]),
        ("{% for m in measures %}{{ m.text }}{{ m.txet }}{{ loop.index }}{% endfor %}", [(1, "m.txet")]),
        ("{% if facts.ends_at %}{{ facts.ends|time }}{% endif %}", [(1, "facts.ends")]),
        ("{% macro a(x) %}{{ x.any }}{% endmacro %}{{ a(facts) }}", []),
        ("{{ facts.outlook.splitlines() }}", []),
    ],
)
def test_a_name_with_a_slip_is_found_with_its_line(text: str, found: list[tuple[int, str]], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert list(wrong_paths(wording(tmp_path).tree("a.txt"), AdjustNotice)) == found


def test_elements_of_a_tuple_are_known() -> None:
    tree = wording().tree("consultation_minutes.txt")
    assert list(wrong_paths(tree, ConsultationMinutes)) == []


def test_headings_begin_as_their_level_does() -> None:
    text = "# 一、好\n## （一）好\n### 1. 好\n#### （1）好\n# （一）坏\n## 二、坏"
    assert [(line, start) for line, _, start in wrong_numbers(text)] == [(5, "一、"), (6, "（一）")]


def test_inserts_stand_on_lines_of_their_own() -> None:
    assert inserts_in("甲[[不算]]\n[[rows]]\n [[duties]] \n") == ("rows", "duties")
