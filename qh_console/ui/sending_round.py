"""The round of the senders: each channel is worked on its own runner, and where every dispatch stands is kept here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from qh_console.domain.board import Board
from qh_console.domain.dispatches import DispatchKey, Said
from qh_console.domain.dissemination import Dispatch, Foreseen, not_queued
from qh_console.domain.verdicts import Refused
from qh_console.problems import KnownProblem
from qh_console.services.dissemination import DispatchText, Dissemination
from qh_console.services.office import Answer, Changed
from qh_console.ui.desk import Desk, OnRefused
from qh_console.ui.jobs import Job

SENDING = "sending:"
"""As a subject in the room of papers, before a notice's number or alone: what still has to be sent."""
AT_ONCE = datetime.min.replace(tzinfo=UTC)
MOST_IN_ONE_GO = 20
"""Dispatches a channel carries before its runner is free again, so that closing the window never waits for long."""


def runner_name(channel: str) -> str:
    return f"send:{channel}"


def _nothing() -> None:
    return None


class SendingRound(QObject):
    """Lives on the GUI thread. A dead channel keeps only its own runner busy; a drill has no channel to work."""

    changed = Signal()

    def __init__(self, desk: Desk, dissemination: Dissemination, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._works = desk, dissemination
        self._next: dict[str, datetime | None] = {
            channel: AT_ONCE for channel in dissemination.worked if runner_name(channel) in desk.runners
        }
        self._busy: set[str] = set()
        self.dispatches: tuple[Dispatch, ...] = ()
        self.foreseen: Mapping[str, tuple[Foreseen, ...]] = {}
        """By number: to whom a notice goes that nobody has released yet."""
        desk.changed.connect(lambda _: self.look())

    def look(self) -> None:
        """See where every dispatch stands, off the GUI thread."""
        works = self._works
        self._desk.runners["journal"].run(
            lambda job: (works.states(), works.foreseen()), self._on_seen, self._on_failed
        )

    def work_due(self, now: datetime) -> None:
        for channel, next_at in self._next.items():
            if channel not in self._busy and next_at is not None and next_at <= now:
                self._work(channel)

    def of_notice(self, number: str) -> tuple[Dispatch, ...]:
        return tuple(d for d in self.dispatches if d.key.number == number)

    # --- what an officer asks for ---------------------------------------------------------------------------------

    def queue(self, number: str, *, refused: OnRefused) -> None:
        by = self._desk.by
        self._ask(lambda: self._works.queue(number, by), refused)

    def report(
        self, key: DispatchKey, said: Said, spoke_to: str, note: str, *, done: Callable[[], None], refused: OnRefused
    ) -> None:
        by = self._desk.by
        self._ask(lambda: self._works.report(key, said, by, spoke_to, note), refused, done)

    def send_again(self, key: DispatchKey, *, refused: OnRefused) -> None:
        def answered(answer: Refused | None) -> None:
            if answer is not None:
                refused(answer)
                return
            self._wake()
            self.look()

        self._desk.runners["journal"].run(lambda job: self._works.send_again(key), answered, self._on_failed)

    def read_text(self, key: DispatchKey, done: Callable[[DispatchText | None], None]) -> None:
        self._desk.runners["journal"].run(lambda job: self._works.text(key), done, self._on_failed)

    # --- inside ---------------------------------------------------------------------------------------------------

    def _ask(self, work: Callable[[], Answer], refused: OnRefused, done: Callable[[], None] = _nothing) -> None:
        def answered(answer: Answer) -> None:
            if isinstance(answer, Changed):
                self._wake()
                self._desk.catch_up((answer,))
                done()
            else:
                refused(answer)

        self._desk.runners["journal"].run(lambda job: work(), answered, self._on_failed)

    def _wake(self) -> None:
        """Something new may be due on any channel."""
        self._next = dict.fromkeys(self._next, AT_ONCE)

    def _work(self, channel: str) -> None:
        works, clock = self._works, self._desk.clock
        self._busy.add(channel)

        def work(job: Job) -> tuple[int, datetime | None]:
            carried = 0
            while carried < MOST_IN_ONE_GO and works.work_once(channel, clock()) is not None:
                carried += 1
                job.report(carried, 0)
            return carried, works.next_at(channel)

        self._desk.runners[runner_name(channel)].run(
            work,
            lambda outcome: self._on_worked(channel, *outcome),
            lambda error: self._on_channel_failed(channel, error),
            lambda done, total: self.look(),
        )

    def _on_worked(self, channel: str, carried: int, next_at: datetime | None) -> None:
        self._busy.discard(channel)
        self._next[channel] = next_at
        self._desk.problem_solved.emit(runner_name(channel))
        if carried:
            self.look()

    def _on_seen(self, seen: tuple[tuple[Dispatch, ...], Mapping[str, tuple[Foreseen, ...]]]) -> None:
        if seen != (self.dispatches, self.foreseen):
            self.dispatches, self.foreseen = seen
            self.changed.emit()

    def _on_channel_failed(self, channel: str, error: Exception) -> None:
        """It is tried again at the next act; what was in hand is told as unclear after the next start."""
        self._busy.discard(channel)
        self._next[channel] = None
        self._on_failed(error, runner_name(channel))

    def _on_failed(self, error: Exception, what: str = "outbox") -> None:
        if not isinstance(error, KnownProblem):
            raise error
        self._desk.problem_arose.emit(what, error)


def still_open(board: Board, dispatches: Iterable[Dispatch]) -> tuple[Dispatch, ...]:
    """What still waits for a sender or a person, of every alert's latest notice; earlier ones are overtaken."""
    latest = {alert.id: alert.latest_number for alert in board.alerts.values()}
    return tuple(d for d in dispatches if d.state.is_open and latest.get(d.alert) == d.key.number)


def left_to_send(board: Board, dispatches: Iterable[Dispatch]) -> int:
    """For the strip and the rail: a notice not yet released counts as one."""
    return len(still_open(board, dispatches)) + len(not_queued(board))
