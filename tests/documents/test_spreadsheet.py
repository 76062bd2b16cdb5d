"""A list as a spreadsheet: XLSX or CSV by its name, nothing in it a formula."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from qh_console.documents.spreadsheet import write_table
from qh_console.problems import KnownProblem

HEADER = ("单位", "电话")
ROWS = (("生态环境厅", "+86 971"), ("=HYPERLINK(1)", "-1"))


def test_csv_opens_in_excel_and_holds_no_formula(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    write_table(file, "表", HEADER, ROWS)
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    found = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    assert found == [list(HEADER), ["生态环境厅", "+86 971"], ["'=HYPERLINK(1)", "'-1"]]


def test_xlsx_has_a_header_that_stays(tmp_path: Path) -> None:
    file = tmp_path / "a.XLSX"
    write_table(file, "表", HEADER, ROWS)
    sheet = load_workbook(file)["表"]
    assert [[cell.value for cell in row] for row in sheet][1] == ["生态环境厅", "+86 971"]
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert sheet["A3"].data_type == "s"


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx"])
def test_a_folder_that_is_gone_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(KnownProblem, match="联系人写不进"):
        write_table(tmp_path / "gone" / name, "联系人", HEADER, ROWS)
