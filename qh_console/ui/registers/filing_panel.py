"""One filing as it stands: what the notice says, what it lacks, and the office's check of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from qh_console.domain.verdicts import Reason
from qh_console.ui.registers.filings_state import FilingRow
from qh_console.ui.theme import Look
from qh_console.ui.widgets.field_list import FieldLine, FieldList


class FilingPanel(QWidget):
    checked = Signal(bool, str)
    """Accepted or sent back, and the remark."""
    next_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._row: FilingRow | None = None
        self.title, self.caption, self.lacks, self._error = QLabel(), QLabel(), QLabel(), QLabel()
        self.fields = FieldList(look)
        self.remark = QLineEdit()
        self.remark.setPlaceholderText("核对意见：缺什么、为什么准予")
        self.remark.setAccessibleName("核对意见")
        self.accept, self.send_back = QPushButton("准予备案"), QPushButton("退回补正")
        self.next = QPushButton("登记后续通知")
        self.print = QPushButton("打印备案表")
        self.accept.clicked.connect(lambda: self.checked.emit(True, self.remark.text()))
        self.send_back.clicked.connect(lambda: self.checked.emit(False, self.remark.text()))
        self.remark.returnPressed.connect(lambda: self.checked.emit(True, self.remark.text()))
        self.next.clicked.connect(self.next_wanted)
        self.print.clicked.connect(self.print_wanted)
        self._lay_out(look)

    @property
    def error(self) -> str:
        return self._error.text()

    def show_row(self, row: FilingRow | None) -> None:
        if row == self._row:
            return
        if row is None or self._row is None or row.key != self._row.key:
            self.remark.clear()
        self._row = row
        self.refuse(())
        self.title.setText(f"{row.place}　{row.change}" if row else "")
        self.caption.setText(f"{row.number}　{row.span}" if row else "选一份备案，这里显示它的内容和核对结果")
        self.lacks.setText("通知缺项：" + "；".join(row.faults) if row and row.faults else "")
        self.lacks.setVisible(bool(row and row.faults))
        self.fields.show_lines([FieldLine(*detail) for detail in row.details] if row else [])
        waits = row is not None and row.waits
        for part in (self.remark, self.accept, self.send_back):
            part.setVisible(waits)
        self.print.setVisible(row is not None)
        self.next.setVisible(row is not None and (row.stands or row.state == "退回补正"))
        self.next.setText("登记补正件" if row and row.state == "退回补正" else "登记后续通知")

    def ask(self) -> None:
        if not self.remark.isHidden():
            self.remark.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, reasons: Sequence[Reason]) -> None:
        self._error.setText("；".join(str(reason) for reason in reasons))
        self._error.setVisible(bool(reasons))

    def _lay_out(self, look: Look) -> None:
        px = look.theme.px
        self.title.setProperty("role", "lead")
        self.caption.setProperty("role", "caption")
        self.caption.setWordWrap(True)
        self.lacks.setProperty("role", "warn")
        self.lacks.setWordWrap(True)
        self._error.setProperty("role", "error")
        self._error.setWordWrap(True)
        self.accept.setProperty("role", "primary")
        buttons = QHBoxLayout()
        buttons.setSpacing(px(8))
        above = QHBoxLayout()
        above.setSpacing(px(8))
        above.addWidget(self.next)
        above.addWidget(self.print)
        above.addStretch()
        buttons.addStretch()
        buttons.addWidget(self.send_back)
        buttons.addWidget(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(12), px(12))
        column.setSpacing(px(8))
        for part in (self.title, self.caption, self.lacks):
            column.addWidget(part)
        column.addWidget(self.fields, 1)
        column.addLayout(above)
        column.addWidget(self.remark)
        column.addWidget(self._error)
        column.addLayout(buttons)
