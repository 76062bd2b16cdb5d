"""Every field of a publication, ticked or named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qh_console.domain.pack import Level
from qh_console.ui.alert.field_list import derive_ticks
from tests.builders import office, plan, publication, to_standing

ALERT = office(*to_standing()).board.alerts["a1"]
WHOLE = publication()


def test_a_whole_publication_is_all_ticks() -> None:
    ticks = derive_ticks(ALERT, WHOLE, Level.ORANGE, plan())
    assert [t.label for t in ticks] == ["时间", "地区", "级别", "影响范围", "扩散条件", "主要污染物", "后期趋势"]
    assert all(t.is_good for t in ticks)


@pytest.mark.parametrize(
    ("field", "label"),
    [("extent", "影响范围"), ("dispersion", "扩散条件"), ("pollutants", "主要污染物"), ("outlook", "后期趋势")],
)
def test_an_empty_field_is_named_and_led_to(field: str, label: str) -> None:
    without = replace(WHOLE, **{field: " "})  # type: ignore[arg-type]
    ticks = derive_ticks(ALERT, without, Level.ORANGE, plan())
    assert [(t.label, t.field) for t in ticks if not t.is_good] == [(label, field)]


def test_times_and_level() -> None:
    backwards = replace(WHOLE, ends_at=WHOLE.starts_at)
    assert [t.field for t in derive_ticks(ALERT, backwards, Level.ORANGE, plan()) if not t.is_good] == ["ends_at"]
    assert [t.field for t in derive_ticks(ALERT, WHOLE, Level.HINT, plan()) if not t.is_good] == ["level"]
    assert [t.field for t in derive_ticks(ALERT, None, Level.RED, plan()) if not t.is_good] == ["starts_at"]
