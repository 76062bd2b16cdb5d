"""Printing beside the form: what is signed goes to the printer, what is still in the making does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qh_console.domain.acts import PaperPrinted
from qh_console.domain.commands import HoldConsultation
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Change
from qh_console.services.paper_requests import PaperKind
from qh_console.ui.alert.print_bar import PrintBar
from qh_console.ui.theme import Look
from tests.builders import DUTY, consultation, propose, to_standing
from tests.ui.seats import Seat, seat_at


class ToFile:
    """A printer that writes a PDF, or none where the officer closes the dialog."""

    def __init__(self, path: Path, is_closed: bool = False) -> None:
        self.path, self.is_closed, self.asked = path, is_closed, 0

    def __call__(self, parent: QWidget, kind: str) -> QPrinter | None:
        self.asked += 1
        printer = QPrinter()
        printer.setResolution(50)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.path))
        return None if self.is_closed else printer


def bar_at(seat: Seat, printer: ToFile, look: Look, qtbot: QtBot) -> tuple[PrintBar, list[tuple[str, str]]]:
    bar, told = PrintBar(look, seat.desk, printer), []
    qtbot.addWidget(bar)
    bar.run.ended.connect(lambda text, tone: told.append((text, tone)))
    return bar, told


def printed(seat: Seat) -> list[PaperPrinted]:
    return [entry.act for entry in seat.office.entries() if isinstance(entry.act, PaperPrinted)]


def test_a_notice_in_force_is_printed_and_the_record_says_so(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    seat, printer = seat_at(tmp_path, *to_standing()), ToFile(tmp_path / "out.pdf")
    bar, told = bar_at(seat, printer, look, qtbot)
    bar.print_paper(seat.desk.board.alerts["a1"], PaperKind.ISSUE_NOTICE)
    assert [tone for _, tone in told] == ["ok"]
    assert len(printed(seat)) == 1
    assert printer.path.is_file()


@pytest.mark.parametrize("kind", [PaperKind.ISSUE_NOTICE, PaperKind.MINUTES])
def test_before_the_release_only_what_needs_no_number_is_printed(
    tmp_path: Path, look: Look, qtbot: QtBot, kind: PaperKind
) -> None:
    commands = (HoldConsultation(DUTY, "a1", consultation()), propose(Change.ISSUE, Level.ORANGE))
    seat, printer = seat_at(tmp_path, *commands), ToFile(tmp_path / "out.pdf")
    bar, _ = bar_at(seat, printer, look, qtbot)
    bar.print_paper(seat.desk.board.alerts["a1"], kind)
    wanted = int(kind is PaperKind.MINUTES)
    assert (printer.asked, len(printed(seat))) == (wanted, wanted)


def test_a_closed_dialog_prints_nothing(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    seat, printer = seat_at(tmp_path, *to_standing()), ToFile(tmp_path / "out.pdf", is_closed=True)
    bar, told = bar_at(seat, printer, look, qtbot)
    bar.print_paper(seat.desk.board.alerts["a1"], PaperKind.ISSUE_NOTICE)
    assert (printer.asked, told, printed(seat)) == (1, [], [])
