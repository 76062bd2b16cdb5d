"""What the command line does with a record when no window is open: take in, check, back up, bring back, export."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from qh_console.app import system_clock
from qh_console.config import Config
from qh_console.domain.board import fold
from qh_console.packs import chosen_pack, load_packs, load_places
from qh_console.paths import db_folder, resources_folder
from qh_console.problems import Fault
from qh_console.services.backup import backup, restore
from qh_console.services.importing import Importing, take_all
from qh_console.services.office import mint_id
from qh_console.services.paper_checks import check_papers
from qh_console.services.plan_text import import_plan
from qh_console.services.record_export import Record, export_record
from qh_console.services.signatures import Signatures
from qh_console.services.verifying import check_record
from qh_console.store.archive import Archive
from qh_console.store.database import Database, open_database
from qh_console.store.forecasts import ForecastStore
from qh_console.store.journal import DESK, Journal
from qh_console.store.plan_texts import PlanTexts
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
    """Whether each printed document is, byte for byte, the one on record, and who signed it."""
    signatures = Signatures(system_clock, config.signing.certificate, config.signing.trusted)
    with _record(config, read_only=True) as database:
        board = fold(Journal(database, database.note(DESK) or "").entries())
        checks = check_papers(Archive(database), files, signatures, (f.paper for f in board.papers.values()))
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


def take_plan(config: Config, file: Path, pack: str | None) -> dict[str, Any]:
    """The official text of an edition beside our own words. Raises BadInput, KnownProblem."""
    chosen = chosen_pack(load_packs(resources_folder() / "packs"), pack or config.pack)
    done = import_plan(file, chosen, PlanTexts(config.data), system_clock())
    return {
        "pack": done.pack,
        "clauses": done.clauses,
        "file": str(done.stored),
        "kept": None if done.kept is None else str(done.kept),
        "lacking": list(done.lacking),
    }


def export(config: Config, out: Path, note: Note) -> dict[str, Any]:
    """The whole record in open formats; the record itself is only read. Raises KnownProblem."""
    resources = resources_folder()
    packs = load_packs(resources / "packs")
    applied = {pack.id: config.applied_to(pack) for pack in packs.items}
    with _record(config, read_only=True) as database:
        record = Record(
            journal=Journal(database, database.note(DESK) or ""),
            archive=Archive(database),
            readings=ReadingStore(database),
            forecasts=ForecastStore(database),
            pack=applied[chosen_pack(packs, config.pack).id],
            packs=applied,
            places=load_places(resources / "places" / "qinghai.toml"),
        )
        return export_record(record, out, system_clock(), note)
