"""The paper as it will print, live beside the form, under a tick or a name for every field it must carry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from qh_console.problems import KnownProblem
from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.ui.alert.field_list import FieldTick
from qh_console.ui.desk import Desk
from qh_console.ui.jobs import Job
from qh_console.ui.theme import Look
from qh_console.ui.widgets.pdf_view import PdfView

SETTLE_MS = 100
"""Edits of so long go into one page, which is set while the typing goes on."""
TICKS_A_ROW = 4


@dataclass(frozen=True)
class _Asked:
    request: PaperRequest
    length: int
    """Of the record: the same request on a longer record is another paper."""


class PaperPanel(QWidget):
    """Pages are set on the documents' runner while the typing goes on; a later wish follows the one being set."""

    field_wanted = Signal(str)
    kind_chosen = Signal(str)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look, self._desk = look, desk
        self._asked: _Asked | None = None
        self._setting: _Asked | None = None
        self._job: Job | None = None
        self._ticks: tuple[FieldTick, ...] = ()
        self._kinds: tuple[PaperKind, ...] = ()
        self.ticks: dict[str, QPushButton] = {}
        self.kind_box = QComboBox()
        self.kind_box.setAccessibleName("看哪份文书")
        self.kind_box.currentIndexChanged.connect(lambda: self.kind_chosen.emit(str(self.kind_box.currentData() or "")))
        self._summary = QLabel()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(4)
        self._grid.setVerticalSpacing(0)
        self.line = QLabel()
        self.line.setProperty("role", "warn")
        self.line.setWordWrap(True)
        self.line.hide()
        self.pdf = PdfView(look, "还没有文书", "会商之后，这里显示文书打印出来的样子")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._set)
        self._lay_out()

    @property
    def kind(self) -> PaperKind | None:
        word = str(self.kind_box.currentData() or "")
        return PaperKind(word) if word else None

    def show_kinds(self, kinds: Sequence[PaperKind]) -> None:
        """Offer these papers; the one on view stays where it is still among them."""
        if tuple(kinds) == self._kinds:
            return
        self._kinds = tuple(kinds)
        self.kind_box.blockSignals(True)
        self.kind_box.clear()
        for kind in kinds:
            self.kind_box.addItem(kind.label, kind.value)
        self.kind_box.blockSignals(False)

    def show_ticks(self, ticks: Sequence[FieldTick]) -> None:
        """The required fields; one that is missing is a button that leads to it."""
        if tuple(ticks) == self._ticks:
            return
        self._ticks = tuple(ticks)
        while (item := self._grid.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.hide()
                part.deleteLater()
        self.ticks = {}
        for i, tick in enumerate(self._ticks):
            self._grid.addWidget(self._tick(tick), i // TICKS_A_ROW, i % TICKS_A_ROW)
        missing = sum(not tick.is_good for tick in ticks)
        self._summary.setText("" if not ticks else f"缺{missing}项" if missing else "必填项齐全")
        self._summary.setProperty("role", "warn" if missing else "ok")
        self._summary.style().unpolish(self._summary)
        self._summary.style().polish(self._summary)

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

    def _tick(self, tick: FieldTick) -> QPushButton:
        button = QPushButton(self._look.icon("check" if tick.is_good else "warn", _tone(tick)), tick.label)
        button.setProperty("role", "quiet")
        button.setToolTip(tick.text if tick.is_good else tick.problem)
        button.setAccessibleName(f"{tick.label}：{'已填' if tick.is_good else tick.problem}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus if tick.is_good else Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self.field_wanted.emit(tick.field))
        self.ticks[tick.label] = button
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 4, 8, 0)
        head.addWidget(self.kind_box, 1)
        head.addWidget(self._summary)
        self.line.setContentsMargins(8, 0, 8, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(self._grid)
        column.addWidget(self.line)
        column.addWidget(self.pdf, 1)


def _subject(request: PaperRequest) -> tuple[PaperKind, str, str]:
    """What a page is of: another subject's page must not stand while this one is being set."""
    return request.kind, request.alert, request.number


def _tone(tick: FieldTick) -> str:
    return "ok" if tick.is_good else "warn"
