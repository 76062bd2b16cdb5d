"""发文字号: one gapless series a year, reserved by the act of release and never reused (GB/T 9704 7.2.5)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from qh_console.domain.alerts import Alert
from qh_console.domain.clock import beijing

_NUMBER = re.compile(r"^(?P<prefix>.+)〔(?P<year>\d{4})〕(?P<serial>\d+)号$")


def next_number(alerts: Iterable[Alert], prefix: str, now: datetime, ahead: int = 0) -> str:
    """The number after the highest one this series used in the year of `now` (Beijing), and `ahead` beyond it."""
    year = beijing(now).year
    used = [0]
    for alert in alerts:
        for notice in alert.notices:
            for number in (notice.number, notice.response_number):
                found = _NUMBER.match(number)
                if found and found["prefix"] == prefix and int(found["year"]) == year:
                    used.append(int(found["serial"]))
    return f"{prefix}〔{year}〕{max(used) + 1 + ahead}号"
