"""The whole record as one file, and back again: checked before anything moves, and what was there is kept."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from qh_console.domain.clock import beijing
from qh_console.problems import KnownProblem
from qh_console.store.chain import Verification
from qh_console.store.database import FILE, NoRecord, keep_copy, open_database, sync_file, sync_folder
from qh_console.store.failures import disk_failures_named
from qh_console.store.journal import DESK, Journal
from qh_console.store.lock import DataFolderLock

FORMAT = 1
MANIFEST = "manifest.json"
FOLDERS = ("archive", "templates", "plan-text")
"""What belongs to the record beside the database; settings (*.toml) stand at the top of the folder."""

_CHUNK = 1 << 20
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeDecodeError)


class BackupExists(KnownProblem):
    def __init__(self, file: Path) -> None:
        super().__init__(f"{file}已经存在", "请换一个文件名，旧备份不会被覆盖")


class BadBackup(KnownProblem):
    def __init__(self, file: Path, why: str) -> None:
        super().__init__(f"{file}不是完好的备份（{why}）", "请换一份备份；现有的记录没有改动")


@dataclass(frozen=True)
class BackupMade:
    file: Path
    files: int
    """How many files it holds, the database among them."""
    sha256: str
    """Of the backup file itself, to be written down where the backup is kept."""


@dataclass(frozen=True)
class Restored:
    made_at: datetime
    desk: str
    """The new desk id: lines written from now on never collide with those of the folder the backup came from."""
    kept: Path | None
    """Where the folder's former content is now."""
    verification: Verification


# --- making ---------------------------------------------------------------------------------------------------------


def backup(folder: Path, to_file: Path, made_at: datetime) -> BackupMade:
    """A consistent copy of a record that may be in use, complete under its name or not there at all; mode 0600.

    Raises KnownProblem: no record in `folder`, `to_file` exists, disk.
    """
    if not (folder / FILE).is_file():
        raise NoRecord(folder)
    if to_file.exists():
        raise BackupExists(to_file)
    partial = to_file.with_name(to_file.name + ".part")
    with disk_failures_named(to_file), tempfile.TemporaryDirectory(dir=to_file.parent, prefix=".backup-") as scratch:
        copy = Path(scratch) / FILE
        keep_copy(folder / FILE, copy)
        with open(os.open(partial, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as target:
            count = _pack(target, {FILE: copy, **_files_beside(folder)}, made_at)
        sync_file(partial)
        os.replace(partial, to_file)
        sync_folder(to_file.parent)
        with to_file.open("rb") as whole:
            return BackupMade(to_file, count, hashlib.file_digest(whole, "sha256").hexdigest())


def _files_beside(folder: Path) -> dict[str, Path]:
    found = {path.name: path for path in sorted(folder.glob("*.toml"))}
    for name in FOLDERS:
        paths = (path for path in sorted((folder / name).rglob("*")) if path.is_file() and path.suffix != ".part")
        found.update((path.relative_to(folder).as_posix(), path) for path in paths)
    return found


def _pack(target: IO[bytes], files: Mapping[str, Path], made_at: datetime) -> int:
    listed: dict[str, dict[str, Any]] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, path in files.items():
            with path.open("rb") as source, pack.open(_member(name), "w", force_zip64=True) as member:
                digest, size = _copy(source, member)
            listed[name] = {"sha256": digest, "size": size}
        manifest = {"format": FORMAT, "made_at": made_at.astimezone(UTC).isoformat(), "files": listed}
        pack.writestr(_member(MANIFEST), json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True))
    return len(listed)


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def _copy(source: IO[bytes], target: IO[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
        target.write(chunk)
    return digest.hexdigest(), size


# --- bringing back --------------------------------------------------------------------------------------------------


def restore(file: Path, folder: Path, migrations: Path, mint: Callable[[], str], now: datetime) -> Restored:
    """Puts the record of a backup into `folder`, under a new desk id; the former content is renamed aside, not removed.

    Everything is unpacked, checked against the manifest and opened beside `folder` before that is touched.
    Raises KnownProblem: BadBackup, a newer schema, a console that has the folder open, disk.
    """
    folder = folder.resolve()
    with ExitStack() as held, disk_failures_named(folder):
        if folder.exists() and any(folder.iterdir()):
            held.enter_context(DataFolderLock(folder))
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-restoring-") as scratch:
            fresh = Path(scratch) / folder.name
            made_at = _unpack(file, fresh)
            desk, verification = _made_own(fresh, migrations, mint)
            held.close()
            kept = _swap(fresh, folder, now)
    return Restored(made_at, desk, kept, verification)


def _unpack(file: Path, into: Path) -> datetime:
    """Every file of the backup, its digest that of the manifest; when the backup was made."""
    if not file.is_file():
        raise BadBackup(file, "文件不存在")
    with _bad_if_unreadable(file), zipfile.ZipFile(file) as pack:
        made_at, listed = _manifest(file, pack)
        if sorted(pack.namelist()) != sorted([*listed, MANIFEST]):
            raise BadBackup(file, "内容与清单不符")
        for name, digest in listed.items():
            _check_name(file, name)
            path = into / name
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with pack.open(name) as source, open(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as target:
                found, _ = _copy(source, target)
                target.flush()
                os.fsync(target.fileno())
            if found != digest:
                raise BadBackup(file, f"{name}与清单上的摘要不符")
    for made in (into, *into.rglob("*")):
        made.chmod(0o700 if made.is_dir() else 0o600)
    return made_at


def _manifest(file: Path, pack: zipfile.ZipFile) -> tuple[datetime, dict[str, str]]:
    if MANIFEST not in pack.namelist():
        raise BadBackup(file, "没有清单")
    try:
        manifest = json.loads(pack.read(MANIFEST))
        if manifest["format"] > FORMAT:
            raise BadBackup(file, "是更新版本的控制台做的，请用新版本恢复")
        listed = {str(name): str(entry["sha256"]) for name, entry in manifest["files"].items()}
        made_at = datetime.fromisoformat(manifest["made_at"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadBackup(file, "清单读不出来") from error
    if FILE not in listed:
        raise BadBackup(file, "没有数据库")
    return made_at, listed


def _check_name(file: Path, name: str) -> None:
    """No name may lead out of the folder, or to a place the record does not use."""
    path = PurePosixPath(name)
    at_top = len(path.parts) == 1 and (name == FILE or path.suffix == ".toml")
    inside = len(path.parts) > 1 and path.parts[0] in FOLDERS
    if "\\" in name or ":" in name or ".." in path.parts or path.is_absolute() or not (at_top or inside):
        raise BadBackup(file, f"有不该有的文件{name}")


@contextmanager
def _bad_if_unreadable(file: Path) -> Iterator[None]:
    try:
        yield
    except _UNREADABLE as error:
        raise BadBackup(file, "文件残缺或不是备份文件") from error


def _made_own(fresh: Path, migrations: Path, mint: Callable[[], str]) -> tuple[str, Verification]:
    desk = mint()
    with open_database(fresh, migrations) as database:
        database.set_note(DESK, desk)
        return desk, Journal(database, desk).verify()


def _swap(fresh: Path, folder: Path, now: datetime) -> Path | None:
    """`fresh` becomes `folder`; the former one, unless empty, stays beside it under a name with the time."""
    kept: Path | None = None
    if folder.exists() and not any(folder.iterdir()):
        folder.rmdir()
    elif folder.exists():
        stamp = f"{beijing(now):%Y%m%d-%H%M%S}"
        names = (folder.with_name(f"{folder.name}.kept-{stamp}{f'-{n}' if n > 1 else ''}") for n in range(1, 1000))
        kept = next(path for path in names if not path.exists())
        os.replace(folder, kept)
    try:
        os.replace(fresh, folder)
    except OSError:
        if kept is not None:
            os.replace(kept, folder)
        raise
    sync_folder(folder.parent)
    return kept
