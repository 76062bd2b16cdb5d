"""One serial runner a resource, all begun and ended together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject

from qh_console.ui.jobs import JobRunner, WorkerThread, inline

RESOURCES = ("journal", "readings", "documents", "output", "drafts")
"""`output` prints and copies what `documents` has set, so that a long job never holds up a page being typed."""


class Runners:
    """`by_name` is what the desk holds: the resources, and a feed or a channel each. `close` lets queued work end."""

    def __init__(self, others: Iterable[str], is_threaded: bool, parent: QObject) -> None:
        self._threads: list[WorkerThread] = []
        self._is_threaded = is_threaded
        names = (*RESOURCES, *others)
        self.by_name: Mapping[str, JobRunner] = {name: self._runner(name, parent) for name in names}

    def close(self) -> bool:
        """True when everything that was queued is done."""
        ended = [thread.close() for thread in self._threads]
        return all(ended)

    def _runner(self, name: str, parent: QObject) -> JobRunner:
        if not self._is_threaded:
            return JobRunner(name, inline, parent)
        thread = WorkerThread(name)
        self._threads.append(thread)
        return JobRunner(name, thread, parent)
