"""When the fault is ours: one message that does not block, says the record is safe and where the log lies."""

from __future__ import annotations

import traceback
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from qh_console.ui.theme import Look


def crash_text(error: BaseException, log_file: Path) -> str:
    """What the copy button gives to whoever mends the program."""
    trace = "".join(traceback.format_exception(error))
    return f"程序出错\n日志：{log_file}\n\n{trace}"


class CrashMessage(QDialog):
    """Not modal: the console goes on working behind it. Further faults add to the open one."""

    def __init__(self, look: Look, log_file: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._log_file = log_file
        self._count = 0
        self._text = ""
        self.setWindowTitle("程序出错")
        self.setModal(False)
        self.setMinimumWidth(560)
        picture = QLabel()
        picture.setPixmap(look.pixmap("fault", look.theme.px(32), "fault", self.devicePixelRatioF()))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._title = QLabel()
        self._title.setProperty("role", "lead")
        said = QLabel("这是程序的错，不是您的操作。记录完好：已确认的操作都已写入，可以继续工作。")
        said.setWordWrap(True)
        log = QLabel(f"日志：{log_file}")
        log.setProperty("role", "caption")
        log.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._details.setMinimumHeight(160)
        self._copy = QPushButton(look.icon("copy"), "复制详情")
        self._copy.clicked.connect(self.copy_details)
        close = QPushButton("继续工作")
        close.setProperty("role", "primary")
        close.setDefault(True)
        close.clicked.connect(self.hide)
        words = QVBoxLayout()
        words.setSpacing(8)
        for part in (self._title, said, log, self._details):
            words.addWidget(part)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self._copy)
        buttons.addWidget(close)
        words.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 24, 24, 16)
        row.setSpacing(16)
        row.addWidget(picture)
        row.addLayout(words, 1)

    @property
    def count(self) -> int:
        return self._count

    def tell(self, error: BaseException) -> None:
        self._count += 1
        self._title.setText("程序出错" if self._count == 1 else f"程序出错{self._count}次，下面是最近一次")
        self._text = crash_text(error, self._log_file)
        self._details.setPlainText(self._text)
        self.show()
        self.raise_()

    def copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self._copy.setText("已复制")
