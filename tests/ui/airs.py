"""Air for the screens' tests: a haze over two neighbours, and the end of one, seen by the real watch."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from qh_console.domain.board import Board
from qh_console.domain.readings import Forecast, Reading
from qh_console.editions import load_editions
from qh_console.packs import load_places
from qh_console.paths import db_folder, resources_folder
from qh_console.services.watch import Air, Watch
from qh_console.store.database import open_database
from qh_console.store.forecasts import ForecastStore
from qh_console.store.readings import ReadingStore
from tests.builders import HAIDONG, NOW, plan
from tests.services.air_builders import CLEAN, HEAVY, by_day, by_hour, measured

TODAY = date(2026, 1, 9)
"""NOW is 20:00 of this day in Beijing."""

Told = Forecast | tuple[Reading, ...]

HAZE: tuple[Told, ...] = (
    measured(NOW, (CLEAN, 60), pm10=1.4),
    by_day(NOW, TODAY, 150, (210, 260), (220, 270), 80, 60),
    by_day(NOW, TODAY, 140, (190, 300), (220, 270), 80, 60, source="数值模式"),
    measured(NOW, (CLEAN, 60), place=HAIDONG),
    by_day(NOW, TODAY, 120, 230, 240, 90, 70, place=HAIDONG),
)
"""Two heavy days ahead in Xining and Haidong: yellow each, and yellow for the province."""

CLEARING: tuple[Told, ...] = (
    measured(NOW, (HEAVY, 48), (CLEAN, 30)),
    by_hour(NOW, NOW, (CLEAN, 96)),
)
"""Xining clean for thirty hours and for four days to come."""

COMING_BACK: tuple[Told, ...] = (
    measured(NOW, (HEAVY, 48)),
    by_hour(NOW, NOW, (CLEAN, 36), (HEAVY, 70)),
)
"""Xining heavy for two days, and heavy again a day and a half later: orange as one process."""


def air_of(folder: Path, *told: Told, board: Board | None = None, now: datetime = NOW) -> Air:
    """What the watch makes of it; `folder` keeps the readings."""
    folder.mkdir(parents=True, exist_ok=True)
    record = open_database(folder, db_folder() / "migrations")
    readings, forecasts = ReadingStore(record), ForecastStore(record)
    for one in told:
        if isinstance(one, Forecast):
            forecasts.add(one)
        else:
            readings.add(one)
    resources = resources_folder()
    places = load_places(resources / "places" / "qinghai.toml")
    watch = Watch(readings, forecasts, places, load_editions(resources / "aqi"), plan())
    return watch.look(board or Board(), now)
