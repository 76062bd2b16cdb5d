"""The steps a screen offers are exactly those the decision would accept."""

from __future__ import annotations

import pytest

from qh_console.domain.acts import ChangeProposed
from qh_console.domain.commands import HoldConsultation
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Cause, Change
from qh_console.domain.steps import lawful_next
from tests.builders import DUTY, consultation, office, propose, to_lifted


@pytest.mark.parametrize("done", range(1, 8))
def test_offered_steps_never_disagree_with_the_decision_on_proposals(done: int) -> None:
    ledger = office(*to_lifted()[:done])
    alert = ledger.board.alerts["a1"]
    for step in lawful_next(alert):
        assert step.is_lawful == (step.refusal is None)
        if step.refusal is not None:
            assert step.refusal.clause
        if step.act is ChangeProposed and step.change is not None and not step.is_lawful:
            level = {Change.RAISE: Level.RED, Change.LOWER: Level.YELLOW}.get(step.change, Level.ORANGE)
            ledger.refused(propose(step.change, level))


def test_a_cause_in_doubt_greys_the_proposal_with_its_clause() -> None:
    ledger = office(HoldConsultation(DUTY, "a1", consultation(cause=Cause.UNDECIDED)))
    step = next(s for s in lawful_next(ledger.board.alerts["a1"]) if s.change is Change.ISSUE)
    assert step.refusal is not None
    assert step.refusal.clause == "1.3"


def test_red_cannot_be_raised_nor_yellow_lowered() -> None:
    for level, change in ((Level.RED, Change.RAISE), (Level.YELLOW, Change.LOWER)):
        ledger = office(*to_lifted(level)[:4])
        offered = [s for s in lawful_next(ledger.board.alerts["a1"]) if s.change is change and s.act is ChangeProposed]
        assert [s.is_lawful for s in offered] == [False]
