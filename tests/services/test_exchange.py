"""A bundle goes out whole, comes in checked, is merged by union; what is wrong with it is said and changes nothing."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qh_console.domain.acts import ShiftStarted
from qh_console.domain.commands import FilePaper, StartShift
from qh_console.domain.office_commands import VoidNumber
from qh_console.domain.particulars import Paper, PaperForm
from qh_console.domain.verdicts import Refused
from qh_console.paths import db_folder
from qh_console.problems import KnownProblem
from qh_console.services.exchange import (
    FORMAT,
    LINES,
    MANIFEST,
    BadBundle,
    BundleExists,
    merge,
    missing_papers,
    read_bundle,
    write_bundle,
)
from qh_console.services.office import Office
from qh_console.services.verifying import check_record
from qh_console.store.archive import FOLDER, Archive, PaperMissing
from qh_console.store.credentials import Credentials
from qh_console.store.database import Database, open_database
from qh_console.store.journal import BrokenBundle, Fork, Journal
from tests.builders import DUTY, NOW, to_standing
from tests.services.offices import CHEAP, PACK, must, password_of, staffed

MIGRATIONS = db_folder() / "migrations"
PDF = b"%PDF-1.7 a paper"


@dataclass
class Seat:
    """One desk: its record, journal, archive and office."""

    database: Database
    journal: Journal
    archive: Archive
    office: Office

    def filed(self, content: bytes = PDF) -> Paper:
        paper = Paper("a1", "issue-notice", "通知", "1号", hashlib.sha256(content).hexdigest(), 1)
        self.archive.put(content, paper, NOW)
        must(self.office, FilePaper(DUTY, paper))
        return paper


def seat_at(folder: Path, desk: str) -> Seat:
    folder.mkdir(mode=0o700, exist_ok=True)
    database = open_database(folder, MIGRATIONS)
    journal = Journal(database, desk)
    office = Office(journal, Credentials(database, CHEAP), PACK, lambda: NOW)
    return Seat(database, journal, Archive(database), office)


@pytest.fixture
def here(record_folder: Path) -> Iterator[Seat]:
    seat = seat_at(record_folder, "d1")
    staffed(seat.office)
    yield seat
    seat.database.close()


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Seat]:
    seat = seat_at(tmp_path / "there", "d2")
    yield seat
    seat.database.close()


@pytest.fixture
def bundle(here: Seat, tmp_path: Path) -> Path:
    must(here.office, *to_standing())
    here.filed()
    file = tmp_path / "d1.qhx"
    write_bundle(here.journal, file, NOW, here.archive)
    return file


def test_a_bundle_brings_record_and_papers_to_another_desk(here: Seat, there: Seat, tmp_path: Path) -> None:
    must(here.office, *to_standing())
    paper = here.filed()
    made = write_bundle(here.journal, tmp_path / "out.qhx", NOW, here.archive)
    assert (made.entries, made.papers, made.missing) == (len(here.journal.entries()), 1, ())
    assert made.sha256 == hashlib.sha256(made.file.read_bytes()).hexdigest()
    read = read_bundle(made.file)
    assert (read.desk, read.made_at, len(read.lines)) == ("d1", NOW, made.entries)
    merged = merge(there.office, there.journal, made.file, there.archive)
    assert len(merged.entries) == made.entries
    assert merged.board == there.office.board
    assert merged.board.alerts == here.office.board.alerts
    assert there.archive.get(paper.sha256) == PDF
    assert (merged.papers, merged.missing, merged.disputes) == (1, (), ())
    assert there.journal.verify().is_sound


def test_officers_come_without_their_passwords(here: Seat, there: Seat, bundle: Path) -> None:
    staffed_here = tuple(here.office.board.officers)
    assert here.office.without_password() == ()
    merge(there.office, there.journal, bundle)
    assert there.office.without_password() == staffed_here
    assert isinstance(there.office.sign_in(DUTY, password_of(DUTY)), Refused)


def test_the_same_bundle_again_changes_nothing(there: Seat, bundle: Path) -> None:
    first = merge(there.office, there.journal, bundle, there.archive)
    again = merge(there.office, there.journal, bundle, there.archive)
    assert (again.entries, again.papers) == ((), 0)
    assert again.board == first.board


def test_only_what_the_other_desk_lacks_need_go(here: Seat, there: Seat, bundle: Path, tmp_path: Path) -> None:
    merge(there.office, there.journal, bundle)
    known = there.journal.heads()
    must(here.office, StartShift(DUTY))
    made = write_bundle(here.journal, tmp_path / "more.qhx", NOW, since=known)
    assert made.entries == 1
    merged = merge(there.office, there.journal, made.file)
    assert [e.act for e in merged.entries] == [ShiftStarted()]
    assert merged.board.alerts == here.office.board.alerts


def test_papers_that_do_not_come_along_are_named_and_mended_by_a_fuller_bundle(
    here: Seat, there: Seat, bundle: Path, tmp_path: Path
) -> None:
    (paper,) = missing_papers(here.office.board, None)
    bare = write_bundle(here.journal, tmp_path / "bare.qhx", NOW)
    assert (bare.papers, bare.missing) == (0, (paper,))
    assert merge(there.office, there.journal, bare.file, there.archive).missing == (paper,)
    merged = merge(there.office, there.journal, bundle, there.archive)
    assert (merged.entries, merged.papers, merged.missing) == ((), 1, ())


@pytest.mark.parametrize("harm", ["gone", "altered"])
def test_a_paper_this_desk_has_lost_does_not_hold_up_the_record(here: Seat, tmp_path: Path, harm: str) -> None:
    paper = here.filed()
    path = here.database.folder / FOLDER / f"{paper.sha256[:2]}/{paper.sha256}.pdf"
    path.unlink() if harm == "gone" else path.write_bytes(b"other")
    assert write_bundle(here.journal, tmp_path / "out.qhx", NOW, here.archive).missing == (paper,)


def test_an_old_bundle_is_never_written_over(here: Seat, bundle: Path) -> None:
    before = bundle.read_bytes()
    with pytest.raises(BundleExists):
        write_bundle(here.journal, bundle, NOW)
    assert bundle.read_bytes() == before


def test_characters_that_some_call_line_ends_travel_unharmed(here: Seat, there: Seat, tmp_path: Path) -> None:
    must(here.office, StartShift(DUTY, "一\u2028二\x85三\n四"))
    made = write_bundle(here.journal, tmp_path / "out.qhx", NOW)
    merge(there.office, there.journal, made.file)
    assert there.journal.entries() == here.journal.entries()


# --- what is wrong is said ------------------------------------------------------------------------------------------


def rewritten(file: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    with zipfile.ZipFile(file) as pack:
        parts = {name: pack.read(name) for name in pack.namelist()}
    change(parts)
    with zipfile.ZipFile(file, "w") as pack:
        for name, content in parts.items():
            pack.writestr(name, content)


def with_manifest(**bend: Any) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        parts[MANIFEST] = json.dumps(json.loads(parts[MANIFEST]) | bend).encode()

    return change


def with_lines(bend: Callable[[list[dict[str, Any]]], object]) -> Callable[[dict[str, bytes]], None]:
    """Changes the lines and makes the manifest agree, as one who forges would."""

    def change(parts: dict[str, bytes]) -> None:
        rows = [json.loads(row) for row in parts[LINES].decode().split("\n")[:-1]]
        bend(rows)
        parts[LINES] = "".join(f"{json.dumps(row)}\n" for row in rows).encode()
        with_manifest(sha256=hashlib.sha256(parts[LINES]).hexdigest(), lines=len(rows))(parts)

    return change


def garble_paper(parts: dict[str, bytes]) -> None:
    name = next(n for n in parts if n.startswith("papers/"))
    parts[name] = b"%PDF forged"


BROKEN: dict[str, tuple[Callable[[dict[str, bytes]], None], str]] = {
    "no manifest": (lambda parts: void(parts.pop(MANIFEST)), "缺清单"),
    "no lines": (lambda parts: void(parts.pop(LINES)), "缺清单"),
    "not json": (lambda parts: parts.update({MANIFEST: b"{"}), "清单读不出来"),
    "a key short": (lambda parts: parts.update({MANIFEST: b'{"format":1}'}), "清单读不出来"),
    "a list": (lambda parts: parts.update({MANIFEST: b"[]"}), "清单读不出来"),
    "newer": (with_manifest(format=FORMAT + 1), "更新版本"),
    "garbled lines": (lambda parts: parts.update({LINES: parts[LINES] + b"x\n"}), "摘要不符"),
    "miscounted": (with_manifest(lines=1), "条数"),
    "paper left out": (with_manifest(papers=["0" * 64]), "文书不全"),
    "line without a column": (with_lines(lambda rows: rows[0].pop("by")), "第1条读不出来"),
    "line of a wrong type": (with_lines(lambda rows: rows[1].update(seq="2")), "第2条读不出来"),
    "line that is a list": (with_lines(lambda rows: rows.__setitem__(0, [])), "第1条读不出来"),  # type: ignore[call-overload]
}


def void(_: object) -> None:
    """For a change whose answer nobody needs."""


@pytest.mark.parametrize("harm", BROKEN)
def test_a_bundle_that_is_not_whole_is_refused_and_changes_nothing(there: Seat, bundle: Path, harm: str) -> None:
    change, words = BROKEN[harm]
    rewritten(bundle, change)
    with pytest.raises(BadBundle, match=words):
        merge(there.office, there.journal, bundle, there.archive)
    assert there.journal.heads() == ()
    assert there.office.board.length == 0


@pytest.mark.parametrize("content", [b"", b"no zip at all", None])
def test_what_is_no_bundle_is_named(there: Seat, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "x.qhx"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadBundle):
        merge(there.office, there.journal, file)


def test_a_bundle_cut_short_is_named(there: Seat, bundle: Path) -> None:
    bundle.write_bytes(bundle.read_bytes()[:-200])
    with pytest.raises(BadBundle, match="残缺"):
        merge(there.office, there.journal, bundle)


def test_a_forged_paper_never_reaches_the_archive(there: Seat, bundle: Path) -> None:
    rewritten(bundle, garble_paper)
    with pytest.raises(BadBundle, match="与摘要不符"):
        merge(there.office, there.journal, bundle, there.archive)
    assert there.archive.list() == ()
    assert len(missing_papers(there.office.board, there.archive)) == 1


@pytest.mark.parametrize(
    ("bend", "words"),
    [
        (lambda rows: rows[2].update(by="stranger"), "内容与摘要不符"),
        (lambda rows: rows.pop(1), "缺第2条"),
    ],
)
def test_a_line_changed_or_dropped_on_the_way_stops_the_merge(
    there: Seat, bundle: Path, bend: Callable[[list[dict[str, Any]]], object], words: str
) -> None:
    rewritten(bundle, with_lines(bend))
    with pytest.raises(BrokenBundle, match=words):
        merge(there.office, there.journal, bundle, there.archive)
    assert there.journal.heads() == ()


def test_a_folder_that_was_copied_and_used_twice_is_found_out(here: Seat, bundle: Path, tmp_path: Path) -> None:
    twin_folder = tmp_path / "twin"
    here.database.close()
    shutil.copytree(here.database.folder, twin_folder)
    again, twin = seat_at(here.database.folder, "d1"), seat_at(twin_folder, "d1")
    must(again.office, StartShift(DUTY, "一"))
    must(twin.office, VoidNumber(DUTY, "宁重污应急〔2026〕3号", "毁损"))
    made = write_bundle(twin.journal, tmp_path / "twin.qhx", NOW)
    before = again.office.board
    with pytest.raises(Fork) as caught:
        merge(again.office, again.journal, made.file)
    assert isinstance(caught.value, KnownProblem)
    assert "d1" in caught.value.what
    assert again.office.board == before
    for seat in (again, twin):
        seat.database.close()


def test_the_forms_beside_a_paper_travel_with_it_and_a_touched_one_stays_behind(
    here: Seat, there: Seat, tmp_path: Path
) -> None:
    must(here.office, *to_standing())
    beside, other = b"<alert/>", b"<alert>2</alert>"
    forms = tuple(PaperForm(f, hashlib.sha256(c).hexdigest()) for f, c in (("cap", beside), ("national", other)))
    paper = Paper("a1", "issue-notice", "通知", "1号", hashlib.sha256(PDF).hexdigest(), 1, "", "c0" * 32, forms)
    for form, content in zip(forms, (beside, other), strict=True):
        here.archive.put_form(paper.sha256, form, content)
    here.archive.put(PDF, paper, NOW)
    must(here.office, FilePaper(DUTY, paper))
    next(here.archive.folder.rglob("*-national")).write_bytes(b"touched")
    made = write_bundle(here.journal, tmp_path / "out.qhx", NOW, here.archive)
    merge(there.office, there.journal, made.file, there.archive)
    assert there.archive.get_form(paper, forms[0]) == beside
    with pytest.raises(PaperMissing):
        there.archive.get_form(paper, forms[1])
    assert check_record(there.journal, there.archive).sound
    assert not check_record(here.journal, here.archive).sound
