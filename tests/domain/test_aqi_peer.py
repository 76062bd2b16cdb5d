"""Row for row against aqi-hub, another implementation of HJ 633—2026; each disagreement is named with its clause."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qh_console.domain.aqi import daily_table, hourly_table
from qh_console.domain.readings import Indicator
from qh_console.editions import load_editions
from tests.domain.exact_aqi import LIMITS_2026, sub_index

peer: Any = pytest.importorskip("aqi_hub.aqi_cn.aqi")

EDITION = load_editions(Path(__file__).parents[2] / "resources" / "aqi").by_id("hj633-2026")

COLUMNS = {
    "so2_24": ("so2_24h", "SO2_24H"),
    "so2_1": ("so2_1h", "SO2_1H"),
    "no2_24": ("no2_24h", "NO2_24H"),
    "no2_1": ("no2_1h", "NO2_1H"),
    "co_24": ("co_24h", "CO_24H"),
    "co_1": ("co_1h", "CO_1H"),
    "o3_1": ("o3_1h", "O3_1H"),
    "o3_8": ("o3_8h", "O3_8H"),
    "pm10": ("pm10_24h", "PM10_24H"),
    "pm25": ("pm25_24h", "PM25_24H"),
}


def _disagreements(kind: str) -> list[tuple[str, int, int]]:
    """Concentration, our sub-index and the peer's wherever they differ, over the whole column and past its end."""
    ours, theirs = COLUMNS[kind]
    places = 1 if kind.startswith("co") else 0
    texts = [format(Decimal(n).scaleb(-places), "f") for n in range((LIMITS_2026[kind][-1] + 3) * 10**places)]
    found, _ = EDITION.columns[ours].sub_index(np.array([float(t) for t in texts]))
    pairs = ((text, int(mine), peer.cal_iaqi_cn(theirs, float(text))) for text, mine in zip(texts, found, strict=True))
    return [(text, mine, other) for text, mine, other in pairs if mine != other]


@pytest.mark.parametrize("kind", sorted(COLUMNS.keys() - {"so2_24", "co_24", "co_1"}))
def test_columns_that_agree_throughout(kind: str) -> None:
    assert _disagreements(kind) == []


def test_the_peers_so2_day_column_is_that_of_the_hour() -> None:
    """HJ 633—2026 table 3, SO2 24 h: 50, 150, 475, 800; the peer has 150, 500, 650, 800, which is the 1 h column."""
    wrong = _disagreements("so2_24")
    assert wrong
    for text, mine, other in wrong:
        assert 0 < int(text) < 800
        assert mine == sub_index(2026, "so2_24", Decimal(text))
        assert other == sub_index(2026, "so2_1", Decimal(text))


@pytest.mark.parametrize("kind", ["co_24", "co_1"])
def test_the_peers_carbon_monoxide_is_one_too_high_by_float_crumbs(kind: str) -> None:
    """HJ 633—2026 4.2.6 rounds up: exact whole sub-indices must stay; the peer's floats pass them by a crumb."""
    wrong = _disagreements(kind)
    assert wrong
    for text, mine, other in wrong:
        assert mine == sub_index(2026, kind, Decimal(text))
        assert other == mine + 1


@pytest.mark.parametrize("report", ["hourly", "daily"])
def test_whole_rows_agree(report: str) -> None:
    """Carbon monoxide in whole mg/m³ and daily SO2 above 800, where the peer's columns are right."""
    random = np.random.default_rng(633)
    ozone = Indicator.O3 if report == "hourly" else Indicator.O3_8H
    lowest = {Indicator.SO2: 800 if report == "daily" else 0}
    highest = {Indicator.SO2: 1500, Indicator.NO2: 900, Indicator.CO: 60, ozone: 900} | {
        Indicator.PM10: 650,
        Indicator.PM25: 550,
    }
    columns = {i: random.integers(lowest.get(i, 0), top, 3000).astype(float) for i, top in highest.items()}
    table = hourly_table(columns, EDITION) if report == "hourly" else daily_table(columns, EDITION)
    order = (Indicator.PM25, Indicator.PM10, Indicator.SO2, Indicator.NO2, Indicator.CO, ozone)
    for i in range(table.rows):
        ours, theirs = table.row(i), peer.AQI(*(float(columns[k][i]) for k in order), data_type=report)
        assert (ours.aqi, ours.level, ours.iaqi) == (theirs.AQI, theirs.aqi_level, theirs.IAQI)
        assert set(ours.primary) == set(theirs.primary_pollutant)
