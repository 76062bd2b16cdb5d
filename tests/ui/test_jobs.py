"""Job runners: order, delivery on the GUI thread, failure, cancelling, progress."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

from pytestqt.qtbot import QtBot

from qh_console.ui.jobs import Job, JobRunner, WorkerThread, inline


class ByHand:
    """Executor that keeps the work until the test runs it."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def __call__(self, work: Callable[[], None]) -> None:
        self.waiting.append(work)

    def run_all(self) -> None:
        while self.waiting:
            self.waiting.pop(0)()


def test_inline_work_is_delivered_at_once(qtbot: QtBot) -> None:
    got: list[int] = []
    JobRunner("journal", inline).run(lambda job: 7, got.append)
    assert got == [7]


def test_a_thread_delivers_in_order_on_the_gui_thread(qtbot: QtBot) -> None:
    execute = WorkerThread("feed")
    runner = JobRunner("feed", execute)
    got: list[tuple[int, bool]] = []
    workers: set[int] = set()

    def work(job: Job) -> int:
        workers.add(threading.get_ident())
        return len(got)

    def note(i: int) -> Callable[[int], None]:
        return lambda _: got.append((i, threading.current_thread() is threading.main_thread()))

    for i in range(20):
        runner.run(work, note(i))
    assert not runner.is_idle
    qtbot.waitUntil(lambda: runner.is_idle, timeout=3000)
    assert got == [(i, True) for i in range(20)]
    assert len(workers) == 1
    assert threading.get_ident() not in workers
    assert execute.close()


def test_closing_finishes_what_is_queued() -> None:
    execute = WorkerThread("journal")
    done: list[int] = []
    for i in range(50):
        execute(partial(done.append, i))
    assert execute.close()
    assert done == list(range(50))


def test_failure_goes_to_the_caller_or_to_the_signal(qtbot: QtBot) -> None:
    runner = JobRunner("documents", inline)
    caught: list[Exception] = []
    told: list[object] = []
    runner.failed.connect(told.append)
    wrong = ValueError("wrong")

    def work(job: Job) -> None:
        raise wrong

    runner.run(work, lambda _: None, caught.append)
    assert (caught, told) == ([wrong], [])
    runner.run(work, lambda _: None)
    assert told == [wrong]
    assert runner.is_idle


def test_a_cancelled_job_never_begins_and_never_delivers(qtbot: QtBot) -> None:
    execute = ByHand()
    runner = JobRunner("feed", execute)
    begun: list[str] = []
    got: list[str] = []

    def work(job: Job) -> str:
        begun.append("begun")
        return "result"

    job = runner.run(work, got.append)
    job.cancel()
    execute.run_all()
    assert (begun, got, runner.is_idle) == ([], [], True)


def test_running_work_stops_at_its_next_report(qtbot: QtBot) -> None:
    execute = ByHand()
    runner = JobRunner("documents", execute)
    got: list[object] = []
    steps: list[tuple[int, int]] = []

    def work(job: Job) -> str:
        job.report(1, 3)
        job.cancel()
        job.report(2, 3)
        return "never"

    runner.run(work, got.append, got.append, lambda done, total: steps.append((done, total)))
    execute.run_all()
    assert (got, steps) == ([], [(1, 3)])


def test_idleness_is_told_at_its_edges(qtbot: QtBot) -> None:
    execute = ByHand()
    runner = JobRunner("feed", execute)
    told: list[bool] = []
    runner.idle_changed.connect(told.append)
    runner.run(lambda job: None, lambda _: None)
    runner.run(lambda job: None, lambda _: None)
    execute.run_all()
    assert told == [False, True]
