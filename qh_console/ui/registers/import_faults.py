"""What is wrong with a list, cell by cell, and the word that lets its good part in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from qh_console.problems import Fault
from qh_console.ui.theme import Look

MOST_FAULTS = 200
LINES = 4


class ImportFaults(QFrame):
    """Hidden while there is nothing wrong; the faults can be copied and sent back to whoever made the list."""

    confirmed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._title = QLabel()
        self.faults = QPlainTextEdit()
        self.faults.setReadOnly(True)
        self.faults.setTabChangesFocus(True)
        self.faults.setAccessibleName("名单中的错误")
        self.faults.setFixedHeight(look.theme.px(24 * LINES))
        self.take = QPushButton("先收下没有错的行")
        self.close_button = QPushButton("收起")
        self.close_button.setProperty("role", "quiet")
        row = QHBoxLayout()
        row.addWidget(self._title)
        row.addStretch()
        row.addWidget(self.take)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 8, 12)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.faults)
        self.take.clicked.connect(self.confirmed)
        self.close_button.clicked.connect(self.hide)
        self.hide()

    def show_faults(self, faults: Sequence[Fault], waiting: str) -> None:
        """`waiting`: the file whose good part waits for a word; empty where it is already in."""
        self._title.setText(f"{waiting}有{len(faults)}处错误，还没有导入" if waiting else f"有{len(faults)}处没有收下")
        self.faults.setPlainText("\n".join(str(fault) for fault in faults[:MOST_FAULTS]))
        self.take.setVisible(bool(waiting))
        self.setVisible(bool(faults))
