"""Tables as offices send them, CSV or XLSX in any of their encodings, read into rows of plain text."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from qh_console.problems import BadInput, Fault

MISSING = frozenset({"", "NA", "—", "_", "/"})
LIMIT_BYTES = 64 * 2**20
UNPACKED_LIMIT_BYTES = 512 * 2**20

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ZIP_MAGIC = b"PK\x03\x04"
_OLE_MAGIC = b"\xd0\xcf\x11\xe0"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS = "请另存为 XLSX 或 UTF-8 编码的 CSV 后重试"


@dataclass(frozen=True)
class TableRow:
    """One row. `number` is what the spreadsheet shows beside it; `cells` by column, "" where missing."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A file's rows under its trimmed, lower-cased headers. `file` is the name without its folder."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    sheet: str = ""
    """Of the workbook, where all its sheets are read."""


def read_table(path: Path) -> Table:
    """Read one CSV (UTF-8 with or without BOM, GB18030) or XLSX file; raises BadInput with every fault found."""
    return table_of_bytes(path.name, _bytes_of(path))


def read_sheets(path: Path) -> tuple[Table, ...]:
    """Every sheet with rows under its headers, `file` naming it; a CSV is one. Raises BadInput."""
    data = _bytes_of(path)
    if not data.startswith(_ZIP_MAGIC):
        return (table_of_bytes(path.name, data),)
    filled = [(title, rows) for title, rows in _xlsx_sheets(path.name, data) if sum(map(any, rows)) > 1]
    if not filled:
        raise _bad(path.name, "没有一张工作表有数据", "请核对是否导出完整")
    return tuple(_assemble(f"{path.name}［{title}］", rows, title) for title, rows in filled)


def _bytes_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LIMIT_BYTES:
            raise _bad(path.name, f"文件过大（{size // 2**20}MB）", f"请拆成不超过{LIMIT_BYTES // 2**20}MB的文件")
        return path.read_bytes()
    except FileNotFoundError:
        raise _bad(path.name, "没有这个文件", "请核对文件名和所在文件夹") from None
    except IsADirectoryError:
        raise _bad(path.name, "这是文件夹，不是文件", "请指定其中的 CSV 或 XLSX 文件") from None
    except OSError as e:
        raise _bad(path.name, f"读不出来（{e.strerror}）", "请检查权限，或另存一份后重试") from None


def table_of_bytes(file: str, data: bytes) -> Table:
    """The table in the bytes of a file called `file`; raises BadInput."""
    if not data.strip():
        raise _bad(file, "文件是空的", "请核对是否导出完整")
    if data.startswith(_OLE_MAGIC):
        raise _bad(file, "是旧版或加密的 Excel 文件", "请去掉密码并另存为 XLSX 后重试")
    if data.startswith(_ZIP_MAGIC):
        return _assemble(file, _xlsx_sheets(file, data, only_first=True)[0][1])
    if file.lower().endswith((".xlsx", ".xlsm")):
        raise _bad(file, "不是有效的 XLSX 文件，可能已损坏", "请重新导出或另存后重试")
    return _assemble(file, _csv_records(file, _decode(file, data)))


def _decode(file: str, data: bytes) -> str:
    if data.startswith(_UTF16_MARKS):
        raise _bad(file, "是 UTF-16 编码的文本", _SAVE_AS)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        if e.reason == "unexpected end of data":
            raise _bad(file, "文件不完整，末尾的字只有一半", "请重新导出或等传完后重试") from None
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            raise _bad(file, "不是文本文件，也不是 XLSX", _SAVE_AS) from None
    if _CONTROL.search(text):
        raise _bad(file, "不是文本文件，也不是 XLSX", _SAVE_AS)
    return text


def _csv_records(file: str, text: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[list[str]] = []
    try:
        records.extend([cell.strip() for cell in record] for record in reader)
    except csv.Error:
        raise BadInput([Fault(file, "引号不成对或单元格过长", "请检查这一行的引号", row=len(records) + 1)]) from None
    return records


def _xlsx_sheets(file: str, data: bytes, only_first: bool = False) -> list[tuple[str, list[list[str]]]]:
    damaged = _bad(file, "不是有效的 XLSX 文件，可能已损坏或不完整", "请重新导出或另存后重试")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError):
        raise damaged from None
    if unpacked > UNPACKED_LIMIT_BYTES:
        raise _bad(file, "展开后过大", "请拆成几个小文件")
    try:
        return _book_records(data, only_first)
    except Exception:  # openpyxl raises whatever the broken part of a foreign file provokes
        raise damaged from None


def _book_records(data: bytes, only_first: bool) -> list[tuple[str, list[list[str]]]]:
    """Each sheet's name and cells as text; formulas by their last computed value."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            sheets = book.worksheets[:1] if only_first else book.worksheets
            return [(sheet.title, _sheet_records(sheet)) for sheet in sheets]
        finally:
            book.close()


def _sheet_records(sheet: Any) -> list[list[str]]:
    sheet.reset_dimensions()
    records = [[_cell_text(cell.value, str(cell.number_format or "")) for cell in row] for row in sheet.rows]
    width = max((len(record) for record in records), default=0)
    return [record + [""] * (width - len(record)) for record in records]


def _cell_text(value: Any, number_format: str) -> str:
    """A cell as its writer meant it: numbers to the fifteen digits a spreadsheet keeps, instants as ISO."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(f"{value:.15g}"), "f")
    if isinstance(value, datetime):
        nearest = (value + timedelta(milliseconds=500)).replace(microsecond=0)
        only_date = nearest.time() == time() and "h" not in number_format.lower()
        return nearest.date().isoformat() if only_date else nearest.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).strip()


def _assemble(file: str, records: Sequence[Sequence[str]], sheet: str = "") -> Table:
    numbered = [(number, record) for number, record in enumerate(records, start=1) if any(record)]
    if not numbered:
        raise _bad(file, "文件是空的", "请核对是否导出完整")
    header_row, header = numbered[0]
    columns = [name.lower() for name in header]
    faults = list(_header_faults(file, header_row, columns, numbered[1:]))
    rows: list[TableRow] = []
    is_plain = all(columns)
    for number, record in numbered[1:]:
        known = ["" if cell in MISSING else cell for cell in record]
        if is_plain and len(record) == len(columns):
            rows.append(TableRow(number, dict(zip(columns, known, strict=True))))
            continue
        fault = _width_fault(file, number, record, columns)
        if fault is not None:
            faults.append(fault)
            continue
        padded = [*known, *[""] * (len(columns) - len(known))]
        rows.append(TableRow(number, {n: cell for n, cell in zip(columns, padded, strict=False) if n}))
    if faults:
        raise BadInput(faults)
    if not rows:
        raise _bad(file, "只有表头，没有数据", "请核对是否导出完整")
    return Table(file, tuple(name for name in columns if name), tuple(rows), sheet)


def _header_faults(
    file: str, header_row: int, columns: Sequence[str], body: Sequence[tuple[int, Sequence[str]]]
) -> Iterable[Fault]:
    seen: set[str] = set()
    for position, name in enumerate(columns):
        if name and name in seen:
            yield Fault(file, "列名重复", "请删去或改名其中一列", row=header_row, column=name)
        if not name and any(position < len(record) and record[position] for _, record in body):
            yield Fault(file, f"第{position + 1}列有数据但没有列名", "请补上列名或删去该列", row=header_row)
        seen.add(name)


def _width_fault(file: str, number: int, record: Sequence[str], columns: Sequence[str]) -> Fault | None:
    """A row whose cells do not stand under the headers, or None; empty cells past either end do not matter."""
    filled = max(position for position, cell in enumerate(record, start=1) if cell)
    if filled > len(columns):
        return Fault(file, f"有{filled}格，表头只有{len(columns)}列", "请检查是否多了逗号", row=number)
    named = max(position for position, name in enumerate(columns, start=1) if name)
    if len(record) < named:
        return Fault(file, f"只有{len(record)}格，表头有{named}列", "请检查是否少了逗号或文件不完整", row=number)
    return None


def _bad(file: str, what: str, what_to_do: str) -> BadInput:
    return BadInput([Fault(file, what, what_to_do)])
