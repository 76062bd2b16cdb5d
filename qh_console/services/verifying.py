"""Is the record what it was? Every chain, the fold and the archive; and whether a paper is the one on record."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qh_console.domain.board import fold
from qh_console.problems import BadInput, Fault
from qh_console.store.archive import Archive
from qh_console.store.chain import BadEntry, Head
from qh_console.store.journal import Journal


@dataclass(frozen=True)
class RecordCheck:
    """What a check of the whole record found; `messages` are for a person, one line each."""

    sound: bool
    entries: int
    heads: tuple[Head, ...]
    bad: BadEntry | None
    papers: int
    messages: tuple[str, ...]


def check_record(journal: Journal, archive: Archive) -> RecordCheck:
    """Chains first; the fold and the archive only where the chains hold."""
    found = journal.verify()
    if found.bad is not None:
        return RecordCheck(False, found.entries, found.heads, found.bad, 0, (str(found.bad),))
    board = fold(journal.entries())
    lines = [f"记录{found.entries}条，逐条核对无误"]
    lines += [f"席位{h.desk} 第{h.seq}条 {h.digest}" for h in found.heads]
    lines += [f"席位{i.entry.desk}第{i.entry.seq}条：{i.why}" for i in board.irregular]
    faults = [str(problem) for problem in archive.verify()]
    papers = archive.list()
    lines += faults or [f"归档文书{len(papers)}份，逐份核对无误"]
    return RecordCheck(not faults, found.entries, found.heads, None, len(papers), tuple(lines))


@dataclass(frozen=True)
class PaperCheck:
    file: str
    on_record: bool
    sha256: str
    message: str


def check_papers(archive: Archive, files: Sequence[Path]) -> tuple[PaperCheck, ...]:
    """Byte for byte against the archive. Raises BadInput for files that cannot be read."""
    faults = [Fault(str(f), "没有这个文件", "请核对路径") for f in files if not f.is_file()]
    if faults:
        raise BadInput(faults)
    checks = []
    for file in files:
        sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
        filed = archive.find(sha256)
        if filed is None:
            message = f"{file.name}：不是档案中的原件，内容被改过或不出自本台"
        else:
            message = f"{file.name}：与档案一致（{filed.paper.title}{filed.paper.number}）"
        checks.append(PaperCheck(file.name, filed is not None, sha256, message))
    return tuple(checks)
