"""Archived pages onto paper: each page drawn as the archive holds it, off the GUI thread, one spool job for all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFont, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from qh_console.problems import KnownProblem
from qh_console.services.spooler import Spooler
from qh_console.ui.print_habits import PrintHabits

MOST_DPI = 600
"""What office lasers print at; the picture of a page at less blurs the strokes of small characters."""
BAND_PX, OVERLAP_PX = 512, 8
"""Pages are drawn in bands of so many rows: a whole A3 page at that resolution would take 280 MB."""
POINTS_PER_INCH = 72
MARK_TOP_MM, MARK_RIGHT_MM, MARK_HEIGHT_MM, MARK_PT = 8.0, 26.0, 6.0, 9.0
"""Where a reprint says so: in the upper margin, clear of the type area and of every mark of the paper."""
ChoosePrinter = Callable[[QWidget, str], QPrinter | None]
"""The window the dialog belongs to and the kind of the papers, empty for several kinds; None: nothing is printed."""
Reported = Callable[[int, int], None]


class PrinterRefused(KnownProblem):
    """Nothing was handed to the printer."""


def choose_printer(parent: QWidget, kind: str, habits: PrintHabits | None = None) -> QPrinter | None:
    """The system's own dialog, as it was left for papers of this kind; None where the officer changed his mind."""
    printer = ready_printer()
    if habits is not None:
        habits.apply(printer, kind)
    if print_dialog(printer, parent).exec() != QDialog.DialogCode.Accepted:
        return None
    if habits is not None:
        habits.keep(printer, kind)
    return printer


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
    A printer that knows no copies is given every page of every copy, and the count holds them all. Printed on both
    sides, every paper and every copy begins on a sheet of its own.
    Raises KnownProblem where the printer does not take the job or a paper cannot be opened.
    """
    spooler = Spooler(printer.printerName() if is_queue(printer) else "")
    if why := spooler.why_not():
        name = printer_name(printer)
        raise PrinterRefused(f"打印机{name}不接受任务：{why}", "请在系统的打印机设置里恢复，再打印一次")
    printer.setFullPage(True)
    painter = QPainter()
    rounds = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    before, count = spooler.newest_job(), 0
    try:
        for done, (content, mark) in enumerate(zip(papers, marks or [""] * len(papers), strict=True)):
            reported(done, len(papers))
            is_last = done == len(papers) - 1
            count += _print_one(painter, printer, content, mark, rounds, is_last)
        reported(len(papers), len(papers))
    except BaseException:
        _give_up(painter, printer)
        raise
    if painter.isActive() and not (painter.end() and spooler.has_taken(before)):
        raise _refused(printer)
    return count


def is_queue(printer: QPrinter) -> bool:
    """A printer of the system, not a file."""
    return printer.outputFormat() is QPrinter.OutputFormat.NativeFormat and not printer.outputFileName()


def _print_one(painter: QPainter, printer: QPrinter, content: bytes, mark: str, rounds: int, is_last: bool) -> int:
    buffer, document = _opened(content)
    pages = document.pageCount()
    try:
        for copy in range(rounds):
            for page in range(pages):
                _set_page(printer, document.pagePointSize(page))
                _begin_page(painter, printer)
                _draw_page(painter, printer, document, page)
                _draw_mark(painter, printer, mark)
            is_end = is_last and copy == rounds - 1
            if pages % 2 and not is_end and printer.duplex() is not QPrinter.DuplexMode.DuplexNone:
                _begin_page(painter, printer)
    finally:
        document.close()
        buffer.close()
    return pages * rounds


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


def _begin_page(painter: QPainter, printer: QPrinter) -> None:
    has_begun = printer.newPage() if painter.isActive() else painter.begin(printer)
    if not has_begun:
        raise _refused(printer)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)


def _draw_page(painter: QPainter, printer: QPrinter, document: QPdfDocument, page: int) -> None:
    """Band by band, each beginning a little above where the last one ended, so that no line falls between two."""
    dpi = min(printer.resolution(), MOST_DPI)
    whole = (document.pagePointSize(page) * (dpi / POINTS_PER_INCH)).toSize()
    sheet = _sheet(printer)
    is_grey = printer.colorMode() is QPrinter.ColorMode.GrayScale
    for top in range(0, whole.height(), BAND_PX):
        above = max(top - OVERLAP_PX, 0)
        band = QRect(0, above, whole.width(), min(top + BAND_PX, whole.height()) - above)
        image = _on_white(_band(document, page, whole, band))
        if is_grey:
            image = image.convertToFormat(QImage.Format.Format_Grayscale8)
        share = sheet.height() / whole.height()
        painter.drawImage(QRectF(0, above * share, sheet.width(), band.height() * share), image)


def _band(document: QPdfDocument, page: int, whole: QSize, band: QRect) -> QImage:
    options = QPdfDocumentRenderOptions()
    options.setScaledSize(whole)
    options.setScaledClipRect(band)
    return document.render(page, band.size(), options)


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


def _refused(printer: QPrinter) -> PrinterRefused:
    return PrinterRefused(
        f"打印机{printer_name(printer)}没有接受任务，没有打印也没有记录", "请检查打印机是否开机、有纸，再打印一次"
    )
