"""A feed's last state outlives the program."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from qh_console.store.database import Database, open_database
from qh_console.store.feed_state import FeedMark, FeedStates

AT = datetime(2026, 1, 9, 12, 0, 0, 5, tzinfo=UTC)


def test_a_feed_never_heard_of_starts_blank(record: Database) -> None:
    assert FeedStates(record).load("cnemc") == FeedMark("cnemc")


def test_the_last_mark_survives_a_restart(record: Database, folder: Path, migrations: Path) -> None:
    states = FeedStates(record)
    states.save(FeedMark("cnemc", AT, AT, AT - timedelta(hours=1)))
    broken = FeedMark("cnemc", AT + timedelta(minutes=5), AT, AT - timedelta(hours=1), 3, "连接超时")
    states.save(broken)
    states.save(FeedMark("drop", failures=1))
    with open_database(folder, migrations) as again:
        assert FeedStates(again).load("cnemc") == broken
        assert FeedStates(again).load("drop") == FeedMark("drop", failures=1)
