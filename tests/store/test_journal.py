"""Appending, reading back, refusing to change, and merging desks."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select, text
from sqlalchemy.exc import IntegrityError

from qh_console.domain.acts import Act, Entry, MarkCorrected, PasswordChanged, ShiftEnded, ShiftStarted
from qh_console.store.codec import Line, NewerRecord, encode, line_digest, line_of
from qh_console.store.database import FILE, Database, open_database
from qh_console.store.journal import BrokenBundle, DamagedEntry, Fork, Journal, claim_desk
from qh_console.store.tables import meta

AT = datetime(2026, 1, 9, 12, 0, 0, 7, tzinfo=UTC)


@pytest.fixture
def journal(record: Database) -> Journal:
    return Journal(record, "desk-a")


@pytest.fixture
def elsewhere(tmp_path: Path, migrations: Path) -> Journal:
    return Journal(open_database(tmp_path / "elsewhere", migrations), "desk-b")


def notes(entries: list[Entry] | tuple[Entry, ...]) -> list[str]:
    return [entry.act.note for entry in entries if isinstance(entry.act, ShiftStarted)]


def test_what_is_appended_is_read_back_the_same(journal: Journal) -> None:
    first = journal.append([ShiftStarted("夜班"), PasswordChanged("wang")], "wang", AT)
    second = journal.append([ShiftEnded("“无事”\n\t")], "李", AT + timedelta(hours=8))
    assert journal.entries() == [*first, *second]
    assert [(e.desk, e.seq, e.lamport, e.by) for e in journal.entries()] == [
        ("desk-a", 1, 1, "wang"),
        ("desk-a", 2, 2, "wang"),
        ("desk-a", 3, 3, "李"),
    ]
    assert first[0].previous == ""
    assert second[0].previous == first[1].digest


def test_nothing_to_append_writes_nothing(journal: Journal) -> None:
    assert journal.append([], "wang", AT) == ()
    assert journal.heads() == ()


def test_acts_of_one_decision_stand_or_fall_together(journal: Journal) -> None:
    broken = ShiftEnded(note=object())  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        journal.append([ShiftStarted("a"), broken], "wang", AT)
    assert journal.entries() == []


def test_what_goes_along_stands_or_falls_with_the_acts(journal: Journal, record: Database) -> None:
    def along(connection: Connection) -> None:
        connection.execute(insert(meta).values(key="k", value="v"))

    journal.append([ShiftStarted("a")], "wang", AT, along)
    with pytest.raises(IntegrityError):
        journal.append([ShiftStarted("b")], "wang", AT, along)
    assert notes(journal.entries()) == ["a"]
    with record.reading() as connection:
        assert connection.execute(select(meta.c.value).where(meta.c.key == "k")).scalar() == "v"


@pytest.mark.parametrize("statement", ["UPDATE entries SET by = 'x'", "DELETE FROM entries", "DELETE FROM readings"])
def test_the_database_itself_refuses_to_change_what_was_done(
    journal: Journal, record: Database, statement: str
) -> None:
    journal.append([ShiftStarted("a")], "wang", AT)
    if "readings" in statement:
        with record.writing() as connection:
            connection.execute(
                text("INSERT INTO readings (place, at, source, revision, received_at) VALUES ('', 0, '', 1, '')")
            )
    with pytest.raises(IntegrityError, match="for ever"), record.writing() as connection:
        connection.execute(text(statement))
    assert journal.verify().is_sound


def test_replacing_a_line_is_refused_too_even_to_another_program(journal: Journal, folder: Path) -> None:
    journal.append([ShiftStarted("a")], "wang", AT)
    with closing(sqlite3.connect(folder / FILE)) as another, pytest.raises(sqlite3.IntegrityError, match="for ever"):
        another.execute("INSERT OR REPLACE INTO entries SELECT * FROM entries")
    assert journal.verify().is_sound


def test_entries_beyond_what_is_known(journal: Journal) -> None:
    journal.append([ShiftStarted("a"), ShiftStarted("b")], "wang", AT)
    heads = journal.heads()
    assert journal.entries(after=heads) == []
    added = journal.append([ShiftStarted("c")], "wang", AT)
    assert journal.entries(after=heads) == list(added)


def test_a_desk_id_is_minted_once(record: Database, folder: Path, migrations: Path) -> None:
    assert claim_desk(record, lambda: "desk-1") == "desk-1"
    assert claim_desk(record, lambda: "desk-2") == "desk-1"
    with open_database(folder, migrations) as again:
        assert claim_desk(again, lambda: "desk-3") == "desk-1"


def test_a_newer_act_stops_the_loading_with_a_plain_word(journal: Journal, folder: Path) -> None:
    line = replace(line_of(AT, "desk-a", 1, 1, "wang", ShiftStarted(), ""), kind="shift-sung")
    insert_raw(folder, line)
    with pytest.raises(NewerRecord, match="shift-sung"):
        journal.entries()


def test_a_line_that_cannot_be_read_is_named(journal: Journal, folder: Path) -> None:
    journal.append([ShiftStarted("a")], "wang", AT)
    line = replace(line_of(AT, "desk-a", 2, 2, "wang", ShiftStarted(), journal.heads()[0].digest), payload='{"note":')
    insert_raw(folder, line)
    with pytest.raises(DamagedEntry, match="desk-a第2条") as caught:
        journal.entries()
    assert (caught.value.desk, caught.value.seq) == ("desk-a", 2)


def insert_raw(folder: Path, line: Line) -> None:
    values = (*list(vars(line).values())[:-1], line_digest(line))
    with closing(sqlite3.connect(folder / FILE, isolation_level=None)) as connection:
        connection.execute(f"INSERT INTO entries VALUES ({', '.join('?' * 10)})", values)


# --- two desks ------------------------------------------------------------------------------------------------------


def test_after_an_exchange_both_desks_read_the_same_order(journal: Journal, elsewhere: Journal) -> None:
    journal.append([ShiftStarted("a1"), ShiftStarted("a2")], "wang", AT)
    elsewhere.append([ShiftStarted("b1")], "li", AT)
    assert notes(journal.union(elsewhere.lines())) == ["b1"]
    assert notes(elsewhere.union(journal.lines())) == ["a1", "a2"]
    assert journal.entries() == elsewhere.entries()
    assert notes(journal.entries()) == ["a1", "b1", "a2"]
    assert journal.heads() == elsewhere.heads()
    assert journal.verify().is_sound
    (after,) = elsewhere.append([ShiftStarted("b2")], "li", AT)
    assert (after.seq, after.lamport) == (2, 3)


def test_merging_again_changes_nothing(journal: Journal, elsewhere: Journal) -> None:
    elsewhere.append([ShiftStarted("b1")], "li", AT)
    journal.union(elsewhere.lines())
    assert journal.union(elsewhere.lines()) == ()
    elsewhere.append([ShiftStarted("b2")], "li", AT)
    assert notes(journal.union(elsewhere.lines(after=journal.heads()))) == ["b2"]


def test_two_lines_under_one_number_stop_the_merge(
    journal: Journal, elsewhere: Journal, tmp_path: Path, migrations: Path
) -> None:
    elsewhere.append([ShiftStarted("b1")], "li", AT)
    with open_database(tmp_path / "copy", migrations) as database:
        copy = Journal(database, "desk-b")
        copy.union(elsewhere.lines())
        copy.append([ShiftStarted("二")], "li", AT)
        elsewhere.append([ShiftStarted("贰"), ShiftStarted("叁")], "li", AT)
        journal.union(copy.lines())
        with pytest.raises(Fork, match="desk-b第2条") as caught:
            journal.union(elsewhere.lines())
    assert (caught.value.desk, caught.value.seq) == ("desk-b", 2)
    assert notes(journal.entries()) == ["b1", "二"]


def forgeries(lines: list[Line]) -> dict[str, list[Line]]:
    first, second, third = lines
    return {
        "changed": [first, replace(second, by="zhao"), third],
        "gap": [first, third],
        "not from the start": [second, third],
        "chained to another": [first, resealed(replace(second, previous="0" * 64))],
        "no instant": [first, resealed(replace(second, at="yesterday"))],
    }


def resealed(line: Line) -> Line:
    return replace(line, digest=line_digest(line))


@pytest.mark.parametrize("how", ["changed", "gap", "not from the start", "chained to another", "no instant"])
def test_a_bundle_with_one_wrong_line_is_not_taken_at_all(journal: Journal, elsewhere: Journal, how: str) -> None:
    elsewhere.append([ShiftStarted("b1"), ShiftStarted("b2"), ShiftStarted("b3")], "li", AT)
    with pytest.raises(BrokenBundle, match="没有合并"):
        journal.union(forgeries(elsewhere.lines())[how])
    assert journal.entries() == []


def test_a_bundle_of_a_newer_console_is_not_taken(journal: Journal) -> None:
    line = line_of(AT, "desk-b", 1, 1, "li", ShiftStarted(), "")
    with pytest.raises(NewerRecord):
        journal.union([resealed(replace(line, version=9))])
    assert journal.entries() == []


@given(st.lists(st.tuples(st.sampled_from(["a", "b"]), st.integers(0, 3), st.booleans()), max_size=12))
@settings(max_examples=40)
def test_desks_that_exchange_at_any_time_end_the_same(
    tmp_path_factory: pytest.TempPathFactory, empty_file: Path, migrations: Path, steps: list[tuple[str, int, bool]]
) -> None:
    root = tmp_path_factory.mktemp("pair")
    with open_database(root / "a", migrations) as one, open_database(root / "b", migrations) as two:
        desks = {"a": Journal(one, "a"), "b": Journal(two, "b")}
        for number, (name, count, exchanges) in enumerate(steps):
            acts: list[Act] = [MarkCorrected(name, str(number), str(n)) for n in range(count)]
            desks[name].append(acts, "wang", AT)
            if exchanges:
                desks["a"].union(desks["b"].lines(after=desks["a"].heads()))
        desks["b"].union(reversed(desks["a"].lines()))
        desks["a"].union(desks["b"].lines())
        assert desks["a"].entries() == desks["b"].entries()
        assert [e.order for e in desks["a"].entries()] == sorted(e.order for e in desks["a"].entries())
        assert desks["a"].verify().is_sound
        assert desks["a"].verify() == desks["b"].verify()


def test_kinds_survive_the_way_through_the_table(journal: Journal) -> None:
    act = MarkCorrected("a1", "t1", "记错")
    journal.append([act], "wang", AT)
    (line,) = journal.lines()
    assert (line.kind, line.version, line.payload) == encode(act)
