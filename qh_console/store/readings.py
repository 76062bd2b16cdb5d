"""What was measured: every telling of every hour is kept, the latest one counts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, case, func, insert, literal, select

from qh_console.domain.clock import floor_hour
from qh_console.domain.readings import SIX, Floats, HourlySeries, Indicator, Reading
from qh_console.store.codec import instant_text
from qh_console.store.database import Database
from qh_console.store.tables import readings

HOUR_SECONDS = 3600
_FIGURES = (*(readings.c[indicator.value] for indicator in Indicator), readings.c.aqi)
_NAMES = (*(indicator.value for indicator in Indicator), "aqi")
_TELLING = (readings.c.place, readings.c.at, readings.c.source, readings.c.received_at, *_FIGURES)
_INSERT = insert(readings)

Figures = tuple[float | None, ...]
"""One telling's figures in the order of `Indicator`, then the published AQI; None where there is none."""


@dataclass(frozen=True)
class Added:
    """What became of the readings handed in; `changed` hours were known with other figures, which are kept."""

    new: int = 0
    unchanged: int = 0
    changed: int = 0


@dataclass(frozen=True)
class Telling:
    """A reading as kept; `revision` counts what one source told of one hour, from 1."""

    revision: int
    reading: Reading


class ReadingStore:
    """Hourly readings by place, hour and source."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, told: Iterable[Reading]) -> Added:
        """Keeps what is new, in one transaction; telling the same again changes nothing.

        Raises ValueError for a reading that is not of a whole hour.
        """
        groups: dict[tuple[str, str], list[tuple[int, Reading]]] = {}
        for reading in told:
            groups.setdefault((reading.place, reading.source), []).append((_seconds(reading.at), reading))
        count = {"new": 0, "unchanged": 0, "changed": 0}
        with self._database.writing() as connection:
            for (place, source), group in groups.items():
                known = _known(connection, place, source, [at for at, _ in group])
                rows: list[dict[str, Any]] = []
                for at, reading in group:
                    figures = _figures(reading)
                    revision, before = known.get(at, (0, ()))
                    if before == figures:
                        count["unchanged"] += 1
                        continue
                    count["changed" if revision else "new"] += 1
                    known[at] = (revision + 1, figures)
                    rows.append(_row(at, reading, revision + 1, figures))
                if rows:
                    connection.execute(_INSERT, rows)
        return Added(**count)

    def series(self, place: str, from_at: datetime, to_at: datetime, source_order: Sequence[str] = ()) -> HourlySeries:
        """The hours ending from `from_at` to `to_at`, both included; NaN where nothing was told.

        Each hour comes whole from one telling: the first of `source_order` that has it, else the latest received.
        The six pollutants are always there; other indicators and the published AQI only where some hour has them.
        """
        first = _seconds(floor_hour(from_at))
        hours = max(0, (_seconds(floor_hour(to_at)) - first) // HOUR_SECONDS + 1)
        wanted = (
            select(readings.c.at, *_FIGURES)
            .where(readings.c.place == place, readings.c.at.between(first, first + (hours - 1) * HOUR_SECONDS))
            .order_by(_preference(source_order), readings.c.received_at, readings.c.revision)
        )
        with self._database.reading() as connection:
            rows = connection.execute(wanted).fetchall()
        grid = np.full((hours, len(_NAMES)), np.nan)
        if rows:
            table = np.array([tuple(row) for row in rows], dtype=np.float64)
            grid[((table[:, 0] - first) // HOUR_SECONDS).astype(np.intp)] = table[:, 1:]
        return _series(place, floor_hour(from_at), grid)

    def newest(self, place: str, until_at: datetime | None = None, source_order: Sequence[str] = ()) -> Reading | None:
        """The reading of the place's last hour (at or before `until_at`), chosen as in `series`."""
        wanted = select(*_TELLING).where(readings.c.place == place)
        if until_at is not None:
            wanted = wanted.where(readings.c.at <= _seconds(floor_hour(until_at)))
        order = (readings.c.at.desc(), _preference(source_order).desc(), readings.c.received_at.desc())
        with self._database.reading() as connection:
            row = connection.execute(wanted.order_by(*order, readings.c.revision.desc()).limit(1)).first()
        return None if row is None else _reading(tuple(row))

    def count(self, places: Sequence[str], from_at: datetime, to_at: datetime) -> int:
        """Tellings of the hours ending from `from_at` to `to_at`, both included; every new one adds to it."""
        hours = readings.c.at.between(_seconds(from_at), _seconds(to_at))
        wanted = select(func.count()).where(readings.c.place.in_(places), hours)
        with self._database.reading() as connection:
            return connection.execute(wanted).scalar_one()

    def latest_at(self, place: str | None = None, source: str | None = None) -> datetime | None:
        """End of the last hour known, of one place or source or of all."""
        wanted = select(func.max(readings.c.at))
        if place is not None:
            wanted = wanted.where(readings.c.place == place)
        if source is not None:
            wanted = wanted.where(readings.c.source == source)
        with self._database.reading() as connection:
            found = connection.execute(wanted).scalar()
        return None if found is None else datetime.fromtimestamp(found, UTC)

    def tellings(self, place: str, at: datetime) -> tuple[Reading, ...]:
        """Everything ever told of one hour of a place, source by source, oldest first."""
        wanted = (
            select(*_TELLING)
            .where(readings.c.place == place, readings.c.at == _seconds(at))
            .order_by(readings.c.source, readings.c.revision)
        )
        with self._database.reading() as connection:
            return tuple(_reading(tuple(row)) for row in connection.execute(wanted))

    def all_tellings(self) -> Iterator[Telling]:
        """Everything ever told, by revision, source, hour and place: an hour is never corrected before it is told."""
        wanted = select(readings.c.revision, *_TELLING).order_by(
            readings.c.revision, readings.c.source, readings.c.at, readings.c.place
        )
        with self._database.reading() as connection:
            for row in connection.execution_options(yield_per=10_000).execute(wanted):
                yield Telling(row[0], _reading(tuple(row[1:])))


def _seconds(at: datetime) -> int:
    if at.tzinfo is None or at != floor_hour(at):
        raise ValueError(f"not the end of a whole hour, with its zone: {at}")
    return int(at.timestamp())


def _figures(reading: Reading) -> Figures:
    told = [reading.values.get(indicator) for indicator in Indicator]
    return (*(None if value is None or math.isnan(value) else float(value) for value in told), reading.aqi)


def _row(at: int, reading: Reading, revision: int, figures: Figures) -> dict[str, Any]:
    row: dict[str, Any] = dict(zip(_NAMES, figures, strict=True))
    row.update(place=reading.place, at=at, source=reading.source, revision=revision)
    row["received_at"] = instant_text(reading.received_at)
    return row


def _known(connection: Connection, place: str, source: str, ats: Sequence[int]) -> dict[int, tuple[int, Figures]]:
    """The latest revision and figures of each hour between the first and last of `ats`."""
    wanted = (
        select(readings.c.at, readings.c.revision, *_FIGURES)
        .where(readings.c.place == place, readings.c.source == source)
        .where(readings.c.at.between(min(ats), max(ats)))
        .order_by(readings.c.at, readings.c.revision)
    )
    return {row[0]: (row[1], tuple(row[2:])) for row in connection.execute(wanted)}


def _preference(source_order: Sequence[str]) -> ColumnElement[int]:
    """Rank of a telling's source: the higher, the rather."""
    if not source_order:
        return literal(0)
    ranks: Mapping[str, int] = {source: len(source_order) - place for place, source in enumerate(source_order)}
    return case(ranks, value=readings.c.source, else_=0)


def _series(place: str, first_at: datetime, grid: Floats) -> HourlySeries:
    told = [bool(np.isfinite(grid[:, column]).any()) for column in range(grid.shape[1])]
    values = {
        indicator: grid[:, column].copy()
        for column, indicator in enumerate(Indicator)
        if indicator in SIX or told[column]
    }
    return HourlySeries(place, first_at, values, aqi=grid[:, -1].copy() if told[-1] else None)


def _reading(row: tuple[Any, ...]) -> Reading:
    place, at, source, received_at, *figures = row
    values = {indicator: value for indicator, value in zip(Indicator, figures, strict=False) if value is not None}
    return Reading(
        place, datetime.fromtimestamp(at, UTC), values, source, datetime.fromisoformat(received_at), figures[-1]
    )
