"""The plan's text in and the whole record out, from the shell; and what went out comes in again."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from qh_console.cli import cli

PLAN = "1 总则\n1.1 目的。\n试一试。\n3 监测\n3.1 分级。\n分三级。\n"
OBSERVED = "place,time,pm25,so2\n" + "".join(f"西宁,2026-01-09T{h:02}:00,{100 + h / 3},10\n" for h in range(1, 11))
FORETOLD = "place,date,aqi_low,aqi_high,issued_at,source\n西宁,2026-01-10,180,260,2026-01-09T15:00,省站\n"


def run(*arguments: object, ends: int = 0) -> Result:
    found = CliRunner().invoke(cli, [str(a) for a in arguments])
    assert found.exit_code == ends, found.output
    return found


def answer(*arguments: object) -> Any:
    return json.loads(run(*arguments, "--json").stdout)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


# --- import-plan ----------------------------------------------------------------------------------------------------


def test_the_plan_goes_in_by_edition_and_the_former_is_kept(tmp_path: Path, data: Path) -> None:
    file = tmp_path / "预案.txt"
    file.write_text(PLAN, encoding="gb18030")
    first = answer("import-plan", file, "--data", data)
    assert (first["pack"], first["clauses"], first["kept"]) == ("qh-2020", 4, None)
    assert "5.3.1-1(2)" in first["lacking"]
    assert stat.S_IMODE(os.stat(first["file"]).st_mode) == 0o600
    file.write_text(PLAN + "分得更细。\n", encoding="utf-8")
    second = answer("import-plan", file, "--data", data)
    assert Path(second["kept"]).read_text(encoding="utf-8") == PLAN
    other = answer("import-plan", file, "--pack", "mee-2024", "--data", data)
    assert Path(other["file"]).name == "mee-2024.txt"


def test_what_the_text_lacks_is_a_note(tmp_path: Path, data: Path) -> None:
    file = tmp_path / "预案.txt"
    file.write_text(PLAN, encoding="utf-8")
    said = run("import-plan", file, "--data", data)
    assert "已导入qh-2020原文" in said.stdout
    assert said.stderr.startswith("原文里没有找到这些条款：1.3、2.1、")
    assert "3.1" not in said.stderr.partition("：")[2].strip().split("、")


@pytest.mark.parametrize(
    ("content", "told"), [(b"", "是空的"), (b"\x00\xff", "不是文本"), ("没有编号".encode(), "条款")]
)
def test_a_file_that_is_no_plan_ends_with_1(tmp_path: Path, data: Path, content: bytes, told: str) -> None:
    file = tmp_path / "预案.txt"
    file.write_bytes(content)
    found = run("import-plan", file, "--data", data, ends=1)
    assert (found.stdout, told in found.stderr) == ("", True)
    assert not data.exists()


def test_an_unknown_edition_ends_with_1(tmp_path: Path, data: Path) -> None:
    file = tmp_path / "预案.txt"
    file.write_text(PLAN, encoding="utf-8")
    assert "qh-1999" in run("import-plan", file, "--pack", "qh-1999", "--data", data, ends=1).stderr


# --- export ---------------------------------------------------------------------------------------------------------


def test_what_goes_out_comes_in_again(tmp_path: Path, data: Path) -> None:
    observed, foretold = tmp_path / "实况.csv", tmp_path / "预报.csv"
    observed.write_text(OBSERVED, encoding="utf-8")
    foretold.write_text(FORETOLD, encoding="utf-8")
    answer("import-data", observed, foretold, "--data", data)
    first = answer("export", "--out", tmp_path / "out", "--data", data)
    air = [i for i in first["files"] if i["file"].startswith(("readings", "forecasts"))]
    assert [i["rows"] for i in air] == [10, 1]
    files = [tmp_path / "out" / i["file"] for i in air]
    again = answer("import-data", *files, "--data", tmp_path / "fresh")
    assert [(f["new"], f["refused"]) for f in again["files"]] == [(10, 0), (1, 0)]
    second = answer("export", "--out", tmp_path / "out2", "--data", tmp_path / "fresh")
    assert [i["rows"] for i in second["files"] if i["file"].startswith(("readings", "forecasts"))] == [10, 1]


def test_an_export_tells_its_progress_beside_and_keeps_off_files_of_others(tmp_path: Path, data: Path) -> None:
    observed = tmp_path / "实况.csv"
    observed.write_text(OBSERVED, encoding="utf-8")
    run("import-data", observed, "--data", data)
    said = run("export", "--out", tmp_path / "out", "--data", data)
    assert said.stdout == f"已导出到 {tmp_path / 'out'}\n"
    assert said.stderr.splitlines()[-1].startswith("导出完成")
    refused = run("export", "--out", tmp_path, "--data", data, ends=1)
    assert "别的文件" in refused.stderr


def test_there_is_nothing_to_export_where_there_is_no_record(tmp_path: Path, data: Path) -> None:
    assert "没有本系统的记录" in run("export", "--out", tmp_path / "out", "--data", data, ends=1).stderr
    assert not (tmp_path / "out").exists()
