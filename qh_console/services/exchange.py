"""Exchange between desks: a stretch of the journal and its papers as one file, out, in, and merged by union."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from qh_console.domain.acts import Entry, PaperFiled
from qh_console.domain.board import Board, Dispute
from qh_console.domain.particulars import Paper, PaperForm
from qh_console.problems import KnownProblem
from qh_console.services.office import Office
from qh_console.store.archive import Archive, PaperAltered, PaperMissing
from qh_console.store.chain import Head
from qh_console.store.codec import Line, decode
from qh_console.store.database import sync_file, sync_folder
from qh_console.store.failures import disk_failures_named
from qh_console.store.journal import Journal

FORMAT = 1
MANIFEST, LINES, PAPERS = "manifest.json", "journal.jsonl", "papers"
MOST_BYTES = 1 << 30
"""More than this no journal of an office holds; a file that claims it is not one of ours."""

_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeDecodeError)
_KINDS = {f.name: int if f.name in ("seq", "lamport", "version") else str for f in fields(Line)}


class BundleExists(KnownProblem):
    def __init__(self, file: Path) -> None:
        super().__init__(f"{file}已经存在", "请换一个文件名，旧的交换文件不会被覆盖")


class BadBundle(KnownProblem):
    def __init__(self, file: Path, why: str) -> None:
        super().__init__(f"{file}不是完好的交换文件（{why}），没有合并", "请对方重新导出")


@dataclass(frozen=True)
class BundleMade:
    """What went out. `missing` are papers the record names and this desk's archive cannot give."""

    file: Path
    entries: int
    papers: int
    missing: tuple[Paper, ...]
    sha256: str


@dataclass(frozen=True)
class Bundle:
    """A file from another desk, read and found whole; whether its lines fit is for the union to find."""

    file: Path
    desk: str
    made_at: datetime
    lines: tuple[Line, ...]
    papers: frozenset[str]
    """Digests of the papers that came along."""

    def paper(self, sha256: str) -> bytes:
        """One paper's bytes. Raises BadBundle where they are not what their name says."""
        with _bad_if_unreadable(self.file), zipfile.ZipFile(self.file) as pack:
            content = pack.read(_member_of(sha256))
        if hashlib.sha256(content).hexdigest() != sha256:
            raise BadBundle(self.file, f"文书{sha256[:8]}与摘要不符")
        return content

    def forms(self, paper: Paper) -> Iterator[tuple[PaperForm, bytes]]:
        """The files beside a paper that came along whole."""
        with _bad_if_unreadable(self.file), zipfile.ZipFile(self.file) as pack:
            names = set(pack.namelist())
            for form in paper.forms:
                name = _form_member(paper, form)
                content = pack.read(name) if name in names else b""
                if hashlib.sha256(content).hexdigest() == form.sha256:
                    yield form, content


@dataclass(frozen=True)
class Merged:
    """What a merge brought. `missing` are papers on the record that no archive here holds."""

    board: Board
    entries: tuple[Entry, ...]
    disputes: tuple[Dispute, ...]
    """Those that stand now, old ones too: each waits for an act."""
    papers: int
    missing: tuple[Paper, ...]


# --- out ------------------------------------------------------------------------------------------------------------


def write_bundle(
    journal: Journal, file: Path, made_at: datetime, archive: Archive | None = None, since: Sequence[Head] = ()
) -> BundleMade:
    """All lines, or those beyond the heads `since`, with their papers; complete under its name or not there at all.

    Raises KnownProblem: `file` exists, disk.
    """
    if file.exists():
        raise BundleExists(file)
    lines = journal.lines(since)
    partial = file.with_name(file.name + ".part")
    with disk_failures_named(file):
        with (
            open(os.open(partial, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as target,
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as pack,
        ):
            taken, missing = _pack_papers(pack, lines, archive)
            text = "".join(f"{json.dumps(asdict(line), ensure_ascii=False)}\n" for line in lines).encode()
            pack.writestr(LINES, text)
            manifest = {
                "format": FORMAT,
                "desk": journal.desk,
                "made_at": made_at.astimezone(UTC).isoformat(),
                "lines": len(lines),
                "sha256": hashlib.sha256(text).hexdigest(),
                "papers": taken,
            }
            pack.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True))
        sync_file(partial)
        os.replace(partial, file)
        sync_folder(file.parent)
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return BundleMade(file, len(lines), len(taken), missing, digest)


def _pack_papers(
    pack: zipfile.ZipFile, lines: Sequence[Line], archive: Archive | None
) -> tuple[list[str], tuple[Paper, ...]]:
    taken: list[str] = []
    missing = []
    for _, paper in _papers_in(lines):
        try:
            if archive is None:
                raise KeyError(paper.sha256)
            content = archive.get(paper.sha256)
        except (KeyError, PaperMissing, PaperAltered):
            missing.append(paper)
            continue
        if paper.sha256 not in taken:
            pack.writestr(_member_of(paper.sha256), content)
            taken.append(paper.sha256)
            for form, beside in _forms_of(paper, archive):
                pack.writestr(_form_member(paper, form), beside)
    return taken, tuple(missing)


def _forms_of(paper: Paper, archive: Archive) -> Iterator[tuple[PaperForm, bytes]]:
    """The files beside a paper; one that is missing or altered does not travel."""
    for form in paper.forms:
        with suppress(PaperMissing, PaperAltered):
            yield form, archive.get_form(paper, form)


def _papers_in(lines: Sequence[Line]) -> Iterator[tuple[Line, Paper]]:
    for line in lines:
        if line.kind == "paper-filed":
            act = decode(line.kind, line.version, line.payload)
            assert isinstance(act, PaperFiled), "that is what this kind decodes to"
            yield line, act.paper


def _form_member(paper: Paper, form: PaperForm) -> str:
    return f"{PAPERS}/{paper.sha256}-{form.form}"


def _member_of(sha256: str) -> str:
    return f"{PAPERS}/{sha256}.pdf"


# --- in -------------------------------------------------------------------------------------------------------------


def read_bundle(file: Path) -> Bundle:
    """The bundle in `file`, whole. Raises BadBundle, disk failures as KnownProblem."""
    if not file.is_file():
        raise BadBundle(file, "文件不存在")
    with disk_failures_named(file), _bad_if_unreadable(file), zipfile.ZipFile(file) as pack:
        names = set(pack.namelist())
        if not {MANIFEST, LINES} <= names:
            raise BadBundle(file, "缺清单或记录")
        if any(pack.getinfo(name).file_size > MOST_BYTES for name in names):
            raise BadBundle(file, "大得不像交换文件")
        text = pack.read(LINES)
        try:
            manifest = json.loads(pack.read(MANIFEST))
            if manifest["format"] > FORMAT:
                raise BadBundle(file, "是更新版本的控制台导出的，请用新版本合并")
            desk, made_at = str(manifest["desk"]), datetime.fromisoformat(manifest["made_at"])
            papers = frozenset(str(sha256) for sha256 in manifest["papers"])
            count, digest = int(manifest["lines"]), str(manifest["sha256"])
        except (ValueError, KeyError, TypeError) as error:
            raise BadBundle(file, "清单读不出来") from error
        if hashlib.sha256(text).hexdigest() != digest:
            raise BadBundle(file, "记录与清单上的摘要不符")
        if not {_member_of(sha256) for sha256 in papers} <= names:
            raise BadBundle(file, "清单上的文书不全")
    lines = tuple(_lines(file, text))
    if len(lines) != count:
        raise BadBundle(file, "记录条数与清单不符")
    return Bundle(file, desk, made_at, lines, papers)


def _lines(file: Path, text: bytes) -> Iterator[Line]:
    for number, row in enumerate(text.decode().split("\n")[:-1], start=1):
        try:
            columns = json.loads(row)
            if columns.keys() != _KINDS.keys() or any(type(columns[name]) is not kind for name, kind in _KINDS.items()):
                raise ValueError(row)
        except (ValueError, AttributeError) as error:
            raise BadBundle(file, f"第{number}条读不出来") from error
        yield Line(**columns)


@contextmanager
def _bad_if_unreadable(file: Path) -> Iterator[None]:
    try:
        yield
    except _UNREADABLE as error:
        raise BadBundle(file, "文件残缺或不是交换文件") from error


def merge(office: Office, journal: Journal, file: Path, archive: Archive | None = None) -> Merged:
    """Takes in what is new, all or nothing, then the papers; merging the same file again only mends what is missing.

    Raises KnownProblem: BadBundle, Fork, BrokenBundle, NewerRecord, disk; then the record is as it was.
    """
    bundle = read_bundle(file)
    added = journal.union(bundle.lines)
    board = office.reload()
    taken = 0
    if archive is not None:
        for line, paper in _papers_in(bundle.lines):
            if paper.sha256 in bundle.papers and archive.find(paper.sha256) is None:
                for form, content in bundle.forms(paper):
                    archive.put_form(paper.sha256, form, content)
                archive.put(bundle.paper(paper.sha256), paper, datetime.fromisoformat(line.at))
                taken += 1
    return Merged(board, added, board.disputes, taken, missing_papers(board, archive))


def missing_papers(board: Board, archive: Archive | None) -> tuple[Paper, ...]:
    """Papers on the record whose file this desk does not have."""
    return tuple(p.paper for sha256, p in board.papers.items() if archive is None or archive.find(sha256) is None)
