"""Forecasts are kept as issued, and the newest word for each place is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from qh_console.domain.readings import DayForecast, Forecast, HourlySeries, Indicator
from qh_console.store.database import Database
from qh_console.store.forecasts import ForecastStore

T0 = datetime(2026, 1, 9, 0, 0, tzinfo=UTC)
DAY = timedelta(days=1)
XINING, HAIDONG = "630100", "630200"


@pytest.fixture
def store(record: Database) -> ForecastStore:
    return ForecastStore(record)


def daily(source: str = "省台", issued_at: datetime = T0, aqi: int = 220, *places: str) -> Forecast:
    days = [
        DayForecast(p, issued_at.date() + n * DAY, aqi, aqi + 40, "PM2.5")
        for n in range(3)
        for p in places or (XINING,)
    ]
    return Forecast(source, issued_at, tuple(days))


def test_a_daily_forecast_is_read_back_as_issued(store: ForecastStore) -> None:
    forecast = Forecast("省台", T0, (DayForecast(XINING, date(2026, 1, 10), 0, 500, "", True),))
    assert store.add(forecast)
    assert store.issued(T0) == (forecast,)


def test_an_hourly_forecast_is_read_back_to_the_last_digit(store: ForecastStore) -> None:
    values = {Indicator.PM25: np.array([0.1, np.nan, 35.3]), Indicator.O3_8H: np.array([1.0, 2.0, 3.0])}
    dust = np.array([True, False, True])
    series = HourlySeries(XINING, T0, values, np.array([np.nan, 331.0, 0.0]), dust)
    bare = HourlySeries(HAIDONG, T0 + DAY, {}, np.array([12.0]))
    store.add(Forecast("模式", T0, (), (bare, series)))
    (found,) = store.issued(T0)
    again, other = found.hourly
    assert (again.place, again.first_at, again.hours) == (XINING, T0, 3)
    assert set(again.values) == {Indicator.PM25, Indicator.O3_8H}
    np.testing.assert_array_equal(again.values[Indicator.PM25], values[Indicator.PM25])
    np.testing.assert_array_equal(again.values[Indicator.O3_8H], values[Indicator.O3_8H])
    assert again.aqi is not None
    assert again.dust is not None
    np.testing.assert_array_equal(again.aqi, [np.nan, 331.0, 0.0])
    assert again.dust.dtype == np.bool_
    np.testing.assert_array_equal(again.dust, dust)
    assert (other.place, other.first_at, other.values, other.dust) == (HAIDONG, T0 + DAY, {}, None)


def test_the_very_same_forecast_is_kept_once(store: ForecastStore) -> None:
    assert store.add(daily())
    assert not store.add(daily())
    assert not store.add(replace(daily(), days=daily().days[::-1]))
    assert len(store.issued(T0)) == 1


def test_another_telling_of_one_issue_is_kept_beside_it_and_counts(store: ForecastStore) -> None:
    store.add(daily(aqi=220))
    assert store.add(daily(aqi=310))
    assert [f.days[0].aqi_low for f in store.issued(T0)] == [220, 310]
    (latest,) = store.latest(T0)
    assert latest.days[0].aqi_low == 310


def test_only_what_was_issued_by_then_is_known(store: ForecastStore) -> None:
    for n in range(4):
        store.add(daily(issued_at=T0 + n * DAY, aqi=100 + n))
    store.add(daily("模式", T0 + DAY, 300))
    assert [f.issued_at for f in store.issued(T0 + DAY)] == [T0, T0 + DAY, T0 + DAY]
    assert [f.issued_at for f in store.issued(T0 + 9 * DAY, since_at=T0 + 2 * DAY)] == [T0 + 2 * DAY, T0 + 3 * DAY]
    assert [f.days[0].aqi_low for f in store.issued(T0 + 9 * DAY, source="模式")] == [300]
    assert {(f.source, f.days[0].aqi_low) for f in store.latest(T0 + DAY)} == {("省台", 101), ("模式", 300)}
    assert store.latest(T0 - DAY) == ()


def test_a_place_left_out_of_the_newest_issue_keeps_its_last_word(store: ForecastStore) -> None:
    store.add(daily("文件", T0, 200, XINING, HAIDONG))
    store.add(daily("文件", T0 + timedelta(hours=1), 300, HAIDONG))
    newest, older = store.latest(T0 + DAY)
    assert {(d.place, d.aqi_low) for d in newest.days} == {(HAIDONG, 300)}
    assert {(d.place, d.aqi_low) for d in older.days} == {(XINING, 200)}


def test_a_forecast_too_old_to_speak_of_today_is_not_the_latest(store: ForecastStore) -> None:
    store.add(daily())
    assert store.latest(T0 + 15 * DAY) == store.issued(T0)
    assert store.latest(T0 + 16 * DAY) == ()
    assert store.latest(T0 + 2 * DAY, within=DAY) == ()


@pytest.mark.parametrize("table", ["forecasts", "forecast_days", "forecast_hours"])
def test_a_forecast_is_never_corrected(store: ForecastStore, record: Database, table: str) -> None:
    series = HourlySeries(XINING, T0, {}, np.array([12.0]))
    store.add(replace(daily(), hourly=(series,)))
    statement = text(f"DELETE FROM {table}")
    with pytest.raises(IntegrityError, match="for ever"), record.writing() as connection:
        connection.execute(statement)


def test_two_words_on_one_day_are_refused_whole(store: ForecastStore) -> None:
    (day, *_) = daily().days
    with pytest.raises(IntegrityError):
        store.add(Forecast("省台", T0, (day, day)))
    assert store.issued(T0) == ()


def test_what_came_can_be_counted_and_days_read_without_hours(store: ForecastStore) -> None:
    whole = replace(daily(), hourly=(HourlySeries(XINING, T0, {Indicator.PM25: np.array([1.0])}),))
    store.add(whole)
    store.add(daily(issued_at=T0 + DAY))
    counted = [store.count(T0 + n * DAY, T0 + m * DAY) for n, m in ((1, 0), (1, 1), (0, 0), (2, 2))]
    assert counted == [2, 1, 1, 0]
    assert store.issued(T0, with_hours=False) == (replace(whole, hourly=()),)
