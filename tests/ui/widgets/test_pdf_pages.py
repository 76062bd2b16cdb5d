"""Pages on the screen: never blank while a new version is drawn, kept in place, zoomed around the pointer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPdf import QPdfSearchModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.widgets.pdf_layout import Fit
from qh_console.ui.widgets.pdf_pages import PdfPages
from qh_console.ui.widgets.pdf_source import PdfSource
from tests.ui.widgets.pdf_samples import blackened, paper

Shown = Callable[..., PdfSource]


@pytest.fixture
def pages(dressed: Look, qapp: QApplication, qtbot: QtBot) -> PdfPages:
    made = PdfPages(dressed, QPdfSearchModel(qapp))
    qtbot.addWidget(made)
    made.resize(400, 500)
    made.show()
    return made


def show(pages: PdfPages, content: bytes, *, is_same_paper: bool = False) -> None:
    pages.show_source(PdfSource(content, pages), is_same_paper=is_same_paper)


def middle(pages: PdfPages) -> int:
    """Lightness in the middle of the view."""
    return pages.viewport().grab().toImage().pixelColor(200, 300).lightness()


def test_the_old_picture_stands_until_the_new_one_is_drawn(pages: PdfPages, qtbot: QtBot) -> None:
    show(pages, blackened(1))
    qtbot.waitUntil(lambda: middle(pages) < 20, timeout=5000)
    show(pages, blackened(2), is_same_paper=True)
    assert middle(pages) < 20
    show(pages, paper(1), is_same_paper=True)
    assert middle(pages) < 20
    qtbot.waitUntil(lambda: middle(pages) > 240, timeout=5000)


def test_another_paper_shows_nothing_of_the_one_before(pages: PdfPages, qtbot: QtBot) -> None:
    show(pages, blackened(3))
    qtbot.waitUntil(lambda: middle(pages) < 20, timeout=5000)
    pages.go_to(2)
    show(pages, paper(3))
    assert middle(pages) > 240
    assert pages.verticalScrollBar().value() == 0


def test_only_pages_near_the_view_keep_their_pictures(pages: PdfPages, qtbot: QtBot) -> None:
    show(pages, paper(12))
    for page in range(12):
        pages.go_to(page)
        pages.viewport().repaint()
        qtbot.waitUntil(lambda page=page: page in pages._pictures, timeout=5000)  # type: ignore[misc]
    pages.viewport().repaint()
    assert len(pages._pictures) <= 4


def test_the_wheel_zooms_around_the_pointer(pages: PdfPages, qtbot: QtBot) -> None:
    show(pages, paper(3))
    at = QPointF(150, 200)
    before = pages._layout.place_at(at.x(), at.y())
    wheel = QWheelEvent(
        at, at, QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    with qtbot.waitSignal(pages.zoomed):
        QApplication.sendEvent(pages.viewport(), wheel)
    left, above = pages.horizontalScrollBar().value(), pages.verticalScrollBar().value()
    after = pages._layout.place_at(at.x() + left, at.y() + above)
    assert pages.fit is Fit.FREE
    assert (after.page, after.across, after.down) == pytest.approx((before.page, before.across, before.down), abs=0.01)


def test_the_place_is_kept_when_the_view_grows(pages: PdfPages) -> None:
    show(pages, paper(4))
    pages.go_to(2)
    pages.resize(700, 500)
    assert pages.page == 2


def test_home_and_end(pages: PdfPages) -> None:
    show(pages, paper(4))
    QTest.keyClick(pages, Qt.Key.Key_End)
    assert pages.page == 3
    QTest.keyClick(pages, Qt.Key.Key_Home)
    assert pages.page == 0
