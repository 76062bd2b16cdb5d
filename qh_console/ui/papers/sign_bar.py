"""The password of the office's certificate, asked for once for the papers that are about to be signed; never kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton

from qh_console.ui.theme import Look


class SignBar(QFrame):
    """Hidden until it is asked for; Enter signs, Escape leaves."""

    confirmed = Signal(list, str)
    """Digests of the papers, and the password."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._papers: tuple[str, ...] = ()
        self.setProperty("role", "card")
        self.what = QLabel()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText("证书口令")
        self.password.setAccessibleName("证书口令")
        self.password.setMaximumWidth(look.theme.px(240))
        self.go = QPushButton("签名导出…")
        self.go.setProperty("role", "primary")
        self._close = QPushButton("收起")
        self._close.setProperty("role", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(12)
        for part in (self.what, self.password, self.go):
            row.addWidget(part)
        row.addStretch()
        row.addWidget(self._close)
        self.password.textChanged.connect(lambda text: self.go.setEnabled(bool(text)))
        self.password.returnPressed.connect(self._on_go)
        self.go.clicked.connect(self._on_go)
        self._close.clicked.connect(self.leave)
        self.leave()

    def open(self, papers: Sequence[str]) -> None:
        self._papers = tuple(papers)
        self.what.setText(f"用本单位证书签名{len(self._papers)}份文书，存档件不变")
        self.go.setEnabled(False)
        self.show()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        self.password.clear()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _on_go(self) -> None:
        if self.go.isEnabled():
            self.confirmed.emit(list(self._papers), self.password.text())
