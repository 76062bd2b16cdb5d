"""One line that asks for a reason before something is done; it stays as typed while lists around it are made anew."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton

from qh_console.domain.verdicts import Reason
from qh_console.ui.theme import Look


class ReasonLine(QFrame):
    """Hidden until it is asked for; Enter sends, Escape puts it away."""

    sent = Signal(str, str)
    """Key of what is asked about, and the reason."""
    asked = Signal(str)
    closed = Signal()
    """Sent and done with, or put away."""

    def __init__(self, look: Look, hint: str, act: str) -> None:
        super().__init__()
        self._look = look
        self.key = ""
        self.setProperty("role", "card")
        self._what, self._error = QLabel(), QLabel()
        self._error.setProperty("role", "error")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(hint)
        self.reason.setAccessibleName(hint)
        self.send = QPushButton(act)
        self.send.setProperty("role", "primary")
        close = QPushButton("收起")
        close.setProperty("role", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(self._what)
        row.addWidget(self.reason, 1)
        row.addWidget(self._error)
        row.addWidget(self.send)
        row.addWidget(close)
        self.reason.returnPressed.connect(self._on_send)
        self.send.clicked.connect(self._on_send)
        close.clicked.connect(self.put_away)
        self.hide()

    @property
    def error(self) -> str:
        return self._error.text()

    def ask(self, key: str, what: str) -> None:
        """What was typed for the same key stays."""
        if key != self.key:
            self.reason.clear()
        self.key = key
        self._what.setText(what)
        self.refuse(())
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.asked.emit(key)

    def refuse(self, reasons: Sequence[Reason]) -> None:
        self._error.setText("；".join(str(reason) for reason in reasons))

    def put_away(self) -> None:
        self.key = ""
        self.reason.clear()
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def _on_send(self) -> None:
        self.sent.emit(self.key, self.reason.text().strip())
