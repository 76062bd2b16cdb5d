"""Editions as values: rounding, classes and colours, and which edition is in force at an hour."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qh_console.domain.aqi_editions import AqiEdition, AqiEditions, round_half_even
from qh_console.domain.clock import from_beijing
from qh_console.editions import load_editions

EDITIONS = load_editions(Path(__file__).parents[2] / "resources" / "aqi")
OF_YEAR = {2012: EDITIONS.by_id("hj633-2012"), 2026: EDITIONS.by_id("hj633-2026")}


@given(
    text=st.decimals(min_value=0, max_value=3000, places=6).map(lambda d: format(d, "f")),
    decimals=st.integers(0, 3),
)
def test_rounding_is_half_even_on_the_decimal_text(text: str, decimals: int) -> None:
    wanted = Decimal(text).quantize(Decimal(1).scaleb(-decimals), "ROUND_HALF_EVEN")
    assert round_half_even(np.array([float(text)]), decimals)[0] == float(wanted)


@pytest.mark.parametrize(
    ("text", "decimals", "rounded"),
    [("0.5", 0, 0), ("1.5", 0, 2), ("2.5", 0, 2), ("115.5", 0, 116), ("114.5", 0, 114), ("2.25", 1, 2.2),
     ("2.35", 1, 2.4), ("2.45", 1, 2.4), ("0.05", 1, 0.0), ("0.15", 1, 0.2), ("1.150001", 1, 1.2), ("1.45", 1, 1.4)],
)  # fmt: skip
def test_rounding_of_halves(text: str, decimals: int, rounded: float) -> None:
    assert round_half_even(np.array([float(text)]), decimals)[0] == rounded


@pytest.mark.parametrize(
    ("aqi", "numeral", "name", "rgb", "cmyk"),
    [
        (0, "一级", "优", (0, 228, 0), (40, 0, 100, 0)),
        (50, "一级", "优", (0, 228, 0), (40, 0, 100, 0)),
        (51, "二级", "良", (255, 255, 0), (0, 0, 100, 0)),
        (100, "二级", "良", (255, 255, 0), (0, 0, 100, 0)),
        (101, "三级", "轻度污染", (255, 126, 0), (0, 52, 100, 0)),
        (150, "三级", "轻度污染", (255, 126, 0), (0, 52, 100, 0)),
        (151, "四级", "中度污染", (255, 0, 0), (0, 100, 100, 0)),
        (200, "四级", "中度污染", (255, 0, 0), (0, 100, 100, 0)),
        (201, "五级", "重度污染", (153, 0, 76), (10, 100, 40, 30)),
        (300, "五级", "重度污染", (153, 0, 76), (10, 100, 40, 30)),
        (301, "六级", "严重污染", (126, 0, 35), (30, 100, 100, 30)),
        (500, "六级", "严重污染", (126, 0, 35), (30, 100, 100, 30)),
    ],
)
@pytest.mark.parametrize("edition", list(EDITIONS), ids=lambda e: e.id)
def test_classes_and_colours(
    edition: AqiEdition, aqi: int, numeral: str, name: str, rgb: tuple[int, ...], cmyk: tuple[int, ...]
) -> None:
    found = edition.class_of(aqi)
    assert (found.numeral, found.name, found.rgb, found.cmyk) == (numeral, name, rgb, cmyk)
    assert edition.levels[aqi] == found.level


class TestWhichEdition:
    def test_by_day(self) -> None:
        assert EDITIONS.at(date(2016, 1, 1)).id == "hj633-2012"
        assert EDITIONS.at(date(2026, 2, 28)).id == "hj633-2012"
        assert EDITIONS.at(date(2026, 3, 1)).id == "hj633-2026"

    def test_newest_where_none_is_in_force(self) -> None:
        assert EDITIONS.at(date(2014, 1, 1)).id == "hj633-2026"

    def test_hour_ending_at_midnight_belongs_to_the_day_before(self) -> None:
        assert EDITIONS.at(from_beijing(2026, 3, 1, 0)).id == "hj633-2012"
        assert EDITIONS.at(from_beijing(2026, 3, 1, 1)).id == "hj633-2026"

    def test_unknown_id(self) -> None:
        with pytest.raises(KeyError):
            EDITIONS.by_id("hj633-1999")

    @given(start=st.integers(-60, 60), hours=st.integers(0, 100))
    def test_spans_agree_with_each_hour(self, start: int, hours: int) -> None:
        first_at = from_beijing(2026, 3, 1) + timedelta(hours=start)
        spans = EDITIONS.spans(first_at, hours)
        by_hour = [e.id for e, part in spans for _ in range(part.start, part.stop)]
        assert by_hour == [EDITIONS.at(first_at + timedelta(hours=i)).id for i in range(hours)]

    def test_spans_before_any_edition(self) -> None:
        spans = EDITIONS.spans(datetime(2015, 12, 31, 15, tzinfo=UTC), 4)
        assert [(e.id, part) for e, part in spans] == [("hj633-2026", slice(0, 2)), ("hj633-2012", slice(2, 4))]

    def test_all_are_listed_oldest_first(self) -> None:
        assert [e.id for e in AqiEditions(EDITIONS.items)] == ["hj633-2012", "hj633-2026"]
        assert OF_YEAR[2026].pollutant("CO").unit == "mg/m³"
