"""One line about a job that runs elsewhere: how far it is, a way to stop it, and how it ended."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton

from qh_console.ui.theme import Look


class JobLine(QFrame):
    """Hidden until something is said; `tone` of an ending is ok, warn, fault or nothing."""

    cancelled = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._text = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(look.theme.px(8))
        self._bar.setMaximumWidth(look.theme.px(240))
        self._cancel = QPushButton("取消")
        self._cancel.setProperty("role", "quiet")
        self._cancel.clicked.connect(self.cancelled)
        self._close = QPushButton("收起")
        self._close.setProperty("role", "quiet")
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 4, 0)
        row.setSpacing(12)
        row.addWidget(self._text)
        row.addWidget(self._bar)
        row.addStretch()
        row.addWidget(self._cancel)
        row.addWidget(self._close)
        self.setProperty("role", "card")
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    @property
    def is_running(self) -> bool:
        return not self.isHidden() and not self._bar.isHidden()

    def show_progress(self, text: str, done: int, total: int, can_cancel: bool = True) -> None:
        """A total of 0 means that nobody knows how long it takes."""
        self._say(text, "")
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.show()
        self._cancel.setVisible(can_cancel)
        self._close.hide()
        self.show()

    def end(self, text: str, tone: str = "") -> None:
        self._say(text, tone)
        self._bar.hide()
        self._cancel.hide()
        self._close.show()
        self.show()

    def cancel(self) -> None:
        self._cancel.click()

    def _say(self, text: str, tone: str) -> None:
        self._text.setText(text)
        if self._text.property("role") != tone:
            self._text.setProperty("role", tone)
            self._text.style().unpolish(self._text)
            self._text.style().polish(self._text)
