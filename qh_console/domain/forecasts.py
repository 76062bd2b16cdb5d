"""Several forecasts side by side: what each says, how far it was off before, and the one the consultation agreed on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from qh_console.domain.clock import beijing
from qh_console.domain.particulars import AgreedDay
from qh_console.domain.readings import DayForecast, Forecast

ObservedDays = Mapping[tuple[str, date], int]
"""The daily AQI that came, by place and day."""


@dataclass(frozen=True)
class Told:
    """What one source, in its latest forecast, says of one place and day."""

    source: str
    issued_at: datetime
    day: DayForecast
    lead_days: int
    """Days from its issue to the day it speaks of; 0 is the same day."""


@dataclass(frozen=True)
class DayBySource:
    """One place and day: every source beside the agreed figure; `agreed` None until a consultation settles it."""

    place: str
    on: date
    told: tuple[Told, ...]
    agreed: DayForecast | None

    @property
    def spread(self) -> int:
        """How far the sources' upper ends lie apart, in AQI."""
        tops = [t.day.aqi_high for t in self.told]
        return max(tops) - min(tops) if tops else 0


@dataclass(frozen=True)
class Verification:
    """How one source did against what came; a fact about the past, never applied to a forecast in silence.

    Errors are forecast less observed: of a range its middle. A day is foretold heavy if its upper end is.
    """

    source: str
    lead_days: int | None
    """None: all leads together."""
    days: int
    bias: float
    mean_error: float
    """Mean of the errors' sizes."""
    within_range: float
    """Share of days that came inside the foretold range."""
    hits: int
    misses: int
    false_alarms: int

    @property
    def hit_rate(self) -> float | None:
        """Heavy days foretold of those that came; None where none came."""
        came = self.hits + self.misses
        return self.hits / came if came else None

    @property
    def false_alarm_ratio(self) -> float | None:
        """Days foretold heavy that were not, of those foretold; None where none was."""
        foretold = self.hits + self.false_alarms
        return self.false_alarms / foretold if foretold else None


@dataclass(frozen=True)
class Band:
    """Between which AQI a day may come, if a source errs as it did before."""

    place: str
    on: date
    aqi_low: int
    aqi_high: int
    cases: int
    """Past errors it rests on."""
    source: str


def told_before(forecasts: Iterable[Forecast], at: datetime) -> tuple[Forecast, ...]:
    """The forecasts as they stood at `at`; a later one does not change what was known then."""
    return tuple(f for f in forecasts if f.issued_at <= at)


def side_by_side(forecasts: Iterable[Forecast], agreed: Iterable[AgreedDay] = ()) -> tuple[DayBySource, ...]:
    """Plan 3.2: by place and day the latest word of every source, beside the agreed forecast, which alone grades."""
    latest: dict[tuple[str, date], dict[str, Told]] = {}
    for forecast in sorted(forecasts, key=lambda f: f.issued_at):
        for day in forecast.days:
            told = Told(forecast.source, forecast.issued_at, day, _lead(forecast, day))
            latest.setdefault((day.place, day.on), {})[forecast.source] = told
    settled = {(d.place, d.on): d for d in agreed_days(agreed)}
    return tuple(
        DayBySource(
            place, on, tuple(t for _, t in sorted(latest.get((place, on), {}).items())), settled.get((place, on))
        )
        for place, on in sorted(latest.keys() | settled.keys())
    )


def agreed_days(agreed: Iterable[AgreedDay]) -> tuple[DayForecast, ...]:
    """Plan 3.2: the consultation's conclusion in the shape that grades."""
    return tuple(DayForecast(d.place, d.on, d.aqi_low, d.aqi_high, d.pollutant) for d in agreed)


def verify(
    forecasts: Sequence[Forecast], observed: ObservedDays, heavy_above: int, lead_days: int | None = None
) -> tuple[Verification, ...]:
    """Each source against what came, all leads or one; sources without a single checked day are left out."""
    return tuple(
        _verification(source, lead_days, pairs, heavy_above)
        for source in sorted({f.source for f in forecasts})
        if (pairs := _pairs(forecasts, observed, source, lead_days))
    )


def band(
    forecast: Forecast, past: Sequence[Forecast], observed: ObservedDays, share: float, least_cases: int
) -> tuple[Band, ...]:
    """Around each day of `forecast` the middle `share` (0 to 1) of its source's own past errors there at that lead.

    Other places do not count: errors of cleaner ones are smaller and would narrow the band. Days with fewer than
    `least_cases` past errors have none; only forecasts issued before `forecast` count.
    """
    past_errors: dict[tuple[str, int], list[float]] = {}
    for before in past:
        if before.source == forecast.source and before.issued_at < forecast.issued_at:
            for day in before.days:
                if (came := observed.get((day.place, day.on))) is not None:
                    past_errors.setdefault((day.place, _lead(before, day)), []).append(_error(day, came))
    bands = []
    for day in forecast.days:
        errors = past_errors.get((day.place, _lead(forecast, day)), [])
        if len(errors) < least_cases:
            continue
        worst, best = np.quantile(errors, [(1 + share) / 2, (1 - share) / 2])
        low, high = (int(np.clip(round(_middle(day) - e), 0, 500)) for e in (worst, best))
        bands.append(Band(day.place, day.on, low, high, len(errors), forecast.source))
    return tuple(bands)


def _verification(
    source: str, lead_days: int | None, pairs: Sequence[tuple[DayForecast, int]], heavy_above: int
) -> Verification:
    errors = np.array([_error(day, came) for day, came in pairs])
    foretold = np.array([day.aqi_high > heavy_above for day, _ in pairs])
    heavy = np.array([came > heavy_above for _, came in pairs])
    return Verification(
        source,
        lead_days,
        len(pairs),
        float(errors.mean()),
        float(np.abs(errors).mean()),
        sum(day.aqi_low <= came <= day.aqi_high for day, came in pairs) / len(pairs),
        int(np.count_nonzero(foretold & heavy)),
        int(np.count_nonzero(~foretold & heavy)),
        int(np.count_nonzero(foretold & ~heavy)),
    )


def _pairs(
    forecasts: Iterable[Forecast], observed: ObservedDays, source: str, lead_days: int | None
) -> list[tuple[DayForecast, int]]:
    return [
        (day, observed[day.place, day.on])
        for forecast in forecasts
        if forecast.source == source
        for day in forecast.days
        if (day.place, day.on) in observed and lead_days in (None, _lead(forecast, day))
    ]


def _lead(forecast: Forecast, day: DayForecast) -> int:
    return (day.on - beijing(forecast.issued_at).date()).days


def _middle(day: DayForecast) -> float:
    return (day.aqi_low + day.aqi_high) / 2


def _error(day: DayForecast, came: int) -> float:
    return _middle(day) - came
