"""The last question before a notice leaves: place, level and text once more, and the officer's password."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from qh_console.domain.verdicts import Reason
from qh_console.ui.theme import Look
from qh_console.ui.widgets.fact_grid import FactGrid, FactLine
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
    """The only modal dialog of the console. It stays until the record has the act, or the officer goes back."""

    confirmed = Signal(str)

    def __init__(self, look: Look, view: ReleaseView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
        column.addWidget(_text(f"发布人：{view.officer}。请输入本人口令签字", "muted"))
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName("本人口令")
        self.password.setPlaceholderText("本人口令")
        column.addWidget(self.password)
        self.error = _text("", "error")
        self.error.hide()
        column.addWidget(self.error)
        column.addLayout(self._buttons(view))
        self.password.textChanged.connect(lambda text: self.go.setEnabled(bool(text)))
        self.password.returnPressed.connect(self._on_go)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_reasons(self, reasons: Sequence[Reason]) -> None:
        """Why it did not go out; the dialog stays."""
        self.error.setText("；".join(map(str, reasons)))
        self.error.show()
        self.go.setEnabled(True)
        self.password.selectAll()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

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


def _text(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", role)
    label.setWordWrap(role != "title" or len(text) > 16)
    return label
