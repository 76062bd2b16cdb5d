"""A roster on screen: a week as bars over 24 hours, a month as a calendar; shifts chosen and opened by hand or keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from qh_console.ui.theme import Look
from qh_console.ui.widgets.roster_drawing import RosterDrawing
from qh_console.ui.widgets.roster_spans import A_WEEK, RosterBlock, RosterDay, RosterSpans


class RosterBoard(QWidget):
    """Arrows go from shift to shift and day to day, Page Up and Down a span on, Enter opens what is chosen."""

    chosen = Signal(str)
    opened = Signal(str)
    turned = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._days: tuple[RosterDay, ...] = ()
        self._key = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("值班表")
        look.changed.connect(self.update)

    @property
    def key(self) -> str:
        return self._key

    @property
    def days(self) -> tuple[RosterDay, ...]:
        return self._days

    def show_days(self, days: tuple[RosterDay, ...]) -> None:
        self._days = days
        if self._key not in self._keys():
            current = next((b.key for d in days for b in d.blocks if b.is_now), "")
            self._key = current or next(iter(self._keys()), "")
        self._tell()

    def select(self, key: str) -> None:
        if key in self._keys():
            self._key = key
            self._tell()

    def block_at(self, at: QPointF) -> RosterBlock | None:
        return next((b for _, b, box in self._spans().boxes() if box.contains(at)), None)

    def box_of(self, key: str) -> QRectF:
        """Where a block is drawn; where its first part is, of one that goes over midnight."""
        return next((box for _, b, box in self._spans().boxes() if b.key == key), QRectF())

    def sizeHint(self) -> QSize:
        return QSize(self._look.theme.px(760), self._look.theme.px(440))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.theme.px(420), self._look.theme.px(280))

    # --- hand and keys --------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        days = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        pages = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if key in steps:
            self._step(steps[key])
        elif key in days:
            self._go_days(days[key] * (A_WEEK if self._spans().is_month else 1))
        elif key in pages:
            self.turned.emit(pages[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._key:
            self.opened.emit(self._key)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if (block := self.block_at(event.position())) is not None:
            self._choose(block.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if (block := self.block_at(event.position())) is not None:
            self.opened.emit(block.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        block = self.block_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if block else Qt.CursorShape.ArrowCursor)
        QToolTip.showText(event.globalPosition().toPoint(), block.tip if block else "", self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def _keys(self) -> list[str]:
        return list(dict.fromkeys(block.key for day in self._days for block in day.blocks))

    def _step(self, by: int) -> None:
        keys = self._keys()
        place = keys.index(self._key) + by if self._key in keys else 0
        if 0 <= place < len(keys):
            self._choose(keys[place])
        elif keys:
            self.turned.emit(by)

    def _go_days(self, by: int) -> None:
        """To the shift at the same hour so many days on."""
        here = next(((k, b) for k, d in enumerate(self._days) for b in d.blocks if b.key == self._key), None)
        if here is None:
            return
        day, block = here
        if not 0 <= day + by < len(self._days):
            self.turned.emit(1 if by > 0 else -1)
            return
        wanted = self._days[day + by].blocks
        if wanted:
            self._choose(min(wanted, key=lambda other: (other.goes_on, abs(other.begin - block.begin))).key)

    def _choose(self, key: str) -> None:
        if key != self._key:
            self._key = key
            self._tell()
            self.chosen.emit(key)

    def _tell(self) -> None:
        blocks = [b for d in self._days for b in d.blocks]
        self.setAccessibleDescription(next((b.tip for b in blocks if b.key == self._key), ""))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        RosterDrawing(self._look.theme, self._spans(), self._key, self.hasFocus(), self.devicePixelRatioF()).draw(
            painter
        )

    def _spans(self) -> RosterSpans:
        return RosterSpans(self._days, self.width(), self.height(), self._look.theme.px)
