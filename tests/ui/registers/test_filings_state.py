"""The filing table: what came in, what is checked, and what it asks of the province, each reading on its own line."""

from __future__ import annotations

from qh_console.domain.board import Board
from qh_console.domain.commands import Command
from qh_console.domain.office_commands import AnswerFloor, CheckFiling
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Change, Means
from qh_console.packs import load_places
from qh_console.paths import resources_folder
from qh_console.ui.registers.filings_state import (
    FilingsState,
    change_values,
    derive_filings,
    filing_of,
    fresh_values,
    waiting,
)
from tests.builders import DUTY, HAIBEI, HAIDONG, NOW, XINING, office, plan
from tests.domain.provinces import city, to_province

PLACES = load_places(resources_folder() / "places" / "qinghai.toml")


def board_of(*commands: Command) -> Board:
    return office(*commands).board


def derive(board: Board) -> FilingsState:
    return derive_filings(board, plan(), PLACES, NOW)


def test_a_filing_goes_from_waiting_to_kept() -> None:
    board = board_of(city(XINING, Level.YELLOW))
    (row,) = derive(board).rows
    assert (row.place, row.number, row.change, row.state, row.waits) == ("西宁市", "1号", "发布", "待核对", True)
    assert row.level is not None
    assert row.level.text == "黄色 Ⅲ级"
    assert row.span == "20:00 至 1-12 20:00"
    assert waiting(board) == 1
    kept = board_of(city(XINING, Level.YELLOW), CheckFiling(DUTY, XINING, "1号", True, "齐全"))
    (row,) = derive(kept).rows
    assert (row.state, row.tone, row.stands, row.waits) == ("在案", "ok", True, False)
    assert ("核对", "20:00 值班员甲准予备案：齐全") in row.details
    assert waiting(kept) == 0


def test_what_is_sent_back_says_so_and_what_is_over_is_kept() -> None:
    back = derive(board_of(city(XINING, Level.YELLOW), CheckFiling(DUTY, XINING, "1号", False, "缺范围")))
    assert (back.rows[0].state, back.rows[0].tone) == ("退回补正", "fault")
    over = board_of(
        city(XINING, Level.YELLOW),
        CheckFiling(DUTY, XINING, "1号", True),
        city(XINING, Level.NONE, Change.LIFT, "2号"),
        CheckFiling(DUTY, XINING, "2号", True),
    )
    assert [(row.number, row.state, row.level is None) for row in derive(over).rows] == [
        ("1号", "归档", False),
        ("2号", "归档", True),
    ]


def test_neighbours_call_for_the_province_and_any_two_stand_apart() -> None:
    beside = derive(board_of(city(XINING, Level.ORANGE), city(HAIDONG, Level.ORANGE))).calls
    assert [(call.key, call.act) for call in beside] == [("adjacent", "去会商")]
    assert "橙色" in beside[0].text
    apart = next(p.code for p in PLACES.items if not PLACES.adjacent(XINING, p.code) and p.code != XINING)
    wider = derive(board_of(city(XINING, Level.ORANGE), city(apart, Level.ORANGE))).calls
    assert [(call.key, call.act) for call in wider] == [("any_two", "")]
    assert "另一种读法" in wider[0].text


def test_a_response_below_its_floor_calls_until_it_is_answered() -> None:
    commands = (*to_province(Level.ORANGE, "p1", HAIBEI), city(XINING, Level.YELLOW))
    calls = derive(board_of(*commands)).calls
    assert {call.key for call in calls} == {f"floor:p1:{place}" for place in (XINING, HAIDONG, HAIBEI)}
    (mine,) = (call for call in calls if call.key.endswith(XINING))
    assert mine.text == "西宁市自己的预警是黄色，在省级预警之下应按橙色响应（5.1），还没有答复"
    answered = board_of(*commands, AnswerFloor(DUTY, "p1", XINING, Level.ORANGE, Means.PHONE, "王主任", "已启动"))
    assert f"floor:p1:{XINING}" not in {call.key for call in derive(answered).calls}


def test_the_form_and_the_filing_are_one() -> None:
    told = city(XINING, Level.YELLOW).filing
    board = board_of(city(XINING, Level.YELLOW))
    held = board.book.filings[XINING, "1号"]
    values = {**change_values(held, NOW), "number": "2号", "level": "orange"}
    raised = filing_of(values, NOW)
    assert (raised.change, raised.level, raised.changes_number) == (Change.RAISE, Level.ORANGE, "1号")
    assert raised.publication == told.publication
    assert filing_of({**values, "change": "lift"}, NOW).level is Level.NONE
    empty = filing_of({**fresh_values(NOW), "issued_at": "never"}, NOW)
    assert (empty.place, empty.level, empty.issued_at) == ("", Level.NONE, NOW)


def test_a_completed_notice_keeps_its_number() -> None:
    board = board_of(city(XINING, Level.YELLOW), CheckFiling(DUTY, XINING, "1号", False, "缺范围"))
    values = change_values(board.book.filings[XINING, "1号"], NOW)
    assert (values["number"], values["change"]) == ("1号", "issue")
    again = board_of(
        city(XINING, Level.YELLOW), CheckFiling(DUTY, XINING, "1号", False, "缺范围"), city(XINING, Level.YELLOW)
    )
    assert derive(again).rows[0].waits
