"""The hand-over line goes away by Escape and forgets what was refused."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.domain.verdicts import Reason
from qh_console.ui.logbook.hand_over import HandOver
from qh_console.ui.theme import Look


def test_it_is_asked_for_and_put_away(look: Look, qtbot: QtBot) -> None:
    line = HandOver(look)
    qtbot.addWidget(line)
    sent: list[str] = []
    line.sent.connect(sent.append)
    line.ask()
    line.note.setText("  两项  ")
    QTest.keyClick(line.note, Qt.Key.Key_Return)
    assert sent == ["两项"]
    line.refuse((Reason("您现在不在班"),))
    assert line.error == "您现在不在班"
    line.ask()
    assert (line.error, line.note.text()) == ("", "")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.isHidden()
