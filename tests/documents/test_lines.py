"""Where signs stand on a line once the break is settled."""

from __future__ import annotations

import pytest

from qh_console.documents.breaking import break_text
from qh_console.documents.lines import Setting
from qh_console.documents.model import Role, Span
from tests.documents.samples import faces

LOOSE = Setting(10.0, 10.0, 100.0, on_grid=False, justify=False)


def test_off_the_grid_latin_keeps_its_own_width() -> None:
    (line,) = break_text([Span("表AB")], LOOSE, faces().advance)
    assert line.width_pt == pytest.approx(10 + faces().width(Role.SERIF, "AB", 10.0))
    assert line.stretches[1].spacing_pt == 0.0


def test_ragged_lines_keep_their_width_when_not_justified() -> None:
    lines = break_text([Span("重" * 9 + "（注）")], LOOSE, faces().advance)
    assert [line.width_pt for line in lines] == [90.0, 30.0]


@pytest.mark.parametrize(("count", "spread"), [(14, True), (13, True), (12, False), (11, False)])
def test_a_line_is_spread_only_while_no_gap_takes_more_than_a_quarter_of_a_cell(count: int, spread: bool) -> None:
    """Else it stays ragged, and its characters on the grid."""
    first, second = break_text([Span("重" * count + "第2026138号后")], Setting(16.0, 16.0, 16 * 16.0), faces().advance)
    assert second.text == "第2026138号后"
    assert first.width_pt == pytest.approx(16 * 16.0 if spread else count * 16.0)
    assert first.stretches[0].spacing_pt == pytest.approx((16 - count) * 16.0 / (count - 1) if spread else 0.0)
