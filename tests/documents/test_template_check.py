"""Shipped templates are whole; an office's template with a fault is told what and where."""

from __future__ import annotations

from pathlib import Path

from qh_console.documents.template_check import TEMPLATES, check_templates
from tests.documents.samples import RESOURCES, wording


def test_shipped_templates_have_no_fault() -> None:
    assert check_templates(wording()) == ()
    shipped = {path.name for path in (RESOURCES / "templates").glob("*.txt")}
    assert shipped - TEMPLATES.keys() == {"approval_sheet.txt"}


def test_an_office_template_is_told_what_is_wrong(tmp_path: Path) -> None:
    text = "依据{{ basis }}，{{ places|listed }}解除。\n### 跳级\n{{ changes.number }}{{ lifted }}{{ outlook }}"
    (tmp_path / "lift_notice.txt").write_text(text, encoding="utf-8")
    faults = [str(fault) for fault in check_templates(wording(tmp_path))]
    assert all(fault.startswith("lift_notice.txt") for fault in faults)
    for wanted in ("“lifted”不存在", "“changes.title”", "“lifted_at”", "“clear_hours”", "第2行：标题从第0级跳到第3级"):
        assert any(wanted in fault for fault in faults), wanted
    assert len(faults) == 5


def test_a_template_that_cannot_be_read_is_one_fault(tmp_path: Path) -> None:
    (tmp_path / "bulletin.txt").write_text("{% if %}", encoding="utf-8")
    (fault,) = check_templates(wording(tmp_path))
    assert "语法错误" in fault.what
