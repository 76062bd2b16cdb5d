"""One run over many papers: set those that are missing, then print or copy them all, and put that on record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter

from qh_console.domain.acts import PaperFiled
from qh_console.domain.board import Board
from qh_console.domain.clock import beijing
from qh_console.domain.commands import RecordPrint
from qh_console.domain.pack import PlanPack
from qh_console.domain.verdicts import Refused
from qh_console.problems import KnownProblem
from qh_console.services.office import Answer, Changed
from qh_console.services.paper_requests import PaperRequest, subject_of
from qh_console.services.paperwork import PDF_ONLY, Wanted
from qh_console.ui.desk import Desk
from qh_console.ui.jobs import Cancelled, Job
from qh_console.ui.printing import PrinterRefused, Reported, print_papers, printer_name

PRINTER = "printer"
"""Under which a printer that fails stands among the problems until one prints."""


@dataclass(frozen=True)
class _Outcome:
    answers: tuple[Answer, ...]
    papers: tuple[str, ...]
    pages: int = 0
    is_stopped: bool = False
    """Before anything was handed over."""


T = TypeVar("T")
Use = Callable[[Sequence[str], Reported], int]
"""Does something with archived papers, named by digest; returns pages or files."""


def filed_as(board: Board, request: PaperRequest, pack: PlanPack) -> str | None:
    """The latest paper on file that answers a request, by digest."""
    wanted = (request.kind.value, request.alert or None, request.number, subject_of(request, pack))
    found = None
    for sha256, filed in board.papers.items():
        paper = filed.paper
        if (paper.kind, paper.alert, paper.number, paper.subject) == wanted:
            found = sha256
    return found


class PaperRun(QObject):
    """At most one run at a time: missing papers are set on the documents' runner, all go out on a runner of its own."""

    progressed = Signal(str, int, int)
    ended = Signal(str, str)
    """What came of it, and its tone: ok, warn, fault or nothing."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._stop = Event()
        self._is_running = False
        self._doing = ""

    @property
    def is_running(self) -> bool:
        return self._is_running

    def print_papers(self, papers: Sequence[str], printer: QPrinter) -> None:
        self._start("打印", papers, (), self._printing(printer), self._printed(printer))

    def print_requests(self, requests: Sequence[PaperRequest], printer: QPrinter) -> None:
        self._start("打印", *self._sorted_out(requests), self._printing(printer), self._printed(printer))

    def export_papers(self, papers: Sequence[str], folder: Path, wanted: Wanted = PDF_ONLY) -> None:
        self._start("导出", papers, (), self._exporting(folder, wanted), self._exported(folder))

    def export_requests(self, requests: Sequence[PaperRequest], folder: Path) -> None:
        self._start("导出", *self._sorted_out(requests), self._exporting(folder), self._exported(folder))

    def export_signed(self, papers: Sequence[str], folder: Path, password: str) -> None:
        """Copies with the office's signature; what is wrong with the certificate is said when it ends."""
        desk, by = self._desk, self._desk.by

        def use(chosen: Sequence[str], reported: Reported) -> int:
            return len(desk.paperwork.export_signed(chosen, folder, password, by, reported))

        self._start(
            "签名", papers, (), use, lambda outcome: self.ended.emit(f"已签名{outcome.pages}份文书，存在{folder}", "ok")
        )

    def cancel(self) -> None:
        """Stop before the next step; what was handed over by then is recorded all the same, and said when it ends."""
        if self._is_running:
            self._stop.set()
            self.progressed.emit(f"正在取消{self._doing}", 0, 0)

    def _start(
        self,
        doing: str,
        papers: Sequence[str],
        missing: Sequence[PaperRequest],
        use: Use,
        finished: Callable[[_Outcome], None],
    ) -> None:
        if self._is_running or not (papers or missing):
            return
        desk, board, by = self._desk, self._desk.board, self._desk.by
        total = 2 * len(missing) + len(papers)
        stop = self._stop = Event()

        def report(job: Job, done: int) -> None:
            if stop.is_set():
                raise Cancelled
            job.report(done, total)

        def set_missing(job: Job) -> tuple[Answer, ...]:
            try:
                return tuple(desk.paperwork.file(missing, board, by, lambda done, _: report(job, done)))
            except Cancelled:
                return ()

        def put_out(answers: tuple[Answer, ...]) -> None:
            every = (*papers, *_newly_filed(answers))

            def work(job: Job) -> _Outcome:
                if stop.is_set():
                    return _Outcome(answers, (), is_stopped=True)
                try:
                    pages = use(every, lambda done, _: report(job, len(missing) + done)) if every else 0
                    return _Outcome(answers, every, pages)
                except Cancelled:
                    return _Outcome(answers, (), is_stopped=True)

            self._run("output", work, lambda outcome: self._on_done(outcome, finished), doing)

        self._doing, self._is_running = doing, True
        self.progressed.emit(f"正在{doing}", 0, total)
        if missing:
            self._run("documents", set_missing, put_out, "排版")
        else:
            put_out(())

    def _run(self, runner: str, work: Callable[[Job], T], done: Callable[[T], None], doing: str) -> None:
        def progressed(steps: int, of: int) -> None:
            self.progressed.emit(f"正在{doing}（{steps}/{of}）", steps, of)

        self._desk.runners[runner].run(work, done, self._on_failed, progressed)

    def _sorted_out(self, requests: Iterable[PaperRequest]) -> tuple[list[str], list[PaperRequest]]:
        filed: list[str] = []
        missing: list[PaperRequest] = []
        for request in requests:
            sha256 = filed_as(self._desk.board, request, self._desk.pack)
            if sha256 is None:
                missing.append(request)
            else:
                filed.append(sha256)
        return filed, missing

    def _printing(self, printer: QPrinter) -> Use:
        desk = self._desk

        def use(papers: Sequence[str], reported: Reported) -> int:
            marks = [reprint_words(desk.board, sha256, desk.clock()) for sha256 in papers]
            return print_papers([desk.paperwork.pdf(sha256) for sha256 in papers], printer, reported, marks)

        return use

    def _exporting(self, folder: Path, wanted: Wanted = PDF_ONLY) -> Use:
        by = self._desk.by
        return lambda papers, reported: len(self._desk.paperwork.export(papers, folder, by, reported, wanted))

    def _printed(self, printer: QPrinter) -> Callable[[_Outcome], None]:
        def finished(outcome: _Outcome) -> None:
            for sha256 in outcome.papers:
                copies = max(printer.copyCount(), 1)
                self._desk.submit(RecordPrint(self._desk.by, sha256, copies, printer_name(printer)))
            self._desk.problem_solved.emit(PRINTER)
            self.ended.emit(f"已打印{len(outcome.papers)}份文书，共{outcome.pages}页", "ok")

        return finished

    def _exported(self, folder: Path) -> Callable[[_Outcome], None]:
        def finished(outcome: _Outcome) -> None:
            if outcome.pages:
                self.ended.emit(f"已导出{outcome.pages}份文书到{folder}", "ok")
            else:
                self.ended.emit("所选文书没有这种格式，只有通知（发布、调整、解除、更正）有", "warn")

        return finished

    def _on_done(self, outcome: _Outcome, finished: Callable[[_Outcome], None]) -> None:
        self._is_running = False
        self._desk.catch_up(outcome.answers)
        if outcome.is_stopped:
            self.ended.emit(f"{self._doing}已取消", "")
            return
        refused = [str(reason) for a in outcome.answers if isinstance(a, Refused) for reason in a.reasons]
        if refused:
            self.ended.emit(f"{self._doing}没有完成：{'；'.join(dict.fromkeys(refused))}", "fault")
            return
        finished(outcome)

    def _on_failed(self, error: Exception) -> None:
        self._is_running = False
        self._desk.catch_up()
        if isinstance(error, OSError):
            self.ended.emit(f"{self._doing}没有完成：{error.strerror}，请换一个文件夹再试", "fault")
        elif isinstance(error, KnownProblem):
            if isinstance(error, PrinterRefused):
                self._desk.problem_arose.emit(PRINTER, error)
            self.ended.emit(f"{self._doing}没有完成：{error}", "fault")
        else:
            raise error


def reprint_words(board: Board, sha256: str, now: datetime) -> str:
    """What a page says that was printed before: which time, and when; empty the first time."""
    filed = board.papers.get(sha256)
    runs = filed.runs if filed else 0
    return f"补打 第{runs}次　{beijing(now):%Y-%m-%d %H:%M}" if runs else ""


def _newly_filed(answers: Iterable[Answer]) -> list[str]:
    acts = [entry.act for answer in answers if isinstance(answer, Changed) for entry in answer.entries]
    return [act.paper.sha256 for act in acts if isinstance(act, PaperFiled)]
