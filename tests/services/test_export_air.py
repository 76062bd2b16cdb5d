"""Readings and forecasts out and in again: every hour, every correction, every forecast comes back as it was."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from qh_console.domain.clock import HOUR
from qh_console.domain.readings import DayForecast, Forecast, HourlySeries, Indicator, Reading
from qh_console.packs import load_places
from qh_console.paths import db_folder, resources_folder
from qh_console.services.export_air import AirFile, write_forecasts, write_readings
from qh_console.services.importing import Importing
from qh_console.store.database import open_database
from qh_console.store.forecasts import ForecastStore
from qh_console.store.readings import Added, ReadingStore
from tests.builders import HAIDONG, NOW, XINING

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
LATER = NOW + timedelta(days=30)
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


class Record:
    """The stores of one data folder."""

    def __init__(self, folder: Path) -> None:
        self.database = open_database(folder, db_folder() / "migrations")
        self.readings, self.forecasts = ReadingStore(self.database), ForecastStore(self.database)
        self.importing = Importing(self.readings, self.forecasts, PLACES)

    def take(self, files: list[AirFile]) -> list[tuple[int, int, int]]:
        results = [self.importing.take(file.path, LATER) for file in files]
        assert not [fault for result in results for fault in result.faults]
        return [(r.new, r.unchanged, r.changed) for r in results]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Record]:
    record = Record(tmp_path / "here")
    yield record
    record.database.close()


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Record]:
    record = Record(tmp_path / "there")
    yield record
    record.database.close()


def told(hour: int, pm25: float, source: str = "国家平台", place: str = XINING) -> Reading:
    at = NOW.replace(minute=0) + (hour - 100) * HOUR
    return Reading(place, at, {Indicator.PM25: pm25, Indicator.CO: 0.1 + 0.2}, source, at + HOUR, 180)


def test_readings_with_their_corrections_come_back_whole(here: Record, there: Record, tmp_path: Path) -> None:
    readings = [told(h, 80.0 + h, source, place) for h in range(5) for source in "甲乙" for place in (XINING, HAIDONG)]
    corrected = [replace(told(2, 1 / 3, "乙"), received_at=NOW), replace(told(2, 99.0, "乙"), received_at=NOW)]
    assert here.readings.add([*readings, *corrected]) == Added(new=20, changed=2)
    files = write_readings(tmp_path, here.readings.all_tellings(), PLACES)
    assert [file.rows for file in files] == [10, 10, 1, 1]
    assert there.take(files) == [(10, 0, 0), (10, 0, 0), (0, 0, 1), (0, 0, 1)]
    bare = [[replace(t.reading, received_at=NOW) for t in r.readings.all_tellings()] for r in (here, there)]
    assert bare[0] == bare[1]
    assert here.take(files[:2]) == [(0, 9, 1), (0, 10, 0)], "the corrected hour is told as it was at first"


def test_forecasts_come_back_even_those_issued_twice(here: Record, there: Record, tmp_path: Path) -> None:
    issued_at = NOW.replace(microsecond=123)
    days = (DayForecast(XINING, date(2026, 1, 10), 180, 260, "PM2.5", True),)
    hours = HourlySeries(XINING, NOW.replace(minute=0), {Indicator.PM25: np.array([80.5, np.nan, 1 / 3])})
    first = Forecast("省站", issued_at, days)
    again = Forecast("省站", issued_at, (replace(days[0], aqi_high=300),))
    hourly = Forecast("省站", issued_at + HOUR, (), (hours,))
    assert [here.forecasts.add(f) for f in (first, again, hourly)] == [True, True, True]
    files = write_forecasts(tmp_path, here.forecasts.issued(FOREVER), PLACES)
    assert [(file.rows, file.forecasts) for file in files] == [(1, 1), (3, 1), (1, 1)]
    assert there.take(files) == [(1, 0, 0), (1, 0, 0), (1, 0, 0)]
    found = there.forecasts.issued(FOREVER)
    assert [f.days for f in found] == [first.days, again.days, ()]
    (series,) = found[-1].hourly
    assert (series.place, series.first_at) == (XINING, hours.first_at)
    np.testing.assert_array_equal(series.values[Indicator.PM25], hours.values[Indicator.PM25])


def test_the_header_is_the_layout_and_places_stand_in_full(here: Record, tmp_path: Path) -> None:
    here.readings.add([told(1, 80.0, "甲/乙:丙")])
    (file,) = write_readings(tmp_path, here.readings.all_tellings(), PLACES)
    assert file.path.name == "readings-01-甲_乙_丙.csv"
    with file.path.open(encoding="utf-8-sig", newline="") as opened:
        (row,) = csv.DictReader(opened)
    assert (row["place"], row["pm25"], row["o3"], row["aqi"]) == ("西宁市", "80.0", "", "180")
    assert row["time"].endswith(":00+08:00")
    assert write_readings(tmp_path, (), PLACES) == []
