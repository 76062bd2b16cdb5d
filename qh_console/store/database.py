"""The record's SQLite file: opened safely, climbed to the newest schema, closed to other users of the machine."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.engine import URL

from qh_console.problems import KnownProblem
from qh_console.store.failures import disk_failures_named, sqlite_failures_named
from qh_console.store.tables import meta

FILE = "console.db"
KEPT = "kept"
"""Folder, inside the data folder, of the copies made before a migration."""


class NewerDatabase(KnownProblem):
    def __init__(self, path: Path, version: str) -> None:
        super().__init__(f"{path}是更新版本的控制台写的（结构{version}）", "请换用新版本再打开，本版本没有改动它")


class OlderDatabase(KnownProblem):
    def __init__(self, path: Path, version: str) -> None:
        super().__init__(f"{path}还是旧结构（{version}）", "请先正常打开一次控制台，让它完成升级")


class NoRecord(KnownProblem):
    def __init__(self, folder: Path) -> None:
        super().__init__(f"{folder}里没有本系统的记录", "请检查 --data 指向的文件夹")


class NotOurs(KnownProblem):
    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}不是本系统的数据库", "请另选一个数据文件夹")


class Database:
    """An open record. Every failure of file or disk leaves `reading` and `writing` as a KnownProblem."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine

    @property
    def folder(self) -> Path:
        return self.path.parent

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the record."""
        with sqlite_failures_named(self.path), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One durable transaction: on the disk when the block ends, or not there at all."""
        with sqlite_failures_named(self.path), self._engine.connect() as connection:
            connection = connection.execution_options(immediate=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def note(self, key: str) -> str | None:
        """A fact about this record as a whole, or None."""
        with self.reading() as connection:
            found = connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar()
        return None if found is None else str(found)

    def set_note(self, key: str, value: str) -> None:
        with self.writing() as connection:
            statement = insert(meta).values(key=key, value=value)
            connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_={"value": value}))


def driver(connection: Connection) -> sqlite3.Connection:
    """SQLite's own connection under `connection`, for what Core has no word for."""
    found = connection.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found


def open_database(folder: Path, migrations: Path, *, read_only: bool = False, busy_seconds: float = 5.0) -> Database:
    """The record in `folder`, made or climbed to the newest schema by the steps in the folder `migrations`.

    `read_only` does neither and writes nothing; it is for commands that look while a console is open.

    Raises KnownProblem: newer or older schema, another program's file, damage, permissions, disk.
    """
    path = folder / FILE
    if read_only:
        if not path.is_file():
            raise NoRecord(folder)
    else:
        _claim(path)
    engine = _engine(path, read_only, busy_seconds)
    try:
        with sqlite_failures_named(path):
            _climb(engine, path, migrations, read_only)
    except BaseException:
        engine.dispose()
        raise
    return Database(path, engine)


def _claim(path: Path) -> None:
    """Folder and file, for this user only; SQLite gives -wal and -shm the mode of the file."""
    folder = path.parent
    with disk_failures_named(path):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not folder.stat().st_mode & stat.S_ISVTX:
            folder.chmod(0o700)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
            if file.exists():
                file.chmod(0o600)


def _engine(path: Path, read_only: bool, busy_seconds: float) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(path)), hide_parameters=True, connect_args={"timeout": busy_seconds}
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA recursive_triggers = ON")  # or REPLACE would slip past the refusal to delete
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


# --- schema ---------------------------------------------------------------------------------------------------------


def schema_versions(migrations: Path) -> tuple[str, ...]:
    """All schema versions, oldest first, read from the names of the migration files."""
    return tuple(sorted(step.name.split("_")[0] for step in (migrations / "versions").glob("[0-9]*_*.py")))


def stored_version(connection: sqlite3.Connection) -> str | None:
    """The schema version of an open file: None where it holds no table yet, empty where it is not ours."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return None
    if "alembic_version" not in tables:
        return ""
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def _climb(engine: Engine, path: Path, migrations: Path, read_only: bool) -> None:
    versions = schema_versions(migrations)
    with engine.connect() as connection:
        version = stored_version(driver(connection))
    if version == versions[-1]:
        return
    if version == "":
        raise NotOurs(path)
    if version is None and read_only:
        raise NoRecord(path.parent)
    if version is not None and version not in versions:
        raise NewerDatabase(path, version)
    if version is not None and read_only:
        raise OlderDatabase(path, version)
    if version is not None:
        keep_copy(path, path.parent / KEPT / f"before-{versions[-1]}-from-{version}.db")
    with engine.connect() as connection:
        connection = connection.execution_options(immediate=True)
        with connection.begin():
            _upgrade(connection, migrations)


def _upgrade(connection: Connection, migrations: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def keep_copy(path: Path, target: Path) -> None:
    """A consistent copy of a database that may be open, complete under its name or not there; mode 0600."""
    partial = target.with_name(target.name + ".part")
    with disk_failures_named(target), sqlite_failures_named(path):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(partial, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600))
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(partial)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        sync_file(partial)
        os.replace(partial, target)
        sync_folder(target.parent)


def sync_file(path: Path) -> None:
    """Returns once the file's bytes are on the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Returns once the folder's names are on the disk; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
