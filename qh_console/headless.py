"""What the command line does with a record when no window is open: take files in, check, back up, bring back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from qh_console.app import system_clock
from qh_console.config import Config
from qh_console.packs import load_places
from qh_console.paths import db_folder, resources_folder
from qh_console.problems import Fault
from qh_console.services.backup import backup, restore
from qh_console.services.importing import Importing, take_all
from qh_console.services.office import mint_id
from qh_console.services.verifying import check_papers, check_record
from qh_console.store.archive import Archive
from qh_console.store.database import Database, open_database
from qh_console.store.forecasts import ForecastStore
from qh_console.store.journal import DESK, Journal
from qh_console.store.readings import ReadingStore

Note = Callable[[str], None]


@contextmanager
def _record(config: Config, *, read_only: bool) -> Iterator[Database]:
    database = open_database(config.data, db_folder() / "migrations", read_only=read_only)
    try:
        yield database
    finally:
        database.close()


def import_files(config: Config, files: Sequence[Path], note: Note) -> tuple[dict[str, Any], list[Fault]]:
    """Every file by itself: a bad one stays out whole and delays none of the others."""
    places = load_places(resources_folder() / "places" / "qinghai.toml")
    with _record(config, read_only=False) as database:
        importing = Importing(ReadingStore(database), ForecastStore(database), places)
        results = take_all(importing, files, system_clock, note)
    faults = [fault for result in results for fault in result.faults]
    return {"files": [r.counts for r in results], "faults": [_fault(f) for f in faults]}, faults


def _fault(fault: Fault) -> dict[str, Any]:
    return {
        "file": fault.file,
        "row": fault.row,
        "column": fault.column,
        "what": fault.what,
        "what_to_do": fault.what_to_do,
    }


def verify_record(config: Config) -> dict[str, Any]:
    """Every chain, the fold and the archive, or the first bad entry by name."""
    with _record(config, read_only=True) as database:
        found = check_record(Journal(database, database.note(DESK) or ""), Archive(database))
    return asdict(found)


def verify_papers(config: Config, files: Sequence[Path]) -> dict[str, Any]:
    """Whether each printed document is, byte for byte, the one on record."""
    with _record(config, read_only=True) as database:
        checks = check_papers(Archive(database), files)
    return {
        "sound": all(c.on_record for c in checks),
        "papers": [asdict(c) for c in checks],
        "messages": [c.message for c in checks],
    }


def back_up(config: Config, file: Path) -> dict[str, Any]:
    made = backup(config.data, file, system_clock())
    return {"file": str(made.file), "files": made.files, "sha256": made.sha256}


def put_back(config: Config, file: Path) -> dict[str, Any]:
    """The record of a backup, under a new desk id; what was there is kept beside it."""
    done = restore(file, config.data, db_folder() / "migrations", mint_id, system_clock())
    return {
        "data": str(config.data),
        "desk": done.desk,
        "made_at": done.made_at.isoformat(),
        "kept": None if done.kept is None else str(done.kept),
        "entries": done.verification.entries,
        "sound": done.verification.is_sound,
        "messages": [] if done.verification.bad is None else [str(done.verification.bad)],
    }
