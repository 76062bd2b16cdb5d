"""What calls: only conditions that no alert covers, each by its place and level."""

from __future__ import annotations

from pathlib import Path

from qh_console.domain.board import Board
from qh_console.domain.pack import Level
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.ui.calls import crossings
from tests.builders import NOW, XINING, office, plan, to_standing
from tests.services.air_builders import CLEAN, measured
from tests.ui.airs import HAZE, air_of

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")


def test_a_condition_calls_until_an_alert_covers_it(tmp_path: Path) -> None:
    air = air_of(tmp_path, *HAZE)
    key = f"rise:{XINING}:yellow"
    assert key in crossings(Board(), air, plan(), PLACES)
    assert key not in crossings(office(*to_standing(Level.YELLOW)).board, air, plan(), PLACES)


def test_clean_air_is_silent(tmp_path: Path) -> None:
    assert crossings(Board(), air_of(tmp_path, measured(NOW, (CLEAN, 30))), plan(), PLACES) == {}
