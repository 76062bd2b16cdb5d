"""The registers' tabs: one page at a time, reached by key, by name and by unit."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qh_console.domain.pack import Level
from qh_console.ui.registers.screen import TABS, RegistersScreen
from qh_console.ui.theme import Look
from tests.builders import XINING
from tests.domain.provinces import city
from tests.emission_builders import to_register
from tests.ui.seats import Seat, outward_of, seat_at


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Seat:
    return seat_at(tmp_path)


@pytest.fixture
def screen(seat: Seat, look: Look, qtbot: QtBot) -> RegistersScreen:
    made = RegistersScreen(look, seat.desk, outward_of(seat))
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_tab_is_an_act_and_a_button(screen: RegistersScreen) -> None:
    for key, _ in TABS:
        screen.acts[f"registers.{key}"]()
        assert screen.tab == key
    screen.tabs.button("contacts").click()
    assert screen.contacts.isVisible()
    screen.acts["registers.file_city"]()
    assert screen.filings.form.isVisible()


def test_a_change_reaches_the_open_page(screen: RegistersScreen, seat: Seat) -> None:
    screen.open_subject("filings")
    seat.must(city(XINING, Level.YELLOW))
    assert screen.filings.table.rows_model.rowCount() == 1


def test_a_unit_is_found_among_the_contacts(screen: RegistersScreen) -> None:
    screen.open_tab("numbers")
    screen.open_subject("ecology")
    assert screen.tab == "contacts"
    assert screen.contacts.form.key == ("ecology", "responsible")
    screen.open_subject("registers/shift/new/")
    assert (screen.tab, screen.roster.new.isVisible()) == ("roster", True)
    screen.open_subject("nothing")
    assert screen.sizeHint().width() >= 1280


def test_an_unfinished_form_is_opened_again(screen: RegistersScreen) -> None:
    screen.open_subject("registers/contact/ecology/liaison")
    assert screen.contacts.form.key == ("ecology", "liaison")
    screen.open_subject("registers/filing/new")
    assert (screen.tab, screen.filings.form.isVisible()) == ("filings", True)


def test_an_enterprise_is_found_in_its_prefectures_list(screen: RegistersScreen, seat: Seat) -> None:
    seat.must(*to_register())
    screen.open_subject("source/630100/1")
    assert screen.tab == "emissions"
    assert screen.emissions.table.selected_key == 1
    screen.open_tab("contacts")
    screen.open_subject("registers/base/630200")
    assert screen.emissions.base.isVisible()
    assert "海东市" in screen.emissions.base.title.text()
