"""Printing the paper beside the form, and what became of it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from qh_console.domain.alerts import Alert
from qh_console.services.paper_requests import OF_THE_CONSULTATION, PaperKind, PaperRequest
from qh_console.ui.desk import Desk
from qh_console.ui.paper_run import PaperRun
from qh_console.ui.printing import ChoosePrinter
from qh_console.ui.theme import Look
from qh_console.ui.widgets.job_line import JobLine


class PrintBar(QWidget):
    """Takes no room until something is printed."""

    def __init__(self, look: Look, desk: Desk, choose: ChoosePrinter) -> None:
        super().__init__()
        self._desk, self._choose = desk, choose
        self.run = PaperRun(desk, self)
        self.line = JobLine(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 0)
        column.addWidget(self.line)
        self.run.progressed.connect(self.line.show_progress)
        self.run.ended.connect(self.line.end)
        self.line.cancelled.connect(self.run.cancel)

    def file_paper(self, request: PaperRequest) -> None:
        """Set and archive one paper nobody signs; the papers' room has it from then on."""
        self._desk.file_requests(
            (request,), lambda: self.line.end(f"{request.kind.label}已存档，可在“文书”打印、导出", "ok")
        )

    def print_paper(self, alert: Alert, kind: PaperKind) -> None:
        """The paper of this kind as it was signed; a page still in the making is not for paper."""
        if kind not in OF_THE_CONSULTATION and (alert.proposal is not None or not alert.notices):
            self.line.end("发布以后才能打印这份文书", "warn")
            return
        number = "" if kind in OF_THE_CONSULTATION else alert.latest_number
        printer = self._choose(self, kind.value)
        if printer is not None:
            self.run.print_requests([PaperRequest(kind, alert.id, number)], printer)
