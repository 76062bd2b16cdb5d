"""Draws on a canvas: text by role with fallback faces, lines, boxes, hatches; all that charts and pages need."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfgen.canvas import Canvas

from qh_console.documents.breaking import FORMULAE
from qh_console.documents.faces import Faces
from qh_console.documents.lines import Stretch
from qh_console.documents.model import Role
from qh_console.documents.page import BLACK, Colour, Text

LOWERED_SIZE, LOWERED_BY = 0.62, 0.15
"""A lowered figure's share of the type size, and how far under the base line it stands, in ems."""


class Pen:
    """A canvas with our faces. Coordinates are points, origin at the lower left of the current frame."""

    def __init__(self, canvas: Canvas, faces: Faces) -> None:
        self.canvas = canvas
        self.faces = faces
        self._signs: dict[tuple[Role, str], tuple[str, str, float]] = {}

    def set_text(self, item: Text) -> None:
        words = ["BT", _colour(item.colour, "rg"), f"{item.squeeze * 100:.2f} Tz"]
        for stretch in item.stretches:
            words.append(f"{stretch.spacing_pt:.4f} Tc")
            x = item.x + stretch.x_pt
            for name, signs, width, count in self._runs(stretch.role, stretch.signs):
                words.append(f"{name} {item.size:g} Tf 1 0 0 1 {x:.3f} {item.y:.3f} Tm <{signs}> Tj")
                x += (width * item.size + count * stretch.spacing_pt) * item.squeeze
        words.append("ET")
        self.canvas._code.append(" ".join(words))

    def label(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 8.0,
        role: Role = Role.SANS,
        anchor: float = 0.0,
        colour: Colour = BLACK,
    ) -> None:
        """Plain text on a base line; `anchor` 0 starts at x, 0.5 is centred on it, 1 ends there."""
        x -= self.width(text, size, role) * anchor
        for part, is_lowered in _formula_parts(text):
            own, down = (size * LOWERED_SIZE, size * LOWERED_BY) if is_lowered else (size, 0.0)
            self.set_text(Text(x, y - down, own, (Stretch(part, role, 0.0, 0.0),), None, colour))
            x += self.faces.width(role, part, own)

    def width(self, text: str, size: float = 8.0, role: Role = Role.SANS) -> float:
        """How wide a label is."""
        parts = _formula_parts(text)
        return sum(self.faces.width(role, part, size * (LOWERED_SIZE if low else 1.0)) for part, low in parts)

    def _runs(self, role: Role, text: str) -> list[tuple[str, str, float, int]]:
        """Runs of one font: its name in this file, the places of its signs, their width in ems, how many."""
        runs: list[tuple[str, str, float, int]] = []
        for char in text:
            sign = self._signs.get((role, char)) or self._sign(role, char)
            name, place, width = sign
            if runs and runs[-1][0] == name:
                _, places, so_far, count = runs[-1]
                runs[-1] = (name, places + place, so_far + width, count + 1)
            else:
                runs.append((name, place, width, 1))
        return runs

    def _sign(self, role: Role, char: str) -> tuple[str, str, float]:
        """A character's font and place in this file; it takes a place there when it is first asked for."""
        font: Any = getFont(self.faces.face(role, char))
        name, place = font.place(ord(char), self.canvas._doc)
        self._signs[role, char] = (name, f"{place:02x}", self.faces.advance(role, char))
        return self._signs[role, char]

    def line(
        self,
        points: Sequence[tuple[float, float]],
        width: float = 0.5,
        colour: Colour = BLACK,
        dash: Sequence[float] = (),
    ) -> None:
        if len(points) < 2:
            return
        (x, y), rest = points[0], points[1:]
        words = [
            f"{width:g} w {_colour(colour, 'RG')} [{' '.join(f'{part:g}' for part in dash)}] 0 d {x:.3f} {y:.3f} m"
        ]
        words += [f"{x:.3f} {y:.3f} l" for x, y in rest]
        words.append("S [] 0 d" if dash else "S")
        self.canvas._code.append(" ".join(words))

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: Colour | None = None,
        line: float = 0.5,
        stroke: Colour = BLACK,
    ) -> None:
        self.polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], fill, line, stroke)

    def polygon(
        self, points: Sequence[tuple[float, float]], fill: Colour | None, line: float = 0.5, stroke: Colour = BLACK
    ) -> None:
        canvas = self.canvas
        canvas.setLineWidth(line)
        canvas.setStrokeColorRGB(*stroke)
        if fill is not None:
            canvas.setFillColorRGB(*fill)
        path = self._closed(points)
        canvas.drawPath(path, stroke=int(line > 0), fill=int(fill is not None))

    def hatch(self, points: Sequence[tuple[float, float]], gap: float, slope: float, width: float = 0.35) -> None:
        """Parallel strokes inside a polygon, so that an area reads without colour."""
        canvas = self.canvas
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        low, high = min(ys), max(ys)
        canvas.saveState()
        canvas.clipPath(self._closed(points), stroke=0, fill=0)
        canvas.setLineWidth(width)
        canvas.setStrokeColorRGB(0.25, 0.25, 0.25)
        reach = (high - low) * abs(slope)
        x = min(xs) - reach
        while x < max(xs) + reach:
            canvas.line(x, low, x + (high - low) * slope, high)
            x += gap
        canvas.restoreState()

    def qr(self, x: float, y: float, side: float, content: str) -> None:
        """A QR code as filled squares, `side` points wide; the quiet zone is the caller's."""
        self.canvas.setFillColorRGB(0, 0, 0)
        self.canvas._code.append(_qr_squares(content, x, y, side))

    def _closed(self, points: Sequence[tuple[float, float]]) -> Any:
        path = self.canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        path.close()
        return path


def _formula_parts(text: str) -> list[tuple[str, bool]]:
    """PM2.5 as PM and a lowered 2.5, in order, other text as it is."""
    parts: list[tuple[str, bool]] = []
    at = 0
    for match in FORMULAE.finditer(text):
        start, end = match.span(match.lastindex or 0)
        parts += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [part for part in (*parts, (text[at:], False)) if part[0]]


def _colour(colour: Colour, operator: str) -> str:
    return " ".join(f"{part:g}" for part in colour) + " " + operator


@lru_cache(maxsize=64)
def _qr_squares(content: str, x: float, y: float, side: float) -> str:
    """The dark runs of a QR code as one filled path in PDF's own words, which a canvas takes as they are."""
    rows = _qr_rows(content)
    module = side / len(rows)
    squares = [
        f"{x + start * module:.3f} {y + side - (row + 1) * module:.3f} {(end - start) * module:.3f} {module:.3f} re"
        for row, runs in enumerate(rows)
        for start, end in runs
    ]
    return " ".join([*squares, "f"])


@lru_cache(maxsize=64)
def _qr_rows(content: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Dark runs of each row, from column to column."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(content)
    code.make()
    count = code.getModuleCount()
    rows = []
    for row in range(count):
        runs: list[tuple[int, int]] = []
        for column in range(count):
            if code.isDark(row, column):
                if runs and runs[-1][1] == column:
                    runs[-1] = (runs[-1][0], column + 1)
                else:
                    runs.append((column, column + 1))
        rows.append(tuple(runs))
    return tuple(rows)
