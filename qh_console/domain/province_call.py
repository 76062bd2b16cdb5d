"""What the prefectures' own alerts ask of the province, and where a response is below its floor (plan 3.3.1, 5.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from qh_console.domain.alerts import Alert
from qh_console.domain.board import Board
from qh_console.domain.duty_book import HeldAnswer
from qh_console.domain.filing import city_levels, standing_filings
from qh_console.domain.grading import response_level
from qh_console.domain.pack import Level, PlanPack
from qh_console.domain.particulars import Publication, Scope
from qh_console.domain.places import Places


@dataclass(frozen=True)
class CityCall:
    """Two or more prefectures whose own alerts stand at the same time, and the level this asks for."""

    level: Level
    places: tuple[str, ...]
    clauses: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class ProvinceProposal:
    """A provincial alert proposed beside the cities'. `any_two` is the wider reading of 5.2, never merged with it."""

    adjacent: CityCall
    any_two: CityCall
    answered_by: str
    """The provincial alert that already stands for these places at that level or higher; empty where none does."""

    @property
    def is_open(self) -> bool:
        return self.adjacent.level.is_alert and not self.answered_by

    @property
    def is_wider(self) -> bool:
        """The wider reading asks for more than the narrow one."""
        return self.any_two.level > self.adjacent.level


def derive_province_proposal(board: Board, places: Places, pack: PlanPack) -> ProvinceProposal:
    """Plan 3.3.1: the highest level at which two adjacent places' own alerts stand over the same time."""
    levels, spans = city_levels(board), _spans(board)
    met = [
        (pair, min(levels[pair[0]], levels[pair[1]]))
        for pair in combinations(places.in_order(levels), 2)
        if any(_overlap(a, b) for a in spans[pair[0]] for b in spans[pair[1]])
    ]
    beside = [(pair, level) for pair, level in met if places.adjacent(*pair)]
    adjacent = _call(beside, places, pack.grading.cited("province"), "相邻且同时发布预警，建议发布省级{}预警")
    any_two = _call(met, places, pack.grading.cited("any_two"), "不论是否相邻，已同时发布预警，达到省级{}响应")
    return ProvinceProposal(adjacent, any_two, _answered(board, adjacent))


def _call(met: list[tuple[tuple[str, str], Level]], places: Places, clauses: tuple[str, ...], words: str) -> CityCall:
    level = max((found for _, found in met), default=Level.NONE)
    if level is Level.NONE:
        return CityCall(Level.NONE, (), (), "没有两个市州的预警同时生效")
    codes = places.in_order({code for pair, found in met if found is level for code in pair})
    colour = {Level.YELLOW: "黄色", Level.ORANGE: "橙色", Level.RED: "红色"}[level]
    return CityCall(level, codes, clauses, places.names(codes) + words.format(colour))


def _spans(board: Board) -> dict[str, list[Publication]]:
    """What each place's own alerts were last published to last."""
    spans = {place: [held.filing.publication] for place, held in standing_filings(board).items()}
    for alert in board.standing:
        if alert.scope is Scope.CITY:
            for place in alert.places:
                spans.setdefault(place, []).append(alert.notices[-1].publication)
    return spans


def _overlap(a: Publication, b: Publication) -> bool:
    return (b.ends_at is None or a.starts_at < b.ends_at) and (a.ends_at is None or b.starts_at < a.ends_at)


def _answered(board: Board, call: CityCall) -> str:
    for alert in board.standing:
        covers = alert.scope is Scope.PROVINCE and set(call.places) <= set(alert.places)
        if call.places and covers and (alert.level or Level.NONE) >= call.level:
            return alert.id
    return ""


@dataclass(frozen=True)
class FloorLine:
    """One affected prefecture under a provincial alert: what it must respond at, and what it says."""

    alert: str
    place: str
    own: Level
    """The level of its own standing alert; NONE where there is none on file."""
    floor: Level
    """What it responds at: the provincial level or its own, whichever is higher."""
    answer: HeldAnswer | None
    since_at: datetime
    """When the provincial alert reached this level."""

    @property
    def is_open(self) -> bool:
        """Its own level is below the floor, and no word has come that it responds high enough."""
        return self.own < self.floor and (self.answer is None or self.answer.act.level < self.floor)


def derive_floor(board: Board) -> tuple[FloorLine, ...]:
    """Plan 5.1: every prefecture under a standing provincial alert; open lines first."""
    own = city_levels(board)
    lines = []
    for alert in board.standing:
        if alert.scope is Scope.PROVINCE and alert.level is not None:
            since_at = _since(alert)
            for place in alert.places:
                mine = own.get(place, Level.NONE)
                answer = board.book.answers.get((alert.id, place))
                lines.append(FloorLine(alert.id, place, mine, response_level(mine, alert.level), answer, since_at))
    return tuple(sorted(lines, key=lambda line: not line.is_open))


def _since(alert: Alert) -> datetime:
    since_at = alert.notices[-1].at
    for notice in reversed(alert.notices):
        if notice.level is not alert.level:
            break
        since_at = notice.at
    return since_at
