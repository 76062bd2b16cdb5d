"""How each feed fared, so that a console started again knows at once how old its knowledge is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from qh_console.store.codec import instant_text
from qh_console.store.database import Database
from qh_console.store.tables import feed_state


@dataclass(frozen=True)
class FeedMark:
    """A feed's last question, last answer and newest hour; `failures` in a row since, and what the last one said."""

    feed: str
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    newest_at: datetime | None = None
    failures: int = 0
    message: str = ""


class FeedStates:
    """One mark per feed, the last one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, mark: FeedMark) -> None:
        row = {
            "asked_at": _text(mark.asked_at),
            "answered_at": _text(mark.answered_at),
            "newest_at": _text(mark.newest_at),
            "failures": mark.failures,
            "message": mark.message,
        }
        statement = insert(feed_state).values(feed=mark.feed, **row)
        with self._database.writing() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["feed"], set_=row))

    def load(self, feed: str) -> FeedMark:
        with self._database.reading() as connection:
            row = connection.execute(select(feed_state).where(feed_state.c.feed == feed)).first()
        if row is None:
            return FeedMark(feed)
        name, asked_at, answered_at, newest_at, failures, message = row
        return FeedMark(name, _instant(asked_at), _instant(answered_at), _instant(newest_at), failures, message)


def _text(at: datetime | None) -> str | None:
    return None if at is None else instant_text(at)


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
