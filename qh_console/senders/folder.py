"""Texts laid into a folder that another program empties: whole under their name, or not there."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

from qh_console.senders.parcel import Delivery, Parcel, later, refused, sent, unknown

PARTIAL = ".part"


class FolderSender:
    """One JSON file a parcel, named by number and idempotency key; never written over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, parcel: Parcel) -> Delivery:
        name = file_name(parcel)
        target, partial = self._folder / name, self._folder / f".{name}{PARTIAL}"
        try:
            if target.exists():
                return _there_already(target, parcel)
            _write(partial, parcel.as_json)
        except OSError as error:
            _discard(partial)
            return later(f"{self._folder}写不进去（{error.strerror}）")
        try:
            os.replace(partial, target)
        except OSError as error:
            _discard(partial)
            return later(f"{self._folder}写不进去（{error.strerror}）")
        try:
            _sync(self._folder)
        except OSError as error:
            return unknown(f"{name}是否写实不明（{error.strerror}）")
        return sent(f"已写入{name}")


def file_name(parcel: Parcel) -> str:
    """Readable, the same for every attempt, and free of what a file name may not hold."""
    number = re.sub(r"[^\w〔〕]", "_", parcel.key.number)[:40]
    return f"{number}-{parcel.key.channel}-{parcel.idempotency_key[:16]}.json"


def _there_already(target: Path, parcel: Parcel) -> Delivery:
    if target.read_bytes() == parcel.as_json:
        return sent(f"{target.name}已经在文件夹里")
    return refused(f"{target.name}已经存在，内容不同")


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Returns once the folder's names are on the disk; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _discard(partial: Path) -> None:
    with contextlib.suppress(OSError):
        partial.unlink(missing_ok=True)
