"""One line to end a shift: what the next officer must know."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton

from qh_console.domain.verdicts import Reason
from qh_console.ui.theme import Look
from qh_console.ui.widgets.icon_button import IconButton


class HandOver(QFrame):
    """Hidden until it is asked for; Escape puts it away."""

    sent = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.note = QLineEdit()
        self.note.setPlaceholderText("留给接班人的话：未回复的单位、待补签、数据异常")
        self.note.setAccessibleName("交班备注")
        self._error = QLabel()
        self._error.setProperty("role", "error")
        self._send = IconButton(look, "hand-over", "交班")
        close = QPushButton("收起")
        close.setProperty("role", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(QLabel("交班"))
        row.addWidget(self.note, 1)
        row.addWidget(self._error)
        row.addWidget(self._send)
        row.addWidget(close)
        self._send.clicked.connect(self._on_send)
        self.note.returnPressed.connect(self._on_send)
        close.clicked.connect(self.hide)
        self.hide()

    @property
    def error(self) -> str:
        return self._error.text()

    def ask(self) -> None:
        self.note.setText("")
        self.refuse(())
        self.show()
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, reasons: Sequence[Reason]) -> None:
        self._error.setText("；".join(str(reason) for reason in reasons))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _on_send(self) -> None:
        self.sent.emit(self.note.text().strip())
