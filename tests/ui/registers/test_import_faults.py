"""Faults of a list: each with its cell, and a button only while the good part waits."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from qh_console.problems import Fault
from qh_console.ui.registers.import_faults import ImportFaults
from qh_console.ui.theme import Look


def test_faults_are_listed_and_wait_for_a_word(look: Look, qtbot: QtBot) -> None:
    card = ImportFaults(look)
    qtbot.addWidget(card)
    said: list[bool] = []
    card.confirmed.connect(lambda: said.append(True))
    card.show_faults((Fault("a.csv", "电话写法不对", row=3, column="电话"),), "a.csv")
    assert card.faults.toPlainText() == "a.csv 第3行 “电话”列：电话写法不对"
    card.take.click()
    assert said == [True]
    card.show_faults((Fault("a.csv", "x"),), "")
    assert card.take.isHidden()
    card.close_button.click()
    assert card.isHidden()
    card.show_faults((), "")
    assert card.isHidden()
