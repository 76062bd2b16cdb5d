"""Which processes wait for their assessment, how far a report is, and what is missing for it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from qh_console.domain.commands import ApproveProposal, Command, HoldConsultation, IssueAlert, LiftAlert
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Assessment, Change, TelephoneRecord
from qh_console.paths import resources_folder
from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.ui.assessment.state import AssessmentState, derive_assessment, waiting
from tests.builders import CHIEF, DUTY, NOW, consultation, office, plan, propose, to_lifted, to_standing
from tests.services.framing import ASSESS, PLACES

BY_PHONE: tuple[Command, ...] = (
    HoldConsultation(DUTY, "a1", consultation()),
    propose(Change.ISSUE, Level.ORANGE),
    ApproveProposal(DUTY, "a1", Approval.TELEPHONE, TelephoneRecord(CHIEF, "0971", NOW, True)),
    IssueAlert(DUTY, "a1"),
    propose(Change.LIFT, Level.ORANGE),
    ApproveProposal(CHIEF, "a1", Approval.SIGNATURE),
    LiftAlert(DUTY, "a1"),
)
TEXT = Assessment("", "逆温", "", "", "无", "", "", "")


def derive(*commands: Command, alert: str = "", text: Assessment | None = None) -> AssessmentState:
    now = NOW + timedelta(hours=50)
    return derive_assessment(office(*commands).board, plan(), PLACES, now, alert, text)


@pytest.mark.parametrize(
    ("commands", "rows", "count"),
    [
        ((), [], 0),
        (to_standing(), [], 0),
        (to_lifted(), [("a1", True)], 1),
        ((*to_lifted(), ASSESS), [("a1", False)], 0),
    ],
)
def test_what_is_over_and_what_waits(commands: tuple[Command, ...], rows: list[tuple[str, bool]], count: int) -> None:
    state = derive(*commands)
    assert [(row.alert, row.is_waiting) for row in state.rows] == rows
    assert waiting(office(*commands).board) == count
    assert (state.chosen is None) == (not rows)


def test_those_that_wait_stand_first() -> None:
    state = derive(*to_lifted(), ASSESS, *to_lifted(alert="a2"))
    assert [(row.alert, row.standing.split()[0]) for row in state.rows] == [("a2", "待评估"), ("a1", "已评估")]
    assert state.chosen is not None
    assert state.chosen.alert == "a2"
    chosen = derive(*to_lifted(), ASSESS, *to_lifted(alert="a2"), alert="a1").chosen
    assert chosen is not None
    assert (chosen.alert, chosen.is_assessed) == ("a1", True)


def test_the_outline_says_what_is_written_what_waits_and_what_fills_itself() -> None:
    chosen = derive(*to_lifted(), text=TEXT).chosen
    assert chosen is not None
    told = {section.field: section.text for section in chosen.sections if section.field}
    assert told == {
        "meteorology": "可不写", "causes": "2字", "reductions": "可不写", "publicity": "可不写", "later_effects": "1字",
        "problems": "待写", "lessons": "待写", "proposals": "待写",
    }  # fmt: skip
    assert chosen.written == 2
    assert {section.text for section in chosen.sections if not section.field} == {"自动"}


def test_the_outline_is_the_papers_own() -> None:
    """The report's template and the outline name the same sections in the same order."""
    chosen = derive(*to_lifted()).chosen
    assert chosen is not None
    template = (resources_folder() / "templates" / "assessment.txt").read_text(encoding="utf-8")
    headings = [line.removeprefix("# ") for line in template.splitlines() if line.startswith("# ")]
    titles = [section.title for section in chosen.sections]
    assert titles[:-1] == headings[: len(titles) - 1]


def test_what_is_missing_is_named_with_the_way_there() -> None:
    chosen = derive(*BY_PHONE).chosen
    assert chosen is not None
    assert [(gap.room, gap.subject) for gap in chosen.gaps] == [("alert", "a1"), ("response", "a1")]
    assert "没有补签" in chosen.gaps[0].text
    assert "没有办结" in chosen.gaps[1].text
    missing = [PaperRequest(PaperKind.LIFT_NOTICE, "a1"), PaperRequest(PaperKind.LIFT_NOTICE, "other")]
    state = derive_assessment(office(*to_lifted()).board, plan(), PLACES, NOW, missing=missing)
    assert state.chosen is not None
    assert state.chosen.gaps[-1].text == "1份应有的文书没有归档"
    assert state.chosen.gaps[-1].detail == "预警解除通知1份"


def test_facts_come_from_the_record() -> None:
    board = office(*to_lifted(), ASSESS).board
    chosen = derive_assessment(board, plan(), PLACES, NOW).chosen
    assert chosen is not None
    facts = dict(chosen.facts)
    assert facts["由记录填写"].startswith("通知2份，会商1次，任务")
    assert "再次提交" in facts["已评估"]
    assert chosen.why_not == ""
