"""Readings and forecasts as CSV in the very layout that import-data reads: out and in again, nothing is lost."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from qh_console.domain.clock import beijing
from qh_console.domain.places import Places
from qh_console.domain.readings import Forecast, HourlySeries, Indicator, Reading
from qh_console.store.failures import disk_failures_named
from qh_console.store.readings import Telling

READINGS = ("place", "time", *(i.value for i in Indicator), "aqi", "source", "received_at")
HOURLY = ("place", "time", *(i.value for i in Indicator), "aqi", "dust", "source", "issued_at")
DAILY = ("place", "date", "aqi_low", "aqi_high", "pollutant", "dust", "source", "issued_at")

Row = tuple[Any, ...]


@dataclass(frozen=True)
class AirFile:
    """One file written. A reading is a row; `forecasts` counts those that have rows in it."""

    path: Path
    rows: int
    what: str
    forecasts: int = 0


def write_readings(folder: Path, tellings: Iterable[Telling], places: Places) -> list[AirFile]:
    """One file a source and telling, numbered in the order to be read back: a correction after what it corrects.

    `tellings` come by revision and source. Raises KnownProblem where the disk does not take them.
    """
    made: list[AirFile] = []
    for (revision, source), group in groupby(tellings, key=lambda t: (t.revision, t.reading.source)):
        path = folder / f"readings-{len(made) + 1:02}-{_clean(source)}.csv"
        rows = _write(path, READINGS, (_reading(t.reading, places) for t in group))
        made.append(AirFile(path, rows, f"实况，{source}，第{revision}次报"))
    return made


def write_forecasts(folder: Path, forecasts: Sequence[Forecast], places: Places) -> list[AirFile]:
    """Hourly and daily forecasts; what one source issued twice at one time stands in files of its own, in order."""
    rounds: list[list[Forecast]] = []
    seen: dict[tuple[str, str], int] = {}
    for forecast in forecasts:
        key = (forecast.source, _second(forecast.issued_at))
        number = seen.get(key, 0)
        seen[key] = number + 1
        if number == len(rounds):
            rounds.append([])
        rounds[number].append(forecast)
    made = []
    for number, issued in enumerate(rounds, start=1):
        daily, hourly = [f for f in issued if f.days], [f for f in issued if f.hourly]
        if daily:
            path = folder / f"forecasts-{number:02}-daily.csv"
            rows = _write(path, DAILY, (row for f in daily for row in _days(f, places)))
            made.append(AirFile(path, rows, "逐日预报", len(daily)))
        if hourly:
            path = folder / f"forecasts-{number:02}-hourly.csv"
            rows = _write(path, HOURLY, (row for f in hourly for s in f.hourly for row in _hours(f, s, places)))
            made.append(AirFile(path, rows, "逐时预报", len(hourly)))
    return made


def _reading(reading: Reading, places: Places) -> Row:
    values = (reading.values.get(indicator) for indicator in Indicator)
    head = (_name(reading.place, places), _hour(reading.at))
    return (*head, *values, reading.aqi, reading.source, reading.received_at.isoformat())


def _days(forecast: Forecast, places: Places) -> Iterator[Row]:
    tail = (forecast.source, _second(forecast.issued_at))
    for day in forecast.days:
        head = (_name(day.place, places), day.on.isoformat())
        yield (*head, day.aqi_low, day.aqi_high, day.pollutant, int(day.dust), *tail)


def _hours(forecast: Forecast, series: HourlySeries, places: Places) -> Iterator[Row]:
    tail = (forecast.source, _second(forecast.issued_at))
    for i in range(series.hours):
        told = [float(series.values[k][i]) if k in series.values else math.nan for k in Indicator]
        told.append(math.nan if series.aqi is None else float(series.aqi[i]))
        dust = None if series.dust is None else int(series.dust[i])
        figures = (None if math.isnan(value) else value for value in told)
        yield (_name(series.place, places), _hour(series.at(i)), *figures, dust, *tail)


def _write(path: Path, header: Row, rows: Iterable[Row]) -> int:
    count = 0
    with disk_failures_named(path), path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(header)
        for row in rows:
            writer.writerow(row)
            count += 1
    return count


def _name(place: str, places: Places) -> str:
    return places[place].name if place in places else place


def _hour(at: datetime) -> str:
    return f"{beijing(at):%Y-%m-%dT%H:%M}+08:00"


def _second(at: datetime) -> str:
    return f"{beijing(at):%Y-%m-%dT%H:%M:%S}+08:00"


def _clean(source: str) -> str:
    return re.sub(r'[\\/:*?"<>|\s.]', "_", source)[:40]
