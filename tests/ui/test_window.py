"""The frame: rooms built when entered, keys, palette, wall view, drill, and what it remembers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.widgets.command_palette import PaletteItem
from qh_console.ui.widgets.problem_line import ProblemView
from qh_console.ui.widgets.status_strip import StripView
from qh_console.ui.window import ConsoleWindow, Room


class Rooms:
    """Three rooms that note when they are built."""

    def __init__(self) -> None:
        self.built: list[str] = []
        names = (("watch", "值守", "F1"), ("alert", "预警", "F3"), ("papers", "文书", "F5"))
        self.rooms = [Room(key, title, key, shortcut, self._builder(key)) for key, title, shortcut in names]

    def _builder(self, key: str) -> Callable[[], QWidget]:
        def build() -> QWidget:
            self.built.append(key)
            return QLabel(key)

        return build


@pytest.fixture
def rooms() -> Rooms:
    return Rooms()


@pytest.fixture
def window(dressed: Look, rooms: Rooms, qtbot: QtBot, tmp_path: Path) -> ConsoleWindow:
    made = ConsoleWindow(dressed, rooms.rooms, tmp_path / "window.ini")
    qtbot.addWidget(made)
    made.show()
    return made


def _press(window: ConsoleWindow, key: str) -> None:
    """Trigger as Qt does for a shortcut; without a screen no window is ever active."""
    wanted = QKeySequence(key)
    found = [action for action in window.actions() if action.shortcut() == wanted]
    assert len(found) == 1, key
    found[0].trigger()


def _palette_line(window: ConsoleWindow) -> QLineEdit:
    line = window.palette_list.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    return line


def test_rooms_are_built_when_they_are_entered(window: ConsoleWindow, rooms: Rooms) -> None:
    assert rooms.built == ["watch"]
    _press(window, "F3")
    _press(window, "F1")
    _press(window, "F3")
    assert rooms.built == ["watch", "alert"]
    assert window.room == "alert"
    assert window.rail.button("alert").isChecked()


def test_the_rail_opens_a_room_and_the_entry_is_told_once(window: ConsoleWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.room_entered, timeout=100) as told:
        QTest.mouseClick(window.rail.button("papers"), Qt.MouseButton.LeftButton)
    assert told.args == ["papers"]
    with qtbot.assertNotEmitted(window.room_entered):
        window.enter("papers")


def test_an_unknown_room_is_the_first(window: ConsoleWindow) -> None:
    window.enter("alert")
    window.enter("gone")
    assert window.room == "watch"


def test_the_palette_enters_rooms_and_tells_of_the_rest(window: ConsoleWindow, qtbot: QtBot) -> None:
    window.set_palette_items((PaletteItem("place:630200", "海东市", "地区"),))
    _press(window, "Ctrl+K")
    texts = [item.text for item in window.palette_list.found]
    assert "海东市" in texts
    assert "预警" in texts
    assert "发起会商" not in texts, "this window has no room for it"
    QTest.keyClicks(_palette_line(window), "hds")
    with qtbot.waitSignal(window.palette_chosen, timeout=100) as told:
        QTest.keyClick(_palette_line(window), Qt.Key.Key_Return)
    assert told.args == ["place:630200"]
    assert not window.palette_list.isVisible()


def test_an_act_of_another_room_opens_its_room_first(window: ConsoleWindow, qtbot: QtBot) -> None:
    rooms_then: list[str] = []
    window.actions_table["papers.print"].triggered.connect(lambda: rooms_then.append(window.room))
    window.open_palette()
    window.palette_list.item_chosen.emit("papers.print")
    assert rooms_then == ["papers"]


def test_the_wall_is_the_first_room_larger_and_comes_back(window: ConsoleWindow, dressed: Look) -> None:
    window.enter("alert")
    _press(window, "F11")
    assert (window.is_wall, window.room, dressed.theme.scale) == (True, "watch", 1.5)
    assert not window.rail.isVisible()
    assert window.windowState() & Qt.WindowState.WindowFullScreen
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert (window.is_wall, dressed.theme.scale) == (False, 1.0)
    assert window.rail.isVisible()
    assert not window.windowState() & Qt.WindowState.WindowFullScreen


def test_a_drill_is_in_the_title_and_in_stripes(window: ConsoleWindow, qapp: QApplication) -> None:
    before = window.grab().toImage().pixelColor(2, window.height() // 2)
    window.set_drill("演练：冬季重污染")
    assert window.windowTitle().startswith("【演练】")
    qapp.processEvents()
    edge = {window.grab().toImage().pixelColor(3, y).name() for y in range(200, 240)}
    assert len(edge) > 1, "stripes, not one colour"
    window.set_drill("")
    qapp.processEvents()
    assert "演练" not in window.windowTitle()
    assert window.grab().toImage().pixelColor(2, window.height() // 2) == before


def test_lines_and_strip_pass_through(window: ConsoleWindow) -> None:
    window.show_problems((ProblemView("feed", "数据源断开"),))
    assert window.problems.isVisible()
    window.show_problems(())
    assert not window.problems.isVisible()
    window.show_strip(StripView("14:05", "11月23日 周一"))
    window.show_badges({"alert": 3})
    assert window.rail.button("alert").count == 3


def test_it_remembers_room_mode_scale_and_size(
    window: ConsoleWindow, rooms: Rooms, dressed: Look, qtbot: QtBot, tmp_path: Path
) -> None:
    window.resize(1080, 700)
    _press(window, "F5")
    _press(window, "Ctrl+Shift+D")
    _press(window, "Ctrl+Shift+=")
    with qtbot.waitSignal(window.closed, timeout=100):
        window.close()
    dressed.set_mode("light")
    dressed.set_scale(1.0)
    again = ConsoleWindow(dressed, rooms.rooms, tmp_path / "window.ini")
    qtbot.addWidget(again)
    assert again.room == "papers"
    assert (dressed.theme.mode, dressed.theme.scale) == ("dark", 1.25)
    assert (again.width(), again.height()) == (1080, 700)


def test_spoilt_preferences_do_not_stop_it(dressed: Look, rooms: Rooms, qtbot: QtBot, tmp_path: Path) -> None:
    ini = tmp_path / "window.ini"
    ini.write_text("[General]\nscale=big\nmode=pink\nroom=attic\ngeometry=@ByteArray(nonsense)\n", encoding="utf-8")
    window = ConsoleWindow(dressed, rooms.rooms, ini)
    qtbot.addWidget(window)
    assert (window.room, dressed.theme.mode, dressed.theme.scale) == ("watch", "light", 1.0)


def test_it_fits_a_screen_of_1366_by_768_at_125_percent(window: ConsoleWindow, qapp: QApplication) -> None:
    least = window.minimumSizeHint().expandedTo(window.minimumSize())
    assert least.width() * 1.25 <= 1366
    assert least.height() * 1.25 <= 768
