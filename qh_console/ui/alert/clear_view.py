"""The 36 h clock of plan 3.3.2 as a bar to look at: which of the next hours are below the line, which fail."""

from __future__ import annotations

from dataclasses import dataclass

from qh_console.domain.alerts import Alert
from qh_console.domain.clearing import ClearClock
from qh_console.domain.clock import HOUR
from qh_console.domain.places import Places
from qh_console.services.watch import Air
from qh_console.ui.instants import clock_words


@dataclass(frozen=True)
class ClearView:
    """The 36 h clock as a bar: one hour a cell, True where the air is below the line (plan 3.3.2)."""

    place: str
    line: int
    cells: tuple[bool, ...]
    text: str
    failing: str

    @property
    def holds(self) -> bool:
        return all(self.cells)


def clear_views(alert: Alert, air: Air | None, places: Places) -> tuple[ClearView | None, ClearView | None]:
    """The place that clears last speaks for the whole alert."""
    found = [(p, air.places[p].advice) for p in alert.places if air is not None and p in air.places]
    advised = [(p, a) for p, a in found if a is not None]
    if not advised or alert.level is None:
        return None, None
    lift = min(((p, a.lift_clock) for p, a in advised), key=lambda pair: pair[1].clear_hours)
    lower = min(((p, a.lower_clock) for p, a in advised), key=lambda pair: pair[1].clear_hours)
    return _clear_view(*lift, places), _clear_view(*lower, places)


def _clear_view(place: str, clock: ClearClock, places: Places) -> ClearView:
    fails = set(clock.failing)
    cells = tuple(clock.from_at + (i + 1) * HOUR not in fails for i in range(clock.needed_hours))
    if clock.holds:
        text = f"预报连续{clock.clear_hours}小时不高于{clock.line}，已满{clock.needed_hours}小时"
    else:
        text = f"从现在起只有{clock.clear_hours}小时不高于{clock.line}，还差{clock.hours_short}小时"
    failing = ""
    if clock.failing:
        first, last = clock.failing[0] - HOUR, clock.failing[-1]
        failing = f"不满足：{clock_words(first)}—{clock_words(last)}，共{len(clock.failing)}小时"
        if clock.clear_from_at is not None:
            failing += f"；预计{clock_words(clock.clear_from_at)}起满足"
    return ClearView(places[place].short, clock.line, cells, text, failing)
