"""Keeps the form being filled in: saved a moment after each edit, fetched when it is opened, dropped when done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

from qh_console.ui.desk import Desk

T = TypeVar("T")
SAVE_AFTER_MS = 600


class DraftKeeper(QObject):
    """One form at a time; what waits to be saved is saved at once when another form is opened."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._waiting: tuple[str, object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._timer.timeout.connect(self.flush)

    def keep(self, key: str, value: object) -> None:
        """`value` is a frozen dataclass; the last one within the moment is written, and typing on puts nothing off."""
        if self._waiting is not None and self._waiting[0] != key:
            self.flush()
        self._waiting = (key, value)
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        self._timer.stop()
        if self._waiting is None:
            return
        (key, value), self._waiting = self._waiting, None
        drafting, by = self._desk.drafting, self._desk.by
        self._desk.runners["drafts"].run(lambda job: drafting.save(key, by, value), lambda _: None)

    def discard(self, key: str) -> None:
        if self._waiting is not None and self._waiting[0] == key:
            self._timer.stop()
            self._waiting = None
        drafting = self._desk.drafting
        self._desk.runners["drafts"].run(lambda job: drafting.discard(key), lambda _: None)

    def fetch(self, key: str, kind: type[T], found: Callable[[T], None]) -> None:
        """Calls `found` with the form as it was left, later, and only where there is one."""
        self.flush()
        drafting = self._desk.drafting
        self._desk.runners["drafts"].run(
            lambda job: drafting.load(key, kind), lambda value: None if value is None else found(value)
        )
