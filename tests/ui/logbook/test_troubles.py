"""What is odd stays in sight without pushing the logbook off the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from qh_console.ui.logbook.state import LogbookState, Oddity
from qh_console.ui.logbook.troubles import MOST_PX, Troubles
from qh_console.ui.theme import Look


def _odd(count: int) -> LogbookState:
    return LogbookState(oddities=tuple(Oddity(("d2", i), f"席位d2第{i}条", "核实") for i in range(1, count + 1)))


def test_a_record_in_order_takes_no_room(look: Look, qtbot: QtBot) -> None:
    troubles = Troubles(look)
    qtbot.addWidget(troubles)
    troubles.show_state(LogbookState())
    assert troubles.isHidden()
    troubles.show_state(_odd(1))
    assert not troubles.isHidden()
    troubles.show_state(LogbookState())
    assert troubles.isHidden()


def test_many_odd_entries_scroll(look: Look, qtbot: QtBot) -> None:
    troubles = Troubles(look)
    qtbot.addWidget(troubles)
    troubles.show_state(_odd(50))
    assert troubles.height() <= look.theme.px(MOST_PX)
    chosen: list[object] = []
    troubles.entry_chosen.connect(chosen.append)
    troubles.findChildren(QPushButton)[0].click()
    assert chosen == [("d2", 1)]
