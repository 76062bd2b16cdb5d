"""Pages to a printer: every page once, in order, as large as it is; a run that is stopped leaves no job."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from qh_console.problems import KnownProblem
from qh_console.ui.jobs import Cancelled
from qh_console.ui.printing import print_dialog, print_papers, printer_name, ready_printer
from tests.ui.seats import page
from tests.ui.widgets.pdf_samples import blackened


@pytest.fixture
def printer(tmp_path: Path, qtbot: QtBot) -> QPrinter:
    made = QPrinter()
    made.setResolution(50)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "out.pdf"))
    return made


def test_all_papers_are_one_job(printer: QPrinter) -> None:
    told: list[tuple[int, int]] = []
    count = print_papers([page("one", "two"), page("three")], printer, lambda done, total: told.append((done, total)))
    assert count == 3
    assert told == [(0, 2), (1, 2), (2, 2)]
    with pdfplumber.open(printer.outputFileName()) as made:
        sizes = [(round(p.width), round(p.height)) for p in made.pages]
        assert len(sizes) == 3
        assert all(abs(w - 595) <= 2 and abs(h - 842) <= 2 for w, h in sizes)
        assert all(p.images for p in made.pages)


def test_a_stopped_run_leaves_nothing(printer: QPrinter) -> None:
    def stop(done: int, total: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        print_papers([page("one"), page("two")], printer, stop)
    assert not Path(printer.outputFileName()).exists()


def test_what_is_no_paper_is_named(printer: QPrinter) -> None:
    with pytest.raises(KnownProblem, match="打不开"):
        print_papers([b"not a pdf"], printer, lambda done, total: None)


@pytest.mark.qt_log_ignore("Returned false")
def test_a_printer_that_refuses_is_named(tmp_path: Path, qtbot: QtBot) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "gone" / "out.pdf"))
    with pytest.raises(KnownProblem, match="没有接受任务"):
        print_papers([page("one")], printer, lambda done, total: None)
    assert printer_name(printer) == "PDF打印"


def test_a_reprint_says_so_in_the_upper_margin_and_only_there(printer: QPrinter) -> None:
    print_papers([page("one", "two"), page("three")], printer, lambda done, total: None, ["REPRINT 2", ""])
    with pdfplumber.open(printer.outputFileName()) as made:
        words = [(p.extract_text(), p.extract_words()) for p in made.pages]
    assert [text for text, _ in words] == ["REPRINT 2", "REPRINT 2", ""]
    for _, found in words[:2]:
        assert all(word["bottom"] < 37 / 25.4 * 72 and word["top"] > 5 / 25.4 * 72 for word in found)
        assert max(word["x1"] for word in found) < 595 - 25 / 25.4 * 72


def test_a_printer_that_knows_no_copies_is_given_each(printer: QPrinter) -> None:
    printer.setCopyCount(3)
    assert not printer.supportsMultipleCopies()
    assert print_papers([page("one", "two")], printer, lambda done, total: None) == 6
    with pdfplumber.open(printer.outputFileName()) as made:
        assert len(made.pages) == 6


def test_the_systems_dialog_offers_copies_sides_and_tray_but_no_part_of_a_paper(qtbot: QtBot) -> None:
    printer = ready_printer()
    assert printer.collateCopies()
    assert printer.pageLayout().pageSize().id() is QPageSize.PageSizeId.A4
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = print_dialog(printer, parent)
    options = QPrintDialog.PrintDialogOption
    assert dialog.testOption(options.PrintCollateCopies)
    assert not dialog.testOption(options.PrintPageRange)
    assert not dialog.testOption(options.PrintCurrentPage)
    dialog.deleteLater()


class ToFile(QPrinter):
    """A file has no sides; this one answers as a printer does."""

    chosen = QPrinter.DuplexMode.DuplexNone

    def duplex(self) -> QPrinter.DuplexMode:
        return self.chosen


def sides(printer: ToFile, duplex: QPrinter.DuplexMode, copies: int = 1) -> list[bool]:
    """Of every page printed, whether anything is on it."""
    printer.chosen = duplex
    printer.setCopyCount(copies)
    print_papers([page("one"), page("two", "three"), page("four")], printer, lambda done, total: None)
    with pdfplumber.open(printer.outputFileName()) as made:
        return [bool(p.images) for p in made.pages]


def test_on_both_sides_every_paper_begins_on_a_sheet_of_its_own(tmp_path: Path, qtbot: QtBot) -> None:
    printer = ToFile()
    printer.setResolution(50)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    assert sides(printer, QPrinter.DuplexMode.DuplexNone) == [True] * 4
    assert sides(printer, QPrinter.DuplexMode.DuplexLongSide) == [True, False, True, True, True]
    long = [True, False, True, False, True, True, True, True, True, False, True]
    assert sides(printer, QPrinter.DuplexMode.DuplexLongSide, 2) == long


def test_a_run_stopped_at_its_last_step_is_not_spooled(printer: QPrinter) -> None:
    def stop(done: int, total: int) -> None:
        if done == total:
            raise Cancelled

    with pytest.raises(Cancelled):
        print_papers([page("one")], printer, stop)
    assert not Path(printer.outputFileName()).exists()


def test_bands_meet_without_a_seam_and_black_stays_black(printer: QPrinter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qh_console.ui.printing.BAND_PX", 100)
    printer.setResolution(100)
    print_papers([blackened(1)], printer, lambda done, total: None)
    with pdfplumber.open(printer.outputFileName()) as made:
        picture = made.pages[0].to_image(resolution=72).original.convert("L")
        count = len(made.pages[0].images)
    column = picture.crop((300, 20, 301, 820))
    assert count > 8
    assert max(column.tobytes()) < 20


def lying() -> bytes:
    """One landscape page with a mark in its far corner."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(842, 595), invariant=True)
    canvas.rect(742, 495, 80, 80, fill=1)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_a_page_that_lies_is_printed_lying_and_whole(printer: QPrinter) -> None:
    print_papers([page("one"), lying(), page("two")], printer, lambda done, total: None)
    with pdfplumber.open(printer.outputFileName()) as made:
        for sheet, (wide, high) in zip(made.pages, ((595, 842), (842, 595), (595, 842)), strict=True):
            box = [min(i[key] for i in sheet.images) for key in ("x0", "top")]
            box += [max(i[key] for i in sheet.images) for key in ("x1", "bottom")]
            found = (sheet.width, sheet.height, *box)
            assert found == pytest.approx((wide, high, 0, 0, wide, high), abs=3)
