"""The cold night: a machine without a network, killed at every write of 海东's alert, loses nothing and sends once."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from qh_console.domain.acts import Act
from qh_console.domain.alerts import Outcome
from qh_console.domain.board import Board, fold
from qh_console.domain.channels import Carrier
from qh_console.domain.dispatches import Attempt, DispatchKey, Said, SendState
from qh_console.domain.numbering import derive_number_clashes, derive_number_gaps
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Change
from qh_console.domain.sending_acts import DispatchReported, NoticeQueued
from qh_console.paths import db_folder
from qh_console.services.drill import HandClock
from qh_console.store.archive import Archive
from qh_console.store.database import open_database
from qh_console.store.drafts import Drafts
from qh_console.store.journal import Journal
from qh_console.store.outbox import Outbox
from tests.builders import CHIEF, NOW
from tests.journeys.fuse import burnt
from tests.journeys.night import ALERT, DRAFT, OVER, next_command, opened, papers_left, undisturbed
from tests.journeys.night_post import DOUBT, Network, is_tried, key_of
from tests.store.appender import Victims

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

MOST_ROUNDS = 600
NUMBERS = [f"东重污应急〔2026〕{k}号" for k in (1, 2, 3, 4)]


@dataclass(frozen=True)
class Record:
    """What is on the disk."""

    board: Board
    acts: tuple[Act, ...]
    attempts: dict[DispatchKey, Attempt]
    drafts: int
    should_reach: bool
    """Whether all that waits has met the dead network, so that it may come back."""


@dataclass
class Told:
    """What the officers said before they died."""

    digests: dict[str, str] = field(default_factory=dict)
    doubts: Counter[str] = field(default_factory=Counter)
    is_drafted: bool = False

    def hear(self, words: list[str]) -> None:
        for word in " ".join(words).split():
            match word.partition(":"):
                case (kind, ":", rest) if kind == DOUBT:
                    self.doubts[rest] += 1
                case (seq, ":", digest):
                    self.digests[seq] = digest
                    self.is_drafted = False
                case _:
                    self.is_drafted = self.is_drafted or word == DRAFT


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    network = Network(tmp_path / "night")
    yield network
    network.close()


def record(folder: Path, told: Told) -> Record:
    """Sound chains, whole papers, and all that was answered before the kill."""
    with open_database(folder, db_folder() / "migrations") as database:
        journal, archive, outbox = Journal(database, "d1"), Archive(database), Outbox(database, "d1")
        entries = journal.entries()
        assert journal.verify().is_sound
        assert told.digests.items() <= {str(e.seq): e.digest for e in entries}.items()
        board = fold(entries)
        assert (board.irregular, board.disputes) == ((), ())
        assert list(archive.verify()) == []
        assert set(board.papers) <= {filed.paper.sha256 for filed in archive.list()}
        found = Record(
            board,
            tuple(e.act for e in entries),
            dict(outbox.attempts()),
            len(Drafts(database).list()),
            is_tried(outbox),
        )
    assert (derive_number_gaps(board), derive_number_clashes(board)) == ((), ())
    return found


def test_a_night_of_kills_ends_as_a_night_without(tmp_path: Path, network: Network) -> None:
    """Each officer dies at the first point at which none died before; between two, the network comes or goes."""
    undisturbed(tmp_path / "quiet")
    expected = record(tmp_path / "quiet", Told())

    night, told = tmp_path / "night", Told()
    found, rounds = record(night, told), 0
    with Victims("tests.journeys.night") as officers:
        words: list[str] = []
        while OVER not in words:
            rounds += 1
            assert rounds < MOST_ROUNDS, "the night does not end"
            network.put_in() if found.should_reach else network.pull()
            network.answer_calls()
            words = officers.until_dead(night)
            told.hear(words)
            before, found = found, record(night, told)
            assert not told.is_drafted or found.drafts or len(found.acts) > len(before.acts)

    check_same(found, expected)
    check_sent(found, network, told)
    check_killed(night, found)
    again = opened(night, HandClock(NOW))
    assert next_command(again) is None
    assert papers_left(again.office.board, again) == ()
    again.database.close()


def check_same(found: Record, expected: Record) -> None:
    alert = found.board.alerts[ALERT]
    assert alert == expected.board.alerts[ALERT]
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
    assert [n for notice in alert.notices for n in (notice.number, notice.response_number) if n] == NUMBERS
    assert kinds_of(found) == kinds_of(expected), "nothing lost, nothing done twice"
    papers = Counter(p.paper.kind for p in found.board.papers.values())
    assert papers == Counter(p.paper.kind for p in expected.board.papers.values())
    assert {"issue-notice", "response-notice", "adjust-notice", "lift-notice", "approval-sheet"} <= set(papers)
    assert {p.prints for p in found.board.papers.values() if p.paper.kind.endswith("e-notice")} == {0, 1}


def kinds_of(record: Record) -> Counter[str]:
    """Acts by kind, but for what was asked and ticked about the post."""
    return Counter(type(act).__name__ for act in record.acts if not isinstance(act, DispatchReported))


def check_sent(found: Record, network: Network, told: Told) -> None:
    """Every notice came to everybody once; what a crash left in doubt was found out by a person."""
    dispatches = found.board.dispatches.values()
    carried = {key_of(d.key) for d in dispatches if d.addressee.carrier is not Carrier.HAND}
    assert Counter(network.arrived()) == Counter(carried)
    assert {d.addressee.carrier for d in dispatches} == set(Carrier)
    recipients = [
        {(a.channel, a.recipient) for a in act.addressees} for act in found.acts if isinstance(act, NoticeQueued)
    ]
    assert len(recipients) == 3
    assert recipients[0] <= recipients[1] <= recipients[2]

    by_machine = {key_of(key) for key, attempt in found.attempts.items() if attempt.state is SendState.SENT}
    said = {key_of(d.key): d.said for d in dispatches}
    confirmed = {key for key, last in said.items() if last is Said.CONFIRMED}
    assert all(said[key] is Said.SENT for key in said.keys() - carried), "done by hand and ticked"
    assert by_machine | confirmed == carried
    assert confirmed == {key for key in told.doubts if said[key] is Said.CONFIRMED}
    assert by_machine - told.doubts.keys(), "some went without a hitch"
    assert by_machine & told.doubts.keys(), "some were lost with the console and sent again at an officer's word"


def check_killed(night: Path, found: Record) -> None:
    """At every kind of write, and of every notice."""
    points = burnt(night)
    for number in [notice.number for notice in found.board.alerts[ALERT].notices]:
        for carrier, act in (("smtp", "mail"), ("webhook", "post"), ("folder", "replace")):
            for again in ("", " again"):
                assert f"send {number} {carrier}{again}: commit 1" in points
            assert {f"send {number} {carrier} again: {act} {end} 1" for end in ("begun", "done")} <= set(points)
            assert f"send {number} {carrier} again: commit 2" in points
