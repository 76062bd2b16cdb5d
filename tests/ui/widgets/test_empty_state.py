"""Empty states say what to do first."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.widgets.empty_state import EmptyState


def test_it_says_what_to_do_and_offers_it(look: Look, qtbot: QtBot) -> None:
    state = EmptyState(look, "database", "还没有数据", "把文件放进投放文件夹", "导入数据")
    qtbot.addWidget(state)
    assert {"还没有数据", "把文件放进投放文件夹"} <= {label.text() for label in state.findChildren(QLabel)}
    button = state.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    with qtbot.waitSignal(state.act_clicked, timeout=100):
        button.click()
    state.say("没有预警", "")
    assert button.isHidden()
    assert "没有预警" in {label.text() for label in state.findChildren(QLabel)}
