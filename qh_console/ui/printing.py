"""Archived pages onto paper: each page drawn as the archive holds it, off the GUI thread, one spool job for all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from qh_console.problems import KnownProblem

MOST_DPI = 300
POINTS_PER_INCH = 72
MARK_TOP_MM, MARK_RIGHT_MM, MARK_HEIGHT_MM, MARK_PT = 8.0, 26.0, 6.0, 9.0
"""Where a reprint says so: in the upper margin, clear of the type area and of every mark of the paper."""
ChoosePrinter = Callable[[QWidget], QPrinter | None]
Reported = Callable[[int, int], None]


def choose_printer(parent: QWidget) -> QPrinter | None:
    """The system's own dialog; None where the officer changed his mind."""
    printer = ready_printer()
    is_chosen = print_dialog(printer, parent).exec() == QDialog.DialogCode.Accepted
    return printer if is_chosen else None


def ready_printer() -> QPrinter:
    """GB/T 9704—2012 6.2.2: printed on both sides of A4; every copy whole before the next."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    printer.setCollateCopies(True)
    return printer


def print_dialog(printer: QPrinter, parent: QWidget) -> QPrintDialog:
    """Copies, sides and tray are the officer's to choose; a paper leaves whole, so no range of pages."""
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印文书")
    options = QPrintDialog.PrintDialogOption
    for option in (options.PrintShowPageSize, options.PrintCollateCopies, options.PrintToFile):
        dialog.setOption(option, True)
    for option in (options.PrintPageRange, options.PrintSelection, options.PrintCurrentPage):
        dialog.setOption(option, False)
    return dialog


def printer_name(printer: QPrinter) -> str:
    return printer.printerName() or "PDF打印"


def print_papers(papers: Sequence[bytes], printer: QPrinter, reported: Reported, marks: Sequence[str] = ()) -> int:
    """Draw every page of `papers`; returns how many. `reported` may raise to stop, and then nothing is spooled.

    `marks` are words for each paper to bear in its upper margin, empty for none; its archived bytes never change.
    A printer that knows no copies is given every page of every copy, and the count holds them all.
    Raises KnownProblem where the printer does not take the job or a paper cannot be opened.
    """
    printer.setFullPage(True)
    painter = QPainter()
    rounds = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    marks = marks or [""] * len(papers)
    count = 0
    for done, (content, mark) in enumerate(zip(papers, marks, strict=True)):
        buffer, document = _opened(content)
        try:
            reported(done, len(papers))
            for page in [*range(document.pageCount())] * rounds:
                _set_page(printer, document.pagePointSize(page))
                _begin_page(painter, printer, count)
                _draw_page(painter, printer, document, page)
                _draw_mark(painter, printer, mark)
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
    painter.drawImage(_sheet(printer), _on_white(image))


def _sheet(printer: QPrinter) -> QRectF:
    """The whole sheet as it lies now; the painter only knows how the first one lay."""
    return QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))


def _draw_mark(painter: QPainter, printer: QPrinter, mark: str) -> None:
    if not mark:
        return
    page, mm = _sheet(printer), printer.resolution() / 25.4
    painter.setFont(QFont(painter.font().family(), round(MARK_PT)))
    box = QRectF(0, MARK_TOP_MM * mm, page.width() - MARK_RIGHT_MM * mm, MARK_HEIGHT_MM * mm)
    painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, mark)


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
