"""What a text says of an alert: levels, places, times, document numbers and figures, found by how papers write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Any

from qh_console.domain.clock import beijing
from qh_console.domain.places import Place, Places

LEVEL = re.compile(r"(黄色|橙色|红色)预警(?!条件)")
TIME = re.compile(r"(?:(?:(\d{4})年)?(\d{1,2})月|(?<=至))(\d{1,2})日(\d{1,2})时(?:(\d{1,2})分)?")
WHOLE_PROVINCE = re.compile(r"全省(?=发布|重污染|升为|降为|解除|更正|撤回|\d|[、：，。])")
NUMBER = re.compile(r"[\u4e00-\u9fff]{0,8}〔\d{4}〕\d+号")
FIGURE = re.compile(r"AQI[^\d，。；、]{0,8}(\d+)|(\d+(?:\.\d+)?)(?:µg/m|μg/m|m/s|%|％)")


@dataclass(frozen=True, order=True)
class StatedTime:
    """A moment as a text writes it; messages leave the year out."""

    month: int
    day: int
    hour: int
    minute: int = 0
    year: int = 0

    def is_same(self, other: StatedTime) -> bool:
        if self.year and other.year and self.year != other.year:
            return False
        mine, theirs = ((t.month, t.day, t.hour, t.minute) for t in (self, other))
        return mine == theirs

    def __str__(self) -> str:
        year = f"{self.year}年" if self.year else ""
        return f"{year}{self.month}月{self.day}日{self.hour}时" + (f"{self.minute}分" if self.minute else "")


@dataclass(frozen=True)
class StatedFacts:
    levels: frozenset[str]
    places: frozenset[str]
    """Codes."""
    times: frozenset[StatedTime]
    numbers: frozenset[str]
    figures: frozenset[str]

    def has_time(self, at: StatedTime) -> bool:
        return any(at.is_same(t) for t in self.times)


def stated(text: str, places: Places) -> StatedFacts:
    """The facts a text names; white space is layout and does not count."""
    words = "".join(text.split())
    return StatedFacts(
        frozenset(f"{colour}预警" for colour in LEVEL.findall(words)),
        frozenset(p.code for p in places.items if _is_named(p, words)),
        frozenset(_times(words)),
        frozenset(_serial(number) for number in NUMBER.findall(words)),
        frozenset(a or b for a, b in FIGURE.findall(words)),
    )


def _is_named(place: Place, words: str) -> bool:
    names = (place.name, place.short, place.short.removesuffix("州"), *place.aliases)
    return WHOLE_PROVINCE.search(words) is not None or any(name in words for name in names)


def stated_time(at: datetime) -> StatedTime:
    local = beijing(at)
    return StatedTime(local.month, local.day, local.hour, local.minute, local.year)


def serial_of(number: str) -> str:
    """〔2026〕3号 with the two characters before it: enough to tell series apart, whatever a sentence puts in front."""
    return _serial("".join(number.split()))


def everything_said(value: Any) -> str:
    """All words and moments of a snapshot in one text, so that it can be read like any other."""
    return "。".join(_words(value))


def _words(value: Any) -> Iterator[str]:
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _words(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _words(item)
    elif isinstance(value, datetime):
        yield str(stated_time(value))
    elif isinstance(value, str):
        yield value


def _times(words: str) -> Iterator[StatedTime]:
    """1月12日20时至15日20时: a later moment may leave the month to the one before it."""
    month = 0
    for match in TIME.finditer(words):
        year, named, day, hour, minute = (int(part or 0) for part in match.groups())
        month = named or month
        yield StatedTime(month, day, hour, minute, year)


def _serial(number: str) -> str:
    head, mark, tail = number.partition("〔")
    return head[-2:] + mark + tail
