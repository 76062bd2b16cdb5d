"""Nine fields with ticks; one that is missing leads to where it is filled in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.ui.outlook.report_check import ReportLine
from qh_console.ui.outlook.report_panel import ReportPanel
from qh_console.ui.theme import Look

GOOD, MISSING = ReportLine("时间", "1-10至1-12", "starts_at"), ReportLine("扩散条件", "", "meteorology")


def test_missing_fields_are_counted_and_reached(look: Look, qtbot: QtBot) -> None:
    panel = ReportPanel(look)
    qtbot.addWidget(panel)
    panel.show_lines((GOOD, MISSING))
    panel.show()
    assert panel.summary.text().startswith("还缺1项")
    with qtbot.waitSignal(panel.field_wanted) as told:
        QTest.mouseClick(panel.buttons["扩散条件"], Qt.MouseButton.LeftButton)
    assert told.args == ["meteorology"]
    panel.show_lines((GOOD,))
    assert "齐全" in panel.summary.text()
    assert set(panel.buttons) == {"时间"}
