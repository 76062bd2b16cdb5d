"""Where shifts stand: a week's bars span their hours, a month's lines stay inside their day."""

from __future__ import annotations

import pytest

from qh_console.ui.widgets.roster_spans import RosterSpans
from tests.ui.widgets.test_roster_board import GAP, SHIFT, days


def px(length: float) -> int:
    return round(length)


def test_a_bar_is_as_long_as_its_hours() -> None:
    spans = RosterSpans(days(7, SHIFT, GAP), 900, 600, px)
    (_, _, shift), (_, _, gap) = spans.boxes()[:2]
    assert shift.width() / gap.width() == pytest.approx(12 / 4, rel=0.02)
    assert shift.right() < gap.left() < gap.right() < 900


@pytest.mark.parametrize("height", [200, 600])
def test_a_month_shows_as_many_lines_as_fit(height: int) -> None:
    spans = RosterSpans(days(35, SHIFT, GAP), 900, height, px)
    for place, _, box in spans.boxes():
        day = spans.day_box(place)
        assert day.left() < box.left() < box.right() < day.right()
    assert len(spans.boxes()) == (70 if height == 600 else 35)
