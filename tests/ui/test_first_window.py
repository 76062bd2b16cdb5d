"""A second start on the same folder brings the first window forward."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qh_console.ui.first_window import FirstWindow, address_of, call_first_window


def test_the_first_window_answers_and_shows_itself(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    first = FirstWindow(tmp_path, window)
    answers: list[bool] = []
    caller = threading.Thread(target=lambda: answers.append(call_first_window(tmp_path)))
    assert not window.isVisible()
    with qtbot.waitSignal(first.called):
        caller.start()
    qtbot.waitUntil(lambda: bool(answers))
    caller.join()
    assert answers == [True]
    assert window.isVisible()
    first.close()
    assert not call_first_window(tmp_path)


def test_each_folder_has_its_own_address(tmp_path: Path) -> None:
    assert address_of(tmp_path) == address_of(tmp_path / "x" / "..")
    assert address_of(tmp_path) != address_of(tmp_path / "x")
