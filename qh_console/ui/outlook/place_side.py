"""The side of the chosen place: its working, or the form in which an officer finds the cause."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from qh_console.domain.verdicts import Reason, Refused
from qh_console.services.office import Changed
from qh_console.ui.desk import Desk
from qh_console.ui.drafts import DraftKeeper
from qh_console.ui.outlook.cause import CauseDraft, finding_of, prefilled_cause
from qh_console.ui.outlook.cause_form import CauseForm
from qh_console.ui.outlook.working_panel import WorkingPanel
from qh_console.ui.theme import Look

NOT_SIGNED_IN = Reason("请先登录（Ctrl+L）")


class PlaceSide(QStackedWidget):
    """A finding is kept as a draft a place; another place puts the form aside."""

    def __init__(self, look: Look, desk: Desk, drafts: DraftKeeper) -> None:
        super().__init__()
        self._desk, self._drafts = desk, drafts
        self._place = ""
        self.working = WorkingPanel(look, desk.pack)
        self.cause_form = CauseForm(look, desk.places)
        for panel in (self.working, self.cause_form):
            self.addWidget(panel)
        self.cause_form.edited.connect(lambda draft: drafts.keep(self._key(), draft))
        self.cause_form.asked.connect(self._on_asked)
        self.cause_form.closed.connect(lambda: self.setCurrentWidget(self.working))

    def show_place(self, place: str) -> None:
        if place != self._place:
            self._place = place
            self.setCurrentWidget(self.working)

    def find_cause(self) -> None:
        """Open the form with the hours and reasons of the latest hint, or as it was left."""
        if self._desk.air is None or not self._place:
            return
        self.cause_form.show_draft(prefilled_cause(self._desk.air.places[self._place], self._desk.clock()))
        self.cause_form.show_reasons(())
        self.setCurrentWidget(self.cause_form)
        self._drafts.fetch(self._key(), CauseDraft, self.cause_form.show_draft)

    def _key(self) -> str:
        return f"outlook/cause/{self._place}"

    def _on_asked(self, draft: CauseDraft) -> None:
        if not self._desk.by:
            self.cause_form.show_reasons((NOT_SIGNED_IN,))
            return
        command = finding_of(draft, self._desk.by)
        if isinstance(command, Refused):
            self.cause_form.show_reasons(command.reasons)
            return
        key = self._key()

        def on_done(changed: Changed) -> None:
            self._drafts.discard(key)
            self.setCurrentWidget(self.working)

        self._desk.submit(command, done=on_done, refused=lambda no: self.cause_form.show_reasons(no.reasons))
