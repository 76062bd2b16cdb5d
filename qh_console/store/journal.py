"""The journal: what people did, appended durably, chained per desk, never changed."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select

from qh_console.domain.acts import Act, Entry
from qh_console.problems import KnownProblem
from qh_console.store.chain import Head, Verification, verified
from qh_console.store.codec import Line, decode, entry_of, line_digest, line_of
from qh_console.store.database import Database, driver
from qh_console.store.tables import entries, meta

DESK = "desk"
"""The note under which the record keeps this desk's id."""

_BY_CHAIN = (
    "SELECT desk, seq, lamport, at, by, kind, version, payload, previous, digest FROM entries ORDER BY desk, seq"
)
"""Run on SQLite's own cursor: tens of thousands of lines at start-up are worth the shorter way."""

_LAMPORT = select(func.max(entries.c.lamport))
_END = (
    select(entries.c.seq, entries.c.digest)
    .where(entries.c.desk == bindparam("desk"))
    .order_by(entries.c.seq.desc())
    .limit(1)
)
_DIGEST = select(entries.c.digest).where(entries.c.desk == bindparam("desk"), entries.c.seq == bindparam("seq"))
_INSERT = insert(entries)


class DamagedEntry(KnownProblem):
    """A stored line that cannot be read as it was written."""

    def __init__(self, desk: str, seq: int, why: str) -> None:
        super().__init__(f"记录里席位{desk}第{seq}条读不出来（{why}）", "请运行 qh-console verify 核对，并用备份恢复")
        self.desk = desk
        self.seq = seq


class Fork(KnownProblem):
    """Two different lines under one desk and number: one desk's folder was copied and used twice, or one was forged."""

    def __init__(self, desk: str, seq: int, here: str, there: str) -> None:
        super().__init__(
            f"席位{desk}第{seq}条有两个不同的版本（本机{here[:8]}，来件{there[:8]}），没有合并",
            "请查明哪一台沿用了旧的数据文件夹，不要再使用它",
        )
        self.desk = desk
        self.seq = seq


class BrokenBundle(KnownProblem):
    """Lines from elsewhere that do not chain, or were changed on the way."""

    def __init__(self, desk: str, seq: int, why: str) -> None:
        super().__init__(f"来件里席位{desk}第{seq}条不对（{why}），没有合并", "请对方重新导出，并核对校验结果")
        self.desk = desk
        self.seq = seq


def claim_desk(database: Database, mint: Callable[[], str]) -> str:
    """This record's desk id; minted once, at the first opening."""
    known = database.note(DESK)
    if known is not None:
        return known
    with database.writing() as connection:
        found = connection.execute(select(meta.c.value).where(meta.c.key == DESK)).scalar()
        if found is not None:
            return str(found)
        desk = mint()
        connection.execute(insert(meta).values(key=DESK, value=desk))
    return desk


class Journal:
    """The one way to write and read entries. Appending happens at `desk` only; other desks' lines come by `union`."""

    def __init__(self, database: Database, desk: str) -> None:
        self._database = database
        self.desk = desk

    def append(
        self, acts: Sequence[Act], by: str, at: datetime, along: Callable[[Connection], None] | None = None
    ) -> tuple[Entry, ...]:
        """All acts or none, on the disk when this returns. Raises KnownProblem where the disk does not take them.

        `along` writes what must stand or fall with the acts: a password, a row of a register.
        """
        if not acts:
            return ()
        added: list[Entry] = []
        with self._database.writing() as connection:
            seq, digest = _end_of_chain(connection, self.desk)
            lamport = connection.execute(_LAMPORT).scalar() or 0
            lines: list[Line] = []
            for step, act in enumerate(acts, start=1):
                line = line_of(at, self.desk, seq + step, lamport + step, by, act, digest)
                lines.append(line)
                added.append(Entry(line.desk, line.seq, line.lamport, at, by, act, digest, line.digest))
                digest = line.digest
            _insert(connection, lines)
            if along is not None:
                along(connection)
        return tuple(added)

    def entries(self, after: Sequence[Head] = ()) -> list[Entry]:
        """All entries, or those beyond the heads `after`, in (lamport, desk, seq) order.

        Raises NewerRecord for acts this console does not know, DamagedEntry for a line it cannot read.
        """
        known = {head.desk: head.seq for head in after}
        with self._database.reading() as connection, _no_collector():
            found = list(_read(driver(connection).execute(_BY_CHAIN), known))
        if len({entry.desk for entry in found}) > 1:
            found.sort(key=lambda entry: entry.order)
        return found

    def lines(self, after: Sequence[Head] = ()) -> list[Line]:
        """The same lines exactly as stored, for a bundle to another desk; each desk's in the order of its chain."""
        known = {head.desk: head.seq for head in after}
        with self._database.reading() as connection:
            rows = driver(connection).execute(_BY_CHAIN)
            return [Line(*row) for row in rows if row[1] > known.get(row[0], 0)]

    def heads(self) -> tuple[Head, ...]:
        """The end of each desk's chain, by desk id."""
        last = select(entries.c.desk, func.max(entries.c.seq).label("seq")).group_by(entries.c.desk).subquery()
        joined = entries.join(last, (entries.c.desk == last.c.desk) & (entries.c.seq == last.c.seq))
        wanted = select(entries.c.desk, entries.c.seq, entries.c.digest).select_from(joined).order_by(entries.c.desk)
        with self._database.reading() as connection:
            return tuple(Head(*row) for row in connection.execute(wanted))

    def verify(self) -> Verification:
        """Checks every byte of every line against its digest, and every chain from its first line on.

        That each payload still reads as an act is found by `entries`, which every start goes through.
        """
        with self._database.reading() as connection, _bytes_for_text(driver(connection)) as raw, _no_collector():
            return verified(raw.execute(_BY_CHAIN))

    def union(self, lines: Iterable[Line]) -> tuple[Entry, ...]:
        """Takes in other desks' lines and returns the new ones; nothing is taken where one of them is wrong.

        Raises Fork (same desk and number, other digest), BrokenBundle (does not chain, changed), NewerRecord.
        """
        ordered = sorted(lines, key=lambda line: (line.desk, line.seq))
        with self._database.writing() as connection:
            new = list(_fitting(connection, ordered))
            added = [_readable(line) for line in new]
            _insert(connection, new)
        return tuple(sorted(added, key=lambda entry: entry.order))


# --- reading --------------------------------------------------------------------------------------------------------


def _read(
    rows: Iterable[tuple[str, int, int, str, str, str, int, str, str, str]], known: Mapping[str, int]
) -> Iterator[Entry]:
    instant = datetime.fromisoformat
    for desk, seq, lamport, at, by, kind, version, payload, previous, digest in rows:
        if seq > known.get(desk, 0):
            try:
                yield Entry(desk, seq, lamport, instant(at), by, decode(kind, version, payload), previous, digest)
            except ValueError as error:
                raise DamagedEntry(desk, seq, str(error)) from error


@contextmanager
def _no_collector() -> Iterator[None]:
    """Loading makes only objects that stay; looking among them for garbage costs more than reading them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _bytes_for_text(raw: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Text as the bytes on the disk, even where they are no longer UTF-8."""
    usual = raw.text_factory
    raw.text_factory = bytes
    try:
        yield raw
    finally:
        raw.text_factory = usual


# --- writing --------------------------------------------------------------------------------------------------------


def _end_of_chain(connection: Connection, desk: str) -> tuple[int, str]:
    row = connection.execute(_END, {"desk": desk}).first()
    return (0, "") if row is None else (int(row[0]), str(row[1]))


def _insert(connection: Connection, lines: Sequence[Line]) -> None:
    if lines:
        connection.execute(_INSERT, [vars(line) for line in lines])


def _fitting(connection: Connection, ordered: Sequence[Line]) -> Iterator[Line]:
    """The lines that are new, each checked to continue its desk's chain; those already here must be the same."""
    ends: dict[str, tuple[int, str]] = {}
    for line in ordered:
        if line.digest != line_digest(line):
            raise BrokenBundle(line.desk, line.seq, "内容与摘要不符")
        if line.desk not in ends:
            ends[line.desk] = _end_of_chain(connection, line.desk)
        seq, digest = ends[line.desk]
        if line.seq <= seq:
            _same_as_here(connection, line)
            continue
        if line.seq != seq + 1:
            raise BrokenBundle(line.desk, line.seq, f"缺第{seq + 1}条")
        if line.previous != digest:
            raise BrokenBundle(line.desk, line.seq, "与上一条接不上")
        ends[line.desk] = (line.seq, line.digest)
        yield line


def _readable(line: Line) -> Entry:
    try:
        return entry_of(line)
    except ValueError as error:
        raise BrokenBundle(line.desk, line.seq, str(error)) from error


def _same_as_here(connection: Connection, line: Line) -> None:
    here = connection.execute(_DIGEST, {"desk": line.desk, "seq": line.seq}).scalar()
    if here != line.digest:
        raise Fork(line.desk, line.seq, str(here), line.digest)
