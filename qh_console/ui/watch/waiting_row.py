"""What waits for an officer, as buttons in one row: the gravest first, and only as many as the row has room for."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QPushButton, QSizePolicy, QWidget

from qh_console.ui.theme import Look
from qh_console.ui.watch.state import WaitingLine
from qh_console.ui.widgets.level_badge import LevelShape

NOTHING = "没有等待处理的事项"


class WaitingRow(QWidget):
    """Each button leads to the room where its thing is done; what has no room is counted, and named at the pointer."""

    chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._shown: tuple[WaitingLine, ...] = ()
        self.buttons: list[QPushButton] = []
        self.more = QLabel()
        self.more.setProperty("role", "muted")
        look.changed.connect(self._rebuild)
        self._rebuild()

    def show_lines(self, lines: tuple[WaitingLine, ...]) -> None:
        if lines != self._shown:
            self._shown = lines
            self._rebuild()

    def sizeHint(self) -> QSize:
        return QSize(0, self._look.theme.px(36))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _rebuild(self) -> None:
        self._row.setSpacing(self._look.theme.px(8))
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None and old is not self.more:
                old.hide()
                old.deleteLater()
        self.buttons = [self._button(line) for line in self._shown]
        for part in (*self.buttons, self.more):
            self._row.addWidget(part)
        self._row.addStretch()
        self._fit()

    def _fit(self) -> None:
        """The first button always stands; each further one where it and the count of the rest still fit."""
        gap = self._row.spacing()
        rest = self.more.fontMetrics().horizontalAdvance("另有99项") + gap
        used, shown = 0, 0
        for button in self.buttons:
            used += button.minimumWidth() + gap
            is_last = shown == len(self.buttons) - 1
            if shown and used + (0 if is_last else rest) > self.width():
                break
            shown += 1
        for k, button in enumerate(self.buttons):
            button.setVisible(k < shown)
        hidden = self._shown[shown:]
        self.more.setText(f"另有{len(hidden)}项" if hidden else "" if self._shown else NOTHING)
        self.more.setToolTip("\n".join(line.text for line in hidden))
        self.more.setVisible(bool(self.more.text()))

    def _button(self, line: WaitingLine) -> QPushButton:
        button = QPushButton()
        button.setAccessibleName(line.text)
        px = self._look.theme.px
        row = QHBoxLayout(button)
        row.setContentsMargins(px(8), 0, px(12), 0)
        row.setSpacing(px(8))
        words = QLabel(line.text)
        words.ensurePolished()
        parts: list[QWidget] = [words]
        if line.level is not None:
            parts.insert(0, LevelShape(self._look, line.level))
        for part in parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part)
        button.setMinimumSize(row.sizeHint().width() + px(4), px(34))
        button.clicked.connect(lambda: self.chosen.emit(line))
        return button
