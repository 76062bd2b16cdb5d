"""What was foretold: forecasts as issued, kept for ever, never corrected."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import ColumnElement, Connection, func, insert, select

from qh_console.domain.readings import DayForecast, Floats, Forecast, HourlySeries, Indicator
from qh_console.store.codec import instant_text
from qh_console.store.database import Database
from qh_console.store.tables import forecast_days, forecast_hours, forecasts

AQI, DUST = "aqi", "dust"
"""What an hourly row may hold besides an indicator."""


class ForecastStore:
    """Forecasts by source and time of issue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, forecast: Forecast) -> bool:
        """Keeps the forecast; False where the very same one is already kept.

        The same source and time of issue with other figures is another forecast, and the later one counts.
        """
        days, hours = _day_rows(forecast), _hour_rows(forecast)
        digest = _digest(forecast, days, hours)
        with self._database.writing() as connection:
            known = select(forecasts.c.id).where(forecasts.c.digest == digest)
            if connection.execute(known).first() is not None:
                return False
            head = {"source": forecast.source, "issued_at": instant_text(forecast.issued_at), "digest": digest}
            (key,) = connection.execute(insert(forecasts).returning(forecasts.c.id), head).one()
            for table, rows in ((forecast_days, days), (forecast_hours, hours)):
                if rows:
                    connection.execute(insert(table), [{**row, "forecast": key} for row in rows])
        return True

    def issued(
        self, until_at: datetime, since_at: datetime | None = None, source: str | None = None, with_hours: bool = True
    ) -> tuple[Forecast, ...]:
        """Forecasts issued at or before `until_at`, oldest first; of one moment, in the order they came in.

        Without hours only their days are read, which is far less.
        """
        which = [forecasts.c.issued_at <= instant_text(until_at)]
        if since_at is not None:
            which.append(forecasts.c.issued_at >= instant_text(since_at))
        if source is not None:
            which.append(forecasts.c.source == source)
        with self._database.reading() as connection:
            return _load(connection, which, with_hours)

    def count(self, until_at: datetime, since_at: datetime) -> int:
        """How many `issued` would give between the two; none is ever taken back, so it tells whether any came."""
        issued_at = forecasts.c.issued_at
        wanted = select(func.count()).where(issued_at.between(instant_text(since_at), instant_text(until_at)))
        with self._database.reading() as connection:
            return connection.execute(wanted).scalar_one()

    def latest(self, now: datetime, within: timedelta = timedelta(days=15)) -> tuple[Forecast, ...]:
        """For every source and place the newest forecast issued by `now`, as forecasts cut down to those places.

        Older ones than `within` no longer speak of any hour to come. Newest first.
        """
        found: list[Forecast] = []
        seen: set[tuple[str, str]] = set()
        for forecast in reversed(self.issued(now, now - within)):
            places = {day.place for day in forecast.days} | {series.place for series in forecast.hourly}
            fresh = {place for place in places if (forecast.source, place) not in seen}
            seen |= {(forecast.source, place) for place in fresh}
            if fresh:
                found.append(_only(forecast, fresh))
        return tuple(found)


def _only(forecast: Forecast, places: set[str]) -> Forecast:
    days = tuple(day for day in forecast.days if day.place in places)
    hourly = tuple(series for series in forecast.hourly if series.place in places)
    return Forecast(forecast.source, forecast.issued_at, days, hourly)


# --- writing --------------------------------------------------------------------------------------------------------


def _day_rows(forecast: Forecast) -> list[dict[str, Any]]:
    return [
        {
            "place": day.place,
            "on": day.on.isoformat(),
            "aqi_low": day.aqi_low,
            "aqi_high": day.aqi_high,
            "pollutant": day.pollutant,
            "dust": int(day.dust),
        }
        for day in sorted(forecast.days, key=lambda day: (day.place, day.on))
    ]


def _hour_rows(forecast: Forecast) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for series in sorted(forecast.hourly, key=lambda series: series.place):
        columns: dict[str, npt.NDArray[Any]] = {i.value: series.values[i] for i in Indicator if i in series.values}
        if series.aqi is not None:
            columns[AQI] = series.aqi
        if series.dust is not None:
            columns[DUST] = series.dust
        first_at = instant_text(series.first_at)
        rows.extend(
            {"place": series.place, "what": what, "first_at": first_at, "figures": _figures_text(figures)}
            for what, figures in columns.items()
        )
    return rows


def _figures_text(figures: npt.NDArray[Any]) -> str:
    return json.dumps([None if value != value else float(value) for value in figures.tolist()], separators=(",", ":"))


def _digest(forecast: Forecast, days: Sequence[Mapping[str, Any]], hours: Sequence[Mapping[str, Any]]) -> str:
    whole = [forecast.source, instant_text(forecast.issued_at), days, hours]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


# --- reading --------------------------------------------------------------------------------------------------------


def _load(connection: Connection, which: Sequence[ColumnElement[bool]], with_hours: bool) -> tuple[Forecast, ...]:
    heads = select(forecasts.c.id, forecasts.c.source, forecasts.c.issued_at).where(*which)
    day_rows = select(forecast_days).join(forecasts).where(*which).order_by(forecast_days.c.on, forecast_days.c.place)
    hour_rows = select(forecast_hours).join(forecasts).where(*which)
    days: dict[int, list[DayForecast]] = {}
    for key, place, on, low, high, pollutant, dust in connection.execute(day_rows):
        day = DayForecast(place, date.fromisoformat(on), low, high, pollutant, bool(dust))
        days.setdefault(key, []).append(day)
    hours: dict[int, dict[str, dict[str, tuple[str, Floats]]]] = {}
    for key, place, what, first_at, text in connection.execute(hour_rows) if with_hours else ():
        figures = np.array(json.loads(text), dtype=np.float64)
        hours.setdefault(key, {}).setdefault(place, {})[what] = (first_at, figures)
    return tuple(
        Forecast(source, _instant(issued_at), tuple(days.get(key, ())), tuple(_all_series(hours.get(key, {}))))
        for key, source, issued_at in connection.execute(heads.order_by(forecasts.c.issued_at, forecasts.c.id))
    )


def _all_series(places: Mapping[str, Mapping[str, tuple[str, Floats]]]) -> Iterable[HourlySeries]:
    for place, columns in places.items():
        first_at = _instant(next(iter(columns.values()))[0])
        values = {indicator: columns[indicator.value][1] for indicator in Indicator if indicator.value in columns}
        dust = columns[DUST][1].astype(np.bool_) if DUST in columns else None
        yield HourlySeries(place, first_at, values, columns[AQI][1] if AQI in columns else None, dust)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
