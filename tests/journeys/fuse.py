"""Points at which a console dies by its own hand, as by `kill -9`; each by name, each once."""

from __future__ import annotations

import os
import signal
import smtplib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Connection, Engine, event

FILE = "burnt.txt"
"""In the data folder: the points at which a console has died."""


class Fuse:
    """A point is what the officer is at, the kind of write, and how many of that kind came before it."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self._burnt = set(burnt(folder))
        self._at = "start"
        self._passed: Counter[str] = Counter()
        self._changes: dict[object, int] = {}

    def at(self, what: str) -> None:
        self._at = what
        self._passed.clear()

    def burn(self, kind: str) -> None:
        self._passed[kind] += 1
        point = f"{self._at}: {kind} {self._passed[kind]}"
        if point not in self._burnt:
            with self._file.open("a", encoding="utf-8") as file:
                file.write(f"{point}\n")
            os.kill(os.getpid(), signal.SIGKILL)

    def wire(self) -> None:
        """Before every commit of every database; before and after every file is put in place and every text leaves."""
        event.listen(Engine, "commit", self._on_commit)
        os.replace = self._around("replace", os.replace)
        smtplib.SMTP.data = self._around("mail", smtplib.SMTP.data)  # type: ignore[method-assign]
        httpx.Client.send = self._around("post", httpx.Client.send)  # type: ignore[method-assign]

    def _on_commit(self, connection: Connection) -> None:
        """Transactions that only read end in a commit as well; nothing is at stake there."""
        file: Any = connection.connection.dbapi_connection
        if file.total_changes != self._changes.get(file, 0):
            self._changes[file] = file.total_changes
            self.burn("commit")

    def _around(self, kind: str, done: Callable[..., Any]) -> Callable[..., Any]:
        def cut(*given: Any, **named: Any) -> Any:
            self.burn(f"{kind} begun")
            answer = done(*given, **named)
            self.burn(f"{kind} done")
            return answer

        return cut


def burnt(folder: Path) -> tuple[str, ...]:
    file = folder / FILE
    return tuple(file.read_text("utf-8").splitlines()) if file.exists() else ()
