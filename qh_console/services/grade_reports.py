"""What `grade` answers for a table, as the JSON of the command line and as words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from qh_console.domain.aqi_editions import AqiEditions
from qh_console.domain.clock import beijing
from qh_console.domain.grading import Grade, Process, Window, grade, response_level
from qh_console.domain.misses import Miss, figure
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.particulars import Cause
from qh_console.domain.places import Places
from qh_console.domain.province import Meeting, ProvinceGrade, Reading, grade_province
from qh_console.domain.readings import HourlySeries
from qh_console.domain.series_aqi import window_aqi
from qh_console.domain.windows import WindowSeries, windows_of_concentrations, windows_of_days, windows_of_hourly_aqi
from qh_console.feeds.tables import Table
from qh_console.services.grade_tables import GradeInput, ignored_columns, read_grade_table

Json = dict[str, Any]

OZONE = frozenset({"O3", "O3_8H", "O3-8H", "臭氧"})
"""Spellings of ozone in a `pollutant` column, upper-cased."""

NO_LEVEL = "不发预警"


@dataclass(frozen=True)
class _Graded:
    """One place's windows and where they come from: index, concentrations or days."""

    windows: WindowSeries
    source: str
    editions: tuple[str, ...] = ()
    leading: tuple[str, ...] = ()
    """Pollutants that lead the highest window, where concentrations tell."""


def grade_table(
    table: Table, places: Places, pack: PlanPack, editions: AqiEditions, other_places: bool = False
) -> Json:
    """The grades of a forecast (or a past series taken as one), keys as the command line promises.

    Places outside the province pass only with `other_places`: graded, never adjacent. Raises BadInput with every fault.
    """
    given = read_grade_table(table, places, other_places)
    windows = {**_by_hour(given, pack, editions), **_by_day(given)}
    codes = [*places.in_order(windows), *(code for code in windows if code not in places)]
    grades = {
        code: grade(windows[code].windows, pack, cause=_cause(given.pollutants.get(code, ""), windows[code], pack))
        for code in codes
    }
    province = grade_province(list(grades.values()), places, pack)
    return {
        "pack": pack.id,
        "pack_confirmed": pack.confirmed,
        "input": windows[codes[0]].source,
        "editions": sorted({e for w in windows.values() for e in w.editions}),
        "places": {
            _name(code, places): place_json(grades[code], windows[code].windows, places, pack) for code in codes
        },
        "province": province_json(province, places, pack, grades),
        "ignored_columns": list(ignored_columns(table)),
    }


def place_json(found: Grade, windows: WindowSeries, places: Places, pack: PlanPack) -> Json:
    """One place's grade with its working; times in Beijing, AQI unrounded."""
    process = found.process
    return {
        "code": found.place if found.place in places else None,
        "level": None if found.level is None else found.level.word,
        "level_name": "" if found.level is None else _level_name(found.level, pack),
        "response": _roman(found.level or Level.NONE, pack),
        "heavy_days": found.heavy_days,
        "severe_days": found.severe_days,
        "peak": None if found.peak is None else number(found.peak),
        "start": None if process is None else when(process.start_at),
        "end": None if process is None else when(process.end_at),
        "windows": [] if process is None else _windows(process.windows),
        "severe_windows": [] if process is None else _windows(process.severe_windows),
        "clauses": list(found.clauses),
        "nearest": found.nearest,
        "misses": [_miss(m) for m in found.misses],
        "processes": len(found.processes),
        "process_list": [process_json(p) for p in found.processes],
        "cause": None if found.cause is None else found.cause.value,
        "completeness": round(found.completeness, 4),
        "hours": windows.hours,
        "dust_hours": found.dust_hours,
        "age_hours": None if found.age is None else round(found.age.total_seconds() / 3600, 2),
        "why_none": found.why_none,
        "settings": list(found.readings),
    }


def process_json(process: Process) -> Json:
    return {
        "level": process.level.word,
        "start": when(process.start_at),
        "end": when(process.end_at),
        "heavy_days": process.heavy_days,
        "severe_days": process.severe_days,
        "peak": number(process.peak),
        "clauses": list(process.clauses),
        "windows": _windows(process.windows),
        "reached": None if process.reached is None else _windows([process.reached])[0],
    }


def province_json(found: ProvinceGrade, places: Places, pack: PlanPack, grades: Mapping[str, Grade]) -> Json:
    """The provincial recommendation, the wider wording beside it, and the response each affected place owes (5.1)."""
    floors = {
        places[code].name: _roman(response_level(grades[code].level or Level.NONE, found.level), pack)
        for code in found.affected
    }
    return {
        **_reading(found.adjacent, places, pack),
        "response": _roman(found.level, pack),
        "affected": floors,
        "floor_clauses": list(pack.grading.cited("floor")) if floors else [],
        "any_two": _reading(found.any_two, places, pack),
        "ungraded": [places[code].name for code in found.ungraded],
        "settings": list(found.readings),
    }


def grade_text(answer: Json) -> str:
    """The same answer for a person at a terminal."""
    return "\n".join(_lines(answer))


def number(aqi: float) -> float | int:
    """A whole number where it is one, else the unrounded figure."""
    return int(aqi) if aqi == int(aqi) else aqi


def when(at: datetime) -> str:
    return beijing(at).isoformat(timespec="minutes")


def _by_hour(given: GradeInput, pack: PlanPack, editions: AqiEditions) -> dict[str, _Graded]:
    return {
        code: _of_concentrations(series, pack, editions) if series.values else _of_index(series, pack)
        for code, series in given.hourly.items()
    }


def _by_day(given: GradeInput) -> dict[str, _Graded]:
    return {
        code: _Graded(windows_of_days(days.told, place=code, span=(days.first_on, days.last_on)), "daily-aqi")
        for code, days in given.daily.items()
    }


def _of_concentrations(series: HourlySeries, pack: PlanPack, editions: AqiEditions) -> _Graded:
    found = window_aqi(series, editions)
    windows = windows_of_concentrations(series, found.graded, pack.grading.window_hours)
    used = tuple(edition.id for edition, _ in editions.spans(series.first_at, series.hours))
    known = np.isfinite(windows.aqi).any()
    leading = found.row(int(np.nanargmax(windows.aqi))).primary if known else ()
    return _Graded(windows, "hourly-concentrations", used, leading)


def _of_index(series: HourlySeries, pack: PlanPack) -> _Graded:
    hourly = np.full(series.hours, np.nan) if series.aqi is None else series.aqi
    settings = pack.grading
    windows = windows_of_hourly_aqi(
        series.place, series.first_at, hourly, settings.window_hours, settings.window_valid_hours, series.dust
    )
    return _Graded(windows, "hourly-aqi")


def _cause(told: str, windows: _Graded, pack: PlanPack) -> Cause | None:
    """The cause an edition that splits by cause asks for: what the table names most, else what leads the peak."""
    if not pack.grading.cause_split:
        return None
    leading = (told,) if told else windows.leading
    if not leading:
        return None
    return Cause.OZONE if all(p.upper().strip() in OZONE for p in leading) else Cause.HAZE


def _name(code: str, places: Places) -> str:
    return places[code].name if code in places else code


def _windows(windows: Sequence[Window]) -> list[Json]:
    found: list[Json] = []
    for w in windows:
        one: Json = {"start": when(w.start_at), "end": when(w.end_at), "aqi": number(w.aqi)}
        found.append(one if w.aqi_low is None else {**one, "aqi_low": number(w.aqi_low)})
    return found


def _miss(miss: Miss) -> Json:
    parts = [
        {
            "line": p.line,
            "reaches": p.reaches,
            "days": p.days,
            "need": p.need,
            "consecutive": p.consecutive,
            "hours_short": p.hours_short,
            "aqi_short": p.aqi_short,
        }
        for p in miss.parts
    ]
    return {"level": miss.level.word, "clause": miss.clause, "text": miss.text, "parts": parts}


def _reading(found: Reading, places: Places, pack: PlanPack) -> Json:
    return {
        "level": found.level.word,
        "level_name": _level_name(found.level, pack),
        "places": [places[code].name for code in found.places],
        "clauses": list(found.clauses),
        "text": found.text,
        "meetings": [_meeting(m, places) for m in found.meetings],
    }


def _meeting(found: Meeting, places: Places) -> Json:
    names = [places[code].name for code in found.places]
    return {"places": names, "level": found.level.word, "start": when(found.start_at), "end": when(found.end_at)}


def _roman(level: Level, pack: PlanPack) -> str:
    return next((rule.response_ascii for rule in pack.levels if rule.level is level), "none")


def _level_name(level: Level, pack: PlanPack) -> str:
    return next((rule.name for rule in pack.levels if rule.level is level), NO_LEVEL)


def _lines(answer: Json) -> Iterator[str]:
    unsure = "" if answer["pack_confirmed"] else "（待核）"
    yield f"预案版本 {answer['pack']}{unsure}"
    for name, found in answer["places"].items():
        yield f"{name}：{_place_words(found)}"
        if found["start"] is not None:
            yield f"  过程 {_short(found['start'])} 至 {_short(found['end'])}，共{found['processes']}次过程"
            counted = "；".join(f"{_short(w['start'])}起 {figure(w['aqi'])}" for w in found["windows"])
            yield f"  计入 {counted}"
        if found["nearest"]:
            yield f"  {found['nearest']}"
    yield from _province_lines(answer["province"])


def _place_words(found: Json) -> str:
    if found["level"] is None:
        return str(found["why_none"])
    days = f"重污染{found['heavy_days']}天，严重污染{found['severe_days']}天" if found["heavy_days"] else ""
    peak = f"24小时AQI最高{figure(found['peak'])}" if found["peak"] is not None else ""
    clauses = f"依据{'、'.join(found['clauses'])}" if found["clauses"] else ""
    return "，".join(part for part in (found["level_name"], days, peak, clauses) if part)


def _province_lines(found: Json) -> Iterator[str]:
    clauses = f"，依据{'、'.join(found['clauses'])}" if found["clauses"] else ""
    yield f"全省：{found['level_name']}，{found['text']}{clauses}"
    if found["any_two"]["level"] != found["level"] or found["any_two"]["places"] != found["places"]:
        wider = found["any_two"]
        yield f"  另按{'、'.join(wider['clauses'])}：{wider['level_name']}，{wider['text']}"


def _short(text: str) -> str:
    """2026-01-10T05:00+08:00 as 01-10 05时."""
    return f"{text[5:10]} {text[11:13]}时"
