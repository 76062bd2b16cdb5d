"""A page handed over names the feeds that are not live and the notices that have not gone out."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from qh_console.channels import load_channels
from qh_console.domain.board import Board
from qh_console.domain.channels import Carrier, TextForm
from qh_console.domain.clocks import derive_clocks
from qh_console.domain.commands import AssessAlert, QueueNotice, ReportDispatch, StartShift
from qh_console.domain.dispatches import Addressee, Said
from qh_console.domain.dissemination import Dispatch, derive_dispatches
from qh_console.domain.office_commands import AcceptHandover, HandOver
from qh_console.domain.particulars import Assessment
from qh_console.paths import resources_folder
from qh_console.services.feeding import FeedReport
from qh_console.services.handing import LIVE, feed_lines, handover_page, unqueued_lines, unsent_lines
from tests.builders import DUTY, NOW, REVIEW, Ledger, office, plan, to_lifted, to_standing

PACK = plan()
CHANNELS = load_channels(resources_folder() / "channels.toml")
NUMBER = "宁重污应急〔2026〕1号"
TO_RADIO = Addressee("broadcast", "radio", "广播电台", "", Carrier.HAND, TextForm.BROADCAST, "0" * 64)
QUEUE = QueueNotice(DUTY, "a1", NUMBER, (TO_RADIO,))


def feed(freshness: str, newest_at: datetime | None = NOW, problem: str = "") -> FeedReport:
    return FeedReport("国家平台", True, freshness, newest_at, NOW, problem, ())


def dispatches(ledger: Ledger) -> tuple[Dispatch, ...]:
    return derive_dispatches(ledger.board, CHANNELS, {})


@pytest.mark.parametrize(
    ("report", "texts"),
    [
        (feed(LIVE), []),
        (feed("stale"), ["国家平台：最近数据2026年1月9日20时"]),
        (feed("lost", None, "连接超时"), ["国家平台：还没有数据，连接超时"]),
    ],
)
def test_a_feed_that_is_not_live_is_named_with_its_last_data(report: FeedReport, texts: list[str]) -> None:
    assert [line.text for line in feed_lines([report])] == texts


def test_a_notice_is_named_until_it_is_queued_and_each_dispatch_until_it_is_seen_to() -> None:
    ledger = office(*to_standing())
    assert [line.text for line in unqueued_lines(ledger.board)] == [f"{NUMBER}还没有排发"]
    ledger.must(QUEUE)
    assert unqueued_lines(ledger.board) == ()
    (line,) = unsent_lines(dispatches(ledger))
    assert (line.topic, line.id) == ("待发", f"unsent:{NUMBER}/broadcast/radio")
    assert "广播电台" in line.text
    assert line.text.endswith("待发")
    ledger.must(ReportDispatch(DUTY, NUMBER, "broadcast", "radio", Said.CONFIRMED))
    assert unsent_lines(dispatches(ledger)) == ()


def test_what_is_assessed_is_over() -> None:
    ledger = office(*to_lifted())
    assert [line.text for line in unqueued_lines(ledger.board)] == ["宁重污应急〔2026〕3号还没有排发"]
    board = ledger.must(AssessAlert(DUTY, "a1", Assessment(*["已写"] * 8)))
    assert unqueued_lines(board) == ()


def test_the_page_looks_back_to_the_beginning_of_the_shift_and_can_be_handed_over_as_it_is() -> None:
    ledger = office(*to_standing())
    ledger.now += timedelta(hours=1)
    ledger.must(StartShift(DUTY))
    later = NOW + timedelta(hours=9)
    clocks = derive_clocks(ledger.board, PACK, {}, later)
    page = handover_page(ledger.board, PACK, clocks, [feed("lost")], dispatches(ledger), later)
    assert (page.since_at, page.made_at) == (NOW + timedelta(hours=1), later)
    assert {line.topic for line in page.lines} == {"时钟", "数据", "待发", "逾期任务"}
    board = ledger.must(HandOver(DUTY, REVIEW, page.lines))
    assert board.book.pending_handover is not None
    accepted = tuple(line.id for line in page.lines)
    board = ledger.must(AcceptHandover(REVIEW, board.book.pending_handover.id, accepted))
    assert board.shift is not None
    assert board.shift.officer == REVIEW


def test_without_a_shift_the_page_looks_back_twelve_hours() -> None:
    page = handover_page(Board(), PACK, (), (), (), NOW)
    assert (page.since_at, page.lines) == (NOW - timedelta(hours=12), ())
