"""How many things an officer does by hand: a forecast to a signed notice on paper, a notice to its correction.

What counts as one action is said at `Hands`: every click, shortcut, Enter, choice and typed text.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qh_console.domain.alerts import Stage
from qh_console.domain.commands import EnterContact
from qh_console.domain.contacts import Contact, Post
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Change
from tests.builders import CHIEF, DUTY, XINING, to_lifted, to_standing
from tests.journeys.house_at_night import WORDS, Night, alert_of, outlook_of
from tests.ui.airs import HAZE
from tests.ui.hands import CTRL, SHIFT, Hands, strike

LIAISONS = tuple(
    EnterContact(DUTY, Contact(unit, Post.LIAISON, name, "", "0971-8000000"))
    for unit, name in (("ecology", "马晓明"), ("met", "李静"))
)
MOST_TO_PAPER, MOST_TO_CORRECT = 25, 6


@pytest.fixture
def night(tmp_path: Path, qtbot: QtBot) -> Iterator[Night]:
    made = Night(tmp_path, qtbot)
    yield made
    made.close()


def signed_in(night: Night, hands: Hands) -> None:
    assert night.console is not None
    hands.press(Qt.Key.Key_L, CTRL)
    hands.fill(WORDS[DUTY], send=True)
    assert night.console.desk.by == DUTY


def test_from_an_open_forecast_to_a_signed_yellow_notice_on_paper(night: Night) -> None:
    console = night.open(night.begin(*LIAISONS, told=HAZE))
    console.go("outlook", XINING)
    outlook, alert, hands = outlook_of(console), alert_of(console), Hands()
    assert outlook.working.isVisible()

    signed_in(night, hands)
    hands.press(Qt.Key.Key_M, CTRL)
    hands.choose(outlook.form.head.editor("cause"), "haze")
    hands.fill("静稳，夜间逆温，混合层低", outlook.form.texts.editor("meteorology"))
    hands.press(Qt.Key.Key_Return, CTRL)
    assert console.window.room == "alert"

    hands.fill(WORDS[DUTY], send=True)
    assert alert.pane.form.form is not None
    assert alert.pane.form.form.values()["by"] == CHIEF, "the only one who may sign stands there"
    hands.fill(WORDS[CHIEF], send=True)
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.fill(WORDS[DUTY], send=True)
    (standing,) = console.desk.board.standing
    assert (standing.places, standing.level) == ((XINING,), Level.YELLOW)

    hands.press(Qt.Key.Key_P, CTRL)
    hands.elsewhere()  # the button of the system's own print dialog
    (paper,) = night.printed
    with pdfplumber.open(paper) as made:
        assert made.pages
        assert made.pages[0].images
    (filed,) = [f for f in console.desk.board.papers.values() if f.prints]
    assert (filed.paper.kind, filed.paper.number) == ("issue-notice", standing.latest_number)
    consulted = standing.consultation
    assert [p.name for p in consulted.participants] == ["马晓明", "李静"]
    assert hands.actions <= MOST_TO_PAPER
    assert hands.actions == 18


def sign_both(hands: Hands) -> None:
    """The officer's own signature and, by Tab, that of the one who approves; Enter."""
    hands.type(WORDS[DUTY])
    strike(Qt.Key.Key_Tab)
    hands.type(WORDS[CHIEF])
    hands.press(Qt.Key.Key_Return)


def test_a_correction_from_an_issued_notice(night: Night) -> None:
    console = night.open(night.begin(*to_standing(Level.YELLOW)))
    console.go("alert")
    alert, hands = alert_of(console), Hands()
    console.desk.sign_in(DUTY, WORDS[DUTY], refused=lambda no: pytest.fail(str(no)))

    hands.press(Qt.Key.Key_G, CTRL)
    form = alert.pane.form.form
    assert form is not None
    assert form.values()["dispersion"] == "静稳、逆温"
    hands.type("西宁市城区、大通县")
    assert form.values()["reason"] == "影响范围由“西宁市全域”更正为“西宁市城区、大通县”"
    hands.press(Qt.Key.Key_Return, CTRL)
    assert alert.confirm is not None
    assert alert.confirm.approver == CHIEF
    sign_both(hands)

    assert alert_of(console).confirm is None
    corrected = console.desk.board.alerts["a1"]
    assert corrected.notices[-1].change is Change.CORRECT
    assert corrected.notices[-1].publication.extent == "西宁市城区、大通县"
    assert (corrected.notices[-1].proposal.by, corrected.notices[-1].proposal.decided_by) == (DUTY, CHIEF)
    assert hands.actions <= MOST_TO_CORRECT
    assert console.desk.drafting.keys() == (), "nothing of it is left to be written"


def test_a_withdrawal_from_an_issued_notice(night: Night) -> None:
    console = night.open(night.begin(*to_standing(Level.YELLOW)))
    console.go("alert")
    hands = Hands()
    console.desk.sign_in(DUTY, WORDS[DUTY], refused=lambda no: pytest.fail(str(no)))
    hands.press(Qt.Key.Key_G, CTRL | SHIFT)
    hands.type("监测仪器故障，数据作废")
    hands.press(Qt.Key.Key_Return, CTRL)
    sign_both(hands)
    assert console.desk.board.alerts["a1"].stage is Stage.WITHDRAWN
    assert hands.actions <= MOST_TO_CORRECT


def test_an_alert_that_has_ended_is_corrected_by_the_same_key(night: Night) -> None:
    console = night.open(night.begin(*to_lifted(Level.YELLOW)))
    console.go("alert", "a1")
    hands = Hands()
    console.desk.sign_in(DUTY, WORDS[DUTY], refused=lambda no: pytest.fail(str(no)))
    hands.press(Qt.Key.Key_G, CTRL)
    draft = alert_of(console).pane.form.draft
    assert draft is not None
    assert draft.step == "propose-correct"
    assert alert_of(console).pane.form.go.isEnabled()
