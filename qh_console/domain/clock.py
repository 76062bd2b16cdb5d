"""Time as the console uses it: instants are aware UTC and injected; people and rules read Beijing time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

Clock = Callable[[], datetime]

BEIJING = timezone(timedelta(hours=8), "UTC+08:00")
HOUR = timedelta(hours=1)


def beijing(at: datetime) -> datetime:
    return at.astimezone(BEIJING)


def from_beijing(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A wall-clock reading in Beijing as an instant in UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=BEIJING).astimezone(UTC)


def day_of_hour(end_at: datetime) -> date:
    """The day an hourly mean belongs to; the hour ending at 00:00 closes the day before it."""
    return (beijing(end_at) - HOUR).date()


def floor_hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def chinese_date(on: date) -> str:
    """成文日期 as GB/T 9704 7.3.5.4 wants it: full year, no leading zeros."""
    return f"{on.year}年{on.month}月{on.day}日"


def chinese_days(first: date, last: date) -> str:
    """2026年1月12日至16日: what both days share is said once, so that a title does not part a date."""
    if first == last:
        return chinese_date(first)
    until = f"{last.day}日"
    if (first.year, first.month) != (last.year, last.month):
        until = f"{last.month}月{until}"
    if first.year != last.year:
        until = f"{last.year}年{until}"
    return f"{chinese_date(first)}至{until}"


def chinese_time(at: datetime) -> str:
    local = beijing(at)
    return f"{chinese_date(local.date())}{local.hour}时" + (f"{local.minute}分" if local.minute else "")
