"""One place over time, as its plot shows it: what was measured, what is foretold, what stood."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import zip_longest

import numpy as np

from qh_console.domain.alerts import Alert
from qh_console.domain.aqi_editions import AqiEdition, AqiEditions
from qh_console.domain.board import Board
from qh_console.domain.clock import HOUR, floor_hour, from_beijing
from qh_console.domain.forecasts import DayBySource
from qh_console.domain.pack import PlanPack
from qh_console.domain.particulars import Change
from qh_console.domain.readings import Floats, HourlySeries
from qh_console.domain.series_aqi import window_aqi
from qh_console.services.watch import PlaceAir
from qh_console.ui.widgets.air_view import AlertSpan, BandSpan, ClassBand, GuideLine, PlotView, TimeSpan
from qh_console.ui.widgets.level_badge import LevelView

BACK = timedelta(days=7)
AHEAD = timedelta(days=3)
ENDING = (Change.LIFT, Change.WITHDRAW)


def derive_plot(
    name: str,
    seen: PlaceAir,
    board: Board,
    edition: AqiEdition,
    pack: PlanPack,
    editions: AqiEditions,
    now: datetime,
) -> PlotView:
    """Seven days back and the forecast ahead on one axis; hours before the record began stay empty."""
    bands = tuple(_bands(seen.days, now))
    first = max(seen.hours.first_at, floor_hour(now) - BACK)
    skip = (first - seen.hours.first_at) // HOUR
    until = max([floor_hour(now) + AHEAD, *(band.to_at for band in bands)])
    mean = rolling_mean(seen, editions)
    return PlotView(
        f"{name}　过去7天和预报",
        now,
        first,
        until,
        _numbers(seen.hourly_aqi[skip : seen.known]),
        _numbers(mean[skip:]),
        tuple(_dust(seen)),
        bands,
        tuple(_alerts(board, seen.place, pack)),
        _lines(edition, pack),
        tuple(ClassBand(c.high, c.name, "#{:02X}{:02X}{:02X}".format(*c.rgb)) for c in edition.classes),
    )


def rolling_mean(seen: PlaceAir, editions: AqiEditions) -> Floats:
    """AQI of the 24 h up to each hour of `seen.hours`, as the plan counts it; forecast hours included where hourly."""
    if seen.windows.step_hours == 1 and seen.windows.first_end_at == seen.hours.first_at:
        return seen.windows.aqi
    rows = {indicator: row[: seen.known] for indicator, row in seen.hours.values.items()}
    dust = None if seen.hours.dust is None else seen.hours.dust[: seen.known]
    measured = HourlySeries(seen.place, seen.hours.first_at, rows, dust=dust)
    return window_aqi(measured, editions).graded if measured.hours else np.zeros(0)


def _numbers(values: Floats) -> tuple[float | None, ...]:
    return tuple(float(v) if np.isfinite(v) else None for v in values)


def _bands(days: Iterable[DayBySource], now: datetime) -> Iterable[BandSpan]:
    """The agreed range of a day, else from the lowest to the highest of all sources."""
    for day in days:
        told = [day.agreed] if day.agreed else [t.day for t in day.told]
        start = from_beijing(day.on.year, day.on.month, day.on.day)
        if told and start + timedelta(days=1) > now:
            low, high = min(d.aqi_low for d in told), max(d.aqi_high for d in told)
            yield BandSpan(start, start + timedelta(days=1), low, high)


def _dust(seen: PlaceAir) -> Iterable[TimeSpan]:
    """Hours found to be dust and hours that look like it."""
    for hint in seen.hints:
        yield TimeSpan(hint.start_at, hint.end_at)
    mask = seen.hours.dust
    if mask is None or not mask.any():
        return
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    for start, stop in edges.reshape(-1, 2).tolist():
        yield TimeSpan(seen.hours.at(start) - HOUR, seen.hours.at(stop - 1))


def _alerts(board: Board, place: str, pack: PlanPack) -> Iterable[AlertSpan]:
    """Every level that stood here, from its notice to the one that changed it; of two at once the higher one."""
    spans = [span for alert in board.alerts.values() if place in alert.places for span in _spans(alert, pack)]
    cuts = sorted({at for _, start, end in spans for at in (start, end) if at is not None})
    found: list[tuple[LevelView, datetime, datetime | None]] = []
    for start, end in zip_longest(cuts, cuts[1:]):
        here = [s for s in spans if s[1] <= start and (s[2] is None or s[2] > start)]
        if not here:
            continue
        level = max(here, key=lambda s: ("yellow", "orange", "red").index(s[0].level))[0]
        if found and found[-1][0] == level and found[-1][2] == start:
            found[-1] = (level, found[-1][1], end)
        else:
            found.append((level, start, end))
    for level, start, end in found:
        yield AlertSpan(start, end, level)


def _spans(alert: Alert, pack: PlanPack) -> Iterable[tuple[LevelView, datetime, datetime | None]]:
    notices = [n for n in alert.notices if n.change is not Change.CORRECT]
    ends = [*(n.at for n in notices[1:]), alert.ended_at]
    for notice, end in zip(notices, ends, strict=False):
        if notice.change not in ENDING and notice.level.is_alert:
            rule = pack.rule(notice.level)
            yield LevelView(notice.level.word, rule.colour, rule.response), notice.at, end


def _lines(edition: AqiEdition, pack: PlanPack) -> tuple[GuideLine, ...]:
    """The lines that grade, each named by the class that begins above it."""
    lines = (pack.grading.heavy_above, pack.grading.severe_above)
    return tuple(GuideLine(line, f"{line} {edition.class_of(line + 1).name}") for line in lines)
