"""Passwords: argon2 hashes, and the pauses after wrong ones. Never in the journal, never in a message."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import Connection, select, update
from sqlalchemy.dialects.sqlite import insert

from qh_console.domain.clock import beijing
from qh_console.domain.verdicts import Reason
from qh_console.store.codec import instant_text
from qh_console.store.database import Database
from qh_console.store.tables import credentials

Hasher = PasswordHasher
"""What a check of a password costs."""

WRONG = Reason("账号或口令不对", field="password")


def drill_hasher() -> Hasher:
    """Quick, for drills only: their one password is known to everybody."""
    return Hasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass(frozen=True)
class Lockout:
    """After `free_failures` wrong passwords in a row every further one doubles the pause, up to the longest."""

    free_failures: int = 5
    first_pause: timedelta = timedelta(seconds=30)
    longest_pause: timedelta = timedelta(minutes=15)

    def pause(self, failures: int) -> timedelta | None:
        if failures < self.free_failures:
            return None
        pause = self.first_pause
        for _ in range(failures - self.free_failures):
            if pause >= self.longest_pause:
                break
            pause *= 2
        return min(pause, self.longest_pause)


class Credentials:
    """One password per officer. `hasher` sets the cost; a hash of another cost is renewed when the right word comes."""

    def __init__(self, database: Database, hasher: Hasher | None = None, lockout: Lockout | None = None) -> None:
        self._database = database
        self._hasher = hasher or Hasher()
        self._lockout = lockout or Lockout()

    def set(self, officer: str, password: str, now: datetime) -> None:
        """Gives the officer this password and lifts any pause."""
        with self._database.writing() as connection:
            self.setting(officer, password, now)(connection)

    def setting(self, officer: str, password: str, now: datetime) -> Callable[[Connection], None]:
        """The same as a step to write along with the act that announces it (`Journal.append`)."""
        row = {
            "hash": self._hasher.hash(password),
            "failures": 0,
            "locked_until": None,
            "changed_at": instant_text(now),
        }
        statement = insert(credentials).values(officer=officer, **row)

        def write(connection: Connection) -> None:
            connection.execute(statement.on_conflict_do_update(index_elements=["officer"], set_=row))

        return write

    def has(self, officer: str) -> bool:
        with self._database.reading() as connection:
            wanted = select(credentials.c.officer).where(credentials.c.officer == officer)
            return connection.execute(wanted).first() is not None

    def refusal(self, officer: str, password: str, now: datetime) -> Reason | None:
        """None for the right password; else why not. While a pause runs even the right one is refused, unread."""
        with self._database.reading() as connection:
            wanted = select(credentials.c.hash, credentials.c.locked_until).where(credentials.c.officer == officer)
            row = connection.execute(wanted).first()
        if row is None:
            self._hasher.hash(password)  # as long as for an officer that exists
            return WRONG
        stored, locked_until = row
        if locked_until is not None and now < (until := datetime.fromisoformat(locked_until)):
            return _paused(until)
        if self._is_right(stored, password):
            self._succeed(officer, stored, password)
            return None
        return self._fail(officer, now)

    def _is_right(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, ValueError):  # ValueError: the stored hash is none
            return False

    def _succeed(self, officer: str, stored: str, password: str) -> None:
        row: dict[str, str | int | None] = {"failures": 0, "locked_until": None}
        if self._hasher.check_needs_rehash(stored):
            row["hash"] = self._hasher.hash(password)
        with self._database.writing() as connection:
            connection.execute(update(credentials).where(credentials.c.officer == officer).values(row))

    def _fail(self, officer: str, now: datetime) -> Reason:
        mine = credentials.c.officer == officer
        with self._database.writing() as connection:
            failures = connection.execute(select(credentials.c.failures).where(mine)).scalar_one() + 1
            pause = self._lockout.pause(failures)
            until = None if pause is None else now + pause
            row = {"failures": failures, "locked_until": None if until is None else instant_text(until)}
            connection.execute(update(credentials).where(mine).values(row))
        return WRONG if until is None else _paused(until)


def _paused(until: datetime) -> Reason:
    return Reason(f"口令多次输错，请在{beijing(until):%H:%M:%S}以后再试", field="password")
