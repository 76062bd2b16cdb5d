"""The last question before a notice leaves: place, level and text once more, and the officer's password."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qh_console.domain.verdicts import Reason
from qh_console.ui.theme import Look
from qh_console.ui.widgets.fact_grid import FactGrid, FactLine
from qh_console.ui.widgets.field_form import Choice
from qh_console.ui.widgets.level_badge import LevelBadge, LevelView

WIDTH_PX = 600


@dataclass(frozen=True)
class ReleaseView:
    """What is about to leave. `drill` is the drill's title, empty in earnest."""

    act: str
    where: str
    level: LevelView | None
    lines: tuple[FactLine, ...]
    officer: str
    drill: str = ""

    @property
    def question(self) -> str:
        if self.drill:
            return f"演练：确认{self.act}？不会发送到任何单位"
        return f"确认{self.act}？一经确认即生效，并交办各单位"

    @property
    def button(self) -> str:
        return f"演练{self.act}" if self.drill else f"确认{self.act}"


class ConfirmRelease(QDialog):
    """The only modal dialog of the console. It stays until the record has the act, or the officer goes back.

    `beside`: who may approve on the spot, the likeliest first; none where the approval is already given.
    """

    confirmed = Signal(str)
    """The officer's own password."""

    def __init__(
        self, look: Look, view: ReleaseView, parent: QWidget | None = None, beside: Sequence[Choice] = ()
    ) -> None:
        super().__init__(parent)
        self.is_on_the_spot = bool(beside)
        self.setWindowTitle("演练：最后确认" if view.drill else "最后确认")
        self.setModal(True)
        self.setFixedWidth(look.theme.px(WIDTH_PX))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(_text(view.question, "title"))
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(_text(view.where, "title"))
        if view.level is not None:
            head.addWidget(LevelBadge(look, view.level, "figure"))
        head.addStretch()
        column.addLayout(head)
        line = QFrame()
        line.setProperty("role", "line")
        column.addWidget(line)
        facts = FactGrid()
        facts.show_lines(view.lines)
        column.addWidget(facts)
        who = f"提请、发布：{view.officer}；批准：另一人。各输本人口令签字"
        column.addWidget(_text(who if beside else f"发布人：{view.officer}。请输入本人口令签字", "muted"))
        self.password, self.approver_password = _secret("本人口令"), _secret("批准人口令")
        self._approvers = QComboBox()
        self._approvers.setAccessibleName("批准人")
        for choice in beside:
            self._approvers.addItem(choice.text, choice.key)
        column.addWidget(self.password)
        if beside:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(self._approvers)
            row.addWidget(self.approver_password, 1)
            column.addLayout(row)
            self.setTabOrder(self.password, self.approver_password)
            self.setTabOrder(self.approver_password, self._approvers)
        self.error = _text("", "error")
        self.error.hide()
        column.addWidget(self.error)
        column.addLayout(self._buttons(view))
        for word in (self.password, self.approver_password):
            word.textChanged.connect(lambda _: self.go.setEnabled(self._is_signed()))
            word.returnPressed.connect(self._on_go)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def approver(self) -> str:
        return str(self._approvers.currentData() or "")

    def show_reasons(self, reasons: Sequence[Reason], of_approver: bool = False) -> None:
        """Why it did not go out; the dialog stays, at the signature that was refused."""
        self.error.setText("；".join(map(str, reasons)))
        self.error.show()
        self.go.setEnabled(True)
        line = self.approver_password if of_approver else self.password
        line.selectAll()
        line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_signed(self) -> bool:
        return bool(self.password.text() and (self.approver_password.text() or not self.is_on_the_spot))

    def _buttons(self, view: ReleaseView) -> QHBoxLayout:
        back = QPushButton("返回检查")
        back.setAutoDefault(False)
        back.clicked.connect(self.reject)
        self.go = QPushButton(view.button)
        self.go.setProperty("role", "primary")
        self.go.setEnabled(False)
        self.go.setAutoDefault(False)
        self.go.clicked.connect(self._on_go)
        row = QHBoxLayout()
        row.addWidget(back)
        row.addStretch()
        row.addWidget(self.go)
        return row

    def _on_go(self) -> None:
        if self.go.isEnabled():
            self.go.setEnabled(False)
            self.confirmed.emit(self.password.text())
        elif self.is_on_the_spot and self.password.text():
            self.approver_password.setFocus(Qt.FocusReason.TabFocusReason)


def _secret(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setAccessibleName(name)
    line.setPlaceholderText(name)
    return line


def _text(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setWordWrap(role != "title" or len(text) > 16)
    return label
