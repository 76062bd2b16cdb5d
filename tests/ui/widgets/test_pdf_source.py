"""A document held open draws its pages when it is asked, and none after it is closed."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.ui.widgets.pdf_source import PdfSource
from tests.ui.widgets.pdf_samples import paper


def test_sizes_at_once_and_pictures_soon(qtbot: QtBot) -> None:
    source = PdfSource(paper(2))
    assert [(round(s.width()), round(s.height())) for s in source.sizes] == [(595, 842)] * 2
    with qtbot.waitSignal(source.drawn, timeout=5000) as told:
        source.draw(1, QSize(60, 85))
    page, image = told.args
    assert (page, image.size()) == (1, QSize(60, 85))
    source.close()


def test_what_is_no_pdf_has_no_pages(qtbot: QtBot) -> None:
    source = PdfSource(b"not a paper")
    assert source.sizes == ()
    source.close()


def test_a_closed_one_says_nothing_more(qtbot: QtBot) -> None:
    source, drawn = PdfSource(paper(1)), list[QImage]()
    source.drawn.connect(lambda _, image: drawn.append(image))
    source.draw(0, QSize(600, 850))
    source.close()
    QTest.qWait(200)
    assert drawn == []
