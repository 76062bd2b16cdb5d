"""`kill -9` at any moment: what was acknowledged is there, what is there is whole."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from qh_console.store.database import open_database
from qh_console.store.journal import Journal
from tests.store.appender import ACTS_AT_ONCE, Victims

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

WRITERS = "tests.store.appender"


def read_back(folder: Path, migrations: Path) -> dict[str, str]:
    """Digest by number; the chain verified, no decision half there."""
    with open_database(folder, migrations) as database:
        journal = Journal(database, "desk-a")
        found = journal.verify()
        assert found.is_sound
        assert found.entries % ACTS_AT_ONCE == 0
        return {str(line.seq): line.digest for line in journal.lines()}


def test_200_killed_writers_lose_nothing_they_acknowledged(folder: Path, migrations: Path) -> None:
    chance = random.Random(9)
    acknowledged: dict[str, str] = {}
    with Victims(WRITERS) as victims:
        for _ in range(200):
            words = victims.killed_after(folder, chance.randrange(5), chance.uniform(0, 0.004))
            acknowledged.update(word.split(" ") for word in words)  # type: ignore[misc]
            kept = read_back(folder, migrations)
            assert acknowledged.items() <= kept.items()
    assert len(acknowledged) > 200


def test_a_first_opening_that_is_killed_leaves_a_folder_that_opens(tmp_path: Path, migrations: Path) -> None:
    chance = random.Random(4)
    with Victims(WRITERS) as victims:
        for number in range(25):
            folder = tmp_path / str(number)
            victims.killed_after(folder, 0, chance.uniform(0, 0.06))
            read_back(folder, migrations)
