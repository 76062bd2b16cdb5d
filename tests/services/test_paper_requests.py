"""Which papers follow an act by themselves, in filing order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qh_console.domain.commands import (
    CloseConsultation,
    Command,
    HoldConsultation,
    MarkDuty,
    ReturnProposal,
    StartShift,
)
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Change, Mark, MarkState, Means
from qh_console.services.paper_requests import PaperKind, PaperRequest, papers_called_for, papers_missing
from tests.builders import DUTY, REVIEW, Ledger, consultation, office, propose, to_standing
from tests.services.framing import ASSESS, CORRECT, LIFT, LOWER, RAISE, SIGN, WITHDRAW, for_the_province

HEALTH_ONLY = replace(consultation(Level.HINT), reason="")


def wanted(ledger: Ledger, *commands: Command) -> tuple[PaperRequest, ...]:
    """What the acts of `commands` call for, on the board they led to."""
    known = len(ledger.entries)
    ledger.must(*commands)
    return papers_called_for(ledger.board, ledger.entries[known:])


def numbered(serial: int, prefix: str = "宁") -> str:
    return f"{prefix}重污应急〔2026〕{serial}号"


@pytest.mark.parametrize(
    ("before", "last", "kinds", "number"),
    [
        ((), to_standing()[:1], ["consultation-minutes", "report-up"], ""),
        ((), (HoldConsultation(DUTY, "a1", HEALTH_ONLY),), ["consultation-minutes", "health-hint"], ""),
        ((HoldConsultation(DUTY, "a1", HEALTH_ONLY),), (CloseConsultation(DUTY, "a1", "已提示"),), [], ""),
        (to_standing()[:1], (propose(Change.ISSUE, Level.ORANGE),), [], ""),
        (to_standing()[:2], (SIGN,), ["approval-sheet"], ""),
        (to_standing()[:2], (ReturnProposal(REVIEW, "a1", "范围不明"),), [], ""),
        (to_standing()[:1], (CloseConsultation(DUTY, "a1", "转为健康提示"),), ["health-hint"], ""),
        (to_standing(), CORRECT[2:], ["correction"], numbered(3)),
        (to_standing(), WITHDRAW[2:], ["correction"], numbered(3)),
        (to_standing(), LIFT[2:], ["lift-notice"], numbered(3)),
        ((*to_standing(), *LIFT), (ASSESS,), ["assessment"], ""),
        ((), (StartShift(DUTY),), [], ""),
    ],
)
def test_each_act_calls_for_its_papers(
    before: tuple[Command, ...], last: tuple[Command, ...], kinds: list[str], number: str
) -> None:
    releases = {CORRECT[2]: CORRECT, WITHDRAW[2]: WITHDRAW, LIFT[2]: LIFT}
    ledger = office(*before, *releases.get(last[0], ())[:2])
    found = wanted(ledger, *last)
    assert found == tuple(PaperRequest(PaperKind(kind), "a1", number) for kind in kinds)


@pytest.mark.parametrize("road", [to_standing(), for_the_province()])
def test_issuing_calls_for_three_papers_and_a_sheet_for_every_unit_once(road: tuple[Command, ...]) -> None:
    ledger = office(*road[:-1])
    found = wanted(ledger, road[-1])
    units = [laid.task.unit for laid in ledger.board.alerts["a1"].tasks]
    assert [r.kind for r in found[:3]] == [PaperKind.ISSUE_NOTICE, PaperKind.BULLETIN, PaperKind.RESPONSE_NOTICE]
    assert [r.unit for r in found[3:]] == list(dict.fromkeys(units))
    assert {r.kind for r in found[3:]} == {PaperKind.DUTY_SHEET}
    alert = ledger.board.alerts["a1"]
    assert {(r.alert, r.number) for r in found} == {("a1", alert.notices[0].number)}


def test_only_the_provinces_red_sends_teams_out() -> None:
    """Plan 5.2."""
    road = for_the_province(Level.RED)
    ledger = office(*road[:-1])
    teams = PaperRequest(PaperKind.SUPERVISION, "a1", numbered(1, "青"))
    found = wanted(ledger, road[-1])
    assert found[3] == teams
    assert papers_missing(ledger.board, ledger.entries, ledger.pack).count(teams) == 1
    for other in (for_the_province(), to_standing(Level.RED)):
        assert PaperKind.SUPERVISION not in {r.kind for r in wanted(office(*other[:-1]), other[-1])}


@pytest.mark.parametrize("change", [RAISE, LOWER])
def test_an_adjustment_tells_the_public_and_every_unit_anew(change: tuple[Command, ...]) -> None:
    ledger = office(*to_standing(), *change[:2])
    found = wanted(ledger, change[2])
    assert [r.kind for r in found[:2]] == [PaperKind.ADJUST_NOTICE, PaperKind.BULLETIN]
    assert {r.kind for r in found[2:]} == {PaperKind.DUTY_SHEET}
    assert len(found) > 3
    assert {r.number for r in found} == {numbered(3)}


def test_marks_call_for_no_paper_and_several_acts_for_each_of_theirs_in_order() -> None:
    ledger = office(*to_standing()[:1])
    found = wanted(ledger, propose(Change.ISSUE, Level.ORANGE), SIGN, to_standing()[-1])
    assert [r.kind for r in found[:2]] == [PaperKind.APPROVAL_SHEET, PaperKind.ISSUE_NOTICE]
    task = ledger.board.alerts["a1"].tasks[0].task.id
    assert wanted(ledger, MarkDuty(DUTY, "a1", task, Mark(MarkState.DONE, Means.FAX, "", "已落实"))) == ()


def test_every_kind_has_a_name_of_its_own() -> None:
    labels = [kind.label for kind in PaperKind]
    assert len(set(labels)) == len(labels) == len(PaperKind)
