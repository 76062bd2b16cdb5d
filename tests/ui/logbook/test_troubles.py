"""What is odd stays in sight without pushing the logbook off the screen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from qh_console.ui.logbook.state import DisputeView, LogbookState, Oddity
from qh_console.ui.logbook.troubles import MOST_PX, Settlement, Troubles
from qh_console.ui.theme import Look
from tests.ui.seats import seat_at


def _odd(count: int) -> LogbookState:
    return LogbookState(oddities=tuple(Oddity(("d2", i), f"席位d2第{i}条", "核实") for i in range(1, count + 1)))


def test_a_record_in_order_takes_no_room(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    troubles = Troubles(look, seat_at(tmp_path).desk)
    qtbot.addWidget(troubles)
    troubles.show_state(LogbookState())
    assert troubles.isHidden()
    troubles.show_state(_odd(1))
    assert not troubles.isHidden()
    troubles.show_state(LogbookState())
    assert troubles.isHidden()


def test_many_odd_entries_scroll(tmp_path: Path, look: Look, qtbot: QtBot) -> None:
    troubles = Troubles(look, seat_at(tmp_path).desk)
    qtbot.addWidget(troubles)
    troubles.show_state(_odd(50))
    assert troubles.height() <= look.theme.px(MOST_PX)
    chosen: list[object] = []
    troubles.entry_chosen.connect(chosen.append)
    troubles.findChildren(QPushButton)[0].click()
    assert chosen == [("d2", 1)]


def test_what_is_written_about_a_dispute_outlives_the_forms_being_made_anew(
    tmp_path: Path, look: Look, qtbot: QtBot
) -> None:
    troubles = Troubles(look, seat_at(tmp_path).desk)
    qtbot.addWidget(troubles)
    dispute = DisputeView("d1", "西宁市同时有两份预警", (("a1", "甲"), ("a2", "乙")))
    troubles.show_state(LogbookState(disputes=(dispute,)))
    form = troubles.forms["d1"]
    form.keeps.setCurrentIndex(1)
    form.reason.setFocus()
    form.reason.insert("先发的")
    form.reason.textEdited.emit("先发的")
    troubles.show_state(LogbookState(disputes=(dispute,), oddities=_odd(1).oddities))
    assert troubles.forms["d1"] is not form
    assert troubles.forms["d1"].settlement == Settlement("d1", "a2", "先发的")
