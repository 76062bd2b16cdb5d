"""The air as the office sees it: what was measured, what is foretold, what the plan makes of both, place by place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np

from qh_console.domain.adjusting import StandingAdvice, advise
from qh_console.domain.agreeing import Agreement, agree
from qh_console.domain.alerts import Alert
from qh_console.domain.aqi import AqiReport
from qh_console.domain.aqi_editions import AqiEditions
from qh_console.domain.board import Board
from qh_console.domain.clock import HOUR, beijing, floor_hour
from qh_console.domain.dust import DustHint, dust_hints, with_neighbours
from qh_console.domain.forecasts import Band, DayBySource, Verification, side_by_side
from qh_console.domain.grading import Grade, grade
from qh_console.domain.joining import (
    found_dust,
    hourly_ahead,
    hours_of_bare_aqi,
    joined,
    known_hours,
    since_first,
    with_told,
)
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.particulars import NO_EVIDENCE, AgreedDay, Change, ChangeEvidence, ExpectedFigures, GradeRecord
from qh_console.domain.places import Places
from qh_console.domain.province import ProvinceGrade, grade_province
from qh_console.domain.readings import DayForecast, Floats, Forecast, HourlySeries, Indicator
from qh_console.domain.series import without_dust
from qh_console.domain.series_aqi import daily_aqi, hourly_aqi, window_aqi
from qh_console.domain.windows import WindowSeries, windows_of_concentrations, windows_of_days, windows_of_hourly_aqi
from qh_console.domain.working import expected_figures, grade_record
from qh_console.services.forecast_record import ForecastRecord
from qh_console.store.forecasts import ForecastStore
from qh_console.store.readings import ReadingStore

BACK = timedelta(days=7)


@dataclass(frozen=True, eq=False)
class PlaceAir:
    """One place. `hours` runs over what was measured and then what is foretold; `known` says how many are measured."""

    place: str
    hours: HourlySeries
    known: int
    hourly_aqi: Floats
    """By hour of `hours`; NaN where there is none."""
    windows: WindowSeries
    now: AqiReport | None
    """The report of the latest hour that has data."""
    data_at: datetime | None
    source: str
    days: tuple[DayBySource, ...]
    """The forecast by day, every source beside the agreed one."""
    grade: Grade
    under_way: WindowSeries
    """Those of `windows` that grade: without processes that are over."""
    hints: tuple[DustHint, ...] = ()
    advice: StandingAdvice | None = None
    """What may be proposed against the alert that stands here."""
    mean_24h: float | None = None
    """AQI of the 24 h up to the latest hour, as the plan counts it."""
    bands: tuple[Band, ...] = ()
    """Around the newest daily forecast, by what its source was off before; no ground for a level."""

    @property
    def latest(self) -> int | None:
        """Index in `hours` of the hour `now` speaks of."""
        return None if self.data_at is None else (self.data_at - self.hours.first_at) // HOUR

    @property
    def change_3h(self) -> int | None:
        latest = self.latest
        if latest is None or latest < 3 or not np.isfinite(self.hourly_aqi[[latest, latest - 3]]).all():
            return None
        return int(self.hourly_aqi[latest] - self.hourly_aqi[latest - 3])

    @property
    def fine_ratio(self) -> float | None:
        """PM2.5/PM10 of the latest hour; a low one speaks for dust."""
        latest, values = self.latest, self.hours.values
        if latest is None or Indicator.PM25 not in values or Indicator.PM10 not in values:
            return None
        fine, coarse = values[Indicator.PM25][latest], values[Indicator.PM10][latest]
        return float(fine / coarse) if coarse > 0 and np.isfinite(fine) else None


@dataclass(frozen=True, eq=False)
class Air:
    """The whole province at one instant."""

    at: datetime
    places: Mapping[str, PlaceAir]
    province: ProvinceGrade
    pack: PlanPack
    """The edition it was judged by."""
    geography: Places
    sources: tuple[Verification, ...] = ()
    """How the sources of forecasts did of late, all leads together and the day ahead; no ground for a level."""

    def grades(self, codes: Iterable[str], agreed: Sequence[AgreedDay] = ()) -> tuple[GradeRecord, ...]:
        """The recommendations for these places in the shape a consultation keeps; an agreed forecast decides (3.2)."""
        found = {g.place: g for g in self.agreement(agreed).grades}
        seen = [code for code in codes if code in self.places]
        return tuple(grade_record(found.get(code, self.places[code].grade)) for code in seen)

    def province_level(self, agreed: Sequence[AgreedDay] = ()) -> Level:
        """The province's level on the agreed forecast, or on the latest one where none is agreed."""
        return self.agreement(agreed).province_level if agreed else self.province.level

    def agreement(self, agreed: Sequence[AgreedDay]) -> Agreement:
        known = {code: air.windows for code, air in self.places.items()}
        return agree(known, agreed, self.pack, self.geography)

    def figures(self, codes: Iterable[str], from_at: datetime, to_at: datetime) -> tuple[ExpectedFigures, ...]:
        """Plan 3.2: ranges and means of AQI and the main pollutant over the hours agreed on, where known."""
        seen = [self.places[code] for code in codes if code in self.places]
        found = (expected_figures(a.hours, a.hourly_aqi, from_at, to_at, self.pack.dust) for a in seen)
        return tuple(f for f in found if f is not None)

    def evidence(self, alert: Alert, change: Change) -> ChangeEvidence:
        """What speaks for changing the alert: of all its places the one with the fewest clear hours (plan 3.3.2)."""
        found = [a.evidence_for(change) for a in (self.places[p].advice for p in alert.places if p in self.places) if a]
        return min(found, key=lambda e: -1 if e.clear_hours is None else e.clear_hours, default=NO_EVIDENCE)


@dataclass(frozen=True)
class ObservedDay:
    on: date
    report: AqiReport


@dataclass(frozen=True, eq=False)
class ObservedAir:
    """One place over a stretch of time that is past, for papers."""

    place: str
    series: HourlySeries
    hourly_aqi: Floats
    windows: WindowSeries
    days: tuple[ObservedDay, ...]


class Watch:
    """Looks at readings and forecasts together. Called on the readings' own runner."""

    def __init__(
        self,
        readings: ReadingStore,
        forecasts: ForecastStore,
        places: Places,
        editions: AqiEditions,
        pack: PlanPack,
    ) -> None:
        self._readings = readings
        self._forecasts = forecasts
        self._places = places
        self._editions = editions
        self._pack = pack
        self._record = ForecastRecord(readings, forecasts, places, editions, pack.grading)

    def look(self, board: Board, now: datetime) -> Air:
        """Everything a screen shows of the air at `now`, graded under the pack with the officers' findings applied."""
        latest = self._forecasts.latest(now)
        seen = {p.code: self._place(p.code, board, latest, now) for p in self._places.items}
        hints = with_neighbours({c: a.hints for c, a in seen.items()}, self._places, self._pack.dust)
        checked = self._record.checked(latest, now)
        seen = {c: replace(a, hints=hints[c], bands=checked.bands.get(c, ())) for c, a in seen.items()}
        province = grade_province([a.grade for a in seen.values()], self._places, self._pack)
        return Air(now, seen, province, self._pack, self._places, checked.sources)

    def observed(self, place: str, from_at: datetime, to_at: datetime, board: Board) -> ObservedAir:
        """What was measured between two instants, with the officers' findings applied to the windows."""
        series = self._readings.series(place, floor_hour(from_at), floor_hour(to_at))
        series = replace(series, dust=found_dust(board.findings, series))
        days = daily_aqi(series, self._editions)
        reports = tuple(ObservedDay(days.on(i), days.row(i)) for i in range(days.rows))
        return ObservedAir(place, series, hourly_aqi(series, self._editions).graded, self._windows(series), reports)

    def forecasts_until(self, until_at: datetime) -> tuple[Forecast, ...]:
        return self._forecasts.issued(until_at=until_at)

    def _windows(self, series: HourlySeries, measured: HourlySeries | None = None) -> WindowSeries:
        """The 24 h windows of a series, of which `measured` is the part that is not foretold (all of it, where None).

        Where an hour brings nothing but its AQI, windows are the mean of that (plan 3.1). A forecast owes no pollutant
        it does not speak of: an hour ahead is known where any has a figure.
        """
        settings = self._pack.grading
        windows = windows_of_concentrations(series, window_aqi(series, self._editions).graded, settings.window_hours)
        if series.aqi is not None:
            hourly = with_told(hourly_aqi(series, self._editions).graded, series)
            told = windows_of_hourly_aqi(
                series.place, series.first_at, hourly, settings.window_hours, settings.window_valid_hours, series.dust
            )
            aqi = np.where(np.isfinite(windows.aqi), windows.aqi, told.aqi)
            windows = replace(told, aqi=aqi, known_hours=windows.known_hours + hours_of_bare_aqi(series))
        if measured is None or measured.hours == series.hours:
            return windows
        ahead = int(np.count_nonzero(known_hours(series)[measured.hours :]))
        return replace(windows, known_hours=self._windows(measured).known_hours + ahead)

    def _place(self, place: str, board: Board, latest: Sequence[Forecast], now: datetime) -> PlaceAir:
        until = floor_hour(now)
        measured = since_first(self._readings.series(place, until - BACK, until))
        measured = replace(measured, dust=found_dust(board.findings, measured))
        ahead = hourly_ahead(latest, place, until)
        hours = joined(measured, ahead)
        hourly = hourly_aqi(hours, self._editions)
        told = [f for f in latest if any(d.place == place for d in f.days)]
        standing = standing_at(board, place)
        agreed = standing.consultation.forecast if standing else ()
        days = tuple(d for d in side_by_side(told, agreed) if d.place == place)
        by_hour = self._windows(hours, measured)
        windows = by_hour if ahead else self._by_day(measured, days, until) or by_hour
        newest = self._readings.newest(place, until)
        data_at = newest.at if newest and newest.at >= measured.first_at else None
        under_way = self._under_way(windows, now)
        advice = None
        report = None if data_at is None else hourly.row((data_at - hours.first_at) // HOUR)
        if standing is not None and standing.level is not None:
            aqi = report.aqi if report else None
            starts_at = standing.notices[-1].publication.starts_at
            advice = advise(standing.level, windows, self._pack, now, starts_at=starts_at, observed_aqi=aqi)
        return PlaceAir(
            place,
            hours,
            measured.hours,
            with_told(hourly.graded, hours),
            windows,
            report,
            data_at,
            newest.source if newest else "",
            days,
            grade(under_way, self._pack, data_at=data_at, now=now),
            under_way,
            dust_hints(measured, self._pack.dust),
            advice,
            None if data_at is None else _ending(by_hour, data_at),
        )

    def _under_way(self, windows: WindowSeries, now: datetime) -> WindowSeries:
        """Without the processes that are over: those no longer ask for an alert.

        Where nothing is foretold it may go on (plan 3.3.2), and is over only once the gap that parts two has passed.
        """
        graded = grade(windows, self._pack)
        is_foretold = np.isfinite(windows.aqi[max(windows.slot_ending(now) + 1, 0) :]).any()
        least = timedelta() if is_foretold else self._pack.grading.merge_gap_hours * HOUR
        over = [p.end_at for p in graded.processes if now - p.end_at >= least]
        return _after(windows, max(over)) if over else windows

    def _by_day(self, measured: HourlySeries, days: Sequence[DayBySource], until: datetime) -> WindowSeries | None:
        """Measured days and foretold ones in a row, where only a daily forecast is at hand.

        The agreed figure counts, else that of the newest forecast; of a day that is over, what was measured.
        """
        by_day = {d.on: d.agreed or max(d.told, key=lambda t: t.issued_at).day for d in days}
        if not by_day:
            return None
        past = daily_aqi(without_dust(measured), self._editions)
        for index, aqi in enumerate(past.aqi.tolist()):
            on = past.on(index)
            if aqi >= 0 and on < beijing(until).date():
                by_day[on] = DayForecast(measured.place, on, aqi, aqi)
        return windows_of_days(list(by_day.values()))


def standing_at(board: Board, place: str) -> Alert | None:
    """The alert that binds this place: the highest where a city's and the province's both stand (plan 5.1)."""
    here = [a for a in board.standing if place in a.places]
    return max(here, key=lambda a: (a.level or 0, a.opened_at), default=None)


def _ending(windows: WindowSeries, at: datetime) -> float | None:
    """AQI of the window that ends at `at`; None where there is none."""
    slot = windows.slot_ending(at)
    found = windows.aqi[slot] if 0 <= slot < len(windows.aqi) else np.nan
    return float(found) if np.isfinite(found) else None


def _after(series: WindowSeries, at: datetime) -> WindowSeries:
    """The windows that end after `at` plus those still to come; the hours before are history."""
    first = max(series.slot_ending(at) + 1, 0)
    return replace(
        series,
        first_end_at=series.end_at(first),
        aqi=series.aqi[first:],
        low=None if series.low is None else series.low[first:],
        hourly=None if series.hourly is None else series.hourly[first:],
    )
