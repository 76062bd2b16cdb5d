"""Reads finished papers back: characters and rules as they stand on the page, in mm from its top left."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pdfplumber

MM = 72 / 25.4


@dataclass(frozen=True)
class Mark:
    """One character or rule: left, top, right, bottom in mm."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size_pt: float = 0.0
    font: str = ""
    colour: tuple[float, ...] = ()


@dataclass(frozen=True)
class Side:
    chars: tuple[Mark, ...]
    rules: tuple[Mark, ...]
    text: str

    def lines(self, size_pt: float = 16.0, *, wide: bool = True) -> list[list[Mark]]:
        """Characters of one size by line, top to bottom."""
        rows: dict[float, list[Mark]] = {}
        for char in self.chars:
            if abs(char.size_pt - size_pt) < 0.1 and (not wide or ord(char.text[0]) > 0x2E80):
                rows.setdefault(round(char.top, 1), []).append(char)
        return [sorted(rows[top], key=lambda c: c.left) for top in sorted(rows)]

    def found(self, text: str) -> list[Mark]:
        """The characters of the first place where `text` stands in drawing order."""
        at = "".join(c.text for c in self.chars).find(text)
        assert at >= 0, f"{text} is not on the page"
        return list(self.chars[at : at + len(text)])


def sides(pdf: bytes) -> list[Side]:
    with pdfplumber.open(BytesIO(pdf)) as document:
        return [_side(page) for page in document.pages]


def information(pdf: bytes) -> dict[str, str]:
    with pdfplumber.open(BytesIO(pdf)) as document:
        return dict(document.metadata)


def fonts(pdf: bytes) -> set[str]:
    return {c.font for side in sides(pdf) for c in side.chars}


def plain(text: str) -> str:
    return "".join(text.split())


def _side(page: Any) -> Side:
    chars = tuple(
        Mark(c["text"], c["x0"] / MM, c["top"] / MM, c["x1"] / MM, c["bottom"] / MM, c["size"], c["fontname"],
             tuple(c["non_stroking_color"] or ()))
        for c in page.chars
    )  # fmt: skip
    rules = tuple(
        Mark("", r["x0"] / MM, r["top"] / MM, r["x1"] / MM, r["bottom"] / MM, r["linewidth"],
             colour=tuple(r["stroking_color"] or ()))
        for r in page.lines
    )  # fmt: skip
    return Side(chars, rules, page.extract_text() or "")
