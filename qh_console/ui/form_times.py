"""Times as forms hold them: Beijing time to the minute, as text."""

from __future__ import annotations

from datetime import datetime

from qh_console.domain.clock import BEIJING, beijing

TIME = "%Y-%m-%d %H:%M"


def time_text(at: datetime) -> str:
    return beijing(at).strftime(TIME)


def read_time(text: str) -> datetime | None:
    """The instant a form's Beijing time names; None where it is no time."""
    try:
        return datetime.strptime(text, TIME).replace(tzinfo=BEIJING)
    except ValueError:
        return None
