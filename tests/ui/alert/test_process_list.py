"""The list tells place, level and stage; what waits is in the colour of a warning."""

from __future__ import annotations

from dataclasses import replace

from qh_console.domain.pack import Level
from qh_console.ui.alert.process_list import process_columns
from qh_console.ui.alert.state import ProcessRow
from qh_console.ui.widgets.level_badge import LevelView
from tests.builders import plan

ROW = ProcessRow("a1", "西宁", Level.ORANGE, "调整已提请，等待审批", "已5时00分", True, True)


def test_cells_of_a_row() -> None:
    where, stage = process_columns(plan())
    assert where.text(ROW) == "西宁"
    assert where.mark is not None
    assert where.mark(ROW) == LevelView("orange", "橙色", "Ⅱ")
    assert where.mark(replace(ROW, is_open=False)) is None
    assert stage.text(ROW) == "等待审批"
    assert stage.tone is not None
    assert stage.tone(ROW) == "warn"
    assert stage.tone(replace(ROW, stage="预警生效中")) == ""
    assert stage.tone(replace(ROW, stage="已评估", is_open=False)) == "muted"
    assert where.tip is not None
    assert where.tip(ROW) == "西宁：调整已提请，等待审批，已5时00分"
