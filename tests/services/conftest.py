"""A record of its own for every test of the services, on a clock moved by hand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qh_console.paths import db_folder
from qh_console.services.drill import HandClock
from qh_console.store.database import FILE, Database, open_database
from tests.builders import NOW

MIGRATIONS = db_folder() / "migrations"


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    open_database(folder, MIGRATIONS).close()
    return folder / FILE


@pytest.fixture
def record_folder(tmp_path: Path, empty_file: Path) -> Path:
    """A data folder with an empty record, not open."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    shutil.copy(empty_file, folder / FILE)
    return folder


@pytest.fixture
def record(record_folder: Path) -> Iterator[Database]:
    with open_database(record_folder, MIGRATIONS, busy_seconds=0.05) as database:
        yield database


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOW)
