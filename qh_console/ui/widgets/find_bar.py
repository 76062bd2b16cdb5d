"""Searching a document: the words, how many times they stand there, the one before and the next."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtPdf import QPdfSearchModel
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from qh_console.ui.theme import Look

ICON_PX = 16


class FindBar(QWidget):
    """Hidden until it is opened. Enter goes on, Shift+Enter back, Esc closes."""

    found_changed = Signal(int)
    chosen = Signal(int)
    """Which of what was found the officer stands on; -1 for none."""
    closed = Signal()

    def __init__(self, look: Look, search: QPdfSearchModel) -> None:
        super().__init__()
        self._look, self._search = look, search
        self._at = -1
        self.words = QLineEdit()
        self.words.setPlaceholderText("在文中查找，回车到下一处")
        self.words.setAccessibleName("在文中查找")
        self.count = QLabel()
        self.count.setProperty("role", "caption")
        self._buttons: dict[str, QToolButton] = {}
        self._lay_out()
        self.words.textChanged.connect(self._on_words)
        search.countChanged.connect(self._on_count)
        look.changed.connect(self._draw)
        self._draw()
        self.hide()

    def open(self) -> None:
        self.show()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def close_bar(self) -> None:
        self.words.clear()
        self.hide()
        self.closed.emit()

    def step(self, by: int) -> None:
        count = self._found()
        if count:
            self._at = (self._at + by) % count if self._at >= 0 else 0 if by > 0 else count - 1
            self._say(count)
            self.chosen.emit(self._at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_bar()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.step(-1 if is_back else 1)
            case _:
                super().keyPressEvent(event)

    def _found(self) -> int:
        return self._search.rowCount(self._search.index(-1, -1))

    def _on_words(self, text: str) -> None:
        self._at = -1
        self.chosen.emit(-1)
        self._search.setSearchString(text)
        self._say(self._found())

    def _on_count(self) -> None:
        count = self._found()
        self._say(count)
        self.found_changed.emit(count)

    def _say(self, count: int) -> None:
        where = f"第{self._at + 1}处，" if 0 <= self._at < count else ""
        self.count.setText("" if not self.words.text() else f"{where}共{count}处" if count else "没有找到")
        for key in ("chevron-up", "chevron-down"):
            self._buttons[key].setEnabled(count > 0)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 4)
        row.setSpacing(4)
        row.addWidget(self.words, 1)
        row.addWidget(self.count)
        acts = (
            ("chevron-up", "上一处（Shift+回车）", lambda: self.step(-1)),
            ("chevron-down", "下一处（回车）", lambda: self.step(1)),
            ("cross", "收起查找（Esc）", self.close_bar),
        )
        for icon, tip, act in acts:
            button = QToolButton()
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.clicked.connect(act)
            self._buttons[icon] = button
            row.addWidget(button)
        self._say(0)

    def _draw(self) -> None:
        side = self._look.theme.px(ICON_PX)
        for icon, button in self._buttons.items():
            button.setIcon(self._look.icon(icon))
            button.setIconSize(QSize(side, side))
