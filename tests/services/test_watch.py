"""The air at one instant: what was measured, what is foretold, and the level the plan makes of both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest

from qh_console.domain.board import Board
from qh_console.domain.clock import HOUR
from qh_console.domain.commands import FindCause, HoldConsultation
from qh_console.domain.pack import Level
from qh_console.domain.particulars import NO_EVIDENCE, AgreedDay, Cause, Change, Scope
from qh_console.domain.readings import SIX, Forecast, HourlySeries, Indicator, Reading
from qh_console.editions import load_editions
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.services.watch import Air, PlaceAir, Watch, standing_at
from qh_console.store.database import Database
from qh_console.store.forecasts import ForecastStore
from qh_console.store.readings import ReadingStore
from tests.builders import DUTY, HAIBEI, HAIDONG, NOW, XINING, Ledger, consultation, office, to_standing
from tests.services.air_builders import (
    AQI,
    CLEAN,
    GASES,
    HEAVY,
    SEVERE,
    by_day,
    by_hour,
    by_hour_as_aqi,
    measured,
    reading,
)
from tests.services.offices import PACK

GAP = float("nan")
NEXT_AT = NOW + HOUR
TODAY = date(2026, 1, 9)
"""NOW is 20:00 of this day in Beijing."""


class Sky:
    """Stores to fill, and the watch that looks at them."""

    def __init__(self, record: Database) -> None:
        self.readings, self.forecasts = ReadingStore(record), ForecastStore(record)
        editions = load_editions(resources_folder() / "aqi")
        places = load_places(resources_folder() / "places" / "qinghai.toml")
        self.watch = Watch(self.readings, self.forecasts, places, editions, PACK)

    def told(self, *told: Reading | Forecast | tuple[Reading, ...]) -> Sky:
        for one in told:
            if isinstance(one, Forecast):
                self.forecasts.add(one)
            else:
                self.readings.add(one if isinstance(one, tuple) else [one])
        return self

    def air(self, board: Board | None = None, now: datetime = NOW) -> Air:
        return self.watch.look(board or Board(), now)

    def xining(self, board: Board | None = None, now: datetime = NOW) -> PlaceAir:
        return self.air(board, now).places[XINING]


@pytest.fixture
def sky(record: Database) -> Sky:
    return Sky(record)


# --- now ------------------------------------------------------------------------------------------------------------


def test_without_any_data_every_place_is_there_and_nothing_is_claimed(sky: Sky) -> None:
    air = sky.air()
    assert len(air.places) == 8
    for seen in air.places.values():
        assert (seen.now, seen.data_at, seen.source, seen.latest) == (None, None, "", None)
        assert (seen.change_3h, seen.mean_24h, seen.fine_ratio) == (None, None, None)
        assert seen.grade.level is None
        assert seen.grade.why_none
        assert (seen.hints, seen.days, seen.advice) == ((), (), None)
    assert air.province.level is Level.NONE
    assert len(air.province.ungraded) == 8


def test_now_is_the_report_of_the_latest_hour(sky: Sky) -> None:
    seen = sky.told(measured(NOW, (CLEAN, 30), (HEAVY, 1))).xining()
    assert (seen.data_at, seen.source) == (NOW, "国控站")
    assert seen.now is not None
    assert (seen.now.aqi, seen.now.primary) == (AQI[HEAVY], ("PM2.5",))
    assert seen.latest == seen.hours.hours - 1 == seen.known - 1
    assert seen.hourly_aqi[-2:].tolist() == [AQI[CLEAN], AQI[HEAVY]]


def test_within_the_hour_the_last_full_one_counts(sky: Sky) -> None:
    sky.told(measured(NOW, (CLEAN, 30), (HEAVY, 1)))
    seen = sky.xining(now=NOW + timedelta(minutes=59))
    assert seen.data_at == NOW
    assert seen.now is not None
    assert seen.now.aqi == AQI[HEAVY]
    assert sky.xining(now=NOW - timedelta(minutes=1)).data_at == NOW - HOUR


def test_data_that_stopped_keep_their_hour_and_are_dropped_after_a_week(sky: Sky) -> None:
    sky.told(measured(NOW - 10 * HOUR, (CLEAN, 30)))
    stale = sky.xining()
    assert stale.data_at == NOW - 10 * HOUR
    assert stale.grade.age == 10 * HOUR
    assert stale.now is not None
    gone = sky.xining(now=NOW + timedelta(days=8))
    assert (gone.data_at, gone.now, gone.mean_24h) == (None, None, None)
    assert gone.source == "国控站", "whose data they were"


@pytest.mark.parametrize(
    ("row", "change"),
    [
        (((CLEAN, 27), (HEAVY, 3)), AQI[HEAVY] - AQI[CLEAN]),
        (((HEAVY, 27), (CLEAN, 3)), AQI[CLEAN] - AQI[HEAVY]),
        (((CLEAN, 26), (HEAVY, 4)), 0),
        (((CLEAN, 26), (GAP, 1), (HEAVY, 3)), None),
        (((HEAVY, 3),), None),
        (((HEAVY, 4),), 0),
    ],
)
def test_the_change_is_over_three_hours_where_both_ends_are_known(
    sky: Sky, row: tuple[tuple[float, int], ...], change: int | None
) -> None:
    assert sky.told(measured(NOW, *row)).xining().change_3h == change


@pytest.mark.parametrize(
    ("row", "mean"),
    [
        (((HEAVY, 24),), AQI[HEAVY]),
        (((SEVERE, 24), (HEAVY, 24)), AQI[HEAVY]),
        (((HEAVY, 24), (GAP, 4)), None),
        (((HEAVY, 20), (GAP, 2), (HEAVY, 2)), AQI[HEAVY]),
        (((HEAVY, 17), (GAP, 5), (HEAVY, 2)), None),
        (((HEAVY, 23),), None),
    ],
)
def test_the_24_h_mean_ends_with_the_latest_hour_and_wants_twenty(
    sky: Sky, row: tuple[tuple[float, int], ...], mean: int | None
) -> None:
    seen = sky.told(measured(NOW, *row)).xining()
    assert (seen.mean_24h if row[-1][0] == row[-1][0] else None) == mean


def test_the_24_h_mean_is_measured_whatever_the_forecast_counts_by(sky: Sky) -> None:
    sky.told(measured(NOW, (CLEAN, 24), (HEAVY, 24)), by_day(NOW, TODAY, 90, 90, 90))
    seen = sky.xining()
    assert seen.windows.step_hours == 24
    assert seen.mean_24h == AQI[HEAVY]


@pytest.mark.parametrize(("pm10", "ratio"), [(2.0, 0.5), (1.0, 1.0), (0.0, None)])
def test_the_share_of_fine_particles_speaks_of_the_latest_hour(sky: Sky, pm10: float, ratio: float | None) -> None:
    sky.told(measured(NOW - HOUR, (CLEAN, 5)), measured(NOW, (HEAVY, 1), pm10=pm10))
    assert sky.xining().fine_ratio == ratio


@pytest.mark.parametrize("missing", [Indicator.PM25, Indicator.PM10])
def test_without_one_of_the_two_there_is_no_share(sky: Sky, missing: Indicator) -> None:
    both = {Indicator.PM25: 35.0, Indicator.PM10: 70.0}
    del both[missing]
    assert sky.told(reading(NOW, both)).xining().fine_ratio is None


def test_an_hour_told_as_bare_aqi_counts_as_that(sky: Sky) -> None:
    bare = tuple(reading(NOW - k * HOUR, {}, aqi=230) for k in range(48))
    seen = sky.told(bare).xining()
    assert seen.hourly_aqi[-1] == 230
    assert seen.mean_24h == 230.0
    assert seen.grade.completeness == 1.0
    assert seen.grade.level is Level.YELLOW


# --- levels ---------------------------------------------------------------------------------------------------------

ORANGE_AHEAD = ((HEAVY, 72), (CLEAN, 24))


def test_what_is_foretold_by_the_hour_grades_from_the_hour_after_now(sky: Sky) -> None:
    seen = sky.told(measured(NOW, (CLEAN, 48)), by_hour(NOW, NEXT_AT, *ORANGE_AHEAD)).xining()
    assert (seen.grade.level, seen.grade.heavy_days) == (Level.ORANGE, 3)
    assert (seen.known, seen.hours.hours) == (48, 48 + 96)
    assert seen.grade.process is not None
    first, last = seen.grade.process.windows[0], seen.grade.process.windows[-1]
    assert (last.end_at - first.start_at) == 72 * HOUR


def test_without_measurements_the_forecast_alone_grades(sky: Sky) -> None:
    seen = sky.told(by_hour(NOW, NEXT_AT, *ORANGE_AHEAD)).xining()
    assert seen.grade.level is Level.ORANGE
    assert seen.data_at is None


def test_a_process_under_way_counts_its_measured_part(sky: Sky) -> None:
    seen = sky.told(measured(NOW, (CLEAN, 30), (HEAVY, 40)), by_hour(NOW, NEXT_AT, (HEAVY, 32), (CLEAN, 24))).xining()
    assert seen.grade.heavy_days == 3


def test_where_both_speak_the_measurement_counts(sky: Sky) -> None:
    sky.told(measured(NOW, (CLEAN, 72)), by_hour(NOW - 48 * HOUR, NOW - 47 * HOUR, (SEVERE, 48), (CLEAN, 24)))
    seen = sky.xining()
    assert seen.grade.level is Level.NONE
    assert set(seen.hourly_aqi.tolist()) == {AQI[CLEAN]}


def test_the_newest_hourly_forecast_that_still_speaks_is_taken(sky: Sky) -> None:
    sky.told(
        measured(NOW, (CLEAN, 48)),
        by_hour(NOW - 6 * HOUR, NOW - 5 * HOUR, (SEVERE, 96), source="甲"),
        by_hour(NOW - HOUR, NOW, *ORANGE_AHEAD, source="乙"),
        by_hour(NOW - 2 * HOUR, NOW - HOUR, (SEVERE, 96), source="丙"),
    )
    assert sky.xining().grade.level is Level.ORANGE
    assert sky.xining(now=NOW - timedelta(hours=1, minutes=30)).grade.level is Level.RED, "as it was known then"


def test_an_hourly_forecast_that_is_used_up_gives_way_to_the_daily_one(sky: Sky) -> None:
    sky.told(
        measured(NOW, (CLEAN, 72)),
        by_hour(NOW - 60 * HOUR, NOW - 59 * HOUR, (CLEAN, 60)),
        by_day(NOW, TODAY, 90, 210, 220, 230),
    )
    seen = sky.xining()
    assert seen.windows.step_hours == 24
    assert seen.grade.level is Level.ORANGE


def test_a_forecast_of_bare_aqi_grades_by_its_mean(sky: Sky) -> None:
    seen = sky.told(measured(NOW, (CLEAN, 48)), by_hour_as_aqi(NOW, NEXT_AT, (201, 48), (60, 24))).xining()
    assert seen.grade.level is Level.YELLOW
    assert seen.grade.peak == 201.0
    assert seen.hourly_aqi[47:49].tolist() == [AQI[CLEAN], 201]


def test_only_a_daily_forecast_grades_by_days(sky: Sky) -> None:
    seen = sky.told(measured(NOW, (CLEAN, 72)), by_day(NOW, TODAY, 60, (180, 230), (190, 240), (200, 200))).xining()
    assert (seen.grade.level, seen.grade.heavy_days) == (Level.YELLOW, 2)
    assert [d.on for d in seen.days] == [TODAY + timedelta(days=k) for k in range(4)]
    assert [(t.source, t.day.aqi_high) for t in seen.days[1].told] == [("省站", 230)]


def test_of_several_daily_forecasts_the_newest_counts_whatever_their_names(sky: Sky) -> None:
    good, bad = (60, 60, 60, 60), (60, 310, 320, 330)
    for names in (("甲", "乙"), ("乙", "甲")):
        place = XINING if names[0] == "甲" else HAIDONG
        sky.told(
            measured(NOW, (CLEAN, 72), place=place),
            by_day(NOW - 6 * HOUR, TODAY, *bad, place=place, source=names[0]),
            by_day(NOW, TODAY, *good, place=place, source=names[1]),
        )
    air = sky.air()
    assert [air.places[p].grade.level for p in (XINING, HAIDONG)] == [Level.NONE, Level.NONE]
    assert len(air.places[XINING].days[0].told) == 2


def test_measured_days_lead_into_the_foretold_ones(sky: Sky) -> None:
    """Two heavy days measured and one foretold are one process of three."""
    days = by_day(NOW - 60 * HOUR, TODAY - timedelta(days=2), 60, 60, 230, 60)
    seen = sky.told(measured(NOW, (HEAVY, 68)), days).xining()
    assert (seen.grade.level, seen.grade.heavy_days) == (Level.ORANGE, 3)


def test_a_process_that_is_over_no_longer_grades(sky: Sky) -> None:
    sky.told(measured(NOW, (HEAVY, 72), (CLEAN, 48)), by_hour(NOW, NEXT_AT, (CLEAN, 72)))
    assert sky.xining().grade.level is Level.NONE


@pytest.mark.parametrize(("clean_hours", "level"), [(0, Level.ORANGE), (42, Level.ORANGE), (43, Level.NONE)])
def test_without_a_forecast_a_process_may_go_on_until_the_gap_has_passed(
    sky: Sky, clean_hours: int, level: Level
) -> None:
    """The last heavy window reaches 7 clean hours into them; 36 more part two processes."""
    row = [(CLEAN, 48), (HEAVY, 72), (CLEAN, clean_hours)] if clean_hours else [(CLEAN, 48), (HEAVY, 72)]
    assert sky.told(measured(NOW, *row)).xining().grade.level is level


def test_one_over_and_one_ahead_are_told_apart(sky: Sky) -> None:
    sky.told(measured(NOW, (SEVERE, 96), (CLEAN, 60)), by_hour(NOW, NEXT_AT, (HEAVY, 48), (CLEAN, 24)))
    seen = sky.xining()
    assert (seen.grade.level, seen.grade.heavy_days) == (Level.YELLOW, 2)
    assert len(seen.grade.processes) == 1


def test_one_that_pauses_for_less_than_the_gap_goes_on(sky: Sky) -> None:
    sky.told(measured(NOW, (CLEAN, 24), (HEAVY, 48), (CLEAN, 20)), by_hour(NOW, NEXT_AT, (HEAVY, 48), (CLEAN, 24)))
    assert sky.xining().grade.heavy_days == 4


# --- dust -----------------------------------------------------------------------------------------------------------


def found(cause: Cause, from_hours: int, to_hours: int, ledger: Ledger | None = None, place: str = XINING) -> Ledger:
    ledger = ledger or office()
    span = (NOW + from_hours * HOUR, NOW + to_hours * HOUR)
    ledger.must(FindCause(DUTY, (place,), *span, cause, "卫星"))
    return ledger


def test_hours_found_to_be_dust_do_not_grade(sky: Sky) -> None:
    sky.told(measured(NOW, (CLEAN, 60), (HEAVY, 48)), by_hour(NOW, NEXT_AT, (CLEAN, 48)))
    assert sky.xining().grade.heavy_days == 2
    board = found(Cause.DUST, -48, 0).board
    seen = sky.xining(board)
    assert (seen.grade.heavy_days, seen.grade.dust_hours) == (0, 48)
    assert seen.now is not None
    assert seen.now.aqi == AQI[HEAVY], "what is published stays what it was"
    elsewhere = found(Cause.DUST, -48, 0, place=HAIDONG).board
    assert sky.xining(elsewhere).grade.heavy_days == 2


def test_the_latest_finding_of_an_hour_decides(sky: Sky) -> None:
    sky.told(measured(NOW, (CLEAN, 60), (HEAVY, 48)), by_hour(NOW, NEXT_AT, (HEAVY, 24), (CLEAN, 24)))
    ledger = found(Cause.DUST, -48, 0)
    assert sky.xining(ledger.board).grade.dust_hours == 48
    board = found(Cause.HAZE, -24, 0, ledger).board
    assert sky.xining(board).grade.dust_hours == 24
    assert sky.xining(board).grade.heavy_days == 2


def test_a_measured_day_of_dust_is_no_heavy_day_beside_a_daily_forecast(sky: Sky) -> None:
    sky.told(measured(NOW, (CLEAN, 20), (SEVERE, 48), (SEVERE, 20)), by_day(NOW, TODAY, 230, 230, 60))
    assert sky.xining().grade.heavy_days == 4
    assert sky.xining(found(Cause.DUST, -68, -20).board).grade.heavy_days == 2


def test_hours_foretold_as_dust_do_not_grade(sky: Sky) -> None:
    row = by_hour(NOW, NEXT_AT, *ORANGE_AHEAD).hourly[0]
    dusty = replace(row, dust=np.arange(row.hours) < 48)
    sky.told(measured(NOW, (CLEAN, 48)), Forecast("模式", NOW, hourly=(dusty,)))
    assert (sky.xining().grade.heavy_days, sky.xining().grade.dust_hours) == (1, 48)


def test_a_jump_of_coarse_dust_is_hinted_at_beside_its_neighbours(sky: Sky) -> None:
    for place in (XINING, HAIDONG):
        sky.told(measured(NOW - 6 * HOUR, (20.0, 30), place=place), measured(NOW, (40.0, 6), place=place, pm10=15))
    air = sky.air()
    (hint,) = air.places[XINING].hints
    assert hint.start_at == NOW - 6 * HOUR
    assert HAIDONG in hint.upwind
    assert air.places[HAIBEI].hints == ()


# --- province and alerts --------------------------------------------------------------------------------------------


def test_two_heavy_neighbours_raise_the_province(sky: Sky) -> None:
    for place in (XINING, HAIDONG):
        sky.told(measured(NOW, (CLEAN, 48), place=place), by_hour(NOW, NEXT_AT, *ORANGE_AHEAD, place=place))
    air = sky.air()
    assert (air.province.level, air.province.places) == (Level.ORANGE, (XINING, HAIDONG))
    records = air.grades((HAIDONG, XINING, "620100"))
    assert [(r.place, r.level) for r in records] == [(HAIDONG, Level.ORANGE), (XINING, Level.ORANGE)]
    assert records[0].heavy_days == 3
    assert records[0].peak == AQI[HEAVY]


def standing(*alerts: tuple[str, Scope, tuple[str, ...], Level]) -> Board:
    ledger = office()
    for name, scope, places, level in alerts:
        held = replace(consultation(level, scope, places), forecast=())
        ledger.must(HoldConsultation(DUTY, name, held), *to_standing(level, name)[1:])
    return ledger.board


CITY = ("c", Scope.CITY, (XINING,), Level.RED)
PROVINCE = ("p", Scope.PROVINCE, (XINING, HAIDONG), Level.ORANGE)


def test_the_highest_alert_that_stands_binds_a_place() -> None:
    board = standing(CITY, PROVINCE)
    bound = [standing_at(board, place) for place in (XINING, HAIDONG, HAIBEI)]
    assert [a and a.id for a in bound] == ["c", "p", None]
    higher = standing(replace_level(CITY, Level.YELLOW), PROVINCE)
    chosen = standing_at(higher, XINING)
    assert chosen is not None
    assert chosen.id == "p"


def replace_level(
    alert: tuple[str, Scope, tuple[str, ...], Level], level: Level
) -> tuple[str, Scope, tuple[str, ...], Level]:
    return (*alert[:3], level)


def test_only_places_under_an_alert_are_advised_on(sky: Sky) -> None:
    for place in (XINING, HAIDONG):
        sky.told(measured(NOW, (HEAVY, 48), place=place), by_hour(NOW, NEXT_AT, (CLEAN, 72), place=place))
    air = sky.air(standing(CITY))
    assert air.places[HAIDONG].advice is None
    advice = air.places[XINING].advice
    assert advice is not None
    assert (advice.standing, advice.observed_aqi) == (Level.RED, AQI[HEAVY])


def test_evidence_is_that_of_the_place_which_is_clear_for_the_shortest_time(sky: Sky) -> None:
    sky.told(
        measured(NOW, (CLEAN, 72)),
        by_hour(NOW, NEXT_AT, (CLEAN, 90)),
        measured(NOW, (CLEAN, 71), (HEAVY, 1), place=HAIDONG),
        by_hour(NOW, NEXT_AT, (CLEAN, 50), place=HAIDONG),
    )
    board = standing(PROVINCE)
    air = sky.air(board)
    clocks = {p: a.advice.lift_clock.clear_hours for p, a in air.places.items() if a.advice}
    assert clocks[XINING] > clocks[HAIDONG] > 0
    evidence = air.evidence(board.alerts["p"], Change.LIFT)
    assert (evidence.clear_hours, evidence.observed_aqi) == (clocks[HAIDONG], AQI[HEAVY])


def test_without_an_alert_there_is_no_evidence_against_it(sky: Sky) -> None:
    board = office(HoldConsultation(DUTY, "a1", consultation())).board
    assert sky.air(board).evidence(board.alerts["a1"], Change.LIFT) == NO_EVIDENCE


def test_the_forecast_a_consultation_agreed_on_stands_beside_the_sources_and_counts(sky: Sky) -> None:
    sky.told(measured(NOW, (CLEAN, 72)), by_day(NOW, TODAY, 60, 60, 60, 60))
    assert sky.xining().grade.level is Level.NONE
    agreed = tuple(AgreedDay(XINING, TODAY + timedelta(days=k), 210, 230) for k in (1, 2))
    held = replace(consultation(), forecast=agreed)
    seen = sky.xining(office(HoldConsultation(DUTY, "a1", held), *to_standing()[1:]).board)
    assert seen.grade.level is Level.YELLOW
    assert [d.agreed and d.agreed.aqi_high for d in seen.days] == [None, 230, 230, None]


# --- figures and papers ---------------------------------------------------------------------------------------------


def test_figures_for_the_report_upwards_span_the_hours_agreed_on(sky: Sky) -> None:
    sky.told(measured(NOW, (CLEAN, 48)), by_hour(NOW, NEXT_AT, (HEAVY, 24), (SEVERE, 24), (CLEAN, 24)))
    (told,) = sky.air().figures((XINING, HAIBEI), NOW, NOW + 48 * HOUR)
    assert (told.place, told.pollutant) == (XINING, "PM2.5")
    assert (told.aqi_low, told.aqi_high, told.aqi_mean) == (AQI[HEAVY], AQI[SEVERE], 300)
    assert (told.low_ugm3, told.high_ugm3, told.mean_ugm3) == (200, 300, 250)


def test_what_was_observed_is_read_without_any_forecast_and_with_the_findings(sky: Sky) -> None:
    sky.told(measured(NOW, (HEAVY, 48)), by_hour(NOW, NEXT_AT, (SEVERE, 48)))
    seen = sky.watch.observed(XINING, NOW - 47 * HOUR, NOW + timedelta(minutes=40), office().board)
    assert seen.series.hours == 48
    assert set(seen.hourly_aqi.tolist()) == {AQI[HEAVY]}
    assert seen.windows.aqi[-1] == AQI[HEAVY]
    assert {d.on for d in seen.days} == {TODAY - timedelta(days=k) for k in (0, 1, 2)}
    dusty = sky.watch.observed(XINING, NOW - 47 * HOUR, NOW, found(Cause.DUST, -24, 0).board)
    assert np.isnan(dusty.windows.aqi[-1])


def test_every_forecast_ever_issued_can_be_asked_for(sky: Sky) -> None:
    early, late = by_day(NOW - 30 * HOUR, TODAY, 60), by_day(NOW, TODAY, 90)
    sky.told(early, late)
    assert sky.watch.forecasts_until(NOW - HOUR) == (early,)
    assert sky.watch.forecasts_until(NOW) == (early, late)


def test_a_series_shows_all_six_pollutants(sky: Sky) -> None:
    seen = sky.told(measured(NOW, (CLEAN, 3))).xining()
    assert isinstance(seen.hours, HourlySeries)
    assert set(SIX) <= set(seen.hours.values)
    assert seen.hours.values[Indicator.CO].tolist() == [GASES[Indicator.CO]] * 3
