"""The columns of the watch table."""

from __future__ import annotations

from qh_console.ui.watch.state import PlaceRow
from qh_console.ui.widgets.table import Column, Swatch


def _muted_when_old(row: PlaceRow) -> str:
    return "muted" if row.age_tone else ""


COLUMNS: tuple[Column[PlaceRow], ...] = (
    Column("地区", lambda r: r.name, mark=lambda r: r.level, tip=lambda r: r.tip, is_bold=True, width_px=96),
    Column("AQI", lambda r: r.aqi_text, True, lambda r: r.aqi, tone=_muted_when_old, width_px=56, is_bold=True),
    Column(
        "类别",
        lambda r: r.class_word,
        mark=lambda r: Swatch(r.fill) if r.fill else None,
        tone=_muted_when_old,
        width_px=104,
    ),
    Column("24h均值", lambda r: r.mean_text, True, lambda r: r.mean, tone=_muted_when_old, width_px=72),
    Column("3h变化", lambda r: r.change_text, True, lambda r: r.change, tone=_muted_when_old, width_px=64),
    Column("首要污染物", lambda r: r.primary, tone=_muted_when_old, width_px=108),
    Column(
        "细粗比",
        lambda r: r.ratio_text,
        True,
        lambda r: r.ratio,
        tip=lambda r: "PM2.5与PM10之比；偏低时可能有沙尘",
        width_px=60,
    ),
    Column(
        "数据时间",
        lambda r: r.data_text,
        sort_key=lambda r: r.data_at.timestamp() if r.data_at else 0.0,
        tone=lambda r: r.age_tone,
        width_px=124,
    ),
    Column("来源", lambda r: r.source, tip=lambda r: r.source, width_px=-1),
)
