"""The proof of the record on the officer's word: every chain and the fold, then every filed paper."""

from __future__ import annotations

from qh_console.problems import KnownProblem
from qh_console.services.verifying import ArchiveCheck, RecordCheck
from qh_console.ui.desk import Desk
from qh_console.ui.widgets.job_line import JobLine

DIGEST_LETTERS = 12


class Proof:
    """Runs behind the window, which stays free; the job line says how it goes and how it ended."""

    def __init__(self, desk: Desk, job_line: JobLine) -> None:
        self._desk, self._job_line = desk, job_line

    def run(self) -> None:
        self._job_line.show_progress("正在逐条核对记录", 0, 0, can_cancel=False)
        self._desk.verify(self._on_chains)

    def _on_chains(self, check: RecordCheck) -> None:
        if not check.sound:
            self._job_line.end("；".join(check.messages), "fault")
            return
        self._job_line.show_progress("正在逐份核对归档文书", 0, 0, can_cancel=False)
        self._desk.runners["documents"].run(
            lambda job: self._desk.paperwork.check_archive(),
            lambda archive: self._on_archive(check, archive),
            self._on_failed,
        )

    def _on_archive(self, check: RecordCheck, archive: ArchiveCheck) -> None:
        heads = "，".join(f"{head.desk}第{head.seq}条 {head.digest[:DIGEST_LETTERS]}" for head in check.heads)
        words = (check.messages[0], *archive.messages, f"链头 {heads}")
        self._job_line.end("；".join(words), "ok" if archive.sound else "fault")

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, KnownProblem):
            raise error
        self._job_line.end(str(error), "fault")
