"""The badge of a warning level: colour, word, shape and Roman numeral together, never colour alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from qh_console.ui.theme import Look, Theme

SIDES: Mapping[str, int] = {"yellow": 3, "orange": 4, "red": 8}
"""Corners of a level's shape: a triangle for Ⅲ, a diamond for Ⅱ, an octagon for Ⅰ."""
NUMERAL_RATIO: Mapping[str, float] = {"yellow": 0.40, "orange": 0.46, "red": 0.56}
HEIGHT_PX: Mapping[str, int] = {"body": 24, "lead": 28, "title": 32, "figure": 40, "wall": 64}


@dataclass(frozen=True)
class LevelView:
    """A warning level ready to show. `level` is yellow, orange or red; `word` 橙色; `numeral` Ⅱ."""

    level: str
    word: str
    numeral: str

    @property
    def text(self) -> str:
        return f"{self.word} {self.numeral}级"


def level_shape(level: str, box: QRectF) -> QPainterPath:
    """The outline of a level's shape inside a square box."""
    sides = SIDES[level]
    turn = math.pi / sides if sides == 8 else 0.0
    stretch = 1 / math.cos(math.pi / 8) if sides == 8 else 1.0
    centre, radius = box.center(), box.width() / 2 * stretch
    if sides == 3:
        centre, radius = QPointF(box.center().x(), box.top() + box.height() * 0.60), box.width() * 0.58
    path = QPainterPath()
    for i in range(sides):
        angle = -math.pi / 2 + turn + i * 2 * math.pi / sides
        point = QPointF(centre.x() + radius * math.cos(angle), centre.y() + radius * math.sin(angle))
        path.lineTo(point) if i else path.moveTo(point)
    path.closeSubpath()
    return path


def draw_level(painter: QPainter, theme: Theme, view: LevelView, box: QRectF) -> None:
    """Shape and numeral in `box`, ringed in the surface colour so that it stands on anything."""
    colours = theme.alert[view.level]
    path = level_shape(view.level, box.adjusted(1, 1, -1, -1))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colours.fill.darker(125), 1)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(colours.fill)
    painter.drawPath(path)
    font = theme.font("body", bold=True)
    font.setPixelSize(max(7, round(box.height() * NUMERAL_RATIO[view.level])))
    painter.setFont(font)
    painter.setPen(colours.ink)
    sink = box.height() * 0.10 if view.level == "yellow" else 0.0
    painter.drawText(box.translated(0, sink), Qt.AlignmentFlag.AlignCenter, view.numeral)
    painter.restore()


class LevelShape(QWidget):
    """The shape and numeral alone, for a line whose words name the level."""

    def __init__(self, look: Look, view: LevelView) -> None:
        super().__init__()
        self._look, self._view = look, view
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(view.text)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        side = self._look.theme.px(HEIGHT_PX["body"])
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_level(QPainter(self), self._look.theme, self._view, QRectF(self.rect()))


class LevelBadge(QWidget):
    """Shape, numeral and word; `size` is a name of the type scale."""

    def __init__(
        self, look: Look, view: LevelView | None = None, size: str = "body", none_text: str = "无预警"
    ) -> None:
        super().__init__()
        self._look = look
        self._size = size
        self._none_text = none_text
        self._view: LevelView | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._on_look_changed)
        self.show_level(view)

    @property
    def view(self) -> LevelView | None:
        return self._view

    def show_level(self, view: LevelView | None) -> None:
        self._view = view
        self.setAccessibleName(self._text())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        metrics = QFontMetrics(theme.font(self._size, bold=True))
        height = theme.px(HEIGHT_PX[self._size])
        shape = height + theme.px(8) if self._view else 0
        return QSize(shape + metrics.horizontalAdvance(self._text()) + theme.px(4), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        height = float(self.height())
        left = 0.0
        if self._view is not None:
            draw_level(painter, theme, self._view, QRectF(0, 0, height, height))
            left = height + theme.px(8)
        painter.setFont(theme.font(self._size, bold=self._view is not None))
        painter.setPen(theme.colour("text" if self._view else "muted"))
        box = QRectF(left, 0, self.width() - left, height)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._text())

    def _text(self) -> str:
        return self._view.text if self._view else self._none_text

    def _on_look_changed(self) -> None:
        self.updateGeometry()
        self.update()
