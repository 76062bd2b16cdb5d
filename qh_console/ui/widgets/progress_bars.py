"""Progress by unit: name, how much of its duties is done, what is overdue; one line each, to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from qh_console.ui.theme import Look

ROW_PX = 44


@dataclass(frozen=True)
class ProgressView:
    key: str
    name: str
    done: int
    total: int
    overdue: int = 0
    fresh: int = 0
    """How many were added since a level rose."""


class ProgressBars(QWidget):
    """Put it into a scroll area; choosing the chosen line again clears the choice (empty key)."""

    unit_chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._rows: tuple[ProgressView, ...] = ()
        self._chosen = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("各单位进度")
        look.changed.connect(self.updateGeometry)

    @property
    def chosen(self) -> str:
        return self._chosen

    def show_rows(self, rows: tuple[ProgressView, ...]) -> None:
        if rows != self._rows:
            self._rows = rows
            if self._chosen not in {row.key for row in rows}:
                self._chosen = ""
            self.updateGeometry()
            self.update()

    def select(self, key: str) -> None:
        """Move the choice without telling anybody."""
        self._chosen = key
        self._tell_accessibility()
        self.update()

    def sizeHint(self) -> QSize:
        px = self._look.theme.px
        return QSize(px(240), px(ROW_PX) * max(len(self._rows), 1))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.theme.px(160), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self._look.theme.px(ROW_PX)
        for i, row in enumerate(self._rows):
            self._paint_row(painter, QRectF(0, i * height, self.width(), height), row)
        if self.hasFocus() and all(row.key != self._chosen for row in self._rows):
            painter.setPen(QPen(self._look.theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _paint_row(self, painter: QPainter, box: QRectF, row: ProgressView) -> None:
        theme = self._look.theme
        if row.key == self._chosen:
            painter.fillRect(box, theme.colour("accent_soft"))
            if self.hasFocus():
                painter.setPen(QPen(theme.colour("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box.adjusted(1, 1, -1, -1))
        inner = box.adjusted(theme.px(12), theme.px(5), -theme.px(12), 0)
        words = QRectF(inner.left(), inner.top(), inner.width(), theme.px(22))
        painter.setFont(theme.font("body", bold=row.key == self._chosen))
        painter.setPen(theme.colour("text"))
        count = f"{row.done}/{row.total}"
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        painter.drawText(words, right | Qt.AlignmentFlag.AlignVCenter, count)
        room = words.adjusted(0, 0, -painter.fontMetrics().horizontalAdvance(count) - theme.px(8), 0)
        notes = "  ".join([f"逾期{row.overdue}"] * bool(row.overdue) + [f"新增{row.fresh}"] * bool(row.fresh))
        note_px = painter.fontMetrics().horizontalAdvance(notes) + theme.px(8) if notes else 0
        name = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, int(room.width() - note_px))
        painter.drawText(room, left | Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(theme.font("caption", bold=True))
        painter.setPen(theme.colour("fault" if row.overdue else "accent"))
        painter.drawText(room, right | Qt.AlignmentFlag.AlignVCenter, notes)
        track = QRectF(inner.left(), words.bottom() + theme.px(3), inner.width(), theme.px(5))
        self._paint_track(painter, track, row)

    def _paint_track(self, painter: QPainter, track: QRectF, row: ProgressView) -> None:
        theme = self._look.theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken" if not theme.is_dark else "hairline"))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        if row.total:
            share = track.width() / row.total
            done = QRectF(track.left(), track.top(), share * row.done, track.height())
            painter.setBrush(theme.colour("ok" if row.done == row.total else "accent"))
            painter.drawRoundedRect(done, track.height() / 2, track.height() / 2)
            late = QRectF(done.right(), track.top(), share * row.overdue, track.height())
            painter.setBrush(theme.colour("fault"))
            painter.drawRoundedRect(late, track.height() / 2, track.height() / 2)

    def row_at(self, position: QPointF) -> ProgressView | None:
        i = int(position.y() // self._look.theme.px(ROW_PX))
        return self._rows[i] if 0 <= i < len(self._rows) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position())
        if row is not None:
            self._choose("" if row.key == self._chosen else row.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self._chosen:
            self._choose("")
        elif step is not None and self._rows:
            keys = [row.key for row in self._rows]
            now = keys.index(self._chosen) + step if self._chosen in keys else 0
            self._choose(keys[min(max(now, 0), len(keys) - 1)])
        else:
            super().keyPressEvent(event)

    def _choose(self, key: str) -> None:
        if key != self._chosen:
            self.select(key)
            self.unit_chosen.emit(key)

    def _tell_accessibility(self) -> None:
        row = next((row for row in self._rows if row.key == self._chosen), None)
        text = "" if row is None else f"{row.name}：{row.done}/{row.total}，逾期{row.overdue}"
        self.setAccessibleDescription(text)
