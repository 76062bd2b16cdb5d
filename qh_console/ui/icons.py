"""Our own icon family: line drawings in SVG, coloured by the theme when they are drawn."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from qh_console.problems import KnownProblem

SIZES_PX = (16, 20, 24)
RATIOS = (1.0, 2.0)


class IconFolder:
    """Draws `name`.svg of one folder in any colour; drawn pictures are kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sources: dict[str, str] = {}
        self._icons: dict[tuple[str, str, str], QIcon] = {}
        self._pixmaps: dict[tuple[str, int, str, float], QPixmap] = {}

    def names(self) -> tuple[str, ...]:
        return tuple(sorted(file.stem for file in self.folder.glob("*.svg")))

    def icon(self, name: str, colour: QColor, disabled: QColor) -> QIcon:
        key = (name, colour.name(), disabled.name())
        if key not in self._icons:
            icon = QIcon()
            for px in SIZES_PX:
                for ratio in RATIOS:
                    icon.addPixmap(self.pixmap(name, px, colour, ratio), QIcon.Mode.Normal)
                    icon.addPixmap(self.pixmap(name, px, disabled, ratio), QIcon.Mode.Disabled)
            self._icons[key] = icon
        return self._icons[key]

    def pixmap(self, name: str, px: int, colour: QColor, ratio: float = 1.0) -> QPixmap:
        key = (name, px, colour.name(), ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw(name, px, colour, ratio)
        return self._pixmaps[key]

    def _draw(self, name: str, px: int, colour: QColor, ratio: float) -> QPixmap:
        svg = self._source(name).replace("currentColor", colour.name())
        renderer = QSvgRenderer(QByteArray(svg.encode("utf-8")))
        pixmap = QPixmap(round(px * ratio), round(px * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter, QRectF(0, 0, px, px))
        painter.end()
        return pixmap

    def _source(self, name: str) -> str:
        if name not in self._sources:
            file = self.folder / f"{name}.svg"
            try:
                self._sources[name] = file.read_text(encoding="utf-8")
            except OSError as error:
                raise KnownProblem(f"图标缺失：{file}", "请重新安装本程序；记录不受影响") from error
        return self._sources[name]
