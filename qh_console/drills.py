"""Reads resources/drills: one TOML file a drill, checked, into domain values; a fault names file, key and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import numpy as np
from pydantic import Field

from qh_console.domain.clock import HOUR
from qh_console.domain.commands import EnrolOfficer
from qh_console.domain.drill import Drill, Step
from qh_console.domain.particulars import Role
from qh_console.domain.readings import SIX, Floats, Forecast, HourlySeries, Indicator, Reading
from qh_console.drill_steps import AnyStep, Code, Days, day_forecasts, step_of, utc
from qh_console.problems import BadInput
from qh_console.toml_files import Section, checked, read_toml

Numbers = Annotated[str, Field(pattern=r"^\s*((\d+(\.\d+)?|—)\s+)*(\d+(\.\d+)?|—)\s*$")]
Indicators = dict[Annotated[Indicator, Field(strict=False)], Numbers]


class _Officer(Section):
    id: str
    name: str
    title: str
    roles: list[Annotated[Role, Field(strict=False)]]


class _Observed(Section):
    source: str
    first_hour_ends: datetime
    delay_minutes: Annotated[int, Field(ge=0, le=59)]
    places: dict[Code, Indicators]


class _Forecast(Section):
    source: str
    issued_at: datetime
    days_from: date | None = None
    days: Days = Field(default_factory=dict)
    first_hour_ends: datetime | None = None
    hours: dict[Code, Indicators] = Field(default_factory=dict)


class _Drill(Section):
    id: str
    title: str
    summary: str
    starts_at: datetime
    ends_at: datetime
    opens_at: datetime
    officer: list[_Officer]
    step: list[AnyStep]
    observed: _Observed
    forecast: list[_Forecast]


def drill_names(folder: Path) -> tuple[str, ...]:
    """The drills in `folder`, by the name of their file."""
    return tuple(sorted(file.stem for file in folder.glob("*.toml")))


def load_drill(path: Path) -> Drill:
    """The drill in this file; raises BadInput with every fault."""
    file = read_toml(path)
    raw = checked(_Drill, file)
    faults = [file.fault(loc, what, to_do) for loc, what, to_do in _disagreements(raw)]
    if faults:
        raise BadInput(faults)
    administrator = next(o.id for o in raw.officer if Role.ADMINISTRATOR in o.roles)
    return Drill(
        raw.id,
        raw.title,
        raw.summary,
        utc(raw.starts_at),
        utc(raw.ends_at),
        utc(raw.opens_at),
        tuple(EnrolOfficer(administrator, o.id, o.name, o.title, tuple(o.roles)) for o in raw.officer),
        tuple(sorted(_readings(raw.observed), key=lambda r: r.received_at)),
        tuple(sorted((_forecast(f) for f in raw.forecast), key=lambda f: f.issued_at)),
        tuple(Step(utc(s.at), step_of(s)) for s in raw.step),
    )


def _disagreements(raw: _Drill) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """What no single value shows: order, lengths, names that nobody bears."""
    officers = {o.id for o in raw.officer}
    if not any(Role.ADMINISTRATOR in o.roles for o in raw.officer):
        yield ("officer",), "没有管理员", "至少一人的 roles 要有 administrator"
    if not raw.starts_at <= raw.opens_at <= raw.ends_at:
        yield ("opens_at",), "应在 starts_at 与 ends_at 之间", ""
    for i, step in enumerate(raw.step):
        if step.by not in officers:
            yield ("step", i, "by"), f"没有“{step.by}”这个人", "请在 officer 中登记"
        if i and step.at < raw.step[i - 1].at:
            yield ("step", i, "at"), "比上一步早", "请按时间先后排列"
        if not raw.starts_at <= step.at <= raw.ends_at:
            yield ("step", i, "at"), "不在演练时段内", "请核对日期"
    yield from _uneven(("observed", "places"), raw.observed.places)
    for i, forecast in enumerate(raw.forecast):
        yield from _uneven(("forecast", i, "hours"), forecast.hours)
        if forecast.days and forecast.days_from is None:
            yield ("forecast", i), "有 days 而没有 days_from", "请补上第一天的日期"
        if forecast.hours and forecast.first_hour_ends is None:
            yield ("forecast", i), "有 hours 而没有 first_hour_ends", "请补上第一个小时的末时刻"


def _uneven(
    loc: tuple[str | int, ...], places: Mapping[str, Mapping[Indicator, str]]
) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Series of one block that are shorter than its longest."""
    counts = {(place, i): len(text.split()) for place, block in places.items() for i, text in block.items()}
    wanted = max(counts.values(), default=0)
    for (place, indicator), count in counts.items():
        if count != wanted:
            yield (*loc, place, str(indicator)), f"有{count}个数，应为{wanted}个", "缺测写“—”"


def _readings(observed: _Observed) -> Iterator[Reading]:
    first_at, delay = utc(observed.first_hour_ends), timedelta(minutes=observed.delay_minutes)
    for place, block in observed.places.items():
        series = {indicator: _floats(block[indicator]) for indicator in SIX if indicator in block}
        for hour in range(max(len(values) for values in series.values())):
            values = {i: float(v[hour]) for i, v in series.items() if np.isfinite(v[hour])}
            at = first_at + hour * HOUR
            if values:
                yield Reading(place, at, values, observed.source, at + delay)


def _forecast(raw: _Forecast) -> Forecast:
    days = tuple(day_forecasts(raw.days, raw.days_from)) if raw.days_from else ()
    first_at = None if raw.first_hour_ends is None else utc(raw.first_hour_ends)
    hourly = (
        HourlySeries(place, first_at, {i: _floats(text) for i, text in block.items()})
        for place, block in raw.hours.items()
        if first_at is not None
    )
    return Forecast(raw.source, utc(raw.issued_at), days, tuple(hourly))


def _floats(text: str) -> Floats:
    return np.array([np.nan if cell == "—" else float(cell) for cell in text.split()])
