"""Beijing time for people and rules, UTC for the record, wherever the machine thinks it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from qh_console.domain.clock import (
    beijing,
    chinese_date,
    chinese_days,
    chinese_time,
    day_of_hour,
    floor_hour,
    from_beijing,
)


def test_beijing_is_eight_hours_ahead_all_year() -> None:
    for month in (1, 7):
        at = datetime(2026, month, 9, 20, 30, tzinfo=UTC)
        assert beijing(at).isoformat() == f"2026-0{month}-10T04:30:00+08:00"
        assert beijing(at) == at


def test_a_reading_of_a_beijing_clock_becomes_utc() -> None:
    at = from_beijing(2026, 1, 1, 7, 5)
    assert at == datetime(2025, 12, 31, 23, 5, tzinfo=UTC)
    assert at.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("hour", "minute", "on"), [(0, 0, 8), (0, 1, 8), (1, 0, 9), (12, 0, 9), (23, 0, 9), (24, 0, 9)]
)
def test_the_hour_that_ends_at_midnight_closes_the_day_before(hour: int, minute: int, on: int) -> None:
    end_at = from_beijing(2026, 1, 9) + timedelta(hours=hour, minutes=minute)
    assert day_of_hour(end_at) == date(2026, 1, on)


def test_an_hour_is_cut_to_its_start_in_any_zone() -> None:
    at = datetime(2026, 1, 9, 12, 59, 59, 999_999, tzinfo=UTC)
    assert floor_hour(at) == datetime(2026, 1, 9, 12, tzinfo=UTC)
    assert floor_hour(floor_hour(at)) == floor_hour(at)
    elsewhere = timezone(timedelta(hours=-3))
    assert floor_hour(at.astimezone(elsewhere)) == floor_hour(at)


def test_dates_are_written_without_leading_zeros() -> None:
    assert chinese_date(date(2026, 1, 9)) == "2026年1月9日"
    assert chinese_date(date(2026, 12, 31)) == "2026年12月31日"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (from_beijing(2026, 1, 9, 8), "2026年1月9日8时"),
        (from_beijing(2026, 1, 9, 8, 5), "2026年1月9日8时5分"),
        (from_beijing(2026, 1, 9), "2026年1月9日0时"),
        (datetime(2026, 1, 8, 16, 0, tzinfo=UTC), "2026年1月9日0时"),
    ],
)
def test_instants_are_told_in_beijing_time(at: datetime, words: str) -> None:
    assert chinese_time(at) == words


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 1, 11), date(2026, 1, 11), "2026年1月11日"),
        (date(2026, 1, 11), date(2026, 1, 14), "2026年1月11日至14日"),
        (date(2026, 1, 30), date(2026, 2, 14), "2026年1月30日至2月14日"),
        (date(2025, 12, 30), date(2026, 1, 3), "2025年12月30日至2026年1月3日"),
        (date(2025, 1, 30), date(2026, 1, 3), "2025年1月30日至2026年1月3日"),
    ],
)
def test_days_say_once_what_they_share(first: date, last: date, said: str) -> None:
    assert chinese_days(first, last) == said
