"""The preview: real PDF bytes, their pages, search, zoom, and a new version in the same place."""

from __future__ import annotations

import hashlib
import io

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from qh_console.ui.theme import Look
from qh_console.ui.widgets.pdf_view import PdfView


def paper(pages: int, words: str = "ORANGE ALERT") -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held, invariant=True)
    for number in range(pages):
        canvas.drawString(100, 700, f"{words} {number + 1}")
        canvas.showPage()
    canvas.save()
    return held.getvalue()


@pytest.fixture
def view(dressed: Look, qtbot: QtBot) -> PdfView:
    made = PdfView(dressed)
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    return made


def _inner(view: PdfView) -> QPdfView:
    inner = view.findChild(QPdfView)
    assert isinstance(inner, QPdfView)
    return inner


def test_bytes_become_pages_and_go_away_again(view: PdfView) -> None:
    assert (view.page_count, _inner(view).isVisible()) == (0, False)
    content = paper(3)
    view.show_pdf(content)
    assert (view.page_count, view.digest) == (3, hashlib.sha256(content).hexdigest())
    assert _inner(view).isVisible()
    view.show_pdf(None)
    assert (view.page_count, view.digest, _inner(view).isVisible()) == (0, "", False)


def test_equal_bytes_do_nothing_and_others_keep_the_place(view: PdfView, qapp: QApplication) -> None:
    view.show_pdf(paper(4))
    document = _inner(view).document()
    view.show_pdf(paper(4))
    assert _inner(view).document() is document
    _inner(view).verticalScrollBar().setValue(300)
    view.show_pdf(paper(4, "RED ALERT"))
    assert _inner(view).document() is not document
    assert _inner(view).verticalScrollBar().value() == 300
    qapp.processEvents()


def test_search_counts_and_walks(view: PdfView, qtbot: QtBot) -> None:
    view.show_pdf(paper(3))
    with qtbot.waitSignal(view.found_changed, timeout=3000, check_params_cb=lambda count: count == 3):
        view.find_text("ALERT")
    view.find_next()
    first = _inner(view).currentSearchResultIndex()
    view.find_next()
    assert (first, _inner(view).currentSearchResultIndex()) == (0, 1)


def test_zoom_starts_from_what_is_seen_and_has_ends(view: PdfView) -> None:
    view.show_pdf(paper(1))
    assert _inner(view).zoomMode() == QPdfView.ZoomMode.FitToWidth
    view.zoom(1.0)
    fitted = _inner(view).zoomFactor()
    assert 0.5 < fitted < 1.2
    for _ in range(30):
        view.zoom(1.2)
    assert _inner(view).zoomFactor() == 5.0
    view.fit_width()
    assert _inner(view).zoomMode() == QPdfView.ZoomMode.FitToWidth


def test_a_page_prints_at_the_printers_resolution(view: PdfView) -> None:
    view.show_pdf(paper(1))
    image = view.page_image(0, dpi=144)
    assert (image.width(), image.height()) == (1191, 1684)


def test_keys_find_and_zoom(view: PdfView) -> None:
    view.show_pdf(paper(1))
    QTest.keyClick(view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(view.focusWidget(), QLineEdit)
    QTest.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert _inner(view).zoomMode() == QPdfView.ZoomMode.Custom


def test_it_opens_at_a_page(view: PdfView) -> None:
    view.show_pdf(paper(4))
    view.go_to(2)
    assert _inner(view).pageNavigator().currentPage() == 2
    assert _inner(view).verticalScrollBar().value() > 500


def test_the_page_shows_that_it_has_the_keyboard(view: PdfView) -> None:
    view.show_pdf(paper(1))
    page = _inner(view)
    view.activateWindow()
    edges = []
    for has_keyboard in (True, False):
        if has_keyboard:
            page.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            page.clearFocus()
        QApplication.processEvents()
        edges.append(page.grab().toImage().pixelColor(0, page.height() // 2).name())
    assert edges[0] != edges[1]
