"""How the sources of forecasts did against the days that came: their record, and a band around what they say now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from qh_console.domain.aqi_editions import AqiEditions
from qh_console.domain.clock import HOUR, beijing
from qh_console.domain.forecasts import Band, Verification, band, verify
from qh_console.domain.pack import GradingSettings
from qh_console.domain.places import Places
from qh_console.domain.readings import DayForecast, Forecast
from qh_console.domain.series_aqi import daily_aqi
from qh_console.store.forecasts import ForecastStore
from qh_console.store.readings import ReadingStore

DAY_AHEAD = 1
"""The lead that is shown beside all leads together."""


@dataclass(frozen=True)
class Checked:
    """What the record says; read beside a forecast, never a part of it, and no ground for a level."""

    sources: tuple[Verification, ...]
    bands: Mapping[str, tuple[Band, ...]]
    """By place, around its newest daily forecast, from today on."""


@dataclass(frozen=True)
class _Known:
    """Everything the answer rests on: while it stands, so does the answer."""

    today: date
    forecasts: int
    readings: int
    newest: tuple[tuple[str, datetime], ...]


class ForecastRecord:
    """Checks the days that are over. Works anew only once a day has passed, or a forecast or one of its hours came."""

    def __init__(
        self,
        readings: ReadingStore,
        forecasts: ForecastStore,
        places: Places,
        editions: AqiEditions,
        settings: GradingSettings,
    ) -> None:
        self._readings = readings
        self._forecasts = forecasts
        self._codes = tuple(place.code for place in places.items)
        self._editions = editions
        self._settings = settings
        self._kept: tuple[_Known, Checked] | None = None

    def checked(self, latest: Sequence[Forecast], now: datetime) -> Checked:
        """The record as it stands at `now`; `latest` is the newest word of each source and place, newest first."""
        today = beijing(now).date()
        today_at = beijing(now).replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
        since_at = today_at - timedelta(days=self._settings.forecast_record_days)
        known = _Known(
            today,
            self._forecasts.count(now, since_at),
            self._readings.count(self._codes, since_at + HOUR, today_at),
            tuple((f.source, f.issued_at) for f in latest),
        )
        if self._kept is None or self._kept[0] != known:
            self._kept = known, self._check(latest, since_at, today_at, now)
        return self._kept[1]

    def _check(self, latest: Sequence[Forecast], since_at: datetime, today_at: datetime, now: datetime) -> Checked:
        settings = self._settings
        past = as_they_count(self._forecasts.issued(now, since_at, with_hours=False))
        if not past:
            return Checked((), {})
        observed = self._observed(since_at, today_at)
        sources = (
            *verify(past, observed, settings.heavy_above),
            *verify(past, observed, settings.heavy_above, DAY_AHEAD),
        )
        bands: dict[str, tuple[Band, ...]] = {}
        for place, forecast in _ahead(latest, beijing(now).date()).items():
            bands[place] = band(forecast, past, observed, settings.band_share, settings.band_least_cases)
        return Checked(sources, bands)

    def _observed(self, since_at: datetime, today_at: datetime) -> dict[tuple[str, date], int]:
        """HJ 633: the daily report of every place and day that is over; days without one are left out."""
        found: dict[tuple[str, date], int] = {}
        for code in self._codes:
            days = daily_aqi(self._readings.series(code, since_at + HOUR, today_at), self._editions)
            found |= {(code, days.on(i)): aqi for i, aqi in enumerate(days.aqi.tolist()) if aqi >= 0}
        return found


def as_they_count(issued: Iterable[Forecast]) -> tuple[Forecast, ...]:
    """Each source's word of a moment once, what came later standing for what it replaced; days gone by at issue out.

    `issued` oldest first and, of one moment, in the order they came in.
    """
    days: dict[tuple[str, datetime], dict[tuple[str, date], DayForecast]] = {}
    for forecast in issued:
        told = days.setdefault((forecast.source, forecast.issued_at), {})
        told |= {(d.place, d.on): d for d in forecast.days if d.on >= beijing(forecast.issued_at).date()}
    return tuple(Forecast(source, at, tuple(told.values())) for (source, at), told in days.items() if told)


def _ahead(latest: Sequence[Forecast], today: date) -> dict[str, Forecast]:
    """Per place the newest forecast that speaks of today or later, cut down to those days; of one moment, by name."""
    found: dict[str, Forecast] = {}
    for forecast in sorted(sorted(latest, key=lambda f: f.source), key=lambda f: f.issued_at, reverse=True):
        ahead = [d for d in forecast.days if d.on >= today]
        for place in {d.place for d in ahead} - found.keys():
            found[place] = replace(forecast, days=tuple(d for d in ahead if d.place == place), hourly=())
    return found
