"""Is this paper ours? A code off the page, typed or scanned, or the file itself, held against the record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton

from qh_console.domain.acts import Entry
from qh_console.problems import BadInput, KnownProblem
from qh_console.services.paper_checks import PaperCheck
from qh_console.services.verifying import check_code
from qh_console.ui.desk import Desk
from qh_console.ui.theme import Look
from qh_console.ui.widgets.icon_button import IconButton


class VerifyBar(QFrame):
    """A scanner types and ends with Enter, so the line does both. Hidden until it is asked for."""

    found = Signal(str)
    """Digest of a paper on file that the code or the file belongs to."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("role", "card")
        self.code = QLineEdit()
        self.code.setPlaceholderText("扫入或输入页脚的校验码、位置与摘要，按回车")
        self.code.setMinimumWidth(look.theme.px(320))
        self.code.setAccessibleName("校验码")
        self.verdict = QLabel()
        self.verdict.setWordWrap(True)
        self.verdict.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._file = IconButton(look, "papers", "选文件…")
        self._close = QPushButton("收起")
        self._close.setProperty("role", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(QLabel("核对真伪"))
        row.addWidget(self.code)
        row.addWidget(self._file)
        row.addWidget(self.verdict, 1)
        row.addWidget(self._close)
        self.code.returnPressed.connect(self._on_code)
        self._file.clicked.connect(self._on_file)
        self._close.clicked.connect(self.hide)
        self.hide()

    def open(self) -> None:
        self.show()
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        self.code.selectAll()

    def check_files(self, files: Sequence[Path]) -> None:
        """Byte for byte against the archive, on the documents' runner."""
        self._say("正在核对", "")
        self._desk.runners["documents"].run(
            lambda job: self._desk.paperwork.check(files), self._on_checked, self._on_failed
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _on_code(self) -> None:
        code = self.code.text()
        self._say("正在核对", "")
        self._desk.read_entries(lambda entries: self._on_entries(code, entries))

    def _on_entries(self, code: str, entries: Sequence[Entry]) -> None:
        check = check_code(code, self._desk.board, entries)
        self._say(check.message, "ok" if check.on_record else "fault")
        if check.papers:
            self.found.emit(check.papers[0])

    def _on_file(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "核对哪些文件", "", "文书 (*.pdf *.docx *.xml)")
        if names:
            self.check_files([Path(name) for name in names])

    def _on_checked(self, checks: Sequence[PaperCheck]) -> None:
        is_sound = all(check.on_record for check in checks)
        self._say("；".join(check.message for check in checks), "ok" if is_sound else "fault")
        known = next((check.sha256 for check in checks if check.on_record), "")
        if known:
            self.found.emit(known)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, KnownProblem | BadInput):
            raise error
        self._say(str(error), "fault")

    def _say(self, text: str, tone: str) -> None:
        self.verdict.setText(text)
        self.verdict.setProperty("role", tone)
        self.verdict.style().unpolish(self.verdict)
        self.verdict.style().polish(self.verdict)
