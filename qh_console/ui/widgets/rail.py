"""The left rail: one button a room with its picture, its key and how many things wait there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from qh_console.ui.theme import Look

WIDTH_PX = 72
BUTTON_PX = 64
MOST_SHOWN = 99


@dataclass(frozen=True)
class RailItem:
    """One room. `shortcut` is shown small (F1); the key itself belongs to the window's action."""

    key: str
    title: str
    icon: str
    shortcut: str = ""


class RailButton(QAbstractButton):
    """Picture over title; a bar in the accent colour marks the present room."""

    def __init__(self, look: Look, item: RailItem) -> None:
        super().__init__()
        self._look = look
        self._item = item
        self._count = 0
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(f"{item.title}（{item.shortcut}）" if item.shortcut else item.title)
        self.setAccessibleName(item.title)

    @property
    def count(self) -> int:
        return self._count

    def set_count(self, count: int) -> None:
        if count != self._count:
            self._count = count
            self.setAccessibleName(f"{self._item.title}，{count}项待办" if count else self._item.title)
            self.update()

    def sizeHint(self) -> QSize:
        px = self._look.theme.px
        return QSize(px(WIDTH_PX), px(BUTTON_PX))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._look.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        ink = "accent" if self.isChecked() else "muted"
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.fillRect(box, theme.colour("accent_soft" if self.isChecked() else "hover"))
        if self.isChecked():
            painter.fillRect(QRectF(0, 0, theme.px(3), box.height()), theme.colour("accent"))
        icon_px = theme.px(24)
        picture = self._look.pixmap(self._item.icon, icon_px, ink, self.devicePixelRatioF())
        painter.drawPixmap(round((box.width() - icon_px) / 2), theme.px(10), picture)
        painter.setFont(theme.font("body", bold=self.isChecked()))
        painter.setPen(theme.colour("accent" if self.isChecked() else "text"))
        title = QRectF(0, theme.px(36), box.width(), theme.px(22))
        painter.drawText(title, Qt.AlignmentFlag.AlignCenter, self._item.title)
        self._paint_count(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen = painter.pen()
            pen.setColor(theme.colour("accent"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRoundedRect(box.adjusted(4, 2, -2, -2), 4, 4)

    def _paint_count(self, painter: QPainter) -> None:
        if not self._count:
            return
        theme = self._look.theme
        text = str(self._count) if self._count <= MOST_SHOWN else f"{MOST_SHOWN}+"
        painter.setFont(theme.font("caption", bold=True))
        height = theme.px(18)
        width = max(height, painter.fontMetrics().horizontalAdvance(text) + theme.px(10))
        pill = QRectF(self.width() / 2 + theme.px(6), theme.px(4), width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("fault"))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(theme.colour("surface"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)


class Rail(QWidget):
    """The rooms from top to bottom; arrows walk, Enter or Space opens."""

    room_chosen = Signal(str)

    def __init__(self, look: Look, items: tuple[RailItem, ...]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._buttons = {item.key: RailButton(look, item) for item in items}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 1, 8)
        column.setSpacing(0)
        for key, button in self._buttons.items():
            self._group.addButton(button)
            button.clicked.connect(lambda _=False, key=key: self.room_chosen.emit(key))
            column.addWidget(button)
        column.addStretch()
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def button(self, key: str) -> RailButton:
        return self._buttons[key]

    def set_current(self, key: str) -> None:
        self._buttons[key].setChecked(True)

    def set_badges(self, counts: Mapping[str, int]) -> None:
        for key, button in self._buttons.items():
            button.set_count(counts.get(key, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, RailButton):
                focused.click()
                return
        super().keyPressEvent(event)

    def _on_look_changed(self) -> None:
        self.setFixedWidth(self._look.theme.px(WIDTH_PX))
        for button in self._buttons.values():
            button.updateGeometry()
            button.update()
