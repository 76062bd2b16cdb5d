"""Lines of keys: a document full of traps, and every TOML file we ship against the standard parser."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qh_console.paths import resources_folder
from qh_console.toml_lines import Loc, key_lines

TRAPS = '''\
a = 1  # [not.a.table]
text = """first = 1
[second]
a quote \\" and a fence within \\"""
"""
raw = \'\'\'[x]
y = "\'\'\'
b.c = "]"
b.d = 'un"closed'

[t."dotted.key"]
list = [1,
  2,  # [[u]]
  { z = 3, "w]" = [
      4 ] },
]
ends = """two quotes"""""

[[u]]
n = 1
[[u]]
m = '\\'
[u.v]
q = 2020-08-18
[[u.w]]
e = ""
'''

WHERE = {
    ("a",): 1,
    ("text",): 2,
    ("raw",): 6,
    ("b",): 8,
    ("b", "c"): 8,
    ("b", "d"): 9,
    ("t",): 11,
    ("t", "dotted.key"): 11,
    ("t", "dotted.key", "list"): 12,
    ("t", "dotted.key", "list", 0): 12,
    ("t", "dotted.key", "list", 1): 13,
    ("t", "dotted.key", "list", 2): 14,
    ("t", "dotted.key", "list", 2, "z"): 14,
    ("t", "dotted.key", "list", 2, "w]"): 14,
    ("t", "dotted.key", "list", 2, "w]", 0): 15,
    ("t", "dotted.key", "ends"): 17,
    ("u",): 19,
    ("u", 0): 19,
    ("u", 0, "n"): 20,
    ("u", 1): 21,
    ("u", 1, "m"): 22,
    ("u", 1, "v"): 23,
    ("u", 1, "v", "q"): 24,
    ("u", 1, "w"): 25,
    ("u", 1, "w", 0): 25,
    ("u", 1, "w", 0, "e"): 26,
}


def locs(node: Any, at: Loc = ()) -> Iterator[Loc]:
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, inner in pairs:
        yield (*at, key)
        yield from locs(inner, (*at, key))


def test_strings_comments_and_brackets_do_not_mislead() -> None:
    assert set(WHERE) == set(locs(tomllib.loads(TRAPS)))
    assert {loc: line for loc, line in key_lines(TRAPS).items() if loc in WHERE} == WHERE


def test_an_empty_document_has_no_keys() -> None:
    assert key_lines("") == {}
    assert key_lines("\n# nothing\n") == {}


def test_a_value_may_end_with_the_document() -> None:
    assert key_lines("a = 1") == {("a",): 1}


@pytest.mark.parametrize("path", sorted(resources_folder().rglob("*.toml")), ids=lambda p: p.name)
def test_every_key_we_ship_is_found_on_a_line_that_shows_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = key_lines(text)
    assert set(locs(tomllib.loads(text))) == set(lines)
    shown = text.splitlines()
    for loc, line in lines.items():
        if isinstance(loc[-1], str):
            assert loc[-1] in shown[line - 1]
