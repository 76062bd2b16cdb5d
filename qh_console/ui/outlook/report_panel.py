"""The report-up message beside the consultation: its nine fields, each ticked or a way to what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qh_console.ui.outlook.report_check import ReportLine
from qh_console.ui.theme import Look


class ReportPanel(QFrame):
    """Plan 3.2: nothing leaves while a field is missing, and none is dropped in silence."""

    field_wanted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._lines: tuple[ReportLine, ...] = ()
        self._parts: list[QWidget] = []
        self.buttons: dict[str, QPushButton] = {}
        self.setProperty("role", "card")
        title = QLabel("上报内容（3.2）")
        title.setProperty("role", "lead")
        self.summary = QLabel()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(self.summary)
        column.addLayout(self._grid)
        column.addStretch()

    def show_lines(self, lines: Sequence[ReportLine]) -> None:
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        missing = sum(not line.is_good for line in lines)
        self.summary.setText(f"还缺{missing}项，点一下直达" if missing else "九项齐全，记入会商后可出上报件")
        self.summary.setProperty("role", "warn" if missing else "ok")
        self.summary.style().unpolish(self.summary)
        self.summary.style().polish(self.summary)
        for part in self._parts:
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts, self.buttons = [], {}
        for row, line in enumerate(self._lines):
            self._add(row, line)

    def _add(self, row: int, line: ReportLine) -> None:
        icon = self._look.icon("check" if line.is_good else "warn", "ok" if line.is_good else "warn")
        button = QPushButton(icon, line.label)
        button.setProperty("role", "quiet")
        button.setAccessibleName(f"{line.label}：{'已有' if line.is_good else '缺'}")
        button.clicked.connect(lambda: self.field_wanted.emit(line.field))
        text = QLabel(line.text or "没有填写")
        text.setWordWrap(True)
        text.setProperty("role", "" if line.is_good else "warn")
        text.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(button, row, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(text, row, 1)
        self._parts += [button, text]
        self.buttons[line.label] = button
