"""What the hand-over shows: the page built from the record, how far the incoming officer is with it, and old pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from qh_console.domain.board import Board
from qh_console.domain.clocks import ClockKind, ClockView
from qh_console.domain.dissemination import Dispatch, not_queued
from qh_console.domain.duty_book import Handover
from qh_console.domain.handover import ON_DUTY, derive_handover, overdue_lines
from qh_console.domain.pack import PlanPack
from qh_console.domain.particulars import HandoverLine
from qh_console.services.feeding import FeedReport
from qh_console.ui.duty_words import next_words, watch_words
from qh_console.ui.instants import clock_words, span_words
from qh_console.ui.sending_round import still_open

USUAL_SHIFT = timedelta(hours=24)
"""How far back changes are told where nobody has been on shift."""


@dataclass(frozen=True)
class HandoverDraft:
    """What the incoming officer has answered so far: a line's id, and why it is not taken as it stands."""

    page: str
    answers: tuple[tuple[str, str], ...] = ()

    def with_(self, line: str, remark: str) -> HandoverDraft:
        kept = tuple(answer for answer in self.answers if answer[0] != line)
        return HandoverDraft(self.page, (*kept, (line, remark)))

    def without(self, line: str) -> HandoverDraft:
        return HandoverDraft(self.page, tuple(answer for answer in self.answers if answer[0] != line))


@dataclass(frozen=True)
class HandoverRow:
    id: str
    order: int
    topic: str
    text: str
    answer: str
    tone: str


@dataclass(frozen=True)
class HandoverState:
    """`page` is empty while the outgoing officer still makes it up."""

    title: str
    rows: tuple[HandoverRow, ...]
    page: str = ""
    successor: str = ""
    successor_name: str = ""
    note: str = ""
    is_locked: bool = False
    left: int = 0
    """Lines nobody has answered yet."""
    successors: tuple[tuple[str, str], ...] = ()
    pages: tuple[tuple[str, str], ...] = ()
    """Every page there is to look at; the first, with an empty key, is the present one."""
    why_not: str = ""
    hint: str = ""
    roster: str = ""
    """Who the roster says should be on watch, and who is next; empty where there is none."""


def current_lines(
    board: Board,
    pack: PlanPack,
    clocks: Sequence[ClockView],
    feeds: Iterable[FeedReport],
    dispatches: Iterable[Dispatch],
    now: datetime,
) -> tuple[HandoverLine, ...]:
    """The page as the record gives it now. A unit's silence is told as its overdue duties, once."""
    since_at = board.shift.started_at if board.shift else now - USUAL_SHIFT
    running = [clock for clock in clocks if clock.kind is not ClockKind.SILENCE]
    page = derive_handover(
        board,
        running,
        feed_lines(feeds, now),
        unsent_lines(board, dispatches),
        overdue_lines(board, pack, now),
        since_at,
        now,
    )
    return page.lines


def feed_lines(feeds: Iterable[FeedReport], now: datetime) -> tuple[HandoverLine, ...]:
    """Feeds that bring nothing, with the age of what they last brought."""
    lines = []
    for report in feeds:
        if report.freshness != "live" or report.problem:
            age = f"最近数据在{span_words(now - report.newest_at)}前" if report.newest_at else "还没有收到过数据"
            what = report.problem.partition("；")[0] or "没有新数据"
            lines.append(HandoverLine(f"feed:{report.name}", "数据", f"{report.name}：{what}，{age}"))
    return tuple(lines)


def unsent_lines(board: Board, dispatches: Iterable[Dispatch]) -> tuple[HandoverLine, ...]:
    """Notices not released, dispatches still open, and papers nobody has printed or copied."""
    lines = [HandoverLine(f"queue:{n.number}", "未发通知", f"{n.number}还没有排发") for n in not_queued(board)]
    waiting: dict[str, list[Dispatch]] = {}
    for dispatch in still_open(board, dispatches):
        waiting.setdefault(dispatch.key.number, []).append(dispatch)
    for number, found in waiting.items():
        channels = "、".join(dict.fromkeys(d.channel for d in found))
        lines.append(HandoverLine(f"unsent:{number}", "未发通知", f"{number}还有{len(found)}件没有发到：{channels}"))
    standing = {alert.id for alert in board.standing}
    papers = [p for p in board.papers.values() if p.paper.alert in standing and not p.prints and not p.exports]
    if papers:
        titles = "、".join(dict.fromkeys(p.paper.title for p in papers))
        lines.append(HandoverLine("papers", "未用文书", f"{len(papers)}份文书没有打印或导出：{titles}"))
    return tuple(lines)


def derive_page(
    board: Board, lines: Sequence[HandoverLine], draft: HandoverDraft, wanted: str, now: datetime
) -> HandoverState:
    """The page chosen; otherwise the one that waits for its officer; otherwise the one that would be handed over."""
    pages = (("", "当前"), *((p.id, _page_words(p, board)) for p in reversed(board.book.handovers) if p.is_locked))
    held = next((p for p in board.book.handovers if p.id == wanted), None) or board.book.pending_handover
    roster = "；".join(words for words in (watch_words(board.roster, now), next_words(board.roster, now)) if words)
    if held is not None:
        return replace(_held(board, held, draft, pages, now), roster="" if held.is_locked else roster)
    since = board.shift.started_at if board.shift else now - USUAL_SHIFT
    who = board.name_of(board.shift.officer) if board.shift else "无人在班"
    why_not = "" if board.shift else "现在没有人在班，登录即接班"
    made = f"由记录生成{len(lines)}条，交班后由接班人逐条接收" if lines else "本班没有需要交代的事项，也可以交班"
    officers = [o for o in board.officers.values() if o.active and o.roles & ON_DUTY]
    on_shift = board.shift.officer if board.shift else ""
    return HandoverState(
        f"{who}，{clock_words(since, now)}起",
        tuple(HandoverRow(line.id, k, line.topic, line.text, "", "") for k, line in enumerate(lines)),
        successors=tuple((o.id, f"{o.name}（{o.title}）") for o in officers if o.id != on_shift),
        pages=pages,
        why_not=why_not,
        hint=why_not or made,
        roster=roster,
    )


def _held(
    board: Board, held: Handover, draft: HandoverDraft, pages: tuple[tuple[str, str], ...], now: datetime
) -> HandoverState:
    answers: Mapping[str, str] = _final(held) if held.is_locked else _given(held, draft)
    rows = tuple(_row(k, line, answers.get(line.id)) for k, line in enumerate(held.act.lines))
    successor = board.name_of(held.act.successor)
    left = sum(line.id not in answers for line in held.act.lines)
    if held.is_locked:
        hint = "已接收，这一页不再改动"
    else:
        hint = f"还有{left}条没有接收" if left else f"全部接收完毕，由{successor}输入口令接班"
    when = f"，{clock_words(held.accepted_at, now)}接收" if held.accepted_at else "，等待接收"
    return HandoverState(
        f"{board.name_of(held.by)} {clock_words(held.at, now)}交给{successor}{when}",
        rows,
        held.id,
        held.act.successor,
        successor,
        held.act.note,
        held.is_locked,
        left,
        (),
        pages,
        hint=hint,
    )


def _given(held: Handover, draft: HandoverDraft) -> Mapping[str, str]:
    return dict(draft.answers) if draft.page == held.id else {}


def _final(held: Handover) -> Mapping[str, str]:
    assert held.accepted is not None, "a locked page was accepted"
    return dict.fromkeys(held.accepted.accepted, "") | {r.line: r.text for r in held.accepted.remarks}


def _row(order: int, line: HandoverLine, remark: str | None) -> HandoverRow:
    answer = "" if remark is None else remark or "接收"
    return HandoverRow(line.id, order, line.topic, line.text, answer, "warn" if remark else "ok" if answer else "")


def _page_words(page: Handover, board: Board) -> str:
    return f"{clock_words(page.at)} {board.name_of(page.by)} 交 {board.name_of(page.act.successor)}"
