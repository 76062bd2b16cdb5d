"""The register of numbers: what was given out, what is missing, and the one act there is: voiding the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from qh_console.domain.office_commands import VoidNumber
from qh_console.domain.verdicts import Reason
from qh_console.services.office import Changed
from qh_console.ui.desk import Desk
from qh_console.ui.drafts import keep_line
from qh_console.ui.registers.numbers_state import NumberRow, NumbersState, derive_numbers
from qh_console.ui.theme import Look
from qh_console.ui.widgets.empty_state import EmptyState
from qh_console.ui.widgets.icon_button import IconButton
from qh_console.ui.widgets.table import Column
from qh_console.ui.widgets.table_view import Table

VOIDS = "registers/void/"
COLUMNS: tuple[Column[NumberRow], ...] = (
    Column("文号", lambda row: row.number, sort_key=lambda row: row.order, width_px=260, is_bold=True),
    Column("状态", lambda row: row.state, tone=lambda row: row.tone, width_px=64),
    Column("用于", lambda row: row.use, width_px=112),
    Column("事由", lambda row: row.subject, tip=lambda row: row.subject, width_px=-1),
    Column("时间", lambda row: row.when, width_px=104),
    Column("经办", lambda row: row.by, width_px=84),
    Column("席位", lambda row: row.desk, tone=lambda row: "muted", width_px=96),
)


class VoidBar(QFrame):
    """Why the next number is spoilt, with the officer's password: it is a signature. Escape puts it away."""

    closed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.number, self._error = QLabel(), QLabel()
        self._error.setProperty("role", "error")
        self.reason, self.password = QLineEdit(), QLineEdit()
        self.reason.setPlaceholderText("作废原因：纸面写错、印坏")
        self.reason.setAccessibleName("作废原因")
        self.password.setPlaceholderText("本人口令")
        self.password.setAccessibleName("本人口令")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setFixedWidth(look.theme.px(140))
        self.go = QPushButton("作废这个文号")
        self.go.setProperty("role", "grave")
        close = QPushButton("收起")
        close.setProperty("role", "quiet")
        close.clicked.connect(self.put_away)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(self.number)
        row.addWidget(self.reason, 1)
        row.addWidget(self.password)
        row.addWidget(self._error)
        row.addWidget(self.go)
        row.addWidget(close)
        self.hide()

    @property
    def error(self) -> str:
        return self._error.text()

    def ask(self, number: str) -> None:
        self.number.setText(f"作废{number}")
        self.reason.clear()
        self.refuse(())
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, reasons: Sequence[Reason]) -> None:
        self.password.clear()
        self._error.setText("；".join(str(reason) for reason in reasons))

    def put_away(self) -> None:
        self.password.clear()
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)


class NumbersPage(QWidget):
    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look, self._desk = look, desk
        self._shown: NumbersState | None = None
        self.table: Table[NumberRow] = Table(look, COLUMNS, lambda row: (row.number, row.use, row.subject))
        self.table.setAccessibleName("文号")
        self.void_bar = VoidBar(look)
        self._kept = keep_line(desk, self.void_bar.reason, self)
        self.void = IconButton(look, "cross", "作废下一个文号")
        self.next, self.range, self.odd = QLabel(), QLabel(), QLabel()
        self._middle = QStackedWidget()
        self._lay_out()
        self.void.clicked.connect(self.ask)
        self.void_bar.go.clicked.connect(self._on_void)
        self.void_bar.closed.connect(self._kept.drop)
        for line in (self.void_bar.reason, self.void_bar.password):
            line.returnPressed.connect(self._on_void)
        self.first = self.table

    def refresh(self, now: datetime) -> None:
        self.show_state(derive_numbers(self._desk.board, self._desk.pack, self._desk.places, now))

    def show_state(self, state: NumbersState) -> None:
        if state == self._shown:
            return
        self._shown = state
        self.next.setText(f"下一个：{state.next_number}" if state.next_number else "本席位今年的文号段已用完")
        self.next.setToolTip("\n".join(f"市州下一个：{number}" for number in state.next_of_cities))
        self.range.setText(f"本席位号段：{state.range_words}")
        self.odd.setText(state.odd)
        self.odd.setVisible(bool(state.odd))
        self.void.setEnabled(bool(state.next_number))
        self.table.show_rows(state.rows)
        self._middle.setCurrentIndex(0 if state.rows else 1)

    def ask(self) -> None:
        if self._shown is not None and self._shown.next_number:
            self.void_bar.ask(self._shown.next_number)
            self._kept.open(f"{VOIDS}{self._shown.next_number}")

    def reopen(self, draft: str) -> None:
        """The reason that was being written, while the number it is about is still to come."""
        if self._shown is not None and draft == f"{VOIDS}{self._shown.next_number}":
            self.ask()

    def _on_void(self) -> None:
        if self._shown is None:
            return
        bar = self.void_bar
        self._desk.submit(
            VoidNumber(self._desk.by, self._shown.next_number, bar.reason.text().strip()),
            bar.password.text(),
            done=self._on_voided,
            refused=lambda refused: bar.refuse(refused.reasons),
        )

    def _on_voided(self, _: Changed) -> None:
        self.void_bar.put_away()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        px = self._look.theme.px
        self.next.setProperty("role", "lead")
        self.range.setProperty("role", "muted")
        self.odd.setProperty("role", "fault")
        self.odd.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(px(16))
        head.addWidget(self.next)
        head.addWidget(self.range)
        head.addStretch()
        head.addWidget(self.void)
        self._middle.addWidget(self.table)
        text = "文号在发布时自动取下一个；纸面写坏的，在这里作废并写明原因"
        self._middle.addWidget(EmptyState(self._look, "stamp", "今年还没有用过文号", text))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addLayout(head)
        column.addWidget(self.odd)
        column.addWidget(self.void_bar)
        column.addWidget(self._middle, 1)
