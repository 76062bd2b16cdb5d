"""One console per folder, and a dead one never in the way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qh_console.store.lock import FILE, DataFolderLock, FolderInUse
from tests.source_tree import ROOT

HOLD = """
import sys
from pathlib import Path
from qh_console.store.lock import DataFolderLock
DataFolderLock(Path(sys.argv[1])).acquire()
sys.stdout.write("held\\n")
sys.stdout.flush()
sys.stdin.read()
"""


def test_a_second_console_is_told_which_process_has_the_folder(tmp_path: Path) -> None:
    with DataFolderLock(tmp_path), pytest.raises(FolderInUse) as caught:
        DataFolderLock(tmp_path).acquire()
    assert caught.value.pid == os.getpid()
    assert str(os.getpid()) in caught.value.what
    assert str(tmp_path) in caught.value.what


def test_a_folder_let_go_can_be_taken_again(tmp_path: Path) -> None:
    with DataFolderLock(tmp_path):
        pass
    with DataFolderLock(tmp_path):
        assert (tmp_path / FILE).read_text() == str(os.getpid())


def test_a_killed_console_leaves_the_folder_free(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(FolderInUse) as caught:
            DataFolderLock(tmp_path).acquire()
        assert caught.value.pid == holder.pid
        holder.kill()
    with DataFolderLock(tmp_path):
        pass


def test_the_folder_is_made_for_this_user_only(tmp_path: Path) -> None:
    with DataFolderLock(tmp_path / "a" / "b"):
        assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700
        assert (tmp_path / "a" / "b" / FILE).stat().st_mode & 0o777 == 0o600


def test_a_lock_without_a_number_still_refuses(tmp_path: Path) -> None:
    with DataFolderLock(tmp_path):
        (tmp_path / FILE).write_text("")
        with pytest.raises(FolderInUse) as caught:
            DataFolderLock(tmp_path).acquire()
    assert caught.value.pid is None
    assert "进程" not in caught.value.what


def test_letting_go_twice_does_no_harm(tmp_path: Path) -> None:
    lock = DataFolderLock(tmp_path)
    lock.acquire()
    lock.release()
    lock.release()
