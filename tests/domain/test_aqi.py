"""The index: every limit of both editions, the rules on what is missing, and the array path against exact fractions."""

from __future__ import annotations

import json
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qh_console.domain.aqi import AqiReport, aqi_of, daily_table, hourly_table
from qh_console.domain.aqi_editions import AqiEdition, Report, Rule
from qh_console.domain.readings import Indicator
from qh_console.editions import load_editions
from tests.domain.exact_aqi import exact_aqi, exact_items

EDITIONS = load_editions(Path(__file__).parents[2] / "resources" / "aqi")
OF_YEAR = {2012: EDITIONS.by_id("hj633-2012"), 2026: EDITIONS.by_id("hj633-2026")}


def _decimals(top: int) -> st.SearchStrategy[Decimal]:
    plain = st.decimals(min_value=0, max_value=top, allow_nan=False, allow_infinity=False, places=3)
    halves = st.integers(0, top * 20).map(lambda n: Decimal(n) / 20)
    return st.one_of(plain, halves, st.integers(0, top).map(Decimal))


def _row(names: list[str]) -> st.SearchStrategy[dict[str, Decimal | None]]:
    return st.fixed_dictionaries(
        {name: st.one_of(st.none(), _decimals(160 if name == "co" else 1300)) for name in names}
    )


@pytest.mark.parametrize(
    ("year", "report", "rule"),
    [
        (2012, "hourly", "published"),
        (2012, "hourly", "text"),
        (2012, "daily", "published"),
        (2026, "hourly", "published"),
        (2026, "hourly", "text"),
        (2026, "daily", "published"),
    ],
)
def test_array_path_equals_exact_fractions(year: int, report: str, rule: str) -> None:
    names = sorted({*exact_items(year, report, rule), "pm10_24h", "o3_8h", "pm25"})

    @settings(max_examples=60, deadline=None)
    @given(rows=st.lists(_row(names), min_size=1, max_size=8))
    def check(rows: list[dict[str, Decimal | None]]) -> None:
        columns = {
            Indicator(n): np.array([np.nan if (c := row[n]) is None else float(str(c)) for row in rows]) for n in names
        }
        edition = OF_YEAR[year]
        table = hourly_table(columns, edition, Rule(rule)) if report == "hourly" else daily_table(columns, edition)
        for i, row in enumerate(rows):
            ours, exact = table.row(i), exact_aqi(year, report, rule, row)
            assert (ours.aqi, ours.level, ours.primary, ours.missing) == (
                exact.aqi,
                exact.level,
                exact.primary,
                exact.missing,
            )
            assert ours.items == exact.sub
            one = aqi_of(
                {Indicator(n): None if c is None else float(str(c)) for n, c in row.items()},
                edition,
                Report(report),
                Rule(rule),
            )
            assert one == ours

    check()


CLEAN: dict[Indicator, float | None] = {
    Indicator.SO2: 5.0,
    Indicator.NO2: 12.0,
    Indicator.CO: 1.0,
    Indicator.O3: 30.0,
    Indicator.PM10: 40.0,
    Indicator.PM25: 30.0,
}


def _hour(edition: AqiEdition, not_measured: tuple[str, ...] = (), **changed: float | None) -> AqiReport:
    return aqi_of(CLEAN | {Indicator(k): v for k, v in changed.items()}, edition, not_measured=not_measured)


@pytest.mark.parametrize("edition", list(EDITIONS), ids=lambda e: e.id)
class TestBothEditions:
    def test_ties_are_all_named_in_order(self, edition: AqiEdition) -> None:
        report = _hour(edition, pm10=250.0, pm25=115.0)
        assert (report.aqi, report.level, report.class_name) == (150, 3, "轻度污染")
        assert report.primary == ("PM10", "PM2.5")

    def test_no_primary_pollutant_up_to_50(self, edition: AqiEdition) -> None:
        assert _hour(edition, pm25=35.0).aqi == 50
        assert _hour(edition, pm25=35.0).primary == ()
        assert _hour(edition, pm25=36.0).primary == ("PM2.5",)

    def test_index_stops_at_500(self, edition: AqiEdition) -> None:
        report = _hour(edition, pm10=4000.0, pm25=np.inf)
        assert (report.aqi, report.level, report.class_name) == (500, 6, "严重污染")
        assert report.primary == ("PM10", "PM2.5")

    def test_nothing_measured_gives_nothing(self, edition: AqiEdition) -> None:
        report = aqi_of({}, edition)
        assert (report.aqi, report.level, report.class_name, report.primary) == (None, None, None, ())
        assert report.missing == ("SO2", "NO2", "CO", "O3", "PM10", "PM2.5")
        assert set(report.iaqi.values()) == {None}

    def test_negative_concentration_is_not_valid(self, edition: AqiEdition) -> None:
        for value in (-0.1, -0.6, -1e300, -np.inf, np.nan):
            report = _hour(edition, pm25=value, co=value)
            assert report.missing == ("CO", "PM2.5")
            assert (report.iaqi["CO"], report.iaqi["PM2.5"]) == (None, None)

    def test_missing_pollutant_above_100_still_reports(self, edition: AqiEdition) -> None:
        report = _hour(edition, o3=None, pm25=116.0)
        assert (report.aqi, report.primary, report.missing) == (152, ("PM2.5",), ("O3",))

    def test_report_goes_into_json(self, edition: AqiEdition) -> None:
        assert json.loads(json.dumps(asdict(_hour(edition, pm25=61.0))))["aqi"] > 50

    def test_columns_of_unequal_length_are_refused(self, edition: AqiEdition) -> None:
        with pytest.raises(ValueError, match="unequal"):
            hourly_table({Indicator.PM25: np.zeros(3), Indicator.PM10: np.zeros(4)}, edition)

    def test_no_rows(self, edition: AqiEdition) -> None:
        assert hourly_table({Indicator.PM25: np.zeros(0)}, edition).rows == 0
        assert daily_table({}, edition).rows == 0

    def test_answer_does_not_depend_on_how_rows_are_cut(self, edition: AqiEdition) -> None:
        values = np.random.default_rng(7).gamma(2.0, 60.0, 40_000)
        whole = hourly_table({Indicator.PM25: values}, edition)
        cut = np.concatenate([hourly_table({Indicator.PM25: part}, edition).aqi for part in np.split(values, 8)])
        assert np.array_equal(whole.aqi, cut)
        assert np.array_equal(whole.is_valid, whole.aqi >= 0)


def test_2012_reports_from_the_rest_when_a_pollutant_is_missing() -> None:
    report = _hour(OF_YEAR[2012], o3=None)
    assert (report.aqi, report.level, report.missing) == (43, 1, ("O3",))
    assert report.iaqi["O3"] is None


def test_2026_withholds_an_incomplete_index_up_to_100() -> None:
    """HJ 633—2026 5.3.1: the single pollutants are still given."""
    at_100 = _hour(OF_YEAR[2026], o3=None, pm25=60.0)
    assert (at_100.aqi, at_100.level, at_100.class_name, at_100.primary) == (None, None, None, ())
    assert at_100.iaqi["PM2.5"] == 100
    assert _hour(OF_YEAR[2026], o3=None, pm25=61.0).aqi == 101


def test_2026_a_pollutant_never_measured_does_not_count_as_missing() -> None:
    """HJ 633—2026 5.3.2."""
    report = _hour(OF_YEAR[2026], not_measured=("CO",), co=None)
    assert (report.aqi, report.missing, report.not_measured) == (43, (), ("CO",))
    both = _hour(OF_YEAR[2026], not_measured=("CO",), co=None, so2=None)
    assert (both.aqi, both.missing, both.not_measured) == (None, ("SO2",), ("CO",))


def test_2012_names_exceeding_pollutants_and_2026_does_not() -> None:
    assert _hour(OF_YEAR[2012], pm25=76.0, pm10=151.0, o3=200.0).exceeding == ("PM10", "PM2.5")
    assert _hour(OF_YEAR[2026], pm25=76.0, pm10=151.0).exceeding == ()
    assert OF_YEAR[2012].has_exceeding_pollutant
    assert not OF_YEAR[2026].has_exceeding_pollutant


def test_2012_so2_hour_beyond_its_column_gives_no_sub_index_but_is_not_missing() -> None:
    report = _hour(OF_YEAR[2012], so2=801.0)
    assert (report.aqi, report.iaqi["SO2"], report.missing) == (43, None, ())
    assert _hour(OF_YEAR[2026], so2=801.0).iaqi["SO2"] == 200


def test_2012_by_the_letter_uses_moving_means_of_particles_and_ozone() -> None:
    values = CLEAN | {
        Indicator.PM25: 300.0,
        Indicator.PM25_24H: 30.0,
        Indicator.PM10_24H: 40.0,
        Indicator.O3_8H: 161.0,
    }
    report = aqi_of(values, OF_YEAR[2012], rule=Rule.TEXT)
    assert (report.aqi, report.primary) == (101, ("O3",))
    assert aqi_of(values, OF_YEAR[2012]).aqi == 350


def test_daily_reports_differ_in_the_largest_ozone_hour() -> None:
    day = CLEAN | {Indicator.O3: 401.0, Indicator.O3_8H: 100.0}
    of_2012 = aqi_of(day, OF_YEAR[2012], Report.DAILY)
    assert (of_2012.aqi, of_2012.items["o3"], of_2012.items["o3_8h"]) == (201, 201, 50)
    assert aqi_of(day, OF_YEAR[2026], Report.DAILY).aqi == 50


def test_2026_rounds_concentrations_and_2012_takes_them_as_given() -> None:
    assert _hour(OF_YEAR[2026], pm25=115.5).concentrations["pm25"] == 116.0
    assert _hour(OF_YEAR[2026], pm25=114.5, co=2.25).concentrations["co"] == 2.2
    assert _hour(OF_YEAR[2026], pm25=115.4).aqi == 150
    assert _hour(OF_YEAR[2012], pm25=115.4).aqi == 151
