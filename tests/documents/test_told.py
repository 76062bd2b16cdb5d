"""What charts show, in words."""

from __future__ import annotations

from datetime import date

from qh_console.documents.charts import Band, Moment, Series
from qh_console.documents.maps import Day, Region
from qh_console.documents.told import told_bars, told_days, told_map, told_moments, told_series
from qh_console.domain.clock import HOUR, from_beijing

AT = from_beijing(2026, 1, 12, 20)


def test_lines_tell_their_first_peak_and_alerts_their_span() -> None:
    series = (Series("PM2.5", AT, (88.0, None, 215.4, 215.4)), Series("PM10", AT, (None, None)))
    said = told_series(series, "µg/m³", (Band("橙色预警", AT, AT + 24 * HOUR),))
    assert said == (
        "折线图：PM2.5最高215µg/m³（2026年1月12日22时）；PM10无数据；橙色预警2026年1月12日20时至2026年1月13日20时。"
    )


def test_places_days_and_bars_tell_their_figures() -> None:
    assert told_map((Region("西宁市", (), (101.0, 36.0), 4, "262"), Region("玉树州", (), (97.0, 33.0), None, "—"))) == (
        "分布图：西宁市262；玉树州—。"
    )
    assert told_days((Day(date(2026, 1, 12), 4, "262"), Day(date(2026, 1, 13), 5, "331"))) == (
        "日历图：1月12日262；1月13日331。"
    )
    assert told_bars(("西宁市", "海东市"), (95.5, 100.0), "%") == "柱状图：西宁市95.5%；海东市100%。"


def test_a_time_line_is_told_whole() -> None:
    assert told_moments((Moment(AT, "发布橙色预警"), Moment(AT + HOUR, "首份回执"))) == (
        "时间线：1月12日20:00发布橙色预警；1月12日21:00首份回执。"
    )
    assert told_moments(()) == "时间线：无数据。"
