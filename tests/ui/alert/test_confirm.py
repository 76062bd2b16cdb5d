"""The last question: nothing goes without a password, a refusal keeps it open, the keyboard is enough."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from qh_console.domain.verdicts import Reason
from qh_console.ui.alert.confirm import ConfirmRelease, ReleaseView
from qh_console.ui.theme import Look
from qh_console.ui.widgets.fact_grid import FactLine
from qh_console.ui.widgets.level_badge import LevelView

VIEW = ReleaseView("发布预警", "西宁", LevelView("orange", "橙色", "Ⅱ"), (FactLine("影响范围", "全域"),), "甲")


@pytest.fixture
def dialog(look: Look, qtbot: QtBot) -> ConfirmRelease:
    made = ConfirmRelease(look, VIEW)
    qtbot.addWidget(made)
    made.open()
    return made


def test_place_level_and_text_are_repeated(dialog: ConfirmRelease) -> None:
    words = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"西宁", "影响范围", "全域", "确认发布预警？一经确认即生效，并交办各单位"} <= words
    assert dialog.isModal()


def test_enter_without_a_password_does_nothing(dialog: ConfirmRelease, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(dialog.confirmed):
        QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    assert not dialog.go.isEnabled()


def test_a_password_and_enter_confirm_once(dialog: ConfirmRelease) -> None:
    told: list[str] = []
    dialog.confirmed.connect(told.append)
    QTest.keyClicks(dialog.password, "word")
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    assert told == ["word"]


def test_a_refusal_keeps_it_open(dialog: ConfirmRelease) -> None:
    QTest.keyClicks(dialog.password, "word")
    QTest.keyClick(dialog.password, Qt.Key.Key_Return)
    dialog.show_reasons((Reason("账号或口令不对"),))
    assert dialog.isVisible()
    assert dialog.error.text() == "账号或口令不对"
    assert dialog.go.isEnabled()
