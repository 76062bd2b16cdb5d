"""What became of the chosen dispatches, where a key alone does not say it: one line that stays about those chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal

from qh_console.domain.dispatches import DispatchKey, Said
from qh_console.services.terms import term
from qh_console.ui.desk import Desk
from qh_console.ui.drafts import DraftKeeper
from qh_console.ui.papers.sending_state import NEEDS
from qh_console.ui.theme import Look
from qh_console.ui.widgets.reason_line import ReasonLine

BY_KEY = {
    Qt.Key.Key_Return: Said.CONFIRMED,
    Qt.Key.Key_Enter: Said.CONFIRMED,
    Qt.Key.Key_S: Said.SENT,
    Qt.Key.Key_T: Said.READ_OUT,
    Qt.Key.Key_F: Said.FAILED,
    Qt.Key.Key_U: Said.TAKEN_BACK,
}


@dataclass(frozen=True)
class ReportDraft:
    """Which dispatches, what became of them, and as much as was written about it."""

    said: Said
    dispatches: tuple[DispatchKey, ...]
    text: str = ""

    @property
    def key(self) -> str:
        named = ",".join("|".join((k.number, k.channel, k.recipient)) for k in self.dispatches)
        return f"papers/report/{self.said.value}/{named}"


class ReportLine(ReasonLine):
    """Hidden until asked for; every edit is kept until it is reported or put away."""

    reported = Signal(object)
    """The ReportDraft as sent."""

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, "", "登记")
        self._draft: ReportDraft | None = None
        self._drafts = DraftKeeper(desk, self)
        self.reason.textEdited.connect(self._on_edited)
        self.sent.connect(self._on_sent)
        self.closed.connect(self._on_closed)

    @property
    def dispatches(self) -> tuple[DispatchKey, ...]:
        return self._draft.dispatches if self._draft else ()

    def ask_about(self, draft: ReportDraft, who: str) -> None:
        self._draft = draft
        self.reason.setPlaceholderText(NEEDS[draft.said])
        self.reason.setAccessibleName(NEEDS[draft.said])
        self.ask(draft.key, f"{said_word(draft.said)}　{who}")
        self.look_up(draft.key, lambda found: self._on_found(draft.key, found))

    def look_up(self, key: str, found: Callable[[ReportDraft], None]) -> None:
        """A report left unfinished, by its key."""
        self._drafts.fetch(key, ReportDraft, found)

    def _on_found(self, key: str, found: ReportDraft) -> None:
        if key == self.key:
            self.reason.setText(found.text)

    def _on_edited(self, text: str) -> None:
        if self._draft is not None:
            self._draft = ReportDraft(self._draft.said, self._draft.dispatches, text)
            self._drafts.keep(self._draft.key, self._draft)

    def _on_sent(self, _key: str, text: str) -> None:
        if self._draft is not None:
            self.reported.emit(ReportDraft(self._draft.said, self._draft.dispatches, text))

    def _on_closed(self) -> None:
        if self._draft is not None:
            self._drafts.discard(self._draft.key)
            self._draft = None


def said_word(said: Said) -> str:
    """As the keys and the line name it."""
    return {Said.CONFIRMED: "已确认", Said.READ_OUT: "电话宣读"}.get(said, term(said))
