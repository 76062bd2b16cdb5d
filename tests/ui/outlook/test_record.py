"""How far to trust the forecasts, in words: bands by day, the record by source, and what there is too little of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from qh_console.domain.clock import HOUR
from qh_console.domain.readings import Forecast
from qh_console.ui.outlook.record import RecordView, derive_record
from tests.builders import HAIDONG, NOW, XINING
from tests.services.air_builders import CLEAN, HEAVY, by_day, measured
from tests.ui.airs import TODAY, Told, air_of

DAY = timedelta(days=1)
FIVE_DAYS = measured(NOW - 20 * HOUR, (HEAVY, 96), (CLEAN, 24))
"""AQI 250 on four days and 50 yesterday."""
AHEAD = by_day(NOW, TODAY, 240, (280, 320), 300)


def day_ahead(*errors: int, source: str = "省站") -> list[Forecast]:
    """One forecast a day of the next, the last of them of yesterday, off by this much."""
    came = [*[250] * 4, 50][-len(errors) :]
    ons = [TODAY - (len(errors) - k) * DAY for k in range(len(errors))]
    return [
        by_day(NOW - (TODAY - on + DAY).days * DAY, on, aqi + error, source=source)
        for on, aqi, error in zip(ons, came, errors, strict=True)
    ]


def view(folder: Path, *told: Told, place: str = XINING) -> RecordView:
    air = air_of(folder, *told)
    return derive_record(air, air.places[place])


def test_the_band_of_each_day_says_share_and_cases(tmp_path: Path) -> None:
    seen = view(tmp_path, FIVE_DAYS, *day_ahead(-40, -20, 0, 20, 40), AHEAD)
    assert seen.newest == "省站"
    assert [(line.label, line.text) for line in seen.bands] == [("1-10", "按以往误差80%：268–332（5例）")]
    assert "不参与分级" in seen.bands[0].tip
    assert seen.too_few == "1-09、1-11的以往误差不足5例，不给范围"


def test_with_too_few_cases_it_says_so_and_shows_no_figure(tmp_path: Path) -> None:
    seen = view(tmp_path, FIVE_DAYS, *day_ahead(-20, 0, 20, 40), AHEAD)
    assert seen.period == "近30天核对"
    assert (seen.bands, seen.too_few) == ((), "以往误差不足5例，不给范围")


def test_a_source_is_told_by_all_leads_and_by_the_day_ahead(tmp_path: Path) -> None:
    two_ahead = replace(by_day(NOW - 3 * DAY, TODAY - DAY, 290), source="省站")
    (line,) = view(tmp_path, FIVE_DAYS, *day_ahead(-60, 20, 30, 40, 0), two_ahead).sources
    assert line.label == "省站"
    assert line.text == (
        "6天次，平均偏高45，命中率75%，漏报1，空报1\n提前1天：5天次，平均偏高6，命中率75%，漏报1，空报0"
    )
    assert "误差平均65" in line.tip


def test_without_heavy_days_there_is_no_rate(tmp_path: Path) -> None:
    (line,) = view(tmp_path, FIVE_DAYS, by_day(NOW - 2 * DAY, TODAY - DAY, 46)).sources
    assert line.text.splitlines()[0] == "1天次，平均偏低4，没有重污染日，空报0"


def test_without_a_record_that_is_said_and_nothing_else(tmp_path: Path) -> None:
    bare = view(tmp_path / "a", FIVE_DAYS)
    assert (bare.newest, bare.bands, bare.too_few, bare.sources) == ("", (), "", ())
    assert bare.nothing == "还没有可核对的预报"
    elsewhere = view(tmp_path / "b", FIVE_DAYS, *day_ahead(0), AHEAD, place=HAIDONG)
    assert (elsewhere.newest, elsewhere.too_few, elsewhere.nothing) == ("", "", "")
    assert len(elsewhere.sources) == 1, "the record is of the whole province"
