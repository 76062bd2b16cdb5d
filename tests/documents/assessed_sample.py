"""A closed process for the tests of the assessment report: five days, two places, smooth made-up figures."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date, timedelta

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
from qh_console.domain.clock import from_beijing
from tests.documents.samples import HEAD, ISSUED, LIFT, PACK, RESOURCES

START = from_beijing(2026, 1, 11)
CLASS_NAMES = ("优", "良", "轻度污染", "中度污染", "重度污染", "严重污染")


def _wave(hour: int, peak: float) -> float:
    rise = math.exp(-(((hour - 70) / 34) ** 2))
    return round(70 + (peak - 70) * rise + 18 * math.sin(hour / 24 * 2 * math.pi), 0)


def _mean(values: tuple[float | None, ...]) -> float:
    valid = [v for v in values if v is not None]
    return round(sum(valid) / len(valid), 1)


def _air(place: str, peak: float) -> PlaceAir:
    aqi = tuple(None if 30 <= h < 33 else _wave(h, peak) for h in range(144))
    rolling = tuple(
        None
        if h < 23
        else round(sum(v or 0.0 for v in aqi[h - 23 : h + 1]) / sum(v is not None for v in aqi[h - 23 : h + 1]), 1)
        for h in range(144)
    )
    pm25 = tuple(None if v is None else round(v * 0.82, 0) for v in aqi)
    pm10 = tuple(None if v is None else round(v * 1.08, 0) for v in aqi)
    bands = (
        Band("橙色预警", from_beijing(2026, 1, 12, 20), from_beijing(2026, 1, 13, 18), 1),
        Band("红色预警", from_beijing(2026, 1, 13, 18), from_beijing(2026, 1, 16, 12), 2),
    )
    return PlaceAir(place, START, aqi, rolling, pm25, pm10, bands)


def _grade(aqi: int) -> int:
    return sum(aqi > edge for edge in (50, 100, 150, 200, 300))


def _days(place: str, peak: float) -> tuple[DayRow, ...]:
    rows = []
    for day in range(6):
        aqi = round(sum(_wave(h, peak) for h in range(day * 24, day * 24 + 24)) / 24)
        name = CLASS_NAMES[_grade(aqi)]
        on = date(2026, 1, 11) + timedelta(days=day)
        rows.append(DayRow(place, on, aqi, _grade(aqi), name, "PM2.5", aqi * 0.82, aqi * 1.08))
    return tuple(rows)


def _regions() -> tuple[Region, ...]:
    shapes = json.loads((RESOURCES / "geo" / "qinghai_prefectures.geojson").read_text(encoding="utf-8"))
    regions = []
    for index, feature in enumerate(shapes["features"]):
        geometry = feature["geometry"]
        parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        rings = tuple(tuple((float(x), float(y)) for x, y in part[0]) for part in parts)
        longest = max(rings, key=len)
        seat = (sum(p[0] for p in longest) / len(longest), sum(p[1] for p in longest) / len(longest))
        name = str(feature["properties"]["name"])
        short = name if len(name) == 3 else name[:2] + "州"
        regions.append(Region(short, rings, seat, _grade(60 + index * 40), str(60 + index * 40)))
    return tuple(regions)


TEXT = "本段由评估人员撰写，说明过程特点、数据来源和判断依据，供领导小组办公室审定后归档。" * 2

REPORT = AssessmentReport(
    head=replace(HEAD, number="", issuer="青海省重污染天气应急领导小组办公室", signed_on=date(2026, 1, 26)),
    pack=replace(PACK, clauses=("5.5", "7.4")),
    process="2026年1月12日至16日",
    started_at=from_beijing(2026, 1, 12, 20),
    ended_at=from_beijing(2026, 1, 16, 12),
    outcomes=(
        PlaceOutcome("西宁市", "红色预警", 78, 3, 358, from_beijing(2026, 1, 14, 6), 214.0, 295.0),
        PlaceOutcome("海东市", "红色预警", 66, 3, 321, from_beijing(2026, 1, 14, 8), 196.0, 262.0),
    ),
    air=(_air("西宁市", 350), _air("海东市", 310)),
    days=_days("西宁市", 350) + _days("海东市", 310),
    regions=_regions(),
    timeline=tuple(
        Moment(from_beijing(2026, 1, 12 + i // 3, 6 + i % 3 * 5), text)
        for i, text in enumerate(
            ("省生态环境厅、省气象局会商", "签批橙色预警", "发布橙色预警，启动Ⅱ级响应", "各单位首次反馈",
             "会商升级", "升级为红色预警，启动Ⅰ级响应",
             "派出现场工作组", "中期会商", "提出解除建议", "解除预警，响应终止")
        )
    ),
    checks=(
        ForecastCheck("西宁市", from_beijing(2026, 1, 11, 16), date(2026, 1, 13), "210～260", "262", 28, "命中"),
        ForecastCheck("西宁市", from_beijing(2026, 1, 12, 16), date(2026, 1, 15), "180～210", "255", 76, "偏低"),
    ),
    duties_by_unit=(
        DutyShare("省工业和信息化厅", 6, 6, 0, 48), DutyShare("省公安厅", 7, 6, 1, 95),
        DutyShare("省教育厅", 4, 4, 0, None),
    ),
    duties_by_place=(DutyShare("西宁市", 22, 21, 1, 61), DutyShare("海东市", 22, 19, 2, 83)),
    reduction_rows=(
        Reduction("西宁市", "二氧化硫", 30, 33.5, 31.2), Reduction("西宁市", "挥发性有机物", 20, 21.0, 18.4),
        Reduction("海东市", "颗粒物", 30, 30.8, None),
    ),
    notices=(ISSUED, LIFT.changes),
    journal=tuple(
        JournalLine(f"D1-{i:06d}", from_beijing(2026, 1, 12, 8, i), "马某某", f"第{i}项：电话通知省公安厅，对方复述")
        for i in range(1, 30)
    ),
    overview=TEXT, meteorology=TEXT, causes=TEXT, forecast_review=TEXT, reductions=TEXT, publicity=TEXT,
    later_effects=TEXT, problems=TEXT, lessons=TEXT, proposals=TEXT,
)  # fmt: skip
