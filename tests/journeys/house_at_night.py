"""The whole console in a window for journeys: real record, real papers, a printer that prints to a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qh_console.app import House, build
from qh_console.config import Config
from qh_console.domain.commands import Command, EnrolOfficer
from qh_console.domain.readings import Forecast
from qh_console.paths import resources_folder
from qh_console.services.office import Changed
from qh_console.ui.alert.screen import AlertScreen
from qh_console.ui.application import dressed_application
from qh_console.ui.assessment.screen import AssessmentScreen
from qh_console.ui.checklist.screen import ChecklistScreen
from qh_console.ui.console import Console
from qh_console.ui.logbook.screen import LogbookScreen
from qh_console.ui.outlook.screen import OutlookScreen
from qh_console.ui.papers.screen import PapersScreen
from qh_console.ui.registers.screen import RegistersScreen
from qh_console.ui.runners import Runners
from qh_console.ui.theme import Look
from qh_console.windowed import furnish
from tests.builders import ADMIN, CHIEF, DUTY, ENROLMENTS, REVIEW
from tests.ui.airs import Told
from tests.ui.seats import Wall

WORDS = {ADMIN: "admin-word", DUTY: "duty-word", CHIEF: "chief-word", REVIEW: "review-word"}


@dataclass
class Night:
    """One data folder; `open` puts a window on it, `crash` takes it away without a word."""

    folder: Path
    qtbot: QtBot
    is_drill: bool = False
    """Quick passwords and faces, for journeys that are not about paper."""
    clock: Wall = field(default_factory=Wall)
    printed: list[Path] = field(default_factory=list)
    houses: list[House] = field(default_factory=list)
    console: Console | None = None
    look: Look | None = None

    def begin(self, *commands: Command, told: tuple[Told, ...] = ()) -> House:
        """A record with its officers, what they have done, and the air."""
        house = self._house()
        for command in (*ENROLMENTS, *commands):
            new = WORDS[command.officer] if isinstance(command, EnrolOfficer) else ""
            answer = house.office.submit(command, WORDS[command.by], new)
            assert isinstance(answer, Changed), answer
        for one in told:
            if isinstance(one, Forecast):
                house.forecasts.add(one)
            else:
                house.readings.add(one)
        return house

    def bare(self) -> House:
        """A record without accounts."""
        return self._house()

    def open(self, house: House | None = None) -> Console:
        house = house or self._house()
        runners = Runners((), False, QObject(QApplication.instance()))
        console = furnish(self._dressed(), house, self.clock, runners, (), "")
        console.rooms.choose_printer = self.printer
        console.window.resize(1366, 768)
        console.start()
        console.ticker.stop()
        console.window.activateWindow()
        self.qtbot.waitUntil(console.window.isActiveWindow)
        self.console = console
        return console

    def crash(self) -> None:
        """Nothing is flushed and nothing is closed in order: the next window stands on what the disk has."""
        assert self.console is not None
        self.console.window.hide()
        self.console.window.deleteLater()
        self.console = None
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def close(self) -> None:
        if self.console is not None:
            self.crash()
        for house in self.houses:
            house.database.close()

    def printer(self, parent: QWidget, kind: str) -> QPrinter | None:
        """What the system's own dialog gives after its button."""
        made = QPrinter()
        made.setResolution(72)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        self.printed.append(self.folder / f"paper-{len(self.printed) + 1}.pdf")
        made.setOutputFileName(str(self.printed[-1]))
        return made

    def _dressed(self) -> Look:
        if self.look is None:
            _, self.look = dressed_application(resources_folder(), "light")
        return self.look

    def _house(self) -> House:
        house = build(Config(self.folder / "data", is_drill=self.is_drill), self.clock)
        self.houses.append(house)
        return house


def outlook_of(console: Console) -> OutlookScreen:
    screen = console.window.room_screen("outlook")
    assert isinstance(screen, OutlookScreen)
    return screen


def alert_of(console: Console) -> AlertScreen:
    screen = console.window.room_screen("alert")
    assert isinstance(screen, AlertScreen)
    return screen


def assessment_of(console: Console) -> AssessmentScreen:
    screen = console.window.room_screen("assessment")
    assert isinstance(screen, AssessmentScreen)
    return screen


def response_of(console: Console) -> ChecklistScreen:
    screen = console.window.room_screen("response")
    assert isinstance(screen, ChecklistScreen)
    return screen


def papers_of(console: Console) -> PapersScreen:
    screen = console.window.room_screen("papers")
    assert isinstance(screen, PapersScreen)
    return screen


def registers_of(console: Console) -> RegistersScreen:
    screen = console.window.room_screen("registers")
    assert isinstance(screen, RegistersScreen)
    return screen


def logbook_of(console: Console) -> LogbookScreen:
    screen = console.window.room_screen("logbook")
    assert isinstance(screen, LogbookScreen)
    return screen
