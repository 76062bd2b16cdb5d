"""The clock of a drill in a window: moved by hand while what came before is played, then it runs by itself."""

from __future__ import annotations

from datetime import datetime

from qh_console.domain.clock import Clock
from qh_console.feeds.replay import ScaledClock
from qh_console.services.drill import HandClock


class DrillClock(HandClock):
    """Stands until `run`; from then on it keeps its own, faster time and no hand moves it."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self._running: ScaledClock | None = None

    def __call__(self) -> datetime:
        return super().__call__() if self._running is None else self._running()

    def run(self, real_clock: Clock, rate: float) -> None:
        """`rate` drill seconds a second."""
        self._running = ScaledClock(super().__call__(), real_clock, rate)
