"""Official texts of plans in the data folder, one file an edition, closed to other users; former ones are kept."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from qh_console.domain.clock import beijing
from qh_console.store.database import sync_folder
from qh_console.store.failures import disk_failures_named

FOLDER = "plan-text"
"""Inside the data folder."""


class PlanTexts:
    """Texts by pack id."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self.folder = data / FOLDER

    def path(self, pack: str) -> Path:
        return self.folder / f"{pack}.txt"

    def stamp(self, pack: str) -> int:
        """Changes whenever the text is replaced; 0 where there is none."""
        try:
            return self.path(pack).stat().st_mtime_ns
        except OSError:
            return 0

    def read(self, pack: str) -> str:
        """The text, or nothing where none was imported. Raises KnownProblem where it cannot be read."""
        path = self.path(pack)
        with disk_failures_named(path):
            return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""

    def put(self, pack: str, text: str, at: datetime) -> Path | None:
        """Keeps `text` as the edition's; what stood there is renamed beside it, and its new path returned.

        The same text again changes nothing. Raises KnownProblem where the disk does not take it.
        """
        path, former = self.path(pack), None
        with disk_failures_named(path):
            self._data.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.mkdir(mode=0o700, exist_ok=True)
            if path.is_file():
                if path.read_bytes() == text.encode():
                    return None
                former = self._free(f"{pack}-{beijing(at):%Y%m%d-%H%M%S}")
            partial = path.with_suffix(".part")
            with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
            if former is not None:
                os.replace(path, former)
            os.replace(partial, path)
            sync_folder(self.folder)
        return former

    def _free(self, stem: str) -> Path:
        path, count = self.folder / f"{stem}.txt", 2
        while path.exists():
            path, count = self.folder / f"{stem}-{count}.txt", count + 1
        return path
