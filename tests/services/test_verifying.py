"""The record checked from the disk, and a printed page's code held against it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from qh_console.domain import acts as a
from qh_console.domain.particulars import Paper
from qh_console.paths import db_folder
from qh_console.services.verifying import check_archive, check_code, check_journal, check_papers, check_record
from qh_console.store.archive import Archive
from qh_console.store.database import open_database
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


def test_an_altered_paper_is_told_from_the_one_on_file(tmp_path: Path) -> None:
    with open_database(tmp_path, db_folder() / "migrations") as database:
        journal, archive = Journal(database, "d1"), Archive(database)
        sha256 = hashlib.sha256(CONTENT).hexdigest()
        filed = archive.put(CONTENT, Paper("a1", "issue-notice", "通知", "1号", sha256, 1), NOW)
        same, other = tmp_path / "same.pdf", tmp_path / "other.pdf"
        same.write_bytes(CONTENT)
        other.write_bytes(CONTENT + b" ")
        assert [check.on_record for check in check_papers(archive, [same, other])] == [True, False]
        (archive.folder / filed.path).write_bytes(b"x")
        assert not check_archive(archive).sound
        record = check_record(journal, archive)
        assert not record.sound
        assert "被改动过" in record.messages[-1]
