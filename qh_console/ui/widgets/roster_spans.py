"""Where the shifts of a roster stand: a week as bars over 24 hours, a month as a calendar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF

A_WEEK = 7
HEAD_PX, SCALE_PX, LINE_PX, TOP_PX = 76, 24, 20, 22


@dataclass(frozen=True)
class RosterBlock:
    """A shift, or a gap, within one day; `begin` and `end` are parts of the day from 0 to 1."""

    key: str
    begin: float
    end: float
    hours: str
    name: str
    company: str
    is_quiet: bool
    """Over, or too far ahead to matter yet."""
    is_gap: bool = False
    is_now: bool = False
    overlaps: bool = False
    goes_on: bool = False
    """Began the day before."""

    @property
    def tip(self) -> str:
        return "，".join(part for part in (self.hours, self.name, self.company) if part) + (
            "（两班重叠）" if self.overlaps else ""
        )


@dataclass(frozen=True)
class RosterDay:
    on: date
    is_asked: bool
    """Not a day that only fills up its week."""
    now: float | None
    blocks: tuple[RosterBlock, ...]


@dataclass(frozen=True)
class RosterSpans:
    """The geometry of these days on a surface of this size; more than a week is a month."""

    days: tuple[RosterDay, ...]
    width: int
    height: int
    px: Callable[[float], int]

    @property
    def is_month(self) -> bool:
        return len(self.days) > A_WEEK

    def day_box(self, place: int) -> QRectF:
        top = self.px(SCALE_PX)
        if not self.is_month:
            height = (self.height - top - 1) / A_WEEK
            return QRectF(0, top + place * height, self.width - 1, height)
        rows = len(self.days) // A_WEEK
        width, height = (self.width - 1) / A_WEEK, (self.height - top - 1) / rows
        return QRectF(place % A_WEEK * width, top + place // A_WEEK * height, width, height)

    def hours(self, place: int) -> QRectF:
        """The 24 hours of a day in a week."""
        return self.day_box(place).adjusted(self.px(HEAD_PX), 0, 0, 0)

    def boxes(self) -> list[tuple[int, RosterBlock, QRectF]]:
        """Every block drawn, with the day it stands in; a month names only what begins on a day, as far as it fits."""
        return [found for place in range(len(self.days)) for found in self._day(place)]

    def _day(self, place: int) -> list[tuple[int, RosterBlock, QRectF]]:
        px, blocks = self.px, self.days[place].blocks
        if not self.is_month:
            box = self.hours(place)
            top, height = box.top() + px(3), box.height() - px(6)
            lefts = [(b, box.left() + b.begin * box.width() + 1) for b in blocks]
            return [(place, b, QRectF(x, top, (b.end - b.begin) * box.width() - 2, height)) for b, x in lefts]
        box = self.day_box(place)
        lines = [block for block in blocks if not block.goes_on]
        fits = max(int((box.height() - px(TOP_PX)) // px(LINE_PX)), 1)
        left, width = box.left() + px(3), box.width() - px(6)
        return [
            (place, b, QRectF(left, box.top() + px(TOP_PX + LINE_PX * k), width, px(LINE_PX - 2)))
            for k, b in enumerate(lines[:fits])
        ]
