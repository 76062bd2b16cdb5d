"""Unfinished forms, kept outside the journal: saved at every edit, gone when the act is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from qh_console.store.codec import instant_text
from qh_console.store.database import Database
from qh_console.store.tables import drafts


@dataclass(frozen=True)
class Draft:
    """`body` is JSON text whose shape belongs to the form that wrote it."""

    key: str
    officer: str
    body: str
    saved_at: datetime


class Drafts:
    """Drafts by key, the last state of each."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, draft: Draft) -> None:
        """On the disk when this returns, in place of an earlier state."""
        row = {"officer": draft.officer, "body": draft.body, "saved_at": instant_text(draft.saved_at)}
        statement = insert(drafts).values(key=draft.key, **row)
        with self._database.writing() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=row))

    def load(self, key: str) -> Draft | None:
        with self._database.reading() as connection:
            row = connection.execute(select(drafts).where(drafts.c.key == key)).first()
        return None if row is None else _draft(*row)

    def list(self, officer: str | None = None) -> tuple[Draft, ...]:
        """All drafts, or one officer's, the latest first."""
        wanted = select(drafts).order_by(drafts.c.saved_at.desc(), drafts.c.key)
        if officer is not None:
            wanted = wanted.where(drafts.c.officer == officer)
        with self._database.reading() as connection:
            return tuple(_draft(*row) for row in connection.execute(wanted))

    def discard(self, key: str) -> None:
        with self._database.writing() as connection:
            connection.execute(delete(drafts).where(drafts.c.key == key))


def _draft(key: str, officer: str, body: str, saved_at: str) -> Draft:
    return Draft(key, officer, body, datetime.fromisoformat(saved_at))
