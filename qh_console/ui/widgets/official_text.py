"""The plan's own words, folded away under one small button until somebody wants to read them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget


class OfficialText(QWidget):
    """Hidden where there is no text; what is open stays open from clause to clause."""

    def __init__(self) -> None:
        super().__init__()
        self.button = QPushButton("看预案原文")
        self.button.setProperty("role", "quiet")
        self.button.setCheckable(True)
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setAccessibleName("预案原文")
        self.text.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.text)
        self.button.toggled.connect(self._on_toggled)
        self.hide()

    def show_text(self, text: str) -> None:
        self.text.setText(text)
        self.setVisible(bool(text))

    def _on_toggled(self, is_open: bool) -> None:
        self.text.setVisible(is_open)
        self.button.setText("收起原文" if is_open else "看预案原文")
