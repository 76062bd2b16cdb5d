"""The plan's own words: out of the way until wanted, and never there without a text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.ui.widgets.official_text import OfficialText


@pytest.fixture
def official(qtbot: QtBot) -> OfficialText:
    made = OfficialText()
    qtbot.addWidget(made)
    return made


def test_without_a_text_nothing_is_shown(official: OfficialText) -> None:
    official.show_text("")
    assert official.isHidden()


def test_a_text_is_folded_until_wanted_and_then_stays_open(official: OfficialText) -> None:
    official.show_text("黄色预警：<b>假的</b>")
    assert not official.isHidden()
    assert official.text.isHidden()
    QTest.keyClick(official.button, Qt.Key.Key_Space)
    assert not official.text.isHidden()
    assert official.button.text() == "收起原文"
    official.show_text("下一条")
    assert (official.text.text(), official.text.isHidden()) == ("下一条", False)
    QTest.mouseClick(official.button, Qt.MouseButton.LeftButton)
    assert official.text.isHidden()
    assert official.text.textFormat() is Qt.TextFormat.PlainText
