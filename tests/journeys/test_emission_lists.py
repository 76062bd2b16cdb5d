"""A prefecture's list from file to paper by keyboard alone: read in, weighed, one enterprise found, its board made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from qh_console.services.emissions import write_emissions
from qh_console.services.paper_requests import PaperKind
from tests.builders import DUTY, XINING
from tests.emission_builders import SOURCES, emission_list
from tests.journeys.house_at_night import Night, registers_of
from tests.journeys.keys import sign_in
from tests.ui.hands import CTRL, strike, tab_to, type_over

Key = Qt.Key


@pytest.fixture
def night(tmp_path: Path, qtbot: QtBot) -> Iterator[Night]:
    made = Night(tmp_path, qtbot)
    yield made
    made.close()


def test_a_list_is_read_in_weighed_and_printed_without_a_mouse(
    night: Night, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    console = night.open(night.begin())
    file = tmp_path / "虚构清单.xlsx"
    write_emissions(file, (emission_list(),), console.desk.places)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    sign_in(console)
    strike(Key.Key_F6)
    strike(Key.Key_4, CTRL)
    page = registers_of(console).emissions
    assert page.places.hasFocus()
    tab_to(page.import_button)
    strike(Key.Key_Space)
    held = console.desk.board.emissions.current(XINING)
    assert held is not None
    assert (held.list.sources, held.by) == (SOURCES, DUTY)
    tab_to(page.base_button)
    strike(Key.Key_Space)
    for kilograms in ("100", "200", "300", "50"):
        type_over(kilograms)
        strike(Key.Key_Tab)
    strike(Key.Key_Backtab)
    strike(Key.Key_Return)
    assert console.desk.board.emissions.base_of(XINING) is not None
    assert page.note.text() == "各级各项均达到要求"
    strike(Key.Key_F1)
    strike(Key.Key_K, CTRL)
    type_over("虚构供热")
    strike(Key.Key_Return)
    assert (console.window.room, page.table.selected_key) == ("registers", 1)
    assert page.table.hasFocus()
    tab_to(page.sheets.button("A3"), back=True)
    strike(Key.Key_Space)
    tab_to(page.board_button)
    strike(Key.Key_Space)
    (filed,) = [f for f in console.desk.board.papers.values() if f.paper.kind == PaperKind.EMISSION_BOARD.value]
    assert (filed.paper.subject[-2:], filed.runs) == ("A3", 1)
