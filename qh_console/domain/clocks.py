"""The clocks that run over the alerts: derived from the record and the time, nagging until somebody has heard them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from qh_console.domain.alerts import Alert, Stage
from qh_console.domain.board import Board
from qh_console.domain.channels import Channels
from qh_console.domain.checklists import due_at as answer_due_at
from qh_console.domain.clearing import ClearClock
from qh_console.domain.clock import HOUR, chinese_time, from_beijing
from qh_console.domain.dissemination import bulletin_due_at
from qh_console.domain.duty_book import Acknowledged
from qh_console.domain.office_acts import ClockAcknowledged
from qh_console.domain.office_commands import Acknowledge
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.province_call import derive_floor
from qh_console.domain.verdicts import Accepted, Reason, Refused, Verdict

CROSSING = "rise"
"""What begins the key of a forecast that meets a level no alert covers."""


class ClockKind(StrEnum):
    AGE = "age"
    REVIEW = "review"
    CLEAR = "clear"
    SILENCE = "silence"
    COUNTERSIGNATURE = "countersignature"
    FORECAST = "forecast"
    FLOOR = "floor"
    BULLETIN = "bulletin"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True)
class ClockView:
    """One clock as it stands now. `cause` is what it runs for: once that changes, hearing it anew is asked for."""

    key: str
    kind: ClockKind
    alert: str
    subject: str
    """The unit, place, officer or notice it is about; empty where it is the alert."""
    since_at: datetime
    due_at: datetime | None
    """None: it runs without an end in sight."""
    is_due: bool
    cause: str
    clause: str
    text: str
    to_do: str
    acknowledged: Acknowledged | None = None

    @property
    def nags(self) -> bool:
        return self.is_due and self.acknowledged is None


_PENDING = frozenset({Stage.CONSULTED, Stage.PROPOSED, Stage.RETURNED, Stage.APPROVED})


def derive_clocks(
    board: Board,
    pack: PlanPack,
    air_facts: Mapping[str, ClearClock],
    now: datetime,
    channels: Channels | None = None,
) -> tuple[ClockView, ...]:
    """Every clock, due ones first, then by when they fall due. `air_facts`: the 36 h clock of each standing alert.

    `channels` say how often the public is told; without them no bulletin falls due.
    """
    found: list[ClockView] = []
    for alert in board.alerts.values():
        if alert.is_standing:
            found += _standing(alert, pack, air_facts.get(alert.id), now)
            found += _bulletins(alert, channels, now) if channels else ()
        if alert.is_standing or alert.stage in _PENDING:
            found.append(_forecast(alert, pack, now))
        if alert.owes_withdrawal:
            found.append(_withdrawal(alert, now))
        found += _countersignatures(board, alert, pack, now)
    found += _floors(board, pack, now)
    heard = [replace(c, acknowledged=_heard(board, c)) for c in found]
    far = max((c.due_at for c in heard if c.due_at is not None), default=now)
    return tuple(sorted(heard, key=lambda c: (not c.nags, not c.is_due, c.due_at is None, c.due_at or far, c.key)))


def _heard(board: Board, clock: ClockView) -> Acknowledged | None:
    known = board.book.acknowledgements.get(clock.key)
    return known if known is not None and known.act.cause == clock.cause else None


def _standing(alert: Alert, pack: PlanPack, clear: ClearClock | None, now: datetime) -> Iterator[ClockView]:
    yield _age(alert, now)
    yield _review(alert, pack, now)
    if clear is not None:
        yield _clear(alert, clear, now)
    yield from _silences(alert, pack, now)


def _view(
    kind: ClockKind,
    alert: Alert,
    since_at: datetime,
    due_at: datetime | None,
    now: datetime,
    cause: str,
    words: tuple[str, str, str],
    subject: str = "",
) -> ClockView:
    clause, text, to_do = words
    key = f"{kind.value}/{alert.id}" + (f"/{subject}" if subject else "")
    is_due = due_at is not None and now >= due_at
    return ClockView(key, kind, alert.id, subject, since_at, due_at, is_due, cause, clause, text, to_do)


def _age(alert: Alert, now: datetime) -> ClockView:
    """How long the alert has stood, against the end it was published with."""
    latest = alert.notices[-1]
    begun_at, ends_at = alert.notices[0].at, latest.publication.ends_at
    text = f"预警已生效{(now - begun_at) // HOUR}小时"
    if ends_at is not None:
        text += f"，发布的结束时间是{chinese_time(ends_at)}"
    words = ("3.3.2", text, "到时须会商：延续、调整或解除，预警不会自行结束")
    return _view(ClockKind.AGE, alert, begun_at, ends_at, now, latest.number, words)


def _review(alert: Alert, pack: PlanPack, now: datetime) -> ClockView:
    """When somebody last looked at the alert again, and when the next look is due."""
    since_at = max(alert.notices[-1].at, alert.consultations[-1].at)
    hours = pack.clocks.review_hours[alert.level or Level.YELLOW]
    words = ("3.4.2", f"每{hours}小时复核一次，上次是{chinese_time(since_at)}", "再次会商，看维持、调整还是解除")
    return _view(ClockKind.REVIEW, alert, since_at, since_at + hours * HOUR, now, since_at.isoformat(), words)


def _clear(alert: Alert, clear: ClearClock, now: datetime) -> ClockView:
    """Plan 3.3.2: due once the forecast holds long enough for a lift to be proposed; it lifts nothing by itself."""
    since_at = clear.from_at
    if clear.holds:
        text = f"预报连续{clear.clear_hours}小时不高于{clear.line}，已满{clear.needed_hours}小时"
        words = ("3.3.2", text, "请两部门会商，可以提请解除")
        return _view(ClockKind.CLEAR, alert, since_at, since_at, now, f"{alert.latest_number}+", words)
    text = f"预报不高于{clear.line}的时间还差{clear.hours_short}小时满{clear.needed_hours}小时"
    view = _view(ClockKind.CLEAR, alert, since_at, clear.clear_from_at, now, alert.latest_number, ("3.3.2", text, ""))
    return replace(view, is_due=False, to_do="继续观察")


def _silences(alert: Alert, pack: PlanPack, now: datetime) -> Iterator[ClockView]:
    """A unit is silent on the duties it has said nothing of; one word on a duty ends its silence there."""
    quiet: dict[str, list[tuple[datetime, datetime]]] = {}
    spoken: dict[str, datetime] = {}
    for laid in alert.tasks:
        given = alert.mark_of(laid.task.id)
        unit = laid.task.unit
        if given is None:
            quiet.setdefault(unit, []).append((answer_due_at(laid), laid.laid_at))
        else:
            spoken[unit] = max(spoken.get(unit, given.at), given.at)
    for unit, waiting in quiet.items():
        late = [due for due, _ in waiting if due <= now]
        cause = f"{max(late).isoformat() if late else ''}|{spoken[unit].isoformat() if unit in spoken else ''}"
        count = f"{len(late)}项已过时限没有回音" if late else f"{len(waiting)}项等待回音"
        words = ("5.2", f"{pack.unit_name(unit)}{count}", "打电话催办，记下通话人和答复")
        yield _view(ClockKind.SILENCE, alert, min(at for _, at in waiting), min(waiting)[0], now, cause, words, unit)


def _bulletins(alert: Alert, channels: Channels, now: datetime) -> Iterator[ClockView]:
    """Plan 3.4.2: the higher the level, the more often the public is told; each bulletin due asks to be heard anew."""
    due_at = bulletin_due_at(alert, channels, now)
    if due_at is not None and alert.level is not None:
        text = f"每{channels.bulletin_hours[alert.level]}小时播发一次公告，{chinese_time(due_at)}应再播"
        words = ("3.4.2", text, "请媒体再播公告，记下播发的媒体和时间")
        yield _view(ClockKind.BULLETIN, alert, alert.notices[-1].at, due_at, now, due_at.isoformat(), words)


def _countersignatures(board: Board, alert: Alert, pack: PlanPack, now: datetime) -> Iterator[ClockView]:
    for notice in alert.notices:
        for officer in notice.owing:
            due_at = notice.at + timedelta(hours=pack.clocks.countersign_hours)
            words = ("3.3.1", f"{notice.number}由{board.name_of(officer)}电话批准，还没有补签", "请批准人本人补签")
            subject = f"{notice.number}/{officer}"
            yield _view(ClockKind.COUNTERSIGNATURE, alert, notice.at, due_at, now, notice.number, words, subject)


def _forecast(alert: Alert, pack: PlanPack, now: datetime) -> ClockView:
    """The agreed forecast grows old by the hour, and ends with its last day."""
    held = alert.consultations[-1]
    due_at = held.at + timedelta(hours=pack.clocks.forecast_hours)
    if held.consultation.forecast:
        last = max(day.on for day in held.consultation.forecast) + timedelta(days=1)
        due_at = min(due_at, from_beijing(last.year, last.month, last.day))
    words = ("3.2", f"会商所依的预报用到{chinese_time(due_at)}", "取新的预报，再次会商")
    return _view(ClockKind.FORECAST, alert, held.at, due_at, now, held.at.isoformat(), words)


def _withdrawal(alert: Alert, now: datetime) -> ClockView:
    """Due from the settlement on: two notices of one place stand before the public until one is taken back."""
    since_at = alert.ended_at or now
    words = ("3.3.2", f"{alert.latest_number}经裁定不再有效，撤回通知还没有发布", "请审批人签批，随即发布撤回通知")
    return _view(ClockKind.WITHDRAWAL, alert, since_at, since_at, now, alert.latest_number, words)


def _floors(board: Board, pack: PlanPack, now: datetime) -> Iterator[ClockView]:
    for line in derive_floor(board):
        if line.is_open:
            due_at = line.since_at + timedelta(hours=pack.office.reply_hours)
            name = next((u.short for u in pack.units if u.place == line.place), line.place)
            words = ("5.1", f"{name}的响应低于省级预警，还没有答复", "催其启动不低于省级的响应，登记答复")
            alert = board.alerts[line.alert]
            yield _view(ClockKind.FLOOR, alert, line.since_at, due_at, now, line.floor.word, words, line.place)


def crossing_key(place: str, level: str) -> str:
    """Of a forecast that meets a level no alert covers; acknowledged like a clock, under no alert."""
    return f"{CROSSING}/{place}/{level}"


def decide_acknowledgement(board: Board, command: Acknowledge) -> Verdict:
    """An officer puts his name and a reason to having heard a clock or a crossing; nothing else changes."""
    kind, *named = command.clock.split("/")
    is_clock = command.alert in board.alerts and command.alert in named
    is_crossing = not command.alert and kind == CROSSING
    reasons = []
    if not is_clock and not is_crossing:
        reasons.append(Reason("没有这只时钟", "7.5", "clock"))
    known = board.book.acknowledgements.get(command.clock)
    if known is not None and known.act.cause == command.cause:
        reasons.append(Reason(f"{board.name_of(known.by)}已经应答", "7.5", "clock"))
    if not command.reason.strip():
        reasons.append(Reason("请写明为什么可以不再提醒", "7.5", "reason"))
    if reasons:
        return Refused(tuple(reasons))
    return Accepted((ClockAcknowledged(command.alert, command.clock, command.cause, command.reason),))
