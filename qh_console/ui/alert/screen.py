"""The alert screen: processes on the left, the road and its current form in the middle, the paper on the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from qh_console.domain.alerts import Alert
from qh_console.domain.commands import Command, ProposeChange
from qh_console.domain.steps import lawful_next
from qh_console.domain.verdicts import Reason, Refused
from qh_console.services.office import Changed
from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.ui.alert.confirm import ConfirmRelease
from qh_console.ui.alert.correcting import with_reason
from qh_console.ui.alert.drafts import StepDraft, Unresolved, prefilled, resolved
from qh_console.ui.alert.field_list import derive_ticks
from qh_console.ui.alert.forms import form_of, with_only_choices
from qh_console.ui.alert.last_question import LastQuestion
from qh_console.ui.alert.middle import ProcessPane
from qh_console.ui.alert.own_words import OwnWords
from qh_console.ui.alert.process_list import process_columns
from qh_console.ui.alert.shown_paper import PaperSide, publication_shown, request_shown, side_by_side
from qh_console.ui.alert.state import AlertState, ProcessRow, derive_alert
from qh_console.ui.alert.steps_table import PROPOSALS, RELEASES, key_of, papers_of, step_to_open, stop_of, stop_with
from qh_console.ui.desk import Desk
from qh_console.ui.drafts import DraftKeeper
from qh_console.ui.printing import ChoosePrinter, choose_printer
from qh_console.ui.theme import Look
from qh_console.ui.widgets.empty_state import EmptyState
from qh_console.ui.widgets.table_view import Table

NOT_SIGNED_IN = Reason("请先登录（Ctrl+L）")


class AlertScreen(QWidget):
    """Chooses an alert, a stop and a step; the record decides what becomes of them."""

    title = "预警"
    consultation_wanted = Signal(str)
    """Alert to consult on again; empty for a new one."""
    assessment_wanted = Signal(str)
    """Alert to assess, which has a room of its own."""

    def __init__(self, look: Look, desk: Desk, drill: str = "", choose: ChoosePrinter = choose_printer) -> None:
        super().__init__()
        self._look, self._desk = look, desk
        self._state: AlertState | None = None
        self._alert = self._stop = self._step = ""
        self._opened: tuple[str, str, bool] | None = None
        self._asking = False
        self.question = LastQuestion(look, desk, drill, self)
        self._drafts = DraftKeeper(desk, self)
        self.table: Table[ProcessRow] = Table(look, process_columns(desk.pack), lambda row: row.alert)
        self.table.setAccessibleName("预警过程")
        self.setFocusProxy(self.table)
        self.pane = ProcessPane(look, desk.wording.of)
        self.side = PaperSide(look, desk, choose)
        self.paper, self.print_bar, self.hint = self.side.paper, self.side.print_bar, self.side.hint
        self._empty = EmptyState(
            look, "alert", "还没有预警过程", "预警从会商开始。先到“研判”看分级，再发起会商", "发起会商"
        )
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.acts: Mapping[str, Callable[[], None]] = {
            "alert.propose": lambda: self.open_step("propose-issue"),
            "alert.issue": self.release,
            "alert.correct": lambda: self.open_step("propose-correct"),
            "alert.withdraw": lambda: self.open_step("propose-withdraw"),
            "alert.words": self.pane.form.words.click,
            "alert.send": self.side.send_unsent,
            "alert.print": self.print_shown,
            "alert.find": self.paper.pdf.open_find,
            "alert.health_hint": self.file_hint,
        }
        self.refresh(desk.clock())

    # --- what is shown ------------------------------------------------------------------------------------------

    def refresh(self, now: datetime) -> None:
        desk = self._desk
        self.show_state(
            derive_alert(desk.board, desk.air, desk.pack, desk.places, desk.by, now, self._alert, self._stop)
        )

    def show_state(self, state: AlertState) -> None:
        if state == self._state:
            return
        before, self._state = self._state, state
        self._stack.setCurrentIndex(0 if state.chosen is None else 1)
        self.table.show_rows(state.rows)
        if state.chosen is None:
            return
        if before is None or before.chosen is None or self._alert != state.chosen.alert:
            self._alert = state.chosen.alert
        self.table.select(self._alert)
        self.pane.show_process(state.chosen, self._desk.pack)
        self._show_step()

    def open_alert(self, alert: str) -> None:
        """Go to one process, where it stands, ready to type."""
        self._turn_to(alert)
        self._take_keyboard()

    def _take_keyboard(self) -> None:
        """Where the officer goes on: the open form, else the list."""
        if self.pane.form.isHidden():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.pane.form.focus_first()

    def _turn_to(self, alert: str) -> None:
        self._alert, self._stop, self._step = alert, "", ""
        self._show_again()

    def open_stop(self, stop: str) -> None:
        self._stop, self._step = stop, ""
        self._show_again()

    def open_step(self, step: str) -> None:
        """Open a form of the chosen process, wherever on the road it stands."""
        alert = self._chosen()
        if alert is None:
            self.consultation_wanted.emit("")
            return
        if step in ("consult", "assess"):
            (self.consultation_wanted if step == "consult" else self.assessment_wanted).emit(self._alert)
            return
        self._stop, self._step = stop_with(alert, step, self._stop), step
        self._show_again()
        self._take_keyboard()

    def reopen(self, key: str) -> None:
        """A form left unfinished, by the key of its draft."""
        alert, _, step = key.removeprefix("alert/").partition("/")
        held = self._desk.board.alerts.get(alert)
        if held is not None:
            self.open_alert(alert)
            if any(key_of(s) == step and s.refusal is None for s in lawful_next(held)):
                self.open_step(step)

    def print_shown(self) -> None:
        """The paper on view, from the archive."""
        alert, kind = self._chosen(), self.paper.kind
        if alert is not None and kind is not None:
            self.print_bar.print_paper(alert, kind)

    def file_hint(self) -> None:
        """Plan 3.1, 3.4: the health hint of the latest consultation, whatever its cause and level."""
        if not self._desk.by:
            self.pane.form.show_reasons((NOT_SIGNED_IN,))
        elif self._alert:
            self.print_bar.file_paper(PaperRequest(PaperKind.HEALTH_HINT, self._alert))

    @property
    def confirm(self) -> ConfirmRelease | None:
        """The question that stands open."""
        return self.question.dialog

    def release(self) -> None:
        """The last question, where a release is lawful now; else what the open form asks for, at the end the report."""
        if (alert := self._chosen()) is not None and stop_of(alert.stage) == "assess":
            self.open_step("assess")
            return
        step = "" if alert is None else step_to_open(alert, stop_of(alert.stage))
        if alert is None or step not in RELEASES:
            form = self.pane.form
            (form.go if form.on_the_spot.isHidden() else form.on_the_spot).click()
            return
        self.open_step(step)
        self.question.release(alert, StepDraft(alert.id, step))

    def _show_again(self) -> None:
        self._state = None
        self.refresh(self._desk.clock())

    def _chosen(self) -> Alert | None:
        return self._desk.board.alerts.get(self._alert)

    def _show_step(self) -> None:
        """Open the form of the chosen step; the same form of the same stage is left as it is being filled."""
        alert, view = self._chosen(), self._state.chosen if self._state else None
        if alert is None or view is None:
            return
        step = self._step or step_to_open(alert, view.stop)
        self.pane.mark_step(step)
        opened = (alert.id, step, any(s.key == step and s.is_lawful for s in view.steps))
        if opened != self._opened:
            self._opened = opened
            self._open(alert, step)
        self._show_paper(alert, step)

    def _open(self, alert: Alert, step: str) -> None:
        desk = self._desk
        draft = prefilled(alert, step, desk.air, desk.pack, desk.places, desk.by, desk.clock())
        draft = with_only_choices(draft, form_of(draft, desk.board, desk.pack))
        self._show_form(alert, draft)
        if step and step not in RELEASES:
            self._drafts.fetch(draft.key, StepDraft, self._on_fetched)

    def _on_fetched(self, draft: StepDraft) -> None:
        alert = self._chosen()
        if alert is not None and self._opened is not None and self._opened[:2] == (draft.alert, draft.step):
            self._show_form(alert, draft)
            self._show_paper(alert, draft.step)

    def _show_form(self, alert: Alert, draft: StepDraft) -> None:
        specs = form_of(draft, self._desk.board, self._desk.pack)
        self.pane.show_form(draft, specs, self._state.chosen if self._state else None)

    def _show_paper(self, alert: Alert, step: str) -> None:
        stop = self._state.chosen.stop if self._state and self._state.chosen else "watch"
        self.paper.show_kinds(papers_of(alert, stop, step))
        self.side.show_unsent(self._desk.board, alert)
        draft = self.pane.form.draft
        publication, level = publication_shown(alert, step, draft)
        shows = stop not in ("watch", "consult", "assess")
        self.paper.show_ticks(derive_ticks(alert, publication, level, self._desk.pack) if shows else ())
        kind = self.paper.kind
        self.paper.ask(None if kind is None else request_shown(alert, step, kind, publication, draft))

    # --- what was asked for -----------------------------------------------------------------------------------------

    def _on_edited(self, draft: StepDraft) -> None:
        alert = self._chosen()
        if alert is not None and draft.step == "propose-correct":
            draft = with_reason(draft, alert.notices[-1].publication)
            self._show_form(alert, draft)
        self._drafts.keep(draft.key, draft)
        if alert is None:
            return
        if draft.step in ("approve", *PROPOSALS):
            self._show_form(alert, draft)
        self._show_paper(alert, draft.step)

    def _on_asked(self, draft: StepDraft, password: str) -> None:
        if self._asking:
            return
        alert, command = self._resolved(draft)
        if alert is not None and command is not None:
            if draft.step in RELEASES:
                self.question.release(alert, draft)
            else:
                self._submit(draft, command, password)

    def _submit(self, draft: StepDraft, command: Command, password: str) -> None:
        self._asking = True

        def on_done(changed: Changed) -> None:
            self._asking = False
            self._drafts.discard(draft.key)
            self._go_on()

        def on_refused(answer: Refused) -> None:
            self._asking = False
            self.pane.form.show_reasons(answer.reasons)

        self._desk.submit(command, password, done=on_done, refused=on_refused)

    def _go_on(self) -> None:
        """What is due next, ready to type."""
        self._opened, self._stop, self._step = None, "", ""
        self.pane.form.clear_password()
        self._show_again()
        self._take_keyboard()

    def _on_the_spot(self, draft: StepDraft) -> None:
        alert, command = self._resolved(draft)
        if alert is not None and isinstance(command, ProposeChange):
            self.question.on_the_spot(alert, draft, command)

    def _resolved(self, draft: StepDraft) -> tuple[Alert | None, Command | None]:
        """The command of a form that can be made one; else its faults are shown and there is none."""
        alert, by = self._chosen(), self._desk.by
        if alert is None:
            return None, None
        command = resolved(draft, alert, self._desk.air, by) if by else Unresolved((NOT_SIGNED_IN,))
        if isinstance(command, Unresolved):
            self.pane.form.show_reasons(command.reasons)
            return alert, None
        return alert, command

    # --- layout -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._stack.addWidget(self._empty)
        self._stack.addWidget(side_by_side(self._look, self.table, self.pane, self.side))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        row.addWidget(self._stack)

    def _connect(self) -> None:
        self.hint.clicked.connect(self.file_hint)
        self._empty.act_clicked.connect(lambda: self.consultation_wanted.emit(""))
        self.table.row_selected.connect(self._on_row)
        self.pane.road.step_chosen.connect(self.open_stop)
        self.pane.step_chosen.connect(self.open_step)
        self.pane.form.edited.connect(self._on_edited)
        self.words = OwnWords(self._desk, self.pane.form)
        self.pane.form.asked.connect(self._on_asked)
        self.pane.form.asked_on_the_spot.connect(self._on_the_spot)
        self.question.taken.connect(lambda draft: self._drafts.discard(draft.key))
        self.question.refused.connect(lambda refused: self.pane.form.show_reasons(refused.reasons))
        self.question.finished.connect(self._go_on)
        self.paper.field_wanted.connect(self.pane.form.focus_field)
        self.paper.kind_chosen.connect(lambda _: self._show_step())
        self._desk.changed.connect(lambda _: self._show_again())
        self._desk.air_changed.connect(lambda _: self._show_again())
        self._desk.officer_changed.connect(lambda _: self._show_again())

    def _on_row(self, alert: str) -> None:
        if alert != self._alert:
            self._turn_to(alert)
