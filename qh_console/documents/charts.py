"""Vector charts for papers, readable in black and white: series, bars, time line; each a callable for a Figure."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from qh_console.documents.model import Box
from qh_console.documents.page import BLACK, Colour
from qh_console.documents.pen import Pen
from qh_console.domain.clock import beijing

Draw = Callable[[Pen, Box], None]
SIZE = 7.5
LINE_STYLES: tuple[tuple[float, tuple[float, ...], str], ...] = (
    (1.1, (), "none"),
    (0.9, (4.0, 2.0), "none"),
    (0.8, (), "square"),
    (0.8, (1.2, 1.6), "none"),
    (0.8, (6.0, 2.0, 1.0, 2.0), "circle"),
    (0.7, (), "triangle"),
)
"""Width, dash and marker, told apart without colour; taken in order."""
FILLS: tuple[tuple[Colour | None, float], ...] = (
    ((0.35, 0.35, 0.35), 0.0), ((1.0, 1.0, 1.0), 1.0), ((1.0, 1.0, 1.0), -1.0), ((0.75, 0.75, 0.75), 0.0),
)  # fmt: skip
"""Fill and slope of the hatch over it; slope 0 is plain."""


@dataclass(frozen=True)
class Series:
    """Hourly values from `first_at` on; None where there is none."""

    name: str
    first_at: datetime
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Level:
    """A horizontal line with its word: 200 重度污染."""

    value: float
    name: str


@dataclass(frozen=True)
class Band:
    """A stretch of time under a chart: an alert with its level."""

    name: str
    start_at: datetime
    end_at: datetime
    weight: int = 0
    """Which hatch: 0 yellow, 1 orange, 2 red."""


@dataclass(frozen=True)
class _Frame:
    """Where time and value fall inside a box."""

    box: Box
    start: datetime
    end: datetime
    low: float
    high: float

    def x(self, at: datetime) -> float:
        return self.box.x + self.box.width * ((at - self.start) / (self.end - self.start))

    def y(self, value: float) -> float:
        return self.box.y + self.box.height * (value - self.low) / (self.high - self.low)


def series_chart(series: Sequence[Series], unit: str, levels: Sequence[Level] = (), bands: Sequence[Band] = ()) -> Draw:
    """Hourly lines on one axis of days, with level lines and the alerts as a ribbon under them."""

    def draw(pen: Pen, box: Box) -> None:
        ribbon = 12.0 if bands else 0.0
        inner = Box(box.x + 30, box.y + 20 + ribbon, box.width - 62, box.height - 42 - ribbon)
        start = min(s.first_at for s in series)
        end = max(s.first_at + timedelta(hours=max(len(s.values) - 1, 1)) for s in series)
        top = max([v for s in series for v in s.values if v is not None] + [v.value for v in levels] + [1.0])
        step = _step(top)
        frame = _Frame(inner, start, end, 0.0, math.ceil(top / step * 1.02) * step)
        _axes(pen, frame, step, unit)
        for level in levels:
            y = frame.y(level.value)
            pen.line([(inner.x, y), (inner.x + inner.width, y)], 0.6, BLACK, (8, 2, 2, 2))
            pen.label(inner.x + inner.width + 2, y - 2.5, level.name, 6.5)
        for index, one in enumerate(series):
            _plot(pen, frame, one, *LINE_STYLES[index % len(LINE_STYLES)])
        _ribbon(pen, frame, bands, box.y + 2)
        _legend(pen, [s.name for s in series], box)

    return draw


def _step(top: float) -> float:
    raw = max(top, 1e-6) / 5
    power = 10.0 ** math.floor(math.log10(raw))
    return next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= raw)


def _axes(pen: Pen, frame: _Frame, step: float, unit: str) -> None:
    box = frame.box
    pen.rect(box.x, box.y, box.width, box.height, None, 0.6)
    value = frame.low
    while value <= frame.high + 1e-9:
        y = frame.y(value)
        if frame.low < value < frame.high:
            pen.line([(box.x, y), (box.x + box.width, y)], 0.25, (0.8, 0.8, 0.8))
        pen.label(box.x - 3, y - 2.6, f"{value:g}", SIZE, anchor=1.0)
        value += step
    pen.label(box.x - 24, box.y + box.height + 8, unit, SIZE)
    local = beijing(frame.start)
    midnight = local.replace(hour=0, minute=0) + timedelta(days=0 if local.hour == 0 else 1)
    days = max((frame.end - frame.start) / timedelta(days=1), 1.0)
    stride = max(1, math.ceil(days / 12))
    while midnight <= frame.end:
        x = frame.x(midnight)
        pen.line([(x, box.y), (x, box.y + box.height)], 0.25, (0.8, 0.8, 0.8))
        pen.line([(x, box.y), (x, box.y - 3)], 0.5)
        pen.label(x, box.y - 10, f"{midnight.month}月{midnight.day}日0时", 6.5, anchor=0.5)
        midnight += timedelta(days=stride)


def _plot(pen: Pen, frame: _Frame, series: Series, width: float, dash: tuple[float, ...], marker: str) -> None:
    run: list[tuple[float, float]] = []
    for index, value in enumerate([*series.values, None]):
        if value is not None:
            at = series.first_at + timedelta(hours=index)
            run.append((frame.x(at), frame.y(value)))
            if marker != "none" and index % 6 == 0:
                _marker(pen, *run[-1], marker)
            continue
        pen.line(run, width, BLACK, dash)
        run = []


def _marker(pen: Pen, x: float, y: float, kind: str) -> None:
    r = 1.7
    shapes = {
        "square": [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)],
        "triangle": [(x - r, y - r), (x + r, y - r), (x, y + r)],
        "circle": [(x + r * math.cos(a * math.pi / 4), y + r * math.sin(a * math.pi / 4)) for a in range(8)],
    }
    pen.polygon(shapes[kind], (1.0, 1.0, 1.0), 0.6)


def _ribbon(pen: Pen, frame: _Frame, bands: Sequence[Band], y: float) -> None:
    for band in bands:
        left = max(frame.x(band.start_at), frame.box.x)
        right = min(frame.x(band.end_at), frame.box.x + frame.box.width)
        if right <= left:
            continue
        corners = [(left, y), (right, y), (right, y + 10), (left, y + 10)]
        pen.polygon(corners, (1.0, 1.0, 1.0), 0.5)
        if band.weight:
            pen.hatch(corners, 5.0 if band.weight == 1 else 2.6, 1.0, 0.25)
        width = pen.width(band.name, 7.0)
        middle = (left + right) / 2
        if width + 6 < right - left:
            pen.rect(middle - width / 2 - 2, y + 1, width + 4, 8, (1.0, 1.0, 1.0), 0.0)
            pen.label(middle, y + 2.6, band.name, 7.0, anchor=0.5)


def _legend(pen: Pen, names: Sequence[str], box: Box) -> None:
    x, y = box.x + 60, box.y + box.height - 9
    for index, name in enumerate(names):
        width, dash, marker = LINE_STYLES[index % len(LINE_STYLES)]
        pen.line([(x, y + 2.6), (x + 20, y + 2.6)], width, BLACK, dash)
        if marker != "none":
            _marker(pen, x + 10, y + 2.6, marker)
        pen.label(x + 23, y, name, SIZE)
        x += 23 + pen.width(name, SIZE) + 12


def bar_chart(labels: Sequence[str], groups: Sequence[tuple[str, Sequence[float]]], unit: str) -> Draw:
    """Bars side by side for each label, one fill a group; the figure stands over each bar."""

    def draw(pen: Pen, box: Box) -> None:
        inner = Box(box.x + 34, box.y + 18, box.width - 40, box.height - 40)
        top = max([v for _, values in groups for v in values] + [1.0])
        step = _step(top)
        high = math.ceil(top / step * 1.05) * step
        pen.line([(inner.x, inner.y + inner.height), (inner.x, inner.y), (inner.x + inner.width, inner.y)], 0.6)
        for tick in range(round(high / step) + 1):
            pen.label(
                inner.x - 3, inner.y + inner.height * tick * step / high - 2.6, f"{tick * step:g}", SIZE, anchor=1
            )
        pen.label(inner.x - 26, inner.y + inner.height + 8, unit, SIZE)
        slot = inner.width / max(len(labels), 1)
        width = min(slot * 0.8 / max(len(groups), 1), 26.0)
        for column, label in enumerate(labels):
            middle = inner.x + slot * (column + 0.5)
            pen.label(middle, inner.y - 10, label, SIZE, anchor=0.5)
            for index, (_, values) in enumerate(groups):
                x = middle + (index - len(groups) / 2) * width
                height = inner.height * values[column] / high
                _bar(pen, x, inner.y, width * 0.92, height, index)
                pen.label(x + width * 0.46, inner.y + height + 2, f"{values[column]:g}", 6.5, anchor=0.5)
        x = inner.x + 40
        for index, (name, _) in enumerate(groups):
            _bar(pen, x, box.y + box.height - 10, 12, 7, index)
            pen.label(x + 15, box.y + box.height - 9, name, SIZE)
            x += 30 + pen.width(name, SIZE)

    return draw


def _bar(pen: Pen, x: float, y: float, width: float, height: float, index: int) -> None:
    fill, slope = FILLS[index % len(FILLS)]
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    pen.polygon(corners, fill, 0.5)
    if slope and height > 0.5:
        pen.hatch(corners, 3.0, slope)


@dataclass(frozen=True)
class Moment:
    at: datetime
    text: str


def time_line(moments: Sequence[Moment]) -> Draw:
    """Acts one under the other along a vertical line, in the order they happened."""

    def draw(pen: Pen, box: Box) -> None:
        step = box.height / max(len(moments), 1)
        x = box.x + 92
        pen.line([(x, box.y + 2), (x, box.y + box.height - 2)], 0.8)
        for index, moment in enumerate(moments):
            y = box.y + box.height - (index + 0.5) * step
            local = beijing(moment.at)
            when = f"{local.month}月{local.day}日 {local.hour:02d}:{local.minute:02d}"
            pen.label(x - 8, y - 3, when, 8.5, anchor=1.0)
            _marker(pen, x, y, "circle" if index % 2 else "square")
            pen.label(x + 10, y - 3, moment.text, 8.5)

    return draw
