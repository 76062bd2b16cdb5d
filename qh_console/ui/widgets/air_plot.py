"""The air of one place over time, with a legend, values under the cross, zoom and export to a picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from qh_console.problems import KnownProblem
from qh_console.ui.theme import Look
from qh_console.ui.widgets.air_canvas import AirCanvas
from qh_console.ui.widgets.air_view import PlotView
from qh_console.ui.widgets.hatching import diagonal
from qh_console.ui.widgets.time_axis import moment_text

SAMPLE_PX = 24
ENTRIES = (("hourly", "小时AQI"), ("mean", "24小时滑动平均"), ("band", "预报范围"), ("dust", "沙尘时段"))


class _Legend(QWidget):
    """A sample and a word for each thing drawn."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        metrics_width = sum(self._entry_px(text) for _, text in ENTRIES)
        return QSize(metrics_width, theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._look.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("caption"))
        left, middle = 0, self.height() / 2
        for kind, text in ENTRIES:
            sample = QRectF(left, middle - theme.px(5), theme.px(SAMPLE_PX), theme.px(10))
            self._paint_sample(painter, kind, sample)
            painter.setPen(theme.colour("muted"))
            words = QRectF(sample.right() + theme.px(6), 0, 400, self.height())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)
            left += self._entry_px(text)

    def _paint_sample(self, painter: QPainter, kind: str, sample: QRectF) -> None:
        theme, middle = self._look.theme, sample.center().y()
        if kind in ("hourly", "mean"):
            colour, width = ("muted", 1.4) if kind == "hourly" else ("accent", 2.8)
            painter.setPen(QPen(theme.colour(colour), width))
            painter.drawLine(QPointF(sample.left(), middle), QPointF(sample.right(), middle))
        elif kind == "band":
            painter.fillRect(sample, theme.colour("accent", 0.20))
            painter.setPen(QPen(theme.colour("accent"), 1.5))
            painter.drawLine(sample.topLeft(), sample.topRight())
            painter.drawLine(sample.bottomLeft(), sample.bottomRight())
        else:
            painter.fillRect(sample, diagonal(theme.colour("dust"), theme.px(8), 1.0, self.devicePixelRatioF()))

    def _entry_px(self, text: str) -> int:
        theme = self._look.theme
        font_px = theme.px(theme.type_px["caption"])
        return theme.px(SAMPLE_PX + 6 + 20) + font_px * len(text)


class AirPlot(QWidget):
    """Shows a PlotView. Drag to zoom, double click or Home for everything, arrows move the cross by an hour."""

    hour_pointed = Signal(object)
    """The instant under the cross in seconds since 1970, or None."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._index: int | None = None
        self._paper: AirCanvas | None = None
        self._title = QLabel()
        self._title.setProperty("role", "lead")
        self._readout = QLabel()
        self._readout.setProperty("role", "muted")
        self._canvas = AirCanvas(look.theme)
        self._canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._canvas.scene().sigMouseMoved.connect(self._on_mouse_moved)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 12, 0)
        head.setSpacing(16)
        head.addWidget(self._title)
        head.addWidget(self._readout, 1)
        head.addWidget(_Legend(look))
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._canvas, 1)
        look.changed.connect(lambda: self._canvas.restyle(look.theme))

    @property
    def canvas(self) -> AirCanvas:
        return self._canvas

    @property
    def readout(self) -> str:
        return self._readout.text()

    def show_view(self, view: PlotView) -> None:
        if view == self._canvas.view:
            return
        self._canvas.show_view(view)
        self._title.setText(view.title)
        self.setAccessibleName(f"{view.title}空气质量过程线")
        self._say(self._index)

    def point_at(self, seconds: float | None) -> None:
        """Put the cross at an hour and read its values out."""
        self._index = self._canvas.point_at(seconds)
        self._say(self._index)
        view = self._canvas.view
        self.hour_pointed.emit(None if self._index is None or view is None else view.seconds(self._index))

    def picture(self, width_px: int = 1600, height_px: int = 700) -> QImage:
        """The plot as it stands, zoom included, on white, twice as fine as the screen."""
        canvas, view = self._paper or AirCanvas(self._look.themed("light")), self._canvas.view
        self._paper = canvas
        canvas.restyle(self._look.themed("light"))
        canvas.resize(width_px // 2, height_px // 2)
        if view is not None:
            canvas.show_view(view)
            canvas.box.setXRange(*self._canvas.box.viewRange()[0], padding=0)
        image = QImage(width_px, height_px, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(2.0)
        image.fill(Qt.GlobalColor.white)
        canvas.grab()
        painter = QPainter(image)
        canvas.render(painter, QRectF(0, 0, width_px / 2, height_px / 2), canvas.rect())
        painter.end()
        return image

    def save_picture(self, file: Path) -> None:
        if not self.picture().save(str(file)):
            raise KnownProblem(f"图片没有存成：{file}", "请检查文件夹是否可写、磁盘是否已满")

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(self._look.theme.colour("accent"), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        view = self._canvas.view
        if step is not None and view is not None:
            now = len(view.aqi) - 1 if self._index is None else self._index + step
            last = round((view.until_at - view.first_at).total_seconds() / 3600)
            self.point_at(view.seconds(min(max(now, 0), last)))
        elif event.key() == Qt.Key.Key_Home:
            self._canvas.show_everything()
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            factor = 1.25 if event.key() == Qt.Key.Key_Minus else 0.8
            self._canvas.box.scaleBy(x=factor)
        else:
            super().keyPressEvent(event)

    def leaveEvent(self, event: object) -> None:
        self.point_at(None)

    def _on_mouse_moved(self, position: QPointF) -> None:
        self.point_at(self._canvas.seconds_at(position))

    def _say(self, index: int | None) -> None:
        view = self._canvas.view
        if index is None or view is None:
            self._readout.setText("")
            return
        seconds = view.seconds(index)
        parts = [moment_text(seconds)]
        if 0 <= index < len(view.aqi):
            parts.append(f"AQI {_number(view.aqi[index])} {_word(view, view.aqi[index])}".rstrip())
        if 0 <= index < len(view.mean24):
            parts.append(f"24小时均值 {_number(view.mean24[index])}")
        bands = (b for b in view.forecast if b.from_at.timestamp() < seconds <= b.to_at.timestamp())
        parts.extend(f"预报 {band.low:.0f}–{band.high:.0f}" for band in bands)
        if any(span.from_at.timestamp() < seconds <= span.to_at.timestamp() for span in view.dust):
            parts.append("沙尘")
        self._readout.setText("  ·  ".join(parts))


def _number(value: float | None) -> str:
    return "无效" if value is None else f"{value:.0f}"


def _word(view: PlotView, value: float | None) -> str:
    if value is None:
        return ""
    return next((band.word for band in view.classes if value <= band.upper), "")
