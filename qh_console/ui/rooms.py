"""The rooms of the window: which screen each holds, what waits there, and how to reach one thing in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from qh_console.domain.places import Shapes
from qh_console.services.feeding import DataAges
from qh_console.ui.actions import ROOMS, ActionSpec
from qh_console.ui.alert import state as alert_state
from qh_console.ui.alert.screen import AlertScreen
from qh_console.ui.checklist import state as checklist_state
from qh_console.ui.checklist.screen import ChecklistScreen
from qh_console.ui.desk import Desk
from qh_console.ui.theme import Look
from qh_console.ui.watch.screen import WatchScreen
from qh_console.ui.watch.state import waiting_lines
from qh_console.ui.window import Room

NEED_AN_OFFICER = frozenset(
    {"watch.import_data", "outlook.consult", "outlook.find_cause", "alert.propose", "alert.issue", "alert.correct"}
    | {"alert.withdraw", "response.called", "response.mark_done", "logbook.hand_over", "papers.print", "papers.export"}
)
"""Acts that change the record; whoever only looks sees them greyed."""


@runtime_checkable
class Screen(Protocol):
    """What every screen of a room can do."""

    acts: Mapping[str, Callable[[], None]]
    """What its entries in the table of actions do."""

    def refresh(self, now: datetime) -> None: ...


class Rooms:
    """Builds each screen when its room is first entered."""

    def __init__(self, look: Look, desk: Desk, shapes: Shapes, ages: DataAges, drill: str) -> None:
        self._look, self._desk, self._shapes, self._ages, self._drill = look, desk, shapes, ages, drill
        self.watch: WatchScreen | None = None
        self.wanted: Callable[[str, str], None] = lambda room, subject: None
        """Called when a screen asks for another room and what to show there."""
        self.import_wanted: Callable[[], None] = lambda: None

    def table(self) -> tuple[Room, ...]:
        builders: Mapping[str, Callable[[], QWidget]] = {
            "watch": self._watch,
            "alert": self._alert,
            "response": lambda: ChecklistScreen(self._look, self._desk),
        }
        return tuple(_room(spec, builders[key]) for spec in ROOMS if (key := _key(spec)) in builders)

    def badges(self, now: datetime) -> Mapping[str, int]:
        board, air, desk = self._desk.board, self._desk.air, self._desk
        lines = waiting_lines(board, air, desk.pack, desk.places)
        return {
            "outlook": sum(line.room == "outlook" for line in lines),
            "alert": alert_state.waiting(board, air, now),
            "response": checklist_state.waiting(board, now),
        }

    def reach(self, screen: QWidget, subject: str) -> None:
        """Show one place, alert, unit or paper in the screen just entered."""
        if isinstance(screen, AlertScreen) and subject in self._desk.board.alerts:
            screen.open_alert(subject)
        elif isinstance(screen, WatchScreen) and subject in self._desk.places:
            screen.select_place(subject)

    def _watch(self) -> QWidget:
        self.watch = WatchScreen(self._look, self._desk, self._shapes, self._ages)
        self.watch.room_wanted.connect(lambda room, subject: self.wanted(room, subject))
        self.watch.import_wanted.connect(lambda: self.import_wanted())
        return self.watch

    def _alert(self) -> QWidget:
        screen = AlertScreen(self._look, self._desk, self._drill)
        screen.consultation_wanted.connect(lambda alert: self.wanted("outlook", alert))
        return screen


def _key(spec: ActionSpec) -> str:
    return spec.key.removeprefix("room.")


def _room(spec: ActionSpec, build: Callable[[], QWidget]) -> Room:
    return Room(_key(spec), spec.text, spec.icon, spec.shortcut, build)
