"""The air as the office sees it: what was measured, what is foretold, what the plan makes of both, place by place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np

from qh_console.domain.adjusting import StandingAdvice, advise
from qh_console.domain.alerts import Alert
from qh_console.domain.aqi import AqiReport
from qh_console.domain.aqi_editions import AqiEditions
from qh_console.domain.board import Board, Finding
from qh_console.domain.clock import HOUR, beijing, floor_hour
from qh_console.domain.dust import DustHint, dust_hints, dust_mask, with_neighbours
from qh_console.domain.forecasts import DayBySource, side_by_side
from qh_console.domain.grading import Grade, grade
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.particulars import NO_EVIDENCE, Cause, ChangeEvidence, ExpectedFigures, GradeRecord
from qh_console.domain.places import Places
from qh_console.domain.province import ProvinceGrade, grade_province
from qh_console.domain.readings import DayForecast, Floats, Forecast, HourlySeries, Indicator
from qh_console.domain.series_aqi import daily_aqi, hourly_aqi, window_aqi
from qh_console.domain.windows import WindowSeries, windows_of_concentrations, windows_of_days
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
    hints: tuple[DustHint, ...] = ()
    advice: StandingAdvice | None = None
    """What may be proposed against the alert that stands here."""

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
    def mean_24h(self) -> float | None:
        """AQI of the 24 h up to the latest hour, as the plan counts it."""
        if self.data_at is None:
            return None
        slot = self.windows.slot_ending(self.data_at)
        if not 0 <= slot < len(self.windows.aqi) or not np.isfinite(self.windows.aqi[slot]):
            return None
        return float(self.windows.aqi[slot])

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

    def grades(self, codes: Iterable[str]) -> tuple[GradeRecord, ...]:
        """The recommendations of these places in the shape a consultation keeps."""
        return tuple(_record(self.places[code].grade) for code in codes if code in self.places)

    def figures(self, codes: Iterable[str], from_at: datetime, to_at: datetime) -> tuple[ExpectedFigures, ...]:
        """Plan 3.2: ranges and means of AQI and the main pollutant over the hours agreed on, where known."""
        found = (_figures(self.places[code], from_at, to_at) for code in codes if code in self.places)
        return tuple(f for f in found if f is not None)

    def evidence(self, alert: Alert) -> ChangeEvidence:
        """What speaks for changing the alert: of all its places the one with the fewest clear hours (plan 3.3.2)."""
        found = [a.evidence for a in (self.places[p].advice for p in alert.places if p in self.places) if a]
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

    def look(self, board: Board, now: datetime) -> Air:
        """Everything a screen shows of the air at `now`, graded under the pack with the officers' findings applied."""
        latest = self._forecasts.latest(now)
        seen = {p.code: self._place(p.code, board, latest, now) for p in self._places.items}
        hints = with_neighbours({c: a.hints for c, a in seen.items()}, self._places, self._pack.dust)
        seen = {c: replace(a, hints=hints[c]) for c, a in seen.items()}
        province = grade_province([a.grade for a in seen.values()], self._places, self._pack)
        return Air(now, seen, province)

    def observed(self, place: str, from_at: datetime, to_at: datetime, board: Board) -> ObservedAir:
        """What was measured between two instants, with the officers' findings applied to the windows."""
        series = self._readings.series(place, floor_hour(from_at), floor_hour(to_at))
        series = replace(series, dust=_found_dust(board.findings, series))
        days = daily_aqi(series, self._editions)
        reports = tuple(ObservedDay(days.on(i), days.row(i)) for i in range(days.rows))
        return ObservedAir(place, series, hourly_aqi(series, self._editions).graded, self._windows(series), reports)

    def forecasts_until(self, until_at: datetime) -> tuple[Forecast, ...]:
        return self._forecasts.issued(until_at=until_at)

    def _windows(self, series: HourlySeries) -> WindowSeries:
        aqi = window_aqi(series, self._editions).graded
        return windows_of_concentrations(series, aqi, self._pack.grading.window_hours)

    def _joined_windows(self, joined: HourlySeries, measured: HourlySeries) -> WindowSeries:
        """A forecast owes no pollutant it does not speak of: an hour ahead is known where any has a figure."""
        ahead = [np.isfinite(row[measured.hours :]) for row in joined.values.values()]
        known = self._windows(measured).known_hours + int(np.count_nonzero(np.any(ahead, axis=0)))
        return replace(self._windows(joined), known_hours=known)

    def _place(self, place: str, board: Board, latest: Sequence[Forecast], now: datetime) -> PlaceAir:
        until = floor_hour(now)
        measured = _since_first(self._readings.series(place, until - BACK, until))
        measured = replace(measured, dust=_found_dust(board.findings, measured))
        ahead = _hourly_ahead(latest, place)
        joined, known = _joined(measured, ahead)
        hourly = hourly_aqi(joined, self._editions)
        told = [f for f in latest if any(d.place == place for d in f.days)]
        standing = standing_at(board, place)
        agreed = standing.consultation.forecast if standing else ()
        days = tuple(d for d in side_by_side(told, agreed) if d.place == place)
        windows = self._joined_windows(joined, measured) if ahead else self._by_day(measured, days)
        windows = windows or self._windows(measured)
        newest = self._readings.newest(place, until)
        data_at = newest.at if newest and newest.at >= measured.first_at else None
        graded = self._grade(windows, now, data_at)
        advice = None
        report = None if data_at is None else hourly.row((data_at - joined.first_at) // HOUR)
        if standing is not None and standing.level is not None:
            aqi = report.aqi if report else None
            starts_at = standing.notices[-1].publication.starts_at
            advice = advise(standing.level, windows, self._pack, now, starts_at=starts_at, observed_aqi=aqi)
        return PlaceAir(
            place,
            joined,
            known,
            hourly.graded,
            windows,
            report,
            data_at,
            newest.source if newest else "",
            days,
            graded,
            dust_hints(measured, self._pack.dust),
            advice,
        )

    def _grade(self, windows: WindowSeries, now: datetime, data_at: datetime | None) -> Grade:
        """The process under way or ahead; one that is over no longer asks for an alert."""
        graded = grade(windows, self._pack, data_at=data_at, now=now)
        over = [p.end_at for p in graded.processes if p.end_at <= now]
        if not over:
            return graded
        return grade(_after(windows, max(over)), self._pack, data_at=data_at, now=now)

    def _by_day(self, measured: HourlySeries, days: Sequence[DayBySource]) -> WindowSeries | None:
        """Measured days and foretold ones in a row, where only a daily forecast is at hand."""
        foretold = {d.on: d.agreed or d.told[-1].day for d in days if d.agreed or d.told}
        if not foretold:
            return None
        past = daily_aqi(measured, self._editions)
        for index, aqi in enumerate(past.aqi.tolist()):
            on = past.on(index)
            if aqi >= 0 and on < min(foretold):
                foretold[on] = DayForecast(measured.place, on, aqi, aqi)
        return windows_of_days(list(foretold.values()))


def standing_at(board: Board, place: str) -> Alert | None:
    """The alert that binds this place: the highest where a city's and the province's both stand (plan 5.1)."""
    here = [a for a in board.standing if place in a.places]
    return max(here, key=lambda a: (a.level or 0, a.opened_at), default=None)


def _found_dust(findings: Sequence[Finding], series: HourlySeries) -> np.ndarray | None:
    """Plan 1.3: the hours officers found to be dust, the latest finding of an hour deciding."""
    ours = [f.act for f in findings if series.place in f.act.places]
    if not ours:
        return None
    mask = np.zeros(series.hours, dtype=np.bool_)
    for found in ours:
        hours = dust_mask([(found.from_at, found.to_at)], series.first_at, series.hours)
        mask[hours] = found.cause is Cause.DUST
    return mask


def _hourly_ahead(latest: Sequence[Forecast], place: str) -> HourlySeries | None:
    """The newest hourly forecast for the place."""
    found = [(f.issued_at, h) for f in latest for h in f.hourly if h.place == place]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _since_first(series: HourlySeries) -> HourlySeries:
    """The series from its first hour with data; what came before the record began is no gap in it."""
    known = np.zeros(series.hours, dtype=np.bool_)
    for row in series.values.values():
        known |= np.isfinite(row)
    first = int(known.argmax())
    values = {indicator: row[first:] for indicator, row in series.values.items()}
    aqi = None if series.aqi is None else series.aqi[first:]
    return replace(series, first_at=series.at(first), values=values, aqi=aqi)


def _joined(measured: HourlySeries, ahead: HourlySeries | None) -> tuple[HourlySeries, int]:
    """What was measured, then what is foretold for the hours after it; where both speak, the measurement counts."""
    known = measured.hours
    if ahead is None or ahead.at(ahead.hours - 1) <= measured.at(known - 1):
        return measured, known
    hours = (ahead.at(ahead.hours - 1) - measured.first_at) // HOUR + 1
    values: dict[Indicator, Floats] = {}
    for indicator in {*measured.values, *ahead.values}:
        row = np.full(hours, np.nan)
        if indicator in ahead.values:
            begin = (ahead.first_at - measured.first_at) // HOUR
            row[max(begin, 0) :] = ahead.values[indicator][max(-begin, 0) :]
        row[:known] = measured.values.get(indicator, np.full(known, np.nan))
        values[indicator] = row
    dust = None
    if measured.dust is not None:
        dust = np.concatenate([measured.dust, np.zeros(hours - known, dtype=np.bool_)])
    return HourlySeries(measured.place, measured.first_at, values, dust=dust), known


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


def _figures(air: PlaceAir, from_at: datetime, to_at: datetime) -> ExpectedFigures | None:
    first = max(-((air.hours.first_at - from_at) // HOUR), 0)
    last = max((to_at - air.hours.first_at) // HOUR + 1, 0)
    aqi = air.hourly_aqi[first:last]
    if not np.isfinite(aqi).any():
        return None
    fine, coarse = (air.hours.values.get(i, np.array([]))[first:last] for i in (Indicator.PM25, Indicator.PM10))
    is_fine = np.isfinite(fine).any()
    dust = is_fine and np.isfinite(coarse).any() and np.nanmean(fine) < 0.5 * np.nanmean(coarse)
    name, row = ("PM10", coarse) if dust or not is_fine else ("PM2.5", fine)
    if not np.isfinite(row).any():
        return None
    return ExpectedFigures(
        air.place,
        name,
        round(float(np.nanmin(aqi))),
        round(float(np.nanmax(aqi))),
        round(float(np.nanmean(aqi))),
        round(float(np.nanmin(row))),
        round(float(np.nanmax(row))),
        round(float(np.nanmean(row))),
    )


def _record(graded: Grade) -> GradeRecord:
    process = graded.process
    return GradeRecord(
        graded.place,
        graded.level if graded.level is not None else Level.NONE,
        graded.heavy_days,
        graded.severe_days,
        None if graded.peak is None else round(graded.peak),
        graded.clauses,
        working_text(graded),
        process.start_at if process else None,
        process.end_at if process else None,
    )


def working_text(graded: Grade) -> str:
    """The answer to “why this level?” in one paragraph."""
    if graded.why_none:
        return graded.why_none
    parts = []
    if graded.process is not None:
        parts.append(
            f"重污染{graded.heavy_days}天，其中严重污染连续{graded.severe_days}天，峰值{graded.process.peak:.0f}"
        )
        spans = "、".join(f"{_stamp(w.start_at)}—{_stamp(w.end_at)} AQI {w.aqi:.0f}" for w in graded.process.windows)
        parts.append(f"计入时段：{spans}")
    else:
        parts.append("没有24小时均值超过标准线的时段")
    if graded.nearest:
        parts.append(graded.nearest)
    return "；".join(parts)


def _stamp(at: datetime) -> str:
    local = beijing(at)
    return f"{local.month}月{local.day}日{local.hour}时"
