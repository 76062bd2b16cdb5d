"""Beijing time whatever the machine's zone, and spans cut where nobody reads on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from qh_console.ui.instants import clock_words, span_words
from tests.builders import NOW


def test_beijing_time_without_the_year() -> None:
    assert clock_words(NOW) == "1-09 20:00"


@pytest.mark.parametrize(
    ("hours", "words"), [(0, "20:00"), (3, "23:00"), (4, "1-10 00:00"), (-20, "00:00"), (-21, "1-08 23:00")]
)
def test_of_today_the_hour_alone(hours: int, words: str) -> None:
    assert clock_words(NOW + timedelta(hours=hours), NOW) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(-5, "0分"), (0, "0分"), (59, "59分"), (60, "1时00分"), (125, "2时05分"), (2879, "47时59分"), (2880, "2天0时")],
)
def test_spans(minutes: int, words: str) -> None:
    assert span_words(timedelta(minutes=minutes)) == words
