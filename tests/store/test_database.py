"""Opening: safe settings, private files, schema climbed, newer ones refused."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from qh_console.domain.acts import ShiftStarted
from qh_console.problems import KnownProblem
from qh_console.store.database import (
    FILE,
    KEPT,
    Database,
    NewerDatabase,
    NoRecord,
    NotOurs,
    OlderDatabase,
    keep_copy,
    open_database,
    schema_versions,
)
from qh_console.store.journal import Journal
from qh_console.store.lock import DataFolderLock
from qh_console.store.tables import meta
from tests.source_tree import ROOT

AT = datetime(2026, 1, 9, 12, 0, tzinfo=UTC)

NOW = schema_versions(ROOT / "db" / "migrations")[-1]
NEXT = f"{int(NOW) + 1:04}"
"""Today's schema, and that of a console one step newer."""

NEXT_STEP = f"""
from alembic import op
import sqlalchemy as sa
revision, down_revision, branch_labels, depends_on = "{NEXT}", "{NOW}", None, None


def upgrade():
    op.create_table("tomorrow", sa.Column("id", sa.Integer, primary_key=True))
    {{then}}
"""


@pytest.fixture
def next_migrations(migrations: Path, tmp_path: Path) -> Path:
    """The steps of a console one step newer."""
    return with_step(migrations, tmp_path / "next", "pass")


def with_step(migrations: Path, folder: Path, then: str) -> Path:
    shutil.copytree(migrations, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / f"{NEXT}_tomorrow.py").write_text(NEXT_STEP.format(then=then))
    return folder


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def version(folder: Path) -> str:
    with closing(sqlite3.connect(folder / FILE)) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def test_everything_on_the_disk_is_for_this_user_only(tmp_path: Path, migrations: Path) -> None:
    folder = tmp_path / "new" / "data"
    old = os.umask(0)
    try:
        with open_database(folder, migrations) as database:
            Journal(database, "desk-a").append([ShiftStarted()], "wang", AT)
            assert mode(folder) == 0o700
            files = sorted(path.name for path in folder.iterdir())
            assert files == [FILE, f"{FILE}-shm", f"{FILE}-wal"]
            assert [mode(folder / name) for name in files] == [0o600] * 3
    finally:
        os.umask(old)


def test_modes_too_wide_are_narrowed_at_the_next_opening(folder: Path, migrations: Path) -> None:
    folder.chmod(0o755)
    (folder / FILE).chmod(0o644)
    with open_database(folder, migrations):
        assert (mode(folder), mode(folder / FILE)) == (0o700, 0o600)


def test_writes_are_durable_and_safe(record: Database) -> None:
    with record.reading() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "recursive_triggers")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "recursive_triggers": 1,
    }


def test_a_failure_inside_the_block_undoes_all_of_it(record: Database) -> None:
    def twice() -> None:
        with record.writing() as connection:
            connection.execute(insert(meta).values(key="a", value="b"))
            connection.execute(insert(meta).values(key="a", value="b"))

    with pytest.raises(IntegrityError):
        twice()
    assert record.note("a") is None


def test_notes_are_kept_and_replaced(record: Database, folder: Path, migrations: Path) -> None:
    record.set_note("a", "1")
    record.set_note("a", "2")
    with open_database(folder, migrations) as again:
        assert again.note("a") == "2"
        assert again.note("b") is None


def test_several_threads_write_and_read_at_once(record: Database) -> None:
    journal = Journal(record, "desk-a")

    def write(by: str) -> None:
        for _ in range(10):
            journal.append([ShiftStarted(by)], by, AT)
            journal.entries()

    threads = [threading.Thread(target=write, args=(name,)) for name in ("wang", "li", "zhao")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(journal.entries()) == 30
    assert journal.verify().is_sound


# --- the schema -----------------------------------------------------------------------------------------------------


def test_a_record_one_step_behind_is_climbed_with_its_content(
    record: Database, folder: Path, next_migrations: Path
) -> None:
    Journal(record, "desk-a").append([ShiftStarted("旧")], "wang", AT)
    record.close()
    with open_database(folder, next_migrations) as climbed:
        assert len(Journal(climbed, "desk-a").entries()) == 1
        Journal(climbed, "desk-a").append([ShiftStarted("新")], "wang", AT)
        assert Journal(climbed, "desk-a").verify().is_sound
    assert version(folder) == NEXT


def test_a_copy_is_kept_before_an_existing_record_is_climbed(
    record: Database, folder: Path, migrations: Path, next_migrations: Path, tmp_path: Path
) -> None:
    Journal(record, "desk-a").append([ShiftStarted("旧")], "wang", AT)
    open_database(folder, next_migrations).close()
    (copy,) = (folder / KEPT).iterdir()
    assert copy.name == f"before-{NEXT}-from-{NOW}.db"
    assert (mode(copy), mode(folder / KEPT)) == (0o600, 0o700)
    (tmp_path / "back").mkdir()
    shutil.copy(copy, tmp_path / "back" / FILE)
    with open_database(tmp_path / "back", migrations) as back:
        assert len(Journal(back, "desk-a").entries()) == 1


def test_a_step_that_fails_leaves_the_record_as_it_was(
    record: Database, folder: Path, migrations: Path, tmp_path: Path
) -> None:
    Journal(record, "desk-a").append([ShiftStarted("旧")], "wang", AT)
    record.close()
    with pytest.raises(ZeroDivisionError):
        open_database(folder, with_step(migrations, tmp_path / "bad", "1 / 0"))
    assert version(folder) == NOW
    with open_database(folder, migrations) as database, database.reading() as connection:
        tables = connection.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'tomorrow'")).scalar()
    assert tables == 0


def test_a_record_of_a_newer_console_is_refused_and_not_touched(
    folder: Path, migrations: Path, next_migrations: Path
) -> None:
    open_database(folder, next_migrations).close()
    before = (folder / FILE).read_bytes()
    for read_only in (False, True):
        with pytest.raises(NewerDatabase, match="更新版本") as caught:
            open_database(folder, migrations, read_only=read_only)
        assert NEXT in caught.value.what
    assert (folder / FILE).read_bytes() == before


def test_another_programs_database_is_refused(tmp_path: Path, migrations: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        connection.execute("CREATE TABLE songs (title)")
    with pytest.raises(NotOurs):
        open_database(tmp_path, migrations)


def test_an_opening_cut_off_at_the_first_moment_is_taken_up_again(tmp_path: Path, migrations: Path) -> None:
    (tmp_path / FILE).touch()
    with open_database(tmp_path, migrations) as database:
        assert Journal(database, "desk-a").entries() == []


def test_an_ordinary_start_leaves_the_migration_tool_unloaded(folder: Path, migrations: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from qh_console.store.database import open_database;"
        "open_database(Path(sys.argv[1]), Path(sys.argv[2])).close(); sys.exit('alembic' in sys.modules)"
    )
    command = [sys.executable, "-W", "error", "-c", code, str(folder), str(migrations)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def test_schema_versions_come_from_the_names_of_the_steps(migrations: Path, next_migrations: Path) -> None:
    assert schema_versions(next_migrations) == (*schema_versions(migrations), NEXT)


# --- looking only ---------------------------------------------------------------------------------------------------


def test_looking_works_while_a_console_has_the_folder(record: Database, folder: Path, migrations: Path) -> None:
    with DataFolderLock(folder):
        Journal(record, "desk-a").append([ShiftStarted()], "wang", AT)
        with open_database(folder, migrations, read_only=True) as looking:
            assert Journal(looking, "desk-a").verify().entries == 1


@pytest.mark.parametrize("prepared", ["nothing", "an empty file"])
def test_looking_where_nothing_is_makes_nothing(tmp_path: Path, migrations: Path, prepared: str) -> None:
    if prepared == "an empty file":
        (tmp_path / FILE).touch()
    before = sorted(tmp_path.iterdir())
    with pytest.raises(NoRecord, match="没有本系统的记录"):
        open_database(tmp_path, migrations, read_only=True)
    assert sorted(tmp_path.iterdir()) == before


def test_looking_does_not_climb(folder: Path, next_migrations: Path) -> None:
    with pytest.raises(OlderDatabase):
        open_database(folder, next_migrations, read_only=True)
    assert version(folder) == NOW


# --- copies ---------------------------------------------------------------------------------------------------------


def test_a_copy_of_an_open_record_is_whole(record: Database, folder: Path, tmp_path: Path) -> None:
    Journal(record, "desk-a").append([ShiftStarted()] * 50, "wang", AT)
    target = tmp_path / "copies" / "a.db"
    keep_copy(folder / FILE, target)
    with closing(sqlite3.connect(target)) as connection:
        assert connection.execute("SELECT count(*) FROM entries").fetchone() == (50,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert [path.name for path in target.parent.iterdir()] == ["a.db"]


def test_a_path_that_is_a_file_is_named(tmp_path: Path, migrations: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(KnownProblem, match="data"):
        open_database(tmp_path / "data", migrations)
