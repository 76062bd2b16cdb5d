"""The map of the prefectures: AQI class as fill, dust and staleness as hatching, alerts as shapes of their own."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from qh_console.ui.theme import Look
from qh_console.ui.widgets.hatching import diagonal
from qh_console.ui.widgets.level_badge import LevelView, draw_level
from qh_console.ui.widgets.map_layout import MapShape, PlacedLabel, outline, place_labels, project

ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


@dataclass(frozen=True)
class MapMark:
    """What is known of one place now. `fill` is the AQI class's own colour (#rrggbb); only fresh data is coloured."""

    key: str
    aqi_text: str = "—"
    class_word: str = "无数据"
    fill: str | None = None
    is_fresh: bool = False
    is_dust: bool = False
    alert: LevelView | None = None
    tip: str = ""


class PrefectureMap(QWidget):
    """Shows MapMarks on MapShapes. Click or arrow keys move the selection; Enter opens the place."""

    place_selected = Signal(str)
    place_opened = Signal(str)

    def __init__(self, look: Look, shapes: tuple[MapShape, ...]) -> None:
        super().__init__()
        self._look = look
        self._shapes = shapes
        self._marks: dict[str, MapMark] = {}
        self._selected: str | None = None
        self._paths: dict[str, QPainterPath] = {}
        self._labels: dict[str, PlacedLabel] = {}
        self._centres: dict[str, QPointF] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(400, 280)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("地图")
        look.changed.connect(self._lay_out)

    @property
    def selected(self) -> str | None:
        return self._selected

    def show_marks(self, marks: tuple[MapMark, ...]) -> None:
        by_key = {mark.key: mark for mark in marks}
        if by_key != self._marks:
            self._marks = by_key
            self.update()

    def select(self, key: str | None) -> None:
        """Move the selection without telling anybody."""
        if key != self._selected:
            self._selected = key
            self._tell_accessibility()
            self.update()

    def place_at(self, position: QPointF) -> str | None:
        for key, placed in self._labels.items():
            if placed.box.contains(position):
                return key
        return next((key for key, path in self._paths.items() if path.contains(position)), None)

    def sizeHint(self) -> QSize:
        return QSize(640, 420)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        px = self._look.theme.px
        label = QSizeF(px(100), px(46))
        room = QRectF(self.rect()).adjusted(px(8), px(8), -px(8), -px(8))
        if not self._shapes or room.width() < label.width() * 2:
            return
        projection = project(self._shapes, room.adjusted(0, 0, -label.width() - px(4), 0))
        self._paths = {shape.key: outline(shape, projection) for shape in self._shapes}
        self._labels = place_labels(self._shapes, self._paths, projection, label, room)
        self._centres = {shape.key: projection.point(shape.label) for shape in self._shapes}
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for key, path in self._paths.items():
            self._paint_place(painter, path, self._mark(key))
        if self._selected in self._paths:
            self._paint_selection(painter, self._paths[self._selected])
        for shape in self._shapes:
            if shape.key in self._labels:
                self._paint_label(painter, shape, self._labels[shape.key], self._mark(shape.key))

    def _mark(self, key: str) -> MapMark:
        return self._marks.get(key, MapMark(key))

    def _paint_place(self, painter: QPainter, path: QPainterPath, mark: MapMark) -> None:
        theme, ratio = self._look.theme, self.devicePixelRatioF()
        fill = QColor(mark.fill) if mark.is_fresh and mark.fill else theme.colour("stale")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawPath(path)
        if mark.is_fresh and mark.fill:
            painter.setBrush(theme.colour("surface", 0.40 if theme.is_dark else 0.45))
            painter.drawPath(path)
        else:
            painter.setBrush(diagonal(theme.colour("faint", 0.55), theme.px(8), 1.0, ratio, is_falling=True))
            painter.drawPath(path)
        if mark.is_dust:
            painter.setBrush(diagonal(theme.colour("dust"), theme.px(10), 2.0, ratio))
            painter.drawPath(path)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("surface"), 2.0))
        painter.drawPath(path)

    def _paint_selection(self, painter: QPainter, path: QPainterPath) -> None:
        theme = self._look.theme
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in (("surface", 6.0), ("accent" if self.hasFocus() else "text", 3.0)):
            pen = QPen(theme.colour(colour), width)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPath(path)

    def _paint_label(self, painter: QPainter, shape: MapShape, placed: PlacedLabel, mark: MapMark) -> None:
        """A neutral plate: name and AQI, class below; an alert rings the plate, never the coloured area."""
        theme, box = self._look.theme, placed.box
        if placed.leader_from is not None:
            painter.setPen(QPen(theme.colour("muted"), 1))
            painter.drawLine(placed.leader_from, QPointF(box.left(), box.center().y()))
            painter.setBrush(theme.colour("text"))
            painter.setPen(QPen(theme.colour("surface"), 1.5))
            painter.drawEllipse(placed.leader_from, 4, 4)
        ring = theme.alert[mark.alert.level].fill if mark.alert else theme.colour("hairline")
        painter.setPen(QPen(ring, theme.px(3) if mark.alert else 1))
        painter.setBrush(theme.colour("surface", 0.94))
        painter.drawRoundedRect(box, 5, 5)
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        inner = box.adjusted(theme.px(8), theme.px(2), -theme.px(8), -theme.px(3))
        upper = QRectF(inner.left(), inner.top(), inner.width(), inner.height() * 0.56)
        lower = QRectF(inner.left(), upper.bottom(), inner.width(), inner.height() * 0.44)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("text" if mark.is_fresh else "muted"))
        painter.drawText(upper, left | Qt.AlignmentFlag.AlignVCenter, shape.name)
        painter.drawText(lower, left | Qt.AlignmentFlag.AlignVCenter, mark.class_word)
        if mark.is_dust:
            painter.setFont(theme.font("caption", bold=True))
            painter.drawText(lower, right | Qt.AlignmentFlag.AlignVCenter, "沙尘")
        painter.setFont(theme.font("title", bold=mark.is_fresh))
        painter.drawText(upper, right | Qt.AlignmentFlag.AlignVCenter, mark.aqi_text)
        if mark.alert is not None:
            side = theme.px(26)
            corner = QRectF(box.left() - side * 0.5, box.top() - side * 0.5, side, side)
            draw_level(painter, theme, mark.alert, corner)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        key = self.place_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and key is not None:
            self._choose(key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        key = self.place_at(event.position())
        if key is not None:
            self.place_opened.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        arrow = ARROWS.get(Qt.Key(event.key()))
        if arrow is not None:
            key = self._neighbour(arrow)
            if key is not None:
                self._choose(key)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._selected:
            self.place_opened.emit(self._selected)
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            key = self.place_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._mark(key).tip if key else "", self)
            return True
        return super().event(event)

    def _choose(self, key: str) -> None:
        if key != self._selected:
            self.select(key)
            self.place_selected.emit(key)

    def _neighbour(self, arrow: tuple[float, float]) -> str | None:
        """The nearest place in the arrow's quarter; the first place of all when none is selected."""
        if self._selected not in self._centres:
            return self._shapes[0].key if self._shapes else None
        here = self._centres[self._selected]
        best: tuple[float, str] | None = None
        for key, there in self._centres.items():
            along = (there.x() - here.x()) * arrow[0] + (there.y() - here.y()) * arrow[1]
            across = abs((there.x() - here.x()) * arrow[1]) + abs((there.y() - here.y()) * arrow[0])
            if key != self._selected and along > 0 and across <= along * 1.5:
                best = min(best or (math.inf, ""), (math.hypot(along, across * 1.5), key))
        return best[1] if best else None

    def _tell_accessibility(self) -> None:
        shape = next((shape for shape in self._shapes if shape.key == self._selected), None)
        mark = self._mark(shape.key) if shape else None
        alert = f"，{mark.alert.text}预警" if mark and mark.alert else ""
        text = f"{shape.name} AQI {mark.aqi_text} {mark.class_word}{alert}" if shape and mark else ""
        self.setAccessibleDescription(text)
