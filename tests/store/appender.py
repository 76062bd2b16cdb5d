"""Writers to be killed: a warm process that forks one for every folder it is told, and the hand that kills them."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from types import TracebackType

from qh_console.domain.acts import Act, MarkCorrected
from qh_console.store.database import open_database
from qh_console.store.journal import Journal
from tests.source_tree import ROOT

AT = datetime(2026, 1, 9, 12, 0, tzinfo=UTC)
ACTS_AT_ONCE = 3

Acknowledge = Callable[[str], None]
Write = Callable[[Path, Acknowledge], None]
"""Writes to a folder until it is killed, and acknowledges each piece once it is durable."""


def append_for_ever(folder: Path, acknowledge: Acknowledge) -> None:
    """Appends three acts at a time; acknowledges the last one's number and digest."""
    journal = Journal(open_database(folder, ROOT / "db" / "migrations"), "desk-a")
    for number in count():
        acts: list[Act] = [MarkCorrected("a1", f"{number}-{n}", "长" * (number % 7) * 200) for n in range(ACTS_AT_ONCE)]
        last = journal.append(acts, "wang", AT)[-1]
        acknowledge(f"{last.seq} {last.digest}")


def serve(write: Write) -> None:
    """Forks a writer for every folder named on standard input; importing once keeps a round short."""
    from alembic import command  # noqa: F401  so that a fork need not load it

    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _say(f"pid {os.getpid()}")
            write(Path(line.strip()), _say)
            os._exit(0)
        os.waitpid(child, 0)
        _say("dead")


def _say(word: str) -> None:
    os.write(sys.stdout.fileno(), f"{word}\n".encode())


class Victims:
    """The other side: starts writers in the module's process and kills them, `kill -9`, at a chosen moment."""

    def __init__(self, module: str) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", module], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )

    def __enter__(self) -> Victims:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.kill()
        self._server.communicate()

    def killed_after(self, folder: Path, acknowledged: int, seconds: float) -> list[str]:
        """One writer's acknowledgements; it dies `seconds` after the given number of them, wherever it is then."""
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(f"{folder}\n".encode())
        pid = int(self._line().removeprefix("pid "))
        words = [self._line() for _ in range(acknowledged)]
        select.select([], [], [], seconds)
        os.kill(pid, signal.SIGKILL)
        while (word := self._line()) != "dead":
            words.append(word)
        return words

    def until_dead(self, folder: Path) -> list[str]:
        """All acknowledgements of a writer that ends by itself, finished or by its own hand."""
        assert self._server.stdin is not None
        self._server.stdin.write(f"{folder}\n".encode())
        assert self._line().startswith("pid ")
        words = []
        while (word := self._line()) != "dead":
            words.append(word)
        return words

    def _line(self) -> str:
        assert self._server.stdout is not None
        line = self._server.stdout.readline()
        assert line.endswith(b"\n"), "the writers' process is gone"
        return line.decode().strip()


if __name__ == "__main__":
    serve(append_for_ever)
