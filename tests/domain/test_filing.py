"""The prefectures' own alerts: entered as they come, checked by the office, and what each says of itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from qh_console.domain.commands import Command, LiftAlert
from qh_console.domain.filing import city_levels, filing_faults, standing_filings
from qh_console.domain.office_acts import CityAlertFiled
from qh_console.domain.office_commands import AnswerFloor, CheckFiling, FileCityAlert
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Change, CityFiling, Means
from tests.builders import (
    DUTY,
    HAIBEI,
    HAIDONG,
    NOW,
    REVIEW,
    XINING,
    Ledger,
    office,
    publication,
    to_lifted,
    to_standing,
)
from tests.domain.provinces import to_province

HOUR = timedelta(hours=1)
ISSUED = CityFiling(
    HAIDONG, "东重污指1号", Change.ISSUE, Level.YELLOW, NOW - HOUR, publication(), Means.FAX, "王科长", NOW
)
RAISED = replace(ISSUED, number="东重污指2号", change=Change.RAISE, level=Level.RED, issued_at=NOW)
LIFTED = replace(ISSUED, number="东重污指3号", change=Change.LIFT, level=Level.NONE, issued_at=NOW)


def filed(*filings: CityFiling) -> Ledger:
    return office(*(FileCityAlert(DUTY, filing) for filing in filings))


def test_a_filing_stands_with_its_own_number_and_follows_its_changes() -> None:
    ledger = filed(ISSUED)
    assert standing_filings(ledger.board)[HAIDONG].filing == ISSUED
    assert city_levels(ledger.board) == {HAIDONG: Level.YELLOW}
    assert city_levels(ledger.must(FileCityAlert(DUTY, RAISED))) == {HAIDONG: Level.RED}
    board = ledger.must(FileCityAlert(DUTY, LIFTED))
    assert (city_levels(board), standing_filings(board)) == ({}, {})
    assert list(board.book.filings) == [(HAIDONG, f.number) for f in (ISSUED, RAISED, LIFTED)]
    again = replace(ISSUED, number="东重污指4号", issued_at=NOW)
    assert city_levels(ledger.must(FileCityAlert(DUTY, again))) == {HAIDONG: Level.YELLOW}


def test_filings_entered_out_of_order_keep_the_latest_issued() -> None:
    other = replace(ISSUED, place=HAIBEI)
    ledger = filed(ISSUED, RAISED, other)
    assert city_levels(ledger.board) == {HAIDONG: Level.RED, HAIBEI: Level.YELLOW}
    early = replace(ISSUED, number="9号", change=Change.CORRECT, issued_at=NOW - 2 * HOUR)
    assert ledger.refused(FileCityAlert(DUTY, early)).reasons[0].field == "issued_at"


def test_two_desks_filings_brought_together_out_of_order_keep_the_latest_issued() -> None:
    ledger = filed(ISSUED, RAISED)
    late = replace(ISSUED, number="0号", issued_at=NOW - 3 * HOUR, level=Level.ORANGE)
    ledger.record(CityAlertFiled(late), DUTY)
    assert city_levels(ledger.board) == {HAIDONG: Level.RED}


def test_a_city_alert_issued_from_here_counts_as_the_citys_level() -> None:
    ledger = office(*to_standing(Level.ORANGE))
    ledger.must(FileCityAlert(DUTY, replace(ISSUED, place=XINING, number="宁1号")))
    assert city_levels(ledger.board) == {XINING: Level.ORANGE}
    assert city_levels(ledger.must(*to_lifted()[4:])) == {XINING: Level.YELLOW}


@pytest.mark.parametrize(
    ("bend", "field"),
    [
        ({"place": "999999"}, "place"),
        ({"number": " "}, "number"),
        ({"sender": ""}, "sender"),
        ({"received_at": NOW - 2 * HOUR}, "received_at"),
        ({"received_at": NOW + HOUR}, "received_at"),
        ({"level": Level.NONE}, "level"),
        ({"level": Level.HINT}, "level"),
        ({"change": Change.LIFT}, "level"),
        ({"change": Change.RAISE}, "change"),
        ({"change": Change.LIFT, "level": Level.NONE}, "change"),
    ],
)
def test_what_nobody_could_file_is_refused_by_field(bend: dict[str, Any], field: str) -> None:
    refused = office().refused(FileCityAlert(DUTY, replace(ISSUED, **bend)))
    assert [r.field for r in refused.reasons] == [field]
    assert all(r.clause for r in refused.reasons)


@pytest.mark.parametrize(
    ("change", "level", "field"),
    [
        (Change.ISSUE, Level.RED, "change"),
        (Change.RAISE, Level.YELLOW, "level"),
        (Change.RAISE, Level.ORANGE, ""),
        (Change.LOWER, Level.YELLOW, "level"),
        (Change.CORRECT, Level.YELLOW, ""),
        (Change.LIFT, Level.NONE, ""),
        (Change.WITHDRAW, Level.NONE, ""),
    ],
)
def test_a_change_must_fit_what_is_on_file(change: Change, level: Level, field: str) -> None:
    ledger = filed(ISSUED)
    command = FileCityAlert(DUTY, replace(RAISED, change=change, level=level))
    if field:
        assert [r.field for r in ledger.refused(command).reasons] == [field]
    else:
        ledger.must(command)


def test_a_city_lowers_its_own_alert() -> None:
    lowered = replace(RAISED, number="3号", change=Change.LOWER, level=Level.ORANGE)
    assert city_levels(filed(ISSUED, RAISED, lowered).board) == {HAIDONG: Level.ORANGE}


def test_the_same_number_is_filed_once_unless_it_was_sent_back() -> None:
    ledger = filed(ISSUED)
    assert "已经登记" in ledger.refused(FileCityAlert(DUTY, ISSUED)).reasons[0].text
    ledger.must(CheckFiling(REVIEW, HAIDONG, ISSUED.number, False, "缺扩散条件"))
    assert ledger.board.book.filings[HAIDONG, ISSUED.number].is_returned
    assert city_levels(ledger.board) == {HAIDONG: Level.YELLOW}, "the city's alert stands, its paper is incomplete"
    other = replace(ISSUED, level=Level.RED)
    assert "同一份" in ledger.refused(FileCityAlert(DUTY, other)).reasons[0].text
    ledger.must(FileCityAlert(DUTY, RAISED))
    completed = replace(ISSUED, publication=publication(96))
    board = ledger.must(FileCityAlert(DUTY, completed), CheckFiling(DUTY, HAIDONG, ISSUED.number, True))
    held = board.book.filings[HAIDONG, ISSUED.number]
    assert (held.filing, held.is_returned) == (completed, False)
    assert held.checked is not None
    assert (held.checked.by, held.checked.at) == (DUTY, NOW)
    assert city_levels(board) == {HAIDONG: Level.RED}


def test_an_incomplete_filing_is_entered_named_and_kept_only_with_a_word() -> None:
    short = replace(ISSUED, publication=replace(publication(), dispersion=" ", outlook=""))
    assert [r.field for r in filing_faults(short)] == ["dispersion", "outlook"]
    assert filing_faults(ISSUED) == ()
    ledger = filed(short)
    ledger.refused(CheckFiling(DUTY, HAIDONG, "没有的号", True))
    for accepted in (True, False):
        refused = ledger.refused(CheckFiling(DUTY, HAIDONG, short.number, accepted, " "))
        assert refused.reasons[0].field == "remark"
    ledger.must(CheckFiling(DUTY, HAIDONG, short.number, True, "已电话补齐"))
    assert "已经核对" in ledger.refused(CheckFiling(DUTY, HAIDONG, short.number, True)).reasons[0].text


def test_a_floor_is_answered_only_under_a_standing_provincial_alert() -> None:
    answer = AnswerFloor(DUTY, "p1", HAIDONG, Level.ORANGE, Means.PHONE, "李", "已启动Ⅱ级响应")
    assert office().refused(answer).reasons[0].clause == "5.1"
    assert office(*to_standing(alert="p1")).refused(answer).reasons[0].clause == "5.1"
    ledger = office(*to_province())
    for bend, field in (
        ({"place": HAIBEI}, "place"),
        ({"level": Level.HINT}, "level"),
        ({"spoke_to": ""}, "spoke_to"),
    ):
        assert [r.field for r in ledger.refused(replace(answer, **bend)).reasons] == [field]
    board = ledger.must(replace(answer, means=Means.FAX, spoke_to=""))
    assert board.book.answers["p1", HAIDONG].act.level is Level.ORANGE
    ledger.must(*_lift())
    ledger.refused(answer)


def _lift() -> tuple[Command, ...]:
    propose, approve, _ = to_lifted(alert="p1")[4:]
    return propose, approve, LiftAlert(DUTY, "p1")
