"""Papers from the record: freeze what they say, set them, file them; what prints is what was on the screen."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from qh_console.documents.faces import Faces, load_faces
from qh_console.documents.model import Paper as PaperPage
from qh_console.documents.notice_drafts import drafted_body
from qh_console.documents.press import Snapshot, make, worded
from qh_console.documents.render import Rendered, render
from qh_console.documents.snapshots import Bulletin
from qh_console.documents.wording import Wording
from qh_console.domain.acts import Entry
from qh_console.domain.board import Board, FiledPaper
from qh_console.domain.clock import Clock, beijing
from qh_console.domain.commands import FilePaper, RecordExport
from qh_console.domain.particulars import Paper, PaperForm
from qh_console.domain.places import Places
from qh_console.problems import BadInput, Fault, KnownProblem
from qh_console.services.freezing import KIND_OF_CHANGE, Freezer, content_digest, stamped
from qh_console.services.frozen_parts import Frame, notice_of
from qh_console.services.machine_forms import NOTICE_TYPES, FormKind, MachineForms, Released, released
from qh_console.services.office import Answer, Office
from qh_console.services.paper_checks import PaperCheck, check_papers
from qh_console.services.paper_requests import READS_JOURNAL, PaperKind, PaperRequest, subject_of
from qh_console.services.signatures import Signatures
from qh_console.services.verifying import ArchiveCheck, check_archive
from qh_console.store.archive import Archive
from qh_console.store.failures import disk_failures_named

Progressed = Callable[[int, int], None]
Wanted = frozenset[FormKind | None]
"""The files to copy of each paper; None is the PDF itself."""
PDF_ONLY: Wanted = frozenset({None})
EVERYTHING: Wanted = frozenset({None, *FormKind})
LISTING = "清单.txt"
SIGNED = "（已签名）"


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
        forms: MachineForms | None = None,
        signatures: Signatures | None = None,
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
        self._forms = forms
        self._signatures = signatures or Signatures(clock)

    @cached_property
    def _faces(self) -> Faces:
        return load_faces(self._fonts, self._font_search)

    def preview(self, request: PaperRequest, board: Board) -> bytes:
        """The paper as it would print now, unfiled and unstamped. Raises KnownProblem naming what is missing."""
        entries = self._office.entries() if request.kind in READS_JOURNAL else ()
        snapshot = self._freezer.freeze(request, self._frame(board, request.alert), self._clock(), entries)
        return make(snapshot, self._wording, self._faces).pdf

    def body(self, request: PaperRequest, board: Board) -> str:
        """The words of a notice that is being proposed, the template's as it stands. Raises KnownProblem."""
        snapshot = self._freezer.freeze(replace(request, body=""), self._frame(board, request.alert), self._clock())
        assert isinstance(snapshot, NOTICE_TYPES), "only a notice has words of its own"
        return drafted_body(snapshot, self._wording)

    def file(self, requests: Sequence[PaperRequest], board: Board, by: str, progressed: Progressed) -> list[Answer]:
        """Set, archive and journal each paper; one that is already on file under the same bytes is left.

        A notice takes its machine forms with it. A paper whose forms, read back, do not agree is left out; the others
        are filed, then BadInput names every field that differs.
        """
        answers: list[Answer] = []
        faults: list[Fault] = []
        needs_journal = any(r.kind in READS_JOURNAL for r in requests)
        entries = self._office.entries() if needs_journal else ()
        for done, request in enumerate(requests, start=1):
            try:
                answers += self._file_one(request, board, by, entries)
            except BadInput as bad:
                faults += bad.faults
            progressed(done, len(requests))
        if faults:
            raise BadInput(faults)
        return answers

    def _file_one(self, request: PaperRequest, board: Board, by: str, entries: tuple[Entry, ...]) -> list[Answer]:
        seq, head = board.heads.get(self._desk, (0, ""))
        snapshot = self._freezer.freeze(request, self._frame(board, request.alert), self._clock(), entries)
        page = worded(stamped(snapshot, self._desk, seq, head), self._wording)
        rendered = render(page, self._faces)
        files = self._agreed(request, snapshot, page, rendered, board)
        paper = self._paper(request, page.plain_title, rendered, snapshot, files)
        for form, content in zip(paper.forms, files.values(), strict=True):
            self._archive.put_form(paper.sha256, form, content)
        self._archive.put(rendered.pdf, paper, self._clock())
        if paper.sha256 in self._office.board.papers:
            return []
        return [self._office.submit(FilePaper(by, paper))]

    def pdf(self, sha256: str) -> bytes:
        """The archived file, checked against its digest."""
        try:
            return self._archive.get(sha256)
        except KeyError:
            raise KnownProblem("文书不在本机档案里", "请从备份恢复，或到出具的工作站查看") from None

    def export(
        self, papers: Sequence[str], folder: Path, by: str, progressed: Progressed, wanted: Wanted = PDF_ONLY
    ) -> list[Path]:
        """Copies of archived papers, named for people, and the act that says so.

        With EVERYTHING, a list with every file's digest lies beside them: what leaves on a USB stick can be checked.
        """
        written: list[Path] = []
        with disk_failures_named(folder):
            folder.mkdir(parents=True, exist_ok=True)
        for done, sha256 in enumerate(papers, start=1):
            filed = self._office.board.papers[sha256]
            paths = [self.copy(filed, folder)] if None in wanted else []
            paths += [
                _put(folder, file_name(filed), FormKind(form.form).suffix, self._archive.get_form(filed.paper, form))
                for form in filed.paper.forms
                if form.form in {kind for kind in wanted if kind}
            ]
            if by and paths:
                self._office.submit(RecordExport(by, sha256, paths[0].name))
            written += paths
            progressed(done, len(papers))
        if wanted == EVERYTHING:
            written.append(_put_listing(folder, written))
        return written

    def copy(self, filed: FiledPaper, folder: Path) -> Path:
        """One archived paper under a name people understand; another paper of that name is never overwritten.

        Raises KnownProblem where the paper is not here or the disk does not take it.
        """
        return _put(folder, file_name(filed), ".pdf", self.pdf(filed.paper.sha256))

    def check(self, files: Sequence[Path]) -> tuple[PaperCheck, ...]:
        """Whether each file is, byte for byte, one that was filed here. Raises BadInput for unreadable files."""
        papers = (filed.paper for filed in self._office.board.papers.values())
        return check_papers(self._archive, files, self._signatures, papers)

    @property
    def can_sign(self) -> bool:
        """Whether this office has set a certificate."""
        return self._signatures.certificate is not None

    def export_signed(
        self, papers: Sequence[str], folder: Path, password: str, by: str, progressed: Progressed
    ) -> list[Path]:
        """Signed copies of archived papers; the archive keeps the unsigned ones. Raises KnownProblem."""
        with disk_failures_named(folder):
            folder.mkdir(parents=True, exist_ok=True)
        written: list[Path] = []
        for done, sha256 in enumerate(papers, start=1):
            signed = self._signatures.sign(self.pdf(sha256), password)
            written.append(_put(folder, file_name(self._office.board.papers[sha256]) + SIGNED, ".pdf", signed))
            self._office.submit(RecordExport(by, sha256, written[-1].name))
            progressed(done, len(papers))
        return written

    def check_archive(self) -> ArchiveCheck:
        """Every filed paper against its digest."""
        return check_archive(self._archive)

    def _agreed(
        self, request: PaperRequest, snapshot: Snapshot, page: PaperPage, rendered: Rendered, board: Board
    ) -> Mapping[FormKind, bytes]:
        """The forms that go with a paper, read back and found to say the same. Raises BadInput."""
        if self._forms is None or not request.number:
            return {}
        if isinstance(snapshot, NOTICE_TYPES):
            told = released(self._frame(board, request.alert), board.alerts[request.alert], request.number, snapshot)
            files = self._forms.files(told, page, rendered.addressee_moved)
            self._forms.require_agreement(told, rendered.pdf, files)
            return files
        if isinstance(snapshot, Bulletin):
            self._forms.require_bulletin(self.told(request.alert, request.number, board), snapshot, rendered.pdf)
        return {}

    def told(self, alert: str, number: str, board: Board) -> Released:
        """A notice on the record with the snapshot of its paper. Raises KnownProblem where there is none."""
        found = board.alerts[alert]
        kind = KIND_OF_CHANGE[notice_of(found, number).change]
        frame = self._frame(board, alert)
        snapshot = self._freezer.freeze(PaperRequest(kind, alert, number), frame, self._clock())
        assert isinstance(snapshot, NOTICE_TYPES), "that is what these kinds are frozen to"
        return released(frame, found, number, snapshot)

    def strays(self, alert: str, number: str, texts: Mapping[str, str]) -> tuple[str, ...]:
        """Before messages leave: where they, or the notice on file, do not say what the record says."""
        if self._forms is None:
            return ()
        board = self._office.board
        told = self.told(alert, number, board)
        kind = KIND_OF_CHANGE[told.notice.change].value
        filed = [s for s, f in board.papers.items() if (f.paper.kind, f.paper.number) == (kind, number)]
        held = filed[-1] if filed and self._archive.find(filed[-1]) else None
        return tuple(map(str, self._forms.strays(told, None if held is None else self.pdf(held), texts)))

    def _frame(self, board: Board, alert: str) -> Frame:
        return Frame(board, self._office.pack_of(alert), self._places, self._drill)

    def _paper(
        self,
        request: PaperRequest,
        title: str,
        rendered: Rendered,
        snapshot: Snapshot,
        files: Mapping[FormKind, bytes],
    ) -> Paper:
        subject = subject_of(request, self._office.pack_of(request.alert))
        return Paper(
            request.alert or None,
            request.kind.value,
            title,
            snapshot.head.number or request.number,
            hashlib.sha256(rendered.pdf).hexdigest(),
            rendered.pages,
            subject,
            content_digest(snapshot),
            tuple(PaperForm(kind.value, hashlib.sha256(content).hexdigest()) for kind, content in files.items()),
        )


def _put(folder: Path, stem: str, suffix: str, content: bytes) -> Path:
    """Written whole or not at all; the plain name, or a numbered one where another file has it."""
    with disk_failures_named(folder):
        path = folder / f"{stem}{suffix}"
        count = 2
        while path.exists() and path.read_bytes() != content:
            path = folder / f"{stem}-{count}{suffix}"
            count += 1
        part = path.with_suffix(".part")
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    return path


def _put_listing(folder: Path, files: Sequence[Path]) -> Path:
    """As `sha256sum -c` reads it."""
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    return _put(folder, LISTING.removesuffix(".txt"), ".txt", "".join(lines).encode())


def file_name(filed: FiledPaper) -> str:
    """日期-文号-种类-单位: sorts by day, and says what it is."""
    paper = filed.paper
    parts = [f"{beijing(filed.at):%Y%m%d}", paper.number, PaperKind(paper.kind).label, paper.subject]
    return re.sub(r'[\\/:*?"<>|\s]', "_", "-".join(p for p in parts if p))
