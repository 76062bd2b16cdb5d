"""Charts: everything inside its box, told apart without colour, gaps left open."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pdfplumber
import pytest
from reportlab.pdfgen.canvas import Canvas

from qh_console.documents.charts import (
    LINE_STYLES,
    Band,
    Draw,
    Level,
    Moment,
    Series,
    bar_chart,
    series_chart,
    time_line,
)
from qh_console.documents.model import Box, Role
from qh_console.documents.pen import Pen
from qh_console.domain.clock import from_beijing
from tests.documents.samples import faces

BOX = Box(40, 50, 440, 180)
START = from_beijing(2026, 1, 11)


def drawn(draw: Draw) -> Any:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(520, 280), invariant=1, initialFontName=faces().face(Role.SERIF, "1"))
    draw(Pen(canvas, faces()), BOX)
    canvas.showPage()
    canvas.save()
    return pdfplumber.open(BytesIO(out.getvalue())).pages[0]


def series(name: str, *values: float | None) -> Series:
    return Series(name, START, values)


def test_series_with_lines_ribbon_and_legend_stay_in_the_box() -> None:
    values = tuple(float(100 + h * 3) for h in range(96))
    bands = (Band("橙色预警", START + timedelta(hours=20), START + timedelta(hours=200), 1),)
    page = drawn(series_chart([series("小时AQI", *values)], "AQI", (Level(200, "200"), Level(300, "300")), bands))
    text = page.extract_text()
    for wanted in ("小时AQI", "200", "300", "橙色预警", "1月12日0时"):
        assert wanted in text
    for char in page.chars:
        assert BOX.x <= char["x0"]
        assert char["x1"] <= BOX.x + BOX.width
        assert 280 - BOX.y - BOX.height <= char["top"]


def test_an_hour_without_a_value_leaves_a_gap() -> None:
    whole = drawn(series_chart([series("甲", 1, 2, 3, 4, 5, 6)], ""))
    broken = drawn(series_chart([series("甲", 1, 2, None, 4, 5, 6)], ""))
    assert len(broken.curves) + len(broken.lines) == len(whole.curves) + len(whole.lines) + 1


def test_six_series_are_told_apart_without_colour() -> None:
    assert len({(style[1], style[2], style[0]) for style in LINE_STYLES}) == len(LINE_STYLES)
    page = drawn(series_chart([series(f"第{i}条", *range(24)) for i in range(6)], "µg/m³"))
    greys = {c for item in (*page.curves, *page.lines) if (c := item["stroking_color"])}
    assert all(len(set(colour)) == 1 for colour in greys)


def test_bars_carry_their_figures() -> None:
    page = drawn(bar_chart(["西宁市", "海东市"], [("安排", [33.5, 30.8]), ("达到", [31.2, 28.0])], "%"))
    text = page.extract_text()
    for wanted in ("西宁市", "33.5", "28", "安排", "达到"):
        assert wanted in text
    heights = [r["height"] for r in page.rects if r["width"] > 15] or [c["height"] for c in page.curves]
    assert max(heights) <= BOX.height


def test_nothing_measured_draws_an_empty_frame() -> None:
    assert drawn(series_chart([series("甲", None, None)], "AQI")).chars


def test_a_time_line_reads_from_the_top() -> None:
    moments = [Moment(START + timedelta(hours=h), f"第{h}步") for h in (1, 5, 30)]
    page = drawn(time_line(moments))
    lines = page.extract_text().split("\n")
    assert [line.split()[-1] for line in lines] == ["第1步", "第5步", "第30步"]
    assert "1月12日 06:00" in lines[2]
    assert page.chars[0]["x0"] == pytest.approx(BOX.x, abs=40)
