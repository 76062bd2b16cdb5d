"""Provincial alerts and prefectures' filings for tests: short lawful roads."""

from __future__ import annotations

from datetime import datetime, timedelta

from qh_console.domain.commands import ApproveProposal, Command, HoldConsultation, IssueAlert
from qh_console.domain.office_commands import FileCityAlert
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Change, CityFiling, Means, Publication, Scope
from tests.builders import CHIEF, DUTY, HAIDONG, NOW, XINING, consultation, propose


def to_province(level: Level = Level.ORANGE, alert: str = "p1", *more: str) -> tuple[Command, ...]:
    """A provincial alert for 西宁, 海东 and `more`."""
    return (
        HoldConsultation(DUTY, alert, consultation(level, Scope.PROVINCE, (XINING, HAIDONG, *more))),
        propose(Change.ISSUE, level, alert),
        ApproveProposal(CHIEF, alert, Approval.SIGNATURE),
        IssueAlert(DUTY, alert),
    )


def city(
    place: str,
    level: Level,
    change: Change = Change.ISSUE,
    number: str = "1号",
    hours: tuple[int, int | None] = (0, 72),
) -> FileCityAlert:
    """A prefecture's notice, published from and to so many hours after NOW."""
    starts_at, ends_at = NOW + timedelta(hours=hours[0]), None
    if hours[1] is not None:
        ends_at = NOW + timedelta(hours=hours[1])
    told = Publication(starts_at, ends_at, "全域", "静稳", "PM2.5", "13日好转")
    return FileCityAlert(DUTY, CityFiling(place, number, change, level, issued(), told, Means.FAX, "王科长", NOW))


def issued() -> datetime:
    return NOW - timedelta(minutes=30)
