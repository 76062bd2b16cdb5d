"""The parts of the roster's page: one form at a time, and back to the board."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from qh_console.ui.registers.roster_layout import RosterLayout
from qh_console.ui.registers.roster_state import ShiftLine
from qh_console.ui.theme import Look
from tests.ui.seats import seat_at


@pytest.fixture
def layout(tmp_path: Path, look: Look, qtbot: QtBot) -> RosterLayout:
    made = RosterLayout(look, seat_at(tmp_path).desk)
    qtbot.addWidget(made)
    made.show()
    return made


def test_one_form_at_a_time(layout: RosterLayout) -> None:
    forms = (layout.new, layout.change, layout.exchange, layout.withdraw)
    for form in forms:
        layout.open_form(form)
        assert [other.isVisible() for other in forms] == [other is form for other in forms]
    layout.close_form()
    assert layout.shift_title.isVisible()


def test_a_gap_offers_nothing_to_change(layout: RosterLayout) -> None:
    layout.show_shift(None, "1月9日8:00—20:00无人值班")
    assert "回车登记" in layout.shift_text.text()
    assert not layout.change_button.isVisible()
    layout.show_shift(ShiftLine("d1-5", "1月9日", ("主班　样本乙",), {}), "")
    assert layout.change_button.isVisible()
    assert layout.shift_text.text() == "主班　样本乙"


def test_others_are_offered_and_none_is_chosen(layout: RosterLayout) -> None:
    box = layout.exchange.form.editor("second")
    assert isinstance(box, QComboBox)
    for _ in range(2):
        layout.offer_others((("d1-5", "1月9日8:00—20:00 样本乙"),))
        assert (box.count(), box.currentIndex()) == (1, -1)
