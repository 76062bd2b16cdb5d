"""The parts of the emission register: what stands where at the smallest screen, and what is greyed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qh_console.ui.registers.emissions_layout import EmissionsLayout, base_fields
from qh_console.ui.registers.emissions_state import EmissionsFilter, EmissionsState, derive_emissions
from qh_console.ui.theme import Look
from tests.builders import NOW, office, plan
from tests.emission_builders import to_register
from tests.ui.registers.test_emissions_state import PLACES
from tests.ui.seats import seat_at


@pytest.fixture
def parts(look: Look, tmp_path: Path, qtbot: QtBot) -> EmissionsLayout:
    made = EmissionsLayout(look, seat_at(tmp_path).desk)
    qtbot.addWidget(made)
    made.resize(1262, 652)
    made.show()
    return made


@pytest.fixture
def state() -> EmissionsState:
    return derive_emissions(office(*to_register()).board, plan(), PLACES, EmissionsFilter(), NOW)


def test_everything_fits_the_smallest_screen(parts: EmissionsLayout, state: EmissionsState) -> None:
    parts.show_list(state)
    parts.show_source(state.rows[0])
    assert parts.minimumSizeHint().width() <= 1262
    assert parts.minimumSizeHint().height() <= 652
    assert parts.table.height() > 150
    assert parts.detail.text().count("\n") == 2
    assert parts.editions.isVisible()


def test_a_place_without_a_list_offers_to_take_one_in(parts: EmissionsLayout, state: EmissionsState) -> None:
    parts.show_list(replace(state, edition="", editions=(), rows=(), note="先导入清单"))
    assert parts.empty.isVisible()
    assert not parts.editions.isVisible()
    assert not parts.summary_button.isEnabled()
    parts.show_source(None)
    assert (parts.detail.text(), parts.board_button.isEnabled()) == ("", False)


def test_the_form_takes_the_place_of_the_prefectures_and_gives_it_back(parts: EmissionsLayout) -> None:
    parts.open_base("registers/base/630100", "登记", {"year": "2026", "so2": "", "nox": "", "pm": "", "vocs": ""})
    assert parts.base.isVisible()
    assert not parts.places.isVisible()
    parts.close_base()
    assert parts.places.isVisible()
    assert [field.key for field in base_fields()] == ["year", "so2", "nox", "pm", "vocs"]
