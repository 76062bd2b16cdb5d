"""The axis in Beijing time, whatever the machine's zone."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from qh_console.domain.clock import beijing, from_beijing
from qh_console.ui.widgets.time_axis import BeijingAxis, day_text, instant, moment_text

START = from_beijing(2026, 1, 12, 9).timestamp()
HOUR = 3600.0


def test_words(qapp: QApplication) -> None:
    assert day_text(START) == "1月12日 周一"
    assert moment_text(START) == "1月12日 09:00"
    assert instant(START) == from_beijing(2026, 1, 12, 9)


def test_days_stand_at_beijing_midnights(qapp: QApplication) -> None:
    axis = BeijingAxis("bottom")
    (spacing, days), *_ = axis.tickValues(START, START + 8 * 24 * HOUR, 1000)
    assert spacing == 24 * HOUR
    assert [beijing(instant(day)).hour for day in days] == [0] * 8
    assert axis.tickStrings(days, 1, spacing)[0] == "1月13日 周二"


@pytest.mark.parametrize(("hours", "step"), [(12, 1), (24, 1), (48, 2), (96, 6)])
def test_hours_between_as_far_as_there_is_room(qapp: QApplication, hours: int, step: int) -> None:
    axis = BeijingAxis("bottom")
    ticks = dict(axis.tickValues(START, START + hours * HOUR, 1000))
    assert step * HOUR in ticks
    marked = ticks[step * HOUR]
    assert all(beijing(instant(t)).hour % step == 0 for t in marked)
    assert not set(marked) & set(ticks[24 * HOUR])
    assert axis.tickStrings(marked, 1, step * HOUR)[0] == str(beijing(instant(marked[0])).hour)


def test_a_long_stretch_keeps_its_days_readable(qapp: QApplication) -> None:
    (spacing, days), *rest = BeijingAxis("bottom").tickValues(START, START + 90 * 24 * HOUR, 1000)
    assert rest == []
    assert 1000 / len(days) >= 84
    assert spacing > 24 * HOUR
