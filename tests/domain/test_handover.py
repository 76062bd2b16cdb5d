"""The page of a handover: built from the record, handed to one officer, taken line by line, then locked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from qh_console.domain.board import Board, Shift, fold
from qh_console.domain.clocks import derive_clocks
from qh_console.domain.commands import ChangeRoles, EndShift, MarkDuty, StartShift
from qh_console.domain.handover import derive_handover, overdue_lines
from qh_console.domain.office_commands import AcceptHandover, Acknowledge, CheckFiling, HandOver
from qh_console.domain.pack import Level
from qh_console.domain.particulars import HandoverLine, HandoverRemark, Mark, MarkState, Means, Role
from tests.builders import (
    ADMIN,
    CHIEF,
    DUTY,
    ENROLMENTS,
    HAIDONG,
    NOW,
    REVIEW,
    Ledger,
    office,
    plan,
    to_lifted,
    to_standing,
)
from tests.domain.provinces import city

PACK = plan()
H = timedelta(hours=1)
DEAD = HandoverLine("feed:cnemc", "数据", "国家平台3小时没有数据")
UNSENT = HandoverLine("unsent:1号/fax", "待发", "1号还没有传真给公安厅")


def page(board: Board, since_hours: int = -12, now_hours: int = 7) -> tuple[HandoverLine, ...]:
    now = NOW + now_hours * H
    clocks = derive_clocks(board, PACK, {}, now)
    late = overdue_lines(board, PACK, now)
    return derive_handover(board, clocks, (DEAD,), (UNSENT,), late, NOW + since_hours * H, now).lines


def test_the_page_holds_what_changed_what_runs_what_is_dead_unsent_and_overdue() -> None:
    ledger = office(*to_standing(), city(HAIDONG, Level.YELLOW))
    lines = page(ledger.board, now_hours=100)
    topics = list(dict.fromkeys(line.topic for line in lines))
    assert topics == ["变动", "时钟", "数据", "待发", "逾期任务"]
    texts = [line.text for line in lines if line.topic == "变动"]
    assert "会商：达到预警条件" in texts[0]
    assert texts[1].endswith("发出宁重污应急〔2026〕1号")
    assert texts[2] == "市州来件1号，待核对"
    assert len({line.id for line in lines}) == len(lines)


def test_only_what_changed_since_stands_as_a_change() -> None:
    ledger = office(*to_standing(), city(HAIDONG, Level.YELLOW))
    assert [line for line in page(ledger.board, since_hours=1) if line.topic == "变动"] == []
    assert page(Board(), 0) == (DEAD, UNSENT)


@pytest.mark.parametrize(("accepted", "words"), [(True, "已备案"), (False, "已退回补正")])
def test_a_filing_says_how_far_it_is(accepted: bool, words: str) -> None:
    ledger = office(city(HAIDONG, Level.YELLOW))
    board = ledger.must(CheckFiling(DUTY, HAIDONG, "1号", accepted, "看过"))
    assert page(board)[0].text == f"市州来件1号，{words}"


def test_a_clock_that_was_heard_brings_its_reason_along() -> None:
    ledger = office(*to_standing())
    review = next(c for c in derive_clocks(ledger.board, PACK, {}, NOW + 7 * H) if c.key == "review/a1")
    board = ledger.must(Acknowledge(DUTY, "a1", review.key, review.cause, "零点再看"))
    (line,) = [line for line in page(board) if line.id == "clock:review/a1"]
    assert line.text.endswith("（零点再看）")


def test_overdue_duties_are_counted_by_unit_and_end_with_the_alert() -> None:
    ledger = office(*to_standing())
    late = overdue_lines(ledger.board, PACK, NOW + 100 * H)
    tasks = ledger.board.alerts["a1"].tasks
    assert len(late) == len({t.task.unit for t in tasks})
    unit = tasks[0].task.unit
    own = [t.task.id for t in tasks if t.task.unit == unit]
    for task in own:
        ledger.must(MarkDuty(DUTY, "a1", task, Mark(MarkState.DONE, Means.FAX, "", "已落实")))
    assert len(overdue_lines(ledger.board, PACK, NOW + 100 * H)) == len(late) - 1
    assert overdue_lines(ledger.board, PACK, NOW) == ()
    assert overdue_lines(ledger.must(*to_lifted()[4:]), PACK, NOW + 100 * H) == ()


def test_a_dispute_stands_on_the_page() -> None:
    there = Ledger(desk="d2")
    there.must(*ENROLMENTS, *to_standing(alert="a2"))
    entries = office(*to_standing()).entries + there.entries
    board = fold(sorted(entries, key=lambda e: e.order))
    assert [line.id for line in page(board) if line.topic == "争议"] == ["dispute:a1|a2"]


# --- handing over ---------------------------------------------------------------------------------------------------

LINES = (DEAD, UNSENT)


def on_duty() -> Ledger:
    return office(StartShift(DUTY))


def handed() -> tuple[Ledger, str]:
    ledger = on_duty()
    board = ledger.must(HandOver(DUTY, REVIEW, LINES, "夜间注意海东"))
    assert board.book.pending_handover is not None
    return ledger, board.book.pending_handover.id


def test_a_page_taken_line_by_line_changes_the_shift_and_is_locked() -> None:
    ledger, page_id = handed()
    remark = HandoverRemark(UNSENT.id, "已补发")
    ledger.now += H
    board = ledger.must(AcceptHandover(REVIEW, page_id, (DEAD.id,), (remark,)))
    assert board.shift == Shift(REVIEW, NOW + H)
    (kept,) = board.book.handovers
    assert (kept.is_locked, kept.by, kept.act.successor, kept.accepted_at) == (True, DUTY, REVIEW, NOW + H)
    assert kept.accepted is not None
    assert (kept.accepted.accepted, kept.accepted.remarks) == ((DEAD.id,), (remark,))
    assert board.book.pending_handover is None
    assert "已经接收" in ledger.refused(AcceptHandover(REVIEW, page_id, (DEAD.id, UNSENT.id))).reasons[0].text
    assert ledger.refused(HandOver(DUTY, REVIEW, ())).reasons[0].clause == "7.5"
    assert fold(ledger.entries) == board


def test_every_line_is_answered_for() -> None:
    ledger, page_id = handed()
    refused = ledger.refused(AcceptHandover(REVIEW, page_id, (DEAD.id,), (HandoverRemark(UNSENT.id, " "),)))
    assert [(r.field, UNSENT.text in r.text) for r in refused.reasons] == [(UNSENT.id, True)]
    refused = ledger.refused(AcceptHandover(REVIEW, page_id, (DEAD.id, UNSENT.id, "x")))
    assert refused.reasons[0].field == "accepted"


def test_only_the_one_it_was_handed_to_takes_it() -> None:
    ledger, page_id = handed()
    assert "复核员乙" in ledger.refused(AcceptHandover(DUTY, page_id, (DEAD.id, UNSENT.id))).reasons[0].text
    ledger.refused(AcceptHandover(REVIEW, "d1-999", (DEAD.id, UNSENT.id)))


def test_a_page_made_again_takes_the_place_of_the_one_not_yet_taken() -> None:
    ledger, old = handed()
    board = ledger.must(HandOver(DUTY, REVIEW, (DEAD,)))
    assert board.book.pending_handover is not None
    ledger.refused(AcceptHandover(REVIEW, old, (DEAD.id, UNSENT.id)))
    ledger.must(AcceptHandover(REVIEW, board.book.pending_handover.id, (DEAD.id,)))


@pytest.mark.parametrize(
    ("bend", "field"),
    [
        ({"by": REVIEW, "successor": DUTY}, ""),
        ({"successor": DUTY}, "successor"),
        ({"successor": ADMIN}, "successor"),
        ({"successor": CHIEF}, "successor"),
        ({"successor": "nobody"}, "successor"),
        ({"lines": (DEAD, DEAD)}, "lines"),
    ],
)
def test_a_handover_needs_a_shift_a_successor_and_lines_told_apart(bend: dict[str, object], field: str) -> None:
    refused = on_duty().refused(replace(HandOver(DUTY, REVIEW, LINES), **bend))  # type: ignore[arg-type]
    assert [r.field for r in refused.reasons] == [field]


def test_nobody_hands_over_to_a_closed_account_or_without_a_shift() -> None:
    ledger = on_duty()
    ledger.must(ChangeRoles(ADMIN, REVIEW, (Role.REVIEWER,), False))
    assert ledger.refused(HandOver(DUTY, REVIEW, LINES)).reasons[0].field == "successor"
    ledger.must(ChangeRoles(ADMIN, REVIEW, (Role.REVIEWER,), True), EndShift(DUTY))
    assert "不在班" in ledger.refused(HandOver(DUTY, REVIEW, LINES)).reasons[0].text
