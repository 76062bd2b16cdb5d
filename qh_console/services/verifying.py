"""Is the record what it was? Every chain, the fold and the archive; and what a code off a page amounts to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from qh_console.domain.acts import Entry
from qh_console.domain.board import Board, FiledPaper, fold
from qh_console.domain.particulars import Paper
from qh_console.store.archive import Archive, PaperAltered, PaperMissing
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
    """Chains first; the fold and the archive only where the chains hold.

    A paper that this desk filed and its archive no longer lists is a fault; another desk's may never have come here.
    """
    found = check_journal(journal)
    if not found.sound:
        return found
    filed = check_archive(archive)
    listed = {held.paper.sha256 for held in archive.list()}
    board = fold(journal.entries())
    away = [p for p in board.papers.values() if p.paper.sha256 not in listed]
    lines = [f"席位{p.desk}第{p.seq}条归档的“{p.paper.title}{p.paper.number}”不在本机档案里" for p in away]
    beside = list(_unsound_forms((p for s, p in board.papers.items() if s in listed), archive, journal.desk))
    lines += beside
    sound = filed.sound and not beside and all(p.desk != journal.desk for p in away)
    return replace(found, sound=sound, papers=filed.papers, messages=(*found.messages, *filed.messages, *lines))


def _unsound_forms(papers: Iterable[FiledPaper], archive: Archive, desk: str) -> Iterator[str]:
    """Forms filed beside papers that were altered, or are missing where this desk filed them."""
    for filed in papers:
        for form in filed.paper.forms:
            try:
                archive.get_form(filed.paper, form)
            except PaperAltered as problem:
                yield str(problem)
            except PaperMissing as problem:
                if filed.desk == desk:
                    yield str(problem)


def check_journal(journal: Journal) -> RecordCheck:
    """Every chain, and the fold where the chains hold."""
    found = journal.verify()
    if found.bad is not None:
        return RecordCheck(False, found.entries, found.heads, found.bad, 0, (str(found.bad),))
    board = fold(journal.entries())
    lines = [f"记录{found.entries}条，逐条核对无误"]
    lines += [f"席位{h.desk} 第{h.seq}条 {h.digest}" for h in found.heads]
    lines += [f"席位{i.entry.desk}第{i.entry.seq}条：{i.why}" for i in board.irregular]
    return RecordCheck(True, found.entries, found.heads, None, 0, tuple(lines))


@dataclass(frozen=True)
class ArchiveCheck:
    sound: bool
    papers: int
    messages: tuple[str, ...]


def check_archive(archive: Archive) -> ArchiveCheck:
    """Every filed paper against its digest."""
    faults = tuple(str(problem) for problem in archive.verify())
    papers = len(archive.list())
    return ArchiveCheck(not faults, papers, faults or (f"归档文书{papers}份，逐份核对无误",))


@dataclass(frozen=True)
class CodeCheck:
    """What a code read off a printed page amounts to; `papers` are those it may stand on, by sha256."""

    on_record: bool
    message: str
    papers: tuple[str, ...] = ()


_POSITION = re.compile(r"([0-9A-Za-z]+)-0*([1-9][0-9]*)(?![0-9A-Za-z])")
_DIGEST = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{8,64}(?![0-9A-Za-z])")


def check_code(code: str, board: Board, entries: Iterable[Entry]) -> CodeCheck:
    """A page's code names a line of the journal and the digest of the chain there, or the digest of the file."""
    text = code.strip()
    digests = _DIGEST.findall(text.lower())
    filed = tuple(sha for sha in board.papers if any(sha.startswith(d) for d in digests))
    if filed:
        named = board.papers[filed[0]].paper
        return CodeCheck(True, f"与档案一致：{named.title}{named.number}", filed)
    places = {(desk.lower(), int(seq)) for desk, seq in _POSITION.findall(text)}
    if not places:
        return CodeCheck(False, "认不出这个校验码，请核对是否抄全")
    found = next((e for e in entries if (e.desk.lower(), e.seq) in places), None)
    if found is None:
        return CodeCheck(False, "记录里没有这个位置，不出自本台，或还没有合并那一台的记录")
    where = f"席位{found.desk}第{found.seq}条"
    if not any(found.digest.startswith(d) for d in digests):
        return CodeCheck(False, f"{where}在记录里，但摘要不符：内容被改过或不出自本台")
    following = _filed_after(found, board)
    told = [d for d in digests if not found.digest.startswith(d) and d != found.desk.lower()]
    same = tuple(sha for sha in following if _says(board.papers[sha].paper, told))
    if same:
        named = board.papers[same[0]].paper
        subject = f"（{named.subject}）" if named.subject else ""
        return CodeCheck(True, f"{where}在记录里，所载内容与归档的“{named.title}{named.number}{subject}”一致", same)
    if told and following and all(board.papers[sha].paper.content for sha in following):
        return CodeCheck(False, f"{where}在记录里，但内容摘要与归档件不符：内容被改过", following)
    held = f"；盖这个章归档的文书{len(following)}份，请与存档件对照" if following else ""
    return CodeCheck(True, f"{where}在记录里，摘要一致{held}", following)


def _says(paper: Paper, digests: Iterable[str]) -> bool:
    return bool(paper.content) and any(paper.content.startswith(digest) for digest in digests)


def _filed_after(entry: Entry, board: Board) -> tuple[str, ...]:
    """Papers filed right after an entry, without a gap: those that bear its position."""
    at = {p.seq: p.paper.sha256 for p in board.papers.values() if p.desk == entry.desk}
    following: list[str] = []
    while (sha256 := at.get(entry.seq + 1 + len(following))) is not None:
        following.append(sha256)
    return tuple(following)
