"""会商纪要: who took part, what each said, what was agreed, and why it differs."""

from __future__ import annotations

from dataclasses import replace

from tests.documents.made import words_of
from tests.documents.samples import MINUTES


def test_attendance_opinions_and_conclusion() -> None:
    words = words_of(MINUTES)
    assert "出席：省生态环境厅李某某、马某某、" in words
    assert "请假：省应急厅周某某" in words
    assert "列席：西宁市生态环境局冶某某" in words
    assert "（二）气象部门。15日前无明显冷空气过程。" in words
    assert "会商一致认定为橙色预警" in words


def test_nobody_absent_no_line() -> None:
    assert "请假" not in words_of(replace(MINUTES, absent=()))


def test_a_different_level_gives_its_reason() -> None:
    words = words_of(replace(MINUTES, recommended_level="黄色预警", difference="预报不确定性偏向更重"))
    assert "认定级别与系统建议不一致，理由：预报不确定性偏向更重" in words
