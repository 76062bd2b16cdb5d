"""Who gets in, who waits how long, and that no password leaves a trace."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from qh_console.domain.acts import PasswordChanged
from qh_console.store.credentials import WRONG, Credentials, Lockout
from qh_console.store.database import Database
from qh_console.store.journal import Journal
from qh_console.store.tables import credentials as table

NOW = datetime(2026, 1, 9, 12, 0, tzinfo=UTC)
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
SECOND = timedelta(seconds=1)
LOCKOUT = Lockout(free_failures=3, first_pause=10 * SECOND, longest_pause=60 * SECOND)


@pytest.fixture
def credentials(record: Database) -> Credentials:
    found = Credentials(record, CHEAP, LOCKOUT)
    found.set("wang", "正确的口令", NOW)
    return found


def stored(record: Database) -> str:
    with record.reading() as connection:
        return str(connection.execute(select(table.c.hash)).scalar_one())


def test_the_right_password_passes_and_only_it(credentials: Credentials) -> None:
    assert credentials.refusal("wang", "正确的口令", NOW) is None
    for wrong in ("", "正确的口令 ", "正确"):
        assert credentials.refusal("wang", wrong, NOW + timedelta(hours=1)) is not None
        assert credentials.refusal("wang", "正确的口令", NOW + timedelta(hours=2)) is None


def test_an_unknown_officer_hears_the_same_as_a_wrong_password(credentials: Credentials) -> None:
    assert credentials.refusal("nobody", "x", NOW) == WRONG
    assert credentials.refusal("wang", "x", NOW) == WRONG
    assert not credentials.has("nobody")
    assert credentials.has("wang")


def test_wrong_passwords_cost_longer_and_longer(credentials: Credentials) -> None:
    now = NOW
    for _ in range(2):
        assert credentials.refusal("wang", "x", now) == WRONG
    for pause in (10, 20, 40, 60, 60):
        refused = credentials.refusal("wang", "x", now)
        assert refused != WRONG
        assert credentials.refusal("wang", "正确的口令", now + (pause - 1) * SECOND) == refused
        now += pause * SECOND
    assert credentials.refusal("wang", "正确的口令", now) is None


def test_the_right_password_ends_the_counting(credentials: Credentials) -> None:
    for _ in range(20):
        assert credentials.refusal("wang", "x", NOW) == WRONG
        assert credentials.refusal("wang", "x", NOW) == WRONG
        assert credentials.refusal("wang", "正确的口令", NOW) is None


def test_a_pause_survives_a_restart_and_names_its_end(credentials: Credentials, record: Database) -> None:
    for _ in range(3):
        credentials.refusal("wang", "x", NOW)
    again = Credentials(record, CHEAP, LOCKOUT)
    found = again.refusal("wang", "正确的口令", NOW)
    assert found is not None
    assert found.text == "口令多次输错，请在20:00:10以后再试"
    assert found.field == "password"
    assert again.refusal("wang", "正确的口令", NOW + 10 * SECOND) is None


def test_a_guess_during_a_pause_is_not_even_read(credentials: Credentials) -> None:
    for _ in range(3):
        credentials.refusal("wang", "x", NOW)
    for _ in range(50):
        credentials.refusal("wang", "x", NOW + SECOND)
    assert credentials.refusal("wang", "正确的口令", NOW + 10 * SECOND) is None


def test_a_new_password_replaces_the_old_one_and_lifts_the_pause(credentials: Credentials) -> None:
    for _ in range(3):
        credentials.refusal("wang", "x", NOW)
    credentials.set("wang", "新的口令", NOW)
    assert credentials.refusal("wang", "新的口令", NOW) is None
    assert credentials.refusal("wang", "正确的口令", NOW) == WRONG


def test_a_hash_of_another_cost_is_renewed_at_the_next_right_password(
    credentials: Credentials, record: Database
) -> None:
    before = stored(record)
    dearer = Credentials(record, PasswordHasher(time_cost=2, memory_cost=16, parallelism=1), LOCKOUT)
    assert dearer.refusal("wang", "x", NOW) == WRONG
    assert stored(record) == before
    assert dearer.refusal("wang", "正确的口令", NOW) is None
    assert "t=2" in stored(record)
    assert dearer.refusal("wang", "正确的口令", NOW) is None


def test_a_hash_that_was_tampered_with_lets_nobody_in(credentials: Credentials, record: Database) -> None:
    with record.writing() as connection:
        connection.execute(update(table).values(hash="正确的口令"))
    assert credentials.refusal("wang", "正确的口令", NOW) == WRONG


def test_the_password_itself_is_nowhere_in_the_record(credentials: Credentials, record: Database) -> None:
    Journal(record, "desk-a").append(
        [PasswordChanged("wang")], "wang", NOW, credentials.setting("wang", "another-secret", NOW)
    )
    assert credentials.refusal("wang", "another-secret", NOW) is None
    record.close()
    for path in record.folder.iterdir():
        assert b"another-secret" not in path.read_bytes()
    assert stored(record).startswith("$argon2id$")


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, None), (2, None), (3, 10), (4, 20), (5, 40), (6, 60), (7, 60), (10**6, 60)]
)
def test_pauses_double_up_to_the_longest(failures: int, seconds: int | None) -> None:
    assert LOCKOUT.pause(failures) == (None if seconds is None else seconds * SECOND)
