"""The watch screen by click: map, table and plot follow one choice, and what waits leads to its room."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qh_console.services.feeding import DataAges
from qh_console.ui.theme import Look
from qh_console.ui.watch.screen import WatchScreen, map_shapes
from tests.builders import HAIDONG, NOW, XINING
from tests.services.air_builders import CLEAN, SEVERE, measured
from tests.ui.airs import HAZE, air_of
from tests.ui.consoles import SHAPES
from tests.ui.seats import Seat, seat_at


@pytest.fixture
def seat(tmp_path: Path) -> Seat:
    return seat_at(tmp_path / "desk")


class Chooser:
    """Stands for the system's file dialog."""

    def __init__(self) -> None:
        self.file: Path | None = None

    def __call__(self, parent: QWidget, name: str) -> Path | None:
        return self.file


@pytest.fixture
def chooser() -> Chooser:
    return Chooser()


@pytest.fixture
def screen(dressed: Look, seat: Seat, chooser: Chooser, qtbot: QtBot) -> WatchScreen:
    made = WatchScreen(dressed, seat.desk, SHAPES, DataAges(), chooser)
    qtbot.addWidget(made)
    made.resize(1280, 660)
    made.show()
    return made


def _buttons(screen: WatchScreen) -> list[QPushButton]:
    return [b for b in screen.findChildren(QPushButton) if "已达" in b.accessibleName()]


def test_before_any_data_it_says_what_to_do_first(screen: WatchScreen, qtbot: QtBot) -> None:
    button = next(b for b in screen.findChildren(QPushButton) if b.text() == "导入数据")
    assert not screen.table.isVisible()
    with qtbot.waitSignal(screen.import_wanted):
        button.click()


def test_air_fills_map_table_and_plot(screen: WatchScreen, seat: Seat, tmp_path: Path) -> None:
    seat.desk.show_air(air_of(tmp_path / "air", measured(NOW, (CLEAN, 30)), measured(NOW, (SEVERE, 30), place=HAIDONG)))
    assert screen.table.isVisible()
    assert [row.code for row in screen.table.rows_model.rows][:2] == [HAIDONG, XINING]
    assert screen.map.selected == screen.table.selected_key == HAIDONG
    assert screen.plot.accessibleName().startswith("海东市")


def test_choosing_a_row_moves_map_and_plot(screen: WatchScreen, seat: Seat, tmp_path: Path) -> None:
    seat.desk.show_air(air_of(tmp_path / "air", measured(NOW, (CLEAN, 30)), measured(NOW, (SEVERE, 30), place=HAIDONG)))
    index = screen.table.rows_model.index(1, 0)
    QTest.mouseClick(screen.table.viewport(), Qt.MouseButton.LeftButton, pos=screen.table.visualRect(index).center())
    assert screen.map.selected == XINING
    assert screen.plot.accessibleName().startswith("西宁市")


def test_choosing_on_the_map_moves_the_table(screen: WatchScreen, seat: Seat, tmp_path: Path) -> None:
    seat.desk.show_air(air_of(tmp_path / "air", measured(NOW, (CLEAN, 30)), measured(NOW, (SEVERE, 30), place=HAIDONG)))
    screen.map.place_selected.emit(XINING)
    assert screen.table.selected_key == XINING


def test_newer_air_changes_the_row_and_keeps_the_choice(screen: WatchScreen, seat: Seat, tmp_path: Path) -> None:
    seat.desk.show_air(air_of(tmp_path / "a", measured(NOW, (CLEAN, 30)), measured(NOW, (SEVERE, 30), place=HAIDONG)))
    screen.select_place(XINING)
    seat.desk.show_air(air_of(tmp_path / "b", measured(NOW, (SEVERE, 30)), measured(NOW, (CLEAN, 30), place=HAIDONG)))
    assert screen.table.selected_key == XINING
    assert screen.table.rows_model.rows[0].code == XINING
    assert screen.table.rows_model.rows[0].aqi == 350


def test_what_waits_leads_to_its_room(screen: WatchScreen, seat: Seat, tmp_path: Path, qtbot: QtBot) -> None:
    seat.desk.show_air(air_of(tmp_path / "air", *HAZE))
    button = next(b for b in _buttons(screen) if b.accessibleName().startswith("西宁"))
    with qtbot.waitSignal(screen.room_wanted) as told:
        button.click()
    assert told.args == ["outlook", XINING]


def test_while_the_record_is_prepared_it_calls_for_nothing(screen: WatchScreen, seat: Seat, tmp_path: Path) -> None:
    screen.set_quiet(True)
    seat.desk.show_air(air_of(tmp_path / "air", *HAZE))
    assert _buttons(screen) == []
    screen.set_quiet(False)
    assert len(_buttons(screen)) == 3


def test_a_larger_scale_widens_what_waits_and_keeps_every_place_in_sight(
    screen: WatchScreen, seat: Seat, tmp_path: Path, dressed: Look
) -> None:
    seat.desk.show_air(air_of(tmp_path / "air", *HAZE))
    before = _buttons(screen)[0].minimumWidth()
    dressed.set_scale(1.5)
    screen.resize(1900, 980)
    QApplication.processEvents()
    assert max(b.minimumWidth() for b in _buttons(screen)) > before * 1.3
    last = screen.table.rows_model.index(len(seat.desk.places.items) - 1, 0)
    assert screen.table.visualRect(last).bottom() <= screen.table.viewport().height()


def test_opening_a_row_asks_for_its_outlook(screen: WatchScreen, seat: Seat, tmp_path: Path, qtbot: QtBot) -> None:
    seat.desk.show_air(air_of(tmp_path / "air", *HAZE))
    with qtbot.waitSignal(screen.room_wanted) as told:
        screen.table.row_opened.emit(HAIDONG)
    assert told.args == ["outlook", HAIDONG]


def test_the_plot_goes_into_a_picture(screen: WatchScreen, seat: Seat, chooser: Chooser, tmp_path: Path) -> None:
    seat.desk.show_air(air_of(tmp_path / "air", *HAZE))
    screen.acts["watch.export_plot"]()
    assert screen.job_line.text == ""
    chooser.file = tmp_path / "plot.png"
    screen.acts["watch.export_plot"]()
    assert chooser.file.stat().st_size > 10_000
    assert "plot.png" in screen.job_line.text


def test_shapes_take_names_and_seats_from_the_places(seat: Seat) -> None:
    shapes = map_shapes(SHAPES, seat.desk.places)
    assert {s.key for s in shapes} == {p.code for p in seat.desk.places.items}
    assert next(s for s in shapes if s.key == XINING).name == "西宁"


def test_heavy_air_at_the_chosen_place_offers_a_consultation(
    screen: WatchScreen, seat: Seat, tmp_path: Path, qtbot: QtBot
) -> None:
    seat.desk.show_air(air_of(tmp_path / "air", measured(NOW, (CLEAN, 30)), measured(NOW, (SEVERE, 30), place=HAIDONG)))
    assert screen.consult.isVisible()
    assert screen.consult.text() == "按实况会商"
    assert screen.consult.accessibleName() == "海东实况AQI 350，24小时均值350：会商"
    with qtbot.waitSignal(screen.consultation_wanted) as wanted:
        screen.consult.click()
    assert wanted.args == [HAIDONG]
    screen.select_place(XINING)
    assert not screen.consult.isVisible()
    with qtbot.assertNotEmitted(screen.consultation_wanted):
        screen.acts["watch.consult"]()
