"""The system's own dialogs of a register: named for it, and nothing where the officer changed his mind."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from qh_console.ui.registers.file_dialogs import table_dialogs


@pytest.mark.parametrize("answer", ["/media/usb/表.xlsx", ""])
def test_a_register_asks_by_its_name(answer: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []

    def ask(parent: QWidget, title: str, name: str, kinds: str) -> tuple[str, str]:
        asked.append((title, name))
        return answer, kinds

    monkeypatch.setattr(QFileDialog, "getOpenFileName", ask)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    parent = QWidget()
    qtbot.addWidget(parent)
    dialogs = table_dialogs("值班表")
    expected = Path(answer) if answer else None
    assert (dialogs.open(parent), dialogs.save(parent)) == (expected, expected)
    assert asked == [("导入值班表", ""), ("值班表导出到哪里", "值班表.xlsx")]
