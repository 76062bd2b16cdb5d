"""The record checked from the disk, and a printed page's code held against it."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qh_console.domain import acts as a
from qh_console.domain.particulars import Paper
from qh_console.paths import db_folder
from qh_console.services.verifying import check_archive, check_code, check_journal, check_record
from qh_console.store.archive import Archive
from qh_console.store.database import FILE, Database, open_database
from qh_console.store.journal import Journal
from tests.builders import DUTY, NOW, office, to_standing

CONTENT = b"%PDF-1.7 notice"
SHA = "0f4c61efa2c4a8ae0d4f8a1f6a8cdb8b8c4a6a5fd1a8a7e3f0d3a65fd4a0e111"
PAPER = Paper("a1", "issue-notice", "预警发布通知", "〔2026〕1号", SHA, 2)
STAMPED = "席位d1第8条在记录里，摘要一致；盖这个章归档的文书1份，请与存档件对照"


@pytest.mark.parametrize(
    ("code", "on_record", "message"),
    [
        (SHA, True, "与档案一致：预警发布通知〔2026〕1号"),
        (SHA[:12].upper(), True, "与档案一致：预警发布通知〔2026〕1号"),
        ("QH|D1-000003|aaaabbbb", False, "席位d1第3条在记录里，但摘要不符：内容被改过或不出自本台"),
        ("d1-8 00000008", True, STAMPED),
        ("d1-000008 00000008 演练", True, STAMPED),
        ("qh-console:d1-8:00000008:0123456789abcdef", True, STAMPED),
        ("d2-3 00000003", False, "记录里没有这个位置，不出自本台，或还没有合并那一台的记录"),
        ("d1-999 00000003", False, "记录里没有这个位置，不出自本台，或还没有合并那一台的记录"),
        ("你好", False, "认不出这个校验码，请核对是否抄全"),
        ("", False, "认不出这个校验码，请核对是否抄全"),
        (SHA[:7], False, "认不出这个校验码，请核对是否抄全"),
    ],
)
def test_a_code_off_a_page(code: str, on_record: bool, message: str) -> None:
    ledger = office(*to_standing())
    ledger.record(a.PaperFiled(PAPER), DUTY)
    entries = [a.Entry(e.desk, e.seq, e.lamport, e.at, e.by, e.act, "", f"{e.seq:08}") for e in ledger.entries]
    found = check_code(code, ledger.board, entries)
    assert (found.on_record, found.message) == (on_record, message)
    assert found.papers == ((SHA,) if on_record else ())


def test_a_position_after_which_nothing_was_filed_names_no_paper() -> None:
    ledger = office()
    entries = [a.Entry("d1", 1, 1, NOW, DUTY, a.ShiftStarted(), "", "f" * 64)]
    assert check_code(f"d1-1 {'f' * 12}", ledger.board, entries).papers == ()


def test_the_whole_record_is_the_journal_and_the_archive(tmp_path: Path) -> None:
    with open_database(tmp_path, db_folder() / "migrations") as database:
        journal, archive = Journal(database, "d1"), Archive(database)
        journal.append([a.ShiftStarted(), a.ShiftEnded()], DUTY, NOW)
        found = check_journal(journal)
        assert (found.sound, found.entries, found.papers) == (True, 2, 0)
        assert check_archive(archive).messages == ("归档文书0份，逐份核对无误",)
        assert check_record(journal, archive).messages == (*found.messages, "归档文书0份，逐份核对无误")


def test_an_altered_archive_is_not_sound(tmp_path: Path) -> None:
    with open_database(tmp_path, db_folder() / "migrations") as database:
        journal, archive = Journal(database, "d1"), Archive(database)
        filed = archive.put(
            CONTENT, Paper("a1", "issue-notice", "通知", "1号", hashlib.sha256(CONTENT).hexdigest(), 1), NOW
        )
        (archive.folder / filed.path).write_bytes(b"x")
        assert not check_archive(archive).sound
        record = check_record(journal, archive)
        assert not record.sound
        assert "被改动过" in record.messages[-1]


# --- a record someone laid hands on ---------------------------------------------------------------------------------


def paper(content: bytes, number: str = "1号") -> Paper:
    return Paper("a1", "issue-notice", "预警发布通知", number, hashlib.sha256(content).hexdigest(), 1)


@pytest.fixture
def journal(record: Database) -> Journal:
    """Three lines of this desk, the last of them a paper filed; two of another."""
    here, there = Journal(record, "d1"), Journal(record, "d2")
    here.append([a.ShiftStarted("夜班"), a.ShiftEnded("无事")], DUTY, NOW)
    there.append([a.ShiftStarted(), a.PaperFiled(paper(b"theirs", "2号"))], DUTY, NOW)
    Archive(record).put(CONTENT, paper(CONTENT), NOW)
    here.append([a.PaperFiled(paper(CONTENT))], DUTY, NOW)
    return here


@pytest.fixture
def loose(journal: Journal, record: Database) -> Iterator[sqlite3.Connection]:
    """A way round the triggers, as someone with another program has it."""
    with closing(sqlite3.connect(record.folder / FILE, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER entries_no_update")
        connection.execute("DROP TRIGGER entries_no_delete")
        connection.execute("DROP TRIGGER archive_no_delete")
        yield connection


def test_a_sound_record_names_its_heads_and_the_papers_kept_elsewhere(journal: Journal, record: Database) -> None:
    found = check_record(journal, Archive(record))
    assert (found.sound, found.entries, found.papers, found.bad) == (True, 5, 1, None)
    heads = [f"席位{h.desk} 第{h.seq}条 {h.digest}" for h in journal.heads()]
    assert found.messages == (
        "记录5条，逐条核对无误",
        *heads,
        "归档文书1份，逐份核对无误",
        "席位d2第2条归档的“预警发布通知2号”不在本机档案里",
    )


@pytest.mark.parametrize(
    ("change", "desk", "seq"),
    [
        ("UPDATE entries SET payload = replace(payload, '夜', '日') WHERE desk = 'd1' AND seq = 1", "d1", 1),
        ("UPDATE entries SET by = 'fuhe' WHERE desk = 'd2' AND seq = 1", "d2", 1),
        ("UPDATE entries SET at = replace(at, '12', '13') WHERE desk = 'd1' AND seq = 2", "d1", 2),
        ("UPDATE entries SET lamport = lamport + 1 WHERE desk = 'd1' AND seq = 3", "d1", 3),
        (
            "UPDATE entries SET digest = 'x' || digest WHERE desk = 'd2' AND seq = 2",
            "d2",
            2,
        ),
        ("DELETE FROM entries WHERE desk = 'd1' AND seq = 2", "d1", 2),
    ],
)
def test_the_first_line_that_was_touched_is_named_and_nothing_else_claimed(
    journal: Journal, record: Database, loose: sqlite3.Connection, change: str, desk: str, seq: int
) -> None:
    assert loose.execute(change).rowcount == 1
    found = check_record(journal, Archive(record))
    assert not found.sound
    assert found.bad is not None
    assert (found.bad.desk, found.bad.seq) == (desk, seq)
    assert found.messages == (str(found.bad),)
    assert found.papers == 0


def test_what_does_not_follow_is_told_and_the_chain_is_sound_all_the_same(journal: Journal, record: Database) -> None:
    journal.append([a.PaperPrinted("f" * 64, 1, "lp")], DUTY, NOW)
    found = check_record(journal, Archive(record))
    assert found.sound
    assert "席位d1第4条：文书不在档案里" in found.messages


@pytest.mark.parametrize("is_listed", [True, False])
def test_a_paper_of_this_desk_that_is_gone_is_a_fault(
    journal: Journal, record: Database, loose: sqlite3.Connection, is_listed: bool
) -> None:
    archive = Archive(record)
    (archive.folder / archive.list()[0].path).unlink()
    if not is_listed:
        loose.execute("DELETE FROM archive")
    found = check_record(journal, archive)
    assert not found.sound
    assert found.bad is None
    words = "不见了" if is_listed else "席位d1第3条归档的“预警发布通知1号”不在本机档案里"
    assert any(words in line for line in found.messages)
