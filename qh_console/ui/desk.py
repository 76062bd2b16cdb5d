"""What every screen holds: the board and the air as they stand, one way to ask for a change, and who asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, Signal

from qh_console.domain.acts import ChangeProposed, Entry
from qh_console.domain.aqi_editions import AqiEditions
from qh_console.domain.board import Board, Officer
from qh_console.domain.clock import Clock
from qh_console.domain.commands import Command
from qh_console.domain.pack import PlanPack
from qh_console.domain.pack_list import Packs
from qh_console.domain.places import Places
from qh_console.domain.verdicts import Refused
from qh_console.problems import KnownProblem
from qh_console.services.drafting import Drafting
from qh_console.services.office import Answer, Changed, Office
from qh_console.services.paper_requests import PaperRequest, papers_called_for, papers_missing
from qh_console.services.paperwork import Paperwork
from qh_console.services.plan_text import PlanWording
from qh_console.services.verifying import RecordCheck
from qh_console.services.watch import Air
from qh_console.ui.jobs import Job, JobRunner

OnRefused = Callable[[Refused], None]
OnChanged = Callable[[Changed], None]


class Desk(QObject):
    """Lives on the GUI thread. `board` and `air` are swapped whole; a screen derives its state from them and `now`."""

    changed = Signal(object)
    """Changed: the new board and the entries that made it."""
    air_changed = Signal(object)
    refused = Signal(object)
    """Refused, where no form asked to be told itself."""
    problem_arose = Signal(str, object)
    """Key of what failed, KnownProblem; it stands until solved."""
    problem_solved = Signal(str)
    officer_changed = Signal(object)
    papers_progressed = Signal(int, int)
    """Papers set so far, of how many."""

    def __init__(
        self,
        office: Office,
        paperwork: Paperwork,
        runners: Mapping[str, JobRunner],
        clock: Clock,
        packs: Packs,
        editions: AqiEditions,
        places: Places,
        drafting: Drafting,
        wording: PlanWording,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._office = office
        self.paperwork = paperwork
        self.runners = runners
        """One serial runner a resource: journal, readings, documents, output, drafts, and each feed by its name."""
        self.clock = clock
        self.packs = packs
        self.editions = editions
        self.places = places
        self.drafting = drafting
        self.wording = wording
        self.board: Board = office.board
        self.air: Air | None = None
        self.officer: Officer | None = None

    @property
    def pack(self) -> PlanPack:
        return self._office.pack

    @property
    def by(self) -> str:
        """The signed-in officer's id; empty where nobody is."""
        return self.officer.id if self.officer else ""

    def astray(self, act: ChangeProposed) -> tuple[str, ...]:
        """Where words that are still being written would be refused; off the GUI thread."""
        return self._office.astray(act)

    def submit(
        self,
        command: Command,
        password: str = "",
        new_password: str = "",
        second_password: str = "",
        *,
        done: OnChanged | None = None,
        refused: OnRefused | None = None,
    ) -> None:
        """Ask for a change; it is durable before `changed` tells of it. Never blocks."""
        self.runners["journal"].run(
            lambda job: self._office.submit(command, password, new_password, second_password),
            lambda answer: self._answered(answer, done, refused),
            self._failed,
        )

    def read_entries(self, done: Callable[[tuple[Entry, ...]], None]) -> None:
        """The whole journal, off the GUI thread."""
        self.runners["journal"].run(lambda job: self._office.entries(), done, self._failed)

    def verify(self, done: Callable[[RecordCheck], None]) -> Job:
        """Check every chain and the fold, off the GUI thread."""
        return self.runners["journal"].run(lambda job: self._office.verify(), done, self._failed)

    def catch_up(self, answers: Iterable[Answer] = ()) -> None:
        """Show what a service recorded by itself, such as the papers it filed: swap to the office's board."""
        self.board = self._office.board
        entries = tuple(entry for answer in answers if isinstance(answer, Changed) for entry in answer.entries)
        self.changed.emit(Changed(self.board, entries))

    def sign_in(self, officer: str, password: str, *, refused: OnRefused) -> None:
        """Prove the password and take the shift."""
        self.runners["journal"].run(
            lambda job: self._office.sign_in(officer, password),
            lambda answer: self._answered(answer, lambda changed: self._seat(officer), refused),
            self._failed,
        )

    def sign_out(self) -> None:
        self.officer = None
        self.officer_changed.emit(None)

    def file_papers(self, board: Board, entries: tuple[Entry, ...]) -> None:
        """The papers an act calls for follow by themselves, as `board` stood then; whoever did it is on record."""
        wanted = papers_called_for(board, entries)
        if not wanted:
            return
        by = entries[0].by
        self.runners["documents"].run(
            lambda job: self.paperwork.file(wanted, board, by, job.report),
            self._papers_filed,
            self._papers_failed,
            self.papers_progressed.emit,
        )

    def file_requests(self, wanted: tuple[PaperRequest, ...], done: Callable[[], None]) -> None:
        """Papers asked for by the officer rather than called for by an act."""
        board, by = self.board, self.by

        def filed(answers: list[Answer]) -> None:
            self._papers_filed(answers)
            done()

        self.runners["documents"].run(
            lambda job: self.paperwork.file(wanted, board, by, job.report),
            filed,
            self._papers_failed,
            self.papers_progressed.emit,
        )

    def file_missing(self, done: Callable[[int], None]) -> None:
        """Once what stood in the way is solved: the papers that acts called for and nobody could file; how many."""
        board, by = self.board, self.by

        def work(job: Job) -> list[Answer]:
            wanted = papers_missing(board, self._office.entries(), self.pack)
            return self.paperwork.file(wanted, board, by, job.report) if wanted else []

        def filed(answers: list[Answer]) -> None:
            self._papers_filed(answers)
            done(len(answers))

        self.runners["documents"].run(work, filed, self._papers_failed, self.papers_progressed.emit)

    def _papers_failed(self, error: Exception) -> None:
        """What could be filed before is shown all the same."""
        self.catch_up()
        self._failed(error, "documents")

    def _papers_filed(self, answers: Iterable[Answer]) -> None:
        self.problem_solved.emit("documents")
        self.catch_up(answers)

    def show_air(self, air: Air) -> None:
        self.air = air
        self.air_changed.emit(air)

    def _seat(self, officer: str) -> None:
        self.officer = self.board.officers[officer]
        self.officer_changed.emit(self.officer)

    def _answered(self, answer: Answer, done: OnChanged | None, refused: OnRefused | None) -> None:
        self.problem_solved.emit("journal")
        if isinstance(answer, Refused):
            (refused or self.refused.emit)(answer)
            return
        self.catch_up((answer,))
        if done is not None:
            done(answer)
        self.file_papers(answer.board, answer.entries)

    def _failed(self, error: Exception, what: str = "journal") -> None:
        if not isinstance(error, KnownProblem):
            raise error
        self.problem_arose.emit(what, error)
