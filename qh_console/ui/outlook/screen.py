"""The outlook screen: the matrix and its working on one page, the consultation on the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from qh_console.domain.alerts import Alert
from qh_console.domain.particulars import BasisKind, Scope
from qh_console.domain.verdicts import Refused
from qh_console.services.office import Changed, mint_id
from qh_console.ui.desk import Desk
from qh_console.ui.drafts import DraftKeeper
from qh_console.ui.outlook.cards import Card, cause_facts, show_province
from qh_console.ui.outlook.consult_command import resolved
from qh_console.ui.outlook.consult_draft import (
    ConsultDraft,
    Unresolved,
    difference_note,
    draft_key,
    new_draft,
    renewed_draft,
    usual_people,
    with_choice,
)
from qh_console.ui.outlook.consult_form import ConsultForm
from qh_console.ui.outlook.matrix import OutlookMatrix
from qh_console.ui.outlook.place_side import NOT_SIGNED_IN, PlaceSide
from qh_console.ui.outlook.report_check import derive_report
from qh_console.ui.outlook.report_panel import ReportPanel
from qh_console.ui.outlook.state import OutlookState, derive_outlook
from qh_console.ui.theme import Look
from qh_console.ui.widgets.choice_bar import ChoiceBar
from qh_console.ui.widgets.empty_state import EmptyState

WORKING_PX, LEAST_WORKING_PX, REPORT_PX = 372, 220, 340


class OutlookScreen(QWidget):
    """Chooses a place or a process; the engine proposes, the consultation decides."""

    title = "研判"
    consulted = Signal(str)
    """Alert whose consultation was just recorded."""

    def __init__(self, look: Look, desk: Desk, mint: Callable[[], str] = mint_id) -> None:
        super().__init__()
        self._look, self._desk, self._mint = look, desk, mint
        self._state: OutlookState | None = None
        self._derived_from: tuple[object, ...] = ()
        self._place = ""
        self._asking = False
        self._drafts = DraftKeeper(desk, self)
        self.pages = ChoiceBar([("air", "形势"), ("consult", "会商")], "看什么")
        self.matrix = OutlookMatrix(look, desk.pack)
        self.side = PlaceSide(look, desk, self._drafts)
        self.working, self.cause_form = self.side.working, self.side.cause_form
        self.province = Card(look, "省级", "发起省级会商")
        self.cause = Card(look, "成因", "判定成因")
        self.form = ConsultForm(look, desk.pack, desk.places)
        self.report = ReportPanel(look)
        self.begin = QPushButton("发起会商")
        self.begin.setProperty("role", "primary")
        self._stack = QStackedWidget()
        self._nothing = EmptyState(look, "outlook", "还没有可研判的数据", "导入监测和预报以后，这里逐日列出各地分级")
        self._lay_out()
        self.setFocusProxy(self.matrix)
        self._connect()
        self.acts: Mapping[str, Callable[[], None]] = {
            "outlook.consult": lambda: self.consult_on_place(),
            "outlook.find_cause": self.find_cause,
            "outlook.record": self.record,
        }
        self.refresh(desk.clock())

    # --- what is shown ------------------------------------------------------------------------------------------

    def refresh(self, now: datetime) -> None:
        """Derives again when the record, the air, the choice or the minute has changed."""
        desk = self._desk
        derived_from = (desk.board, desk.air, self._place, now.replace(second=0, microsecond=0))
        if len(self._derived_from) == len(derived_from) and all(
            a is b or (isinstance(a, str | datetime) and a == b)
            for a, b in zip(self._derived_from, derived_from, strict=True)
        ):
            return
        self._derived_from = derived_from
        self.show_state(
            derive_outlook(desk.board, desk.air, desk.pack, desk.packs, desk.editions, desk.places, now, self._place)
        )

    def show_state(self, state: OutlookState) -> None:
        if state == self._state:
            return
        self._state = state
        if state.working is None or state.province is None or state.cause is None:
            self._stack.setCurrentWidget(self._nothing)
            return
        if self._stack.currentWidget() is self._nothing:
            self._show_page(self.pages.key)
        self._place = state.working.place
        self.matrix.show_rows(state.days, state.rows, self._place)
        self.side.show_place(self._place)
        self.working.show_working(state.working)
        self.working.show_record(state.record)
        show_province(self.province, state.province, self._desk.pack)
        self.cause.say(f"成因：{state.cause.name}")
        self.cause.facts.show_lines(cause_facts(state.cause))
        self._check()

    def open_place(self, place: str) -> None:
        self._place = place
        self._show_page("air")
        self.refresh(self._desk.clock())

    def open_alert(self, alert: str) -> None:
        """Consult again on a process, or, with an empty id, on the chosen place."""
        known = self._desk.board.alerts.get(alert)
        if known is None:
            self.consult_on_place()
        else:
            self._open_draft(known)

    def reopen(self, key: str) -> None:
        """A form left unfinished, by the key of its draft."""
        kind, _, subject = key.removeprefix("outlook/").partition("/")
        if kind == "cause":
            self.open_place(subject)
            self.find_cause()
        elif subject in self._desk.board.alerts:
            self._open_draft(self._desk.board.alerts[subject])
        else:
            scope, *codes = subject.removeprefix("new/").split("+")
            if codes:
                self._open_new(tuple(codes), Scope(scope))

    def consult_on_place(self, on: BasisKind | None = None) -> None:
        """On the chosen place; a process that is open there is looked at again."""
        open_ = [a for a in self._desk.board.alerts.values() if a.outcome is None and a.places == (self._place,)]
        if open_:
            self._open_draft(open_[-1], on)
        else:
            self._open_new((self._place,), Scope.CITY, on)

    def consult_on_observation(self, place: str) -> None:
        """Plan 3.2: what monitoring shows there is reason enough, whatever any forecast says."""
        self.open_place(place)
        self.consult_on_place(BasisKind.OBSERVATION)

    def consult_on_province(self) -> None:
        air, alerts = self._desk.air, self._desk.board.alerts.values()
        open_ = [a for a in alerts if a.outcome is None and a.scope is Scope.PROVINCE]
        if open_:
            self._open_draft(open_[-1])
        elif air is not None:
            self._open_new(air.province.affected or air.province.places, Scope.PROVINCE)

    def record(self) -> None:
        """What the open form asks for: a consultation, or a finding of cause."""
        if self.pages.key == "consult":
            self.form.go.click()
        elif self.side.currentWidget() is self.cause_form:
            self.cause_form.go.click()

    def find_cause(self) -> None:
        self._show_page("air")
        self.side.find_cause()

    # --- the consultation -----------------------------------------------------------------------------------------

    def _open_draft(self, alert: Alert, on: BasisKind | None = None) -> None:
        desk = self._desk
        if desk.air is not None:
            self._show_draft(renewed_draft(alert, desk.air, desk.pack, desk.places, desk.clock(), on))
            self._drafts.fetch(draft_key(alert.id), ConsultDraft, self._on_fetched)
            self.form.focus_first()

    def _open_new(self, codes: tuple[str, ...], scope: Scope, on: BasisKind | None = None) -> None:
        desk = self._desk
        if desk.air is not None:
            draft = new_draft(codes, scope, desk.air, desk.pack, desk.places, desk.clock(), on)
            draft = replace(draft, participants=usual_people(desk.board))
            self._show_draft(draft)
            self._drafts.fetch(draft.key, ConsultDraft, self._on_fetched)
            self.form.focus_first()

    def _on_fetched(self, draft: ConsultDraft) -> None:
        """What was being written goes on, if it is still about what is open."""
        if self.form.draft is not None and self.form.draft.key == draft.key:
            self._show_draft(draft)

    def _show_draft(self, draft: ConsultDraft) -> None:
        desk = self._desk
        names = desk.places.names(draft.codes) if draft.scope == Scope.CITY.value else "省级"
        title = f"{'再次会商' if draft.alert else '新的会商'}：{names}"
        self.form.show_draft(draft, title, difference_note(draft, desk.air) if desk.air else "")
        self.form.show_reasons(())
        self._show_page("consult")
        self._check()

    def _check(self) -> None:
        draft = self.form.draft
        if draft is not None:
            self.report.show_lines(derive_report(draft, self._desk.air, self._desk.pack, self._desk.places))

    def _on_edited(self, draft: ConsultDraft) -> None:
        desk = self._desk
        if desk.air is not None:
            settled = with_choice(draft, desk.air, desk.pack, desk.places, desk.clock())
            if settled != draft:
                draft = settled
                self._show_draft(draft)
            self.form.say(difference_note(draft, desk.air))
        self._drafts.keep(draft.key, draft)
        self._check()

    def _on_asked(self, draft: ConsultDraft) -> None:
        desk = self._desk
        if self._asking or desk.air is None:
            return
        if not desk.by:
            self.form.show_reasons((NOT_SIGNED_IN,))
            return
        command = resolved(draft, desk.by, desk.air, desk.editions, desk.clock(), self._mint())
        if isinstance(command, Unresolved):
            self.form.show_reasons(command.reasons)
            return
        self._asking = True

        def on_done(changed: Changed) -> None:
            self._asking = False
            self._drafts.discard(draft.key)
            self._show_page("air")
            self.form.show_reasons(())
            self.consulted.emit(command.alert)

        def on_refused(refused: Refused) -> None:
            self._asking = False
            self.form.show_reasons(refused.reasons)

        desk.submit(command, done=on_done, refused=on_refused)

    def _on_dropped(self) -> None:
        draft = self.form.draft
        if draft is not None:
            self._drafts.discard(draft.key)
        self._show_page("air")

    # --- layout -------------------------------------------------------------------------------------------------

    def _show_page(self, page: str) -> None:
        if page == "consult" and self.form.draft is None:
            self.consult_on_place()
            return
        self.pages.select(page)
        self._stack.setCurrentIndex(2 if page == "consult" else 1)
        self.begin.setVisible(page != "consult")

    def _lay_out(self) -> None:
        px = self._look.theme.px
        for page in (self._nothing, self._air_page(), self._consult_page()):
            self._stack.addWidget(page)
        self.side.setMinimumWidth(px(LEAST_WORKING_PX))
        top = QHBoxLayout()
        top.addWidget(self.pages)
        top.addStretch()
        top.addWidget(self.begin)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._stack, 1)

    def _air_page(self) -> QWidget:
        px = self._look.theme.px
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.matrix)
        cards = QHBoxLayout()
        cards.setSpacing(8)
        cards.addWidget(self.province, 1)
        cards.addWidget(self.cause, 1)
        column.addLayout(cards, 1)
        page = QSplitter()
        page.setChildrenCollapsible(False)
        page.addWidget(left)
        page.addWidget(self.side)
        page.setStretchFactor(0, 1)
        page.setSizes([px(900), px(WORKING_PX)])
        return page

    def _consult_page(self) -> QWidget:
        page = QSplitter()
        page.setChildrenCollapsible(False)
        page.addWidget(self.form)
        page.addWidget(self.report)
        page.setStretchFactor(0, 1)
        page.setSizes([self._look.theme.px(900), self._look.theme.px(REPORT_PX)])
        return page

    def _connect(self) -> None:
        self.pages.chosen.connect(self._show_page)
        self.matrix.place_chosen.connect(self.open_place)
        self.begin.clicked.connect(lambda: self.consult_on_place())
        self.province.asked.connect(self.consult_on_province)
        self.cause.asked.connect(self.find_cause)
        self.form.edited.connect(self._on_edited)
        self.form.asked.connect(self._on_asked)
        self.form.dropped.connect(self._on_dropped)
        self.report.field_wanted.connect(self.form.go_to)
        for told in (self._desk.changed, self._desk.air_changed):
            told.connect(lambda _: self.refresh(self._desk.clock()))
