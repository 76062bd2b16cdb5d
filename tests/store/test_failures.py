"""Trouble of disk and file reaches the officer as one sentence; our own faults do not hide in it."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from qh_console.domain.acts import ShiftStarted
from qh_console.problems import KnownProblem
from qh_console.store.database import FILE, Database, driver, open_database
from qh_console.store.failures import (
    DiskFull,
    RecordDamaged,
    RecordLocked,
    RecordReadOnly,
    RecordUnreachable,
    disk_failures_named,
    sqlite_failures_named,
)
from qh_console.store.journal import Journal

AT = datetime(2026, 1, 9, 12, 0, tzinfo=UTC)


def test_a_full_disk_is_said_and_nothing_is_half_written(record: Database) -> None:
    journal = Journal(record, "desk-a")
    journal.append([ShiftStarted("前")], "wang", AT)
    with record.reading() as connection:
        pages = driver(connection).execute("PRAGMA page_count").fetchone()[0]
        driver(connection).execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull, match="磁盘已满"):
        journal.append([ShiftStarted("长" * 20000), ShiftStarted("后")], "wang", AT)
    assert [entry.seq for entry in journal.entries()] == [1]
    assert journal.verify().is_sound


def test_a_file_another_program_holds_is_said(folder: Path, migrations: Path) -> None:
    with (
        open_database(folder, migrations, busy_seconds=0) as database,
        closing(sqlite3.connect(folder / FILE)) as other,
    ):
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordLocked, match="占用"):
            Journal(database, "desk-a").append([ShiftStarted()], "wang", AT)
        assert Journal(database, "desk-a").entries() == []
        other.execute("ROLLBACK")
        Journal(database, "desk-a").append([ShiftStarted()], "wang", AT)


def test_a_damaged_file_is_said_and_left_as_it_is(folder: Path, migrations: Path) -> None:
    content = (folder / FILE).read_bytes()
    (folder / FILE).write_bytes(b"ruined" * 100 + content[600:])
    with pytest.raises(RecordDamaged, match="已损坏"):
        open_database(folder, migrations)
    assert (folder / FILE).read_bytes().startswith(b"ruined")


def test_damage_inside_is_said_when_it_is_met(record: Database, folder: Path, migrations: Path) -> None:
    Journal(record, "desk-a").append([ShiftStarted("长" * 3000)] * 20, "wang", AT)
    record.close()
    content = bytearray((folder / FILE).read_bytes())
    page = int.from_bytes(content[16:18], "big")
    pages = [start for start in range(page, len(content), page) if b"shift-started" in content[start : start + page]]
    assert pages
    for start in pages:
        content[start : start + 64] = b"\xff" * 64
    (folder / FILE).write_bytes(content)
    with open_database(folder, migrations) as database, pytest.raises(KnownProblem, match="已损坏"):
        Journal(database, "desk-a").entries()


def test_text_that_is_no_longer_text_is_damage(record: Database, folder: Path) -> None:
    Journal(record, "desk-a").append([ShiftStarted()], "wang", AT)
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as other:
        other.execute("DROP TRIGGER entries_no_update")
        other.execute("UPDATE entries SET by = CAST(x'ff' AS TEXT)")
    with pytest.raises(RecordDamaged):
        Journal(record, "desk-a").entries()


def test_a_record_opened_for_looking_refuses_to_write(folder: Path, migrations: Path) -> None:
    with open_database(folder, migrations, read_only=True) as database, pytest.raises(RecordReadOnly):
        Journal(database, "desk-a").append([ShiftStarted()], "wang", AT)


def test_our_own_fault_is_not_dressed_up_as_the_worlds(record: Database) -> None:
    with pytest.raises(DBAPIError, match="no such table"), record.reading() as connection:
        connection.execute(text("SELECT * FROM nowhere"))


def test_a_message_never_carries_what_was_written(record: Database) -> None:
    with pytest.raises(DBAPIError) as caught, record.writing() as connection:
        connection.execute(text("INSERT INTO nowhere VALUES (:secret)"), {"secret": "hunter2"})
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EACCES, RecordReadOnly),
        (errno.EROFS, RecordReadOnly),
        (errno.EIO, RecordUnreachable),
    ],
)
def test_the_disks_own_errors_name_the_file_and_what_to_do(
    tmp_path: Path, number: int, problem: type[KnownProblem]
) -> None:
    with pytest.raises(problem) as caught, disk_failures_named(tmp_path / "甲.pdf"):
        raise OSError(number, os.strerror(number))
    assert "甲.pdf" in caught.value.what
    assert caught.value.what_to_do


def test_a_folder_in_place_of_the_file_is_unreachable(tmp_path: Path) -> None:
    with pytest.raises(RecordUnreachable), sqlite_failures_named(tmp_path):
        sqlite3.connect(tmp_path).execute("SELECT 1")
