"""Marks tell at a glance what fills itself, what is written and what waits."""

from __future__ import annotations

from qh_console.domain.pack import Level
from qh_console.ui.assessment.columns import outline_columns, process_columns
from qh_console.ui.assessment.state import ProcessRow, Section
from qh_console.ui.widgets.level_badge import LevelView
from qh_console.ui.widgets.table import IconMark
from tests.builders import plan


def icon(section: Section) -> str:
    mark = outline_columns()[0].mark
    assert mark is not None
    found = mark(section)
    assert isinstance(found, IconMark)
    return found.icon


def test_a_section_shows_who_fills_it() -> None:
    assert icon(Section("一、概况", "自动", "muted")) == "database"
    assert icon(Section("四、成因", "待写", "warn", "causes")) == "pen"
    assert icon(Section("四、成因", "9字", "ok", "causes")) == "check"
    assert icon(Section("三、气象", "可不写", "muted", "meteorology")) == "minus"


def test_a_process_bears_the_highest_level_it_had() -> None:
    where, standing = process_columns(plan())
    assert where.mark is not None
    assert standing.tone is not None
    row = ProcessRow("a1", "西宁", Level.RED, "待评估 2天", True, "1-14 11:00")
    found = where.mark(row)
    assert isinstance(found, LevelView)
    assert (found.numeral, standing.tone(row)) == ("Ⅰ", "warn")
