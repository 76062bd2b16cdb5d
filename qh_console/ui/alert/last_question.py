"""The question before a notice leaves, and the acts its passwords sign: a release, or a whole change on the spot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from qh_console.domain.acts import ChangeProposed
from qh_console.domain.alerts import Alert
from qh_console.domain.commands import ApproveProposal, Command, ProposeChange
from qh_console.domain.particulars import Approval
from qh_console.domain.signing import rules_for
from qh_console.domain.steps import lawful_next
from qh_console.domain.verdicts import Refused
from qh_console.services.office import Changed
from qh_console.ui.alert.confirm import ConfirmRelease
from qh_console.ui.alert.drafts import StepDraft, Unresolved, resolved
from qh_console.ui.alert.forms import PASSWORD, approvers
from qh_console.ui.alert.release import release_view
from qh_console.ui.alert.steps_table import key_of
from qh_console.ui.desk import Desk
from qh_console.ui.theme import Look
from qh_console.ui.widgets.field_form import Choice


@dataclass(frozen=True)
class _Signature:
    """One act of the row, and whose password stands under it."""

    command: Command
    password: str
    is_approval: bool = False


class LastQuestion(QObject):
    """One dialog at a time. Each act is decided and recorded by itself: what was signed before a refusal stays."""

    taken = Signal(object)
    """The StepDraft whose words are in the record now."""
    refused = Signal(object)
    """The Refused that belongs to the form behind the dialog."""
    finished = Signal()

    def __init__(self, look: Look, desk: Desk, drill: str, host: QWidget) -> None:
        super().__init__(host)
        self._look, self._desk, self._drill, self._host = look, desk, drill, host
        self.dialog: ConfirmRelease | None = None

    def release(self, alert: Alert, draft: StepDraft) -> None:
        """Of what was approved."""
        command = resolved(draft, alert, self._desk.air, self._desk.by)
        if alert.proposal is None or isinstance(command, Unresolved):
            return
        dialog = self._open(alert, alert.proposal.act)
        if dialog is not None:
            dialog.confirmed.connect(lambda word: self._sign(draft, iter([_Signature(command, word)])))

    def on_the_spot(self, alert: Alert, draft: StepDraft, command: ProposeChange) -> None:
        """Plan 3.3.2: proposed, approved by another who stands beside, and released, each of the two signing once."""
        desk = self._desk
        holders = [rule.holder for rule in rules_for(desk.pack, command.level)]
        beside = sorted((c for c in approvers(desk.board) if c.key != desk.by), key=lambda c: c.key not in holders[:1])
        dialog = self._open(alert, command, beside)
        if dialog is not None:
            dialog.confirmed.connect(lambda _: self._sign(draft, self._row(dialog, draft, command)))

    def close(self) -> None:
        if self.dialog is not None:
            dialog, self.dialog = self.dialog, None
            dialog.close()
            dialog.deleteLater()
            self._host.window().activateWindow()

    def _open(
        self, alert: Alert, act: ChangeProposed | ProposeChange, beside: Sequence[Choice] = ()
    ) -> ConfirmRelease | None:
        desk = self._desk
        if not desk.by or self.dialog is not None:
            return None
        view = release_view(alert, act, desk.pack, desk.places, desk.board.name_of(desk.by), self._drill)
        self.dialog = ConfirmRelease(self._look, view, self._host, beside)
        self.dialog.rejected.connect(self.close)
        self.dialog.open()
        return self.dialog

    def _row(self, dialog: ConfirmRelease, draft: StepDraft, command: ProposeChange) -> Iterator[_Signature]:
        """What is due next as the record stands by then, until the notice is out or yet another has to sign."""
        own, approver, word = dialog.password.text(), dialog.approver, dialog.approver_password.text()
        release = StepDraft(draft.alert, f"release-{command.change.value}")
        if draft.step in self._lawful(draft.alert):
            yield _Signature(command, own)
        if "approve" in self._lawful(draft.alert):
            yield _Signature(ApproveProposal(approver, draft.alert, Approval.SIGNATURE), word, is_approval=True)
        if release.step in self._lawful(draft.alert):
            alert = self._desk.board.alerts[draft.alert]
            last = resolved(release, alert, self._desk.air, self._desk.by)
            if not isinstance(last, Unresolved):
                yield _Signature(last, own)

    def _lawful(self, alert: str) -> set[str]:
        return {key_of(step) for step in lawful_next(self._desk.board.alerts[alert]) if step.refusal is None}

    def _sign(self, draft: StepDraft, row: Iterator[_Signature]) -> None:
        signature = next(row, None)
        if signature is None:
            self.close()
            self.finished.emit()
            return

        def done(_: Changed) -> None:
            if not signature.is_approval:
                self.taken.emit(draft)
            self._sign(draft, row)

        def refused(no: Refused) -> None:
            if isinstance(signature.command, ProposeChange) and no.reasons[0].field != PASSWORD:
                self.close()
                self.refused.emit(no)
            elif self.dialog is not None:
                self.dialog.show_reasons(no.reasons, signature.is_approval)

        self._desk.submit(signature.command, signature.password, done=done, refused=refused)
