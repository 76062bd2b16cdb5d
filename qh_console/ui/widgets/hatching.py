"""Hatched brushes: the marks for dust, for stale data and for a drill, told apart without colour."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap


def diagonal(ink: QColor, step_px: int, line_px: float, ratio: float = 1.0, is_falling: bool = False) -> QBrush:
    """Parallel slanted lines `step_px` apart; two of them crossed make the mark of stale data."""
    side = round(step_px * ratio)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, line_px * ratio, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
    for shift in (-side, 0, side):
        if is_falling:
            painter.drawLine(shift, 0, shift + side, side)
        else:
            painter.drawLine(shift, side, shift + side, 0)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return QBrush(pixmap)
