"""A paper as it will print, live beside what is being typed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from qh_console.problems import KnownProblem
from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.ui.desk import Desk
from qh_console.ui.jobs import Job
from qh_console.ui.theme import Look
from qh_console.ui.widgets.pdf_view import PdfView

SETTLE_MS = 100
"""Edits of so long go into one page, which is set while the typing goes on."""


@dataclass(frozen=True)
class _Asked:
    request: PaperRequest
    length: int
    """Of the record: the same request on a longer record is another paper."""


class LivePaper(QWidget):
    """Pages are set on the documents' runner while the typing goes on; a later wish follows the one being set."""

    def __init__(self, look: Look, desk: Desk, empty_title: str, empty_text: str) -> None:
        super().__init__()
        self._desk = desk
        self._asked: _Asked | None = None
        self._setting: _Asked | None = None
        self._job: Job | None = None
        self.line = QLabel()
        self.line.setProperty("role", "warn")
        self.line.setWordWrap(True)
        self.line.setContentsMargins(8, 0, 8, 0)
        self.line.hide()
        self.pdf = PdfView(look, empty_title, empty_text)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._set)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self.pdf, 1)

    @property
    def is_setting(self) -> bool:
        """Whether what was asked for last is not on the screen yet."""
        return self._setting is not None or self._timer.isActive()

    def ask(self, request: PaperRequest | None) -> None:
        """Show this paper soon, however fast the typing; None shows none."""
        if request is None:
            self._timer.stop()
            self._asked = None
            self.pdf.show_pdf(None)
            self.line.hide()
            return
        asked = _Asked(request, self._desk.board.length)
        if asked == self._asked:
            return
        before = self._asked
        if before is None or _subject(before.request) != _subject(request):
            self.pdf.show_pdf(None)
        self._asked = asked
        if not self._timer.isActive():
            self._timer.start()

    def _set(self) -> None:
        asked, setting = self._asked, self._setting
        if asked is None:
            return
        if setting is not None and _subject(setting.request) == _subject(asked.request):
            return
        if self._job is not None:
            self._job.cancel()
        self._setting = asked
        request, board, paperwork = asked.request, self._desk.board, self._desk.paperwork
        self._job = self._desk.runners["documents"].run(
            lambda job: paperwork.preview(request, board), self._on_set, self._on_failed
        )

    def _has_set(self) -> bool:
        """Whether the page that came is still wanted; what was typed while it was being set comes next."""
        done, self._setting, self._job = self._setting, None, None
        if done != self._asked and not self._timer.isActive():
            self._set()
        asked = self._asked
        return done is not None and asked is not None and _subject(done.request) == _subject(asked.request)

    def _on_set(self, content: bytes) -> None:
        if not self._has_set():
            return
        self._desk.problem_solved.emit("documents")
        self.line.hide()
        self.pdf.show_pdf(content)

    def _on_failed(self, error: Exception) -> None:
        """What is missing is said above the last page that could be set."""
        is_wanted = self._has_set()
        if not isinstance(error, KnownProblem):
            raise error
        if not is_wanted:
            return
        self.line.setText(str(error))
        self.line.show()


def _subject(request: PaperRequest) -> tuple[PaperKind, str, str]:
    """What a page is of: another subject's page must not stand while this one is being set."""
    return request.kind, request.alert, request.number
