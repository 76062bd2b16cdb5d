"""What the screen shows of each process, told as a table of cases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from qh_console.domain.commands import ApproveProposal, CloseConsultation, Command, HoldConsultation, ReturnProposal
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Change, Scope
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.ui.alert.state import AlertState, ProcessView, derive_alert, waiting
from tests.builders import (
    CHIEF,
    DUTY,
    HAIDONG,
    NOW,
    REVIEW,
    XINING,
    consultation,
    office,
    plan,
    propose,
    to_lifted,
    to_standing,
)

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
CONSULTED = (HoldConsultation(DUTY, "a1", consultation()),)
PROPOSED = (*CONSULTED, propose(Change.ISSUE, Level.ORANGE))


def state(*commands: Command, officer: str = DUTY, hours: int = 0, alert: str = "", stop: str = "") -> AlertState:
    board = office(*commands).board
    return derive_alert(board, None, plan(), PLACES, officer, NOW + timedelta(hours=hours), alert, stop)


def chosen(*commands: Command, officer: str = DUTY, hours: int = 0, stop: str = "") -> ProcessView:
    view = state(*commands, officer=officer, hours=hours, stop=stop).chosen
    assert view is not None
    return view


def test_an_empty_record_has_nothing_chosen() -> None:
    assert state() == AlertState((), None)


@pytest.mark.parametrize(
    ("commands", "stop", "states", "calls"),
    [
        (CONSULTED, "approve", "ddc....", 1),
        (PROPOSED, "approve", "ddc....", 1),
        ((*PROPOSED, ReturnProposal(REVIEW, "a1", "范围不清")), "approve", "ddc....", 1),
        ((*PROPOSED, ApproveProposal(CHIEF, "a1", Approval.SIGNATURE)), "issue", "dddc...", 1),
        (to_standing(), "respond", "ddddc..", 0),
        ((*to_standing(), propose(Change.RAISE, Level.RED)), "change", "dddddc.", 1),
        (to_lifted(), "assess", "ddddddc", 0),
        ((*CONSULTED, CloseConsultation(DUTY, "a1", "未达到")), "consult", "ddsssss", 0),
    ],
)
def test_the_road(commands: tuple[Command, ...], stop: str, states: str, calls: int) -> None:
    view = chosen(*commands)
    letters = {"done": "d", "current": "c", "waiting": ".", "skipped": "s"}
    assert view.stop == stop
    assert "".join(letters[s.state] for s in view.stops) == states
    assert waiting(office(*commands).board, None, NOW) == calls


def test_the_current_stop_names_what_is_missing() -> None:
    missing = {
        commands: next(s.missing for s in chosen(*commands).stops if s.state == "current")
        for commands in (CONSULTED, PROPOSED, (*PROPOSED, ReturnProposal(REVIEW, "a1", "范围不清")))
    }
    assert list(missing.values()) == ["等待提请", "等待审批", "已退回，请修改"]


def test_who_and_when_along_the_road() -> None:
    stops = {s.key: (s.who, s.when) for s in chosen(*to_standing()).stops}
    assert stops["consult"] == ("值班员甲", "1-09 20:00")
    assert stops["approve"] == ("审批人丙", "1-09 20:00")
    assert stops["issue"] == ("值班员甲", "1-09 20:00")


def test_whoever_proposed_sees_that_another_must_decide() -> None:
    assert chosen(*PROPOSED).is_own_proposal
    assert not chosen(*PROPOSED, officer=CHIEF).is_own_proposal
    assert not chosen(*to_standing()).is_own_proposal


def test_clocks_run_and_warn() -> None:
    early = {c.label: (c.text, c.tone) for c in chosen(*to_standing(), hours=5).clocks}
    assert early == {"已发布": ("5时00分", ""), "预计结束": ("1-12 20:00，还有2天19时", "")}
    late = {c.label: (c.text, c.tone) for c in chosen(*to_standing(), hours=73).clocks}
    assert late["预计结束"] == ("1-12 20:00，已过1时00分", "warn")
    assert chosen(*PROPOSED, hours=1).clocks[0].text == "1时00分"


def test_open_ones_first_and_the_gravest_of_them() -> None:
    lifted = to_lifted(Level.RED, "a1")
    yellow = HoldConsultation(DUTY, "a2", consultation(Level.YELLOW))
    red = HoldConsultation(DUTY, "a3", consultation(Level.RED, Scope.PROVINCE, (XINING, HAIDONG)))
    rows = state(*lifted, yellow, red).rows
    assert [(r.alert, r.where, r.is_open) for r in rows] == [
        ("a3", "全省", True),
        ("a2", "西宁", True),
        ("a1", "西宁", False),
    ]
    assert rows[2].level is Level.RED


def test_a_chosen_process_and_stop_are_kept_and_a_lost_one_falls_back() -> None:
    view = state(*to_standing(), alert="a1", stop="consult").chosen
    assert view is not None
    assert view.stop == "consult"
    assert state(*to_standing(), alert="gone").chosen is not None


def test_an_ended_process_no_longer_shows_as_open() -> None:
    assert chosen(*to_standing()).is_open
    ended = chosen(*to_lifted())
    assert (ended.is_open, ended.is_standing) == (False, False)


def test_equal_boards_give_equal_states() -> None:
    assert state(*to_standing()) == state(*to_standing())
