"""`qh-console check-templates` from the shell: the office's folder first, each fault on a line, exit 1."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from qh_console.cli import cli


def test_shipped_templates_are_sound(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["check-templates", "--data", str(tmp_path)])
    assert done.exit_code == 0
    assert "核对无误" in done.stderr
    assert done.stdout == ""


def test_an_office_template_with_a_fault_is_told_by_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "duty_sheet.txt").write_text("{{ basis }}\n{{ unti }}", encoding="utf-8")
    done = CliRunner().invoke(cli, ["check-templates", "--data", str(tmp_path), "--json"])
    assert done.exit_code == 1
    faults = json.loads(done.stdout)["faults"]
    assert {f["file"] for f in faults} == {"duty_sheet.txt"}
    assert "变量“unti”不存在" in [f["what"] for f in faults]
    assert len(done.stderr.splitlines()) == len(faults)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["check-templates", "--templates", str(tmp_path / "none")])
    assert done.exit_code == 1
    assert "没有文件夹" in done.stderr
