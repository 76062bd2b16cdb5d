"""The record of the sources of forecasts: what is checked, when there is a band, and that nothing is graded by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from qh_console.domain.board import Board
from qh_console.domain.clock import HOUR
from qh_console.domain.forecasts import Verification
from qh_console.domain.readings import DayForecast, Forecast, Reading
from qh_console.editions import load_editions
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.services.forecast_record import Checked, ForecastRecord, as_they_count
from qh_console.services.watch import Air, Watch
from qh_console.store.database import Database
from qh_console.store.forecasts import ForecastStore
from qh_console.store.readings import ReadingStore
from tests.builders import HAIDONG, NOW, XINING
from tests.services.air_builders import AQI, CLEAN, HEAVY, SEVERE, Stretch, by_day, measured
from tests.services.offices import PACK

DAY = timedelta(days=1)
TODAY = date(2026, 1, 9)
"""NOW is 20:00 of this day in Beijing."""
MIDNIGHT = NOW - 20 * HOUR
SETTINGS = PACK.grading
ERRORS = (-40, -20, 0, 20, 40)


class Office:
    """Stores to fill, and the record that is read from them."""

    def __init__(self, record: Database) -> None:
        self.readings, self.forecasts = ReadingStore(record), ForecastStore(record)
        self.editions = load_editions(resources_folder() / "aqi")
        self.places = load_places(resources_folder() / "places" / "qinghai.toml")
        self.record = ForecastRecord(self.readings, self.forecasts, self.places, self.editions, SETTINGS)

    def told(self, *told: Forecast | tuple[Reading, ...]) -> Office:
        for one in told:
            if isinstance(one, Forecast):
                self.forecasts.add(one)
            else:
                self.readings.add(one)
        return self

    def checked(self, now: datetime = NOW) -> Checked:
        return self.record.checked(self.forecasts.latest(now), now)

    def air(self) -> Air:
        return Watch(self.readings, self.forecasts, self.places, self.editions, PACK).look(Board(), NOW)


@pytest.fixture
def office(record: Database) -> Office:
    return Office(record)


def came(*days: float, place: str = XINING) -> tuple[Reading, ...]:
    """A figure of PM2.5 a whole day, the last of them yesterday."""
    stretches: list[Stretch] = [(figure, 24) for figure in days]
    return measured(MIDNIGHT, *stretches, place=place)


def yesterdays(*aqi: int, source: str = "省站", place: str = XINING, lead: int = 1) -> list[Forecast]:
    """One forecast a day, each of one day only, the last of them of yesterday."""
    first_on = TODAY - len(aqi) * DAY
    return [
        by_day(NOW - (len(aqi) - k + lead) * DAY, first_on + k * DAY, figure, place=place, source=source)
        for k, figure in enumerate(aqi)
    ]


def off_by(*errors: int) -> list[Forecast]:
    return yesterdays(*(AQI[HEAVY] + error for error in errors))


AHEAD = by_day(NOW, TODAY, 240, (280, 320), 300)
"""Of today, tomorrow and the day after."""


def day_ahead(sources: tuple[Verification, ...]) -> list[Verification]:
    return [v for v in sources if v.lead_days == 1]


# --- the record of a source -----------------------------------------------------------------------------------------


def test_without_forecasts_or_without_days_that_came_there_is_no_record(office: Office) -> None:
    assert office.told(came(HEAVY)).checked() == Checked((), {})
    checked = office.told(AHEAD).checked()
    assert (checked.sources, checked.bands) == ((), {XINING: ()})


def test_every_source_by_all_leads_and_by_the_day_ahead(office: Office) -> None:
    office.told(came(HEAVY, HEAVY, CLEAN))
    office.told(*yesterdays(260, 190, 230), *yesterdays(250, 250, 50, lead=2), *yesterdays(300, source="气象台"))
    sources = office.checked().sources
    assert [(v.source, v.lead_days, v.days) for v in sources] == [
        ("气象台", None, 1),
        ("省站", None, 6),
        ("气象台", 1, 1),
        ("省站", 1, 3),
    ]
    ours = day_ahead(sources)[1]
    assert ours.bias == pytest.approx((10 - 60 + 180) / 3)
    assert (ours.hits, ours.misses, ours.false_alarms) == (1, 1, 1)


def test_today_is_not_over_and_is_not_checked(office: Office) -> None:
    office.told(measured(NOW + 3 * HOUR, (HEAVY, 24)), by_day(NOW - DAY, TODAY, 100))
    assert office.checked(NOW + 3 * HOUR).sources == ()
    assert [v.days for v in office.checked(NOW + 4 * HOUR).sources] == [1, 1], "the hour that ends at 24:00 is today's"


def test_the_record_goes_back_as_far_as_the_setting(office: Office) -> None:
    days = SETTINGS.forecast_record_days
    office.told(came(*[HEAVY] * (days + 5)), *yesterdays(*[250] * (days + 5)))
    assert [v.days for v in office.checked().sources] == [days - 1] * 2, "the first day was foretold before the period"


def test_what_was_issued_later_is_not_yet_known(office: Office) -> None:
    office.told(came(HEAVY), *yesterdays(200), by_day(NOW + HOUR, TODAY - DAY, 0, source="气象台"))
    assert {v.source for v in office.checked().sources} == {"省站"}


def test_a_word_that_was_replaced_and_one_after_the_day_do_not_count() -> None:
    first = by_day(NOW, TODAY, 100, 110)
    mended = by_day(NOW, TODAY + DAY, 150)
    elsewhere = by_day(NOW, TODAY, 90, place=HAIDONG)
    afterwards = by_day(NOW, TODAY - DAY, 77)
    (told,) = as_they_count([first, mended, elsewhere, afterwards])
    assert {(d.place, d.on, d.aqi_high) for d in told.days} == {
        (XINING, TODAY, 100),
        (XINING, TODAY + DAY, 150),
        (HAIDONG, TODAY, 90),
    }
    assert as_they_count([afterwards]) == ()


# --- the band -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("cases", "has_band"), [(SETTINGS.band_least_cases - 1, False), (5, True)])
def test_too_few_cases_give_no_band(office: Office, cases: int, has_band: bool) -> None:
    office.told(came(*[HEAVY] * 5), *off_by(*ERRORS[-cases:]), AHEAD)
    assert bool(office.checked().bands[XINING]) is has_band


def test_the_band_holds_the_middle_share_of_past_errors_around_the_middle(office: Office) -> None:
    office.told(came(*[HEAVY] * 5), *off_by(*ERRORS), AHEAD)
    (band,) = office.checked().bands[XINING]
    assert (band.on, band.cases, band.source) == (TODAY + DAY, 5, "省站"), "of the day ahead alone there is a record"
    assert (band.aqi_low, band.aqi_high) == (300 - 32, 300 + 32), "four fifths of errors from −40 to 40"


def test_the_newest_forecast_of_the_place_has_the_band_and_only_its_own_source_counts(office: Office) -> None:
    newest = by_day(NOW, TODAY + DAY, 300, source="气象台")
    office.told(came(*[HEAVY] * 5), *off_by(*ERRORS), replace(AHEAD, issued_at=NOW - HOUR), newest)
    assert office.checked().bands == {XINING: ()}


def test_of_two_issued_at_one_moment_the_one_whose_days_grade_has_the_band(office: Office) -> None:
    office.told(came(*[HEAVY] * 5), *off_by(*ERRORS), *yesterdays(*[250] * 5, source="数值"))
    office.told(replace(AHEAD, source="数值"), AHEAD)
    assert [band.source for band in office.checked().bands[XINING]] == ["数值"]


def test_another_place_lends_no_cases(office: Office) -> None:
    days = [*AHEAD.days, *(replace(d, place=HAIDONG) for d in AHEAD.days)]
    office.told(came(*[HEAVY] * 5), came(*[CLEAN] * 5, place=HAIDONG), *off_by(*ERRORS))
    bands = office.told(replace(AHEAD, days=tuple(days))).checked().bands
    assert (len(bands[XINING]), bands[HAIDONG]) == (1, ())


def test_days_gone_by_of_the_newest_forecast_have_no_band(office: Office) -> None:
    office.told(came(*[HEAVY] * 6), *yesterdays(*[250] * 6))
    assert office.checked().bands == {}


# --- what is remembered ---------------------------------------------------------------------------------------------


def test_within_the_day_nothing_is_worked_out_again(office: Office) -> None:
    office.told(came(*[HEAVY] * 5), *off_by(*ERRORS), AHEAD)
    first = office.checked()
    office.told(measured(NOW, (HEAVY, 20)))
    assert office.checked(NOW + HOUR) is first, "hours of today check nothing"


@pytest.mark.parametrize(
    "news",
    [
        by_day(NOW - 2 * DAY, TODAY - DAY, 400),
        measured(MIDNIGHT - 5 * HOUR, (SEVERE, 1), source="补报"),
        by_day(NOW, TODAY, 100, source="气象台"),
    ],
)
def test_a_forecast_or_an_hour_that_came_late_is_taken_up(office: Office, news: Forecast | tuple[Reading, ...]) -> None:
    office.told(came(*[HEAVY] * 5), *off_by(*ERRORS), AHEAD)
    first = office.checked()
    assert office.told(news).checked() is not first


def test_the_next_day_is_checked_anew(office: Office) -> None:
    office.told(came(*[HEAVY] * 5), *off_by(*ERRORS), AHEAD, measured(NOW + 4 * HOUR, (HEAVY, 24)))
    assert [v.days for v in day_ahead(office.checked().sources)] == [5]
    every = [v for v in office.checked(NOW + DAY).sources if v.lead_days is None]
    assert [v.days for v in every] == [6], "what was said of today in the morning counts with all leads"


# --- no ground for a level ------------------------------------------------------------------------------------------


def test_grades_are_the_same_with_and_without_a_record(office: Office) -> None:
    office.told(came(*[HEAVY] * 6), measured(NOW, (CLEAN, 20)), AHEAD)
    before = office.air()
    assert (before.sources, before.places[XINING].bands) == ((), ())
    after = office.told(*off_by(*[-200] * 6)).air()
    assert after.sources
    assert after.places[XINING].bands[0].aqi_high == 500, "as wrong as that a source would change every level"
    codes = [place.code for place in office.places.items]
    assert after.grades(codes) == before.grades(codes)
    assert (after.province, after.places[XINING].days) == (before.province, before.places[XINING].days)


def test_the_days_told_are_never_corrected_by_the_record(office: Office) -> None:
    office.told(came(*[HEAVY] * 5), *off_by(*[-100] * 5), AHEAD)
    seen = office.air().places[XINING]
    assert [band.aqi_high for band in seen.bands] == [400], "the source was 100 too low"
    told = {d.on: d.told[0].day for d in seen.days if d.told}
    assert told[TODAY + DAY] == DayForecast(XINING, TODAY + DAY, 280, 320)
    assert seen.windows.aqi[-2:].tolist() == [320, 300]
