"""Walks a template's syntax tree against the types of its snapshot, so that `facts.levle` is found without a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from jinja2 import nodes

from qh_console.documents.snapshots import NamedNotice

ADDED: Mapping[str, Any] = {"basis": str, "verb": str, "alert": NamedNotice, "count": int}
"""What modules add to a snapshot's own fields, by type."""
LOOP: Mapping[str, Any] = {"loop": Any}
NUMBERED = {
    1: (re.compile(r"[一二三四五六七八九十]+、"), "一、"),
    2: (re.compile(r"（[一二三四五六七八九十]+）"), "（一）"),
    3: (re.compile(r"\d+\. ?\D"), "1."),
    4: (re.compile(r"（\d+）"), "（1）"),
}
"""How a heading of each level begins (GB/T 9704—2012 7.3.3)."""


def wrong_paths(tree: nodes.Template, snapshot: Any) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every attribute that the snapshot's types do not have."""
    known = {**ADDED, **get_type_hints(snapshot)}
    yield from _walk(tree, known)


def _walk(node: nodes.Node, known: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    if isinstance(node, nodes.For):
        yield from _walk(node.iter, known)
        held = _element(_type_of(node.iter, known))
        name = node.target.name if isinstance(node.target, nodes.Name) else ""
        inner = {**known, **LOOP, name: held} if name else {**known, **LOOP, **_names_in(node.target)}
        for child in (*node.body, *node.else_, *([node.test] if node.test else [])):
            yield from _walk(child, inner)
        return
    if isinstance(node, nodes.Macro):
        inner = {**known, **{argument.name: Any for argument in node.args}}
        for child in node.body:
            yield from _walk(child, inner)
        return
    if isinstance(node, nodes.Getattr):
        holder = _type_of(node.node, known)
        if is_dataclass(holder) and node.attr not in get_type_hints(holder) and not hasattr(holder, node.attr):
            yield node.lineno, _dotted(node)
    for child in node.iter_child_nodes():
        yield from _walk(child, known)


def _type_of(node: nodes.Node, known: Mapping[str, Any]) -> Any:
    """The type an expression has, Any where the template's own work hides it."""
    if isinstance(node, nodes.Name):
        return _plain(known.get(node.name, Any))
    if isinstance(node, nodes.Getattr):
        holder = _type_of(node.node, known)
        return _plain(get_type_hints(holder).get(node.attr, Any)) if is_dataclass(holder) else Any
    return Any


def _plain(held: Any) -> Any:
    """The type without its None."""
    if get_origin(held) in (Union, UnionType):
        return next((part for part in get_args(held) if part is not type(None)), Any)
    return held


def _element(held: Any) -> Any:
    """What a tuple of one kind holds."""
    parts = get_args(held)
    return _plain(parts[0]) if get_origin(held) is tuple and len(parts) == 2 and parts[1] is Ellipsis else Any


def _names_in(target: nodes.Node) -> dict[str, Any]:
    return {name.name: Any for name in target.find_all(nodes.Name)}


def _dotted(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_dotted(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"


def wrong_numbers(source: str) -> Iterator[tuple[int, str, str]]:
    """Line, heading and how it should begin, for every heading whose number is not its level's."""
    for line, text in enumerate(source.split("\n"), 1):
        heading = re.match(r"(#{1,4}) +(.*)", text)
        if heading and not NUMBERED[len(heading[1])][0].match(heading[2]):
            yield line, heading[2], NUMBERED[len(heading[1])][1]


def inserts_in(source: str) -> tuple[str, ...]:
    return tuple(re.findall(r"^\s*\[\[(\w+)\]\]\s*$", source, re.MULTILINE))
