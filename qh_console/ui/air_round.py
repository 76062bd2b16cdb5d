"""The round of the feeds: asks those that are due, takes in what they bring, and looks at the air again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from qh_console.problems import KnownProblem
from qh_console.services.feeding import Delivery, Feeding, FeedReport
from qh_console.services.importing import ImportResult
from qh_console.services.watch import Air, Watch
from qh_console.ui.desk import Desk


class AirRound(QObject):
    """Each feed is asked on its own runner; readings are written and looked at on theirs. Nothing here waits."""

    reports_changed = Signal()
    files_taken = Signal(object)
    """ImportResult of every file a feed brought."""

    def __init__(self, desk: Desk, watch: Watch, feedings: Sequence[Feeding], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._watch = watch
        self._feedings: Mapping[str, Feeding] = {feeding.name: feeding for feeding in feedings}
        self._asked: set[str] = set()
        self._is_looking = False
        self._look_again = False

    def reports(self, now: datetime) -> tuple[FeedReport, ...]:
        return tuple(feeding.report(now) for feeding in self._feedings.values())

    def ask_due(self, now: datetime) -> None:
        for feeding in self._feedings.values():
            if feeding.is_due(now):
                self.ask(feeding.name)

    def ask(self, name: str) -> None:
        """Ask a feed now, unless its answer is still awaited."""
        if name in self._asked:
            return
        self._asked.add(name)
        feeding = self._feedings[name]
        self._desk.runners[name].run(
            lambda job: feeding.ask(self._desk.clock),
            lambda delivery: self._on_delivery(feeding, delivery),
            lambda error: self._on_failed(name, error),
        )

    def look_now(self) -> None:
        """The first look, before there is a window to keep waiting. What fails here is told as usual."""
        try:
            self._desk.show_air(self._watch.look(self._desk.board, self._desk.clock()))
        except KnownProblem as problem:
            self._desk.problem_arose.emit("readings", problem)

    def look(self) -> None:
        """See the air anew; asked again while looking, it looks once more afterwards."""
        if self._is_looking:
            self._look_again = True
            return
        self._is_looking, self._look_again = True, False
        watch, board, clock = self._watch, self._desk.board, self._desk.clock
        self._desk.runners["readings"].run(lambda job: watch.look(board, clock()), self._on_seen, self._on_unseen)

    def confirm(self, name: str, file: str, done: Callable[[ImportResult], None]) -> None:
        """Take in the good part of a file, on an officer's word."""
        feeding = self._feedings[name]

        def taken(result: ImportResult) -> None:
            done(result)
            self.look()
            self.reports_changed.emit()

        self._desk.runners["readings"].run(
            lambda job: feeding.confirm(file), taken, lambda error: self._on_failed("readings", error)
        )

    def _on_delivery(self, feeding: Feeding, delivery: Delivery) -> None:
        self._asked.discard(feeding.name)
        self._desk.problem_solved.emit(feeding.name)
        self.reports_changed.emit()
        if delivery.is_empty:
            return
        self._desk.runners["readings"].run(
            lambda job: feeding.keep(delivery), self._on_kept, lambda error: self._on_failed("readings", error)
        )

    def _on_kept(self, results: tuple[ImportResult, ...]) -> None:
        self._desk.problem_solved.emit("readings")
        for result in results:
            self.files_taken.emit(result)
        self.reports_changed.emit()
        self.look()

    def _on_seen(self, air: Air) -> None:
        self._is_looking = False
        self._desk.show_air(air)
        if self._look_again:
            self.look()

    def _on_unseen(self, error: Exception) -> None:
        self._is_looking = False
        self._on_failed("readings", error)

    def _on_failed(self, what: str, error: Exception) -> None:
        self._asked.discard(what)
        if not isinstance(error, KnownProblem):
            raise error
        self._desk.problem_arose.emit(what, error)
