"""The line that asks why: Enter sends, Escape puts away, the same question keeps what was typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.domain.verdicts import Reason
from qh_console.ui.theme import Look
from qh_console.ui.widgets.reason_line import ReasonLine


def test_it_asks_sends_and_goes(look: Look, qtbot: QtBot) -> None:
    line = ReasonLine(look, "为什么", "登记")
    qtbot.addWidget(line)
    sent: list[tuple[str, str]] = []
    line.sent.connect(lambda key, reason: sent.append((key, reason)))
    line.ask("a", "甲")
    line.reason.setText(" 已催 ")
    line.ask("a", "甲")
    QTest.keyClick(line.reason, Qt.Key.Key_Return)
    assert sent == [("a", "已催")]
    line.refuse((Reason("请写明"),))
    assert line.error == "请写明"
    line.ask("b", "乙")
    assert (line.reason.text(), line.error) == ("", "")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert (line.isHidden(), line.key) == (True, "")
