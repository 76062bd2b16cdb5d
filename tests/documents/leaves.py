"""Reads whole papers back fast, with a stranger's reader: every sign and rule in points from the type area's corner."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw

from qh_console.documents.page import AREA_WIDTH, BOTTOM, LEFT

pdfium: Any = pypdfium2.raw


@dataclass(frozen=True)
class Sign:
    """One character: where it starts, where its advance ends, its base line."""

    text: str
    x: float
    right: float
    y: float
    size: float


@dataclass(frozen=True)
class Box:
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Leaf:
    """One side. On a turned one x runs along the table's lines and y across them, as its reader holds it."""

    number: int
    turned: bool
    signs: tuple[Sign, ...]
    rules: tuple[Box, ...]


def leaves(pdf: bytes) -> list[Leaf]:
    """The sides of a paper. Spaces are left out; signs come in the order in which they are drawn."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_leaf(page, number) for number, page in enumerate(document, 1)]
    finally:
        document.close()


def _leaf(page: Any, number: int) -> Leaf:
    text = page.get_textpage()
    turned = _is_turned(text.raw)
    signs = tuple(_signs(text.raw, turned))
    boxes = (_box(item, turned) for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]))
    return Leaf(number, turned, signs, tuple(boxes))


def _is_turned(text: Any) -> bool:
    return bool(pdfium.FPDFText_CountChars(text) and 1.5 < pdfium.FPDFText_GetCharAngle(text, 0) < 4.8)


def _signs(text: Any, turned: bool) -> Iterator[Sign]:
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    for at in range(pdfium.FPDFText_CountChars(text)):
        if pdfium.FPDFText_IsGenerated(text, at) == 1:
            continue
        char = chr(pdfium.FPDFText_GetUnicode(text, at))
        if char.isspace():
            continue
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        pdfium.FPDFText_GetLooseCharBox(text, at, box)
        size = pdfium.FPDFText_GetFontSize(text, at)
        if turned:
            yield Sign(char, y.value - BOTTOM, box.top - BOTTOM, LEFT + AREA_WIDTH - x.value, size)
        else:
            yield Sign(char, x.value - LEFT, box.right - LEFT, y.value - BOTTOM, size)


def _box(item: Any, turned: bool) -> Box:
    left, bottom, right, top = item.get_bounds()
    if turned:
        return Box(bottom - BOTTOM, LEFT + AREA_WIDTH - right, top - BOTTOM, LEFT + AREA_WIDTH - left)
    return Box(left - LEFT, bottom - BOTTOM, right - LEFT, top - BOTTOM)
