"""A duty roster from its first shift to paper by keyboard alone; the hand-over names who should be on watch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qh_console.services.paper_requests import PaperKind
from tests.journeys.house_at_night import Night, logbook_of, registers_of
from tests.journeys.keys import sign_in
from tests.ui.hands import CTRL, strike, tab_to, type_over

Key = Qt.Key


@pytest.fixture
def night(tmp_path: Path, qtbot: QtBot) -> Iterator[Night]:
    made = Night(tmp_path, qtbot)
    yield made
    made.close()


def test_a_shift_is_entered_the_next_follows_and_both_are_printed(night: Night) -> None:
    console = night.open(night.begin())
    sign_in(console)
    strike(Key.Key_F6)
    strike(Key.Key_5, CTRL)
    page = registers_of(console).roster
    assert page.new_button.hasFocus()
    strike(Key.Key_Space)
    for words in ("样本甲", "样本乙", "样本丙", "0971-0000001"):
        type_over(words)
        strike(Key.Key_Tab)
    strike(Key.Key_Return)
    book = console.desk.board.roster
    assert [held.shift.main for held in book.in_order] == ["样本乙"]
    assert page.board.hasFocus()
    strike(Key.Key_Right)
    assert page.board.key.startswith("gap:")
    strike(Key.Key_Return)
    type_over("样本丁")
    strike(Key.Key_Return)
    assert [held.shift.main for held in console.desk.board.roster.in_order] == ["样本乙", "样本丁"]
    tab_to(page.print_button, back=True)
    strike(Key.Key_Space)
    (filed,) = [f for f in console.desk.board.papers.values() if f.paper.kind == PaperKind.DUTY_ROSTER.value]
    assert filed.runs == 1
    console.go("logbook", "hand_over")
    assert "样本" in logbook_of(console).hand_over.roster.text()
