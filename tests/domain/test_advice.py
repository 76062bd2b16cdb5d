"""Advice: the class's own words, and the groups sensitive to what is in the air."""

from __future__ import annotations

from pathlib import Path

import pytest

from qh_console.domain.advice import advice_for
from qh_console.editions import load_editions

EDITIONS = load_editions(Path(__file__).parents[2] / "resources" / "aqi")
OF_YEAR = {2012: EDITIONS.by_id("hj633-2012"), 2026: EDITIONS.by_id("hj633-2026")}


def test_names_sensitive_groups_of_what_is_above_100() -> None:
    advice = advice_for(OF_YEAR[2026], 152, {"SO2": 100, "O3": 101, "PM10": None, "PM2.5": 152})
    assert [sign for sign, _ in advice.sensitive] == ["O3", "PM2.5"]
    assert "青少年儿童" in advice.groups
    assert len(advice.groups) == len(set(advice.groups))


def test_names_no_group_without_sub_indices_or_in_an_edition_without_the_table() -> None:
    assert advice_for(OF_YEAR[2026], 152).sensitive == ()
    assert advice_for(OF_YEAR[2012], 152, {"PM2.5": 152}).groups == ()


@pytest.mark.parametrize("year", [2012, 2026])
@pytest.mark.parametrize("aqi", [0, 51, 101, 151, 201, 301, 500])
def test_every_class_has_its_words(year: int, aqi: int) -> None:
    advice = advice_for(OF_YEAR[year], aqi)
    assert advice.aqi_class.low <= aqi <= advice.aqi_class.high
    assert advice.effect.endswith("。")
    assert all(m.endswith("。") for m in advice.measures)
    assert advice.measures
