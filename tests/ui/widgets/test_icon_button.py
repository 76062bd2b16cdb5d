"""The picture of a button changes with the look."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.widgets.icon_button import IconButton


def test_the_picture_follows_mode_and_scale(look: Look, qtbot: QtBot) -> None:
    button = IconButton(look, "print", "打印")
    qtbot.addWidget(button)
    light = button.icon().pixmap(16, 16).toImage()
    look.set_mode("dark")
    assert button.icon().pixmap(16, 16).toImage() != light
    assert button.iconSize().width() == 16
    look.set_scale(1.5)
    assert button.iconSize().width() == 24
    assert button.text() == "打印"
