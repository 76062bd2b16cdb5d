"""From the template's words to an officer's own and back: what a form for a proposal turns between."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from qh_console.domain.acts import ChangeProposed
from qh_console.domain.notices import missing_in_body
from qh_console.domain.pack import Level
from qh_console.domain.particulars import NO_EVIDENCE, Change
from qh_console.problems import KnownProblem
from qh_console.services.freezing import KIND_OF_CHANGE
from qh_console.ui.alert.drafts import BODY, StepDraft, Unresolved, publication_of
from qh_console.ui.alert.shown_paper import publication_shown, request_shown
from qh_console.ui.alert.step_form import StepForm
from qh_console.ui.alert.steps_table import change_of
from qh_console.ui.desk import Desk

PAUSE_MS = 300
"""Without a key for so long, what was written is held to the record."""


class OwnWords(QObject):
    """The template is worded on the documents' runner; one that cannot be worded is named by the desk."""

    def __init__(self, desk: Desk, form: StepForm) -> None:
        super().__init__(form)
        self._desk, self._form = desk, form
        form.words_wanted.connect(self._turn)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._compare)
        form.edited.connect(self._remind)

    def _turn(self, draft: StepDraft) -> None:
        alert = self._desk.board.alerts.get(draft.alert)
        if alert is None or draft.text(BODY):
            self._put(draft.key, "")
            return
        publication, _ = publication_shown(alert, draft.step, draft)
        request = request_shown(alert, draft.step, KIND_OF_CHANGE[change_of(draft.step)], publication, draft)
        board, paperwork = self._desk.board, self._desk.paperwork
        self._desk.runners["documents"].run(
            lambda job: paperwork.body(request, board),
            lambda words: self._put(draft.key, words),
            self._on_failed,
        )

    def _put(self, key: str, words: str) -> None:
        """Into the form that asked, with whatever was typed meanwhile; another that is open by now is left."""
        draft = self._form.draft
        if draft is not None and draft.key == key:
            self._form.edited.emit(draft.with_(BODY, words))
            self._form.focus_field(BODY)

    def _remind(self) -> None:
        draft = self._form.draft
        if draft is not None and draft.text(BODY):
            act = self._proposed(draft)
            self._form.remind(self._lacking(act) if act else "")
            self._pause.start()

    def _proposed(self, draft: StepDraft) -> ChangeProposed | None:
        """What the form would propose; None while its times cannot be read."""
        publication, alert = publication_of(draft), self._desk.board.alerts.get(draft.alert)
        if isinstance(publication, Unresolved) or alert is None:
            return None
        change, told = change_of(draft.step), Level.of(draft.text("level") or "none")
        level = told if change in (Change.ISSUE, Change.RAISE, Change.LOWER) else alert.published_level
        reason, body = draft.text("reason"), draft.text(BODY)
        return ChangeProposed(alert.id, change, level, publication, reason, (), NO_EVIDENCE, True, True, body)

    def _lacking(self, act: ChangeProposed) -> str:
        """What words of one's own no longer say, since the facts beside them were changed; empty where nothing."""
        return "\n".join(r.text for r in missing_in_body(act, self._desk.pack))

    def _compare(self) -> None:
        """Level, place, time and figures of the words against the record, as the proposal itself will be held to it."""
        draft, desk = self._form.draft, self._desk
        if draft is None or not draft.text(BODY) or (act := self._proposed(draft)) is None or self._lacking(act):
            return
        desk.runners["documents"].run(
            lambda job: desk.astray(act), lambda found: self._tell(draft, found), self._on_failed
        )

    def _tell(self, draft: StepDraft, found: tuple[str, ...]) -> None:
        """Unless something else was written meanwhile."""
        if self._form.draft == draft:
            self._form.remind("\n".join(found))

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, KnownProblem):
            raise error
        self._desk.problem_arose.emit("documents", error)
