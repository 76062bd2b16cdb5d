"""What was measured and what is foretold of one place, on one axis of hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np

from qh_console.domain.board import Finding
from qh_console.domain.clock import HOUR
from qh_console.domain.dust import dust_mask
from qh_console.domain.particulars import Cause
from qh_console.domain.readings import Floats, Forecast, HourlySeries
from qh_console.domain.windows import Mask


def found_dust(findings: Sequence[Finding], series: HourlySeries) -> Mask | None:
    """Plan 1.3: the hours officers found to be dust, the latest finding of an hour deciding."""
    ours = [f.act for f in findings if series.place in f.act.places]
    if not ours:
        return None
    mask = np.zeros(series.hours, dtype=np.bool_)
    for found in ours:
        hours = dust_mask([(found.from_at, found.to_at)], series.first_at, series.hours)
        mask[hours] = found.cause is Cause.DUST
    return mask


def known_hours(series: HourlySeries) -> Mask:
    """The hours of which anything is known: a concentration, or the index alone."""
    known = _measured_hours(series)
    return known if series.aqi is None else known | np.isfinite(series.aqi)


def hours_of_bare_aqi(series: HourlySeries) -> int:
    """How many hours bring their index and no concentration."""
    return int(np.count_nonzero(known_hours(series) & ~_measured_hours(series)))


def _measured_hours(series: HourlySeries) -> Mask:
    known = np.zeros(series.hours, dtype=np.bool_)
    for row in series.values.values():
        known |= np.isfinite(row)
    return known


def since_first(series: HourlySeries) -> HourlySeries:
    """The series from its first hour with data; what came before the record began is no gap in it.

    Of a series without any only the last hour stays.
    """
    known = known_hours(series)
    first = int(known.argmax()) if known.any() else max(series.hours - 1, 0)
    return replace(
        series,
        first_at=series.at(first),
        values={indicator: row[first:] for indicator, row in series.values.items()},
        aqi=None if series.aqi is None else series.aqi[first:],
        dust=None if series.dust is None else series.dust[first:],
    )


def hourly_ahead(latest: Sequence[Forecast], place: str, until: datetime) -> HourlySeries | None:
    """The newest hourly forecast for the place that speaks of any hour after `until`."""
    found = [(f.issued_at, h) for f in latest for h in f.hourly if h.place == place and h.at(h.hours - 1) > until]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def joined(measured: HourlySeries, ahead: HourlySeries | None) -> HourlySeries:
    """What was measured, then what `ahead` foretells, its dust too; up to its end what was measured stands alone.

    `ahead` ends after `measured` does, as `hourly_ahead` gives it.
    """
    if ahead is None:
        return measured
    known, begin = measured.hours, (ahead.first_at - measured.first_at) // HOUR
    hours = begin + ahead.hours

    def row(before: Floats | None, after: Floats | None) -> Floats:
        whole = np.full(hours, np.nan)
        if after is not None:
            whole[max(begin, 0) :] = after[max(-begin, 0) :]
        whole[:known] = np.nan if before is None else before
        return whole

    indicators = dict.fromkeys((*measured.values, *ahead.values))
    values = {i: row(measured.values.get(i), ahead.values.get(i)) for i in indicators}
    aqi = None if measured.aqi is None and ahead.aqi is None else row(measured.aqi, ahead.aqi)
    dust = None
    if measured.dust is not None or ahead.dust is not None:
        before, after = (None if d is None else d.astype(np.float64) for d in (measured.dust, ahead.dust))
        dust = row(before, after) == 1
    return HourlySeries(measured.place, measured.first_at, values, aqi, dust)


def with_told(own: Floats, series: HourlySeries) -> Floats:
    """The index we work out by hour, and the one that was told where the hour brings no concentrations."""
    return own if series.aqi is None else np.where(np.isfinite(own), own, series.aqi)
