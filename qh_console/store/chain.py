"""Checks the chain of digests: every byte of every line, every line in its place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from qh_console.problems import KnownProblem
from qh_console.store.codec import check_known

Raw = tuple[bytes, int, int, bytes, bytes, bytes, int, bytes, bytes, bytes]
"""A journal row with text as the bytes on the disk; after damage the types may be others."""


@dataclass(frozen=True)
class Head:
    """The last line of one desk's chain; `digest` stands for everything before it."""

    desk: str
    seq: int
    digest: str


@dataclass(frozen=True)
class BadEntry:
    """The first line that is not as it was written, by desk and number, and why."""

    desk: str
    seq: int
    why: str

    def __str__(self) -> str:
        return f"席位{self.desk}第{self.seq}条：{self.why}"


@dataclass(frozen=True)
class Verification:
    """What a check of every chain found; `heads` are those of the sound part."""

    entries: int
    heads: tuple[Head, ...]
    bad: BadEntry | None = None

    @property
    def is_sound(self) -> bool:
        return self.bad is None


def verified(rows: Iterable[Raw]) -> Verification:
    """Goes over rows in the order of (desk, seq), up to the first bad one."""
    heads: dict[bytes, tuple[int, bytes]] = {}
    count = 0
    bad = None
    for row in rows:
        desk, seq, previous, digest = row[0], row[1], row[8], row[9]
        last, chained = heads.get(desk, (0, b""))
        if hashlib.sha256(_covered(row)).hexdigest().encode() != digest:
            bad = BadEntry(_shown(desk), seq, "内容与摘要不符，被改动过")
        elif seq != last + 1:
            bad = BadEntry(_shown(desk), last + 1, "缺失")
        elif previous != chained:
            bad = BadEntry(_shown(desk), seq, "与上一条接不上")
        elif why := _unknown(row):
            bad = BadEntry(_shown(desk), seq, why)
        if bad is not None:
            break
        heads[desk] = (seq, digest)
        count += 1
    found = sorted((_shown(desk), seq, _shown(digest)) for desk, (seq, digest) in heads.items())
    return Verification(count, tuple(Head(*head) for head in found), bad)


def _covered(row: Raw) -> bytes:
    """The bytes the digest stands for, whatever type a changed column may now have."""
    return b"\n".join([column if type(column) is bytes else str(column).encode() for column in row[:9]])


def _unknown(row: Raw) -> str | None:
    try:
        check_known(row[5].decode(), row[6])
    except KnownProblem as problem:
        return problem.what
    return None


def _shown(column: object) -> str:
    return column.decode("utf-8", "replace") if isinstance(column, bytes) else str(column)
