"""What the officer chose the last time for a kind of paper: printer, copies, sides, tray, colour."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QSettings
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

E = TypeVar("E", bound=Enum)
SEVERAL_KINDS = "several"


class PrintHabits:
    """Kept in the window's preferences; a printer that is gone is forgotten for this time, not for good."""

    def __init__(self, preferences: Path) -> None:
        self._settings = QSettings(str(preferences), QSettings.Format.IniFormat)

    def apply(self, printer: QPrinter, kind: str) -> None:
        name = self._text(kind, "printer")
        if name in QPrinterInfo.availablePrinterNames():
            printer.setPrinterName(name)
        copies = self._text(kind, "copies")
        if copies.isdigit() and int(copies) > 0:
            printer.setCopyCount(int(copies))
        printer.setDuplex(_member(QPrinter.DuplexMode, self._text(kind, "sides"), printer.duplex()))
        printer.setPaperSource(_member(QPrinter.PaperSource, self._text(kind, "tray"), printer.paperSource()))
        printer.setColorMode(_member(QPrinter.ColorMode, self._text(kind, "colour"), printer.colorMode()))

    def keep(self, printer: QPrinter, kind: str) -> None:
        chosen = {
            "printer": printer.printerName(),
            "copies": str(printer.copyCount()),
            "sides": printer.duplex().name,
            "tray": printer.paperSource().name,
            "colour": printer.colorMode().name,
        }
        for name, text in chosen.items():
            self._settings.setValue(_key(kind, name), text)
        self._settings.sync()

    def _text(self, kind: str, name: str) -> str:
        return str(self._settings.value(_key(kind, name), ""))


def _key(kind: str, name: str) -> str:
    return f"print/{kind or SEVERAL_KINDS}/{name}"


def _member(of: type[E], name: str, otherwise: E) -> E:
    return next((member for member in of if member.name == name), otherwise)
