"""The tour: stops in the order of the drill, and a picture of each view that the window has."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from qh_console.drills import load_drill
from qh_console.paths import resources_folder
from qh_console.ui.theme import Look
from qh_console.ui.tour import Album, Stop, demo_stops, tour_stops
from tests.builders import DUTY, NOW
from tests.ui.airs import HAZE
from tests.ui.consoles import stand_at

WHOLE = load_drill(resources_folder() / "drills" / "winter-haze.toml")


def test_stops_come_in_order_within_the_drill() -> None:
    for stops in (demo_stops(WHOLE), tour_stops(WHOLE)):
        times = [stop.at for stop in stops]
        assert times == sorted(times)
        assert WHOLE.starts_at <= times[0]
        assert times[-1] <= WHOLE.ends_at


def test_the_tour_shows_every_stage() -> None:
    assert [stop.name for stop in tour_stops(WHOLE)] == [
        "empty", "before", "issued", "proposed", "red", "lifted", "end",
    ]  # fmt: skip


def test_each_view_becomes_a_picture_of_the_size_asked_for(dressed: Look, qtbot: QtBot, tmp_path: Path) -> None:
    stand = stand_at(tmp_path / "data", dressed, told=HAZE)
    stand.seat.credentials.set(DUTY, "drill-only", NOW)
    qtbot.addWidget(stand.console.window)
    album = Album(stand.console, tmp_path, (1366, 768), "drill-only")
    views = ("watch", "alert", "sign-in", "accounts", "palette", "nowhere")
    album.shoot(Stop(NOW, "one", views), DUTY, lambda text: None)
    assert album.taken == [
        "01-one-watch.png", "02-one-alert.png", "03-one-sign-in.png", "04-one-accounts.png", "05-one-palette.png",
    ]  # fmt: skip
    pictures = [QImage(str(tmp_path / name)) for name in album.taken]
    assert {(p.width(), p.height()) for p in pictures} == {(1366, 768)}
    assert pictures[0] != pictures[1]
    assert stand.console.desk.by == DUTY


@pytest.mark.parametrize("name", ["red", "end"])
def test_the_demonstration_shows_the_alert_and_its_papers(name: str) -> None:
    stop = next(s for s in demo_stops(WHOLE) if s.name == name)
    assert {"watch", "alert", "papers"} <= set(stop.views)
