"""交接班: the page an outgoing officer hands over, built from the record, and the incoming officer's line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from qh_console.domain.board import Board
from qh_console.domain.checklists import is_overdue
from qh_console.domain.clock import chinese_time
from qh_console.domain.clocks import ClockView
from qh_console.domain.office_acts import HandedOver, HandoverAccepted
from qh_console.domain.office_commands import AcceptHandover, HandOver
from qh_console.domain.pack import PlanPack
from qh_console.domain.particulars import HandoverLine, Role
from qh_console.domain.verdicts import Accepted, Reason, Refused, Verdict

ON_DUTY = frozenset({Role.DUTY_OFFICER, Role.REVIEWER})
"""Who takes shifts, so who can be handed one."""
CLAUSE = "7.5"


@dataclass(frozen=True)
class HandoverPage:
    """Everything the incoming officer must know, topic by topic."""

    since_at: datetime
    made_at: datetime
    lines: tuple[HandoverLine, ...]


def derive_handover(
    board: Board,
    clocks: Sequence[ClockView],
    freshness: Sequence[HandoverLine],
    unsent: Sequence[HandoverLine],
    overdue: Sequence[HandoverLine],
    since_at: datetime,
    now: datetime,
) -> HandoverPage:
    """What changed since `since_at`, the clocks that run, and what callers found dead, unsent and overdue."""
    running = (HandoverLine(f"clock:{c.key}", "时钟", _clock_words(c)) for c in clocks)
    lines = (*_changes(board, since_at), *running, *freshness, *unsent, *overdue)
    return HandoverPage(since_at, now, tuple({line.id: line for line in lines}.values()))


def overdue_lines(board: Board, pack: PlanPack, now: datetime) -> tuple[HandoverLine, ...]:
    """Duties past their time under standing alerts, one line a unit."""
    lines = []
    for alert in board.standing:
        late: dict[str, int] = {}
        for laid in alert.tasks:
            if is_overdue(alert, laid, now):
                late[laid.task.unit] = late.get(laid.task.unit, 0) + 1
        lines += [
            HandoverLine(f"overdue:{alert.id}/{unit}", "逾期任务", f"{pack.unit_name(unit)}{count}项逾期未办结")
            for unit, count in late.items()
        ]
    return tuple(lines)


def _clock_words(clock: ClockView) -> str:
    heard = f"（{clock.acknowledged.act.reason}）" if clock.acknowledged else ""
    return f"{clock.text}{heard}"


def _changes(board: Board, since_at: datetime) -> Iterator[HandoverLine]:
    for alert in board.alerts.values():
        for k, held in enumerate(alert.consultations):
            if held.at >= since_at:
                text = f"{chinese_time(held.at)}会商：{held.consultation.conclusion}"
                yield HandoverLine(f"consultation:{alert.id}/{k}", "变动", text)
        for notice in alert.notices:
            if notice.at >= since_at:
                yield HandoverLine(
                    f"notice:{alert.id}/{notice.number}", "变动", f"{chinese_time(notice.at)}发出{notice.number}"
                )
    for (place, number), filed in board.book.filings.items():
        if filed.at >= since_at:
            state = "待核对" if filed.checked is None else "已退回补正" if filed.is_returned else "已备案"
            yield HandoverLine(f"filing:{place}/{number}", "变动", f"市州来件{number}，{state}")
    for dispute in board.disputes:
        yield HandoverLine(f"dispute:{dispute.id}", "争议", "两台工作站对同一地区各发一份预警，尚未处理")


def decide_handover(board: Board, command: HandOver) -> Verdict:
    reasons = []
    if board.shift is None or board.shift.officer != command.by:
        reasons.append(Reason("您现在不在班，不能交班", CLAUSE))
    successor = board.officers.get(command.successor)
    if command.successor == command.by:
        reasons.append(Reason("不能交给自己", CLAUSE, "successor"))
    elif successor is None or not successor.active or not successor.roles & ON_DUTY:
        reasons.append(Reason("接班人没有值班岗位", CLAUSE, "successor"))
    ids = [line.id for line in command.lines]
    if len(ids) != len(set(ids)):
        reasons.append(Reason("交接事项有重复", CLAUSE, "lines"))
    if reasons:
        return Refused(tuple(reasons))
    return Accepted((HandedOver(command.successor, command.lines, command.note),))


def decide_acceptance(board: Board, command: AcceptHandover) -> Verdict:
    """Every line is accepted or remarked on; after that the page is locked and the shift is the incoming officer's."""
    page = board.book.pending_handover
    if page is None or page.id != command.handover:
        return Refused((Reason("这一页已经接收，或已另做一页", CLAUSE),))
    if page.act.successor != command.by:
        return Refused((Reason(f"这一页是交给{board.name_of(page.act.successor)}的", CLAUSE),))
    remarked = {remark.line for remark in command.remarks if remark.text.strip()}
    answered = remarked | set(command.accepted)
    left = [line for line in page.act.lines if line.id not in answered]
    if left:
        return Refused(tuple(Reason(f"还没有逐条接收：{line.text}", CLAUSE, line.id) for line in left))
    if answered - {line.id for line in page.act.lines}:
        return Refused((Reason("有一条不在这一页上", CLAUSE, "accepted"),))
    return Accepted((HandoverAccepted(page.id, command.accepted, command.remarks),))
