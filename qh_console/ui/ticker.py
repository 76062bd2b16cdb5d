"""The beat of the window: calls back with the present time; only the application starts it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from qh_console.domain.clock import Clock


class Ticker(QObject):
    """Tells `ticked` what time the injected clock shows, every `every_ms` of real time once started."""

    def __init__(
        self, clock: Clock, ticked: Callable[[datetime], None], every_ms: int = 1000, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._ticked = ticked
        self._timer = QTimer(self)
        self._timer.setInterval(every_ms)
        self._timer.timeout.connect(self.tick)

    @property
    def is_running(self) -> bool:
        return self._timer.isActive()

    def start(self) -> None:
        self.tick()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def tick(self) -> None:
        """One beat, also by hand: tests and the headless demonstration move time themselves."""
        self._ticked(self._clock())
