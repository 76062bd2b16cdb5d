"""A second start on the same folder brings the first window forward."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qh_console.ui.first_window import FirstWindow, address_of, call_first_window
from tests.source_tree import ROOT

CALL = """
import sys
from pathlib import Path
from qh_console.ui.first_window import call_first_window
sys.exit(0 if call_first_window(Path(sys.argv[1])) else 3)
"""
"""Another start of the program, as far as the first window can tell."""


def test_the_first_window_answers_and_shows_itself(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    first = FirstWindow(tmp_path, window)
    assert not window.isVisible()
    with qtbot.waitSignal(first.called, timeout=20_000):
        second = subprocess.Popen([sys.executable, "-c", CALL, str(tmp_path)], cwd=ROOT)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.returncode == 0
    assert window.isVisible()
    first.close()
    assert not call_first_window(tmp_path)


def test_each_folder_has_its_own_address(tmp_path: Path) -> None:
    assert address_of(tmp_path) == address_of(tmp_path / "x" / "..")
    assert address_of(tmp_path) != address_of(tmp_path / "x")
