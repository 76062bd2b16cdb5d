"""The road of a process: its steps from left to right, each with its state, who, when and what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from qh_console.ui.theme import Look

HEIGHT_PX = 112
DISC_PX = 28


@dataclass(frozen=True)
class RoadStep:
    """`state` is done, current, waiting or skipped; `missing` is said in the colour of a warning."""

    key: str
    title: str
    state: str = "waiting"
    who: str = ""
    when: str = ""
    missing: str = ""
    tip: str = ""


class Road(QWidget):
    """Click or arrow keys choose a step; done and current steps open, waiting ones say what is missing."""

    step_chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._steps: tuple[RoadStep, ...] = ()
        self._chosen: str | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    @property
    def chosen(self) -> str | None:
        return self._chosen

    def show_steps(self, steps: tuple[RoadStep, ...], chosen: str | None = None) -> None:
        if (steps, chosen) != (self._steps, self._chosen):
            self._steps, self._chosen = steps, chosen
            self._tell_accessibility()
            self.update()

    def step_at(self, position: QPointF) -> RoadStep | None:
        if not self._steps or not self.rect().contains(position.toPoint()):
            return None
        return self._steps[min(int(position.x() / self._step_px()), len(self._steps) - 1)]

    def sizeHint(self) -> QSize:
        px = self._look.theme.px
        return QSize(px(96) * max(len(self._steps), 1), px(HEIGHT_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for i, step in enumerate(self._steps):
            self._paint_step(painter, i, step)

    def _paint_step(self, painter: QPainter, i: int, step: RoadStep) -> None:
        theme = self._look.theme
        box = QRectF(i * self._step_px(), 0, self._step_px(), self.height())
        side = theme.px(DISC_PX)
        disc = QRectF(box.center().x() - side / 2, theme.px(8), side, side)
        if step.key == self._chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(box.adjusted(2, 0, -2, 0), 6, 6)
            if self.hasFocus():
                painter.setPen(QPen(theme.colour("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box.adjusted(3, 1, -3, -1), 6, 6)
        if i + 1 < len(self._steps):
            is_walked = step.state in ("done", "skipped") and self._steps[i + 1].state != "waiting"
            painter.setPen(QPen(theme.colour("accent" if is_walked else "edge"), 2 if is_walked else 1.5))
            y = disc.center().y()
            gap = theme.px(6)
            painter.drawLine(QPointF(disc.right() + gap, y), QPointF(disc.left() + self._step_px() - gap, y))
        self._paint_disc(painter, disc, i, step)
        self._paint_words(painter, box, disc, step)

    def _paint_disc(self, painter: QPainter, disc: QRectF, i: int, step: RoadStep) -> None:
        theme = self._look.theme
        if step.state == "done":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(disc)
            side = theme.px(18)
            picture = self._look.pixmap("check", side, "accent_text", self.devicePixelRatioF())
            painter.drawPixmap(QPointF(disc.center().x() - side / 2, disc.center().y() - side / 2), picture)
            return
        is_current = step.state == "current"
        pen = QPen(theme.colour("accent" if is_current else "edge"), 3 if is_current else 1.5)
        if step.state == "skipped":
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.colour("surface"))
        painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
        painter.setPen(theme.colour("accent" if is_current else "muted"))
        painter.setFont(theme.font("body", bold=is_current))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(i + 1))

    def _paint_words(self, painter: QPainter, box: QRectF, disc: QRectF, step: RoadStep) -> None:
        theme = self._look.theme
        line = theme.px(18)
        words = QRectF(box.left() + theme.px(4), disc.bottom() + theme.px(4), box.width() - theme.px(8), theme.px(22))
        centre = Qt.AlignmentFlag.AlignCenter
        painter.setFont(theme.font("body", bold=step.state == "current"))
        painter.setPen(theme.colour({"current": "text", "done": "text"}.get(step.state, "muted")))
        painter.drawText(words, centre, step.title)
        painter.setFont(theme.font("caption"))
        metrics = painter.fontMetrics()
        words = QRectF(words.left(), words.bottom(), words.width(), line)
        for text, colour in ((step.who, "muted"), (step.when, "muted"), (step.missing, "warn")):
            if text and words.bottom() <= self.height() + 2:
                painter.setPen(theme.colour(colour))
                shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(words.width()))
                painter.drawText(words, centre, shown)
                words.translate(0, line - theme.px(2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        step = self.step_at(event.position())
        if step is not None:
            self._choose(step)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        step = self.step_at(event.position())
        self.setToolTip("" if step is None else step.tip or step.missing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._steps:
            super().keyPressEvent(event)
            return
        keys = [s.key for s in self._steps]
        now = keys.index(self._chosen) if self._chosen in keys else -step
        self._choose(self._steps[min(max(now + step, 0), len(keys) - 1)])

    def _choose(self, step: RoadStep) -> None:
        if step.key != self._chosen:
            self._chosen = step.key
            self._tell_accessibility()
            self.update()
            self.step_chosen.emit(step.key)

    def _step_px(self) -> float:
        return self.width() / max(len(self._steps), 1)

    def _tell_accessibility(self) -> None:
        words = {"done": "已完成", "current": "进行中", "skipped": "略过"}
        self.setAccessibleName("；".join(f"{s.title}{words.get(s.state, '未到')}" for s in self._steps))
