"""An excerpt of the journal as CSV: one line an entry, worded, with the digests that tie it to the chain."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from qh_console.domain.acts import Entry
from qh_console.domain.board import Board
from qh_console.domain.clock import beijing
from qh_console.domain.pack import PlanPack
from qh_console.domain.places import Places
from qh_console.problems import KnownProblem
from qh_console.services.wording import kind_word, worded

HEADER = ("时间（北京）", "席位", "序号", "逻辑时刻", "经办", "账号", "事项", "内容", "上条摘要", "本条摘要")
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def excerpt_csv(entries: Sequence[Entry], board: Board, pack: PlanPack, places: Places) -> str:
    """Oldest first. A text that a spreadsheet would take for a formula begins with an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADER)
    for entry in sorted(entries, key=lambda entry: entry.order):
        words = (board.name_of(entry.by), entry.by, kind_word(entry), worded(entry, board, pack, places))
        place = (f"{beijing(entry.at):%Y-%m-%d %H:%M:%S}", entry.desk, entry.seq, entry.lamport)
        writer.writerow((*place, *map(_plain, words), entry.previous, entry.digest))
    return text.getvalue()


def write_excerpt(path: Path, content: str) -> None:
    """With the mark by which Excel knows UTF-8. Raises KnownProblem where the file cannot be written."""
    try:
        path.write_text(content, encoding="utf-8-sig", newline="")
    except OSError as error:
        raise KnownProblem(f"日志摘录写不进{path}（{error.strerror}）", "请换一个文件夹，或检查磁盘空间") from error


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
