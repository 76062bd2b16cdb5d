"""What was chosen for one kind of paper comes back for that kind, and for no other."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from qh_console.ui.print_habits import PrintHabits


class Printer(QPrinter):
    """Holds what a file has not: sides and trays."""

    def __init__(self) -> None:
        super().__init__()
        self._sides, self._tray = QPrinter.DuplexMode.DuplexNone, QPrinter.PaperSource.Auto

    def duplex(self) -> QPrinter.DuplexMode:
        return self._sides

    def setDuplex(self, duplex: QPrinter.DuplexMode) -> None:
        self._sides = duplex

    def paperSource(self) -> QPrinter.PaperSource:
        return self._tray

    def setPaperSource(self, source: QPrinter.PaperSource) -> None:
        self._tray = source


def test_choices_come_back_by_kind_after_a_restart(tmp_path: Path, qtbot: QtBot) -> None:
    chosen = Printer()
    chosen.setOutputFileName(str(tmp_path / "out.pdf"))
    chosen.setCopyCount(3)
    chosen.setDuplex(QPrinter.DuplexMode.DuplexShortSide)
    chosen.setPaperSource(QPrinter.PaperSource.Lower)
    chosen.setColorMode(QPrinter.ColorMode.GrayScale)
    PrintHabits(tmp_path / "window.ini").keep(chosen, "duty-sheet")

    again, other = Printer(), Printer()
    PrintHabits(tmp_path / "window.ini").apply(again, "duty-sheet")
    PrintHabits(tmp_path / "window.ini").apply(other, "issue-notice")
    assert (again.copyCount(), again.duplex()) == (3, QPrinter.DuplexMode.DuplexShortSide)
    assert again.colorMode() is QPrinter.ColorMode.GrayScale
    assert again.paperSource() is QPrinter.PaperSource.Lower
    assert (other.copyCount(), other.colorMode()) == (1, QPrinter.ColorMode.Color)
    assert other.duplex() is QPrinter.DuplexMode.DuplexNone


def test_a_printer_that_is_gone_and_nonsense_are_passed_over(tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "window.ini"
    file.write_text(
        "[print]\nminutes\\printer=Gone\nminutes\\copies=many\nminutes\\sides=inside-out\n", encoding="utf-8"
    )
    printer, plain = QPrinter(), QPrinter()
    PrintHabits(file).apply(printer, "minutes")
    assert (printer.printerName(), printer.copyCount()) == (plain.printerName(), 1)
    assert printer.duplex() is plain.duplex()
