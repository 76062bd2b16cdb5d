"""The panel of the working shows each part of the answer."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from qh_console.domain.pack import Level
from qh_console.ui.outlook.working import Clause, DayBar, OtherEdition, WorkingView
from qh_console.ui.outlook.working_panel import WorkingPanel
from qh_console.ui.theme import Look
from tests.builders import plan

VIEW = WorkingView(
    "630100",
    "西宁市",
    Level.YELLOW,
    "达到黄色预警条件，Ⅲ级响应",
    "1-10 00:00 — 1-12 00:00，峰值300",
    ("一", "二"),
    (DayBar("黄色：AQI＞200", 48, 48, "小时"), DayBar("橙色：AQI＞200", 0, 72, "小时")),
    (Clause("3.1", "按天数分级"),),
    "距橙色预警差24小时",
    ("距红色更远",),
    ("恰为200不算",),
    "数据0分前，完整率100%",
    False,
    (OtherEdition("指导意见", Level.ORANGE, False, "待核，达到橙色"),),
)


def test_every_part_is_there(look: Look, qtbot: QtBot) -> None:
    panel = WorkingPanel(look, plan())
    qtbot.addWidget(panel)
    panel.show_working(None)
    panel.show_working(VIEW)
    panel.show()
    words = {label.text() for label in panel.findChildren(QLabel)}
    assert {"西宁市", VIEW.headline, VIEW.spell, "一", "二", "预案3.1　按天数分级", "恰为200不算"} <= words
    assert "《指导意见》：待核，达到橙色" in words
    assert panel.bars.accessibleName() == "黄色：AQI＞200 48/48小时；橙色：AQI＞200 0/72小时"
    nearest = next(label for label in panel.findChildren(QLabel) if label.text() == VIEW.nearest)
    assert nearest.toolTip() == "距红色更远"
    assert panel.grab().height() > 0
