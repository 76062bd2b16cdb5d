"""The glossary and the code name the same things: no name is gone, no noun of the plan or the record is missing."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

DOMAIN = Path(__file__).resolve().parents[1] / "qh_console" / "domain"
GLOSSARY = (DOMAIN / "README.md").read_text(encoding="utf-8")

NOUNS = ("commands", "acts", "alerts", "pack", "places", "particulars", "board", "checklists", "verdicts")
"""Modules whose every public class is a term of the office; elsewhere classes may be means to an end."""


@cache
def defined() -> dict[str, set[str]]:
    """Public classes and functions of the domain, each with the names inside it."""
    names: dict[str, set[str]] = {}
    for path in sorted(DOMAIN.glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
                names.setdefault(node.name, set()).update(inner_names(node))
    return names


def inner_names(node: ast.ClassDef | ast.FunctionDef) -> set[str]:
    inner = node.body if isinstance(node, ast.ClassDef) else []
    fields = {n.target.id for n in inner if isinstance(n, ast.AnnAssign) and isinstance(n.target, ast.Name)}
    return fields | {n.name for n in inner if isinstance(n, ast.FunctionDef)}


def rows() -> list[list[str]]:
    cells = [line.strip("|").split("|") for line in GLOSSARY.splitlines() if line.startswith("|")]
    return [[c.strip() for c in row] for row in cells if row[0].strip() not in {"term", "---"}]


def test_every_row_has_a_term_an_identifier_and_a_clause() -> None:
    assert len(rows()) > 60
    for row in rows():
        assert len(row) == 3, row
        assert all(row), row
        assert re.search(r"`\w+", row[1]), row


def test_no_name_in_the_glossary_is_gone_from_the_code() -> None:
    gone = []
    for name in re.findall(r"`([\w.]+)`", " ".join(row[1] for row in rows())):
        owner, _, inner = name.partition(".")
        if owner not in defined() or (inner and inner not in defined()[owner]):
            gone.append(name)
    assert not gone


@pytest.mark.parametrize("module", NOUNS)
def test_every_noun_of_the_office_is_in_the_glossary(module: str) -> None:
    listed = set(re.findall(r"`(\w+)", GLOSSARY))
    tree = ast.parse((DOMAIN / f"{module}.py").read_text(encoding="utf-8"))
    classes = {n.name for n in tree.body if isinstance(n, ast.ClassDef) and not n.name.startswith("_")}
    assert classes
    assert classes - listed == set()


def test_each_term_has_one_row() -> None:
    terms = [row[0] for row in rows()]
    assert len(terms) == len(set(terms))
