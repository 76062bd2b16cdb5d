"""Any byte of any column changed by any road is named."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qh_console.domain.acts import Act, ShiftEnded, ShiftStarted
from qh_console.store.chain import BadEntry, Head, Verification
from qh_console.store.codec import Line, encode, instant_text, line_digest, line_of
from qh_console.store.database import FILE, Database
from qh_console.store.journal import Journal

AT = datetime(2026, 1, 9, 12, 0, tzinfo=UTC)
TEXTS = ("desk", "at", "by", "kind", "payload", "previous", "digest")
NUMBERS = ("seq", "lamport", "version")


@pytest.fixture
def journal(record: Database) -> Journal:
    """Two desks, three lines each; "a" was first."""
    here, there = Journal(record, "desk-a"), Journal(record, "desk-b")
    for note in ("夜班", "查看预报", "交班"):
        here.append([ShiftStarted(note)], "wang", AT)
        there.append([ShiftEnded(note)], "李", AT)
    return here


@pytest.fixture
def loose(journal: Journal, folder: Path) -> Iterator[sqlite3.Connection]:
    """A way round the triggers, as someone with another program has it."""
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER entries_no_update")
        connection.execute("DROP TRIGGER entries_no_delete")
        yield connection


def bad_of(journal: Journal) -> BadEntry:
    bad = journal.verify().bad
    assert bad is not None
    return bad


def test_a_sound_record_says_how_much_it_holds(journal: Journal) -> None:
    found = journal.verify()
    assert found == Verification(6, journal.heads(), None)
    assert found.is_sound
    assert [(head.desk, head.seq) for head in found.heads] == [("desk-a", 3), ("desk-b", 3)]


def test_an_empty_record_is_sound(record: Database) -> None:
    assert Journal(record, "desk-a").verify() == Verification(0, (), None)


@pytest.mark.parametrize("column", TEXTS)
@pytest.mark.parametrize("bit", [0x01, 0x80], ids=["other letter", "no longer UTF-8"])
def test_any_changed_byte_of_a_text_is_named(
    journal: Journal, loose: sqlite3.Connection, column: str, bit: int
) -> None:
    read = f"SELECT CAST({column} AS BLOB) FROM entries WHERE desk = 'desk-a' AND seq = 2"
    (was,) = loose.execute(read).fetchone()
    assert was
    for position in range(len(was)):
        changed = bytearray(was)
        changed[position] ^= bit
        loose.execute("BEGIN")
        loose.execute(
            f"UPDATE entries SET {column} = CAST(? AS TEXT) WHERE desk = 'desk-a' AND seq = 2", (bytes(changed),)
        )
        loose.execute("COMMIT")
        bad = bad_of(journal)
        assert bad.seq == 2
        assert bad.desk == "desk-a" or column == "desk"
        put_back = f"UPDATE entries SET {column} = CAST(? AS TEXT) WHERE {column} = CAST(? AS TEXT) AND seq = 2"
        loose.execute(put_back, (was, bytes(changed)))
    assert journal.verify().is_sound


@pytest.mark.parametrize("column", NUMBERS)
@pytest.mark.parametrize("step", [-1, 1, 256, 1 << 40])
def test_any_changed_number_is_named(journal: Journal, loose: sqlite3.Connection, column: str, step: int) -> None:
    row = "desk = 'desk-a' AND seq = 3"
    loose.execute(f"UPDATE entries SET {column} = {column} + 10 + ? WHERE {row}", (step,))
    bad = bad_of(journal)
    assert bad.desk == "desk-a"
    assert bad.seq in {3, 13 + step}


@pytest.mark.parametrize("cut", [b"", b"x"])
@pytest.mark.parametrize("column", TEXTS)
def test_text_cut_short_or_drawn_out_is_named(
    journal: Journal, loose: sqlite3.Connection, column: str, cut: bytes
) -> None:
    change = f"UPDATE entries SET {column} = CASE WHEN ? THEN {column} || 'x' ELSE substr({column}, 2) END"
    loose.execute(f"{change} WHERE desk = 'desk-b' AND seq = 3", (bool(cut),))
    assert bad_of(journal).seq == 3


def test_a_line_that_is_gone_is_named(journal: Journal, loose: sqlite3.Connection) -> None:
    loose.execute("DELETE FROM entries WHERE desk = 'desk-b' AND seq = 2")
    assert bad_of(journal) == BadEntry("desk-b", 2, "缺失")
    assert str(bad_of(journal)) == "席位desk-b第2条：缺失"


def test_lines_written_anew_with_fresh_digests_do_not_join_the_chain(
    journal: Journal, loose: sqlite3.Connection
) -> None:
    kind, version, payload = encode(ShiftStarted("别的话"))
    previous = journal.lines()[0].digest
    forged = Line("desk-a", 2, 3, instant_text(AT), "wang", kind, version, payload, previous, "")
    loose.execute(
        "UPDATE entries SET payload = ?, digest = ? WHERE desk = 'desk-a' AND seq = 2", (payload, line_digest(forged))
    )
    assert bad_of(journal) == BadEntry("desk-a", 3, "与上一条接不上")


def test_what_is_sound_before_the_bad_line_is_reported(journal: Journal, loose: sqlite3.Connection) -> None:
    digests = {line.seq: line.digest for line in journal.lines() if line.desk == "desk-a"}
    loose.execute("UPDATE entries SET payload = '{}' WHERE desk = 'desk-a' AND seq = 3")
    found = journal.verify()
    assert (found.entries, found.heads) == (2, (Head("desk-a", 2, digests[2]),))
    assert not found.is_sound


def test_a_kind_only_a_newer_console_knows_is_named(journal: Journal, loose: sqlite3.Connection) -> None:
    act: Act = ShiftStarted("x")
    line = line_of(AT, "desk-c", 1, 9, "wang", act, "")
    newer = Line("desk-c", 1, 9, line.at, "wang", "shift-sung", 1, line.payload, "", "")
    values = [*vars(newer).values()][:-1]
    loose.execute(f"INSERT INTO entries VALUES ({', '.join('?' * 10)})", (*values, line_digest(newer)))
    assert "shift-sung" in bad_of(journal).why


def test_bytes_changed_in_the_file_itself_are_named(
    journal: Journal, record: Database, folder: Path, migrations: Path
) -> None:
    record.close()
    content = bytearray((folder / FILE).read_bytes())
    spot = content.find("查看预报".encode())
    assert content.count("查看预报".encode()) == 2
    content[spot] ^= 0x01
    (folder / FILE).write_bytes(content)
    assert bad_of(journal).seq == 2
