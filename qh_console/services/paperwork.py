"""Papers from the record: freeze what they say, set them, file them; what prints is what was on the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from qh_console.domain.board import Board
from qh_console.services.office import Answer
from qh_console.services.paper_requests import PaperRequest
from qh_console.services.verifying import ArchiveCheck, PaperCheck

Progressed = Callable[[int, int], None]


class Paperwork:
    """Called on the documents' own runner only."""

    def preview(self, request: PaperRequest, board: Board) -> bytes:
        """The paper as it would print now, unfiled. Raises KnownProblem naming what is missing."""
        raise NotImplementedError

    def file(self, requests: Sequence[PaperRequest], board: Board, by: str, progressed: Progressed) -> list[Answer]:
        """Set, archive and journal each paper; one that is already on file under the same bytes is left."""
        raise NotImplementedError

    def pdf(self, sha256: str) -> bytes:
        """The archived file, checked against its digest."""
        raise NotImplementedError

    def export(self, papers: Sequence[str], folder: Path, by: str, progressed: Progressed) -> list[Path]:
        """Copies of archived papers, named for people, and the act that says so."""
        raise NotImplementedError

    def check(self, files: Sequence[Path]) -> tuple[PaperCheck, ...]:
        """Whether each file is, byte for byte, one that was filed here. Raises BadInput for unreadable files."""
        raise NotImplementedError

    def check_archive(self) -> ArchiveCheck:
        """Every filed paper against its digest."""
        raise NotImplementedError
