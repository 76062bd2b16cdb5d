"""What the engine found, in words and in the shapes the record keeps."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from qh_console.domain.clock import HOUR, beijing
from qh_console.domain.grading import Grade
from qh_console.domain.misses import figure
from qh_console.domain.pack import DustSettings, Level
from qh_console.domain.particulars import ExpectedFigures, GradeRecord
from qh_console.domain.readings import Floats, HourlySeries, Indicator


def grade_record(graded: Grade) -> GradeRecord:
    """The recommendation as a consultation keeps it; where there is none, its reason stands as the working."""
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
        days = f"重污染{graded.heavy_days}天，其中严重污染连续{graded.severe_days}天"
        parts.append(f"{days}，峰值{figure(graded.process.peak)}")
        spans = (f"{_stamp(w.start_at)}—{_stamp(w.end_at)} AQI {figure(w.aqi)}" for w in graded.process.windows)
        parts.append(f"计入时段：{'、'.join(spans)}")
    else:
        parts.append("没有24小时均值超过标准线的时段")
    if graded.nearest:
        parts.append(graded.nearest)
    return "；".join(parts)


def expected_figures(
    series: HourlySeries, hourly_aqi: Floats, from_at: datetime, to_at: datetime, settings: DustSettings
) -> ExpectedFigures | None:
    """Plan 3.2: range and mean of the AQI and of the main particle over the hours between two instants.

    None where nothing is known of them. Coarse air, by the dust hint's own line, is told by its PM10.
    """
    first, stop = ((at - series.first_at) // HOUR + 1 for at in (from_at, to_at))
    inside = slice(max(first, 0), max(stop, 0))
    aqi = _known(hourly_aqi, inside)
    fine, coarse = (_known(series.values.get(i), inside) for i in (Indicator.PM25, Indicator.PM10))
    is_coarse = len(coarse) and (not len(fine) or fine.mean() <= settings.ratio_line * coarse.mean())
    name, told = ("PM10", coarse) if is_coarse else ("PM2.5", fine)
    if not len(aqi) or not len(told):
        return None
    return ExpectedFigures(series.place, name, *_range_and_mean(aqi), *_range_and_mean(told))


def _known(row: Floats | None, inside: slice) -> Floats:
    part: Floats = np.array([]) if row is None else row[inside]
    known: Floats = part[np.isfinite(part)]
    return known


def _range_and_mean(row: Floats) -> tuple[int, int, int]:
    return round(float(row.min())), round(float(row.max())), round(float(row.mean()))


def _stamp(at: datetime) -> str:
    local = beijing(at)
    return f"{local.month}月{local.day}日{local.hour}时"
