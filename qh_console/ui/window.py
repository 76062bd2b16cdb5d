"""The frame of all screens: strip, standing lines, rail, one room at a time, palette, wall view, drill stripes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from qh_console.ui.actions import Actions
from qh_console.ui.theme import Look
from qh_console.ui.widgets.command_palette import CommandPalette, PaletteItem
from qh_console.ui.widgets.drill_frame import DrillFrame
from qh_console.ui.widgets.problem_line import NagLines, ProblemLines, ProblemView
from qh_console.ui.widgets.rail import Rail, RailItem
from qh_console.ui.widgets.reason_line import ReasonLine
from qh_console.ui.widgets.status_strip import StatusStrip, StripView

TITLE = "青海省重污染天气应急值守台"
LEAST_PX = (1080, 600)
FIRST_PX = (1366, 768)
WALL_SCALE = 1.5
SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)


@dataclass(frozen=True)
class Room:
    """One screen. `build` is called when the room is first entered, never before."""

    key: str
    title: str
    icon: str
    shortcut: str
    build: Callable[[], QWidget]


class ConsoleWindow(QMainWindow):
    """Knows rooms and lines, not what they are about. Closing asks nobody: everything is already recorded."""

    room_entered = Signal(str)
    palette_chosen = Signal(str)
    """Key of a palette item that is neither a room nor an action."""
    closed = Signal()

    def __init__(self, look: Look, rooms: Sequence[Room], preferences: Path) -> None:
        super().__init__()
        self._look = look
        self._rooms = {room.key: room for room in rooms}
        self._screens: dict[str, QWidget] = {}
        self._first: dict[str, QWidget | None] = {}
        self._room = ""
        self._drill_title = ""
        self._palette_items: tuple[PaletteItem, ...] = ()
        self._scale_before_wall: float | None = None
        self._settings = QSettings(str(preferences), QSettings.Format.IniFormat)
        self._restore_look()
        self.strip = StatusStrip(look)
        self.problems = ProblemLines(look)
        self.nags = NagLines(look, QApplication.beep)
        self.reason = ReasonLine(look, "为什么可以不再提醒：已电话催办、已安排会商……", "知悉，记入日志")
        self.rail = Rail(look, tuple(RailItem(r.key, r.title, r.icon, r.shortcut) for r in rooms))
        self.actions_table = Actions(look, self)
        self._stack = QStackedWidget()
        self._frame = DrillFrame(look, self._inside())
        self.setCentralWidget(self._frame)
        self.palette_list = CommandPalette(look, self._frame)
        self._connect()
        self.setWindowTitle(TITLE)
        self.setMinimumSize(*LEAST_PX)
        self._restore_geometry()
        if rooms:
            self.enter(str(self._settings.value("room", rooms[0].key)))

    @property
    def room(self) -> str:
        return self._room

    @property
    def rooms(self) -> tuple[str, ...]:
        """Keys of all rooms, as the rail shows them."""
        return tuple(self._rooms)

    @property
    def is_wall(self) -> bool:
        return self._scale_before_wall is not None

    def room_screen(self, key: str) -> QWidget:
        """The widget of a room, built now if it was not yet."""
        if key not in self._screens:
            screen = self._screens[key] = self._rooms[key].build()
            self._first[key] = screen.focusProxy()
            # left in place, Tab would leap over whatever stands before it
            screen.setFocusProxy(None)  # type: ignore[arg-type]
            self._stack.addWidget(screen)
        return self._screens[key]

    def enter(self, key: str) -> None:
        if key not in self._rooms:
            key = next(iter(self._rooms))
        screen = self.room_screen(key)
        self._stack.setCurrentWidget(screen)
        self.rail.set_current(key)
        if key != self._room:
            self._room = key
            first = self._first[key]
            (first or screen).setFocus(Qt.FocusReason.OtherFocusReason)
            if first is None:
                screen.focusNextChild()
            self.actions_table.enter_room(key)
            self.room_entered.emit(key)

    def show_strip(self, view: StripView) -> None:
        self.strip.show_view(view)

    def show_problems(self, problems: tuple[ProblemView, ...]) -> None:
        self.problems.show_problems(problems)

    def show_badges(self, counts: Mapping[str, int]) -> None:
        self.rail.set_badges(counts)

    def set_palette_items(self, items: tuple[PaletteItem, ...]) -> None:
        """Places, units and documents; rooms and actions are added by the window."""
        self._palette_items = items

    def set_drill(self, title: str) -> None:
        self._drill_title = title
        self._frame.set_drill(title)
        self.setWindowTitle(f"【演练】{TITLE}" if title else TITLE)

    def set_wall(self, is_on: bool) -> None:
        """The first room alone, larger, for reading from four metres; F11 or Escape comes back."""
        if is_on == self.is_wall:
            return
        if is_on:
            self._scale_before_wall = self._look.theme.scale
            self.enter(next(iter(self._rooms)))
            self._look.set_scale(max(WALL_SCALE, self._look.theme.scale))
            self.setWindowState(self.windowState() | Qt.WindowState.WindowFullScreen)
        else:
            self._look.set_scale(self._scale_before_wall or 1.0)
            self._scale_before_wall = None
            self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)
        self.rail.setVisible(not is_on)

    def open_palette(self) -> None:
        acts = [
            PaletteItem(key, spec.text, "功能", spec.shortcut, spec.icon, self.actions_table.why_not(key))
            for key in self.actions_table
            if (spec := self.actions_table.spec(key)).in_palette and self._is_reachable(key)
        ]
        self.palette_list.set_items((*acts, *self._palette_items))
        self.palette_list.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_wall:
            self.set_wall(False)
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.set_wall(False)
        self._settings.setValue("geometry", self.saveGeometry())
        self._settings.setValue("room", self._room)
        self._settings.setValue("mode", self._look.theme.mode)
        self._settings.setValue("scale", self._look.theme.scale)
        self._settings.sync()
        self.closed.emit()
        super().closeEvent(event)

    def _inside(self) -> QWidget:
        inside = QWidget()
        inside.setObjectName("room")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self._stack, 1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.strip, self.nags, self.reason, self.problems):
            column.addWidget(part)
        column.addLayout(middle, 1)
        return inside

    def _connect(self) -> None:
        self.rail.room_chosen.connect(self.enter)
        self.palette_list.item_chosen.connect(self._on_palette)
        for key in self._rooms:
            if (name := f"room.{key}") in self.actions_table:
                self.actions_table[name].triggered.connect(lambda _=False, key=key: self.enter(key))
        own = {
            "window.palette": self.open_palette,
            "window.wall": lambda: self.set_wall(not self.is_wall),
            "window.mode": lambda: self._look.set_mode("light" if self._look.theme.is_dark else "dark"),
            "window.larger": lambda: self._step_scale(+1),
            "window.smaller": lambda: self._step_scale(-1),
        }
        for name, act in own.items():
            self.actions_table[name].triggered.connect(lambda _=False, act=act: act())

    def _is_reachable(self, key: str) -> bool:
        """Rooms that this window has, and acts of such rooms."""
        room = key.removeprefix("room.") if key.startswith("room.") else self.actions_table.spec(key).room
        return not room or room in self._rooms

    def _on_palette(self, key: str) -> None:
        if key not in self.actions_table:
            self.palette_chosen.emit(key)
            return
        room = self.actions_table.spec(key).room
        if room:
            self.enter(room)
        self.actions_table[key].trigger()

    def _step_scale(self, step: int) -> None:
        nearest = min(range(len(SCALES)), key=lambda i: abs(SCALES[i] - self._look.theme.scale))
        self._look.set_scale(SCALES[min(max(nearest + step, 0), len(SCALES) - 1)])

    def _restore_look(self) -> None:
        mode = str(self._settings.value("mode", self._look.theme.mode))
        self._look.set_mode("dark" if mode == "dark" else "light")
        try:
            scale = float(str(self._settings.value("scale", self._look.theme.scale)))
        except ValueError:
            return
        self._look.set_scale(min(max(scale, SCALES[0]), SCALES[-1]))

    def _restore_geometry(self) -> None:
        saved = self._settings.value("geometry")
        if not (isinstance(saved, QByteArray) and self.restoreGeometry(saved)):
            self.resize(*FIRST_PX)
