"""The assessment room: processes that are over and the outline on the left, the form, and the page as it will print."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from qh_console.domain.acts import Entry
from qh_console.domain.commands import AssessAlert
from qh_console.domain.verdicts import Reason, Refused
from qh_console.services.office import Changed
from qh_console.services.paper_requests import PaperKind, PaperRequest, papers_missing
from qh_console.ui.assessment.columns import outline_columns, process_columns
from qh_console.ui.assessment.report_form import ReportForm
from qh_console.ui.assessment.state import AssessmentState, ProcessRow, Section, derive_assessment
from qh_console.ui.assessment.writing import KEY_HEAD, AssessmentDraft, as_previewed, begun
from qh_console.ui.desk import Desk
from qh_console.ui.drafts import DraftKeeper
from qh_console.ui.live_paper import LivePaper
from qh_console.ui.paper_print import PaperPrint
from qh_console.ui.printing import ChoosePrinter, choose_printer
from qh_console.ui.theme import Look
from qh_console.ui.widgets.empty_state import EmptyState
from qh_console.ui.widgets.job_line import JobLine
from qh_console.ui.widgets.table_view import Table

NOT_SIGNED_IN = Reason("请先登录（Ctrl+L）")
LEFT_PX, FORM_PX, PAGE_PX = 264, 470, 440
LIST_PX, OUTLINE_PX = 160, 480


class AssessmentScreen(QWidget):
    """One draft a process; it is kept at every edit and goes with the act."""

    title = "评估"
    room_wanted = Signal(str, str)
    """Where something that is missing is mended: room and subject."""

    def __init__(self, look: Look, desk: Desk, choose: ChoosePrinter = choose_printer) -> None:
        super().__init__()
        self._look, self._desk = look, desk
        self._alert, self._field = "", ""
        self._state: AssessmentState | None = None
        self._draft: AssessmentDraft | None = None
        self._begun: AssessmentDraft | None = None
        """As the record had it when the form was opened."""
        self._missing: tuple[PaperRequest, ...] = ()
        self._drafts = DraftKeeper(desk, self)
        self.table: Table[ProcessRow] = Table(look, process_columns(desk.pack), lambda row: row.alert)
        self.table.setAccessibleName("已结束的过程")
        self.outline: Table[Section] = Table(look, outline_columns(), lambda row: row.title)
        self.outline.setAccessibleName("报告提纲")
        self.form = ReportForm(look)
        self.live = LivePaper(look, desk, "还没有报告", "左边选一个已结束的过程，这里显示评估报告")
        self.printing = PaperPrint(desk, self, JobLine(look), choose)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)
        self.acts: Mapping[str, Callable[[], None]] = {
            "assessment.submit": self.submit,
            "assessment.print": self.print_report,
            "assessment.find": self.live.pdf.open_find,
        }
        self.refresh(desk.clock())

    def refresh(self, now: datetime) -> None:
        desk, draft = self._desk, self._draft
        text = draft.text if draft is not None and draft.alert == self._alert else None
        self.show_state(derive_assessment(desk.board, desk.pack, desk.places, now, self._alert, text, self._missing))

    def show_state(self, state: AssessmentState) -> None:
        if state == self._state:
            return
        self._state = state
        self._stack.setCurrentIndex(0 if state.chosen is None else 1)
        self.table.show_rows(state.rows)
        if state.chosen is None:
            return
        self.table.select(state.chosen.alert)
        self.outline.show_rows(state.chosen.sections)
        if self._is_behind(state.chosen.alert):
            self._begin(state.chosen.alert)
            return
        self.form.show_report(state.chosen, self._desk.pack)
        self._ask()

    def open_alert(self, alert: str) -> None:
        """Go to one process, ready to type."""
        self._alert = alert
        self._show_again()
        self.form.focus_first()

    def reopen(self, key: str) -> None:
        """A report left unfinished, by the key of its draft."""
        alert = key.removeprefix(KEY_HEAD)
        if alert in self._desk.board.alerts:
            self.open_alert(alert)

    def submit(self) -> None:
        draft, desk = self._draft, self._desk
        if draft is None:
            return
        if not desk.by:
            self.form.show_reasons((NOT_SIGNED_IN,))
            return
        self.form.set_busy(True)
        command = AssessAlert(desk.by, draft.alert, draft.text)
        desk.submit(command, done=lambda _: self._on_done(draft), refused=self._on_refused)

    def print_report(self) -> None:
        """The report on file: what is still being written is not for paper."""
        chosen = self._state.chosen if self._state else None
        wanted = [PaperRequest(PaperKind.ASSESSMENT, chosen.alert)] if chosen and chosen.is_assessed else []
        self.printing.print(wanted, "提交以后才能打印评估报告")

    def _is_behind(self, alert: str) -> bool:
        """Another process, or one that was assessed meanwhile and in whose form nobody has typed."""
        if self._draft is None or self._draft.alert != alert:
            return True
        return self._draft == self._begun != begun(self._desk.board.alerts[alert])

    def _begin(self, alert: str) -> None:
        """Another process: what is on record, then the draft that was left, then the papers its acts called for."""
        self._alert, self._field, self._missing = alert, "", ()
        self._draft = self._begun = begun(self._desk.board.alerts[alert])
        self.form.show_text(self._draft.text)
        self.form.show_reasons(())
        self._drafts.fetch(self._draft.key, AssessmentDraft, self._on_fetched)
        self._look_for_missing()
        self._show_again()

    def _on_fetched(self, draft: AssessmentDraft) -> None:
        if draft.alert == self._alert:
            self._draft = draft
            self.form.show_text(draft.text)
            self._show_again()

    def _look_for_missing(self) -> None:
        alert = self._alert

        def found(entries: tuple[Entry, ...]) -> None:
            mine = [e for e in entries if getattr(e.act, "alert", None) == alert]
            if alert == self._alert:
                self._missing = papers_missing(self._desk.board, mine, self._desk.pack)
                self.refresh(self._desk.clock())

        if self._alert:
            self._desk.read_entries(found)

    def _ask(self) -> None:
        draft = self._draft
        if draft is not None:
            text = as_previewed(draft.text)
            self.live.ask(PaperRequest(PaperKind.ASSESSMENT, draft.alert, assessment=text))

    def _show_again(self) -> None:
        self._state = None
        self.refresh(self._desk.clock())

    def _on_edited(self, field: str, text: str) -> None:
        if self._draft is None:
            return
        self._draft = self._draft.with_(field, text)
        self._drafts.keep(self._draft.key, self._draft)
        self.refresh(self._desk.clock())
        self._turn_to(field)

    def _turn_to(self, field: str) -> None:
        """The page that is being written, once for each field."""
        if field == self._field or self._state is None or self._state.chosen is None:
            return
        self._field = field
        self.live.pdf.go_to_heading(next((s.title for s in self._state.chosen.sections if s.field == field), ""))

    def _on_section(self, title: str) -> None:
        sections = self._state.chosen.sections if self._state and self._state.chosen else ()
        section = next((s for s in sections if s.title == title), None)
        if section is not None:
            self.live.pdf.go_to_heading(section.title)
            self.form.bring_into_view(section.field)

    def _on_section_opened(self, title: str) -> None:
        sections = self._state.chosen.sections if self._state and self._state.chosen else ()
        self.form.focus_field(next((s.field for s in sections if s.title == title), ""))

    def _on_done(self, draft: AssessmentDraft) -> None:
        self.form.set_busy(False)
        self.form.show_reasons(())
        self._drafts.discard(draft.key)
        self._draft = None
        self.printing.line.end("评估已提交，报告正在归档，可在“文书”打印、导出", "ok")
        self._show_again()

    def _on_refused(self, refused: Refused) -> None:
        self.form.set_busy(False)
        self.form.show_reasons(refused.reasons)

    def _on_changed(self, changed: Changed) -> None:
        if changed.entries:
            self._look_for_missing()
        self._show_again()

    def _on_row(self, alert: str) -> None:
        if alert != self._alert:
            self._alert = alert
            self._show_again()

    def _lay_out(self) -> None:
        px = self._look.theme.px
        lists = QSplitter(Qt.Orientation.Vertical)
        lists.setChildrenCollapsible(False)
        lists.setHandleWidth(px(8))
        lists.addWidget(self.table)
        lists.addWidget(self.outline)
        lists.setSizes([px(LIST_PX), px(OUTLINE_PX)])
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.live, 1)
        column.addWidget(self.printing.line)
        whole = QSplitter()
        whole.setChildrenCollapsible(False)
        whole.setHandleWidth(px(12))
        for part, width, stretch in ((lists, LEFT_PX, 0), (self.form, FORM_PX, 1), (side, PAGE_PX, 0)):
            part.setMinimumWidth(px(width * 2 // 3))
            whole.addWidget(part)
            whole.setStretchFactor(whole.count() - 1, stretch)
        whole.setSizes([px(LEFT_PX), px(FORM_PX), px(PAGE_PX)])
        self._empty = EmptyState(
            self._look, "assessment", "还没有可以评估的过程", "预警解除或撤回以后，到这里总结评估，图表和数字自动填好"
        )
        self._stack.addWidget(self._empty)
        self._stack.addWidget(whole)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(8), px(8), px(8), px(8))
        row.addWidget(self._stack)

    def _connect(self) -> None:
        self.table.row_selected.connect(self._on_row)
        self.outline.row_selected.connect(self._on_section)
        self.outline.row_opened.connect(self._on_section_opened)
        self.form.edited.connect(self._on_edited)
        self.form.submitted.connect(self.submit)
        self.form.print_wanted.connect(self.print_report)
        self.form.gap_chosen.connect(self.room_wanted)
        self._desk.changed.connect(self._on_changed)
        self._desk.officer_changed.connect(lambda _: self._show_again())
