"""The page an officer hands over: the record, the clocks, feeds that are not live, papers nobody has sent or filed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from qh_console.domain.board import Board
from qh_console.domain.clock import chinese_time
from qh_console.domain.clocks import ClockView
from qh_console.domain.dissemination import Dispatch
from qh_console.domain.handover import HandoverPage, derive_handover, overdue_lines
from qh_console.domain.pack import PlanPack
from qh_console.domain.particulars import HandoverLine
from qh_console.services.feeding import FeedReport

LIVE = "live"
SHIFT = timedelta(hours=12)
"""How far back a page looks where nobody has been on shift."""


def handover_page(
    board: Board,
    pack: PlanPack,
    clocks: Sequence[ClockView],
    feeds: Iterable[FeedReport],
    dispatches: Iterable[Dispatch],
    now: datetime,
) -> HandoverPage:
    """Everything since this shift began, for the one who takes it over."""
    since_at = board.shift.started_at if board.shift else now - SHIFT
    unsent = (*unsent_lines(dispatches), *unqueued_lines(board))
    return derive_handover(
        board, clocks, tuple(feed_lines(feeds)), unsent, overdue_lines(board, pack, now), since_at, now
    )


def feed_lines(feeds: Iterable[FeedReport]) -> Iterator[HandoverLine]:
    """Every feed that is stale or lost, with its last data and its trouble."""
    for feed in feeds:
        if feed.freshness != LIVE:
            last = f"最近数据{chinese_time(feed.newest_at)}" if feed.newest_at else "还没有数据"
            trouble = f"，{feed.problem}" if feed.problem else ""
            yield HandoverLine(f"feed:{feed.name}", "数据", f"{feed.name}：{last}{trouble}")


def unsent_lines(dispatches: Iterable[Dispatch]) -> tuple[HandoverLine, ...]:
    """Plan 3.4.1: every dispatch somebody still has to see to."""
    return tuple(
        HandoverLine(
            f"unsent:{d.key.number}/{d.key.channel}/{d.key.recipient}",
            "待发",
            f"{d.key.number}发{d.name}（{d.channel}）：{d.state.label}",
        )
        for d in dispatches
        if d.state.is_open
    )


def unqueued_lines(board: Board) -> tuple[HandoverLine, ...]:
    """The latest notice of an alert that has gone to nobody yet."""
    queued = {key.number for key in board.dispatches}
    return tuple(
        HandoverLine(f"unqueued:{alert.latest_number}", "待发", f"{alert.latest_number}还没有排发")
        for alert in board.alerts.values()
        if alert.notices and alert.assessment is None and alert.latest_number not in queued
    )
