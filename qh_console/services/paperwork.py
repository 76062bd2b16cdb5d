"""Papers from the record: freeze what they say, set them, file them; what prints is what was on the screen."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

from qh_console.documents.faces import Faces, load_faces
from qh_console.documents.press import make, worded
from qh_console.documents.render import Rendered, render
from qh_console.documents.wording import Wording
from qh_console.domain.board import Board, FiledPaper
from qh_console.domain.clock import Clock, beijing
from qh_console.domain.commands import FilePaper, RecordExport
from qh_console.domain.particulars import Paper
from qh_console.domain.places import Places
from qh_console.problems import KnownProblem
from qh_console.services.freezing import Freezer, stamped
from qh_console.services.frozen_parts import Frame
from qh_console.services.office import Answer, Office
from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.services.verifying import ArchiveCheck, PaperCheck, check_archive, check_papers
from qh_console.store.archive import Archive
from qh_console.store.failures import disk_failures_named

Progressed = Callable[[int, int], None]


class Paperwork:
    """Called on the documents' own runner only. `drill` puts 演练 across every page."""

    def __init__(
        self,
        office: Office,
        archive: Archive,
        freezer: Freezer,
        places: Places,
        clock: Clock,
        desk: str,
        fonts: Path,
        font_search: Sequence[Path],
        templates: Sequence[Path],
        drill: bool,
    ) -> None:
        self._office = office
        self._archive = archive
        self._freezer = freezer
        self._places = places
        self._clock = clock
        self._desk = desk
        self._fonts = fonts
        self._font_search = font_search
        self._wording = Wording(templates)
        self._drill = drill

    @cached_property
    def _faces(self) -> Faces:
        return load_faces(self._fonts, self._font_search)

    def preview(self, request: PaperRequest, board: Board) -> bytes:
        """The paper as it would print now, unfiled and unstamped. Raises KnownProblem naming what is missing."""
        entries = self._office.entries() if request.kind is PaperKind.ASSESSMENT else ()
        snapshot = self._freezer.freeze(request, self._frame(board), self._clock(), entries)
        return make(snapshot, self._wording, self._faces).pdf

    def file(self, requests: Sequence[PaperRequest], board: Board, by: str, progressed: Progressed) -> list[Answer]:
        """Set, archive and journal each paper; one that is already on file under the same bytes is left."""
        answers: list[Answer] = []
        needs_journal = any(r.kind is PaperKind.ASSESSMENT for r in requests)
        entries = self._office.entries() if needs_journal else ()
        seq, head = board.heads.get(self._desk, (0, ""))
        for done, request in enumerate(requests, start=1):
            snapshot = self._freezer.freeze(request, self._frame(board), self._clock(), entries)
            page = worded(stamped(snapshot, self._desk, seq, head), self._wording)
            rendered = render(page, self._faces)
            paper = self._paper(request, page.plain_title, rendered, snapshot.head.number)
            self._archive.put(rendered.pdf, paper, self._clock())
            if paper.sha256 not in self._office.board.papers:
                answers.append(self._office.submit(FilePaper(by, paper)))
            progressed(done, len(requests))
        return answers

    def pdf(self, sha256: str) -> bytes:
        """The archived file, checked against its digest."""
        try:
            return self._archive.get(sha256)
        except KeyError:
            raise KnownProblem("文书不在本机档案里", "请从备份恢复，或到出具的工作站查看") from None

    def export(self, papers: Sequence[str], folder: Path, by: str, progressed: Progressed) -> list[Path]:
        """Copies of archived papers, named for people, and the act that says so."""
        written = []
        with disk_failures_named(folder):
            folder.mkdir(parents=True, exist_ok=True)
        for done, sha256 in enumerate(papers, start=1):
            path = self.copy(self._office.board.papers[sha256], folder)
            if by:
                self._office.submit(RecordExport(by, sha256, path.name))
            written.append(path)
            progressed(done, len(papers))
        return written

    def copy(self, filed: FiledPaper, folder: Path) -> Path:
        """One archived paper under a name people understand; another paper of that name is never overwritten.

        Raises KnownProblem where the paper is not here or the disk does not take it.
        """
        content = self.pdf(filed.paper.sha256)
        with disk_failures_named(folder):
            path = _free_path(folder, file_name(filed), filed.paper.sha256)
            part = path.with_suffix(".part")
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        return path

    def check(self, files: Sequence[Path]) -> tuple[PaperCheck, ...]:
        """Whether each file is, byte for byte, one that was filed here. Raises BadInput for unreadable files."""
        return check_papers(self._archive, files)

    def check_archive(self) -> ArchiveCheck:
        """Every filed paper against its digest."""
        return check_archive(self._archive)

    def _frame(self, board: Board) -> Frame:
        return Frame(board, self._office.pack, self._places, self._drill)

    def _paper(self, request: PaperRequest, title: str, rendered: Rendered, number: str) -> Paper:
        subject = self._office.pack.unit(request.unit).name if request.unit else ""
        return Paper(
            request.alert,
            request.kind.value,
            title,
            number or request.number,
            hashlib.sha256(rendered.pdf).hexdigest(),
            rendered.pages,
            subject,
        )


def _free_path(folder: Path, stem: str, sha256: str) -> Path:
    """The plain name, or a numbered one where another paper has it."""
    path = folder / f"{stem}.pdf"
    count = 2
    while path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        path = folder / f"{stem}-{count}.pdf"
        count += 1
    return path


def file_name(filed: FiledPaper) -> str:
    """日期-文号-种类-单位: sorts by day, and says what it is."""
    paper = filed.paper
    parts = [f"{beijing(filed.at):%Y%m%d}", paper.number, PaperKind(paper.kind).label, paper.subject]
    return re.sub(r'[\\/:*?"<>|\s]', "_", "-".join(p for p in parts if p))
