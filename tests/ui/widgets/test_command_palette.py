"""The palette: found by name and initials, driven by keys, and the focus goes back where it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from qh_console.ui.theme import Look
from qh_console.ui.widgets.command_palette import CommandPalette, PaletteItem, search

ITEMS = (
    PaletteItem("issue", "发布预警", "功能", why_not="还没有批准"),
    PaletteItem("room.alert", "预警", "功能", "F3", "alert"),
    PaletteItem("place:630200", "海东市", "地区", icon="place"),
    PaletteItem("place:632500", "海南藏族自治州", "地区"),
)


class Host(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        QVBoxLayout(self).addWidget(self.line)


@pytest.fixture
def host(qtbot: QtBot) -> Host:
    made = Host()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


@pytest.fixture
def palette(dressed: Look, host: Host) -> CommandPalette:
    made = CommandPalette(dressed, host)
    made.set_items(ITEMS)
    made.open()
    return made


def _line(palette: CommandPalette) -> QLineEdit:
    line = palette.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    return line


def _keys(palette: CommandPalette) -> list[str]:
    return [item.key for item in palette.found]


def test_what_begins_with_the_query_comes_first() -> None:
    assert [item.text for item in search(ITEMS, "预警")] == ["预警", "发布预警"]
    assert [item.text for item in search(ITEMS, "hd")] == ["海东市"]
    assert search(ITEMS, "") == ITEMS
    assert search(ITEMS, "qqq") == ()


def test_keys_choose(palette: CommandPalette, qtbot: QtBot) -> None:
    line = _line(palette)
    QTest.keyClicks(line, "h")
    assert _keys(palette) == ["place:630200", "place:632500"]
    palette.grab()
    QTest.keyClick(line, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.item_chosen, timeout=100) as told:
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert told.args == ["place:632500"]
    assert not palette.isVisible()


def test_a_greyed_item_stays(palette: CommandPalette, qtbot: QtBot) -> None:
    QTest.keyClicks(_line(palette), "fbyj")
    with qtbot.assertNotEmitted(palette.item_chosen):
        QTest.keyClick(_line(palette), Qt.Key.Key_Return)
    assert palette.isVisible()


def test_escape_gives_the_focus_back(palette: CommandPalette, host: Host, qtbot: QtBot) -> None:
    palette.close_palette()
    host.line.setFocus()
    palette.open()
    assert host.focusWidget() is _line(palette)
    with qtbot.waitSignal(palette.closed, timeout=100):
        QTest.keyClick(_line(palette), Qt.Key.Key_Escape)
    assert host.focusWidget() is host.line


def test_nothing_found_is_said(palette: CommandPalette) -> None:
    high = palette.height()
    QTest.keyClicks(_line(palette), "qqq")
    assert _keys(palette) == []
    assert palette.height() < high
    QTest.keyClick(_line(palette), Qt.Key.Key_Return)
    assert palette.isVisible()
    _line(palette).clear()
    palette.set_items(ITEMS[:1])
    assert _keys(palette) == ["issue"]
