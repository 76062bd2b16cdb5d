"""Trouble in the world, worded for the operator: what happened, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class KnownProblem(Exception):
    """The world failed (disk, feed, printer, file); shown as a standing line until it is solved."""

    def __init__(self, what: str, what_to_do: str) -> None:
        super().__init__(f"{what}；{what_to_do}" if what_to_do else what)
        self.what = what
        self.what_to_do = what_to_do


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a file, as the person who must mend it needs to read it."""

    file: str
    what: str
    what_to_do: str = ""
    row: int | None = None
    column: str | None = None
    key: str | None = None
    """In a TOML file: the key as `duties[3].units`."""

    def __str__(self) -> str:
        where = self.file
        if self.row is not None:
            where += f" 第{self.row}行"
        if self.column is not None:
            where += f" “{self.column}”列"
        if self.key is not None:
            where += f" “{self.key}”项"
        return f"{where}：{self.what}" + (f"；{self.what_to_do}" if self.what_to_do else "")


class BadInput(KnownProblem):
    """A file that cannot be taken as it is; carries every fault found, not only the first."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        first = faults[0]
        more = f"（另有{len(faults) - 1}处）" if len(faults) > 1 else ""
        super().__init__(f"{first}{more}", "")
        self.faults = tuple(faults)
