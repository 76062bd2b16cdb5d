"""Searching: a count, Enter goes on and round, Shift+Enter back, Esc away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfSearchModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.widgets.find_bar import FindBar
from qh_console.ui.widgets.pdf_source import PdfSource
from tests.ui.widgets.pdf_samples import paper


@pytest.fixture
def bar(dressed: Look, qapp: QApplication, qtbot: QtBot) -> FindBar:
    search = QPdfSearchModel(qapp)
    source = PdfSource(paper(3), search)
    search.setDocument(source.document)
    made = FindBar(dressed, search)
    qtbot.addWidget(made)
    made.open()
    return made


def look_for(bar: FindBar, text: str, count: int, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.found_changed, timeout=5000, check_params_cb=lambda found: found == count):
        bar.words.setText(text)


def test_enter_walks_round_and_back(bar: FindBar, qtbot: QtBot) -> None:
    look_for(bar, "ALERT", 3, qtbot)
    assert bar.count.text() == "共3处"
    at: list[int] = []
    bar.chosen.connect(at.append)
    for _ in range(4):
        QTest.keyClick(bar.words, Qt.Key.Key_Return)
    QTest.keyClick(bar.words, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert at == [0, 1, 2, 0, 2]
    assert bar.count.text() == "第3处，共3处"


def test_what_is_not_there_is_said(bar: FindBar, qtbot: QtBot) -> None:
    look_for(bar, "ALERT", 3, qtbot)
    bar.words.setText("nowhere")
    assert bar.count.text() == "没有找到"
    bar.step(1)
    assert bar.count.text() == "没有找到"


def test_escape_closes_and_forgets(bar: FindBar, qtbot: QtBot) -> None:
    look_for(bar, "ALERT", 3, qtbot)
    with qtbot.waitSignal(bar.closed):
        QTest.keyClick(bar.words, Qt.Key.Key_Escape)
    assert (bar.isHidden(), bar.words.text()) == (True, "")
