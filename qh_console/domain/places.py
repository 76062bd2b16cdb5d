"""The prefectures the plan covers, their names as people write them, and which of them touch."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

Ring = tuple[tuple[float, float], ...]
"""A closed line of longitude and latitude; the first point is the last."""

Shapes = Mapping[str, tuple[Ring, ...]]
"""Outlines by place code, for the map: islands and holes alike are rings (fill by the odd-even rule)."""


@dataclass(frozen=True)
class County:
    """A county-level division, named in notices and registers; it is never graded by itself."""

    code: str
    name: str


@dataclass(frozen=True)
class Place:
    """One prefecture. `code` is GB/T 2260, six digits, and the only key used in the record."""

    code: str
    name: str
    short: str
    aliases: tuple[str, ...] = ()
    seat: tuple[float, float] = (0.0, 0.0)
    """Longitude and latitude where its label stands."""
    counties: tuple[County, ...] = ()


class UnknownPlace(LookupError):
    """A name no place goes by; `nearest` are the names it may have meant."""

    def __init__(self, name: str, nearest: tuple[str, ...]) -> None:
        super().__init__(f"没有叫“{name}”的地区")
        self.name = name
        self.nearest = nearest


@dataclass(frozen=True)
class Places:
    """All places in the order papers list them, and the borders between them (plan 3.3.1: 相邻)."""

    items: tuple[Place, ...]
    borders: frozenset[frozenset[str]] = frozenset()

    @cached_property
    def _by_name(self) -> dict[str, Place]:
        return {name: p for p in self.items for name in (p.code, p.name, p.short, *p.aliases)}

    def __getitem__(self, code: str) -> Place:
        return self._by_name[code]

    def __contains__(self, code: str) -> bool:
        return code in self._by_name

    def find(self, name: str) -> Place:
        """The place a person or a file means by `name` or code; raises UnknownPlace."""
        wanted = name.strip()
        found = self._by_name.get(wanted)
        if found is None:
            names = [n for n in self._by_name if not n.isdigit()]
            raise UnknownPlace(wanted, tuple(difflib.get_close_matches(wanted, names, n=3, cutoff=0.3)))
        return found

    def adjacent(self, a: str, b: str) -> bool:
        return frozenset((a, b)) in self.borders

    def neighbours(self, code: str) -> tuple[str, ...]:
        return tuple(p.code for p in self.items if self.adjacent(code, p.code))

    def in_order(self, codes: Iterable[str]) -> tuple[str, ...]:
        wanted = set(codes)
        return tuple(p.code for p in self.items if p.code in wanted)

    def names(self, codes: Iterable[str]) -> str:
        return "、".join(self[c].name for c in self.in_order(codes))
