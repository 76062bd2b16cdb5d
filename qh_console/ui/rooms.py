"""The rooms of the window: which screen each holds, what waits there, and how to reach one thing in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from qh_console.domain.clocks import ClockView
from qh_console.domain.places import Shapes
from qh_console.services.feeding import DataAges, FeedReport
from qh_console.services.watch import standing_at
from qh_console.ui.actions import ROOMS, ActionSpec
from qh_console.ui.alert import state as alert_state
from qh_console.ui.assessment import state as assessment_state
from qh_console.ui.checklist import state as checklist_state
from qh_console.ui.desk import Desk
from qh_console.ui.logbook import state as logbook_state
from qh_console.ui.outlook import state as outlook_state
from qh_console.ui.outward import Outward
from qh_console.ui.papers import state as papers_state
from qh_console.ui.registers import filings_state
from qh_console.ui.sending_round import SENDING, SendingRound
from qh_console.ui.theme import Look
from qh_console.ui.unfinished import room_of
from qh_console.ui.watch.screen import WatchScreen
from qh_console.ui.window import Room

if TYPE_CHECKING:  # slow to load, and no room prints at the first paint
    from PySide6.QtPrintSupport import QPrinter

    from qh_console.ui.printing import ChoosePrinter

NEED_AN_OFFICER = frozenset(
    {
        "watch.import_data",
        "watch.consult",
        "outlook.consult",
        "outlook.record",
        "outlook.find_cause",
        "alert.propose",
        "alert.issue",
    }
    | {"alert.correct", "alert.withdraw", "alert.print", "response.called", "response.mark_done", "logbook.hand_over"}
    | {"papers.print", "papers.export", "assessment.submit", "assessment.print"}
    | {"registers.file_city", "logbook.import_bundle"}
)
"""Acts that change the record; whoever only looks sees them greyed."""

OBSERVED = "observed:"
"""As a subject in the room of outlook, before a place: to consult on what is observed there."""


@runtime_checkable
class Screen(Protocol):
    """What every screen of a room can do."""

    acts: Mapping[str, Callable[[], None]]
    """What its entries in the table of actions do."""

    def refresh(self, now: datetime) -> None: ...


class Rooms:
    """Builds each screen, and loads what it needs, when its room is first entered."""

    def __init__(
        self,
        look: Look,
        desk: Desk,
        shapes: Shapes,
        ages: DataAges,
        drill: str,
        outward: Outward,
        sending: SendingRound,
    ) -> None:
        self._look, self._desk, self._shapes, self._ages, self._drill = look, desk, shapes, ages, drill
        self._outward, self._sending = outward, sending
        self.feed_reports: Callable[[], Sequence[FeedReport]] = lambda: ()
        self.clocks: Callable[[], Sequence[ClockView]] = lambda: ()
        self.choose_printer: ChoosePrinter | None = None
        """Instead of the system's own dialog."""
        self.preferences: Path | None = None
        """Where the dialog's last choices are kept."""
        self._reach: dict[str, Callable[[str], None]] = {}
        self._watch_screen: WatchScreen | None = None
        self.wanted: Callable[[str, str], None] = lambda room, subject: None
        """Called when a screen asks for another room and what to show there."""
        self.import_wanted: Callable[[], None] = lambda: None

    def table(self) -> tuple[Room, ...]:
        builders: Mapping[str, Callable[[], QWidget]] = {
            "watch": self._watch,
            "outlook": self._outlook,
            "alert": self._alert,
            "response": self._response,
            "papers": self._papers,
            "registers": self._registers,
            "assessment": self._assessment,
            "logbook": self._logbook,
        }
        return tuple(_room(spec, builders[key]) for spec in ROOMS if (key := _key(spec)) in builders)

    def set_quiet(self, is_quiet: bool) -> None:
        """While the record is being prepared the watch screen calls for nothing."""
        if self._watch_screen is not None:
            self._watch_screen.set_quiet(is_quiet)

    def badges(self, now: datetime) -> Mapping[str, int]:
        board, air = self._desk.board, self._desk.air
        return {
            "outlook": outlook_state.waiting(board, air, now),
            "alert": alert_state.waiting(board, air, now),
            "response": checklist_state.waiting(board, now),
            "papers": papers_state.waiting(board, now),
            "registers": filings_state.waiting(board),
            "assessment": assessment_state.waiting(board),
            "logbook": logbook_state.waiting(board, now),
        }

    def reach(self, room: str, subject: str) -> None:
        """Show one place, alert, unit or paper in the room just entered."""
        if room in self._reach:
            self._reach[room](subject)

    def _choose(self, parent: QWidget, kind: str) -> QPrinter | None:
        from qh_console.ui.print_habits import PrintHabits
        from qh_console.ui.printing import choose_printer

        if self.choose_printer is not None:
            return self.choose_printer(parent, kind)
        return choose_printer(parent, kind, PrintHabits(self.preferences) if self.preferences else None)

    def _watch(self) -> QWidget:
        screen = WatchScreen(self._look, self._desk, self._shapes, self._ages)
        screen.room_wanted.connect(lambda room, subject: self.wanted(room, subject))
        screen.import_wanted.connect(lambda: self.import_wanted())
        screen.consultation_wanted.connect(lambda place: self.wanted("outlook", f"{OBSERVED}{place}"))
        self._reach["watch"] = screen.select_place
        self._watch_screen = screen
        return screen

    def _outlook(self) -> QWidget:
        from qh_console.ui.outlook.screen import OutlookScreen

        screen = OutlookScreen(self._look, self._desk)
        screen.consulted.connect(lambda alert: self.wanted("alert", alert))

        def open_subject(subject: str) -> None:
            if subject in self._desk.board.alerts:
                screen.open_alert(subject)
            elif subject in self._desk.places:
                screen.open_place(subject)
            elif subject.startswith(OBSERVED):
                screen.consult_on_observation(subject.removeprefix(OBSERVED))
            elif room_of(subject):
                screen.reopen(subject)

        self._reach["outlook"] = open_subject
        return screen

    def _alert(self) -> QWidget:
        from qh_console.ui.alert.screen import AlertScreen

        screen = AlertScreen(self._look, self._desk, self._drill, self._choose)
        screen.consultation_wanted.connect(lambda alert: self.wanted("outlook", alert))
        screen.assessment_wanted.connect(lambda alert: self.wanted("assessment", alert))
        screen.side.sending_wanted.connect(lambda number: self.wanted("papers", f"{SENDING}{number}"))

        def open_subject(subject: str) -> None:
            if subject in self._desk.board.alerts:
                screen.open_alert(subject)
            elif (standing := standing_at(self._desk.board, subject)) is not None:
                screen.open_alert(standing.id)
            elif room_of(subject):
                screen.reopen(subject)

        self._reach["alert"] = open_subject
        return screen

    def _response(self) -> QWidget:
        from qh_console.ui.checklist.screen import ChecklistScreen

        screen = ChecklistScreen(self._look, self._desk, self._choose)
        self._reach["response"] = lambda subject: (screen.reopen if room_of(subject) else screen.open_subject)(subject)
        return screen

    def _papers(self) -> QWidget:
        from qh_console.ui.papers.screen import PapersScreen
        from qh_console.ui.papers.sending_page import SendingPage

        page = SendingPage(self._look, self._desk, self._sending, self._drill)
        screen = PapersScreen(self._look, self._desk, self._choose, page)

        def open_subject(subject: str) -> None:
            if subject.startswith(SENDING):
                screen.open_sending(subject.removeprefix(SENDING))
            elif room_of(subject):
                screen.reopen(subject)
            else:
                screen.reveal(subject)

        self._reach["papers"] = open_subject
        return screen

    def _registers(self) -> QWidget:
        from qh_console.ui.registers.screen import RegistersScreen

        screen = RegistersScreen(self._look, self._desk, self._outward, self._choose)
        screen.consultation_wanted.connect(lambda: self.wanted("outlook", ""))
        self._reach["registers"] = screen.open_subject
        return screen

    def _assessment(self) -> QWidget:
        from qh_console.ui.assessment.screen import AssessmentScreen

        screen = AssessmentScreen(self._look, self._desk, self._choose)
        screen.room_wanted.connect(lambda room, subject: self.wanted(room, subject))
        self._reach["assessment"] = lambda subject: (screen.reopen if room_of(subject) else screen.open_alert)(subject)
        return screen

    def _logbook(self) -> QWidget:
        from qh_console.ui.logbook.hand_over import HandoverFacts, HandOverPage
        from qh_console.ui.logbook.screen import LogbookScreen

        facts = HandoverFacts(lambda: self.clocks(), lambda: self.feed_reports(), lambda: self._sending.dispatches)
        screen = LogbookScreen(self._look, self._desk, self._outward, HandOverPage(self._look, self._desk, facts))
        self._reach["logbook"] = screen.open_subject
        return screen


def _key(spec: ActionSpec) -> str:
    return spec.key.removeprefix("room.")


def _room(spec: ActionSpec, build: Callable[[], QWidget]) -> Room:
    return Room(_key(spec), spec.text, spec.icon, spec.shortcut, build)
