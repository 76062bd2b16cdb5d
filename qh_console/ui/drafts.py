"""Keeps the form being filled in: saved a moment after each edit, fetched when it is opened, dropped when done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QLineEdit

from qh_console.ui.desk import Desk
from qh_console.ui.widgets.field_form import FieldForm
from qh_console.ui.widgets.reason_line import ReasonLine

T = TypeVar("T")
SAVE_AFTER_MS = 600
LINE = "text"


class DraftKeeper(QObject):
    """One form at a time; what waits to be saved is saved at once when another form is opened or the program ends."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._waiting: tuple[str, object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._timer.timeout.connect(self.flush)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.flush)

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


@dataclass(frozen=True)
class FormDraft:
    """What was typed into one form and not yet recorded: text by field. A password never enters it."""

    values: tuple[tuple[str, str], ...]


class KeptForm(QObject):
    """The fields of one form: kept at every edit under the key of what they are about, filled in when it opens again.

    `values` gives every field but passwords; `fill` puts such values back.
    """

    def __init__(
        self,
        desk: Desk,
        values: Callable[[], Mapping[str, str]],
        fill: Callable[[Mapping[str, str]], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._values, self._fill = values, fill
        self._drafts = DraftKeeper(desk, self)
        self.key = ""

    def open(self, key: str) -> None:
        """The form is about this now, or, with an empty key, about nothing; what was typed about it comes back."""
        self.key = key
        if key:
            self._drafts.fetch(key, FormDraft, lambda found: self._on_found(key, found))

    def keep(self) -> None:
        """After every edit."""
        if self.key:
            self._drafts.keep(self.key, FormDraft(tuple(self._values().items())))

    def drop(self) -> None:
        """It is in the record now, or nobody wants it any more."""
        if self.key:
            self._drafts.discard(self.key)
            self.key = ""

    def _on_found(self, key: str, found: FormDraft) -> None:
        if key == self.key:
            self._fill(dict(found.values))


def keep_fields(desk: Desk, form: FieldForm, parent: QObject) -> KeptForm:
    """Every field of a form that is no password."""
    kept = KeptForm(desk, form.open_values, form.set_values, parent)
    form.field_changed.connect(lambda field, _: kept.keep() if field in form.open_values() else None)
    return kept


def keep_line(desk: Desk, line: QLineEdit, parent: QObject) -> KeptForm:
    """One line of text, such as a reason; what the program itself writes into it is not kept."""
    kept = KeptForm(desk, lambda: {LINE: line.text()}, lambda found: line.setText(found[LINE]), parent)
    line.textEdited.connect(kept.keep)
    return kept


def keep_reason(desk: Desk, line: ReasonLine, prefix: str) -> None:
    """What is typed on a line that asks why, under `prefix` and the key of what it asks about."""
    kept = keep_line(desk, line.reason, line)
    line.asked.connect(lambda key: kept.open(f"{prefix}{key}"))
    line.closed.connect(kept.drop)
