"""The strip of pages: drawn where it is looked at, the page in view marked without turning to it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.widgets.pdf_source import PdfSource
from qh_console.ui.widgets.pdf_thumbs import PdfThumbs
from tests.ui.widgets.pdf_samples import blackened, paper


@pytest.fixture
def thumbs(dressed: Look, qtbot: QtBot) -> PdfThumbs:
    made = PdfThumbs(dressed)
    qtbot.addWidget(made)
    made.resize(80, 300)
    made.show()
    return made


def show(thumbs: PdfThumbs, content: bytes, *, is_same_paper: bool = False) -> None:
    thumbs.pages.show_source(PdfSource(content, thumbs), is_same_paper=is_same_paper)


def lightness(thumbs: PdfThumbs, page: int) -> int:
    picture = thumbs.pages.index(page).data(Qt.ItemDataRole.DecorationRole)
    assert isinstance(picture, QPixmap)
    return picture.toImage().pixelColor(20, 30).lightness()


def test_pages_come_and_go_and_keep_their_pictures_meanwhile(thumbs: PdfThumbs, qtbot: QtBot) -> None:
    tester = QAbstractItemModelTester(thumbs.pages, QAbstractItemModelTester.FailureReportingMode.Fatal)
    show(thumbs, blackened(3))
    qtbot.waitUntil(lambda: lightness(thumbs, 0) < 20, timeout=5000)
    show(thumbs, blackened(2), is_same_paper=True)
    assert (thumbs.pages.rowCount(), lightness(thumbs, 0) < 20) == (2, True)
    show(thumbs, paper(5))
    assert (thumbs.pages.rowCount(), lightness(thumbs, 0) > 240) == (5, True)
    thumbs.pages.show_source(None, is_same_paper=False)
    assert thumbs.pages.rowCount() == 0
    tester.deleteLater()


def test_pages_out_of_sight_are_not_drawn(thumbs: PdfThumbs, qtbot: QtBot) -> None:
    show(thumbs, paper(40))
    qtbot.waitUntil(lambda: 0 in thumbs.pages._pictures, timeout=5000)
    assert 39 not in thumbs.pages._asked


def test_the_mark_turns_no_page_and_the_arrow_does(thumbs: PdfThumbs, qtbot: QtBot) -> None:
    show(thumbs, paper(4))
    turned: list[int] = []
    thumbs.page_chosen.connect(turned.append)
    thumbs.mark(1)
    assert (turned, thumbs.currentIndex().row()) == ([], 1)
    QTest.keyClick(thumbs, Qt.Key.Key_Down)
    assert turned == [2]
