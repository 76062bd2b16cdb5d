"""Map of the prefectures and a calendar of days, hatched by class so that they read in black and white."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qh_console.documents.charts import Draw
from qh_console.documents.model import Box
from qh_console.documents.page import Colour
from qh_console.documents.pen import Pen

CLASSES = ("优", "良", "轻度污染", "中度污染", "重度污染", "严重污染")
SHADES: tuple[tuple[Colour, float, float], ...] = (
    ((1.0, 1.0, 1.0), 0.0, 0.0), ((0.95, 0.95, 0.95), 0.0, 0.0), ((0.86, 0.86, 0.86), 0.0, 0.0),
    ((1.0, 1.0, 1.0), 4.5, 1.0), ((1.0, 1.0, 1.0), 2.2, 1.0), ((0.62, 0.62, 0.62), 2.2, -1.0),
)  # fmt: skip
"""Fill, gap of the hatch and its slope for each class, lightest first."""
Ring = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Region:
    """One prefecture: rings of longitude and latitude, where its label stands, its class 0–5 (None: no data)."""

    name: str
    rings: tuple[Ring, ...]
    seat: tuple[float, float]
    grade: int | None
    value: str


@dataclass(frozen=True)
class Day:
    on: date
    grade: int | None
    value: str


def region_map(regions: Sequence[Region]) -> Draw:
    """Prefectures in a plain projection true at the province's middle latitude, each with its name and figure."""

    def draw(pen: Pen, box: Box) -> None:
        points = [p for r in regions for ring in r.rings for p in ring]
        west, east = min(p[0] for p in points), max(p[0] for p in points)
        south, north = min(p[1] for p in points), max(p[1] for p in points)
        shrink = math.cos(math.radians((south + north) / 2))
        scale = min((box.width - 70) / ((east - west) * shrink), (box.height - 4) / (north - south))
        left = box.x + (box.width - 70 - (east - west) * shrink * scale) / 2

        def place(point: tuple[float, float]) -> tuple[float, float]:
            return left + (point[0] - west) * shrink * scale, box.y + 2 + (point[1] - south) * scale

        for region in regions:
            for ring in region.rings:
                _area(pen, [place(p) for p in ring], region.grade)
        for region in regions:
            x, y = place(region.seat)
            width = max(pen.width(t, 7.0) for t in (region.name, region.value))
            pen.rect(x - width / 2 - 2, y - 9, width + 4, 17.5, (1.0, 1.0, 1.0), 0.3)
            pen.label(x, y + 1, region.name, 7.0, anchor=0.5)
            pen.label(x, y - 7, region.value, 7.0, anchor=0.5)
        _key(pen, box.x + box.width - 60, box.y + 6)

    return draw


def calendar_chart(days: Sequence[Day]) -> Draw:
    """One cell a day, weeks downwards from Monday, each with its figure."""

    def draw(pen: Pen, box: Box) -> None:
        by_day: Mapping[date, Day] = {d.on: d for d in days}
        first, last = min(by_day), max(by_day)
        start = date.fromordinal(first.toordinal() - first.weekday())
        weeks = (last.toordinal() - start.toordinal()) // 7 + 1
        width, height = (box.width - 80) / 7, min((box.height - 14) / weeks, 30.0)
        top = box.y + box.height - 12
        for weekday in range(7):
            pen.label(box.x + (weekday + 0.5) * width, top + 3, "一二三四五六日"[weekday], 7.5, anchor=0.5)
        for offset in range(weeks * 7):
            on = date.fromordinal(start.toordinal() + offset)
            x, y = box.x + offset % 7 * width, top - (offset // 7 + 1) * height
            day = by_day.get(on)
            corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
            if day is None:
                pen.polygon(corners, None, 0.25, (0.7, 0.7, 0.7))
                continue
            _area(pen, corners, day.grade)
            pen.rect(x + 3, y + height / 2 - 5, width - 6, 10, (1.0, 1.0, 1.0), 0.0)
            pen.label(x + width / 2, y + height / 2 - 2.5, f"{on.month}/{on.day}　{day.value}", 7.0, anchor=0.5)
        _key(pen, box.x + box.width - 62, max(top - 78, box.y))

    return draw


def _area(pen: Pen, points: Ring, grade: int | None) -> None:
    if grade is None:
        pen.polygon(points, (1.0, 1.0, 1.0), 0.5)
        return
    fill, gap, slope = SHADES[grade]
    pen.polygon(points, fill, 0.0)
    if gap:
        pen.hatch(points, gap, slope)
    pen.polygon(points, None, 0.5)


def _key(pen: Pen, x: float, y: float) -> None:
    for grade, name in enumerate(CLASSES):
        corners = [(x, y), (x + 14, y), (x + 14, y + 8), (x, y + 8)]
        _area(pen, corners, grade)
        pen.label(x + 18, y + 1, name, 7.0)
        y += 12
