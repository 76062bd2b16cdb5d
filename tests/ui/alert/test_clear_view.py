"""The 36 h clock as cells: the place that clears last speaks for all."""

from __future__ import annotations

from pathlib import Path

from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.ui.alert.clear_view import clear_views
from tests.builders import NOW, office, to_standing
from tests.services.air_builders import CLEAN, HEAVY, by_hour, measured
from tests.ui.airs import CLEARING, air_of

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")


def test_thirty_six_clear_hours(tmp_path: Path) -> None:
    board = office(*to_standing()).board
    lift, lower = clear_views(board.alerts["a1"], air_of(tmp_path, *CLEARING, board=board), PLACES)
    assert lift is not None
    assert lower is not None
    assert (lift.place, lift.line, len(lift.cells), lift.holds, lift.failing) == ("西宁", 200, 36, True, "")
    assert lift.text == "预报连续95小时不高于200，已满36小时"


def test_hours_that_fail_are_named(tmp_path: Path) -> None:
    board = office(*to_standing()).board
    told = (measured(NOW, (CLEAN, 48)), by_hour(NOW, NOW, (CLEAN, 20), (HEAVY, 30), (CLEAN, 60)))
    lift, _ = clear_views(board.alerts["a1"], air_of(tmp_path, *told, board=board), PLACES)
    assert lift is not None
    assert not lift.holds
    assert 0 < lift.cells.count(True) < 36
    assert "还差" in lift.text
    assert "起满足" in lift.failing


def test_without_air_or_alert_there_is_no_clock(tmp_path: Path) -> None:
    alert = office(*to_standing()).board.alerts["a1"]
    assert clear_views(alert, None, PLACES) == (None, None)
    assert clear_views(alert, air_of(tmp_path, *CLEARING), PLACES) == (None, None)
