"""The drawing under the air plot: one canvas in one theme, for the screen and for pictures alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from qh_console.ui.theme import Theme
from qh_console.ui.widgets.air_view import BandSpan, PlotView
from qh_console.ui.widgets.hatching import diagonal
from qh_console.ui.widgets.level_badge import draw_level
from qh_console.ui.widgets.time_axis import BeijingAxis

RIBBON_PX = 26
LEAST_TOP = 340.0
MOST_TOP = 520.0


class _Painted(pg.GraphicsObject):  # type: ignore[misc]
    """Draws in pixels what is given in data units, so that hatches and badges keep their size."""

    def __init__(self, paint: Callable[[QPainter, Callable[[QRectF], QRectF]], None]) -> None:
        super().__init__()
        self._paint = paint

    def boundingRect(self) -> QRectF:
        return QRectF(self.viewRect())

    def viewTransformChanged(self) -> None:
        super().viewTransformChanged()
        self.prepareGeometryChange()
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        to_px = painter.transform()
        painter.save()
        painter.resetTransform()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter, lambda box: to_px.mapRect(box))
        painter.restore()


class _ZoomBox(pg.ViewBox):  # type: ignore[misc]
    """Dragging a rectangle zooms along time only; a double click shows everything again."""

    reset_asked = Signal()

    def showAxRect(self, ax: QRectF, **options: object) -> None:
        self.setXRange(ax.left(), ax.right(), padding=0)

    def mouseDoubleClickEvent(self, event: object) -> None:
        self.reset_asked.emit()


class AirCanvas(pg.GraphicsLayoutWidget):  # type: ignore[misc]
    """Alert ribbon above, AQI below, one time axis."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._view: PlotView | None = None
        self._axis = BeijingAxis("bottom")
        self.box = _ZoomBox(enableMenu=False)
        self._ribbon_box = pg.ViewBox(enableMenu=False, enableMouse=False)
        self._build()
        self.restyle(theme)

    @property
    def view(self) -> PlotView | None:
        return self._view

    def restyle(self, theme: Theme) -> None:
        self._theme = theme
        self.setBackground(theme.colour("surface"))
        for axis in (self._axis, self._values):
            axis.setPen(pg.mkPen(theme.colour("edge")))
            axis.setTextPen(pg.mkPen(theme.colour("muted")))
            axis.setTickFont(theme.font("caption"))
        self._axis.setHeight(theme.px(28))
        self._values.setWidth(theme.px(44))
        self.ci.layout.setRowFixedHeight(0, theme.px(RIBBON_PX))
        self._hourly.setPen(pg.mkPen(theme.colour("muted"), width=1.2))
        self._mean.setPen(pg.mkPen(theme.colour("accent"), width=2.6))
        self._now.setPen(pg.mkPen(theme.colour("text"), width=1.2))
        self._cross.setPen(pg.mkPen(theme.colour("muted"), width=1, style=Qt.PenStyle.DashLine))
        self._hourly_dot.setBrush(theme.colour("muted"))
        self._mean_dot.setBrush(theme.colour("accent"))
        self.viewport().update()

    def show_view(self, view: PlotView) -> None:
        """Draw `view`; a zoom stays where it is while the place and the span stay the same."""
        before, self._view = self._view, view
        if before is not None and before == view:
            return
        for curve, values in ((self._hourly, view.aqi), (self._mean, view.mean24)):
            x = np.array([view.seconds(i) for i in range(len(values))])
            curve.setData(x, _floats(values), connect="finite")
        self._now.setValue(view.now_at.timestamp())
        self._set_top(view)
        if before is None or (before.title, before.first_at, before.until_at) != (
            view.title, view.first_at, view.until_at,
        ):  # fmt: skip
            self.show_everything()
        self._under.update()
        self._over.update()
        self._ribbon.update()

    def show_everything(self) -> None:
        if self._view is not None:
            first, last = self._view.first_at.timestamp(), self._view.until_at.timestamp()
            self.box.setLimits(xMin=first, xMax=last, minXRange=6 * 3600)
            self.box.setXRange(first, last, padding=0)

    def point_at(self, seconds: float | None) -> int | None:
        """Put the cross at the nearest hour; the hour's index, or None outside what was measured."""
        view = self._view
        inside = view is not None and seconds is not None
        for item in (self._cross, self._hourly_dot, self._mean_dot):
            item.setVisible(inside)
        if view is None or seconds is None:
            return None
        index = round((seconds - view.first_at.timestamp()) / 3600)
        self._cross.setValue(view.seconds(index))
        self._put_dot(self._hourly_dot, view, view.aqi, index)
        self._put_dot(self._mean_dot, view, view.mean24, index)
        return index

    def seconds_at(self, position: QPointF) -> float | None:
        """The time under a point of the scene, None outside the plot."""
        if not self.box.sceneBoundingRect().contains(position):
            return None
        return float(self.box.mapSceneToView(position).x())

    def _build(self) -> None:
        self.ci.layout.setContentsMargins(0, 0, 12, 0)
        self.ci.layout.setVerticalSpacing(0)
        self.ci.layout.setHorizontalSpacing(0)
        self._plot = pg.PlotItem(viewBox=self.box, axisItems={"bottom": self._axis})
        self._plot.hideButtons()
        self._plot.setMenuEnabled(False)
        self._values = self._plot.getAxis("left")
        self.addItem(self._ribbon_box, row=0, col=0)
        self.addItem(self._plot, row=1, col=0)
        self._ribbon_box.setXLink(self.box)
        self._ribbon_box.setYRange(0, 1, padding=0)
        self.box.setMouseEnabled(x=True, y=False)
        self.box.setMouseMode(pg.ViewBox.RectMode)
        self.box.reset_asked.connect(self.show_everything)
        self._under = _Painted(self._paint_under)
        self._over = _Painted(self._paint_over)
        self._ribbon = _Painted(self._paint_ribbon)
        self._hourly = pg.PlotCurveItem(antialias=True)
        self._mean = pg.PlotCurveItem(antialias=True)
        self._now = pg.InfiniteLine(angle=90)
        self._cross = pg.InfiniteLine(angle=90)
        self._hourly_dot = pg.ScatterPlotItem(size=7, pen=None)
        self._mean_dot = pg.ScatterPlotItem(size=9, pen=None)
        items = (self._under, self._hourly, self._mean, self._now, self._cross, self._hourly_dot, self._mean_dot)
        for z, item in enumerate((*items, self._over)):
            item.setZValue(z)
            self._plot.addItem(item, ignoreBounds=True)
        self._ribbon_box.addItem(self._ribbon, ignoreBounds=True)
        self.point_at(None)

    def _set_top(self, view: PlotView) -> None:
        known = [v for v in (*view.aqi, *view.mean24, *(band.high for band in view.forecast)) if v is not None]
        top = min(max([LEAST_TOP, *(value * 1.08 for value in known)]), MOST_TOP)
        self.box.setYRange(0, top, padding=0)
        self._values.setTickSpacing(100, 50)

    def _put_dot(self, dot: pg.ScatterPlotItem, view: PlotView, values: tuple[float | None, ...], index: int) -> None:
        value = values[index] if 0 <= index < len(values) else None
        dot.setData([] if value is None else [view.seconds(index)], [] if value is None else [value])

    def _paint_under(self, painter: QPainter, to_px: Callable[[QRectF], QRectF]) -> None:
        """Forecast band, the time ahead, guide lines, dust."""
        view, theme = self._view, self._theme
        if view is None:
            return
        frame = to_px(self._under.viewRect())
        painter.setClipRect(frame)
        now = view.now_at.timestamp()
        ahead = to_px(QRectF(now, 0, max(view.until_at.timestamp() - now, 0), 1))
        painter.fillRect(QRectF(ahead.left(), frame.top(), ahead.width(), frame.height()), theme.colour("sunken", 0.45))
        for line in view.lines:
            painter.setPen(pg.mkPen(theme.colour("faint"), width=1, style=Qt.PenStyle.DashLine))
            y = to_px(QRectF(now, line.value, 0, 0)).top()
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
        hatch = diagonal(theme.colour("dust"), theme.px(8), 1.0, self.devicePixelRatioF())
        for span in view.dust:
            box = self._across(to_px, frame, span.from_at, span.to_at)
            painter.fillRect(box, theme.colour("dust", 0.10))
            painter.fillRect(box, hatch)
        for band in view.forecast:
            self._paint_band(painter, to_px, band)

    def _paint_band(self, painter: QPainter, to_px: Callable[[QRectF], QRectF], band: BandSpan) -> None:
        first, last = band.from_at.timestamp(), band.to_at.timestamp()
        box = to_px(QRectF(first, band.low, last - first, band.high - band.low))
        painter.fillRect(box, self._theme.colour("accent", 0.20))
        painter.setPen(pg.mkPen(self._theme.colour("accent"), width=1.5))
        painter.drawLine(box.topLeft(), box.topRight())
        painter.drawLine(box.bottomLeft(), box.bottomRight())

    def _paint_over(self, painter: QPainter, to_px: Callable[[QRectF], QRectF]) -> None:
        """Scale of classes at the left edge, and the words of lines and of "now"."""
        view, theme = self._view, self._theme
        if view is None:
            return
        frame = to_px(self._over.viewRect())
        painter.setFont(theme.font("caption"))
        lower = 0.0
        for band in view.classes:
            box = to_px(QRectF(view.now_at.timestamp(), lower, 0, band.upper - lower))
            box = QRectF(frame.left(), box.top(), theme.px(5), box.height()).intersected(frame)
            painter.fillRect(box, QBrush(QColor(band.fill)))
            lower = band.upper
        painter.setPen(theme.colour("muted"))
        for line in view.lines:
            y = to_px(QRectF(view.now_at.timestamp(), line.value, 0, 0)).top()
            words = QRectF(frame.left(), y - theme.px(20), frame.width() - theme.px(6), theme.px(18))
            painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, line.text)
        x = to_px(QRectF(view.now_at.timestamp(), 0, 0, 0)).left()
        if frame.left() <= x <= frame.right():
            painter.setPen(theme.colour("text"))
            painter.setFont(theme.font("caption", bold=True))
            painter.drawText(QPointF(x + theme.px(4), frame.top() + theme.px(14)), "现在")

    def _paint_ribbon(self, painter: QPainter, to_px: Callable[[QRectF], QRectF]) -> None:
        view, theme = self._view, self._theme
        if view is None:
            return
        frame = to_px(self._ribbon.viewRect())
        painter.setClipRect(frame)
        painter.setFont(theme.font("caption", bold=True))
        for span in view.alerts:
            box = self._across(to_px, frame, span.from_at, span.to_at or view.now_at)
            box = box.intersected(frame).adjusted(0, theme.px(2), 0, -theme.px(4))
            fill = theme.alert[span.level.level].fill
            painter.fillRect(box, _alpha(fill.name(), 0.30))
            painter.fillRect(QRectF(box.left(), box.bottom() - theme.px(3), box.width(), theme.px(3)), fill)
            side = theme.px(18)
            if box.width() >= side:
                draw_level(painter, theme, span.level, QRectF(box.left() + 2, box.top() - 1, side, side))
            words = box.adjusted(side + theme.px(6), 0, 0, -theme.px(2))
            painter.setPen(theme.colour("text"))
            if painter.fontMetrics().horizontalAdvance(span.level.text) < words.width():
                painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, span.level.text)

    def _across(self, to_px: Callable[[QRectF], QRectF], frame: QRectF, from_at: datetime, to_at: datetime) -> QRectF:
        first, last = from_at.timestamp(), to_at.timestamp()
        box = to_px(QRectF(first, 0, last - first, 0))
        return QRectF(box.left(), frame.top(), box.width(), frame.height())


def _floats(values: tuple[float | None, ...]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _alpha(colour: str, alpha: float) -> QColor:
    made = QColor(colour)
    made.setAlphaF(alpha)
    return made
