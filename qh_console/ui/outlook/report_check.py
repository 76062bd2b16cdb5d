"""The report-up message of plan 3.2, field by field: what is there, what is missing, where it is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from qh_console.domain.clock import HOUR, from_beijing
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.places import Places
from qh_console.domain.readings import POLLUTANT_NAMES, Floats, HourlySeries, Indicator
from qh_console.services.watch import Air, PlaceAir
from qh_console.ui.form_times import read_time
from qh_console.ui.instants import clock_words
from qh_console.ui.outlook.consult_draft import ConsultDraft, DayDraft

OF_POLLUTANT = {
    POLLUTANT_NAMES[i]: i
    for i in (Indicator.SO2, Indicator.NO2, Indicator.CO, Indicator.O3, Indicator.PM10, Indicator.PM25)
}


@dataclass(frozen=True)
class ReportLine:
    """One field the message must carry; `field` is where the form holds it."""

    label: str
    text: str
    field: str

    @property
    def is_good(self) -> bool:
        return bool(self.text)


def derive_report(draft: ConsultDraft, air: Air | None, pack: PlanPack, places: Places) -> tuple[ReportLine, ...]:
    """Plan 3.2: nine fields; an empty text is a missing one."""
    starts_at, ends_at = read_time(draft.starts_at), read_time(draft.ends_at)
    span = "" if starts_at is None or ends_at is None else f"{clock_words(starts_at)}至{clock_words(ends_at)}"
    level = Level.of(draft.level or "none")
    days = [d for d in draft.days if starts_at is None or ends_at is None or _is_within(d, starts_at, ends_at)]
    pollutants = _pollutants(days, pack)
    return (
        ReportLine("时间", span, "starts_at"),
        ReportLine("地点", places.names(draft.codes), "places"),
        ReportLine("影响范围", places.names(draft.codes), "places"),
        ReportLine("级别", pack.rule(level).name if level.is_alert or level is Level.HINT else "", "level"),
        ReportLine("主要污染物", "、".join(pollutants), "days"),
        ReportLine("AQI范围和均值", _aqi_words(days), "days"),
        ReportLine("浓度范围和均值", _concentration_words(draft, air, pollutants), "days"),
        ReportLine("扩散条件", draft.meteorology.strip(), "meteorology"),
        ReportLine("后期趋势", draft.conclusion.strip(), "conclusion"),
    )


def _is_within(day: DayDraft, starts_at: datetime, ends_at: datetime) -> bool:
    """By its noon, so that the night a process ends does not bring the whole day in."""
    return starts_at <= from_beijing(day.on.year, day.on.month, day.on.day, 12) <= ends_at


def _pollutants(days: Sequence[DayDraft], pack: PlanPack) -> tuple[str, ...]:
    heavy = [d.pollutant for d in days if d.high.isdecimal() and int(d.high) > pack.grading.heavy_above]
    return tuple(dict.fromkeys(p for p in (heavy or [d.pollutant for d in days]) if p))


def _aqi_words(days: Sequence[DayDraft]) -> str:
    figures = [(int(d.low), int(d.high)) for d in days if d.low.isdecimal() and d.high.isdecimal()]
    if not figures:
        return ""
    low, high = min(a for a, _ in figures), max(b for _, b in figures)
    mean = sum(a + b for a, b in figures) / (2 * len(figures))
    return f"{low}–{high}，均值{mean:.0f}"


def _concentration_words(draft: ConsultDraft, air: Air | None, pollutants: Sequence[str]) -> str:
    """Range and mean of the hours of the process that are measured or foretold, in µg/m³ (CO mg/m³)."""
    if air is None:
        return ""
    seen = [air.places[code] for code in draft.codes if code in air.places]
    words = [_range_words(name, seen, draft) for name in pollutants if name in OF_POLLUTANT]
    return "；".join(word for word in words if word)


def _range_words(name: str, seen: Sequence[PlaceAir], draft: ConsultDraft) -> str:
    indicator = OF_POLLUTANT[name]
    starts_at, ends_at = read_time(draft.starts_at), read_time(draft.ends_at)
    if starts_at is None or ends_at is None:
        return ""
    rows = [_part(place.hours, indicator, starts_at, ends_at) for place in seen if indicator in place.hours.values]
    values = np.concatenate(rows) if rows else np.zeros(0)
    values = values[np.isfinite(values)]
    if not len(values):
        return ""
    unit, decimals = ("mg/m³", 1) if indicator is Indicator.CO else ("µg/m³", 0)
    low, high, mean = (f"{float(v):.{decimals}f}" for v in (values.min(), values.max(), values.mean()))
    return f"{name} {low}–{high}{unit}，均值{mean}"


def _part(hours: HourlySeries, indicator: Indicator, starts_at: datetime, ends_at: datetime) -> Floats:
    """The hours that end after `starts_at` and not after `ends_at`."""
    first = max((starts_at - hours.first_at) // HOUR + 1, 0)
    last = max((ends_at - hours.first_at) // HOUR + 1, 0)
    return hours.values[indicator][first:last]
