"""The record handed to an auditor: complete, in open formats, checkable without this program, over nobody's files."""

from __future__ import annotations

import csv
import hashlib
import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qh_console.domain.commands import FilePaper
from qh_console.domain.particulars import Paper, PaperForm
from qh_console.packs import load_places
from qh_console.paths import db_folder, resources_folder
from qh_console.problems import KnownProblem
from qh_console.services.office import Office
from qh_console.services.record_export import MANIFEST, Record, export_record
from qh_console.store.archive import FOLDER, Archive
from qh_console.store.credentials import Credentials
from qh_console.store.database import Database, open_database
from qh_console.store.forecasts import ForecastStore
from qh_console.store.journal import Journal
from qh_console.store.readings import ReadingStore
from tests.builders import DUTY, NOW, to_standing
from tests.services.air_builders import HEAVY, measured
from tests.services.offices import CHEAP, PACK, must, staffed

PDF, WORD = b"%PDF-1.7 a paper", b"a letter"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with open_database(tmp_path / "data", db_folder() / "migrations") as opened:
        yield opened


@pytest.fixture
def record(database: Database) -> Record:
    """An alert that stands, a paper with a form, some readings."""
    journal, archive = Journal(database, "d1"), Archive(database)
    office = staffed(Office(journal, Credentials(database, CHEAP), PACK, lambda: NOW))
    must(office, *to_standing())
    form = PaperForm("word", sha256(WORD))
    paper = Paper("a1", "issue-notice", "关于发布预警的通知", "宁重污应急〔2026〕1号", sha256(PDF), 1, forms=(form,))
    archive.put_form(paper.sha256, form, WORD)
    archive.put(PDF, paper, NOW)
    must(office, FilePaper(DUTY, paper))
    readings = ReadingStore(database)
    readings.add(measured(NOW, (HEAVY, 30)))
    places = load_places(resources_folder() / "places" / "qinghai.toml")
    return Record(journal, archive, readings, ForecastStore(database), PACK, {PACK.id: PACK}, places)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def quiet(_: str) -> None:
    return None


def test_the_journal_can_be_checked_with_nothing_but_its_explanation(record: Record, tmp_path: Path) -> None:
    out = tmp_path / "out"
    manifest = export_record(record, out, NOW, quiet)
    lines = [json.loads(line) for line in (out / "journal.jsonl").read_text(encoding="utf-8").splitlines()]
    previous = ""
    for line in lines:
        fields = ("desk", "seq", "lamport", "at", "by", "kind", "version", "payload", "previous")
        assert line["previous"] == previous
        previous = line["digest"]
        assert sha256("\n".join(str(line[name]) for name in fields).encode()) == previous
    assert (len(lines), manifest["entries"], manifest["sound"]) == (record.journal.verify().entries, len(lines), True)
    assert manifest["heads"] == [{"desk": "d1", "seq": len(lines), "digest": previous}]
    assert all(name in (out / "说明.txt").read_text(encoding="utf-8-sig") for name in ("digest", "U+000A", "SHA-256"))


def test_the_manifest_lists_every_file_with_its_digest_and_nobody_else_may_read_them(
    record: Record, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "out"
    manifest = export_record(record, out, NOW, quiet)
    listed = {item["file"]: item for item in manifest["files"]}
    there = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    assert there.keys() == {*listed, MANIFEST}
    assert json.loads(there.pop(MANIFEST).read_text(encoding="utf-8")) == manifest
    for name, path in there.items():
        assert sha256(path.read_bytes()) == listed[name]["sha256"]
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert [path.name for path in out.parent.iterdir()] == ["out"], "nothing of the work is left behind"


def test_tables_papers_and_air_are_there(record: Record, tmp_path: Path) -> None:
    out = tmp_path / "out"
    manifest = export_record(record, out, NOW, quiet)
    (paper,) = rows_of(out / "papers.csv")
    assert (out / paper["文件"]).read_bytes() == PDF
    assert (out / paper["文件"]).with_suffix(".docx").read_bytes() == WORD
    assert "宁重污应急〔2026〕1号" in paper["文件"]
    assert len(rows_of(out / "alerts.csv")) == 1
    assert len(rows_of(out / "journal.csv")) == manifest["entries"]
    (readings,) = [item for item in manifest["files"] if item["file"].startswith("readings-")]
    assert readings["rows"] == 30
    assert manifest["missing"] == []


def test_a_paper_that_is_gone_is_said_and_stops_nothing(record: Record, tmp_path: Path, database: Database) -> None:
    (pdf,) = (database.folder / FOLDER).rglob("*.pdf")
    pdf.unlink()
    told: list[str] = []
    manifest = export_record(record, tmp_path / "out", NOW, told.append)
    (missing,) = manifest["missing"]
    assert "关于发布预警的通知" in missing
    assert missing in told
    (row,) = rows_of(tmp_path / "out" / "papers.csv")
    assert row["文件"].endswith(".docx")


def test_a_second_export_replaces_the_first_and_nothing_of_it_stays(record: Record, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export_record(record, out, NOW, quiet)
    record.readings.add(measured(NOW, (HEAVY, 3), source="乙"))
    manifest = export_record(record, out, NOW, quiet)
    names = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert names == {MANIFEST, *(item["file"] for item in manifest["files"])}
    assert sum(name.startswith("readings-") for name in names) == 2


@pytest.mark.parametrize("manifest", [None, {}, {"drill": "x"}, {"export": "qh-console", "files": []}, "[", 3])
def test_files_of_others_stop_it_and_stay(record: Record, tmp_path: Path, manifest: Any) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "账本.xlsx").write_bytes(b"mine")
    if manifest is not None:
        (out / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    before = sorted(path.name for path in out.iterdir())
    with pytest.raises(KnownProblem, match="里有别的文件"):
        export_record(record, out, NOW, quiet)
    assert sorted(path.name for path in out.iterdir()) == before
    assert (out / "账本.xlsx").read_bytes() == b"mine"


def test_a_file_in_the_place_of_the_folder_is_named(record: Record, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(KnownProblem, match="不是文件夹"):
        export_record(record, tmp_path / "out", NOW, quiet)


def test_a_failure_half_way_leaves_the_former_export_as_it_was(record: Record, tmp_path: Path) -> None:
    out = tmp_path / "out"
    export_record(record, out, NOW, quiet)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}

    def full(text: str) -> None:
        if text == "实况和预报":
            raise KnownProblem("磁盘已满", "")

    with pytest.raises(KnownProblem, match="已满"):
        export_record(record, out, NOW, full)
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert not list(tmp_path.glob(".export-*"))
