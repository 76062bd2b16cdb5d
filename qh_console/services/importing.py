"""Files of readings and forecasts into the record: a bad one stays out, unless its good part is confirmed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from qh_console.domain.places import Places
from qh_console.feeds.intake import Intake, Parsed
from qh_console.feeds.parsing import parse_table
from qh_console.feeds.tables import read_table
from qh_console.problems import BadInput, Fault
from qh_console.store.forecasts import ForecastStore
from qh_console.store.readings import ReadingStore

IMPORTED = "文件导入"
"""The source of rows that name none: the same hour told again in another file is a correction, not another source."""


@dataclass(frozen=True)
class ImportResult:
    """What became of one file's rows. `refused` counts rows with faults; a forecast counts as one, however long."""

    file: str
    sha256: str
    new: int
    unchanged: int
    changed: int
    refused: int
    faults: tuple[Fault, ...] = ()
    ignored_columns: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, str | int]:
        return {
            "file": self.file,
            "new": self.new,
            "unchanged": self.unchanged,
            "changed": self.changed,
            "refused": self.refused,
        }


class Importing:
    """Takes files in; the same file a second time changes nothing."""

    def __init__(self, readings: ReadingStore, forecasts: ForecastStore, places: Places) -> None:
        self._readings = readings
        self._forecasts = forecasts
        self._places = places

    def read(self, path: Path, received_at: datetime) -> tuple[str, Parsed]:
        """The file's digest and what it holds, nothing taken in yet. Raises BadInput where it cannot be read at all."""
        table = read_table(path)
        parsed = parse_table(table, Intake(self._places, IMPORTED, received_at))
        return hashlib.sha256(path.read_bytes()).hexdigest(), parsed

    def take(self, path: Path, received_at: datetime, good_part: bool = False) -> ImportResult:
        """The whole file, or with `good_part` what is good of it; otherwise a fault keeps all of it out."""
        try:
            sha256, parsed = self.read(path, received_at)
        except BadInput as bad:
            return ImportResult(path.name, "", 0, 0, 0, _rows(bad.faults), bad.faults)
        return self.keep(path.name, sha256, parsed, good_part)

    def keep(self, file: str, sha256: str, parsed: Parsed, good_part: bool) -> ImportResult:
        """Take in what `read` found, as `take` does."""
        refused = _rows(parsed.faults)
        if parsed.faults and not good_part:
            return ImportResult(file, sha256, 0, 0, 0, refused, parsed.faults, parsed.ignored_columns)
        added = self._readings.add(parsed.readings)
        kept = [self._forecasts.add(forecast) for forecast in parsed.forecasts]
        return ImportResult(
            file,
            sha256,
            added.new + sum(kept),
            added.unchanged + len(kept) - sum(kept),
            added.changed,
            refused,
            parsed.faults,
            parsed.ignored_columns,
        )


def _rows(faults: Sequence[Fault]) -> int:
    return len({f.row for f in faults if f.row is not None})


def take_all(
    importing: Importing, files: Sequence[Path], clock: Callable[[], datetime], noted: Callable[[str], None]
) -> list[ImportResult]:
    """Every file by itself: a bad one delays none of the others."""
    results = []
    for path in files:
        result = importing.take(path, clock())
        for name in result.ignored_columns:
            noted(f"{path.name}：没有用到“{name}”列")
        results.append(result)
    return results
