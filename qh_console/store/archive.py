"""Finished papers by digest: written once, never overwritten, checked at every reading."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import insert, select

from qh_console.domain.particulars import Paper, PaperForm
from qh_console.problems import KnownProblem
from qh_console.store.codec import instant_text
from qh_console.store.database import Database, sync_folder
from qh_console.store.failures import disk_failures_named
from qh_console.store.tables import archive

FOLDER = "archive"
"""Inside the data folder."""


class PaperMissing(KnownProblem):
    def __init__(self, title: str, path: Path) -> None:
        super().__init__(f"存档文书“{title}”的文件不见了（{path}）", "请从备份中取回，不要重新生成后放入")


class PaperAltered(KnownProblem):
    def __init__(self, title: str, path: Path) -> None:
        super().__init__(f"存档文书“{title}”被改动过（{path}）", "请从备份中取回原件")


@dataclass(frozen=True)
class FiledPaper:
    """A paper, when it was filed, and its file below the archive's folder."""

    paper: Paper
    filed_at: datetime
    path: str


class Archive:
    """Papers in the data folder, listed in the record."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.folder = database.folder / FOLDER

    def put(self, content: bytes, paper: Paper, filed_at: datetime) -> FiledPaper:
        """Files `content` under its digest; the file is on the disk before the record names it.

        The same content again changes nothing. Raises ValueError where `paper.sha256` is not its digest.
        """
        if hashlib.sha256(content).hexdigest() != paper.sha256:
            raise ValueError(f"{paper.title}: the digest is not that of the content")
        filed = FiledPaper(paper, filed_at, f"{paper.sha256[:2]}/{paper.sha256}.pdf")
        known = self.find(paper.sha256)
        if known is not None:
            filed = known
        self._write(self.folder / filed.path, content)
        if known is None:
            with self._database.writing() as connection:
                connection.execute(insert(archive).prefix_with("OR IGNORE"), _row(filed))
        return filed

    def get(self, sha256: str) -> bytes:
        """The very bytes that were filed. Raises KeyError, PaperMissing, PaperAltered."""
        filed = self.find(sha256)
        if filed is None:
            raise KeyError(sha256)
        return self._read(filed)

    def put_form(self, paper: str, form: PaperForm, content: bytes) -> None:
        """Another file of the same words, beside the paper of digest `paper`; before the paper is put.

        Raises ValueError where `form.sha256` is not its digest.
        """
        if hashlib.sha256(content).hexdigest() != form.sha256:
            raise ValueError(f"{form.form}: the digest is not that of the content")
        self._write(self._form_path(paper, form), content)

    def get_form(self, paper: Paper, form: PaperForm) -> bytes:
        """The very bytes filed beside a paper. Raises PaperMissing, PaperAltered."""
        return _sound(f"{paper.title}（{form.form}）", self._form_path(paper.sha256, form), form.sha256)

    def _form_path(self, paper: str, form: PaperForm) -> Path:
        return self.folder / paper[:2] / f"{paper}-{form.form}"

    def find(self, sha256: str) -> FiledPaper | None:
        with self._database.reading() as connection:
            row = connection.execute(select(archive).where(archive.c.sha256 == sha256)).first()
        return None if row is None else _filed(*row)

    def list(self, alert: str | None = None) -> tuple[FiledPaper, ...]:
        """All papers, or one alert's, in the order they were filed."""
        wanted = select(archive).order_by(archive.c.filed_at, archive.c.number, archive.c.sha256)
        if alert is not None:
            wanted = wanted.where(archive.c.alert == alert)
        with self._database.reading() as connection:
            return tuple(_filed(*row) for row in connection.execute(wanted))

    def verify(self) -> Iterator[PaperMissing | PaperAltered]:
        """Reads every file; what is missing or altered comes out, and nothing where all is sound."""
        for filed in self.list():
            try:
                self._read(filed)
            except (PaperMissing, PaperAltered) as problem:
                yield problem

    def _read(self, filed: FiledPaper) -> bytes:
        return _sound(filed.paper.title, self.folder / filed.path, filed.paper.sha256)

    def _write(self, path: Path, content: bytes) -> None:
        with disk_failures_named(path):
            if path.is_file() and path.read_bytes() == content:
                return
            self.folder.mkdir(mode=0o700, exist_ok=True)
            path.parent.mkdir(mode=0o700, exist_ok=True)
            partial = path.with_suffix(".part")
            with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(partial, path)
            sync_folder(path.parent)
            sync_folder(self.folder)


def _sound(title: str, path: Path, sha256: str) -> bytes:
    with disk_failures_named(path):
        if not path.is_file():
            raise PaperMissing(title, path)
        content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise PaperAltered(title, path)
    return content


def _row(filed: FiledPaper) -> dict[str, object]:
    paper = filed.paper
    return {
        "sha256": paper.sha256,
        "kind": paper.kind,
        "title": paper.title,
        "number": paper.number,
        "subject": paper.subject,
        "alert": paper.alert,
        "filed_at": instant_text(filed.filed_at),
        "pages": paper.pages,
        "path": filed.path,
    }


def _filed(
    sha256: str,
    kind: str,
    title: str,
    number: str,
    subject: str,
    alert: str | None,
    filed_at: str,
    pages: int,
    path: str,
) -> FiledPaper:
    paper = Paper(alert, kind, title, number, sha256, pages, subject)
    return FiledPaper(paper, datetime.fromisoformat(filed_at), path)
