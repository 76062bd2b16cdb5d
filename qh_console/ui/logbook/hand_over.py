"""The hand-over: the outgoing officer's page from the record, taken line by line by the incoming one, then locked."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qh_console.domain.clocks import ClockView
from qh_console.domain.dissemination import Dispatch
from qh_console.domain.office_commands import AcceptHandover, HandOver
from qh_console.domain.particulars import HandoverLine, HandoverRemark
from qh_console.domain.verdicts import Reason
from qh_console.services.feeding import FeedReport
from qh_console.services.office import Changed
from qh_console.ui.desk import Desk
from qh_console.ui.drafts import DraftKeeper, keep_reason
from qh_console.ui.logbook.hand_over_foot import HandOverFoot
from qh_console.ui.logbook.handover_state import (
    HandoverDraft,
    HandoverRow,
    HandoverState,
    current_lines,
    derive_page,
)
from qh_console.ui.paper_print import PaperPrint, handover_requests
from qh_console.ui.printing import ChoosePrinter, choose_printer
from qh_console.ui.theme import Look
from qh_console.ui.widgets.filter_box import FilterBox
from qh_console.ui.widgets.icon_button import IconButton
from qh_console.ui.widgets.job_line import JobLine
from qh_console.ui.widgets.reason_line import ReasonLine
from qh_console.ui.widgets.table import Column
from qh_console.ui.widgets.table_view import Table

DRAFT, REMARKS = "logbook/hand-over", "logbook/remark/"
COLUMNS: tuple[Column[HandoverRow], ...] = (
    Column("类别", lambda row: row.topic, sort_key=lambda row: row.order, width_px=84),
    Column("事项", lambda row: row.text, tip=lambda row: row.text, width_px=-1),
    Column(
        "接班人", lambda row: row.answer or "—", tone=lambda row: row.tone, tip=lambda row: row.answer, width_px=240
    ),
)


@dataclass(frozen=True, eq=False)
class HandoverFacts:
    """What the page is made of besides the board, asked for anew each time."""

    clocks: Callable[[], Sequence[ClockView]]
    feeds: Callable[[], Sequence[FeedReport]]
    dispatches: Callable[[], Sequence[Dispatch]]


class HandOverPage(QWidget):
    """Each line is answered by its own key; nothing takes them all at once."""

    def __init__(self, look: Look, desk: Desk, facts: HandoverFacts, choose: ChoosePrinter = choose_printer) -> None:
        super().__init__()
        self._look, self._desk, self._facts = look, desk, facts
        self._draft, self._drafts = HandoverDraft(""), DraftKeeper(desk, self)
        self._fetched, self._wanted = "", ""
        self._shown: HandoverState | None = None
        self._lines: tuple[HandoverLine, ...] = ()
        self.table: Table[HandoverRow] = Table(look, COLUMNS, lambda row: row.id)
        self.table.setAccessibleName("交接事项")
        self.page_box = FilterBox(look, "哪一页交接班", 260)
        self.print = IconButton(look, "print", "打印")
        self.printing = PaperPrint(desk, self, JobLine(look), choose)
        self.remark = ReasonLine(look, "为什么不照此接收，实际情况如何", "记下说明")
        self.foot = foot = HandOverFoot(look, desk)
        self.successor, self.note, self.password = foot.successor, foot.note, foot.password
        self.accept, self.differ, self.send = foot.accept, foot.differ, foot.send
        self._title, self._hint, self._said, self.roster = QLabel(), QLabel(), QLabel(), QLabel()
        keep_reason(desk, self.remark, REMARKS)
        self._lay_out()
        self._connect()
        self.first = self.table

    @property
    def error(self) -> str:
        return self.foot.error.text()

    def refresh(self, now: datetime) -> None:
        board, facts = self._desk.board, self._facts
        pending = board.book.pending_handover
        if pending is None:
            self._lines = current_lines(board, self._desk.pack, facts.clocks(), facts.feeds(), facts.dispatches(), now)
        elif pending.id != self._fetched:
            self._fetched = pending.id
            self._drafts.fetch(DRAFT, HandoverDraft, self._on_found)
        self.show_state(derive_page(board, self._lines, self._draft, self._wanted, now))

    def show_state(self, state: HandoverState) -> None:
        if state == self._shown:
            return
        self._shown = state
        self._title.setText(state.title)
        self._said.setText(f"交班人的话：{state.note}" if state.note else "")
        self._said.setVisible(bool(state.note))
        self.roster.setText(f"值班表：{state.roster}" if state.roster else "")
        self.roster.setVisible(bool(state.roster))
        self.page_box.offer(state.pages, self._wanted)
        self.table.show_rows(state.rows)
        if self.table.selected_key is None and state.rows:
            self.table.select(state.rows[0].id)
        self._hint.setText(state.hint)
        self.foot.show_state(state, self._is_waiting())

    def answer_accepted(self) -> None:
        self._answer("")

    def ask_remark(self) -> None:
        row = self._row()
        if row is not None and self._shown is not None and self._is_waiting():
            self.remark.ask(f"{self._shown.page}/{row.id}", row.text[:24])

    def reopen(self, draft: str) -> None:
        """Back to the line whose remark was being written; whatever else was left is on the page already."""
        page, _, line = draft.removeprefix(REMARKS).partition("/")
        if draft.startswith(REMARKS) and self._shown is not None and page == self._shown.page:
            self.table.select(line)
            self.ask_remark()

    def refuse(self, reasons: Sequence[Reason]) -> None:
        self.password.clear()
        self.foot.error.setText("；".join(str(reason) for reason in reasons))
        named = next((r.field for r in reasons if self.table.rows_model.position(r.field) is not None), "")
        if named:
            self.table.select(named)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            act = {
                Qt.Key.Key_Space: self.answer_accepted,
                Qt.Key.Key_N: self.ask_remark,
                Qt.Key.Key_Backspace: self._take_back,
            }.get(Qt.Key(event.key()))
            if act is not None and not event.modifiers():
                act()
                return True
        return super().eventFilter(watched, event)

    # --- what was asked for ---------------------------------------------------------------------------------------

    def _answer(self, remark: str) -> None:
        row = self._row()
        if row is None or not self._is_waiting() or self._shown is None:
            return
        draft = self._draft if self._draft.page == self._shown.page else HandoverDraft(self._shown.page)
        self._keep(draft.with_(row.id, remark))
        following = next((r.id for r in self.table.rows_model.rows if r.order > row.order and not r.answer), None)
        if following is not None:
            self.table.select(following)
        elif self._shown.left == 0:
            self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_back(self) -> None:
        row = self._row()
        if row is not None and self._is_waiting():
            self._keep(self._draft.without(row.id))

    def _keep(self, draft: HandoverDraft) -> None:
        self._draft = draft
        self._drafts.keep(DRAFT, draft)
        self.refresh(self._desk.clock())

    def _on_remark(self, key: str, text: str) -> None:
        if not text:
            self.remark.refuse((Reason("请写明有什么出入"),))
            return
        self.table.select(key.partition("/")[2])
        self._answer(text)
        self._drafts.flush()
        self.remark.put_away()
        if self._shown is not None and self._shown.left:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_send(self) -> None:
        if not self.send.isEnabled() or self._shown is None:
            return
        self.foot.error.setText("")
        if self._is_waiting():
            self._accept(self._shown, self.password.text())
            return
        command = HandOver(
            self._desk.by, str(self.successor.currentData() or ""), self._lines, self.note.text().strip()
        )
        self._desk.submit(
            command,
            self.password.text(),
            done=self._on_handed,
            refused=lambda refused: self.refuse(refused.reasons),
        )

    def _accept(self, state: HandoverState, password: str) -> None:
        answers = dict(self._draft.answers)
        accepted = tuple(row.id for row in state.rows if answers.get(row.id) == "")
        remarks = tuple(HandoverRemark(row.id, answers[row.id]) for row in state.rows if answers.get(row.id))
        self._desk.submit(
            AcceptHandover(state.successor, state.page, accepted, remarks),
            password,
            done=lambda _: self._on_accepted(state.successor, password),
            refused=lambda refused: self.refuse(refused.reasons),
        )

    def _on_handed(self, _: Changed) -> None:
        self.foot.clear()
        self.refresh(self._desk.clock())
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_accepted(self, successor: str, password: str) -> None:
        """The shift is the incoming officer's already; the window follows."""
        self.password.clear()
        self._drafts.discard(DRAFT)
        self._draft = HandoverDraft("")
        self._desk.sign_in(successor, password, refused=lambda refused: self.refuse(refused.reasons))
        self.refresh(self._desk.clock())

    def _on_print(self) -> None:
        page = self._shown.page if self._shown else ""
        self.printing.print(handover_requests(self._desk.board, page), "交班以后才能打印")

    def _on_found(self, found: HandoverDraft) -> None:
        if not self._draft.answers:
            self._draft = found
            self.refresh(self._desk.clock())

    def _on_page(self, page: str) -> None:
        self._wanted = page
        self.refresh(self._desk.clock())

    # --- inside ---------------------------------------------------------------------------------------------------

    def _row(self) -> HandoverRow | None:
        key: Hashable = self.table.selected_key
        return next((row for row in self.table.rows_model.rows if row.id == key), None)

    def _is_waiting(self) -> bool:
        return self._shown is not None and bool(self._shown.page) and not self._shown.is_locked

    def _lay_out(self) -> None:
        px = self._look.theme.px
        self._title.setProperty("role", "lead")
        self._hint.setProperty("role", "muted")
        self._said.setWordWrap(True)
        self.roster.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self._title)
        head.addWidget(self._hint)
        head.addStretch()
        head.addWidget(self.page_box)
        head.addWidget(self.print)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addLayout(head)
        column.addWidget(self.roster)
        column.addWidget(self._said)
        column.addWidget(self.table, 1)
        column.addWidget(self.remark)
        column.addWidget(self.printing.line)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        self.table.installEventFilter(self)
        self.table.row_opened.connect(lambda _: self.answer_accepted())
        self.accept.clicked.connect(self.answer_accepted)
        self.differ.clicked.connect(self.ask_remark)
        self.remark.sent.connect(self._on_remark)
        self.send.clicked.connect(self._on_send)
        self.password.returnPressed.connect(self._on_send)
        self.print.clicked.connect(self._on_print)
        self.page_box.wanted.connect(self._on_page)
        self._desk.changed.connect(lambda _: self.refresh(self._desk.clock()))
