"""The assessment report frozen (plan 5.5, 7.4): figures from the record, texts by people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from statistics import median

import numpy as np

from qh_console.documents.assessed import (
    AssessmentReport,
    DayRow,
    DutyShare,
    ForecastCheck,
    JournalLine,
    PlaceAir,
    PlaceOutcome,
    Reduction,
)
from qh_console.documents.charts import Band, Moment
from qh_console.documents.maps import Region
from qh_console.domain.alerts import Alert, GivenMark, LaidTask
from qh_console.domain.checklists import FINISHED
from qh_console.domain.clock import HOUR, beijing, chinese_days, chinese_time
from qh_console.domain.emissions import Pollutant
from qh_console.domain.grading import grade
from qh_console.domain.pack import Level
from qh_console.domain.places import Shapes
from qh_console.domain.readings import Floats, Forecast, Indicator
from qh_console.problems import KnownProblem
from qh_console.services.frozen_emissions import planned_percents
from qh_console.services.frozen_parts import CHANGE_NAMES, Frame
from qh_console.services.watch import ObservedAir

BEFORE = timedelta(hours=24)
"""Shown before the alert began and after it ended."""


def assessment(
    frame: Frame,
    alert: Alert,
    air: Sequence[ObservedAir],
    province: Sequence[ObservedAir],
    forecasts: Sequence[Forecast],
    shapes: Shapes,
    journal: Iterable[tuple[str, datetime, str, str]],
) -> AssessmentReport:
    """`air`: the alert's places over its time; `province`: all places, for the map; `journal`: its lines.

    Raises KnownProblem where nothing has been written yet.
    """
    written, begun_at, ended_at = alert.assessment, alert.issued_at, alert.ended_at
    if written is None or begun_at is None or ended_at is None or alert.assessed_at is None:
        raise KnownProblem("评估还没有填写", "请先填写总结评估")
    bands = _bands(frame, alert, ended_at)
    days = tuple(row for a in air for row in _days(frame, a))
    checks = tuple(_checks(frame, days, forecasts, frame.pack.grading.heavy_above))
    return AssessmentReport(
        head=frame.head(alert, alert.assessed_at, addressee=""),
        pack=frame.pack_note("5.5", "7.4", readings=_readings(frame)),
        process=chinese_days(beijing(begun_at).date(), beijing(ended_at).date()),
        started_at=alert.notices[0].publication.starts_at,
        ended_at=ended_at,
        outcomes=tuple(_outcome(frame, alert, a) for a in air),
        air=tuple(_place_air(frame, a, bands) for a in air),
        days=days,
        regions=tuple(_region(frame, a, shapes) for a in province),
        timeline=tuple(_timeline(frame, alert)),
        checks=checks,
        duties_by_unit=_shares(alert, ended_at, lambda t: frame.pack.unit(t.task.unit).short),
        duties_by_place=_shares(
            alert, ended_at, lambda t: frame.places[t.task.place].short if t.task.place else "省级单位"
        ),
        reduction_rows=tuple(_reductions(frame, alert)),
        notices=tuple(frame.named(alert, n.number) for n in alert.notices),
        journal=tuple(JournalLine(*line) for line in journal),
        overview=_overview(frame, alert, begun_at, ended_at),
        meteorology=written.meteorology or alert.consultation.meteorology,
        causes=written.causes,
        forecast_review=_forecast_review(checks),
        reductions=written.reductions or "各地减排量正在核算，核算结果另行补报",
        publicity=written.publicity or "按预案要求发布预警信息和健康防护提示",
        later_effects=written.later_effects,
        problems=written.problems,
        lessons=written.lessons,
        proposals=written.proposals,
    )


def _readings(frame: Frame) -> list[str]:
    names = ("window_hours", "window_valid_hours", "heavy_days", "severe_days", "merge_gap_hours", "clear_hours")
    return [frame.pack.grading.readings[n] for n in names if n in frame.pack.grading.readings]


def _overview(frame: Frame, alert: Alert, begun_at: datetime, ended_at: datetime) -> str:
    where = "、".join(frame.names(alert.places))
    peak = frame.level(alert.peak_level)
    hours = round((ended_at - begun_at) / HOUR)
    left = f"，解除时有{len(alert.left_open)}项任务未办结" if alert.left_open else ""
    return (
        f"{chinese_time(begun_at)}，{frame.issuer(alert)}对{where}发布重污染天气预警，最高级别为{peak.name}，"
        f"启动{peak.response}级应急响应；{chinese_time(ended_at)}解除，预警历时{hours}小时，"
        f"共印发通知{len(alert.notices)}份，下达任务{len(alert.tasks)}项{left}"
    )


def _bands(frame: Frame, alert: Alert, ended_at: datetime) -> tuple[Band, ...]:
    changes = [n for n in alert.notices if n.change.value in ("issue", "raise", "lower")]
    ends = [n.at for n in changes[1:]] + [ended_at]
    return tuple(
        Band(frame.level(n.level).colour, n.at, end, n.level - Level.YELLOW)
        for n, end in zip(changes, ends, strict=True)
    )


def _values(row: Floats) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(v) else float(v) for v in row)


def _place_air(frame: Frame, air: ObservedAir, bands: tuple[Band, ...]) -> PlaceAir:
    blank = np.full(air.series.hours, np.nan)
    return PlaceAir(
        frame.places[air.place].short,
        air.series.first_at,
        _values(air.hourly_aqi),
        _values(air.windows.aqi),
        _values(air.series.values.get(Indicator.PM25, blank)),
        _values(air.series.values.get(Indicator.PM10, blank)),
        bands,
    )


def _outcome(frame: Frame, alert: Alert, air: ObservedAir) -> PlaceOutcome:
    fine = air.series.values.get(Indicator.PM25, np.full(air.series.hours, np.nan))
    if not np.isfinite(air.hourly_aqi).any() or not np.isfinite(fine).any():
        name = frame.places[air.place].name
        raise KnownProblem(f"{name}在过程期间没有监测数据", "请先导入监测数据，再出评估报告")
    peak = int(np.nanargmax(air.hourly_aqi))
    return PlaceOutcome(
        frame.places[air.place].short,
        frame.level(alert.peak_level).name,
        int(np.count_nonzero(air.hourly_aqi > frame.pack.grading.heavy_above)),
        grade(air.windows, frame.pack).heavy_days,
        int(air.hourly_aqi[peak]),
        air.series.at(peak),
        float(np.nanmean(fine)),
        float(np.nanmax(fine)),
    )


def _days(frame: Frame, air: ObservedAir) -> Iterable[DayRow]:
    for day in air.days:
        report = day.report
        yield DayRow(
            frame.places[air.place].short,
            day.on,
            report.aqi,
            None if report.level is None else report.level - 1,
            report.class_name or "",
            "、".join(report.primary),
            report.concentrations.get("pm25"),
            report.concentrations.get("pm10"),
        )


def _region(frame: Frame, air: ObservedAir, shapes: Shapes) -> Region:
    best = max((d.report for d in air.days if d.report.aqi is not None), key=lambda r: r.aqi or 0, default=None)
    place = frame.places[air.place]
    grade_index = None if best is None or best.level is None else best.level - 1
    return Region(
        place.short, shapes.get(air.place, ()), place.seat, grade_index, "—" if best is None else str(best.aqi)
    )


def _timeline(frame: Frame, alert: Alert) -> Iterable[Moment]:
    moments = [Moment(h.at, f"会商，商定{frame.level(h.consultation.level).name}") for h in alert.consultations]
    for n in alert.notices:
        proposal = n.proposal
        name = frame.board.name_of
        what = CHANGE_NAMES[n.change]
        moments.append(Moment(proposal.at, f"{name(proposal.by)}提请{what}"))
        if proposal.decided_at is not None:
            how = "电话批准" if proposal.telephone else "批准"
            moments.append(Moment(proposal.decided_at, f"{name(proposal.decided_by)}{how}"))
        moments.append(Moment(n.at, f"{what}{frame.level(n.level).name}（{n.number}）"))
    return sorted(moments, key=lambda m: m.at)


def _checks(
    frame: Frame, days: Sequence[DayRow], forecasts: Sequence[Forecast], heavy_above: int
) -> Iterable[ForecastCheck]:
    """The day-ahead word of each source against what came."""
    came = {(d.place, d.on): d.aqi for d in days if d.aqi is not None}
    for forecast in forecasts:
        issued_on = beijing(forecast.issued_at).date()
        for day in forecast.days:
            short = frame.places[day.place].short if day.place in frame.places else day.place
            observed = came.get((short, day.on))
            if observed is None or (day.on - issued_on).days != 1:
                continue
            yield ForecastCheck(
                short,
                forecast.issued_at,
                day.on,
                f"{day.aqi_low}～{day.aqi_high}",
                str(observed),
                _lead_hours(forecast.issued_at, day.on),
                _verdict(day.aqi_low, day.aqi_high, observed, heavy_above),
            )


def _lead_hours(issued_at: datetime, on: date) -> int:
    local = beijing(issued_at)
    return round((datetime(on.year, on.month, on.day, tzinfo=local.tzinfo) - local) / HOUR)


def _verdict(low: int, high: int, came: int, heavy_above: int) -> str:
    if came > heavy_above >= high:
        return "漏报"
    if high > heavy_above >= came:
        return "空报"
    if low <= came <= high:
        return "命中"
    return "偏低" if came > high else "偏高"


def _forecast_review(checks: Sequence[ForecastCheck]) -> str:
    if not checks:
        return "过程期间没有可以对照的逐日预报"
    counts = {v: sum(c.verdict == v for c in checks) for v in ("命中", "偏低", "偏高", "漏报", "空报")}
    words = "、".join(f"{v}{n}次" for v, n in counts.items() if n)
    return f"提前一天的预报与实况对照{len(checks)}次，其中{words}"


def _shares(alert: Alert, ended_at: datetime, name: Callable[[LaidTask], str]) -> tuple[DutyShare, ...]:
    groups: dict[str, list[LaidTask]] = {}
    for laid in alert.tasks:
        groups.setdefault(name(laid), []).append(laid)
    return tuple(_share(alert, ended_at, who, laid) for who, laid in groups.items())


def _share(alert: Alert, ended_at: datetime, who: str, tasks: Sequence[LaidTask]) -> DutyShare:
    done = overdue = 0
    minutes = []
    for laid in tasks:
        given = alert.marks.get(laid.task.id, ())
        finished = _finished_at(given)
        due_at = laid.laid_at + timedelta(hours=laid.task.due_hours)
        done += finished is not None
        overdue += (finished or ended_at) > due_at
        if given:
            minutes.append((given[0].at - laid.laid_at) / timedelta(minutes=1))
    return DutyShare(who, len(tasks), done, overdue, round(median(minutes)) if minutes else None)


def _finished_at(given: Sequence[GivenMark]) -> datetime | None:
    """Since when it has been finished; a task taken up again is not."""
    since = None
    for one in reversed(given):
        if one.mark.state not in FINISHED:
            break
        since = one.at
    return since


def _reductions(frame: Frame, alert: Alert) -> Iterable[Reduction]:
    """Plan 4.3: what the level demands, and what the list in force at the issue planned; nobody reports what came."""
    wanted = frame.pack.reductions.get(alert.peak_level, {})
    for place in frame.places.in_order(alert.places):
        planned = planned_percents(frame, place, alert.peak_level, alert.notices[0].at)
        for pollutant, percent in wanted.items():
            known = Pollutant(pollutant)
            yield Reduction(frame.places[place].short, known.label, float(percent), planned.get(known), None)
