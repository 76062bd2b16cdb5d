"""Map and calendar: inside the box, every place and day with its figure."""

from __future__ import annotations

from datetime import date, timedelta

from qh_console.documents.maps import CLASSES, SHADES, Day, Region, calendar_chart, region_map
from tests.documents.assessed_sample import REPORT
from tests.documents.test_charts import BOX, drawn


def test_every_prefecture_stands_on_the_map_with_its_figure() -> None:
    page = drawn(region_map(REPORT.regions))
    text = "".join(page.extract_text().split())
    for region in REPORT.regions:
        assert region.value in text
    for item in (*page.curves, *page.chars):
        assert BOX.x - 1 <= item["x0"]
        assert item["x1"] <= BOX.x + BOX.width + 1
        assert item["bottom"] <= 280 - BOX.y + 1


def test_a_place_without_data_is_left_white() -> None:
    square = ((100.0, 35.0), (101.0, 35.0), (101.0, 36.0), (100.0, 36.0))
    blank = drawn(region_map([Region("甲州", (square,), (100.5, 35.5), None, "—")]))
    heavy = drawn(region_map([Region("甲州", (square,), (100.5, 35.5), 4, "243")]))
    assert len(heavy.lines) > len(blank.lines)


def test_a_calendar_has_one_cell_a_day() -> None:
    days = [Day(date(2026, 1, 11) + timedelta(days=i), i % 6, str(100 + i)) for i in range(9)]
    text = drawn(calendar_chart(days)).extract_text()
    for day in days:
        assert f"{day.on.month}/{day.on.day}" in text
        assert day.value in text


def test_classes_are_told_apart_without_colour() -> None:
    assert len(set(SHADES)) == len(CLASSES) == 6
    assert all(len(set(fill)) == 1 for fill, _, _ in SHADES)
