"""A drill played from end to end without anybody, its papers filed as they fall due, and a manifest of what it left."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from qh_console.domain.acts import DutyMarked, Entry, PaperFiled
from qh_console.domain.board import FiledPaper
from qh_console.domain.clock import beijing
from qh_console.domain.drill import Drill
from qh_console.domain.pack import PlanPack
from qh_console.domain.places import Places
from qh_console.problems import KnownProblem
from qh_console.services.drill import DrillPlayer
from qh_console.services.office import Office
from qh_console.services.paper_requests import papers_called_for
from qh_console.services.paperwork import Paperwork
from qh_console.services.wording import kind_word, worded
from qh_console.store.failures import disk_failures_named

MANIFEST = "manifest.json"
DATA, DOCUMENTS, PICTURES = "data", "documents", "pictures"
Noted = Callable[[str], None]


def clear_output(out: Path, drill: str) -> None:
    """Make `out` ready for a new run: empty, or our own of an earlier one. Raises KnownProblem for anybody else's."""
    with disk_failures_named(out):
        out.mkdir(parents=True, exist_ok=True)
        if any(out.iterdir()) and not _is_ours(out / MANIFEST):
            raise KnownProblem(f"{out}里有别的文件", "请换一个空文件夹，本命令不会覆盖别人的文件")
        for name in (DATA, DOCUMENTS, PICTURES):
            shutil.rmtree(out / name, ignore_errors=True)
        for name in (DOCUMENTS, PICTURES):
            (out / name).mkdir()
        write_manifest(out, {"drill": drill, "complete": False})


def write_manifest(out: Path, manifest: dict[str, Any]) -> None:
    with disk_failures_named(out):
        text = json.dumps(manifest, ensure_ascii=False, indent=1)
        (out / MANIFEST).write_text(text + "\n", encoding="utf-8")


def _is_ours(manifest: Path) -> bool:
    try:
        return "drill" in json.loads(manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError, TypeError):
        return False


class PaperTrail:
    """Files the papers each act calls for at the moment of the act; give its `acted` to the player."""

    def __init__(self, office: Office, paperwork: Paperwork, noted: Noted) -> None:
        self._office = office
        self._paperwork = paperwork
        self._noted = noted

    def acted(self, entries: tuple[Entry, ...]) -> None:
        board = self._office.board
        wanted = papers_called_for(board, entries)
        if wanted:
            at = beijing(entries[0].at)
            self._noted(f"{at:%m-%d %H:%M} {kind_word(entries[0])}，文书{len(wanted)}份")
            self._paperwork.file(wanted, board, entries[0].by, lambda done, total: None)


class Demonstration:
    """Plays stop by stop, so that pictures can be taken on the way, and counts up at the end."""

    def __init__(
        self, drill: Drill, player: DrillPlayer, office: Office, paperwork: Paperwork, pack: PlanPack, places: Places
    ) -> None:
        self._drill = drill
        self._player = player
        self._office = office
        self._paperwork = paperwork
        self._pack = pack
        self._places = places

    def begin(self) -> None:
        self._player.enrol()

    def play(self, until: datetime) -> None:
        self._player.play(until)

    def manifest(self, out: Path) -> dict[str, Any]:
        """Copies every paper into documents/ under its name for people; what it returns is written by the caller."""
        entries = self._office.entries()
        board = self._office.board
        last = max(entries, key=lambda e: e.order)
        papers = sorted(board.papers.values(), key=lambda f: f.seq)
        return {
            "drill": self._drill.id,
            "complete": True,
            "documents": [self._document(filed, out) for filed in papers],
            "journal": {"entries": board.length, "head": last.digest, "desk": last.desk},
            "timeline": [self._moment(e) for e in entries if not isinstance(e.act, DutyMarked | PaperFiled)],
        }

    def _document(self, filed: FiledPaper, out: Path) -> dict[str, Any]:
        paper = filed.paper
        file = self._paperwork.copy(filed, out / DOCUMENTS)
        return {
            "kind": paper.kind,
            "number": paper.number,
            "file": file.relative_to(out).as_posix(),
            "pages": paper.pages,
            "sha256": paper.sha256,
            "title": paper.title,
            "subject": paper.subject,
            "alert": paper.alert,
            "at": beijing(filed.at).isoformat(),
        }

    def _moment(self, entry: Entry) -> dict[str, Any]:
        board = self._office.board
        return {
            "at": beijing(entry.at).isoformat(),
            "by": board.name_of(entry.by),
            "kind": kind_word(entry),
            "text": worded(entry, board, self._pack, self._places),
            "seq": entry.seq,
        }
