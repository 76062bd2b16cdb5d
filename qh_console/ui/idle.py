"""The idle lock: without a key or a click for some minutes the officer is asked for the password again; work stays."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal

from qh_console.ui.desk import Desk

_TOUCHES = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel}
    | {QEvent.Type.TouchBegin, QEvent.Type.TabletPress}
)


class IdleLock(QObject):
    """`watch` sees every event of the application; `look` is called at each beat. Zero minutes: never locks."""

    locked = Signal(str)
    """The officer who was signed in. Forms keep what was typed; whoever signs in next goes on with them."""

    def __init__(
        self, desk: Desk, minutes: int, stopwatch: Callable[[], float] = time.monotonic, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._seconds, self._stopwatch = desk, minutes * 60, stopwatch
        self._touched_at = stopwatch()
        desk.officer_changed.connect(lambda _: self.touch())

    def watch(self, application: QObject | None) -> None:
        if application is not None and self._seconds:
            application.installEventFilter(self)

    def touch(self) -> None:
        self._touched_at = self._stopwatch()

    def look(self) -> None:
        officer = self._desk.officer
        if self._seconds and officer is not None and self._stopwatch() - self._touched_at >= self._seconds:
            self._desk.sign_out()
            self.locked.emit(officer.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touch()
        return False
