"""Which steps stand at which stop, what opens by itself, and which paper is beside it."""

from __future__ import annotations

import pytest

from qh_console.domain.alerts import Alert, Stage
from qh_console.domain.commands import ApproveProposal, Command, HoldConsultation
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Cause, Change
from qh_console.domain.steps import lawful_next
from qh_console.services.paper_requests import PaperKind
from qh_console.ui.alert.steps_table import STOPS, change_of, key_of, papers_of, step_to_open, steps_at, stop_of
from tests.builders import CHIEF, DUTY, consultation, office, propose, to_lifted, to_standing
from tests.services.framing import ASSESS

CONSULTED = (HoldConsultation(DUTY, "a1", consultation()),)
PROPOSED = (*CONSULTED, propose(Change.ISSUE, Level.ORANGE))
APPROVED = (*PROPOSED, ApproveProposal(CHIEF, "a1", Approval.SIGNATURE))
LIFTING = (*to_standing(), propose(Change.LIFT, Level.ORANGE))
LIFT_APPROVED = (*LIFTING, ApproveProposal(CHIEF, "a1", Approval.SIGNATURE))


def alert(*commands: Command) -> Alert:
    return office(*commands).board.alerts["a1"]


@pytest.mark.parametrize(
    ("commands", "stop", "step", "papers"),
    [
        (CONSULTED, "approve", "propose-issue", (PaperKind.ISSUE_NOTICE,)),
        (PROPOSED, "approve", "approve", (PaperKind.APPROVAL_SHEET, PaperKind.ISSUE_NOTICE)),
        (APPROVED, "issue", "issue", (PaperKind.ISSUE_NOTICE, PaperKind.APPROVAL_SHEET)),
        (to_standing(), "respond", "", (PaperKind.ISSUE_NOTICE, PaperKind.APPROVAL_SHEET, PaperKind.BULLETIN)),
        (LIFTING, "change", "approve", (PaperKind.APPROVAL_SHEET, PaperKind.LIFT_NOTICE)),
        (LIFT_APPROVED, "change", "release-lift", (PaperKind.LIFT_NOTICE, PaperKind.APPROVAL_SHEET)),
        (
            to_lifted(),
            "assess",
            "",
            (PaperKind.LIFT_NOTICE, PaperKind.APPROVAL_SHEET, PaperKind.BULLETIN),
        ),
        ((*to_lifted(), ASSESS), "assess", "", (PaperKind.ASSESSMENT,)),
    ],
)
def test_where_a_process_stands_and_what_opens(
    commands: tuple[Command, ...], stop: str, step: str, papers: tuple[PaperKind, ...]
) -> None:
    known = alert(*commands)
    assert stop_of(known.stage) == stop
    assert step_to_open(known, stop) == step
    assert papers_of(known, stop, step) == papers


def test_every_step_of_the_road_has_a_form_at_some_stop() -> None:
    known = alert(*CONSULTED)
    keys = [key_of(step) for step in lawful_next(known)]
    assert all(keys)
    assert len(set(keys)) == len(keys)


def test_every_stage_has_a_stop() -> None:
    stops = {key for key, _ in STOPS}
    assert {stop_of(stage) for stage in Stage} <= stops


def test_a_greyed_step_says_why_with_its_clause() -> None:
    undecided = alert(HoldConsultation(DUTY, "a1", consultation(cause=Cause.UNDECIDED)))
    greyed = next(s for s in steps_at(undecided, "approve") if s.key == "propose-issue")
    assert not greyed.is_lawful
    assert greyed.why_not == "污染成因未定，不能发布预警；可以先发健康提示（预案1.3）"
    assert step_to_open(undecided, "approve") == ""


def test_what_is_not_due_is_not_in_the_way() -> None:
    standing = [s.key for s in steps_at(alert(*to_standing()), "change")]
    assert standing == ["propose-raise", "propose-lower", "propose-lift", "propose-correct", "propose-withdraw"]
    lifting = {s.key: s.is_lawful for s in steps_at(alert(*LIFTING), "change")}
    assert lifting["approve"]
    assert lifting["return"]
    assert not lifting["propose-lift"]
    assert "release-lift" not in lifting
    assert steps_at(alert(*to_standing()), "watch") == ()


def test_at_the_consultation_its_own_papers() -> None:
    assert papers_of(alert(*to_standing()), "consult", "") == (
        PaperKind.REPORT_UP,
        PaperKind.MINUTES,
        PaperKind.HEALTH_HINT,
    )


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (Change.RAISE, PaperKind.ADJUST_NOTICE),
        (Change.LIFT, PaperKind.LIFT_NOTICE),
        (Change.CORRECT, PaperKind.CORRECTION),
        (Change.WITHDRAW, PaperKind.CORRECTION),
    ],
)
def test_each_proposal_shows_the_notice_it_would_become(change: Change, kind: PaperKind) -> None:
    assert papers_of(alert(*to_standing()), "change", f"propose-{change.value}") == (kind,)
    assert change_of(f"propose-{change.value}") is change_of(f"release-{change.value}") is change
