"""Shipped templates are whole; an office's template with a fault is told what and where."""

from __future__ import annotations

from pathlib import Path

from qh_console.documents.template_check import TEMPLATES, UNCHECKED, check_templates
from tests.documents.samples import RESOURCES, wording


def test_shipped_templates_have_no_fault() -> None:
    assert check_templates(wording()) == ()
    shipped = {path.name for path in (RESOURCES / "templates").glob("*.txt")}
    assert shipped == TEMPLATES.keys() | UNCHECKED


def test_a_template_no_paper_uses_is_named(tmp_path: Path) -> None:
    (tmp_path / "issue_notices.txt").write_text("发布", encoding="utf-8")
    assert [str(f) for f in check_templates(wording(tmp_path))] == ["issue_notices.txt：没有文书用这个模板；核对文件名"]


def test_an_office_template_is_told_what_is_wrong(tmp_path: Path) -> None:
    text = "依据{{ basis }}，{{ places|listed }}解除。\n### 跳级\n{{ changes.number }}{{ lifted }}{{ outlook }}"
    (tmp_path / "lift_notice.txt").write_text(text, encoding="utf-8")
    faults = [str(fault) for fault in check_templates(wording(tmp_path))]
    assert all(fault.startswith("lift_notice.txt") for fault in faults)
    for wanted in ("“lifted”不存在", "“changes.title”", "“lifted_at”", "“clear_hours”", "第2行：标题从第0级跳到第3级"):
        assert any(wanted in fault for fault in faults), wanted
    assert any("第2行：标题“跳级”的序号与级别不符" in fault for fault in faults)
    assert len(faults) == 6


def test_a_template_that_cannot_be_read_is_one_fault(tmp_path: Path) -> None:
    (tmp_path / "bulletin.txt").write_text("{% if %}", encoding="utf-8")
    (fault,) = check_templates(wording(tmp_path))
    assert "语法错误" in fault.what


def test_names_inside_a_snapshot_are_checked_too(tmp_path: Path) -> None:
    text = (RESOURCES / "templates" / "bulletin.txt").read_text(encoding="utf-8")
    text = text.replace("facts.level.name", "facts.level.nmae", 1).replace("line.people", "line.poeple", 1)
    (tmp_path / "bulletin.txt").write_text(f"{text}\n[[measures]]\n", encoding="utf-8")
    faults = [str(fault) for fault in check_templates(wording(tmp_path))]
    assert [f for f in faults if "facts.level.nmae”不存在" in f]
    assert [f for f in faults if "line.poeple”不存在" in f]
    assert [f for f in faults if "没有可插入的内容“measures”" in f]
    assert len(faults) == 3


def test_a_filter_nobody_knows_and_another_encoding_are_named(tmp_path: Path) -> None:
    (tmp_path / "bulletin.txt").write_text("{{ basis|money }}", encoding="utf-8")
    (tmp_path / "lift_notice.txt").write_bytes("解除".encode("gb18030"))
    faults = {fault.file: fault.what for fault in check_templates(wording(tmp_path))}
    assert "money" in faults["bulletin.txt"]
    assert "UTF-8" in faults["lift_notice.txt"]
