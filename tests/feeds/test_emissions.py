"""Emission lists as prefectures send them: sound rows by prefecture, each fault at its file, sheet, row and column."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from qh_console.domain.emissions import SourceKind
from qh_console.feeds.emissions import HEADERS, EmissionRows, parse_emissions
from qh_console.feeds.tables import read_sheets
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.services.emissions import emission_cells
from tests.builders import HAIDONG, XINING
from tests.emission_builders import PLANT, SITE, SOURCES, emission_list

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
HEAD = [names[0] for names in HEADERS.values()]


def cells(**changes: str) -> list[str]:
    row = dict(zip(HEADERS, emission_cells(emission_list(), PLANT, PLACES), strict=True))
    return list((row | changes).values())


def parsed(tmp_path: Path, *rows: list[str], place: str = "", encoding: str = "utf-8") -> EmissionRows:
    text = io.StringIO()
    csv.writer(text).writerows([HEAD, *rows])
    path = tmp_path / "虚构清单.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    return parse_emissions(read_sheets(path), PLACES, place)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_what_was_written_is_read_back_to_the_gram(tmp_path: Path, encoding: str) -> None:
    rows = [list(emission_cells(emission_list(), source, PLACES)) for source in SOURCES]
    if encoding == "gb18030":
        rows = [[cell.replace("₂", "2") for cell in row] for row in rows]
    found = parsed(tmp_path, *rows, encoding=encoding)
    assert (found.faults, found.ignored_columns) == ([], ())
    assert found.sources == {XINING: list(SOURCES)}
    assert found.dated_on == {XINING: date(2025, 10, 15)}


def test_rows_of_several_prefectures_part_and_a_countys_beginning_is_enough(tmp_path: Path) -> None:
    found = parsed(tmp_path, cells(), cells(place="海东", county="互助"), cells(place="", county="城西"), place=XINING)
    assert found.faults == []
    assert [source.county for source in found.sources[XINING]] == ["城东区", "城西区"]
    assert found.sources[HAIDONG][0].county == "互助土族自治县"


@pytest.mark.parametrize(
    ("changes", "column", "said"),
    [
        ({"name": ""}, "名称", "名称没有填写"),
        ({"county": "城冬区"}, "区县", "西宁市没有“城冬区”；是否指城"),
        ({"county": "平安区"}, "区县", "西宁市没有“平安区”"),
        ({"place": "海东是"}, "市州", "没有叫“海东是”的地区；是否指海东"),
        ({"place": ""}, "市州", "市州没有填写"),
        ({"kind": "点源"}, "源类", "“点源”不对；请填工业源、移动源或扬尘源"),
        ({"is_mandatory": ""}, "措施性质", "“”不对；请填强制或自主"),
        ({"is_ultra_low": "有"}, "超低排放", "“有”不对；请填是或否"),
        ({"credit_code": "99990000000000001G"}, "统一社会信用代码", "“99990000000000001G”不是统一社会信用代码"),
        ({"so2": "约60"}, "SO2日排放（千克）", "“约60”不是数；请填每日千克数"),
        ({"nox": "-1"}, "NOx日排放（千克）", "“-1”不是数"),
        ({"pm": "1,500"}, "颗粒物日排放（千克）", "“1,500”不是数"),
        ({"vocs": "30.0001"}, "VOCs日排放（千克）", "30.0001多于三位小数"),
        ({"so2": "60000000"}, "SO2日排放（千克）", "高得不可能"),
        ({"red_so2": "60.5"}, "红色SO2日减排（千克）", "日减排60.5千克，多于日排放60千克"),
        ({"orange_measures": "", "orange_lines": ""}, "橙色措施", "没有写这一级的措施"),
        ({"phone": "保密"}, "联系电话", "电话“保密”写法不对"),
        ({"dated_on": "去年"}, "清单日期", "“去年”不是日期"),
    ],
)
def test_a_bad_row_is_named_with_file_row_column_and_cell(
    tmp_path: Path, changes: dict[str, str], column: str, said: str
) -> None:
    found = parsed(tmp_path, cells(name="虚构好厂"), cells(**changes))
    assert [source.name for source in found.sources[XINING]] == ["虚构好厂"]
    assert [(fault.file, fault.row) for fault in found.faults] == [("虚构清单.csv", 3)]
    assert found.faults[0].column == column
    assert said in str(found.faults[0])


def test_every_bad_cell_of_a_row_is_named_and_nothing_is_concluded_from_one(tmp_path: Path) -> None:
    found = parsed(tmp_path, cells(county="无此县", credit_code="1", so2="六十", phone=""))
    assert [fault.column for fault in found.faults] == ["区县", "SO2日排放（千克）", "统一社会信用代码", "联系电话"]
    found = parsed(tmp_path, cells(kind="点源", credit_code="1"))
    assert [fault.column for fault in found.faults] == ["源类"]


def test_one_row_a_source_and_one_date_a_list(tmp_path: Path) -> None:
    found = parsed(tmp_path, cells(), cells(), cells(name="虚构另一厂", dated_on="2025-10-16"))
    assert [(fault.row, fault.column) for fault in found.faults] == [(3, "名称"), (4, "清单日期")]
    assert "2025-10-16与前面的2025-10-15不同" in found.faults[1].what
    assert found.sources == {XINING: [PLANT]}


def test_sheets_of_a_workbook_are_read_together_and_a_fault_names_its_sheet(tmp_path: Path) -> None:
    book = Workbook()
    for kind, source in ((SourceKind.INDUSTRIAL, PLANT), (SourceKind.DUST, SITE)):
        sheet = book.create_sheet(f"{kind.label}清单")
        row = dict(zip(HEADERS, emission_cells(emission_list(), source, PLACES), strict=True)) | {"kind": ""}
        sheet.append(HEAD)
        sheet.append(
            [float(cell) if cell.replace(".", "").isdigit() and "." in cell else cell for cell in row.values()]
        )
    book["扬尘源清单"].append([*cells(kind="", name="虚构坏工地", county="无此县")])
    path = tmp_path / "虚构清单.xlsx"
    book.save(path)
    found = parse_emissions(read_sheets(path), PLACES, "")
    assert found.sources == {XINING: [PLANT, SITE]}
    assert "虚构清单.xlsx［扬尘源清单］ 第3行 “区县”列：西宁市没有“无此县”" in str(found.faults[0])


def test_missing_columns_are_named_at_once_and_strange_ones_are_told(tmp_path: Path) -> None:
    path = tmp_path / "虚构清单.csv"
    path.write_text("企业名称,县区,心情\n虚构厂,城东区,好\n", encoding="utf-8")
    found = parse_emissions(read_sheets(path), PLACES, "")
    assert [fault.row for fault in found.faults] == [1]
    for column in ("源类", "市州", "措施性质", "SO2日排放（千克）", "VOCs日排放（千克）"):
        assert f"“{column}”" in found.faults[0].what
    assert found.ignored_columns == ("心情",)
