"""The keys of the dissemination list as buttons, and how many dispatches stand where."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from qh_console.domain.dispatches import Said
from qh_console.ui.papers.report_line import said_word
from qh_console.ui.papers.sending_state import KEYS, DispatchRow
from qh_console.ui.theme import Look


class ReportKeys(QWidget):
    """Before a notice is released there is nothing to report, only whom it will go to."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.buttons = {said: QPushButton(f"{said_word(said)}　{KEYS[said]}") for said in Said}
        self.again = QPushButton("再发一次　R")
        self._summary = QLabel()
        self._summary.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.theme.px(8))
        for button in (*self.buttons.values(), self.again):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self._summary)

    @property
    def summary(self) -> str:
        return self._summary.text()

    def show_summary(self, text: str, is_queued: bool) -> None:
        self._summary.setText(text)
        for button in (*self.buttons.values(), self.again):
            button.setVisible(is_queued)

    def show_row(self, row: DispatchRow | None) -> None:
        for said, button in self.buttons.items():
            button.setEnabled(row is not None and said in row.lawful)
        self.again.setEnabled(row is not None and row.may_send_again)
