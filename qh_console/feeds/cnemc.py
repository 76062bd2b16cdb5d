"""The national platform's city calls: the latest hour of each place, and the last 24 where hours were missed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from qh_console.domain.clock import HOUR
from qh_console.domain.places import Place, Places, UnknownPlace
from qh_console.domain.readings import SIX, Indicator, Reading
from qh_console.feeds import cells
from qh_console.feeds.feed import FeedNews
from qh_console.feeds.tables import MISSING
from qh_console.feeds.web import Unreachable, WebSource
from qh_console.problems import Fault, KnownProblem

LIVE = "CityData/GetAQIDataPublishLiveInfo"
HISTORY = "HourChangesPublish/GetCityRealTimeAqiHistoryByCondition"
KEYS: Mapping[Indicator, str] = {i: {"pm25": "PM2_5"}.get(i.value, i.value.upper()) for i in SIX}
AHEAD = timedelta(minutes=10)
"""Their clock may run this far before ours."""
HISTORY_SPAN = timedelta(hours=48)

_STAMP = re.compile(r"/Date\((\d{1,15})\)/")

T = TypeVar("T")


class Lie(ValueError):
    """An answer that cannot be true; its words say why."""


class CnemcFeed:
    """Live hours of our places. What it once brought it remembers, so that an older hour is not taken for news."""

    def __init__(self, web: WebSource, places: Places) -> None:
        self._web = web
        self._places = places
        self._latest: dict[str, datetime] = {}

    @property
    def name(self) -> str:
        return self._web.name

    def poll(self, now: datetime) -> FeedNews:
        """Raises KnownProblem where no place brought an answer to believe; otherwise each refusal is a fault."""
        readings: list[Reading] = []
        faults: list[Fault] = []
        answered = False
        for place in self._places.items:
            try:
                readings += self._place(place, now, faults)
                answered = True
            except Lie as lie:
                faults.append(Fault(self.name, f"{place.short}的答复不可信：{lie}", "没有采用，下次再取"))
            except Unreachable as problem:
                if not answered:
                    raise
                faults.append(Fault(self.name, f"取到{place.short}时中断：{problem.what}", problem.what_to_do))
                break
            except KnownProblem as problem:
                faults.append(Fault(self.name, f"{place.short}：{problem.what}", problem.what_to_do))
        if not answered:
            raise KnownProblem(faults[0].what, faults[0].what_to_do)
        return FeedNews(tuple(readings), faults=tuple(faults))

    def _place(self, place: Place, now: datetime, faults: list[Fault]) -> list[Reading]:
        """The latest hour, and before it the hours missed since the last poll."""
        answer = self._web.get_json(LIVE, {"cityCode": place.code})
        live = self._reading(answer, place, now)
        before = self._latest.get(place.code)
        if before is not None and live.at < before:
            raise Lie("比先前给的还旧")
        missed = self._missed(place, now, live.at, faults) if before is None or live.at - before > HOUR else []
        self._latest[place.code] = live.at
        return [r for r in (*missed, live) if r.values]

    def _missed(self, place: Place, now: datetime, until_at: datetime, faults: list[Fault]) -> list[Reading]:
        """The hours before `until_at` that the platform still tells; without them the live hour still counts."""
        try:
            rows = self._web.post_json(HISTORY, {"citycode": place.code})
            if not isinstance(rows, list):
                raise Lie("不是逐时列表")
        except (Lie, KnownProblem) as problem:
            faults.append(Fault(self.name, f"{place.short}的前24小时没有取到：{problem}"))
            return []
        told: dict[datetime, Reading] = {}
        for row in rows[:200]:
            try:
                reading = self._reading(row, place, now)
            except Lie as lie:
                faults.append(Fault(self.name, f"{place.short}的前24小时有一行不可信：{lie}", "没有采用这一行"))
                continue
            if until_at - HISTORY_SPAN <= reading.at < until_at:
                told[reading.at] = reading
        return [told[at] for at in sorted(told)]

    def _reading(self, row: Any, place: Place, now: datetime) -> Reading:
        """One city row as a reading; raises Lie."""
        if not isinstance(row, dict):
            raise Lie("没有数据" if row in (None, [], "") else "不是城市数据")
        self._check_place(row, place)
        at = _instant(row)
        if at > now + AHEAD:
            raise Lie("时刻在未来")
        values: dict[Indicator, float] = {}
        for indicator, key in KEYS.items():
            value = _value(row, key, partial(cells.concentration, indicator))
            if value is not None:
                values[indicator] = value
        return Reading(place.code, at, values, self.name, now, _value(row, "AQI", cells.aqi))

    def _check_place(self, row: Mapping[str, Any], place: Place) -> None:
        code, area = _text(row, "CityCode"), _text(row, "Area")
        if not code and not area:
            raise Lie("没有写明城市")
        for told in (code, area):
            if not told:
                continue
            try:
                found = self._places.find(told).code
            except UnknownPlace:
                found = told
            if found != place.code:
                raise Lie(f"问的是{place.short}，答的是{told}")


def _instant(row: Mapping[str, Any]) -> datetime:
    text = _text(row, "TimePoint")
    stamp = _STAMP.fullmatch(text)
    try:
        at = datetime.fromtimestamp(int(stamp[1]) / 1000, UTC) if stamp else cells.hour_end(text)
    except (cells.BadCell, OverflowError, OSError, ValueError):
        raise Lie(f"时刻“{text}”不对") from None
    if at.minute or at.second or at.microsecond:
        raise Lie(f"时刻“{text}”不是整点")
    return at


def _value(row: Mapping[str, Any], key: str, reader: Callable[[str], T]) -> T | None:
    text = _text(row, key)
    if text in MISSING:
        return None
    try:
        return reader(text)
    except cells.BadCell as bad:
        raise Lie(f"{key}：{bad.what}") from None


def _text(row: Mapping[str, Any], key: str) -> str:
    """A value of the answer as text; numbers and null are taken too."""
    value = row.get(key)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Lie(f"{key}不是数也不是文字")
    return str(value).strip()
