"""Plan 3.2: sources side by side, their record as it was, and the agreed forecast that alone grades."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from qh_console.domain.forecasts import Band, agreed_days, band, side_by_side, told_before, verify
from qh_console.domain.particulars import AgreedDay
from qh_console.domain.readings import DayForecast, Forecast

XINING, HAIDONG = "630100", "630200"
NIGHT = datetime(2026, 1, 9, 10, tzinfo=UTC)
DAY = date(2026, 1, 10)


def forecast(source: str, *aqi: int | tuple[int, int], issued_at: datetime = NIGHT, place: str = XINING) -> Forecast:
    """Days from the one after issue on."""
    first = issued_at.date() + timedelta(days=1)
    ends = [(a, a) if isinstance(a, int) else a for a in aqi]
    return Forecast(
        source,
        issued_at,
        tuple(DayForecast(place, first + timedelta(days=i), low, high) for i, (low, high) in enumerate(ends)),
    )


def daily(source: str, *aqi: int | tuple[int, int]) -> list[Forecast]:
    """One forecast a day, each of the next day only, from NIGHT on."""
    return [forecast(source, a, issued_at=NIGHT + timedelta(days=i)) for i, a in enumerate(aqi)]


def came(*aqi: int) -> dict[tuple[str, date], int]:
    return {(XINING, DAY + timedelta(days=i)): a for i, a in enumerate(aqi)}


def test_the_latest_word_of_every_source_stands_beside_the_agreed_one() -> None:
    older = forecast("省站", 150, 160, issued_at=NIGHT - timedelta(days=1))
    rows = side_by_side(
        [forecast("省站", (180, 240)), older, forecast("气象台", 260)], [AgreedDay(XINING, DAY, 200, 250)]
    )
    first, second = rows
    assert (first.place, first.on, second.on) == (XINING, DAY - timedelta(days=1), DAY)
    assert [(t.source, t.day.aqi_high, t.lead_days) for t in first.told] == [("省站", 150, 1)]
    assert first.agreed is None
    assert [(t.source, t.day.aqi_high, t.lead_days) for t in second.told] == [("气象台", 260, 1), ("省站", 240, 1)]
    assert second.spread == 20
    assert second.agreed == DayForecast(XINING, DAY, 200, 250, "PM2.5")


def test_an_agreed_day_no_source_spoke_of_is_shown_too() -> None:
    (row,) = side_by_side([], [AgreedDay(XINING, DAY, 200, 250, "PM10")])
    assert (row.told, row.spread) == ((), 0)
    assert row.agreed is not None
    assert row.agreed.pollutant == "PM10"
    assert agreed_days([AgreedDay(XINING, DAY, 200, 250, "PM10")]) == (row.agreed,)


def test_what_was_known_then() -> None:
    told = daily("省站", 100, 110, 120)
    assert told_before(told, NIGHT + timedelta(days=1)) == tuple(told[:2])


def test_record_of_a_source() -> None:
    (found,) = verify(daily("省站", 210, (180, 220), 190, 260), came(250, 150, 230, 205), 200)
    assert (found.source, found.lead_days, found.days) == ("省站", None, 4)
    assert found.bias == (-40 + 50 - 40 + 55) / 4
    assert found.mean_error == (40 + 50 + 40 + 55) / 4
    assert found.within_range == 0
    assert (found.hits, found.misses, found.false_alarms) == (2, 1, 1)
    assert found.hit_rate == pytest.approx(2 / 3)
    assert found.false_alarm_ratio == pytest.approx(1 / 3)


def test_a_day_inside_its_range_is_within() -> None:
    (found,) = verify(daily("省站", (100, 150), (100, 150), (100, 150)), came(100, 150, 151), 200)
    assert found.within_range == pytest.approx(2 / 3)
    assert (found.hit_rate, found.false_alarm_ratio) == (None, None)


@pytest.mark.parametrize(("aqi", "is_hit"), [(200, False), (201, True)])
def test_heavy_means_above_the_line_in_the_record_too(aqi: int, is_hit: bool) -> None:
    (found,) = verify(daily("省站", aqi), came(201), 200)
    assert (found.hits, found.misses) == ((1, 0) if is_hit else (0, 1))
    (calm,) = verify(daily("省站", 201), came(aqi), 200)
    assert calm.false_alarms == (0 if is_hit else 1)


def test_sources_and_leads_are_kept_apart() -> None:
    told = [*daily("气象台", 100), *daily("省站", 120), forecast("省站", 1, 130)]
    observed = came(110, 110)
    both = verify(told, observed, 200)
    assert [(v.source, v.days) for v in both] == [("气象台", 1), ("省站", 3)]
    (second_day,) = verify(told, observed, 200, lead_days=2)
    assert (second_day.source, second_day.lead_days, second_day.bias) == ("省站", 2, 20)
    assert verify(told, came(), 200) == ()


def test_a_band_rests_on_the_sources_own_past_at_the_same_lead() -> None:
    past = [*daily("省站", *[200] * 5), *daily("气象台", *[0] * 5)]
    observed = came(180, 190, 200, 210, 220)
    now = forecast("省站", 250, 260, issued_at=NIGHT + timedelta(days=9))
    assert band(now, past, observed, 1.0, 5) == (Band(XINING, now.days[0].on, 230, 270, 5, "省站"),)
    assert band(now, past, observed, 0.5, 5)[0].aqi_low == 240
    assert band(now, past, observed, 1.0, 6) == ()


def test_errors_of_another_place_or_lead_make_no_band() -> None:
    past = daily("省站", *[200] * 5)
    observed = came(180, 190, 200, 210, 220)
    at = NIGHT + timedelta(days=9)
    assert band(forecast("省站", 250, issued_at=at, place=HAIDONG), past, observed, 1.0, 5) == ()
    assert [b.on for b in band(forecast("省站", 250, 260, issued_at=at), past, observed, 1.0, 5)] == [
        DAY + 9 * timedelta(1)
    ]


def test_a_band_knows_nothing_of_later_days_and_stays_on_the_scale() -> None:
    past = daily("省站", *[200] * 5)
    observed = came(20, 20, 20, 20, 480)
    early = forecast("省站", 100, issued_at=NIGHT + timedelta(days=4))
    assert band(early, past, observed, 1.0, 4)[0].aqi_low == 0
    assert band(early, past, observed, 1.0, 4)[0].cases == 4
    late = forecast("省站", 480, issued_at=NIGHT + timedelta(days=5))
    assert band(late, past, observed, 1.0, 5)[0].aqi_high == 500
