"""The preview: real PDF bytes, their pages, search, zoom, thumbnails, and a new version in the same place."""

from __future__ import annotations

import hashlib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.widgets.pdf_layout import Fit
from qh_console.ui.widgets.pdf_view import PdfView
from tests.ui.widgets.pdf_samples import paper


@pytest.fixture
def view(dressed: Look, qtbot: QtBot) -> PdfView:
    made = PdfView(dressed, has_strip=True)
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    return made


def test_bytes_become_pages_and_go_away_again(view: PdfView) -> None:
    assert (view.page_count, view.pages.isVisible()) == (0, False)
    content = paper(3)
    view.show_pdf(content)
    assert (view.page_count, view.digest) == (3, hashlib.sha256(content).hexdigest())
    assert view.pages.isVisible()
    view.show_pdf(None)
    assert (view.page_count, view.digest, view.pages.isVisible()) == (0, "", False)


def test_equal_bytes_do_nothing_and_others_keep_the_place_and_the_zoom(view: PdfView) -> None:
    view.show_pdf(paper(4), "a")
    source = view._source
    view.show_pdf(paper(4), "a")
    assert view._source is source
    view.zoom(1.5)
    view.pages.verticalScrollBar().setValue(300)
    zoom = view.pages.zoom_factor
    view.show_pdf(paper(4, "RED ALERT"), "a")
    assert view._source is not source
    assert abs(view.pages.verticalScrollBar().value() - 300) <= 1
    assert view.pages.zoom_factor == zoom
    view.show_pdf(paper(4, "BLUE ALERT"), "b")
    assert view.pages.verticalScrollBar().value() == 0


def test_search_counts_walks_and_marks_on_the_page(view: PdfView, qtbot: QtBot) -> None:
    view.show_pdf(paper(3))
    with qtbot.waitSignal(view.found_changed, timeout=5000, check_params_cb=lambda count: count == 3):
        view.find_text("ALERT")
    view.pages.go_to(2)
    view.find_bar.step(1)
    assert view.pages.page == 0
    view.pages.repaint()
    assert _amber(view)
    view.find_bar.close_bar()
    assert not _amber(view)


def test_a_search_goes_on_in_the_page_set_anew(view: PdfView, qtbot: QtBot) -> None:
    view.show_pdf(paper(3), "a")
    with qtbot.waitSignal(view.found_changed, timeout=5000, check_params_cb=lambda count: count == 3):
        view.find_text("ALERT")
    with qtbot.waitSignal(view.found_changed, timeout=5000, check_params_cb=lambda count: count == 2):
        view.show_pdf(paper(2, "RED ALERT"), "a")
    assert view.find_bar.words.text() == "ALERT"


def test_zoom_starts_from_what_is_seen_and_has_ends(view: PdfView) -> None:
    view.show_pdf(paper(1))
    assert (view.pages.fit, view.buttons["fit-width"].isChecked()) == (Fit.WIDTH, True)
    fitted = view.pages.zoom_factor
    view.zoom(1.0)
    assert view.pages.zoom_factor == pytest.approx(fitted)
    for _ in range(30):
        view.zoom(1.2)
    assert view.pages.zoom_factor == 5.0
    view.buttons["fit-page"].click()
    assert (view.pages.fit, view.pages.zoom_factor < fitted) == (Fit.PAGE, True)
    assert not view.buttons["fit-width"].isChecked()


def test_keys_find_and_zoom(view: PdfView) -> None:
    view.show_pdf(paper(1))
    ctrl = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(view.pages, Qt.Key.Key_F, ctrl)
    assert view.focusWidget() is view.find_bar.words
    QTest.keyClick(view.pages, Qt.Key.Key_Plus, ctrl)
    zoomed = view.pages.fit
    QTest.keyClick(view.pages, Qt.Key.Key_0, ctrl)
    assert (zoomed, view.pages.fit) == (Fit.FREE, Fit.WIDTH)


def test_the_strip_turns_pages_follows_them_and_folds_away(view: PdfView) -> None:
    view.show_pdf(paper(4))
    view.go_to(2)
    assert view.thumbs.currentIndex().row() == 2
    QTest.keyClick(view.thumbs, Qt.Key.Key_Up)
    assert view.pages.page == 1
    view.buttons["thumbs"].click()
    assert view.thumbs.isHidden()
    view.buttons["thumbs"].click()
    view.show_pdf(paper(1), "another")
    assert view.thumbs.isHidden()


def test_the_page_shows_that_it_has_the_keyboard(view: PdfView) -> None:
    view.show_pdf(paper(1))
    view.activateWindow()
    edges = []
    for has_keyboard in (True, False):
        if has_keyboard:
            view.pages.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            view.pages.clearFocus()
        QApplication.processEvents()
        edges.append(view.pages.grab().toImage().pixelColor(0, view.pages.height() // 2).name())
    assert edges[0] != edges[1]


def _amber(view: PdfView) -> int:
    """How many of the points looked at are marked."""
    picture = view.pages.viewport().grab().toImage()
    points = [picture.pixelColor(x, y) for x in range(80, 400, 4) for y in range(40, 160, 2)]
    return sum(c.hue() in range(30, 50) and c.saturation() > 60 for c in points)
