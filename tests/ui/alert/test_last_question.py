"""Signed on the spot: two people, one signature each; whatever is refused stays where it stands and can be mended."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qh_console.domain.alerts import Stage
from qh_console.domain.commands import ProposeChange
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Change
from qh_console.domain.verdicts import Refused
from qh_console.ui.alert.drafts import StepDraft
from qh_console.ui.alert.last_question import LastQuestion
from qh_console.ui.theme import Look
from tests.builders import CHIEF, DUTY, NOW, propose, to_standing
from tests.ui.seats import Seat, seat_at

DRAFT = StepDraft("a1", "propose-withdraw")
MINE, THEIRS = "right-word-1", "right-word-2"


@pytest.fixture
def seat(tmp_path: Path, qtbot: QtBot) -> Seat:
    made = seat_at(tmp_path, *to_standing(Level.YELLOW))
    made.credentials.set(DUTY, MINE, NOW)
    made.credentials.set(CHIEF, THEIRS, NOW)
    return made


class Asked:
    """The question about withdrawing a notice, and what it told."""

    def __init__(self, seat: Seat, look: Look, qtbot: QtBot, command: ProposeChange | None = None) -> None:
        host = QWidget()
        qtbot.addWidget(host)
        self.seat, self.taken, self.refused, self.finished = seat, list[StepDraft](), list[Refused](), list[bool]()
        self.question = LastQuestion(look, seat.desk, "", host)
        self.question.taken.connect(self.taken.append)
        self.question.refused.connect(self.refused.append)
        self.question.finished.connect(lambda: self.finished.append(True))
        wanted = command or propose(Change.WITHDRAW, Level.YELLOW)
        self.question.on_the_spot(seat.desk.board.alerts["a1"], DRAFT, wanted)

    def sign(self, mine: str, theirs: str) -> None:
        dialog = self.question.dialog
        assert dialog is not None
        dialog.password.setText(mine)
        dialog.approver_password.setText(theirs)
        dialog.go.click()

    def stage(self) -> Stage:
        return self.seat.desk.board.alerts["a1"].stage


def test_both_sign_and_it_is_out(seat: Seat, look: Look, qtbot: QtBot) -> None:
    asked = Asked(seat, look, qtbot)
    asked.sign(MINE, THEIRS)
    assert asked.stage() is Stage.WITHDRAWN
    assert asked.question.dialog is None
    assert (asked.taken[0], asked.finished, asked.refused) == (DRAFT, [True], [])


def test_nothing_goes_without_both(seat: Seat, look: Look, qtbot: QtBot) -> None:
    asked = Asked(seat, look, qtbot)
    dialog = asked.question.dialog
    assert dialog is not None
    dialog.password.setText(MINE)
    assert not dialog.go.isEnabled()
    asked.sign("wrong-word", THEIRS)
    assert (asked.stage(), asked.taken) == (Stage.STANDING, [])
    assert dialog.error.text()


def test_a_wrong_word_of_the_approver_leaves_it_proposed_and_is_asked_for_again(
    seat: Seat, look: Look, qtbot: QtBot
) -> None:
    asked = Asked(seat, look, qtbot)
    asked.sign(MINE, "wrong-word")
    assert asked.stage() is Stage.CHANGE_PROPOSED
    assert (asked.taken, asked.finished) == ([DRAFT], [])
    asked.sign(MINE, THEIRS)
    assert asked.stage() is Stage.WITHDRAWN
    proposals = [e for e in seat.office.entries() if type(e.act).__name__ == "ChangeProposed"]
    assert len(proposals) == 2, "the issue and one withdrawal: it is not proposed twice"


def test_a_fault_of_the_form_goes_back_to_the_form(seat: Seat, look: Look, qtbot: QtBot) -> None:
    unreasoned = replace(propose(Change.WITHDRAW, Level.YELLOW), reason="")
    asked = Asked(seat, look, qtbot, unreasoned)
    asked.sign(MINE, THEIRS)
    (refused,) = asked.refused
    assert refused.reasons[0].field == "reason"
    assert asked.question.dialog is None
    assert asked.stage() is Stage.STANDING
