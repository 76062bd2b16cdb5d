"""A drill as a feed: its readings and forecasts come when the drill's clock says so."""

from __future__ import annotations

from datetime import datetime

from qh_console.domain.clock import Clock
from qh_console.domain.drill import Drill
from qh_console.feeds.feed import FeedNews


class ScaledClock:
    """Starts at `start_at` and runs `rate` times as fast as `real_clock`; never backwards, even if that is set back."""

    def __init__(self, start_at: datetime, real_clock: Clock, rate: float) -> None:
        if rate <= 0:
            raise ValueError("rate must be above 0")
        self._start_at = start_at
        self._real_clock = real_clock
        self._rate = rate
        self._began_at = real_clock()
        self._latest = start_at

    def __call__(self) -> datetime:
        at = self._start_at + (self._real_clock() - self._began_at) * self._rate
        self._latest = max(self._latest, at)
        return self._latest


class ReplayFeed:
    """Brings each reading and forecast of a drill once, at the first poll after its time."""

    def __init__(self, drill: Drill) -> None:
        self._drill = drill
        self._told = 0
        self._issued = 0

    @property
    def name(self) -> str:
        return self._drill.title

    def poll(self, now: datetime) -> FeedNews:
        readings, forecasts = self._drill.readings, self._drill.forecasts
        told, issued = self._told, self._issued
        while self._told < len(readings) and readings[self._told].received_at <= now:
            self._told += 1
        while self._issued < len(forecasts) and forecasts[self._issued].issued_at <= now:
            self._issued += 1
        return FeedNews(readings[told : self._told], forecasts[issued : self._issued])
