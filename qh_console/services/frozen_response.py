"""What goes up and out while a response runs, frozen from the record: the daily brief and the supervision notice."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np

from qh_console.documents.reported import BriefRow, DailyBrief, SupervisionNotice
from qh_console.domain.advice import advice_for
from qh_console.domain.alerts import Alert, Notice
from qh_console.domain.aqi_editions import AqiEditions
from qh_console.domain.checklists import DutyLine, derive_lines
from qh_console.domain.clock import beijing, chinese_time
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Scope
from qh_console.problems import KnownProblem
from qh_console.services.frozen_parts import CATEGORIES, MEASURES, Frame
from qh_console.services.watch import Air, PlaceAir

HIGHEST_AQI = 500
TEAMS = "一二三四五六七八"
NO_DATA = "—"


def daily_brief(frame: Frame, alert: Alert, air: Air, editions: AqiEditions, now: datetime) -> DailyBrief:
    """Plan 6.1: of the day it is asked for, numbered from the day of issue. Raises KnownProblem with no response on."""
    if alert.issued_at is None or alert.level is None or not alert.is_standing:
        raise KnownProblem("没有生效的预警，不出应急专报", "预警发布以后再出")
    lines = derive_lines(alert, frame.pack, now)
    seen = [air.places[code] for code in frame.places.in_order(alert.places)]
    today = beijing(now).date()
    level = frame.level(alert.level)
    done, overdue = sum(line.is_finished for line in lines), sum(line.is_overdue for line in lines)
    late = f"，{overdue}项超时，正在催办" if overdue else "，没有超时"
    return DailyBrief(
        frame.letter_head(alert, now, frame.pack.office.issuer),
        frame.pack_note("6.1"),
        (today - beijing(alert.issued_at).date()).days + 1,
        level,
        frame.named(alert, alert.latest_number),
        now,
        tuple(_row(frame, alert, place, lines, today) for place in seen),
        _monitoring(frame, seen),
        _duration(alert.notices[-1]),
        _harm(alert, seen, editions),
        f"继续执行{level.response}级应急响应措施，共{len(lines)}项任务",
        f"{len(lines)}项任务已办结{done}项{late}",
        "密切监测，滚动会商，情况变化时及时提请调整或解除预警",
    )


def _row(frame: Frame, alert: Alert, air: PlaceAir, lines: tuple[DutyLine, ...], today: date) -> BriefRow:
    mine = [line for line in lines if _is_of(frame, alert, air.place, line)]
    finished, late = sum(line.is_finished for line in mine), sum(line.is_overdue for line in mine)
    now = air.now
    return BriefRow(
        frame.places[air.place].short,
        NO_DATA if now is None or now.aqi is None else str(now.aqi),
        NO_DATA if air.mean_24h is None or not np.isfinite(air.mean_24h) else f"{air.mean_24h:.0f}",
        "、".join(now.primary) if now is not None and now.primary else NO_DATA,
        _outlook(air, today),
        f"{finished}/{len(mine)}" if mine else NO_DATA,
        str(late) if mine else NO_DATA,
    )


def _is_of(frame: Frame, alert: Alert, place: str, line: DutyLine) -> bool:
    """Whether a task is that prefecture's own."""
    own = line.task.unit == frame.pack.headquarters(place).id
    return own and (line.task.place in (None, place) or alert.scope is Scope.CITY)


def _outlook(air: PlaceAir, today: date) -> str:
    """Tomorrow as the forecasts have it: the agreed figure, else the whole reach of the sources."""
    day = next((d for d in air.days if d.on == today + timedelta(days=1)), None)
    if day is None or not (day.told or day.agreed):
        return "没有明日预报"
    told = (day.agreed,) if day.agreed else tuple(t.day for t in day.told)
    low, high = min(d.aqi_low for d in told), max(d.aqi_high for d in told)
    return f"明日AQI {low}至{high}"


def _monitoring(frame: Frame, seen: list[PlaceAir]) -> str:
    parts = []
    for air in seen:
        name = frame.places[air.place].short
        if air.now is None or air.now.aqi is None or air.data_at is None:
            parts.append(f"{name}没有当前数据")
            continue
        word = air.now.class_name or ""
        parts.append(f"{name}{chinese_time(air.data_at)}AQI {air.now.aqi}{f'（{word}）' if word else ''}")
    return "；".join(parts)


def _duration(notice: Notice) -> str:
    p = notice.publication
    end = f"预计持续至{chinese_time(p.ends_at)}" if p.ends_at else "结束时间以解除通知为准"
    outlook = p.outlook.strip().rstrip("。")
    return f"{end}；{outlook}" if outlook else end


def _harm(alert: Alert, seen: list[PlaceAir], editions: AqiEditions) -> str:
    """HJ 633 table 2, at the higher of what is in the air and what was agreed on."""
    measured = [air.now.aqi for air in seen if air.now is not None and air.now.aqi is not None]
    expected = [d.aqi_high for d in alert.consultation.forecast]
    highest = max([*measured, *expected, 0])
    found = advice_for(editions.by_id(alert.consultation.aqi_edition), min(highest, HIGHEST_AQI))
    texts = (found.effect, *found.measures)
    return "；".join(text.strip().rstrip("。") for text in texts if text.strip())


def supervision_notice(frame: Frame, alert: Alert, notice: Notice) -> SupervisionNotice:
    """Plan 5.2: one team a prefecture at the province's Ⅰ; who leads it is written in by hand. Raises KnownProblem."""
    if alert.scope is not Scope.PROVINCE or notice.level is not Level.RED:
        raise KnownProblem("只有省级Ⅰ级响应才派出督查组", "其他级别不出督查通知")
    begin = beijing(notice.publication.starts_at).date()
    end = beijing(notice.publication.ends_at).date() if notice.publication.ends_at else begin
    teams = tuple((f"第{TEAMS[k]}组", name, "　") for k, name in enumerate(frame.names(alert.places)[: len(TEAMS)]))
    return SupervisionNotice(
        frame.letter_head(alert, notice.at),
        frame.pack_note("5.2"),
        frame.level(notice.level),
        frame.named(alert, notice.number),
        teams,
        begin,
        max(begin, end),
        (*(f"{CATEGORIES[category]}落实情况" for category in MEASURES), "值班值守和信息报告情况"),
        frame.pack.office.name,
    )
