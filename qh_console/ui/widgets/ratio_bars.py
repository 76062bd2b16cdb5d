"""Ratios against what is asked, a level a line, a pollutant a cell: word, figure and bar, hatched where short."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from qh_console.ui.theme import Look
from qh_console.ui.widgets.hatching import diagonal
from qh_console.ui.widgets.level_badge import LevelView, draw_level

ROW_PX, HEAD_PX, BAR_PX = 48, 116, 10
HATCH_PX = 5


@dataclass(frozen=True)
class RatioView:
    """`share` is what is reached over what is asked, 1.0 for just enough; None where nothing can be said."""

    name: str
    figure: str
    verdict: str
    share: float | None
    is_short: bool
    tone: str
    tip: str


@dataclass(frozen=True)
class RatioLevel:
    level: LevelView
    ratios: tuple[RatioView, ...]


class RatioBars(QWidget):
    """The mark on each bar is what is asked; the bar ends at twice that."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rows: tuple[RatioLevel, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("各级应急减排比例")
        look.changed.connect(self.updateGeometry)

    @property
    def rows(self) -> tuple[RatioLevel, ...]:
        return self._rows

    def show_rows(self, rows: tuple[RatioLevel, ...]) -> None:
        if rows != self._rows:
            self._rows = rows
            told = [f"{row.level.text} {ratio.tip}" for row in rows for ratio in row.ratios]
            self.setAccessibleDescription("；".join(told))
            self.setToolTip("\n".join(told))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        px = self._look.theme.px
        return QSize(px(640), px(ROW_PX) * len(self._rows))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.theme.px(480), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        px = self._look.theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, row in enumerate(self._rows):
            top, height = index * px(ROW_PX), px(ROW_PX)
            self._paint_level(painter, QRectF(0, top, px(HEAD_PX), height), row.level)
            width = (self.width() - px(HEAD_PX)) / max(len(row.ratios), 1)
            for place, ratio in enumerate(row.ratios):
                box = QRectF(px(HEAD_PX) + place * width, top, width, height)
                self._paint_ratio(painter, box.adjusted(0, px(4), -px(14), -px(4)), ratio)

    def _paint_level(self, painter: QPainter, box: QRectF, level: LevelView) -> None:
        theme = self._look.theme
        side = theme.px(24)
        draw_level(painter, theme, level, QRectF(box.left(), box.center().y() - side / 2, side, side))
        painter.setFont(theme.font("body", bold=True))
        painter.setPen(theme.colour("text"))
        painter.drawText(box.adjusted(side + theme.px(8), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, level.text)

    def _paint_ratio(self, painter: QPainter, box: QRectF, ratio: RatioView) -> None:
        theme = self._look.theme
        words = QRectF(box.left(), box.top(), box.width(), theme.px(22))
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, f"{ratio.name} {ratio.figure}")
        painter.setFont(theme.font("body", bold=True))
        painter.setPen(theme.colour(ratio.tone))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, right, ratio.verdict)
        self._paint_bar(painter, QRectF(box.left(), words.bottom() + theme.px(2), box.width(), theme.px(BAR_PX)), ratio)

    def _paint_bar(self, painter: QPainter, track: QRectF, ratio: RatioView) -> None:
        theme = self._look.theme
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.setBrush(theme.colour("sunken"))
        painter.drawRect(track)
        if ratio.share is not None:
            filled = QRectF(track.left(), track.top(), track.width() * min(ratio.share / 2, 1.0), track.height())
            ink = theme.colour(ratio.tone)
            brush = diagonal(ink, theme.px(HATCH_PX), 1.5, self.devicePixelRatioF()) if ratio.is_short else ink
            painter.fillRect(filled, brush)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(ink, 1))
            painter.drawRect(filled)
        middle = track.center().x()
        painter.setPen(QPen(theme.colour("text"), 2))
        painter.drawLine(QPointF(middle, track.top() - 3), QPointF(middle, track.bottom() + 3))
