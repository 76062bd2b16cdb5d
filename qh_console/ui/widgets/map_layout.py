"""Where things stand on the map: projection, outlines, and which labels fit inside their place."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainterPath

Point = tuple[float, float]
Ring = tuple[Point, ...]
CALLOUT_GAP_PX = 8.0
LEAST_SHARE_INSIDE = 0.72
SAMPLES = 8


@dataclass(frozen=True)
class MapShape:
    """One place: outlines as rings of (longitude, latitude), holes among them; `label` is where its name stands."""

    key: str
    name: str
    label: Point
    rings: tuple[Ring, ...]


@dataclass(frozen=True)
class Projection:
    """Equirectangular with its true parallel in the middle of the map."""

    west: float
    north: float
    px_per_degree: float
    squeeze: float
    left: float
    top: float

    def point(self, at: Point) -> QPointF:
        x = self.left + (at[0] - self.west) * self.squeeze * self.px_per_degree
        return QPointF(x, self.top + (self.north - at[1]) * self.px_per_degree)


@dataclass(frozen=True)
class PlacedLabel:
    """A label's box, and the point in its place that a leader line starts from where it did not fit inside."""

    box: QRectF
    leader_from: QPointF | None


def project(shapes: tuple[MapShape, ...], room: QRectF) -> Projection:
    """Fit all shapes into `room`, against its left edge, so that callouts find their place on the right."""
    points = [point for shape in shapes for ring in shape.rings for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = min(room.width() / ((east - west) * squeeze), room.height() / (north - south))
    top = room.top() + (room.height() - (north - south) * scale) / 2
    spare = room.width() - (east - west) * squeeze * scale
    return Projection(west, north, scale, squeeze, room.left() + spare / 2, top)


def outline(shape: MapShape, projection: Projection) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in shape.rings:
        points = [projection.point(point) for point in ring]
        path.moveTo(points[0])
        for point in points[1:]:
            path.lineTo(point)
        path.closeSubpath()
    return path


def place_labels(
    shapes: tuple[MapShape, ...], paths: dict[str, QPainterPath], projection: Projection, size: QSizeF, edge: QRectF
) -> dict[str, PlacedLabel]:
    """Inside where the box fits; otherwise in a column along the right edge, north to south, never overlapping."""
    placed: dict[str, PlacedLabel] = {}
    outside: list[tuple[MapShape, QPointF]] = []
    for shape in shapes:
        anchor = projection.point(shape.label)
        box = QRectF(QPointF(anchor.x() - size.width() / 2, anchor.y() - size.height() / 2), size)
        is_free = not any(other.box.adjusted(-4, -4, 4, 4).intersects(box) for other in placed.values())
        if is_free and _share_inside(paths[shape.key], box) >= LEAST_SHARE_INSIDE:
            placed[shape.key] = PlacedLabel(box, None)
        else:
            outside.append((shape, anchor))
    outside.sort(key=lambda pair: pair[1].y())
    tops = _spread([anchor.y() - size.height() / 2 for _, anchor in outside], size.height() + CALLOUT_GAP_PX, edge)
    for (shape, anchor), top in zip(outside, tops, strict=True):
        box = QRectF(QPointF(edge.right() - size.width(), top), size)
        placed[shape.key] = PlacedLabel(box, anchor)
    return placed


def _share_inside(path: QPainterPath, box: QRectF) -> float:
    steps = [(i + 0.5) / SAMPLES for i in range(SAMPLES)]
    points = [QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x in steps for y in steps]
    return sum(path.contains(point) for point in points) / len(points)


def _spread(tops: list[float], step: float, edge: QRectF) -> list[float]:
    """Push wished-for tops apart by `step`, or by less where the edge is too short, then back up from its end."""
    height = step - CALLOUT_GAP_PX
    step = min(step, (edge.height() - height) / max(len(tops) - 1, 1))
    spread: list[float] = []
    for top in tops:
        spread.append(max(top, edge.top(), spread[-1] + step if spread else edge.top()))
    limit = edge.bottom() - height
    for i in range(len(spread) - 1, -1, -1):
        spread[i] = min(spread[i], limit)
        limit = spread[i] - step
    return spread
