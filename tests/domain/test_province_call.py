"""What the cities' alerts ask of the province, and which prefecture responds below the province's level."""

from __future__ import annotations

from datetime import timedelta

import pytest

from qh_console.domain.board import Board
from qh_console.domain.commands import AdjustAlert, ApproveProposal
from qh_console.domain.office_commands import AnswerFloor, FileCityAlert
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Approval, Change, Means
from qh_console.domain.province_call import ProvinceProposal, derive_floor, derive_province_proposal
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from tests.builders import CHIEF, DUTY, HAIBEI, HAIDONG, HUANGNAN, NOW, XINING, office, plan, propose, to_standing
from tests.domain.provinces import city, to_province

PACK = plan()
PLACES = load_places(resources_folder() / "places" / "qinghai.toml")
Y, O, R, NONE = Level.YELLOW, Level.ORANGE, Level.RED, Level.NONE  # noqa: E741


def asked(*filings: FileCityAlert) -> ProvinceProposal:
    return derive_province_proposal(office(*filings).board, PLACES, PACK)


@pytest.mark.parametrize(
    ("filings", "level", "places", "wider"),
    [
        ((), NONE, (), NONE),
        ((city(XINING, O),), NONE, (), NONE),
        ((city(XINING, O), city(HAIDONG, O)), O, (XINING, HAIDONG), O),
        ((city(XINING, R), city(HAIDONG, Y)), Y, (XINING, HAIDONG), Y),
        ((city(XINING, O), city(HUANGNAN, O)), NONE, (), O),
        ((city(XINING, R), city(HAIDONG, Y), city(HUANGNAN, R)), Y, (XINING, HAIDONG, HUANGNAN), R),
        ((city(XINING, R), city(HAIDONG, R), city(HAIBEI, Y)), R, (XINING, HAIDONG), R),
        ((city(XINING, O, hours=(0, 24)), city(HAIDONG, O, hours=(24, 48))), NONE, (), NONE),
        ((city(XINING, O, hours=(0, 24)), city(HAIDONG, O, hours=(23, 48))), O, (XINING, HAIDONG), O),
        ((city(XINING, O, hours=(0, None)), city(HAIDONG, O, hours=(96, 120))), O, (XINING, HAIDONG), O),
        ((city(XINING, O), city(HAIDONG, O), city(HAIDONG, NONE, Change.LIFT, "2号")), NONE, (), NONE),
    ],
)
def test_the_level_is_what_two_adjacent_places_both_reach(
    filings: tuple[FileCityAlert, ...], level: Level, places: tuple[str, ...], wider: Level
) -> None:
    proposal = asked(*filings)
    assert (proposal.adjacent.level, proposal.adjacent.places) == (level, places)
    assert proposal.any_two.level is wider
    assert proposal.is_wider == (wider > level)
    assert proposal.is_open == level.is_alert
    assert proposal.adjacent.clauses == (("3.3.1",) if level.is_alert else ())
    assert proposal.any_two.clauses == (("5.2",) if wider.is_alert else ())


def test_the_call_is_worded_with_places_and_colour() -> None:
    proposal = asked(city(XINING, O), city(HAIDONG, O))
    assert proposal.adjacent.text == "西宁市、海东市相邻且同时发布预警，建议发布省级橙色预警"
    assert "不论是否相邻" in proposal.any_two.text
    assert "没有两个" in asked().adjacent.text


def test_a_city_alert_issued_from_here_counts_beside_one_on_file() -> None:
    ledger = office(*to_standing(Level.ORANGE), city(HAIDONG, O))
    assert derive_province_proposal(ledger.board, PLACES, PACK).adjacent.level is O


def test_a_provincial_alert_high_and_wide_enough_answers_the_call() -> None:
    ledger = office(city(XINING, O), city(HAIDONG, O), *to_province(Level.YELLOW))
    assert derive_province_proposal(ledger.board, PLACES, PACK).is_open, "it stands too low"
    ledger.must(propose(Change.RAISE, O, "p1"), ApproveProposal(CHIEF, "p1", Approval.SIGNATURE))
    board = ledger.must(AdjustAlert(DUTY, "p1"))
    proposal = derive_province_proposal(board, PLACES, PACK)
    assert (proposal.is_open, proposal.answered_by) == (False, "p1")


def lines(board: Board) -> dict[str, tuple[Level, Level, bool]]:
    return {line.place: (line.own, line.floor, line.is_open) for line in derive_floor(board)}


def test_every_place_under_the_province_responds_no_lower_and_red_stays() -> None:
    ledger = office(city(XINING, Y), city(HAIDONG, R), *to_province(O, "p1", HAIBEI))
    assert lines(ledger.board) == {XINING: (Y, O, True), HAIDONG: (R, R, False), HAIBEI: (NONE, O, True)}
    assert [line.is_open for line in derive_floor(ledger.board)] == [True, True, False]


@pytest.mark.parametrize(("level", "is_open"), [(Y, True), (O, False), (R, False)])
def test_a_place_is_pointed_out_until_it_answers_high_enough(level: Level, is_open: bool) -> None:
    ledger = office(city(XINING, Y), city(HAIDONG, O), *to_province(O))
    board = ledger.must(AnswerFloor(DUTY, "p1", XINING, level, Means.PHONE, "李"))
    assert lines(board)[XINING] == (Y, O, is_open)


def test_a_raise_by_the_city_itself_ends_its_line() -> None:
    ledger = office(city(XINING, Y), city(HAIDONG, O), *to_province(O))
    board = ledger.must(city(XINING, O, Change.RAISE, "2号"))
    assert not lines(board)[XINING][2]


def test_an_answer_to_a_lower_level_does_not_answer_a_raise_and_the_time_runs_anew() -> None:
    ledger = office(city(XINING, Y), city(HAIDONG, R), *to_province(O))
    ledger.must(AnswerFloor(DUTY, "p1", XINING, O, Means.PHONE, "李"))
    ledger.now += timedelta(hours=5)
    ledger.must(propose(Change.RAISE, R, "p1"), ApproveProposal(CHIEF, "p1", Approval.SIGNATURE))
    board = ledger.must(AdjustAlert(DUTY, "p1"))
    assert lines(board)[XINING] == (Y, R, True)
    assert {line.since_at for line in derive_floor(board)} == {NOW + timedelta(hours=5)}


def test_a_city_alert_alone_sets_no_floor() -> None:
    assert derive_floor(office(*to_standing(), city(HAIDONG, Y)).board) == ()
