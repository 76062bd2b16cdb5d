"""A desk on a real record in a folder of its own, for screens: everything runs at once and the clock stands."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from reportlab.pdfgen.canvas import Canvas

from qh_console.channels import load_channels
from qh_console.domain.acts import Entry, PaperFiled
from qh_console.domain.board import Board
from qh_console.domain.channels import Carrier
from qh_console.domain.commands import (
    ApproveProposal,
    Command,
    FilePaper,
    HoldConsultation,
    IssueAlert,
    RecordExport,
)
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Change, Paper, Scope
from qh_console.editions import load_editions
from qh_console.packs import load_places
from qh_console.paths import db_folder, resources_folder
from qh_console.senders.parcel import Sender
from qh_console.services.contacts import ContactLists
from qh_console.services.dissemination import Dissemination
from qh_console.services.drafting import Drafting
from qh_console.services.emissions import EmissionLists
from qh_console.services.exchange import merge, write_bundle
from qh_console.services.office import Answer, Changed, Office
from qh_console.services.paper_checks import PaperCheck, check_papers
from qh_console.services.paper_requests import PaperRequest, subject_of
from qh_console.services.paperwork import PDF_ONLY, Paperwork, Progressed, Wanted
from qh_console.services.plan_text import PlanWording
from qh_console.services.rosters import Rosters
from qh_console.services.signatures import Signatures
from qh_console.services.verifying import ArchiveCheck, check_archive
from qh_console.store.archive import Archive
from qh_console.store.credentials import Credentials
from qh_console.store.database import open_database
from qh_console.store.drafts import Drafts
from qh_console.store.journal import Journal
from qh_console.store.outbox import Outbox
from qh_console.store.plan_texts import PlanTexts
from qh_console.ui.desk import Desk
from qh_console.ui.jobs import Execute, JobRunner, inline
from qh_console.ui.outward import Outward
from qh_console.ui.printing import ChoosePrinter
from qh_console.ui.sending_round import runner_name
from tests.builders import CHIEF, DUTY, HAIBEI, HAIDONG, NOW, XINING, consultation, office, packs, plan, propose

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
RUNNERS = ("journal", "readings", "documents", "output", "drafts")


def page(*lines: str) -> bytes:
    """A small PDF, one page a line, the same bytes for the same lines."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=True)
    for line in lines or ("page",):
        canvas.setFont("Helvetica", 24)
        canvas.drawString(90, 700, line)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


class PlainPaperwork(Paperwork):
    """Papers of one line each over a real archive: what screens need of papers, without their setting."""

    def __init__(  # takes none of what setting needs
        self, office: Office, archive: Archive, clock: Wall, signatures: Signatures | None = None
    ) -> None:
        self._office, self._archive, self._clock = office, archive, clock
        self._signatures = signatures or Signatures(clock)

    def file(self, requests: Sequence[PaperRequest], board: Board, by: str, progressed: Progressed) -> list[Answer]:
        answers = []
        for done, request in enumerate(requests):
            progressed(done, len(requests))
            what = f"{request.unit}{request.subject.encode().hex()}"
            content = page(f"{request.kind.value} {request.alert} {request.number[-3:]} {what}")
            answers.append(self.put(request, content, by))
        return answers

    def preview(self, request: PaperRequest, board: Board) -> bytes:
        return page(f"preview {request.kind.value} {request.alert}")

    def body(self, request: PaperRequest, board: Board) -> str:
        said = request.publication
        assert said is not None
        facts = "，".join((said.extent, said.dispersion, said.pollutants, said.outlook))
        return f"经〔批准人〕批准，发布橙色预警：{facts}。\n[[measures]]"

    def put(self, request: PaperRequest, content: bytes, by: str) -> Answer:
        sha256 = hashlib.sha256(content).hexdigest()
        kind, subject = request.kind, subject_of(request, self._office.pack)
        paper = Paper(request.alert or None, kind.value, kind.label, request.number, sha256, 1, subject)
        self._archive.put(content, paper, self._clock())
        return self._office.submit(FilePaper(by, paper))

    def pdf(self, sha256: str) -> bytes:
        return self._archive.get(sha256)

    def export(
        self, papers: Sequence[str], folder: Path, by: str, progressed: Progressed, wanted: Wanted = PDF_ONLY
    ) -> list[Path]:
        made = []
        for done, sha256 in enumerate(papers if None in wanted else ()):
            progressed(done, len(papers))
            made.append(folder / f"{sha256[:8]}.pdf")
            made[-1].write_bytes(self._archive.get(sha256))
            self._office.submit(RecordExport(by, sha256, folder.name))
        return made

    def check(self, files: Sequence[Path]) -> tuple[PaperCheck, ...]:
        return check_papers(self._archive, files, self._signatures)

    def check_archive(self) -> ArchiveCheck:
        return check_archive(self._archive)


@dataclass
class Wall:
    """A clock moved by hand."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, **span: int) -> None:
        self.now += timedelta(**span)


@dataclass
class Seat:
    desk: Desk
    office: Office
    journal: Journal
    archive: Archive
    credentials: Credentials
    paperwork: PlainPaperwork
    clock: Wall
    folder: Path

    def must(self, *commands: Command) -> None:
        for command in commands:
            answer = self.office.submit(command)
            assert isinstance(answer, Changed), answer
        self.desk.catch_up()

    def file(self, *requests: PaperRequest, by: str = DUTY) -> list[str]:
        """File papers as the office does; returns their digests."""
        answers = self.paperwork.file(requests, self.desk.board, by, lambda done, total: None)
        self.desk.catch_up(answers)
        entries = [entry for answer in answers if isinstance(answer, Changed) for entry in answer.entries]
        return [entry.act.paper.sha256 for entry in entries if isinstance(entry.act, PaperFiled)]


def printer_at(path: Path) -> ChoosePrinter:
    """The officer always chooses a printer that writes this file."""

    def choose(parent: QWidget, kind: str) -> QPrinter:
        made = QPrinter()
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(path))
        return made

    return choose


PROVINCIAL: tuple[Command, ...] = (
    HoldConsultation(DUTY, "p1", consultation(Level.ORANGE, Scope.PROVINCE, (XINING, HAIDONG, HAIBEI))),
    propose(Change.ISSUE, Level.ORANGE, "p1"),
    ApproveProposal(CHIEF, "p1", Approval.SIGNATURE),
    IssueAlert(DUTY, "p1"),
)
"""A provincial orange alert over three places."""


def empty_seat_at(folder: Path) -> Seat:
    """A desk on its first day: no officers, nobody sits."""
    return seat_at(folder, by="", entries=())


def seat_at(
    folder: Path,
    *commands: Command,
    by: str = DUTY,
    execute: Execute = inline,
    entries: Sequence[Entry] | None = None,
) -> Seat:
    """A desk where `commands` have been done and `by` sits; put up its widgets only after this."""
    database = open_database(folder, db_folder() / "migrations")
    journal, archive, clock = Journal(database, "d1"), Archive(database), Wall()
    for entry in office(*commands).entries if entries is None else entries:
        journal.append([entry.act], entry.by, entry.at)
    resources = resources_folder()
    credentials = Credentials(database, CHEAP)
    works = Office(journal, credentials, plan(), clock)
    papers = PlainPaperwork(works, archive, clock)
    runners = {name: JobRunner(name, execute) for name in RUNNERS}
    places = load_places(resources / "places" / "qinghai.toml")
    desk = Desk(
        works,
        papers,
        runners,
        clock,
        packs(),
        load_editions(resources / "aqi"),
        places,
        Drafting(Drafts(database), clock),
        PlanWording(PlanTexts(folder)),
    )
    desk.officer = desk.board.officers[by] if by else None
    return Seat(desk, works, journal, archive, credentials, papers, clock, folder)


def outward_of(seat: Seat, senders: Mapping[Carrier, Sender] | None = None, is_drill: bool = False) -> Outward:
    """What reaches beyond the desk, on the seat's own record; channels with a sender work at once."""
    database, clock, desk = seat.journal._database, seat.clock, seat.desk
    channels = load_channels(resources_folder() / "channels.toml")
    works = Dissemination(
        seat.office, Outbox(database, "d1"), senders or {}, channels, desk.places, clock, lambda: 0.0, "d1", is_drill
    )
    works.start()
    desk.runners = {**desk.runners, **{runner_name(c): JobRunner(runner_name(c), inline) for c in works.worked}}
    return Outward(
        works,
        ContactLists(seat.office, channels),
        EmissionLists(seat.office, desk.places),
        Rosters(seat.office),
        lambda file: write_bundle(seat.journal, file, clock(), seat.archive),
        lambda file: merge(seat.office, seat.journal, file, seat.archive),
    )
