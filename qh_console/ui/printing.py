"""Archived pages onto paper: each page drawn as the archive holds it, off the GUI thread, one spool job for all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from qh_console.problems import KnownProblem

MOST_DPI = 300
POINTS_PER_INCH = 72
ChoosePrinter = Callable[[QWidget], QPrinter | None]
Reported = Callable[[int, int], None]


def choose_printer(parent: QWidget) -> QPrinter | None:
    """The system's own dialog; None where the officer changed his mind."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    is_chosen = QPrintDialog(printer, parent).exec() == QDialog.DialogCode.Accepted
    return printer if is_chosen else None


def printer_name(printer: QPrinter) -> str:
    return printer.printerName() or "PDF打印"


def print_papers(papers: Sequence[bytes], printer: QPrinter, reported: Reported) -> int:
    """Draw every page of `papers`; returns how many. `reported` may raise to stop, and then nothing is spooled.

    Raises KnownProblem where the printer does not take the job or a paper cannot be opened.
    """
    printer.setFullPage(True)
    painter = QPainter()
    count = 0
    for done, content in enumerate(papers):
        buffer, document = _opened(content)
        try:
            reported(done, len(papers))
            for page in range(document.pageCount()):
                size = document.pagePointSize(page)
                _set_page(printer, size)
                _begin_page(painter, printer, count)
                _draw_page(painter, printer, document, page)
                count += 1
        except BaseException:
            _give_up(painter, printer)
            raise
        finally:
            document.close()
            buffer.close()
    if painter.isActive() and not painter.end():
        raise _refused(printer)
    reported(len(papers), len(papers))
    return count


def page_images(content: bytes, width_px: int) -> tuple[QImage, ...]:
    """Small pictures of all pages, `width_px` wide, on white."""
    buffer, document = _opened(content)
    images = []
    for page in range(document.pageCount()):
        size = document.pagePointSize(page)
        image = document.render(page, (size * (width_px / size.width())).toSize())
        images.append(_on_white(image))
    document.close()
    buffer.close()
    return tuple(images)


def _opened(content: bytes) -> tuple[QBuffer, QPdfDocument]:
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    if document.status() is not QPdfDocument.Status.Ready:
        raise KnownProblem("这份文书打不开，不是完整的PDF", "请在日志里校验记录，并从备份取回原件")
    return buffer, document


def _set_page(printer: QPrinter, size: QSizeF) -> None:
    """Paper as large as the page, upright or lying."""
    is_lying = size.width() > size.height()
    upright = size.transposed() if is_lying else size
    printer.setPageSize(QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch))
    way = QPageLayout.Orientation.Landscape if is_lying else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(way)


def _begin_page(painter: QPainter, printer: QPrinter, count: int) -> None:
    has_begun = printer.newPage() if count else painter.begin(printer)
    if not has_begun:
        raise _refused(printer)


def _draw_page(painter: QPainter, printer: QPrinter, document: QPdfDocument, page: int) -> None:
    dpi = min(printer.resolution(), MOST_DPI)
    image = document.render(page, (document.pagePointSize(page) * (dpi / POINTS_PER_INCH)).toSize())
    painter.drawImage(QRectF(painter.viewport()), _on_white(image))


def _give_up(painter: QPainter, printer: QPrinter) -> None:
    if painter.isActive():
        printer.abort()
        painter.end()
    if printer.outputFileName():
        Path(printer.outputFileName()).unlink(missing_ok=True)


def _on_white(image: QImage) -> QImage:
    page = QImage(image.size(), QImage.Format.Format_RGB32)
    page.fill(0xFFFFFFFF)
    painter = QPainter(page)
    painter.drawImage(0, 0, image)
    painter.end()
    return page


def _refused(printer: QPrinter) -> KnownProblem:
    return KnownProblem(f"打印机{printer_name(printer)}没有接受任务", "请检查打印机是否开机、有纸，再打印一次")
