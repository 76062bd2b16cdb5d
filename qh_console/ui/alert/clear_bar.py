"""The 36 h clock drawn: one cell an hour, filled where it is clear, crossed where it fails."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from qh_console.ui.alert.clear_view import ClearView
from qh_console.ui.theme import Look
from qh_console.ui.widgets.hatching import diagonal

HEIGHT_PX = 64
BAR_PX = 16


class ClearBar(QWidget):
    """Clear hours are solid, failing ones hatched, so that it reads without colour; words say the same."""

    def __init__(self, look: Look, purpose: str) -> None:
        super().__init__()
        self._look = look
        self._purpose = purpose
        self._view: ClearView | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def has_view(self) -> bool:
        return self._view is not None

    def show_view(self, view: ClearView | None) -> None:
        if view != self._view:
            self._view = view
            self.setAccessibleName("" if view is None else f"{self._purpose}：{view.text}")
            self.setToolTip("" if view is None else view.failing)
            self.update()
        self.setVisible(view is not None)

    def sizeHint(self) -> QSize:
        px = self._look.theme.px
        return QSize(px(360), px(HEIGHT_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        view, theme = self._view, self._look.theme
        if view is None:
            return
        painter = QPainter(self)
        line = theme.px(20)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("caption", bold=True))
        painter.setPen(theme.colour("ok" if view.holds else "text"))
        head = QRectF(0, 0, self.width(), line)
        painter.drawText(head, left, f"{self._purpose}时钟（{view.place}）：{view.text}")
        self._paint_cells(painter, view, line + theme.px(2))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("muted"))
        foot = QRectF(0, line + theme.px(4 + BAR_PX), self.width(), line)
        shown = painter.fontMetrics().elidedText(view.failing, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(foot, left, shown or f"今后{len(view.cells)}小时都满足")

    def _paint_cells(self, painter: QPainter, view: ClearView, top: int) -> None:
        theme = self._look.theme
        count = len(view.cells)
        step, height = self.width() / count, theme.px(BAR_PX)
        hatch = diagonal(theme.colour("warn"), theme.px(5), 1.2, self.devicePixelRatioF())
        for i, is_clear in enumerate(view.cells):
            cell = QRectF(i * step, top, step - 1, height)
            if is_clear:
                painter.fillRect(cell, theme.colour("ok"))
            else:
                painter.fillRect(cell, theme.colour("warn_soft"))
                painter.fillRect(cell, hatch)
        painter.setPen(QPen(theme.colour("text"), 1))
        for hours in range(12, count, 12):
            x = hours * step - 0.5
            painter.drawLine(int(x), top - theme.px(2), int(x), top + height + theme.px(1))
