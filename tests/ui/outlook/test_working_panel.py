"""The panel of the working shows each part of the answer."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from qh_console.domain.pack import Level
from qh_console.ui.outlook.record import RecordLine, RecordView
from qh_console.ui.outlook.working import Clause, DayBar, OtherEdition, WorkingView
from qh_console.ui.outlook.working_panel import WorkingPanel, record_facts
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


TWO = (RecordLine("省站", "6天次"), RecordLine("数值模式", "5天次"))


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


def test_the_record_stands_apart_and_says_that_it_does_not_grade(look: Look, qtbot: QtBot) -> None:
    panel = WorkingPanel(look, plan())
    qtbot.addWidget(panel)
    panel.show_working(VIEW)
    panel.show_record(RecordView("省站", (RecordLine("1-10", "按以往误差80%"),), "1-11不足", "近30天核对", TWO, ""))
    assert [(line.label, line.text) for line in panel.record.lines] == [
        ("最新预报", "省站"),
        ("1-10", "按以往误差80%"),
        ("", "1-11不足"),
        ("近30天核对", "省站\n6天次"),
        ("", "数值模式\n5天次"),
    ]
    assert "预报以往误差（仅供参考，不参与分级）" in {label.text() for label in panel.findChildren(QLabel)}
    panel.show_record(None)
    assert panel.record.lines == ()


def test_what_the_record_lacks_is_said() -> None:
    lacking = RecordView("", (), "不足5例", "近30天核对", (), "没有可核对的预报")
    assert [(f.label, f.text, f.tone) for f in record_facts(lacking)] == [
        ("误差范围", "不足5例", "muted"),
        ("近30天核对", "没有可核对的预报", "muted"),
    ]
