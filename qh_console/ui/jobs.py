"""One serial job runner per resource: work runs elsewhere in order, and its outcome arrives on the GUI thread."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

T = TypeVar("T")
Execute = Callable[[Callable[[], None]], None]
"""Runs one piece of work, now or later, always one at a time and in the order given."""


class Cancelled(Exception):
    """Raised inside work whose job was cancelled; never shown to anybody."""


class Job:
    """Handle of one piece of work: the screen may cancel it, the work reports its progress through it."""

    def __init__(self, reported: Callable[[int, int], None]) -> None:
        self._cancelled = threading.Event()
        self._reported = reported

    @property
    def is_cancelled(self) -> bool:
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Nothing more is delivered; work that has not begun does not begin."""
        self._cancelled.set()

    def report(self, done: int, total: int) -> None:
        """Called by the work between steps; raises Cancelled when it should stop."""
        if self.is_cancelled:
            raise Cancelled
        self._reported(done, total)


class JobRunner(QObject):
    """Runs the work on one resource, one piece after another."""

    failed = Signal(object)
    """An exception no caller asked for."""
    idle_changed = Signal(bool)
    _arrived = Signal(object)

    def __init__(self, name: str, execute: Execute, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._execute = execute
        self._waiting = 0
        self._arrived.connect(self._on_arrived)

    @property
    def is_idle(self) -> bool:
        return self._waiting == 0

    def run(
        self,
        work: Callable[[Job], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        progressed: Callable[[int, int], None] | None = None,
    ) -> Job:
        """Queue `work`; `done`, `failed` and `progressed` are called on the thread this runner lives on."""
        job = Job(lambda count, total: self._report(job, progressed, count, total))
        self._count(+1)
        self._execute(lambda: self._work(job, work, done, failed or self.failed.emit))
        return job

    def _work(
        self, job: Job, work: Callable[[Job], T], done: Callable[[T], None], failed: Callable[[Exception], None]
    ) -> None:
        try:
            deliver = self._attempt(job, work, done)
        except Cancelled:
            deliver = _nothing
        except Exception as error:
            deliver = _bind(failed, error)
        self._arrived.emit((job, deliver, True))

    def _attempt(self, job: Job, work: Callable[[Job], T], done: Callable[[T], None]) -> Callable[[], None]:
        if job.is_cancelled:
            raise Cancelled
        return _bind(done, work(job))

    def _report(self, job: Job, progressed: Callable[[int, int], None] | None, count: int, total: int) -> None:
        if progressed is not None:
            self._arrived.emit((job, lambda: progressed(count, total), False))

    def _on_arrived(self, arrival: tuple[Job, Callable[[], None], bool]) -> None:
        job, deliver, is_last = arrival
        if is_last:
            self._count(-1)
        if not job.is_cancelled:
            deliver()

    def _count(self, change: int) -> None:
        was_idle = self.is_idle
        self._waiting += change
        if was_idle != self.is_idle:
            self.idle_changed.emit(self.is_idle)


def _nothing() -> None:
    return None


def _bind(call: Callable[[T], object], value: T) -> Callable[[], None]:
    def deliver() -> None:
        call(value)

    return deliver


def inline(work: Callable[[], None]) -> None:
    """Executor that runs work at once: for tests and for the headless demonstration."""
    work()


class WorkerThread:
    """Executor with one thread of its own; `close` lets the queued work finish first."""

    def __init__(self, name: str) -> None:
        self._queue: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._loop, name=name, daemon=True)
        self._thread.start()

    def __call__(self, work: Callable[[], None]) -> None:
        self._queue.put(work)

    def close(self, wait_seconds: float = 10.0) -> bool:
        """Take no more work; True when everything queued was done in time."""
        self._queue.put(None)
        self._thread.join(wait_seconds)
        return not self._thread.is_alive()

    def _loop(self) -> None:
        while (work := self._queue.get()) is not None:
            work()
