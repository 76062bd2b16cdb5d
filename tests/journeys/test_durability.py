"""`kill -9` in the middle of an officer's work: whatever was answered is on record, and the next officer goes on."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from qh_console.domain.board import Board, fold
from qh_console.paths import db_folder
from qh_console.store.credentials import Credentials
from qh_console.store.database import open_database
from qh_console.store.journal import Journal
from tests.builders import NOW
from tests.services.offices import CHEAP, password_of
from tests.store.appender import Victims

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

ROUNDS = 200


def check_whole(folder: Path, acknowledged: dict[str, str]) -> Board:
    """What the record holds after a kill: all that was answered, chained, and a board with nothing odd in it."""
    with open_database(folder, db_folder() / "migrations") as database:
        journal = Journal(database, "d1")
        entries = journal.entries()
        assert journal.verify().is_sound
        assert acknowledged.items() <= {str(e.seq): e.digest for e in entries}.items()
        board = fold(entries)
        assert (board.irregular, board.disputes, board.length) == ((), (), len(entries))
        credentials = Credentials(database, CHEAP)
        assert all(credentials.has(officer) for officer in board.officers), "an account and its password are one act"
    notices = [n for a in board.alerts.values() for n in a.notices]
    numbers = [number for n in notices for number in (n.number, n.response_number) if number]
    assert numbers == [f"宁重污应急〔2026〕{k}号" for k in range(1, len(numbers) + 1)]
    return board


def test_200_killed_officers_lose_nothing_they_were_answered(tmp_path: Path) -> None:
    chance = random.Random(26)
    acknowledged: dict[str, str] = {}
    board = Board()
    with Victims("tests.journeys.officer") as victims:
        for _ in range(ROUNDS):
            words = victims.killed_after(tmp_path, chance.randrange(6), chance.uniform(0, 0.004))
            acknowledged.update(word.split(" ") for word in words)  # type: ignore[misc]
            board = check_whole(tmp_path, acknowledged)
    assert len(acknowledged) > ROUNDS
    assert len([a for a in board.alerts.values() if a.ended_at is not None]) > 20
    with open_database(tmp_path, db_folder() / "migrations") as database:
        newest = list(board.officers)[-1]
        assert Credentials(database, CHEAP).refusal(newest, password_of(newest), NOW) is None
