"""The archived bytes of one paper on the screen, and what the record knows of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from qh_console.problems import KnownProblem
from qh_console.ui.desk import Desk
from qh_console.ui.jobs import Job
from qh_console.ui.papers.state import PaperRow
from qh_console.ui.theme import Look
from qh_console.ui.widgets.pdf_view import PdfView

LEAST_PX = 300


class Preview(QFrame):
    """Loads on the documents' runner; a paper chosen meanwhile wins over the one before it."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look, self._desk = look, desk
        self._sha256 = ""
        self._job: Job | None = None
        self.setProperty("role", "card")
        self.title, self.caption, self.problem = QLabel(), QLabel(), QLabel()
        self.view = PdfView(look, "没有选中文书", "在左边选一份，这里显示原件", has_strip=True)
        self._lay_out()
        look.changed.connect(self._fit)
        self._fit()

    @property
    def sha256(self) -> str:
        """Of the paper that is shown or being loaded."""
        return self._sha256

    def show_row(self, row: PaperRow | None) -> None:
        """What the record knows at once; the pages as soon as they are read."""
        self._say(row)
        if row is None:
            self._sha256 = ""
            self.view.show_pdf(None)
        elif row.sha256 != self._sha256:
            self._load(row.sha256)

    def _load(self, sha256: str) -> None:
        if self._job is not None:
            self._job.cancel()
        self._sha256 = sha256
        self.problem.hide()
        self._job = self._desk.runners["documents"].run(
            lambda job: self._desk.paperwork.pdf(sha256), self._on_read, self._on_failed
        )

    def _on_read(self, content: bytes) -> None:
        self.view.show_pdf(content, self._sha256)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, KnownProblem):
            raise error
        self.view.show_pdf(None)
        self.problem.setText(f"{error.what}。{error.what_to_do}")
        self.problem.show()

    def _say(self, row: PaperRow | None) -> None:
        if row is None:
            self.title.setText("")
            self.caption.setText("")
            return
        used = f"打印{row.prints}份，导出{row.exports}次" if row.prints or row.exports else "尚未打印、导出"
        self.title.setText(row.title)
        self.title.setToolTip(row.title)
        self.caption.setText(
            f"{row.number}　{row.alert}　{row.pages}页　{used}\n位置{row.position}　摘要{row.sha256[:16]}　经办{row.by}"
            + (f"\n发送：{row.sent_words}" if row.sent_words else "")
        )
        self.caption.setToolTip(f"文件摘要 {row.sha256}")

    def _lay_out(self) -> None:
        px = self._look.theme.px
        self.title.setProperty("role", "lead")
        self.title.setMinimumWidth(0)
        self.title.setWordWrap(True)
        self.caption.setProperty("role", "caption")
        self.caption.setWordWrap(True)
        self.caption.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.problem.setProperty("role", "fault")
        self.problem.setWordWrap(True)
        self.problem.hide()
        head = QVBoxLayout()
        head.setContentsMargins(px(12), px(8), px(12), 0)
        head.setSpacing(px(4))
        for label in (self.title, self.caption, self.problem):
            head.addWidget(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(1), px(1), px(1), px(1))
        column.setSpacing(px(4))
        column.addLayout(head)
        column.addWidget(self.view, 1)

    def _fit(self) -> None:
        px = self._look.theme.px
        self.view.setMinimumWidth(px(LEAST_PX))
