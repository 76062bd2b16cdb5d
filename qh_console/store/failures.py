"""What SQLite and the disk say when they fail, turned into one sentence and one thing to do."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from qh_console.problems import KnownProblem


class DiskFull(KnownProblem):
    def __init__(self, where: Path) -> None:
        super().__init__(f"磁盘已满，{where}写不进去", "请腾出空间后重试，刚才的操作没有记入")


class RecordLocked(KnownProblem):
    def __init__(self, where: Path) -> None:
        super().__init__(f"{where}正被别的程序占用", "请关闭占用它的程序（如备份或杀毒软件）后重试，刚才的操作没有记入")


class RecordDamaged(KnownProblem):
    def __init__(self, where: Path) -> None:
        super().__init__(f"{where}已损坏，读不出来", "请勿删除它，用最近的备份恢复到数据文件夹")


class RecordReadOnly(KnownProblem):
    def __init__(self, where: Path) -> None:
        super().__init__(f"{where}只能读、不能写", "请检查文件夹权限和磁盘是否只读，刚才的操作没有记入")


class RecordUnreachable(KnownProblem):
    def __init__(self, where: Path, detail: str) -> None:
        super().__init__(f"打不开{where}（{detail}）", "请检查磁盘、路径和权限后重试")


_KINDS: dict[int, type[DiskFull | RecordLocked | RecordDamaged | RecordReadOnly]] = {
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_BUSY: RecordLocked,
    sqlite3.SQLITE_LOCKED: RecordLocked,
    sqlite3.SQLITE_CORRUPT: RecordDamaged,
    sqlite3.SQLITE_NOTADB: RecordDamaged,
    sqlite3.SQLITE_READONLY: RecordReadOnly,
    sqlite3.SQLITE_PERM: RecordReadOnly,
}


def _from_sqlite(error: sqlite3.Error, where: Path) -> KnownProblem | None:
    """The sentence for an SQLite error; None where the fault is ours (a bad statement, a broken constraint)."""
    if "decode to UTF-8" in str(error):
        return RecordDamaged(where)
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    primary = code & 0xFF
    if primary in _KINDS:
        return _KINDS[primary](where)
    if primary in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        return RecordUnreachable(where, str(error))
    return None


@contextmanager
def sqlite_failures_named(where: Path) -> Iterator[None]:
    """Raises KnownProblem for trouble with the database file `where`; any other error passes through."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        original = error.orig if isinstance(error, DBAPIError) else error
        problem = _from_sqlite(original, where) if isinstance(original, sqlite3.Error) else None
        if problem is None:
            raise
        raise problem from error


@contextmanager
def disk_failures_named(where: Path) -> Iterator[None]:
    """Raises KnownProblem for trouble with the file or folder `where`."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(where) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise RecordReadOnly(where) from error
        raise RecordUnreachable(where, error.strerror or str(error)) from error
