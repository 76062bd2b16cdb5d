"""The rooms: built when entered, in the order of the keys, and each reached by what it is about."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from qh_console.domain.pack import Level
from qh_console.services.feeding import DataAges
from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.ui.actions import ACTIONS
from qh_console.ui.papers.screen import PapersScreen
from qh_console.ui.rooms import NEED_AN_OFFICER, Rooms, Screen
from qh_console.ui.sending_round import SendingRound
from qh_console.ui.theme import Look
from qh_console.ui.tour import settle
from qh_console.ui.watch.screen import WatchScreen
from tests.builders import NOW, XINING, to_standing
from tests.ui.airs import HAZE, air_of
from tests.ui.consoles import SHAPES
from tests.ui.seats import Seat, outward_of, seat_at


@pytest.fixture
def seat(tmp_path: Path) -> Seat:
    return seat_at(tmp_path / "desk", *to_standing(Level.ORANGE))


@pytest.fixture
def rooms(dressed: Look, seat: Seat) -> Rooms:
    outward = outward_of(seat)
    sending = SendingRound(seat.desk, outward.dissemination)
    return Rooms(dressed, seat.desk, SHAPES, DataAges(), "", outward, sending)


@pytest.fixture
def built(rooms: Rooms, qtbot: QtBot) -> dict[str, QWidget]:
    screens = {room.key: room.build() for room in rooms.table()}
    for screen in screens.values():
        qtbot.addWidget(screen)
    return screens


def test_rooms_stand_in_the_order_of_their_keys(rooms: Rooms) -> None:
    shortcuts = [room.shortcut for room in rooms.table()]
    assert shortcuts == [f"F{number}" for number in range(1, 9)]
    assert [room.key for room in rooms.table()][:3] == ["watch", "outlook", "alert"]


def test_every_screen_can_be_refreshed_and_its_acts_are_in_the_table(built: dict[str, QWidget]) -> None:
    known = {spec.key for spec in ACTIONS}
    for screen in built.values():
        assert isinstance(screen, Screen)
        assert set(screen.acts) <= known
        screen.refresh(NOW)


def test_every_word_has_its_room_on_the_smallest_screen(built: dict[str, QWidget]) -> None:
    """1366×768 less the rail and the strip: no button is squeezed, no field lies over another."""
    for name, screen in built.items():
        screen.resize(1286, 692)
        screen.show()
        settle()
        assert screen.minimumSizeHint().width() <= 1286, name
        parts = [p for p in screen.findChildren(QWidget) if isinstance(p, QAbstractButton | QComboBox | QLineEdit)]
        shown = [part for part in parts if part.isVisible()]
        squeezed = [
            p.text() for p in shown if isinstance(p, QAbstractButton) and p.width() < p.minimumSizeHint().width() - 4
        ]
        assert not squeezed, name
        sides = [(a, b) for a in shown for b in shown if a is not b and a.parent() is b.parent()]
        assert not [(a, b) for a, b in sides if a.geometry().intersects(b.geometry())], name


def test_acts_that_need_an_officer_are_in_the_table() -> None:
    assert {spec.key for spec in ACTIONS} >= NEED_AN_OFFICER


def test_each_thing_is_reached_in_its_room(rooms: Rooms, built: dict[str, QWidget], seat: Seat, tmp_path: Path) -> None:
    seat.desk.show_air(air_of(tmp_path / "air", *HAZE))
    watch, papers = built["watch"], built["papers"]
    assert isinstance(watch, WatchScreen)
    assert isinstance(papers, PapersScreen)
    rooms.reach("watch", "630200")
    assert watch.table.selected_key == "630200"
    first, second = seat.file(
        PaperRequest(PaperKind.ISSUE_NOTICE, "a1", "1号"), PaperRequest(PaperKind.BULLETIN, "a1", "1号")
    )
    for sha256 in (first, second):
        rooms.reach("papers", sha256)
        assert papers.table.selected_key == sha256
    for room, subject in (("outlook", XINING), ("outlook", "a1"), ("outlook", "province"), ("alert", XINING)):
        rooms.reach(room, subject)
    rooms.reach("nowhere", "nothing")


def test_badges_count_what_waits(rooms: Rooms, seat: Seat, tmp_path: Path) -> None:
    seat.desk.show_air(air_of(tmp_path / "air", *HAZE))
    assert rooms.badges(NOW)["outlook"] > 0
    assert set(rooms.badges(NOW)) <= {room.key for room in rooms.table()}
