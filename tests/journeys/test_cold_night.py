"""The cold night: a machine without a network, killed at every write of 海东's alert, loses nothing it answered."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from qh_console.domain.alerts import Outcome
from qh_console.domain.board import Board, fold
from qh_console.domain.numbering import derive_number_clashes, derive_number_gaps
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Change
from qh_console.paths import db_folder
from qh_console.services.drill import HandClock
from qh_console.store.archive import Archive
from qh_console.store.database import open_database
from qh_console.store.journal import Journal
from tests.builders import CHIEF, NOW
from tests.journeys.night import ALERT, next_command, opened, papers_left, work
from tests.store.appender import Victims

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

MOST_ROUNDS = 400


def record(folder: Path, answered: dict[str, str]) -> Board:
    """What is on the disk: sound chains, whole papers, and all that was answered before the kill."""
    with open_database(folder, db_folder() / "migrations") as database:
        journal, archive = Journal(database, "d1"), Archive(database)
        entries = journal.entries()
        assert journal.verify().is_sound
        assert answered.items() <= {str(e.seq): e.digest for e in entries}.items()
        board = fold(entries)
        assert (board.irregular, board.disputes) == ((), ())
        assert list(archive.verify()) == []
        assert set(board.papers) <= {filed.paper.sha256 for filed in archive.list()}
    assert (derive_number_gaps(board), derive_number_clashes(board)) == ((), ())
    return board


def test_a_night_of_kills_ends_as_a_night_without(tmp_path: Path) -> None:
    """Each officer lives one point longer than the last, until an act is on record; then the next act's turn comes."""
    quiet = tmp_path / "quiet"
    house = opened(quiet, HandClock(NOW))
    work(house, lambda words: None)
    house.database.close()
    expected = record(quiet, {})

    night = tmp_path / "night"
    answered: dict[str, str] = {}
    board, rounds, points = Board(), 0, 1
    with Victims("tests.journeys.night") as officers:
        words: list[str] = []
        while "over" not in words:
            rounds += 1
            assert rounds < MOST_ROUNDS, "the night does not end"
            words = officers.until_dead(night / str(points))
            for answer in words:
                answered.update(part.split(":") for part in answer.split() if part != "over")  # type: ignore[misc]
            before, board = board.length, record(night, answered)
            points = 1 if board.length > before else points + 1
    assert rounds > 2 * board.length, "every act was cut off before it was written, and after"
    check_same(board, expected)

    again = opened(night, HandClock(NOW))
    assert next_command(again) is None
    assert papers_left(again.office.board, again) == ()
    again.database.close()


def check_same(board: Board, expected: Board) -> None:
    alert = board.alerts[ALERT]
    assert alert == expected.alerts[ALERT]
    assert [(n.change, n.level) for n in alert.notices] == [
        (Change.ISSUE, Level.ORANGE),
        (Change.RAISE, Level.RED),
        (Change.LIFT, Level.RED),
    ]
    assert alert.outcome is Outcome.LIFTED
    first = alert.notices[0]
    assert (first.proposal.approval, first.proposal.decided_by, first.countersigned) == (
        Approval.TELEPHONE,
        CHIEF,
        True,
    )
    assert alert.consultations[0].consultation.graded is Level.ORANGE
    numbers = [n for notice in alert.notices for n in (notice.number, notice.response_number) if n]
    assert numbers == [f"青重污应急〔2026〕{k}号" for k in (1, 2, 3, 4)]
    assert board.length == expected.length, "nothing lost, nothing done twice"
    kinds = Counter(p.paper.kind for p in board.papers.values())
    assert kinds == Counter(p.paper.kind for p in expected.papers.values())
    assert {"issue-notice", "response-notice", "adjust-notice", "lift-notice", "approval-sheet"} <= set(kinds)
