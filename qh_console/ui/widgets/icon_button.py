"""A push button whose picture follows the look: its colour by day and night, its size by the scale."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton

from qh_console.ui.theme import Look

ICON_PX = 16


class IconButton(QPushButton):
    def __init__(self, look: Look, icon: str, text: str) -> None:
        super().__init__(text)
        self._look, self._icon = look, icon
        look.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        side = self._look.theme.px(ICON_PX)
        self.setIconSize(QSize(side, side))
        self.setIcon(self._look.icon(self._icon))
