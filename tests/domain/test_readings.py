"""An hourly series knows its length and its hours, whatever it is made of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from qh_console.domain.readings import POLLUTANT_NAMES, HourlySeries, Indicator

AT = datetime(2026, 1, 9, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("series", "hours"),
    [
        (HourlySeries("630100", AT), 0),
        (HourlySeries("630100", AT, {Indicator.PM25: np.zeros(5)}), 5),
        (HourlySeries("630100", AT, aqi=np.zeros(7)), 7),
        (HourlySeries("630100", AT, {Indicator.PM25: np.zeros(3)}, np.zeros(3)), 3),
    ],
)
def test_a_series_is_as_long_as_its_arrays(series: HourlySeries, hours: int) -> None:
    assert series.hours == hours


def test_hours_are_counted_from_the_end_of_the_first() -> None:
    series = HourlySeries("630100", AT)
    assert series.at(0) == AT
    assert series.at(25) == AT + timedelta(hours=25)
    assert series.at(-1) == AT - timedelta(hours=1)


def test_every_indicator_has_a_sign_for_paper() -> None:
    assert set(POLLUTANT_NAMES) == {indicator.value for indicator in Indicator}
    assert {POLLUTANT_NAMES[i.value] for i in (Indicator.O3, Indicator.O3_8H)} == {"O3"}
