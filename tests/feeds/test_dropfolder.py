"""The drop folder: files are taken once they rest, once for each content, and never touched."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from qh_console.domain.places import Places
from qh_console.feeds.dropfolder import MOST_FILES, DropFolder
from qh_console.problems import KnownProblem

GOOD = "place,time,pm25\n西宁,2026-01-09T05:00,38\n"
BAD = "place,time,pm25\n西京,2026-01-09T05:00,38\n海东,2026-01-09T05:00,20\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    return inbox


@pytest.fixture
def feed(folder: Path, places: Places) -> DropFolder:
    return DropFolder(folder, places)


def _names(feed: DropFolder, now: datetime) -> list[str]:
    return [f.file for f in feed.poll(now).files]


def test_a_file_is_taken_at_the_second_look_and_once(feed: DropFolder, folder: Path, now: datetime) -> None:
    (folder / "a.csv").write_text(GOOD)
    assert _names(feed, now) == []
    (arrived,) = feed.poll(now).files
    assert (arrived.file, len(arrived.parsed.readings), len(arrived.sha256)) == ("a.csv", 1, 64)
    assert arrived.parsed.readings[0].source == "a.csv"
    assert _names(feed, now) == []
    assert (folder / "a.csv").read_text() == GOOD


def test_a_file_still_being_written_waits(feed: DropFolder, folder: Path, now: datetime) -> None:
    path = folder / "a.csv"
    path.write_text(GOOD[:30])
    assert _names(feed, now) == []
    path.write_text(GOOD)
    assert _names(feed, now) == []
    assert _names(feed, now) == ["a.csv"]


def test_a_changed_file_comes_again_the_same_content_does_not(feed: DropFolder, folder: Path, now: datetime) -> None:
    path = folder / "a.csv"
    path.write_text(GOOD)
    os.utime(path, ns=(1, 1))
    assert [_names(feed, now), _names(feed, now)] == [[], ["a.csv"]]
    os.utime(path, ns=(2, 2))
    (folder / "copy.csv").write_text(GOOD)
    assert [_names(feed, now), _names(feed, now)] == [[], []]
    path.write_text(GOOD.replace("38", "39"))
    assert [_names(feed, now), _names(feed, now)] == [[], ["a.csv"]]


def test_a_bad_file_is_named_until_it_is_mended_or_gone(feed: DropFolder, folder: Path, now: datetime) -> None:
    (folder / "bad.csv").write_text(BAD)
    (folder / "cut.xlsx").write_bytes(b"PK\x03\x04 cut short")
    feed.poll(now)
    news = feed.poll(now)
    assert [(f.file, len(f.parsed.readings)) for f in news.files] == [("bad.csv", 1), ("cut.xlsx", 0)]
    assert [(f.file, f.row) for f in news.faults] == [("bad.csv", 2), ("cut.xlsx", None)]
    again = feed.poll(now)
    assert (again.files, again.faults) == ((), news.faults)
    (folder / "bad.csv").write_text(GOOD)
    (folder / "cut.xlsx").unlink()
    feed.poll(now)
    mended = feed.poll(now)
    assert [f.file for f in mended.files] == ["bad.csv"]
    assert mended.faults == ()


def test_what_is_no_table_is_left_alone(feed: DropFolder, folder: Path, now: datetime) -> None:
    for name in ("~$a.xlsx", ".a.csv", "a.csv.part", "a.docx", "notes.txt"):
        (folder / name).write_text(GOOD)
    (folder / "sub.csv").mkdir()
    (folder / "link.csv").symlink_to(folder / "notes.txt")
    feed.poll(now)
    assert feed.poll(now) == feed.poll(now)
    assert feed.poll(now).files == ()


def test_many_files_are_taken_in_turns(feed: DropFolder, folder: Path, now: datetime) -> None:
    for number in range(MOST_FILES + 3):
        (folder / f"{number:03}.csv").write_text(GOOD.replace("38", str(number)))
    counts = [len(feed.poll(now).files) for _ in range(4)]
    assert counts == [0, MOST_FILES, 3, 0]


def test_a_folder_that_is_gone_is_a_problem_and_comes_back(feed: DropFolder, folder: Path, now: datetime) -> None:
    folder.rmdir()
    with pytest.raises(KnownProblem, match="打不开"):
        feed.poll(now)
    folder.mkdir()
    (folder / "a.csv").write_text(GOOD)
    assert [_names(feed, now), _names(feed, now)] == [[], ["a.csv"]]


def test_a_file_too_large_is_named_not_read(folder: Path, places: Places, now: datetime) -> None:
    feed = DropFolder(folder, places, limit_bytes=10)
    (folder / "a.csv").write_text(GOOD)
    feed.poll(now)
    news = feed.poll(now)
    assert news.files == ()
    assert [f.what for f in news.faults] == ["文件过大"]
