"""What the status strip tells: the time, the alerts that stand, the age of the data, the network, who is on duty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from qh_console.domain.alerts import Alert
from qh_console.domain.board import Board, Officer
from qh_console.domain.clock import beijing
from qh_console.domain.pack import PlanPack
from qh_console.domain.particulars import Scope
from qh_console.domain.places import Places
from qh_console.services.feeding import DataAges, FeedReport
from qh_console.services.watch import Air
from qh_console.services.wording import where_words
from qh_console.ui.instants import span_words
from qh_console.ui.widgets.level_badge import LevelView
from qh_console.ui.widgets.status_strip import StripAlert, StripNote, StripView

WEEKDAYS = "一二三四五六日"
MOST_ALERTS = 4


def derive_strip(
    board: Board,
    air: Air | None,
    ages: DataAges,
    feeds: Sequence[FeedReport],
    officer: Officer | None,
    pack: PlanPack,
    places: Places,
    now: datetime,
    to_send: int = 0,
) -> StripView:
    local = beijing(now)
    standing = sorted(board.standing, key=lambda a: (-(a.level or 0), a.scope is not Scope.PROVINCE, a.opened_at))
    return StripView(
        f"{local:%H:%M}",
        f"{local.month}月{local.day}日 周{WEEKDAYS[local.weekday()]}",
        tuple(_alert(a, pack, places, now) for a in standing[:MOST_ALERTS]),
        data_note(air, ages, len(places.items), now),
        _network(feeds, to_send),
        _duty(board, officer),
    )


def data_note(air: Air | None, ages: DataAges, total: int, now: datetime) -> StripNote:
    """Newest hour, its age and how many places are up to date; green only where all are."""
    known = [p.data_at for p in air.places.values() if p.data_at is not None] if air else []
    if not known:
        return StripNote("没有数据 ○", "fault", "database", "还没有收到任何监测数据")
    newest = max(known)
    words = [ages.word(max(now - at, timedelta())) for at in known]
    live = words.count("live")
    age = span_words(now - newest)
    tone = "ok" if live == total else ("warn" if live else "fault")
    mark = "●" if live == total else ("◐" if live else "○")
    text = f"数据{beijing(newest):%H:%M} {age}前 {live}/{total} {mark}"
    return StripNote(text, tone, "database", f"{live}地的数据及时，{total - live}地过时或没有；最新一小时已过{age}")


def _alert(alert: Alert, pack: PlanPack, places: Places, now: datetime) -> StripAlert:
    level = alert.level
    assert level is not None
    rule = pack.rule(level)
    since = alert.issued_at or alert.opened_at
    hours = int((now - since) / timedelta(hours=1))
    return StripAlert(
        alert.id, where_words(alert, places), LevelView(level.word, rule.colour, rule.response), f"已{hours}h"
    )


def _network(feeds: Sequence[FeedReport], to_send: int) -> StripNote:
    """`to_send`: notices that still wait for a sender or a person."""
    down = [f.name for f in feeds if f.is_remote and f.problem]
    waits = f"待发{to_send} ▲" if to_send else ""
    todo = f"{to_send}件通知还没有发到，在文书中办理" if to_send else ""
    if not down:
        return StripNote(waits, "warn" if to_send else "", "send" if to_send else "", todo)
    tip = f"{'、'.join(down)}连不上；值守、发布、打印都不受影响"
    return StripNote(f"断网 {waits}".strip(), "warn", "offline", "；".join(part for part in (tip, todo) if part))


def _duty(board: Board, officer: Officer | None) -> StripNote:
    on_shift = board.name_of(board.shift.officer) if board.shift else ""
    if officer is None:
        return StripNote(
            "未登录", "warn", "person", "点击登录；不登录只能查看" + (f"。当班：{on_shift}" if on_shift else "")
        )
    words = "值班" if board.shift and board.shift.officer == officer.id else "登录"
    return StripNote(f"{words} {officer.name}", "", "person", f"当班：{on_shift or '无'}；点击换班、改口令")
