"""应急响应评估报告 (plan 5.5, 7.4): the closed process with its tables, charts, time line and annexes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from qh_console.documents.assessed import AssessmentReport, DutyShare, PlaceAir
from qh_console.documents.charts import Level, Series, bar_chart, series_chart, time_line
from qh_console.documents.maps import Day, calendar_chart, region_map
from qh_console.documents.model import (
    Align,
    Attachment,
    Block,
    Column,
    Contents,
    Figure,
    Format,
    Gap,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Role,
    Signature,
    Span,
    Table,
)
from qh_console.documents.official import basis, facts_of, meta
from qh_console.documents.told import told_bars, told_days, told_map, told_moments, told_series
from qh_console.documents.wording import Wording
from qh_console.domain.clock import HOUR, beijing, chinese_date, chinese_time

TEMPLATE = "assessment.txt"
LEVELS = (Level(200, "200"), Level(300, "300"))
HOURS_A_ROW = 6
ROW_MM = 7.0


def paper(snapshot: AssessmentReport, wording: Wording) -> Paper:
    """Every section of the outline stands; a section nobody wrote is a KnownProblem that names it."""
    facts = facts_of(snapshot, basis=basis(snapshot.pack))
    inserts = {
        "outcomes": (_outcomes(snapshot),),
        "days": (_days(snapshot),),
        "air_charts": tuple(_air_charts(snapshot)),
        "map": _map(snapshot),
        "calendars": tuple(_calendars(snapshot)),
        "checks": (_checks(snapshot),),
        "timeline": (_timeline(snapshot),),
        "duties": tuple(_duties(snapshot)),
        "reduction_rows": tuple(_reductions(snapshot)),
    }
    body = wording.blocks(TEMPLATE, facts, inserts)
    front: tuple[Block, ...] = (
        Paragraph((Span("目　录", Role.HEI),), 0, 0, Align.CENTRE),
        Gap(1),
        Contents(),
        PageBreak(),
    )
    return Paper(
        Format.PLAIN,
        f"{snapshot.process.replace('至', '至|')}|重污染天气过程|应急响应|评估报告",
        (*front, *body),
        meta(snapshot.head, "应急响应评估"),
        signature=Signature((snapshot.head.issuer,), snapshot.head.signed_on, snapshot.head.sealed),
        attachments=_annexes(snapshot),
        cover=True,
    )


def _outcomes(snapshot: AssessmentReport) -> Table:
    columns = (
        Column("地区", 1.1), Column("最高\n预警级别", 1.5), Column("重污染\n小时数", 1), Column("重污染\n天数", 1),
        Column("AQI\n峰值", 0.8), Column("峰值时间", 1.9), Column("PM2.5均值\n(µg/m³)", 1.3),
        Column("PM2.5峰值\n(µg/m³)", 1.3),
    )  # fmt: skip
    rows = tuple(
        (o.place, o.level, str(o.heavy_hours), str(o.heavy_days), str(o.peak_aqi), _short(o.peak_at),
         f"{o.pm25_mean_ugm3:.0f}", f"{o.pm25_peak_ugm3:.0f}")
        for o in snapshot.outcomes
    )  # fmt: skip
    return Table(columns, rows, "各地污染过程概况")


def _short(at: datetime) -> str:
    local = beijing(at)
    return f"{local.month}月{local.day}日{local.hour}时"


def _days(snapshot: AssessmentReport) -> Table:
    columns = (
        Column("日期", 1.3), Column("地区", 1.2), Column("AQI", 0.8), Column("级别", 1.2), Column("首要污染物", 1.3),
        Column("PM2.5(µg/m³)", 1.4), Column("PM10(µg/m³)", 1.4),
    )  # fmt: skip
    rows = tuple(
        (f"{d.on.month}月{d.on.day}日", d.place, _figure(d.aqi), d.grade_name or "—", d.primary or "—",
         _figure(d.pm25_ugm3), _figure(d.pm10_ugm3))
        for d in snapshot.days
    )  # fmt: skip
    return Table(columns, rows, "逐日空气质量")


def _figure(value: float | None) -> str:
    return "—" if value is None else f"{value:.0f}"


def _air_charts(snapshot: AssessmentReport) -> list[Block]:
    blocks: list[Block] = []
    for air in snapshot.air:
        aqi = (Series("小时AQI", air.first_at, air.aqi), Series("24小时滑动均值", air.first_at, air.rolling_aqi))
        dust = (Series("PM2.5", air.first_at, air.pm25_ugm3), Series("PM10", air.first_at, air.pm10_ugm3))
        blocks += [
            Figure(
                f"{air.place}小时AQI、24小时滑动均值与预警时段",
                62,
                series_chart(aqi, "AQI", LEVELS, air.alerts),
                told_series(aqi, "", air.alerts),
            ),
            Figure(f"{air.place}PM2.5、PM10小时浓度", 55, series_chart(dust, "µg/m³"), told_series(dust, "µg/m³")),
        ]
    return blocks


def _map(snapshot: AssessmentReport) -> tuple[Block, ...]:
    if not snapshot.regions:
        return ()
    regions = snapshot.regions
    return (Figure("过程期间各市州日AQI最大值分布", 82, region_map(regions), told_map(regions)),)


def _calendars(snapshot: AssessmentReport) -> list[Block]:
    blocks: list[Block] = []
    for place in dict.fromkeys(d.place for d in snapshot.days):
        days = [Day(d.on, d.grade, _figure(d.aqi)) for d in snapshot.days if d.place == place]
        weeks = (max(d.on for d in days).toordinal() - min(d.on for d in days).toordinal()) // 7 + 2
        blocks.append(Figure(f"{place}日AQI日历", max(8 + weeks * 10.0, 34), calendar_chart(days), told_days(days)))
    return blocks


def _checks(snapshot: AssessmentReport) -> Table:
    columns = (
        Column("地区", 1), Column("预报发布", 1.5), Column("预报日期", 1.1), Column("预报AQI", 1.2),
        Column("实况AQI", 1), Column("提前量", 1), Column("结果", 0.8),
    )  # fmt: skip
    rows = tuple(
        (c.place, _short(c.issued_at), f"{c.on.month}月{c.on.day}日", c.foretold, c.came, f"{c.lead_hours}小时",
         c.verdict)
        for c in snapshot.checks
    )  # fmt: skip
    return Table(columns, rows, "预报与实况对照")


def _timeline(snapshot: AssessmentReport) -> Figure:
    height = min(max(len(snapshot.timeline) * ROW_MM, 20.0), 200.0)
    return Figure("预警与应急响应时间线", height, time_line(snapshot.timeline), told_moments(snapshot.timeline))


def _duties(snapshot: AssessmentReport) -> list[Block]:
    done = [(d.name, 100 * d.done / d.total if d.total else 0.0) for d in snapshot.duties_by_place]
    labels = [name for name, _ in done]
    shares = [round(share, 1) for _, share in done]
    blocks: list[Block] = [_share_table(snapshot.duties_by_unit, "单位", "各单位任务完成情况")]
    if done:
        blocks.append(_share_table(snapshot.duties_by_place, "地区", "各地区任务完成情况"))
        chart = bar_chart(labels, [("完成率", shares)], "%")
        blocks.append(Figure("各地区任务完成率", 50, chart, told_bars(labels, shares, "%")))
    return blocks


def _share_table(shares: Sequence[DutyShare], name: str, caption: str) -> Table:
    columns = (
        Column(name, 2.4, Align.LEFT), Column("任务数", 0.9), Column("完成数", 0.9), Column("完成率", 0.9),
        Column("超时数", 0.9), Column("答复用时中位数", 1.5),
    )  # fmt: skip
    rows = tuple(
        (s.name, str(s.total), str(s.done), f"{100 * s.done / s.total:.0f}%" if s.total else "—", str(s.overdue),
         f"{s.median_minutes}分钟" if s.median_minutes is not None else "—")
        for s in shares
    )  # fmt: skip
    return Table(columns, rows, caption)


def _reductions(snapshot: AssessmentReport) -> list[Block]:
    columns = (
        Column("地区", 1.2), Column("污染物", 1.3), Column("预案要求（%）", 1.3), Column("清单安排（%）", 1.3),
        Column("实际达到（%）", 1.3), Column("是否达到要求", 1.3),
    )  # fmt: skip
    rows = tuple(
        (r.place, r.pollutant, f"{r.required_percent:g}", _percent(r.planned_percent), _percent(r.reached_percent),
         "—" if r.reached_percent is None else "是" if r.reached_percent >= r.required_percent else "否")
        for r in snapshot.reduction_rows
    )  # fmt: skip
    return [Table(columns, rows, "应急减排比例：预案要求、清单安排与实际")] if rows else []


def _percent(value: float | None) -> str:
    return "—" if value is None else f"{value:g}"


def _annexes(snapshot: AssessmentReport) -> tuple[Attachment, ...]:
    notices = Table(
        (Column("文号", 2), Column("文件名称", 4, Align.LEFT), Column("成文日期", 1.6), Column("级别", 1.1)),
        tuple((n.number, n.title, chinese_date(n.signed_on), n.level.name) for n in snapshot.notices),
    )
    journal = Table(
        (Column("记录位置", 1.3), Column("时间", 2.1), Column("人员", 1), Column("事项", 5, Align.LEFT)),
        tuple((j.position, chinese_time(j.at), j.officer, j.text) for j in snapshot.journal),
        landscape=True,
    )
    annexes = [Attachment("过程期间印发的文件", "过程期间印发的文件", (notices,))]
    annexes += [Attachment("逐时空气质量数据", "逐时空气质量数据", tuple(_hour_tables(snapshot.air)))]
    if snapshot.journal:
        annexes.append(Attachment("值班记录摘录", "值班记录摘录", (journal,)))
    return tuple(annexes)


def _hour_tables(air: Sequence[PlaceAir]) -> list[Block]:
    """AQI and PM2.5 of every hour, `HOURS_A_ROW` hours a row."""
    head = (Column("起始时间", 1.7), *(Column(f"+{h}小时", 1) for h in range(HOURS_A_ROW)))
    blocks: list[Block] = []
    for one in air:
        rows = []
        for start in range(0, len(one.aqi), HOURS_A_ROW):
            pairs = list(zip(one.aqi, one.pm25_ugm3, strict=True))[start : start + HOURS_A_ROW]
            cells = [f"{_figure(aqi)}/{_figure(pm25)}" for aqi, pm25 in pairs]
            cells += [""] * (HOURS_A_ROW - len(cells))
            rows.append((_short(one.first_at + start * HOUR), *cells))
        blocks += [Heading(3, f"{one.place}（AQI/PM2.5，µg/m³）"), Table(head, tuple(rows), size_pt=9)]
    return blocks
