"""A file is whole under its name or not there, and never written over; a full or missing folder is to wait for."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from qh_console.domain.dispatches import DispatchKey, SendState
from qh_console.senders.folder import FolderSender, file_name
from qh_console.senders.parcel import Parcel


def test_one_whole_file_a_parcel_and_nothing_beside_it(tmp_path: Path, parcel: Parcel) -> None:
    assert FolderSender(tmp_path).send(parcel).state is SendState.SENT
    (file,) = tmp_path.iterdir()
    assert file.name == file_name(parcel)
    assert file.read_bytes() == parcel.as_json


def test_a_second_attempt_finds_the_first_and_leaves_it(tmp_path: Path, parcel: Parcel) -> None:
    sender = FolderSender(tmp_path)
    sender.send(parcel)
    before = (tmp_path / file_name(parcel)).stat()
    assert sender.send(parcel).state is SendState.SENT
    assert (tmp_path / file_name(parcel)).stat() == before
    other = sender.send(replace(parcel, body="另一篇"))
    assert other.state is SendState.FAILED
    assert "内容不同" in other.answer


def test_a_piece_left_by_a_crash_is_no_obstacle(tmp_path: Path, parcel: Parcel) -> None:
    (tmp_path / f".{file_name(parcel)}.part").write_bytes(b"half")
    assert FolderSender(tmp_path).send(parcel).state is SendState.SENT
    assert [f.name for f in tmp_path.iterdir()] == [file_name(parcel)]


def test_a_missing_folder_is_a_reason_to_wait(tmp_path: Path, parcel: Parcel) -> None:
    delivery = FolderSender(tmp_path / "gone").send(parcel)
    assert delivery.state is SendState.WAITING
    assert "gone" in delivery.answer


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_leaves_nothing_half_there(tmp_path: Path, parcel: Parcel) -> None:
    os.symlink("/dev/full", tmp_path / f".{file_name(parcel)}.part")
    assert FolderSender(tmp_path).send(parcel).state is SendState.WAITING
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", ["../../etc/passwd", "青〔2026〕1号/..", "a\\b:c*?", "号" * 200])
def test_a_number_cannot_lead_out_of_the_folder(tmp_path: Path, parcel: Parcel, number: str) -> None:
    inner = tmp_path / "out"
    inner.mkdir()
    sent = replace(parcel, key=DispatchKey(number, "web", "x"))
    assert FolderSender(inner).send(sent).state is SendState.SENT
    assert list(tmp_path.iterdir()) == [inner]
    assert len(list(inner.iterdir())) == 1
