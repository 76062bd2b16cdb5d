"""What the dissemination list shows: one notice's channels and recipients, where each stands, who said so and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import count

from qh_console.domain.board import Board
from qh_console.domain.channels import Carrier
from qh_console.domain.dispatches import DispatchKey, DispatchState, Said
from qh_console.domain.dissemination import Dispatch, Foreseen
from qh_console.domain.places import Places
from qh_console.services.terms import term
from qh_console.services.wording import alert_words
from qh_console.ui.instants import clock_words

CARRIER_WORDS: Mapping[Carrier, str] = {
    Carrier.HAND: "人工",
    Carrier.FOLDER: "文件夹",
    Carrier.SMTP: "邮件",
    Carrier.WEBHOOK: "接口",
}
TONES: Mapping[DispatchState, str] = {
    DispatchState.QUEUED: "warn",
    DispatchState.SENDING: "warn",
    DispatchState.SENT: "",
    DispatchState.CONFIRMED: "ok",
    DispatchState.READ_OUT: "ok",
    DispatchState.FAILED: "fault",
    DispatchState.UNKNOWN: "fault",
    DispatchState.SUPERSEDED: "muted",
}
SHORT: Mapping[DispatchState, str] = {
    DispatchState.CONFIRMED: "已确认",
    DispatchState.READ_OUT: "已宣读",
    DispatchState.FAILED: "没有发出",
    DispatchState.UNKNOWN: "是否发出不明",
    DispatchState.SUPERSEDED: "不再发",
}
KEYS: Mapping[Said, str] = {
    Said.SENT: "S",
    Said.CONFIRMED: "回车",
    Said.READ_OUT: "T",
    Said.FAILED: "F",
    Said.TAKEN_BACK: "U",
}
NEEDS: Mapping[Said, str] = {
    Said.READ_OUT: "通话人：姓名、职务",
    Said.FAILED: "为什么没有发出：占线、拒收、号码不对",
    Said.TAKEN_BACK: "为什么撤销这次登记",
}
"""What a report asks for besides the key."""


class ShowDispatches(StrEnum):
    ALL = "all"
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True)
class SendingFilter:
    number: str = ""
    show: ShowDispatches = ShowDispatches.ALL
    text: str = ""


@dataclass(frozen=True)
class DispatchRow:
    key: DispatchKey
    order: int
    channel: str
    name: str
    address: str
    carrier: str
    state: str
    tone: str
    who: str
    """The last word on it: who, when, and what was said."""
    history: tuple[str, ...]
    lawful: tuple[Said, ...]
    may_send_again: bool
    is_open: bool
    by_phone: bool


@dataclass(frozen=True)
class SendingState:
    notices: tuple[tuple[str, str], ...] = ()
    number: str = ""
    rows: tuple[DispatchRow, ...] = ()
    counts: Mapping[ShowDispatches, int] | None = None
    summary: str = ""
    is_queued: bool = False
    why_not_queue: str = ""
    """Why it cannot be released now; empty where it can, the first time or to whoever has been added since."""


def derive_sending(
    board: Board,
    dispatches: Iterable[Dispatch],
    foreseen: Mapping[str, tuple[Foreseen, ...]],
    places: Places,
    wanted: SendingFilter,
    now: datetime,
) -> SendingState:
    """Notices latest first; the one wanted, or the latest. Before a release: whom it will go to."""
    notices = sorted(((n, a) for a in board.alerts.values() for n in a.notices), key=lambda pair: pair[0].at)
    if not notices:
        return SendingState()
    choices = tuple(
        (n.number, f"{n.number}　{term(n.change)}　{alert_words(a.id, board, places)}") for n, a in reversed(notices)
    )
    number = wanted.number if wanted.number in dict(choices) else choices[0][0]
    alert = next(a for n, a in notices if n.number == number)
    found = [d for d in dispatches if d.key.number == number]
    coming = () if found else foreseen.get(number, ())
    rows = tuple(_row(k, d, board, now) for k, d in enumerate(found)) or tuple(map(_foreseen_row, count(), coming))
    is_open = sum(row.is_open for row in rows)
    counts = {ShowDispatches.ALL: len(rows), ShowDispatches.OPEN: is_open, ShowDispatches.DONE: len(rows) - is_open}
    is_latest = alert.latest_number == number
    return SendingState(
        choices,
        number,
        tuple(row for row in rows if _is_wanted(row, wanted)),
        counts,
        summary_words(found) if found else foreseen_words(coming),
        bool(found),
        "" if is_latest else f"已有后续通知{alert.latest_number}，这一份不再发",
    )


def _row(order: int, d: Dispatch, board: Board, now: datetime) -> DispatchRow:
    history = [f"{clock_words(d.queued_at, now)} {board.name_of(d.queued_by)}排发"]
    if d.tried_at is not None:
        answer = f"：{d.answer}" if d.answer else ""
        history.append(f"{clock_words(d.tried_at, now)} {CARRIER_WORDS[d.carrier]}第{d.attempts}次{answer}")
    for report in d.reports:
        said = "，".join(part for part in (report.spoke_to, report.note) if part)
        words = f"{clock_words(report.at, now)} {board.name_of(report.by)}登记{term(report.said)}"
        history.append(f"{words}：{said}" if said else words)
    if d.state is DispatchState.QUEUED and d.next_at is not None and d.attempts:
        history.append(f"{clock_words(d.next_at, now)}再试")
    return DispatchRow(
        key=d.key,
        order=order,
        channel=d.channel,
        name=d.name,
        address=d.address,
        carrier=CARRIER_WORDS[d.carrier],
        state=SHORT.get(d.state, d.state.label),
        tone=TONES[d.state],
        who=history[-1],
        history=tuple(history),
        lawful=d.lawful,
        may_send_again=d.may_send_again,
        is_open=d.state.is_open,
        by_phone=d.carrier is Carrier.HAND and bool(d.address),
    )


def _foreseen_row(order: int, one: Foreseen) -> DispatchRow:
    before = one.before
    if before is None:
        who = "初次"
    else:
        note = next((f"：{report.note}" for report in reversed(before.reports) if report.note), "")
        who = f"上次{SHORT.get(before.state, before.state.label)}{note}"
    is_trouble = before is not None and before.state.is_trouble
    return DispatchRow(
        key=one.key,
        order=order,
        channel=one.channel,
        name=one.name,
        address=one.address,
        carrier=CARRIER_WORDS[one.carrier],
        state="上次没发到" if is_trouble else "未排发",
        tone="fault" if is_trouble else "muted",
        who=who,
        history=(who,),
        lawful=(),
        may_send_again=False,
        is_open=True,
        by_phone=False,
    )


def foreseen_words(coming: Sequence[Foreseen]) -> str:
    """Who, how many, and how many of them the notice before did not reach."""
    if not coming:
        return ""
    told = [one.before for one in coming if one.before is not None]
    parts = [f"将发给{len(coming)}个对象"]
    if told:
        failed = sum(before.state.is_trouble for before in told)
        parts.append(f"其中{len(told)}个发过{told[0].key.number}")
        parts += [f"{failed}个上次没发到"] if failed else []
        parts += [f"{len(coming) - len(told)}个新增"] if len(told) < len(coming) else []
    return "，".join(parts)


def summary_words(found: Iterable[Dispatch]) -> str:
    """How many stand where: 已确认3，没有发出1."""
    found = tuple(found)
    counts = {state: sum(d.state is state for d in found) for state in DispatchState}
    words = [f"{SHORT.get(state, state.label)}{count}" for state, count in counts.items() if count]
    return "，".join(words)


def _is_wanted(row: DispatchRow, wanted: SendingFilter) -> bool:
    if wanted.show is not ShowDispatches.ALL and row.is_open is not (wanted.show is ShowDispatches.OPEN):
        return False
    text = wanted.text.strip().lower()
    return not text or any(text in part.lower() for part in (row.channel, row.name, row.address, row.state, row.who))
