"""A real record in a folder of its own, for every test of the store."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qh_console.paths import db_folder
from qh_console.store.database import FILE, Database, open_database


@pytest.fixture(scope="session")
def migrations() -> Path:
    return db_folder() / "migrations"


@pytest.fixture(scope="session")
def empty_file(migrations: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    open_database(folder, migrations).close()
    return folder / FILE


@pytest.fixture
def folder(tmp_path: Path, empty_file: Path) -> Path:
    """A data folder with an empty record, not open."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    shutil.copy(empty_file, folder / FILE)
    return folder


@pytest.fixture
def record(folder: Path, migrations: Path) -> Iterator[Database]:
    with open_database(folder, migrations) as database:
        yield database
