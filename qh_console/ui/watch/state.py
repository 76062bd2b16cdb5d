"""What the watch screen shows: every place now, worst first, one of them over time, and what waits for an officer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from qh_console.domain.alerts import Alert, Stage
from qh_console.domain.aqi_editions import AqiEditions
from qh_console.domain.board import Board
from qh_console.domain.checklists import is_overdue
from qh_console.domain.dissemination import not_queued
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.particulars import Change, Scope
from qh_console.domain.places import Places
from qh_console.services.feeding import DataAges
from qh_console.services.observed import heavy_now
from qh_console.services.terms import term
from qh_console.services.watch import Air, PlaceAir, standing_at
from qh_console.services.wording import where_words
from qh_console.ui.instants import clock_words, span_words
from qh_console.ui.sending_round import SENDING
from qh_console.ui.watch.series import derive_plot
from qh_console.ui.widgets.air_view import PlotView
from qh_console.ui.widgets.level_badge import LevelView
from qh_console.ui.widgets.prefecture_map import MapMark

NONE = "—"
TONES = {"live": "", "stale": "warn", "lost": "fault"}
ON_THE_ROAD = {
    Stage.CONSULTED: "已会商，未提请",
    Stage.PROPOSED: "待审批",
    Stage.RETURNED: "提请被退回",
    Stage.APPROVED: "已批准，待发布",
    Stage.CHANGE_PROPOSED: "调整待审批",
    Stage.CHANGE_RETURNED: "调整被退回",
    Stage.CHANGE_APPROVED: "调整已批准，待发布",
    Stage.LIFT_PROPOSED: "解除待审批",
    Stage.LIFT_RETURNED: "解除被退回",
    Stage.LIFT_APPROVED: "解除已批准，待发布",
}


@dataclass(frozen=True)
class PlaceRow:
    """One place as the table shows it; numbers stand beside their texts for sorting. Tones are colour names."""

    code: str
    name: str
    level: LevelView | None
    aqi: int
    aqi_text: str
    class_word: str
    fill: str | None
    mean: float
    mean_text: str
    change: int
    change_text: str
    primary: str
    ratio: float
    ratio_text: str
    data_at: datetime | None
    data_text: str
    age_tone: str
    source: str
    is_dust: bool
    tip: str

    @property
    def is_fresh(self) -> bool:
        return self.aqi >= 0 and not self.age_tone


@dataclass(frozen=True)
class WaitingLine:
    """Something an officer should look at: which room it is done in, and for which place or alert."""

    key: str
    room: str
    subject: str
    text: str
    rank: int
    level: LevelView | None = None


@dataclass(frozen=True)
class WatchState:
    rows: tuple[PlaceRow, ...]
    marks: tuple[MapMark, ...]
    selected: str
    plot: PlotView | None
    waiting: tuple[WaitingLine, ...]
    edition_text: str
    fresh_text: str
    fresh_tone: str
    has_air: bool
    heavy_text: str = ""
    """What is observed at the chosen place, where that alone is reason to consult."""


def derive_watch(
    board: Board,
    air: Air | None,
    ages: DataAges,
    now: datetime,
    selected: str,
    pack: PlanPack,
    editions: AqiEditions,
    places: Places,
) -> WatchState:
    """Pure: the same record, air and time, the same screen. An empty `selected` takes the worst place."""
    edition = editions.at(now)
    rows = tuple(
        sorted(
            (_row(place.code, board, air, ages, now, pack, editions, places) for place in places.items),
            key=lambda row: -row.aqi,
        )
    )
    chosen = selected or (rows[0].code if rows else "")
    found = air.places.get(chosen) if air else None
    live = sum(row.is_fresh for row in rows)
    newest = max((row.data_at for row in rows if row.data_at), default=None)
    return WatchState(
        rows,
        tuple(_mark(row) for row in sorted(rows, key=lambda row: row.code)),
        chosen,
        derive_plot(places[chosen].name, found, board, edition, pack, editions, now) if found else None,
        waiting_lines(board, air, pack, places, now),
        f"按{edition.short}计算",
        _fresh_text(live, len(rows), newest, now),
        "" if live == len(rows) else ("fault" if live == 0 else "warn"),
        any(row.data_at for row in rows),
        _heavy_text(found, pack, places),
    )


def _heavy_text(seen: PlaceAir | None, pack: PlanPack, places: Places) -> str:
    observed = heavy_now(seen, pack.grading) if seen is not None else None
    if observed is None:
        return ""
    mean = "" if observed.mean_24h is None else f"，24小时均值{observed.mean_24h}"
    return f"{places[observed.place].short}实况AQI {_whole(observed.aqi)}{mean}"


def level_view(level: Level, pack: PlanPack) -> LevelView:
    rule = pack.rule(level)
    return LevelView(level.word, rule.colour, rule.response)


def waiting_lines(
    board: Board, air: Air | None, pack: PlanPack, places: Places, now: datetime
) -> tuple[WaitingLine, ...]:
    """What the plan would have an officer do next, the gravest first."""
    lines = [line for alert in board.alerts.values() for line in _road_lines(alert, places, pack)]
    lines += _record_lines(board, places, now)
    lines += _unsent_lines(board)
    if air is not None:
        for code, seen in air.places.items():
            lines += _place_lines(code, seen, board, pack, places, now)
        lines += _province_lines(air, board, pack, places)
    return tuple(sorted(lines, key=lambda line: (-line.rank, line.key)))


def _row(
    code: str,
    board: Board,
    air: Air | None,
    ages: DataAges,
    now: datetime,
    pack: PlanPack,
    editions: AqiEditions,
    places: Places,
) -> PlaceRow:
    seen = air.places.get(code) if air else None
    report = seen.now if seen else None
    data_at = seen.data_at if seen else None
    age = None if data_at is None else max(now - data_at, timedelta())
    aqi = report.aqi if report else None
    aqi_class = None if aqi is None or report is None else editions.by_id(report.edition).class_of(aqi)
    mean, change, ratio = (seen.mean_24h, seen.change_3h, seen.fine_ratio) if seen else (None, None, None)
    alert = standing_at(board, code)
    level = level_view(alert.level, pack) if alert and alert.level else None
    data_text = f"{clock_words(data_at, now)} {span_words(age)}前" if data_at and age is not None else "没有数据"
    class_word = aqi_class.name if aqi_class else ("无数据" if data_at is None else "无效")
    tone = TONES[ages.word(age)]
    words = [places[code].name, f"AQI {_whole(aqi)}", class_word, f"数据{data_text}"]
    return PlaceRow(
        code,
        places[code].short,
        level,
        -1 if aqi is None else aqi,
        _whole(aqi),
        class_word,
        "#{:02X}{:02X}{:02X}".format(*aqi_class.rgb) if aqi_class and not tone else None,
        -1.0 if mean is None else mean,
        _whole(mean),
        -1000 if change is None else change,
        _change_text(change),
        "、".join(report.primary) if report and report.primary else NONE,
        -1.0 if ratio is None else ratio,
        NONE if ratio is None else f"{ratio:.2f}",
        data_at,
        data_text,
        tone,
        seen.source if seen and seen.source else NONE,
        _is_dusty(seen, now),
        "　".join(words),
    )


def _change_text(change: int | None) -> str:
    """A sign only where something changed; a true minus."""
    if not change:
        return NONE if change is None else "0"
    return f"{change:+d}".replace("-", "−")


def _mark(row: PlaceRow) -> MapMark:
    word = row.class_word if not row.age_tone or row.data_at is None else f"{row.class_word} 已过时"
    return MapMark(row.code, row.aqi_text, word, row.fill, row.is_fresh, row.is_dust, row.level, row.tip)


def _is_dusty(seen: PlaceAir | None, now: datetime) -> bool:
    """Signs of dust under way, or hours an officer found to be dust among the latest."""
    if seen is None or seen.latest is None:
        return False
    found = seen.hours.dust is not None and bool(seen.hours.dust[seen.latest])
    return found or any(hint.is_open and hint.start_at <= now for hint in seen.hints)


def _fresh_text(live: int, total: int, newest: datetime | None, now: datetime) -> str:
    if newest is None:
        return "还没有收到数据"
    return f"最新数据{clock_words(newest, now)}（{span_words(now - newest)}前），{live}/{total}地及时"


def _road_lines(alert: Alert, places: Places, pack: PlanPack) -> Iterable[WaitingLine]:
    if alert.stage is Stage.LIFTED:
        yield WaitingLine(
            f"assess:{alert.id}", "assessment", alert.id, f"{where_words(alert, places)} 已解除，待评估", 0
        )
    if any(notice.needs_countersignature for notice in alert.notices):
        yield WaitingLine(f"sign:{alert.id}", "alert", alert.id, f"{where_words(alert, places)} 电话批准待补签", 1)
    words = ON_THE_ROAD.get(alert.stage)
    if words is None:
        return
    level = alert.proposal.act.level if alert.proposal else alert.consultation.level
    shown = level if level.is_alert else alert.level
    view = level_view(shown, pack) if shown and shown.is_alert else None
    text = (
        f"{where_words(alert, places)} {term(level)} {words}"
        if level.is_alert
        else f"{where_words(alert, places)} {words}"
    )
    yield WaitingLine(f"road:{alert.id}", "alert", alert.id, text, int(level) * 2 + 1, view)


def _record_lines(board: Board, places: Places, now: datetime) -> Iterable[WaitingLine]:
    """What others owe the office, or the office them: duties past their time, filings nobody has checked."""
    for alert in board.standing:
        overdue = sum(is_overdue(alert, laid, now) for laid in alert.tasks)
        if overdue:
            text = f"{where_words(alert, places)} 任务逾期{overdue}项"
            yield WaitingLine(f"overdue:{alert.id}", "response", alert.id, text, 2)
    unchecked = sum(held.checked is None for held in board.book.filings.values())
    if unchecked:
        yield WaitingLine("filings", "registers", "filings", f"市州来件待核对{unchecked}件", 1)


def _unsent_lines(board: Board) -> Iterable[WaitingLine]:
    """Plan 3.4.1: a notice that nobody has sent on its way; those who had the one before hold what is no longer so."""
    for notice in not_queued(board):
        number, rank = notice.number, int(notice.level) * 2 + 1
        what = f"{number[:1]}{number.partition('〕')[2]}（{term(notice.change)}）待排发"
        yield WaitingLine(f"send:{number}", "papers", f"{SENDING}{number}", what, rank)


def _place_lines(
    code: str, seen: PlaceAir, board: Board, pack: PlanPack, places: Places, now: datetime
) -> Iterable[WaitingLine]:
    name = places[code].short
    standing = [a for a in board.standing if code in a.places]
    has_own = any(a.places == (code,) for a in board.alerts.values() if a.stage in ON_THE_ROAD)
    graded = seen.grade.level or Level.NONE
    highest = max((a.level or Level.NONE for a in standing), default=Level.NONE)
    if graded.is_alert and graded > highest and not has_own:
        stands = f"现为{term(highest)}" if highest.is_alert else "尚无预警"
        text = f"{name} 已达{term(graded)}条件，{stands}"
        yield WaitingLine(
            f"rise:{code}:{graded.word}", "outlook", code, text, int(graded) * 2, level_view(graded, pack)
        )
    elif seen.advice is not None and all(a.scope is Scope.CITY for a in standing):
        due = (p for p in seen.advice.proposals if p.effective_at <= now)
        easing = next((p for p in due if p.change in (Change.LIFT, Change.LOWER)), None)
        if easing is not None:
            yield WaitingLine(f"ease:{code}", "alert", code, f"{name} 已达{term(easing.change)}条件", 1)
    for hint in seen.hints:
        if hint.is_open:
            text = f"{name} 疑似沙尘（{clock_words(hint.start_at, now)}起），请判定成因"
            yield WaitingLine(f"dust:{code}", "outlook", code, text, 3)


def _province_lines(air: Air, board: Board, pack: PlanPack, places: Places) -> Iterable[WaitingLine]:
    provincial = [a for a in board.alerts.values() if a.scope is Scope.PROVINCE]
    if any(a.stage in ON_THE_ROAD for a in provincial):
        return
    highest = max((a.level or Level.NONE for a in provincial if a.is_standing), default=Level.NONE)
    graded = air.province.level
    if graded.is_alert and graded > highest:
        now = f"现为{term(highest)}" if highest.is_alert else "尚无省级预警"
        text = f"全省 已达{term(graded)}条件，{now}"
        yield WaitingLine(
            f"rise:province:{graded.word}", "outlook", "province", text, int(graded) * 2 + 1, level_view(graded, pack)
        )


def _whole(value: float | None) -> str:
    return NONE if value is None else f"{value:.0f}"
