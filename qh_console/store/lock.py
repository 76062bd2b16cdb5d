"""One console per data folder: a lock the system drops by itself when the process ends, however it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType

from qh_console.problems import KnownProblem
from qh_console.store.failures import disk_failures_named

FILE = "console.lock"


class FolderInUse(KnownProblem):
    """Another console holds the folder; `pid` is its process, None where it could not be read."""

    def __init__(self, folder: Path, pid: int | None) -> None:
        who = "" if pid is None else f"（进程{pid}）"
        super().__init__(f"数据文件夹{folder}已由另一个控制台打开{who}", "请切换到已打开的窗口，或先关闭它")
        self.folder = folder
        self.pid = pid


class DataFolderLock:
    """Held from `acquire` to `release`; usable as a context. Reading needs no lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Takes the folder; raises FolderInUse where another process, or this one, holds it already."""
        with disk_failures_named(self.folder):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(self.folder / FILE, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(descriptor)
        except OSError:
            pid = _read_pid(descriptor)
            os.close(descriptor)
            raise FolderInUse(self.folder, pid) from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        self._descriptor = descriptor

    def release(self) -> None:
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> DataFolderLock:
        self.acquire()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _read_pid(descriptor: int) -> int | None:
    os.lseek(descriptor, 0, os.SEEK_SET)
    text = os.read(descriptor, 20).decode("ascii", "replace").strip()
    return int(text) if text.isdigit() else None


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 20
    """Windows forbids others to read a locked byte; this one lies beyond the process number."""

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
