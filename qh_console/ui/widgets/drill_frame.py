"""The striped frame of a drill: nobody can take practice for the real thing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from qh_console.ui.theme import Look
from qh_console.ui.widgets.hatching import diagonal

EDGE_PX = 8
TITLE_PX = 28


class DrillFrame(QWidget):
    """Holds one widget; in a drill it draws stripes all round it and the title above."""

    def __init__(self, look: Look, content: QWidget) -> None:
        super().__init__()
        self._look = look
        self._title = ""
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(content)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    @property
    def title(self) -> str:
        return self._title

    def set_drill(self, title: str) -> None:
        """A title (演练：冬季重污染) turns the frame on, an empty one turns it off."""
        if title != self._title:
            self._title = title
            self._on_look_changed()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._title:
            return
        theme, painter = self._look.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("drill_soft"))
        painter.fillRect(
            self.rect(), diagonal(theme.colour("drill"), theme.px(16), theme.px(5), self.devicePixelRatioF())
        )
        painter.setFont(theme.font("body", bold=True))
        width = painter.fontMetrics().horizontalAdvance(self._title) + theme.px(48)
        plate = QRectF((self.width() - width) / 2, 0, width, theme.px(TITLE_PX))
        painter.fillRect(plate, theme.colour("drill"))
        painter.setPen(theme.colour("surface"))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, self._title)

    def _on_look_changed(self) -> None:
        px = self._look.theme.px
        edge, top = (px(EDGE_PX), px(TITLE_PX)) if self._title else (0, 0)
        self._column.setContentsMargins(edge, top, edge, edge)
        self.update()
