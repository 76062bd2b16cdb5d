"""A list as other offices open it: XLSX or CSV, one header line, nothing a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from qh_console.problems import KnownProblem

FORMULA_SIGNS = ("=", "-", "@", "\t", "\r")
"""Not +: a telephone number begins with it, and what follows is checked when it is entered."""
WIDEST = 40


def write_table(path: Path, title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """XLSX where the name ends so, CSV with Excel's mark for UTF-8 otherwise. Raises KnownProblem."""
    cells = [[_plain(text) for text in row] for row in rows]
    try:
        if path.suffix.lower() == ".xlsx":
            _workbook(title, header, cells).save(path)
        else:
            path.write_text(_csv(header, cells), encoding="utf-8-sig", newline="")
    except OSError as error:
        raise KnownProblem(f"{title}写不进{path}（{error.strerror}）", "请换一个文件夹，或检查磁盘空间") from error


def _csv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def _workbook(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Workbook:
    book = Workbook(write_only=False)
    sheet = book.worksheets[0]
    sheet.title = title
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    for number, name in enumerate(header, start=1):
        letter = get_column_letter(number)
        longest = max((_width(row[number - 1]) for row in rows), default=0)
        sheet.column_dimensions[letter].width = min(max(longest, _width(name)) + 2, WIDEST)
        sheet[f"{letter}1"].font = Font(bold=True)
    sheet.freeze_panes = "A2"
    return book


def _width(text: str) -> int:
    """Half-widths: a Chinese character takes two."""
    return sum(1 if sign.isascii() else 2 for sign in text)


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
