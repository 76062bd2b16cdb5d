"""What a chart shows, in words, for whoever cannot see it: the figures a reader would look for first."""

from __future__ import annotations

from collections.abc import Sequence

from qh_console.documents.charts import Band, Moment, Series
from qh_console.documents.maps import Day, Region
from qh_console.domain.clock import HOUR, beijing, chinese_time


def told_series(series: Sequence[Series], unit: str, bands: Sequence[Band] = ()) -> str:
    """The peak of each line with its hour, then each alert with its span."""
    lines = [_peak(one, unit) for one in series]
    return _told("折线图", [*lines, *(f"{b.name}{chinese_time(b.start_at)}至{chinese_time(b.end_at)}" for b in bands)])


def _peak(series: Series, unit: str) -> str:
    known = [(value, hour) for hour, value in enumerate(series.values) if value is not None]
    if not known:
        return f"{series.name}无数据"
    top, hour = max(known, key=lambda pair: (pair[0], -pair[1]))
    return f"{series.name}最高{top:.0f}{unit}（{chinese_time(series.first_at + hour * HOUR)}）"


def told_map(regions: Sequence[Region]) -> str:
    return _told("分布图", [f"{region.name}{region.value}" for region in regions])


def told_days(days: Sequence[Day]) -> str:
    return _told("日历图", [f"{day.on.month}月{day.on.day}日{day.value}" for day in days])


def told_moments(moments: Sequence[Moment]) -> str:
    """Every line of a time line: it is text already."""
    return _told("时间线", [f"{_short(moment)}{moment.text}" for moment in moments])


def _short(moment: Moment) -> str:
    local = beijing(moment.at)
    return f"{local.month}月{local.day}日{local.hour:02d}:{local.minute:02d}"


def told_bars(labels: Sequence[str], values: Sequence[float], unit: str) -> str:
    return _told("柱状图", [f"{label}{value:g}{unit}" for label, value in zip(labels, values, strict=True)])


def _told(kind: str, said: Sequence[str]) -> str:
    return f"{kind}：{'；'.join(said) or '无数据'}。"
