"""The watch table's columns: old figures are muted, and every column fits its longest words."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QFontMetrics

from qh_console.ui.theme import Look
from qh_console.ui.watch.columns import COLUMNS
from qh_console.ui.watch.state import PlaceRow

ROW = PlaceRow(
    "630100", "海西州", None, 362, "362", "中度污染", "#7E0023", 276.0, "276", 74, "+74", "PM2.5、PM10", 0.74, "0.74",
    None, "20:00 1时59分前", "", "国家环境空气质量监测网", False, "",
)  # fmt: skip


def test_old_figures_are_muted_and_their_age_is_loud() -> None:
    old = replace(ROW, age_tone="warn")
    tones = {c.title: c.tone(old) for c in COLUMNS if c.tone}
    assert tones["AQI"] == "muted"
    assert tones["数据时间"] == "warn"
    assert {c.tone(ROW) for c in COLUMNS if c.tone} == {""}


def test_columns_are_wide_enough_for_their_words(dressed: Look) -> None:
    for column in COLUMNS:
        metrics = QFontMetrics(dressed.theme.font("body", bold=column.is_bold))
        if column.width_px > 0:
            mark = 26 if column.mark else 0
            assert metrics.horizontalAdvance(column.text(ROW)) + mark + 16 <= column.width_px, column.title


def test_numbers_sort_by_value() -> None:
    keys = {c.title: c.sort_key(ROW) for c in COLUMNS if c.sort_key}
    assert keys["AQI"] == 362
    assert keys["3h变化"] == 74
    assert keys["数据时间"] == 0.0
