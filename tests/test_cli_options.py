"""What the commands share: columns that line up, trouble as one line each, the data folder before or after."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from qh_console.cli_options import config_of, note_ignored, problems_named, put_columns, put_json
from qh_console.problems import BadInput, Fault, KnownProblem


def test_columns_line_up_where_chinese_counts_double(capsys: pytest.CaptureFixture[str]) -> None:
    put_columns([["文件", "新增"], ["a.csv", 3], ["长名字.csv", 12]])
    assert capsys.readouterr().out.splitlines() == ["文件        新增", "a.csv       3", "长名字.csv  12"]


def test_every_fault_is_a_line_and_the_end_is_1(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as ended, problems_named():
        raise BadInput([Fault("a.csv", "坏了", row=2), Fault("a.csv", "也坏了", "请改", row=3)])
    assert ended.value.exit_code == 1
    assert capsys.readouterr().err.splitlines() == ["a.csv 第2行：坏了", "a.csv 第3行：也坏了；请改"]
    with pytest.raises(typer.Exit), problems_named():
        raise KnownProblem("盘满", "请腾出空间")
    assert capsys.readouterr().err == "盘满；请腾出空间\n"


def test_our_own_faults_pass_through() -> None:
    with pytest.raises(ZeroDivisionError), problems_named():
        _ = 1 / 0


def test_answers_go_out_and_notes_beside(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put_json({"名": ["值"]})
    note_ignored(tmp_path / "a.csv", ["湿度"])
    said = capsys.readouterr()
    assert (said.out, said.err) == ('{"名": ["值"]}\n', "a.csv：没有用到“湿度”列\n")
    assert config_of(tmp_path).data == tmp_path
