"""Where the map puts things: true shape, holes, and labels that never cover one another."""

from __future__ import annotations

import itertools
import json
import math
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtWidgets import QApplication

from qh_console.ui.widgets.map_layout import MapShape, outline, place_labels, project

GEOJSON = Path(__file__).parents[3] / "resources" / "geo" / "qinghai_prefectures.geojson"
SQUARE = MapShape("a", "甲", (100.5, 35.5), (((100.0, 35.0), (101.0, 35.0), (101.0, 36.0), (100.0, 36.0)),))


def prefectures() -> tuple[MapShape, ...]:
    shapes = []
    for feature in json.loads(GEOJSON.read_text(encoding="utf-8"))["features"]:
        named, geometry = feature["properties"], feature["geometry"]
        polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        rings = tuple(tuple((x, y) for x, y in ring) for polygon in polygons for ring in polygon)
        shapes.append(MapShape(named["adcode"], named["short"], tuple(named["label"]), rings))
    return tuple(shapes)


def test_a_degree_is_narrower_than_it_is_high() -> None:
    projection = project((SQUARE,), QRectF(0, 0, 1000, 400))
    corner, opposite = projection.point((100.0, 36.0)), projection.point((101.0, 35.0))
    width, height = opposite.x() - corner.x(), opposite.y() - corner.y()
    assert height == pytest.approx(400)
    assert width / height == pytest.approx(math.cos(math.radians(35.5)))


def test_a_hole_is_not_inside(qapp: QApplication) -> None:
    hole = ((100.4, 35.4), (100.6, 35.4), (100.6, 35.6), (100.4, 35.6))
    shape = MapShape("a", "甲", (100.2, 35.2), (*SQUARE.rings, hole))
    projection = project((shape,), QRectF(0, 0, 400, 400))
    path = outline(shape, projection)
    assert path.contains(projection.point((100.2, 35.2)))
    assert not path.contains(projection.point((100.5, 35.5)))


@pytest.mark.parametrize(("width", "height"), [(420, 300), (560, 380), (700, 460), (1200, 800), (900, 300)])
def test_labels_of_the_province_stay_apart_and_in_the_room(qapp: QApplication, width: int, height: int) -> None:
    shapes = prefectures()
    room = QRectF(8, 8, width - 16, height - 16)
    size = QSizeF(100, 46)
    projection = project(shapes, room.adjusted(0, 0, -104, 0))
    paths = {shape.key: outline(shape, projection) for shape in shapes}
    placed = place_labels(shapes, paths, projection, size, room)
    assert placed.keys() == paths.keys()
    for label in placed.values():
        assert room.adjusted(-0.01, -0.01, 0.01, 0.01).contains(label.box)
    if (width, height) == (420, 300):
        return  # the least room: callouts may lie over one another by a little
    callouts = [label.box for label in placed.values() if label.leader_from is not None]
    inside = [label.box for label in placed.values() if label.leader_from is None]
    for group in (callouts, inside):
        assert not any(a.intersects(b) for a, b in itertools.combinations(group, 2))


def test_a_leader_starts_in_its_place(qapp: QApplication) -> None:
    shapes = prefectures()
    room = QRectF(0, 0, 600, 400)
    projection = project(shapes, room.adjusted(0, 0, -104, 0))
    paths = {shape.key: outline(shape, projection) for shape in shapes}
    placed = place_labels(shapes, paths, projection, QSizeF(100, 46), room)
    leaders = {key: label.leader_from for key, label in placed.items() if label.leader_from is not None}
    assert "630100" in leaders
    for key, start in leaders.items():
        assert isinstance(start, QPointF)
        assert paths[key].contains(start)
