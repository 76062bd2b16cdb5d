"""A folder offices put tables into: looked at by polling, read once they have come to rest, never written to."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qh_console.domain.places import Places
from qh_console.feeds.feed import ArrivedFile, FeedNews
from qh_console.feeds.intake import Intake, Parsed
from qh_console.feeds.parsing import parse_table
from qh_console.feeds.tables import LIMIT_BYTES, table_of_bytes
from qh_console.problems import BadInput, Fault, KnownProblem

SUFFIXES = frozenset({".csv", ".xlsx", ".xls"})
MOST_FILES = 20
"""Files read in one poll; the rest wait for the next."""


@dataclass(frozen=True)
class _Look:
    """A file as one poll saw it; two equal looks in a row mean nobody is writing it."""

    size: int
    changed_ns: int


class DropFolder:
    """Brings each file once for every content it has; what is wrong with a file is told until it is gone or mended."""

    def __init__(self, folder: Path, places: Places, name: str = "收件夹", limit_bytes: int = LIMIT_BYTES) -> None:
        self._folder = folder
        self._places = places
        self._name = name
        self._limit_bytes = limit_bytes
        self._looks: dict[str, _Look] = {}
        self._read: dict[str, _Look] = {}
        self._faults: dict[str, tuple[Fault, ...]] = {}
        self._digests: set[str] = set()

    @property
    def name(self) -> str:
        return self._name

    def poll(self, now: datetime) -> FeedNews:
        """Files that came to rest since the last poll. Raises KnownProblem where the folder cannot be seen."""
        looks = self._look()
        rested = [f for f, look in looks.items() if self._looks.get(f) == look and self._read.get(f) != look]
        self._looks = looks
        self._faults = {file: faults for file, faults in self._faults.items() if file in looks}
        self._read = {file: look for file, look in self._read.items() if file in looks}
        arrived = [self._arrival(file, looks[file], now) for file in sorted(rested)[:MOST_FILES]]
        faults = tuple(fault for file in sorted(self._faults) for fault in self._faults[file])
        return FeedNews(faults=faults, files=tuple(a for a in arrived if a is not None))

    def _look(self) -> dict[str, _Look]:
        try:
            with os.scandir(self._folder) as entries:
                found = [(e.name, e.stat(follow_symlinks=False)) for e in entries if _is_table(e.name)]
        except OSError as error:
            what = f"{self._name}“{self._folder}”打不开（{error.strerror}）"
            raise KnownProblem(what, "请检查文件夹是否还在、网络盘是否连上") from None
        return {name: _Look(s.st_size, s.st_mtime_ns) for name, s in found if stat.S_ISREG(s.st_mode)}

    def _arrival(self, file: str, look: _Look, now: datetime) -> ArrivedFile | None:
        """The file's content if it is new; None if it changed under our eyes, was seen before or cannot be read."""
        try:
            with open(self._folder / file, "rb") as opened:
                data = opened.read(self._limit_bytes + 1)
        except OSError as error:
            self._faults[file] = (Fault(file, f"读不出来（{error.strerror}）", "请关掉正打开它的程序"),)
            return None
        if len(data) > self._limit_bytes:
            self._read[file] = look
            self._faults[file] = (Fault(file, "文件过大", f"请拆成不超过{self._limit_bytes // 2**20}MB的文件"),)
            return None
        if len(data) != look.size:
            return None
        self._read[file] = look
        sha256 = hashlib.sha256(data).hexdigest()
        parsed = self._parsed(file, data, now)
        self._faults.pop(file, None)
        if parsed.faults:
            self._faults[file] = parsed.faults
        if sha256 in self._digests:
            return None
        self._digests.add(sha256)
        return ArrivedFile(file, sha256, parsed)

    def _parsed(self, file: str, data: bytes, now: datetime) -> Parsed:
        try:
            return parse_table(table_of_bytes(file, data), Intake(self._places, file, now))
        except BadInput as bad:
            return Parsed(faults=bad.faults)


def _is_table(name: str) -> bool:
    """Tables by their suffix, but not what office programs leave while they work."""
    return Path(name).suffix.lower() in SUFFIXES and not name.startswith(("~$", "."))
