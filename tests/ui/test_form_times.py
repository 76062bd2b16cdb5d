"""A form's time is Beijing's, there and back."""

from __future__ import annotations

from datetime import UTC, datetime

from qh_console.ui.form_times import read_time, time_text

AT = datetime(2026, 1, 9, 16, 30, tzinfo=UTC)


def test_there_and_back() -> None:
    assert time_text(AT) == "2026-01-10 00:30"
    assert read_time(time_text(AT)) == AT
    assert read_time("") is None
    assert read_time("昨天") is None
