"""Where the pages of a document lie under each other, and which place of them is in view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

SPACING_PX = 8
LEAST_ZOOM, MOST_ZOOM = 0.25, 5.0


class Fit(Enum):
    WIDTH = "width"
    PAGE = "page"
    FREE = "free"


@dataclass(frozen=True)
class Box:
    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.top + self.height


@dataclass(frozen=True)
class Place:
    """A point of a page, as shares of its width and height; it stays the same whatever the zoom."""

    page: int
    across: float
    down: float


@dataclass(frozen=True)
class PdfLayout:
    boxes: tuple[Box, ...] = ()
    width: float = 0
    height: float = 0

    def place_at(self, x: float, y: float) -> Place:
        """The nearest place of a page to a point."""
        page = next((i for i, box in enumerate(self.boxes) if y < box.bottom + SPACING_PX), len(self.boxes) - 1)
        if page < 0:
            return Place(0, 0.0, 0.0)
        box = self.boxes[page]
        return Place(page, (x - box.left) / box.width, (y - box.top) / box.height)

    def point_of(self, place: Place) -> tuple[float, float]:
        """Where a place lies; on the last page where its own page is gone."""
        if not self.boxes:
            return 0.0, 0.0
        box = self.boxes[min(place.page, len(self.boxes) - 1)]
        return box.left + place.across * box.width, box.top + place.down * box.height

    def seen(self, top: float, height: float) -> range:
        """Pages of which something is in view."""
        found = [i for i, box in enumerate(self.boxes) if box.bottom >= top and box.top <= top + height]
        return range(found[0], found[-1] + 1) if found else range(0)


def zoom_of(size: tuple[float, float], fit: Fit, free: float, view: tuple[float, float], inch_px: float) -> float:
    """The zoom of one page, 1.0 being its true size on a screen of `inch_px`."""
    px_a_pt = inch_px / 72
    by_width = (view[0] - 2 * SPACING_PX) / (size[0] * px_a_pt)
    match fit:
        case Fit.WIDTH:
            zoom = by_width
        case Fit.PAGE:
            zoom = min(by_width, (view[1] - 2 * SPACING_PX) / (size[1] * px_a_pt))
        case Fit.FREE:
            zoom = free
    return min(max(zoom, 0.05), MOST_ZOOM)


def lay_out(
    sizes: Sequence[tuple[float, float]], fit: Fit, free: float, view: tuple[float, float], inch_px: float
) -> PdfLayout:
    """`sizes` in points, `view` in pixels; each page is centred and fitted by itself, so that a lying one fits too."""
    measured = [
        (w * z * inch_px / 72, h * z * inch_px / 72)
        for w, h in sizes
        for z in (zoom_of((w, h), fit, free, view, inch_px),)
    ]
    width = max([view[0], *(w + 2 * SPACING_PX for w, _ in measured)])
    boxes, top = [], float(SPACING_PX)
    for w, h in measured:
        boxes.append(Box((width - w) / 2, top, w, h))
        top += h + SPACING_PX
    return PdfLayout(tuple(boxes), width, top)
