"""The one message for our own faults: it blocks nothing, names the log, and gives the details to copy."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from qh_console.ui.messages import CrashMessage
from qh_console.ui.theme import Look


def _fault() -> Exception:
    try:
        raise LookupError("no such row")
    except LookupError as error:
        return error


def test_it_shows_without_blocking_and_copies(look: Look, qtbot: QtBot, tmp_path: Path) -> None:
    message = CrashMessage(look, tmp_path / "console.log")
    qtbot.addWidget(message)
    message.tell(_fault())
    assert message.isVisible()
    assert not message.isModal()
    copy = next(b for b in message.findChildren(QPushButton) if b.text() == "复制详情")
    copy.click()
    text = QGuiApplication.clipboard().text()
    assert "LookupError: no such row" in text
    assert "console.log" in text
    assert "test_messages.py" in text


def test_a_second_fault_joins_the_open_message(look: Look, qtbot: QtBot, tmp_path: Path) -> None:
    message = CrashMessage(look, tmp_path / "console.log")
    qtbot.addWidget(message)
    message.tell(_fault())
    message.hide()
    message.tell(_fault())
    assert message.isVisible()
    assert message.count == 2
