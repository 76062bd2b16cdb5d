"""Proposals filled in beforehand from what the record already holds, so that a person only reads and signs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from qh_console.domain.acts import ChangeProposed
from qh_console.domain.adjusting import CarryOn
from qh_console.domain.alert_fold import may_follow, may_propose
from qh_console.domain.alerts import Alert
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Change, Publication


@dataclass(frozen=True)
class Prefilled:
    """The fields of a ProposeChange as the form opens with them."""

    change: Change
    level: Level
    publication: Publication
    reason: str
    changes_number: str


def correction_of(alert: Alert, number: str) -> Prefilled | None:
    """The notice's own words, to be mended; None where it cannot be corrected now or is not this alert's."""
    return _renewed(alert, number, Change.CORRECT, f"更正{number}：")


def withdrawal_of(alert: Alert, number: str) -> Prefilled | None:
    """The notice's own words, to be taken back; None as for a correction, and once the alert has ended."""
    return _renewed(alert, number, Change.WITHDRAW, f"撤回{number}：")


def _renewed(alert: Alert, number: str, change: Change, reason: str) -> Prefilled | None:
    notice = next((n for n in alert.notices if n.number == number), None)
    if notice is None or not may_follow(alert, ChangeProposed) or not may_propose(alert, change):
        return None
    return Prefilled(change, alert.published_level, notice.publication, reason, alert.latest_number)


def carried_on(alert: Alert, carry_on: CarryOn, ends_at: datetime | None) -> Prefilled | None:
    """Plan 3.3.2: one process, so the alert stays, at the higher level from its start and to the end of both episodes.

    Where the level stays, only the published end changes. None where the alert no longer stands.
    """
    if alert.level is None:
        return None
    first, latest = alert.notices[0].publication, alert.notices[-1].publication
    ends = [at for at in (latest.ends_at, ends_at) if at is not None]
    lasting = replace(latest, starts_at=first.starts_at, ends_at=max(ends, default=None))
    change = Change.RAISE if carry_on.level > alert.level else Change.CORRECT
    return Prefilled(change, max(carry_on.level, alert.level), lasting, carry_on.text, alert.latest_number)
