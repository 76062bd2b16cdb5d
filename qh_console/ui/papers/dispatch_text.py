"""What one dispatch says, to be read out, faxed or pasted, and everything that became of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout

from qh_console.services.dissemination import DispatchText
from qh_console.ui.papers.sending_state import DispatchRow
from qh_console.ui.theme import Look
from qh_console.ui.widgets.icon_button import IconButton

CHANGED = "本程序的措辞在排发之后改过，下面不是当时的原文"


class DispatchTextCard(QFrame):
    copied = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.title, self.caption, self.warning, self.history = QLabel(), QLabel(), QLabel(), QLabel()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("这一渠道的文本")
        self.copy = IconButton(look, "copy", "复制")
        self.copy.clicked.connect(self.copy_text)
        px = look.theme.px
        self.title.setProperty("role", "lead")
        self.title.setWordWrap(True)
        self.caption.setProperty("role", "caption")
        self.caption.setWordWrap(True)
        self.warning.setProperty("role", "warn")
        self.warning.setWordWrap(True)
        self.warning.hide()
        self.history.setProperty("role", "muted")
        self.history.setWordWrap(True)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.setSpacing(px(8))
        for part in (self.title, self.caption, self.warning):
            column.addWidget(part)
        column.addWidget(self.text, 1)
        column.addLayout(foot)
        column.addWidget(self.history)
        self.setMinimumWidth(px(300))

    def show_row(self, row: DispatchRow | None) -> None:
        self.title.setText(f"{row.channel}　{row.name}" if row else "")
        address = row.address or "没有登记号码，须人工查找" if row else "选一行，这里显示要发的文本"
        self.caption.setText(f"{row.carrier}　{address}" if row else address)
        self.history.setText("\n".join(row.history) if row else "")
        self.copy.setEnabled(row is not None)
        if row is None:
            self.show_text(None)

    def show_text(self, found: DispatchText | None) -> None:
        text = found.text if found else ""
        if self.text.toPlainText() != text:
            self.text.setPlainText(text)
        self.warning.setText(CHANGED if found and not found.is_as_released else "")
        self.warning.setVisible(bool(self.warning.text()))

    def copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copied.emit()
