"""The foot of the hand-over shows what is asked of whom, and keeps what the outgoing officer chose and wrote."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.ui.drafts import SAVE_AFTER_MS
from qh_console.ui.logbook.hand_over_foot import HandOverFoot
from qh_console.ui.logbook.handover_state import HandoverState
from qh_console.ui.theme import Look
from tests.builders import REVIEW
from tests.ui.seats import Seat, seat_at

MAKING = HandoverState("交班", (), successors=((REVIEW, "复核员乙"), ("other", "某某")))
WAITING = replace(MAKING, page="p1", successor=REVIEW, successor_name="复核员乙", left=1)


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Seat:
    return seat_at(tmp_path)


def foot_of(seat: Seat, look: Look, qtbot: QtBot, state: HandoverState, is_waiting: bool = False) -> HandOverFoot:
    made = HandOverFoot(look, seat.desk)
    qtbot.addWidget(made)
    made.show_state(state, is_waiting)
    return made


def test_each_side_sees_its_own_part(seat: Seat, look: Look, qtbot: QtBot) -> None:
    foot = foot_of(seat, look, qtbot, MAKING)
    assert (foot.note.isHidden(), foot.accept.isHidden(), foot.send.text()) == (False, True, "交班")
    foot.show_state(WAITING, True)
    assert (foot.note.isHidden(), foot.accept.isHidden(), foot.send.text()) == (True, False, "接班")
    assert not foot.send.isEnabled(), "a line is not answered yet"
    assert foot.password.accessibleName() == "复核员乙本人口令"


def test_choice_and_words_come_back_but_no_password(seat: Seat, look: Look, qtbot: QtBot) -> None:
    foot = foot_of(seat, look, qtbot, MAKING)
    foot.successor.setCurrentIndex(1)
    foot.successor.activated.emit(1)
    QTest.keyClicks(foot.note, "call back")
    QTest.keyClicks(foot.password, "secret-word")
    qtbot.wait(SAVE_AFTER_MS + 100)
    again = foot_of(seat, look, qtbot, MAKING)
    assert (again.successor.currentData(), again.note.text(), again.password.text()) == ("other", "call back", "")
    again.clear()
    assert seat.desk.drafting.keys() == ()


def test_the_choice_stays_where_the_list_is_made_anew(seat: Seat, look: Look, qtbot: QtBot) -> None:
    foot = foot_of(seat, look, qtbot, MAKING)
    foot.successor.setCurrentIndex(0)
    foot.show_state(replace(MAKING, successors=(("new", "新人"), *MAKING.successors)), False)
    assert foot.successor.currentData() == REVIEW
