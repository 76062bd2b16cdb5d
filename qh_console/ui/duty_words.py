"""Who the duty roster says is on watch and who is next, in one sentence each."""

from __future__ import annotations

from datetime import datetime

from qh_console.domain.duty_roster import DutyRosterBook
from qh_console.services.roster_wording import people_words
from qh_console.ui.instants import clock_words, span_words


def watch_words(book: DutyRosterBook, now: datetime) -> str:
    """Who should be on watch now, and how to reach them."""
    held = book.on_watch(now)
    if held is None:
        return "现在没有排班" if book.shifts else ""
    return f"现在应由{held.shift.main}值班：{people_words(held.shift)}"


def next_words(book: DutyRosterBook, now: datetime) -> str:
    held = book.next_after(now)
    if held is None:
        return "后面没有排班" if book.shifts else ""
    begins = held.shift.starts_at
    return f"下一班{held.shift.main}，{clock_words(begins, now)}接班（{span_words(begins - now)}后）"
