"""The middle pane: head, clocks, road, step buttons and the clause of the open step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qh_console.domain.commands import HoldConsultation
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Change
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.ui.alert.drafts import StepDraft
from qh_console.ui.alert.middle import OWN_PROPOSAL, ProcessPane
from qh_console.ui.alert.state import ProcessView, derive_alert
from qh_console.ui.theme import Look
from tests.builders import DUTY, NOW, consultation, office, plan, propose

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
BOARD = office(HoldConsultation(DUTY, "a1", consultation()), propose(Change.ISSUE, Level.ORANGE)).board


def view(stop: str = "") -> ProcessView:
    chosen = derive_alert(BOARD, None, plan(), PLACES, DUTY, NOW, "a1", stop).chosen
    assert chosen is not None
    return chosen


@pytest.fixture
def pane(look: Look, qtbot: QtBot) -> ProcessPane:
    made = ProcessPane(look)
    qtbot.addWidget(made)
    made.show_process(view(), plan())
    made.show()
    return made


def test_steps_are_buttons_and_the_open_one_quotes_its_clause(pane: ProcessPane, qtbot: QtBot) -> None:
    assert set(pane.buttons) == {"propose-issue", "return", "approve"}
    assert not pane.buttons["propose-issue"].isEnabled()
    pane.mark_step("approve")
    assert pane.buttons["approve"].isChecked()
    assert pane.clause.text().startswith("预案3.3.1")
    with qtbot.waitSignal(pane.step_chosen) as told:
        QTest.mouseClick(pane.buttons["return"], Qt.MouseButton.LeftButton)
    assert told.args == ["return"]
    pane.mark_step("")
    assert pane.clause.isHidden()


def test_the_proposer_is_told_that_another_signs(pane: ProcessPane) -> None:
    pane.show_form(StepDraft("a1", "approve"), (), view())
    assert OWN_PROPOSAL in [label.text() for label in pane.form.findChildren(type(pane.clause))]


def test_a_form_of_another_stop_is_not_shown(pane: ProcessPane) -> None:
    pane.show_process(view("watch"), plan())
    pane.show_form(StepDraft("a1", "approve"), (), view("watch"))
    assert pane.form.isHidden()
    assert pane.road.chosen == "watch"


def test_a_form_about_words_has_the_room_to_itself(pane: ProcessPane) -> None:
    assert pane.facts.lines
    pane.mark_step("propose-correct")
    assert pane.facts.isHidden()
    pane.mark_step("approve")
    assert not pane.facts.isHidden()
    assert pane.lift_bar.isHidden()


def test_the_plans_own_words_stand_folded_under_the_clause(look: Look, qtbot: QtBot) -> None:
    made = ProcessPane(look, lambda pack, clause: f"{pack}的{clause}" if clause == "3.3.1" else "")
    qtbot.addWidget(made)
    made.show_process(view(), plan())
    made.mark_step("approve")
    assert (made.official.text.text(), made.official.isHidden()) == ("qh-2020的3.3.1", False)
    made.mark_step("")
    assert made.official.isHidden()
