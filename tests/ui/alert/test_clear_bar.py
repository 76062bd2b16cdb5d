"""The clock's bar tells in words what it draws."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from qh_console.ui.alert.clear_bar import ClearBar
from qh_console.ui.alert.clear_view import ClearView
from qh_console.ui.theme import Look

FAILS = ClearView("西宁", 200, (True,) * 20 + (False,) * 16, "还差16小时", "不满足：…")


def test_words_beside_the_cells(look: Look, qtbot: QtBot) -> None:
    bar = ClearBar(look, "解除")
    qtbot.addWidget(bar)
    assert bar.isHidden()
    bar.show_view(FAILS)
    bar.resize(bar.sizeHint())
    assert bar.accessibleName() == "解除：还差16小时"
    assert bar.toolTip() == "不满足：…"
    picture = bar.grab().toImage()
    y = bar.height() * 30 // 64
    clear, failing = picture.pixelColor(4, y), picture.pixelColor(bar.width() - 4, y)
    assert clear == look.theme.colour("ok")
    assert failing != clear
    bar.show_view(None)
    assert bar.isHidden()
