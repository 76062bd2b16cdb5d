"""The line that checks a code answers what is no code too."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.ui.papers.verify_bar import VerifyBar
from qh_console.ui.theme import Look
from tests.ui.seats import seat_at


def test_what_is_no_code_is_said_to_be_none(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    bar = VerifyBar(look, seat_at(tmp_path).desk)
    qtbot.addWidget(bar)
    told: list[str] = []
    bar.found.connect(told.append)
    bar.open()
    bar.code.setText("今天天气")
    QTest.keyClick(bar.code, Qt.Key.Key_Return)
    assert bar.verdict.text() == "认不出这个校验码，请核对是否抄全"
    assert told == []
