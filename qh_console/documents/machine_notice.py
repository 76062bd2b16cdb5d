"""What the machine forms of a notice say, taken from the same frozen snapshot as its paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from qh_console.documents.snapshots import (
    AdjustNotice,
    CorrectionNotice,
    IssueNotice,
    LevelFacts,
    LiftNotice,
    PublicationFacts,
)
from qh_console.domain.clock import beijing, chinese_time
from qh_console.domain.places import Ring
from qh_console.problems import KnownProblem

Notice = IssueNotice | AdjustNotice | LiftNotice | CorrectionNotice


class MessageKind(StrEnum):
    """GB/T 35965.1 and CAP 1.2 share these words."""

    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"


class Urgency(StrEnum):
    """Immediate: it is here; Expected: within the hour; Future: later; Past: over."""

    IMMEDIATE = "Immediate"
    EXPECTED = "Expected"
    FUTURE = "Future"
    PAST = "Past"


@dataclass(frozen=True)
class Area:
    """One prefecture: its name, its GB/T 2260 code and its outline in longitude and latitude."""

    name: str
    code: str
    rings: tuple[Ring, ...] = ()


@dataclass(frozen=True)
class MessageSender:
    """Who the office is to other machines; the office's settings, since no document gives them (待核)."""

    address: str
    """CAP `sender`: an address of the office that no one else uses."""
    region: str
    """GB/T 2260, six digits."""
    organ: str
    """GB/T 4657, three digits."""
    event_code: str
    """The national system's code for 重污染."""
    web: str = ""
    contact: str = ""


@dataclass(frozen=True)
class EarlierMessage:
    """A message this one changes, as CAP refers to it."""

    sender: str
    identifier: str
    sent_at: datetime


@dataclass(frozen=True)
class MachineNotice:
    """Everything CAP and the national XML say, once."""

    identifier: str
    number: str
    kind: MessageKind
    is_drill: bool
    sender: MessageSender
    issuer: str
    sent_at: datetime
    effective_at: datetime
    level: LevelFacts
    urgency: Urgency
    starts_at: datetime | None
    ends_at: datetime | None
    areas: tuple[Area, ...]
    headline: str
    description: str
    instruction: str
    references: tuple[EarlierMessage, ...]

    @property
    def is_over(self) -> bool:
        return self.kind is MessageKind.CANCEL


def identifier_of(sender: MessageSender, sent_at: datetime, serial: int = 0) -> str:
    """GB/T 35965.1: area, organ, 000, 00, local time and a digit that tells messages of one second apart."""
    return f"{sender.region}{sender.organ}00000_{beijing(sent_at):%Y%m%d%H%M%S}_{serial}"


def machine_notice(
    snapshot: Notice,
    areas: Sequence[Area],
    sender: MessageSender,
    earlier: Sequence[EarlierMessage] = (),
    instruction: str = "",
    facts: PublicationFacts | None = None,
    serial: int = 0,
) -> MachineNotice:
    """Plan 3.3.1, 3.3.2. `facts` are what a correction leaves in force. Raises KnownProblem for what is missing."""
    kind = _kind(snapshot)
    if kind is not MessageKind.ALERT and not earlier:
        raise KnownProblem("机读文件须写明所变更的前一份，记录里没有", "请先补发前一份的机读文件")
    said = facts or getattr(snapshot, "facts", None)
    if said is None and kind is not MessageKind.CANCEL:
        raise KnownProblem("更正通知的机读文件缺更正后的预警内容", "请一并提供更正后的内容")
    _check_areas(snapshot, said, areas)
    head = snapshot.head
    effective_at = _effective_at(snapshot)
    level = said.level if said else snapshot.changes.level  # type: ignore[union-attr]
    over = kind is MessageKind.CANCEL
    return MachineNotice(
        identifier=identifier_of(sender, head.created_at, serial),
        number=head.number,
        kind=kind,
        is_drill=head.drill,
        sender=sender,
        issuer=head.issuer,
        sent_at=head.created_at,
        effective_at=effective_at,
        level=level,
        urgency=Urgency.PAST if over or said is None else _urgency(said.starts_at, head.created_at),
        starts_at=None if over or said is None else said.starts_at,
        ends_at=None if over or said is None else said.ends_at,
        areas=tuple(areas),
        headline=f"{head.issuer}{headline(snapshot, level)}",
        description=_description(snapshot, said, areas),
        instruction="" if over else instruction,
        references=tuple(earlier),
    )


def headline(snapshot: Notice, level: LevelFacts) -> str:
    """发布重污染天气橙色预警; the same words as the messages sent to people."""
    match snapshot:
        case IssueNotice():
            return f"发布重污染天气{level.name}"
        case AdjustNotice():
            return f"重污染天气预警{'升级' if snapshot.raised else '降级'}为{level.name}"
        case LiftNotice():
            return f"解除重污染天气{level.name}"
        case CorrectionNotice():
            return f"{'撤回' if snapshot.withdraws else '更正'}重污染天气{level.name}通知"


def _kind(snapshot: Notice) -> MessageKind:
    match snapshot:
        case IssueNotice():
            return MessageKind.ALERT
        case LiftNotice():
            return MessageKind.CANCEL
        case CorrectionNotice() if snapshot.withdraws:
            return MessageKind.CANCEL
        case _:
            return MessageKind.UPDATE


def _effective_at(snapshot: Notice) -> datetime:
    match snapshot:
        case AdjustNotice():
            return snapshot.takes_effect_at
        case LiftNotice():
            return snapshot.lifted_at
        case _:
            return snapshot.head.created_at


def _urgency(starts_at: datetime, sent_at: datetime) -> Urgency:
    if starts_at <= sent_at:
        return Urgency.IMMEDIATE
    return Urgency.EXPECTED if starts_at - sent_at <= timedelta(hours=1) else Urgency.FUTURE


def _check_areas(snapshot: Notice, said: PublicationFacts | None, areas: Sequence[Area]) -> None:
    named = tuple(a.name for a in areas)
    stated = said.places if said else getattr(snapshot, "places", named)
    if not named or set(named) != set(stated):
        what = f"机读文件的地区（{'、'.join(named) or '无'}）与通知（{'、'.join(stated)}）不一致"
        raise KnownProblem(what, "请核对地区")


def _description(snapshot: Notice, said: PublicationFacts | None, areas: Sequence[Area]) -> str:
    """The fields of plan 3.3.1 in one paragraph, in the paper's order."""
    number = snapshot.head.number
    places = "、".join(a.name for a in areas)
    if isinstance(snapshot, LiftNotice):
        changed = f"前次通知为{snapshot.changes.number}"
        when = chinese_time(snapshot.lifted_at)
        return (
            f"{places}自{when}起解除{snapshot.changes.level.name}（{number}，{changed}）。{_line(snapshot.outlook)}。"
        )
    if said is None or (isinstance(snapshot, CorrectionNotice) and snapshot.withdraws):
        earlier = snapshot.changes  # type: ignore[union-attr]
        return f"{places}：{earlier.level.name}通知（{earlier.number}）现予撤回（{number}），不再执行。"
    earlier_number = "" if isinstance(snapshot, IssueNotice) else f"，前次通知为{snapshot.changes.number}"
    span = f"{chinese_time(said.starts_at)}起" if said.ends_at is None else (
        f"{chinese_time(said.starts_at)}至{chinese_time(said.ends_at)}"
    )  # fmt: skip
    level = f"{said.level.name}，启动{said.level.response}级应急响应"
    return (
        f"{places}：{level}（{number}{earlier_number}）。时间：{span}。范围：{_line(said.extent)}。"
        f"气象条件：{_line(said.dispersion)}。主要污染指标：{_line(said.pollutants)}。潜势分析：{_line(said.outlook)}。"
    )


def _line(text: str) -> str:
    """Free text as one line without its last full stop, which belongs to the sentence around it."""
    return " ".join(text.split()).rstrip("。")
