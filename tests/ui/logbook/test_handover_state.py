"""The page of the hand-over: what the record gives, what is answered, what is locked."""

from __future__ import annotations

from datetime import timedelta

from qh_console.domain.board import Board
from qh_console.domain.clocks import ClockKind, derive_clocks
from qh_console.domain.commands import StartShift
from qh_console.domain.office_commands import AcceptHandover, HandOver
from qh_console.domain.particulars import HandoverLine, HandoverRemark
from qh_console.services.feeding import FeedReport
from qh_console.ui.logbook.handover_state import (
    HandoverDraft,
    current_lines,
    derive_page,
    feed_lines,
    unsent_lines,
)
from tests.builders import DUTY, NOW, REVIEW, office, plan, to_standing
from tests.roster_builders import FIRST, to_roster

LINES = (HandoverLine("a", "变动", "甲"), HandoverLine("b", "时钟", "乙"))
EMPTY = HandoverDraft("")


def test_the_record_makes_the_page() -> None:
    board = office(StartShift(DUTY), *to_standing()).board
    now = NOW + timedelta(hours=30)
    clocks = derive_clocks(board, plan(), {}, now)
    assert any(clock.kind is ClockKind.SILENCE for clock in clocks)
    lines = current_lines(board, plan(), clocks, (), (), now)
    topics = [line.topic for line in lines]
    assert {"变动", "时钟", "逾期任务", "未发通知"} <= set(topics)
    assert not any(line.id.startswith("clock:silence") for line in lines)


def test_a_feed_that_brings_nothing_is_told_with_its_age() -> None:
    dead = FeedReport("国家平台", True, "lost", NOW, NOW, "国家平台连不上；稍后自动重试", ())
    never = FeedReport("文件夹", False, "stale", None, None, "", ())
    fresh = FeedReport("新的", False, "live", NOW, NOW, "", ())
    lines = feed_lines((dead, never, fresh), NOW + timedelta(hours=3))
    assert [line.text for line in lines] == [
        "国家平台：国家平台连不上，最近数据在3时00分前",
        "文件夹：没有新数据，还没有收到过数据",
    ]


def test_a_notice_nobody_released_is_unsent() -> None:
    board = office(*to_standing()).board
    (line,) = unsent_lines(board, ())
    assert line.text == f"{board.alerts['a1'].latest_number}还没有排发"
    assert unsent_lines(Board(), ()) == ()


def test_before_during_and_after() -> None:
    ledger = office(StartShift(DUTY))
    before = derive_page(ledger.board, LINES, EMPTY, "", NOW)
    assert (before.page, len(before.rows), before.why_not) == ("", 2, "")
    assert REVIEW in dict(before.successors)
    assert DUTY not in dict(before.successors)
    page = ledger.must(HandOver(DUTY, REVIEW, LINES, "小心")).book.pending_handover
    assert page is not None
    draft = HandoverDraft(page.id).with_("a", "").with_("a", "不对").with_("b", "").without("b")
    during = derive_page(ledger.board, (), draft, "", NOW)
    assert [(row.answer, row.tone) for row in during.rows] == [("不对", "warn"), ("", "")]
    assert (during.left, during.note, during.is_locked) == (1, "小心", False)
    other = derive_page(ledger.board, (), HandoverDraft("another", draft.answers), "", NOW)
    assert other.left == 2
    ledger.must(AcceptHandover(REVIEW, page.id, ("b",), (HandoverRemark("a", "不对"),)))
    after = derive_page(ledger.board, (), EMPTY, page.id, NOW)
    assert after.is_locked
    assert [row.answer for row in after.rows] == ["不对", "接收"]
    assert [key for key, _ in after.pages] == ["", page.id]
    assert derive_page(ledger.board, (), EMPTY, "", NOW).page == ""


def test_nobody_on_shift_hands_over_nothing() -> None:
    state = derive_page(office().board, (), EMPTY, "", NOW)
    assert state.why_not == state.hint == "现在没有人在班，登录即接班"


def test_the_roster_says_who_should_be_on_watch_until_the_page_is_locked() -> None:
    ledger = office(StartShift(DUTY), *to_roster(4))
    assert derive_page(ledger.board, LINES, EMPTY, "", FIRST).roster.startswith("现在应由样本1值班")
    assert "下一班样本2" in derive_page(ledger.board, LINES, EMPTY, "", FIRST).roster
    ledger.must(HandOver(DUTY, REVIEW, LINES, ""))
    (page,) = ledger.board.book.handovers
    assert "样本1" in derive_page(ledger.board, (), EMPTY, "", FIRST).roster
    ledger.must(AcceptHandover(REVIEW, page.id, ("a", "b"), ()))
    assert derive_page(ledger.board, (), EMPTY, page.id, FIRST).roster == ""
    assert derive_page(office(StartShift(DUTY)).board, LINES, EMPTY, "", NOW).roster == ""
