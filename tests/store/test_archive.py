"""Papers come back byte for byte, or the one that does not is named."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qh_console.domain.particulars import Paper, PaperForm
from qh_console.problems import KnownProblem
from qh_console.store.archive import FOLDER, Archive, PaperAltered, PaperMissing
from qh_console.store.database import Database, open_database

AT = datetime(2026, 1, 9, 12, 0, tzinfo=UTC)
NOTICE = b"%PDF-1.7 notice"


@pytest.fixture
def archive(record: Database) -> Archive:
    return Archive(record)


def paper(content: bytes = NOTICE, title: str = "预警通知", alert: str | None = "a1") -> Paper:
    return Paper(alert, "issue-notice", title, "青〔2026〕1号", hashlib.sha256(content).hexdigest(), 2, "公安厅")


def test_a_filed_paper_is_read_back_byte_for_byte(archive: Archive, folder: Path, migrations: Path) -> None:
    filed = archive.put(NOTICE, paper(), AT)
    assert archive.get(paper().sha256) == NOTICE
    with open_database(folder, migrations) as again:
        assert Archive(again).list() == (filed,)
        assert Archive(again).find(paper().sha256) == filed
    assert (filed.paper, filed.filed_at) == (paper(), AT)
    assert (folder / FOLDER / filed.path).read_bytes() == NOTICE


def test_files_are_for_this_user_only_and_nothing_half_done_stays(archive: Archive, folder: Path) -> None:
    filed = archive.put(NOTICE, paper(), AT)
    path = folder / FOLDER / filed.path
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.parent.parent.stat().st_mode & 0o777 == 0o700
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_filing_the_same_again_keeps_the_first_record(archive: Archive) -> None:
    first = archive.put(NOTICE, paper(), AT)
    assert archive.put(NOTICE, paper(title="另一个名字"), AT + timedelta(hours=1)) == first
    assert archive.list() == (first,)


def test_a_filing_cut_off_between_file_and_record_is_taken_up_again(archive: Archive, folder: Path) -> None:
    sha256 = paper().sha256
    path = folder / FOLDER / sha256[:2] / f"{sha256}.pdf"
    path.parent.mkdir(parents=True)
    path.write_bytes(NOTICE[:4])
    archive.put(NOTICE, paper(), AT)
    assert archive.get(sha256) == NOTICE


def test_papers_of_one_alert_in_the_order_they_were_filed(archive: Archive) -> None:
    second = archive.put(b"2", paper(b"2"), AT + timedelta(hours=1))
    first = archive.put(b"1", paper(b"1"), AT)
    other = archive.put(b"3", paper(b"3", alert=None), AT + timedelta(hours=2))
    assert archive.list() == (first, second, other)
    assert archive.list("a1") == (first, second)


def test_an_altered_file_is_named(archive: Archive, folder: Path) -> None:
    filed = archive.put(NOTICE, paper(), AT)
    archive.put(b"other", paper(b"other", "任务单"), AT)
    assert list(archive.verify()) == []
    (folder / FOLDER / filed.path).write_bytes(NOTICE + b" ")
    (problem,) = archive.verify()
    assert isinstance(problem, PaperAltered)
    assert "预警通知" in problem.what
    with pytest.raises(PaperAltered):
        archive.get(filed.paper.sha256)


def test_a_missing_file_is_named(archive: Archive, folder: Path) -> None:
    filed = archive.put(NOTICE, paper(), AT)
    (folder / FOLDER / filed.path).unlink()
    (problem,) = archive.verify()
    assert isinstance(problem, PaperMissing)
    assert "预警通知" in problem.what
    with pytest.raises(PaperMissing):
        archive.get(filed.paper.sha256)


def test_a_paper_nobody_filed_is_unknown(archive: Archive) -> None:
    assert archive.find("00" * 32) is None
    with pytest.raises(KeyError):
        archive.get("00" * 32)


def test_content_under_a_wrong_digest_is_our_fault(archive: Archive) -> None:
    with pytest.raises(ValueError, match="digest"):
        archive.put(b"other", paper(), AT)
    assert archive.list() == ()


def test_a_folder_that_cannot_be_written_is_said(archive: Archive, folder: Path) -> None:
    (folder / FOLDER).write_text("in the way")
    with pytest.raises(KnownProblem, match="archive"):
        archive.put(NOTICE, paper(), AT)
    assert archive.list() == ()


def test_forms_lie_beside_their_paper_and_are_checked_at_every_reading(archive: Archive) -> None:
    content, beside = b"%PDF paper", b"<alert/>"
    form = PaperForm("cap", hashlib.sha256(beside).hexdigest())
    filed = replace(paper(content), forms=(form,))
    with pytest.raises(PaperMissing):
        archive.get_form(filed, form)
    archive.put_form(filed.sha256, form, beside)
    archive.put(content, filed, AT)
    assert archive.get_form(filed, form) == beside
    assert archive.get(filed.sha256) == content
    (path,) = archive.folder.rglob("*-cap")
    path.write_bytes(b"<alert>")
    with pytest.raises(PaperAltered, match="cap"):
        archive.get_form(filed, form)
    with pytest.raises(ValueError, match="digest"):
        archive.put_form(filed.sha256, form, b"other")
