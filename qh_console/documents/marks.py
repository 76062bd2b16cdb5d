"""发文机关标志 and the red double lines of letters (GB/T 9704—2012 7.2.4, 10.1)."""

from __future__ import annotations

from qh_console.documents.flow import Flow
from qh_console.documents.lines import Stretch
from qh_console.documents.model import Format, Paper, Role
from qh_console.documents.page import AREA_HEIGHT, AREA_WIDTH, LEFT, MM, PAGE_WIDTH, RED, Page, Rule, Text
from qh_console.documents.structure import Kind

MARK_SIZES = (44.0, 26.0)
"""The mark is as large as fits between these, narrowed to no less than MARK_SQUEEZE."""
MARK_SQUEEZE = 0.72
DOUBLE_WIDTH = 170 * MM
INK_SHARE = 0.5
"""The upper edge of a mark is taken midway between its em box and its ink."""


def mark(paper: Paper, flow: Flow, top: float, share: float = 1.0) -> float:
    """The red mark with its upper edge `top` below the area's top; returns how far down it reaches.

    A joint mark is `share` of its usual size.
    """
    names = list(paper.mark)
    suffix = paper.mark_suffix
    if len(names) > 1:
        return _joint_mark(names, suffix, flow, top, share)
    text = (names[0] if names else "") + suffix
    widest = AREA_WIDTH if paper.format is not Format.LETTER else DOUBLE_WIDTH
    size, squeeze = _mark_size(flow, text, widest)
    natural = flow.faces.width(Role.MARK, text, size) * squeeze
    gap = min(max(widest - natural, 0) / max(len(text) - 1, 1), size * 0.12) if squeeze == 1.0 else 0.0
    width = natural + gap * (len(text) - 1)
    middle = PAGE_WIDTH / 2 - LEFT if paper.format is Format.LETTER else AREA_WIDTH / 2
    _put_mark(flow, text, middle - width / 2, top, size, squeeze, gap)
    return top + size


def _mark_size(flow: Flow, text: str, widest: float) -> tuple[float, float]:
    largest, least = MARK_SIZES
    ems = flow.faces.width(Role.MARK, text, 1.0)
    size = min(largest, max(least, widest / ems / MARK_SQUEEZE))
    return size, min(1.0, widest / (ems * size))


def _joint_mark(names: list[str], suffix: str, flow: Flow, top: float, share: float) -> float:
    """Joint issue: names under each other, each as wide as the longest, 文件 at the right half-way down (7.2.4)."""
    longest = max(len(n) for n in names)
    room = AREA_WIDTH - (len(suffix) + 0.5) * MARK_SIZES[1] if suffix else AREA_WIDTH
    size, squeeze = _mark_size(flow, "青" * longest, room)
    size = min(size, 36.0) * share
    squeeze = min(1.0, room / (longest * size))
    width = longest * size * squeeze
    start = (AREA_WIDTH - width - (len(suffix) + 0.5) * size * squeeze) / 2 if suffix else (AREA_WIDTH - width) / 2
    pitch = size * 1.25
    for index, name in enumerate(names):
        spacing = (width - len(name) * size * squeeze) / max(len(name) - 1, 1)
        _put_mark(flow, name, start, top + index * pitch, size, squeeze, spacing)
    bottom = top + (len(names) - 1) * pitch + size
    if suffix:
        middle = (top + bottom) / 2 - size / 2
        _put_mark(flow, suffix, start + width + 0.5 * size * squeeze, middle, size, squeeze, 0.0)
    return bottom


def _put_mark(flow: Flow, text: str, x: float, top: float, size: float, squeeze: float, gap: float) -> None:
    ink = max((flow.faces.top(Role.MARK, c) for c in text), default=0.88)
    rise = ink + (0.88 - ink) * INK_SHARE
    y = AREA_HEIGHT - top - rise * size
    spacing = gap / squeeze
    stretches = (Stretch(text, Role.MARK, 0.0, spacing),)
    flow.put(Text(x, y, size, stretches, flow.structure.add(Kind.PARAGRAPH), RED, squeeze))


def double_line(page: Page, y: float, thick_above: bool) -> None:
    """Two red lines 170 mm wide, centred on the page; `y` is the outer edge they start from."""
    left = (PAGE_WIDTH - DOUBLE_WIDTH) / 2 - LEFT
    right = left + DOUBLE_WIDTH
    thick, thin, gap = 2.25, 0.75, 1.5
    first, second = (thick, thin) if thick_above else (thin, thick)
    top = y if thick_above else y + thick + gap + thin
    page.items.append(Rule(left, top - first / 2, right, top - first / 2, first, RED))
    low = top - first - gap - second / 2
    page.items.append(Rule(left, low, right, low, second, RED))
