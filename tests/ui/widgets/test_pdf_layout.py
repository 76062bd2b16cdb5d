"""Where pages lie, and that a place of a page stays the same place whatever the zoom."""

from __future__ import annotations

import pytest

from qh_console.ui.widgets.pdf_layout import MOST_ZOOM, SPACING_PX, Fit, PdfLayout, Place, lay_out, zoom_of

A4, LYING = (595.0, 842.0), (842.0, 595.0)
VIEW = (400.0, 600.0)


def test_every_page_is_as_wide_as_the_view_the_lying_one_too() -> None:
    layout = lay_out([A4, LYING], Fit.WIDTH, 1.0, VIEW, 96)
    assert [box.width for box in layout.boxes] == pytest.approx([VIEW[0] - 2 * SPACING_PX] * 2)
    assert layout.boxes[1].top == pytest.approx(layout.boxes[0].bottom + SPACING_PX)
    assert layout.height == pytest.approx(layout.boxes[1].bottom + SPACING_PX)


def test_a_whole_page_fits_both_ways() -> None:
    (box,) = lay_out([A4], Fit.PAGE, 1.0, (900.0, 600.0), 96).boxes
    assert box.height == pytest.approx(600 - 2 * SPACING_PX)
    assert box.left == pytest.approx((900 - box.width) / 2)


def test_free_zoom_is_true_size_at_one_and_has_an_end() -> None:
    (box,) = lay_out([A4], Fit.FREE, 1.0, VIEW, 96).boxes
    assert box.width == pytest.approx(595 * 96 / 72)
    assert zoom_of(A4, Fit.FREE, 50.0, VIEW, 96) == MOST_ZOOM


@pytest.mark.parametrize("fit", [Fit.WIDTH, Fit.PAGE, Fit.FREE])
def test_a_place_survives_another_zoom(fit: Fit) -> None:
    before = lay_out([A4] * 3, Fit.WIDTH, 1.0, VIEW, 96)
    place = before.place_at(200, before.boxes[1].top + 100)
    after = lay_out([A4] * 3, fit, 2.0, (700.0, 500.0), 96)
    x, y = after.point_of(place)
    assert after.place_at(x, y).page == 1
    assert after.place_at(x, y).down == pytest.approx(place.down)


def test_a_place_on_a_page_that_is_gone_is_one_on_the_last() -> None:
    layout = lay_out([A4], Fit.WIDTH, 1.0, VIEW, 96)
    assert layout.point_of(Place(4, 0, 0))[1] == layout.boxes[0].top
    assert PdfLayout().point_of(Place(4, 0, 0)) == (0, 0)
    assert PdfLayout().place_at(3, 3) == Place(0, 0, 0)


def test_pages_in_view() -> None:
    layout = lay_out([A4] * 4, Fit.WIDTH, 1.0, VIEW, 96)
    assert layout.seen(0, 600) == range(2)
    assert layout.seen(layout.boxes[3].top, 600) == range(3, 4)
    assert PdfLayout().seen(0, 600) == range(0)
