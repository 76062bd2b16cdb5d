"""The sheet's own figures."""

from __future__ import annotations

import pytest

from qh_console.documents.page import (
    AREA_HEIGHT,
    AREA_WIDTH,
    BOTTOM,
    CHAR_PITCH,
    LEFT,
    LINE_PITCH,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    TOP,
    Page,
    baseline,
)


def test_the_type_area_lies_where_the_standard_puts_it() -> None:
    assert pytest.approx((210, 297)) == (PAGE_WIDTH / MM, PAGE_HEIGHT / MM)
    assert pytest.approx((28, 37, 156, 225)) == (LEFT / MM, TOP / MM, AREA_WIDTH / MM, AREA_HEIGHT / MM)
    assert pytest.approx(35) == BOTTOM / MM
    assert pytest.approx((28.99, 15.79), abs=0.005) == (LINE_PITCH, CHAR_PITCH)


def test_a_character_stands_in_the_middle_of_its_line() -> None:
    assert baseline(0, 28.0, 16.0) - 0.88 * 16 == pytest.approx(6.0)


def test_a_turned_page_is_as_wide_as_the_upright_one_is_high() -> None:
    assert (Page(landscape=True).width, Page(landscape=True).height) == (AREA_HEIGHT, AREA_WIDTH)
