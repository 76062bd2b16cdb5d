"""Tables: every encoding offices send reads alike, and every damaged file is named in one clear line."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from qh_console.feeds.tables import Table, read_sheets, read_table, table_of_bytes
from qh_console.problems import BadInput

TEXT = "Place, TIME ,pm25\n西宁,2026-01-09T05:00,115\n海东,2026-01-09T05:00,NA\n"


def _workbook(path: Path, rows: list[list[Any]]) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def _fault(file: str, data: bytes) -> str:
    with pytest.raises(BadInput) as caught:
        table_of_bytes(file, data)
    return str(caught.value.faults[0])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_csv_reads_alike_in_every_encoding(tmp_path: Path, encoding: str, line_end: str) -> None:
    path = tmp_path / "实况.csv"
    path.write_bytes(TEXT.replace("\n", line_end).encode(encoding))
    table = read_table(path)
    assert table.file == "实况.csv"
    assert table.columns == ("place", "time", "pm25")
    assert [(r.number, dict(r.cells)) for r in table.rows] == [
        (2, {"place": "西宁", "time": "2026-01-09T05:00", "pm25": "115"}),
        (3, {"place": "海东", "time": "2026-01-09T05:00", "pm25": ""}),
    ]


@pytest.mark.parametrize("missing", ["", "NA", "—", "_", "/", "  "])
def test_missing_values_read_as_empty(missing: str) -> None:
    assert table_of_bytes("a.csv", f"a,b\n{missing},1\n".encode()).rows[0].cells["a"] == ""


def test_decimals_stay_as_written() -> None:
    assert table_of_bytes("a.csv", b"co\n0.80\n").rows[0].cells["co"] == "0.80"


def test_blank_rows_are_skipped_but_counted() -> None:
    table = table_of_bytes("a.csv", b"a,b\n\n1,2\n,\n3,4\n")
    assert [r.number for r in table.rows] == [3, 5]


def test_quoted_commas_and_line_breaks_stay_in_their_cell() -> None:
    table = table_of_bytes("a.csv", b'a,b\n"x,1\ny",2\n3,4\n')
    assert table.rows[0].cells["a"] == "x,1\ny"
    assert table.rows[1].number == 3


def test_xlsx_keeps_numbers_dates_and_text(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["place", "time", "date", "pm25", "co", "note"],
        ["西宁", datetime.fromisoformat("2026-01-09T05:00"), date(2026, 1, 9), 115, 0.1, None],
        ["海东", datetime.fromisoformat("2026-01-09T00:00"), date(2026, 1, 9), 3.0, 1e-05, "—"],
    ]
    table = read_table(_workbook(tmp_path / "a.xlsx", rows))
    assert dict(table.rows[0].cells) == {
        "place": "西宁", "time": "2026-01-09T05:00:00", "date": "2026-01-09", "pm25": "115", "co": "0.1", "note": "",
    }  # fmt: skip
    assert dict(table.rows[1].cells) == {
        "place": "海东", "time": "2026-01-09T00:00:00", "date": "2026-01-09", "pm25": "3", "co": "0.00001", "note": "",
    }  # fmt: skip
    assert [r.number for r in table.rows] == [2, 3]


def test_xlsx_under_another_suffix_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "a.xlsx", [["a"], [1]])
    assert table_of_bytes("a.csv", path.read_bytes()).columns == ("a",)


@pytest.mark.parametrize("keep", [0.2, 0.6, 0.95])
def test_truncated_xlsx_is_named(tmp_path: Path, keep: float) -> None:
    data = _workbook(tmp_path / "a.xlsx", [["a", "b"], *[[n, n] for n in range(200)]]).read_bytes()
    assert "不是有效的 XLSX 文件" in _fault("a.xlsx", data[: int(len(data) * keep)])


def test_xlsx_with_damaged_contents_is_named(tmp_path: Path) -> None:
    data = bytearray(_workbook(tmp_path / "a.xlsx", [["a", "b"], *[[n, n] for n in range(200)]]).read_bytes())
    at = data.index(b"xl/worksheets/sheet1.xml") + 40
    data[at : at + 20] = b"\0" * 20
    assert "不是有效的 XLSX 文件" in _fault("a.xlsx", bytes(data))


@pytest.mark.parametrize(
    ("file", "data", "said"),
    [
        ("a.csv", b"", "文件是空的"),
        ("a.csv", b" \r\n \n", "文件是空的"),
        ("a.csv", b",,\n,,\n", "文件是空的"),
        ("a.csv", b"a,b\n", "只有表头"),
        ("a.xlsx", b"a,b\n1,2\n", "不是有效的 XLSX 文件"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", "旧版或加密"),
        ("a.csv", "a,b\n1,2\n".encode("utf-16"), "UTF-16"),
        ("a.csv", bytes(range(256)), "不是文本文件"),
        ("a.csv", b"a,b\n1,\x00\n", "不是文本文件"),
        ("a.csv", "a\n西宁".encode()[:-1], "末尾的字只有一半"),
        ("a.csv", b"a,b\n1,2\n3\n", "a.csv 第3行：只有1格，表头有2列"),
        ("a.csv", b"a,b\n1,2,3\n", "a.csv 第2行：有3格，表头只有2列"),
        ("a.csv", b"a,B,b\n1,2,3\n", "a.csv 第1行 “b”列：列名重复"),
        ("a.csv", b"a,,c\n1,2,3\n", "a.csv 第1行：第2列有数据但没有列名"),
        ("a.csv", b'a,b\n1,"2\n3,4\n', "a.csv 第2行：引号不成对"),
    ],
)
def test_every_bad_file_gets_one_clear_line(file: str, data: bytes, said: str) -> None:
    assert said in _fault(file, data)


def test_every_ragged_row_is_named_at_once() -> None:
    with pytest.raises(BadInput) as caught:
        table_of_bytes("a.csv", b"a,b\n1\n2,3\n4,5,6\n")
    assert [f.row for f in caught.value.faults] == [2, 4]


def test_empty_cells_beyond_the_headers_do_not_matter() -> None:
    table: Table = table_of_bytes("a.csv", b"a,b,,\n1,2,,,\n3,4\n")
    assert table.columns == ("a", "b")
    assert len(table.rows) == 2


def test_no_such_file_and_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="没有这个文件"):
        read_table(tmp_path / "无.csv")
    with pytest.raises(BadInput, match="这是文件夹"):
        read_table(tmp_path)


def test_every_sheet_with_rows_is_read_and_named(tmp_path: Path) -> None:
    book = Workbook()
    for title, rows in {"甲": [["a"], ["1"]], "空": [], "只有表头": [["a"]], "乙": [["b"], ["2"], ["3"]]}.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = tmp_path / "两张.xlsx"
    book.save(path)
    found = read_sheets(path)
    assert [(table.file, table.sheet, len(table.rows)) for table in found] == [
        ("两张.xlsx［甲］", "甲", 1),
        ("两张.xlsx［乙］", "乙", 2),
    ]


def test_a_workbook_without_a_filled_sheet_and_a_csv_of_one(tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    Workbook().save(path)
    with pytest.raises(BadInput, match="没有一张工作表有数据"):
        read_sheets(path)
    plain = tmp_path / "一.csv"
    plain.write_text("a\n1\n", encoding="utf-8")
    assert [(table.file, table.sheet) for table in read_sheets(plain)] == [("一.csv", "")]
