"""A backup is whole or refused; restoring keeps what was there and never writes under an old desk id."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qh_console.domain.acts import ShiftStarted
from qh_console.domain.particulars import Paper
from qh_console.paths import db_folder
from qh_console.problems import KnownProblem
from qh_console.services.backup import FORMAT, MANIFEST, BackupExists, BadBackup, backup, restore
from qh_console.store.archive import FOLDER, Archive
from qh_console.store.database import FILE, NewerDatabase, NoRecord, open_database
from qh_console.store.journal import DESK, Fork, Journal, claim_desk
from qh_console.store.lock import DataFolderLock, FolderInUse

AT = datetime(2026, 1, 9, 12, 0, tzinfo=UTC)
MIGRATIONS = db_folder() / "migrations"
NOTICE = b"%PDF-1.7 notice" * 1000
PAPER = Paper("a1", "issue-notice", "预警通知", "青〔2026〕1号", hashlib.sha256(NOTICE).hexdigest(), 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A record that has been worked with, not open."""
    folder = tmp_path / "data"
    with open_database(folder, MIGRATIONS) as database:
        journal = Journal(database, claim_desk(database, lambda: "desk-old"))
        journal.append([ShiftStarted("夜班"), ShiftStarted("早班")], "wang", AT)
        Archive(database).put(NOTICE, PAPER, AT)
    (folder / "templates" / "notices").mkdir(parents=True)
    (folder / "templates" / "notices" / "issue.txt").write_text("本办通知", "utf-8")
    (folder / "office.toml").write_text("theme = 'dark'\n", "utf-8")
    return folder


@pytest.fixture
def saved(folder: Path, tmp_path: Path) -> Path:
    return backup(folder, tmp_path / "saved.zip", AT).file


def bring_back(file: Path, folder: Path) -> Path | None:
    return restore(file, folder, MIGRATIONS, lambda: "desk-new", AT).kept


def everything(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def notes(folder: Path) -> list[str]:
    with open_database(folder, MIGRATIONS, read_only=True) as database:
        entries = Journal(database, "any").entries()
    return [entry.act.note for entry in entries if isinstance(entry.act, ShiftStarted)]


# --- making ---------------------------------------------------------------------------------------------------------


def test_a_backup_holds_all_that_belongs_to_the_record(folder: Path, tmp_path: Path) -> None:
    (folder / FOLDER / "half.part").write_bytes(b"x")
    made = backup(folder, tmp_path / "saved.zip", AT)
    with zipfile.ZipFile(made.file) as pack:
        names = set(pack.namelist())
        manifest = json.loads(pack.read(MANIFEST))
        digests = {n: hashlib.sha256(pack.read(n)).hexdigest() for n in names - {MANIFEST}}
    paper = f"archive/{PAPER.sha256[:2]}/{PAPER.sha256}.pdf"
    assert names == {MANIFEST, FILE, paper, "templates/notices/issue.txt", "office.toml"}
    assert {name: entry["sha256"] for name, entry in manifest["files"].items()} == digests
    assert (manifest["format"], manifest["made_at"], made.files) == (FORMAT, "2026-01-09T12:00:00+00:00", 4)
    assert made.sha256 == hashlib.sha256(made.file.read_bytes()).hexdigest()


def test_a_backup_is_for_this_user_only_and_leaves_no_scraps(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "to").mkdir()
    made = backup(folder, tmp_path / "to" / "saved.zip", AT)
    assert made.file.stat().st_mode & 0o777 == 0o600
    assert list((tmp_path / "to").iterdir()) == [made.file]


def test_a_record_in_use_is_copied_whole(folder: Path, tmp_path: Path) -> None:
    with DataFolderLock(folder), open_database(folder, MIGRATIONS) as database:
        Journal(database, "desk-old").append([ShiftStarted("正在写")], "wang", AT)
        file = backup(folder, tmp_path / "saved.zip", AT).file
    bring_back(file, tmp_path / "fresh")
    assert notes(tmp_path / "fresh") == ["夜班", "早班", "正在写"]


def test_an_earlier_backup_is_never_overwritten(folder: Path, saved: Path) -> None:
    before = saved.read_bytes()
    with pytest.raises(BackupExists, match="已经存在"):
        backup(folder, saved, AT)
    assert saved.read_bytes() == before


def test_without_a_record_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(NoRecord):
        backup(tmp_path, tmp_path / "saved.zip", AT)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_does_not_exist_is_named(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(KnownProblem, match="nowhere"):
        backup(folder, tmp_path / "nowhere" / "saved.zip", AT)


# --- bringing back --------------------------------------------------------------------------------------------------


def test_a_restored_record_is_whole_and_sound(saved: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "data"
    found = restore(saved, target, MIGRATIONS, lambda: "desk-new", AT)
    assert (found.made_at, found.kept) == (AT, None)
    assert found.verification.is_sound
    assert found.verification.entries == 2
    assert notes(target) == ["夜班", "早班"]
    with open_database(target, MIGRATIONS) as database:
        assert Archive(database).get(PAPER.sha256) == NOTICE
    assert (target / "templates" / "notices" / "issue.txt").read_text("utf-8") == "本办通知"
    assert (target / "office.toml").read_text("utf-8") == "theme = 'dark'\n"


def test_what_is_restored_is_for_this_user_only(saved: Path, tmp_path: Path) -> None:
    target = tmp_path / "fresh"
    bring_back(saved, target)
    modes = {(p.is_dir(), p.stat().st_mode & 0o777) for p in [target, *target.rglob("*")]}
    assert modes == {(True, 0o700), (False, 0o600)}


def test_a_restored_record_writes_under_a_new_desk(saved: Path, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "fresh"
    assert restore(saved, target, MIGRATIONS, lambda: "desk-new", AT).desk == "desk-new"
    with open_database(target, MIGRATIONS) as restored, open_database(folder, MIGRATIONS) as original:
        assert restored.note(DESK) == "desk-new"
        ours = Journal(restored, claim_desk(restored, lambda: "never"))
        theirs = Journal(original, "desk-old")
        ours.append([ShiftStarted("恢复后")], "wang", AT)
        theirs.append([ShiftStarted("原机继续")], "wang", AT)
        try:
            ours.union(theirs.lines())
        except Fork as fork:
            pytest.fail(str(fork))
        assert {head.desk for head in ours.heads()} == {"desk-old", "desk-new"}
        assert ours.verify().is_sound


def test_what_was_there_is_kept_beside_under_the_time(saved: Path, folder: Path) -> None:
    (folder / "templates" / "own.txt").write_text("后来写的", "utf-8")
    before = everything(folder)
    kept = bring_back(saved, folder)
    assert kept == folder.with_name("data.kept-20260109-200000")
    now = everything(kept)
    assert {name: now[name] for name in before} == before
    assert "templates/own.txt" not in everything(folder)
    assert bring_back(saved, folder) == folder.with_name("data.kept-20260109-200000-2")


def test_an_empty_folder_is_simply_filled(saved: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert bring_back(saved, tmp_path / "empty") is None
    assert notes(tmp_path / "empty") == ["夜班", "早班"]


def test_a_folder_a_console_has_open_is_not_touched(saved: Path, folder: Path) -> None:
    with DataFolderLock(folder):
        before = everything(folder)
        with pytest.raises(FolderInUse):
            bring_back(saved, folder)
        assert everything(folder) == before


def test_a_backup_of_a_newer_console_is_refused(folder: Path, tmp_path: Path) -> None:
    newer = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, newer, ignore=shutil.ignore_patterns("__pycache__"))
    last = sorted((newer / "versions").glob("*.py"))[-1].name.split("_")[0]
    (newer / "versions" / "9999_next.py").write_text(
        f"revision, down_revision, branch_labels, depends_on = '9999', {last!r}, None, None\n\ndef upgrade(): ...\n"
    )
    open_database(folder, newer).close()
    saved = backup(folder, tmp_path / "saved.zip", AT).file
    with pytest.raises(NewerDatabase):
        bring_back(saved, tmp_path / "fresh")
    assert not (tmp_path / "fresh").exists()


Change = Callable[[dict[str, bytes]], None]


def rewritten(saved: Path, change: Change) -> Path:
    with zipfile.ZipFile(saved) as pack:
        files = {name: pack.read(name) for name in pack.namelist()}
    change(files)
    other = saved.with_name("changed.zip")
    with zipfile.ZipFile(other, "w") as pack:
        for name, content in files.items():
            pack.writestr(name, content)
    return other


def relisted(files: dict[str, bytes]) -> None:
    listed = {n: {"sha256": hashlib.sha256(c).hexdigest()} for n, c in files.items() if n != MANIFEST}
    files[MANIFEST] = json.dumps({"format": FORMAT, "made_at": AT.isoformat(), "files": listed}).encode()


def alter_database(files: dict[str, bytes]) -> None:
    files[FILE] = files[FILE][:-1] + b"x"


def add_unlisted(files: dict[str, bytes]) -> None:
    files["templates/new.txt"] = b""


def drop_listed(files: dict[str, bytes]) -> None:
    del files["office.toml"]


def drop_manifest(files: dict[str, bytes]) -> None:
    del files[MANIFEST]


def drop_database(files: dict[str, bytes]) -> None:
    del files[FILE]
    relisted(files)


def garble_manifest(files: dict[str, bytes]) -> None:
    files[MANIFEST] = b'{"format": 1}'


def newer_format(files: dict[str, bytes]) -> None:
    files[MANIFEST] = json.dumps({"format": FORMAT + 1}).encode()


def climb_out(files: dict[str, bytes]) -> None:
    files["templates/../../evil.txt"] = b"x"
    relisted(files)


def absolute(files: dict[str, bytes]) -> None:
    files["/evil.txt"] = b"x"
    relisted(files)


def stray(files: dict[str, bytes]) -> None:
    files["run.sh"] = b"x"
    relisted(files)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (alter_database, "console.db与清单上的摘要不符"),
        (add_unlisted, "内容与清单不符"),
        (drop_listed, "内容与清单不符"),
        (drop_manifest, "没有清单"),
        (drop_database, "没有数据库"),
        (garble_manifest, "清单读不出来"),
        (newer_format, "更新版本"),
        (climb_out, "不该有的文件"),
        (absolute, "不该有的文件"),
        (stray, "不该有的文件run.sh"),
    ],
)
def test_a_backup_that_is_not_whole_changes_nothing(
    saved: Path, folder: Path, tmp_path: Path, change: Change, why: str
) -> None:
    before = everything(folder)
    bad = rewritten(saved, change)
    here = {path.name for path in tmp_path.iterdir()}
    with pytest.raises(BadBackup, match=why):
        bring_back(bad, folder)
    now = everything(folder)
    assert {name: now[name] for name in before} == before
    assert {path.name for path in tmp_path.iterdir()} == here


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
def test_a_backup_cut_short_is_said(saved: Path, tmp_path: Path, share: float) -> None:
    content = saved.read_bytes()
    saved.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(BadBackup, match="残缺"):
        bring_back(saved, tmp_path / "fresh")
    assert not (tmp_path / "fresh").exists()


def test_any_byte_changed_inside_is_noticed_or_harmless(saved: Path, tmp_path: Path) -> None:
    content = saved.read_bytes()
    for number, spot in enumerate(range(0, len(content), max(1, len(content) // 60))):
        changed = bytearray(content)
        changed[spot] ^= 0xFF
        saved.write_bytes(bytes(changed))
        target = tmp_path / f"fresh{number}"
        try:
            bring_back(saved, target)
        except BadBackup:
            assert not target.exists()
        else:
            assert notes(target) == ["夜班", "早班"]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadBackup, match="不存在"):
        bring_back(tmp_path / "none.zip", tmp_path / "fresh")
