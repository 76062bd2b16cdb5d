"""The hand-over: the outgoing officer's page from the record, taken line by line by the incoming one, then locked."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from qh_console.domain.clocks import ClockView
from qh_console.domain.dissemination import Dispatch
from qh_console.domain.office_commands import AcceptHandover, HandOver
from qh_console.domain.particulars import HandoverLine, HandoverRemark
from qh_console.domain.verdicts import Reason
from qh_console.services.feeding import FeedReport
from qh_console.services.office import Changed
from qh_console.ui.desk import Desk
from qh_console.ui.drafts import DraftKeeper
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

DRAFT = "logbook/hand-over"
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
        self.successor, self.note, self.password = QComboBox(), QLineEdit(), QLineEdit()
        self.accept, self.differ = QPushButton("接收　空格"), QPushButton("有出入　N")
        self.send = QPushButton("交班")
        self._title, self._hint, self._error, self._said = QLabel(), QLabel(), QLabel(), QLabel()
        self._foot = QFrame()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)

    @property
    def error(self) -> str:
        return self._error.text()

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
        self.page_box.offer(state.pages, self._wanted)
        self.table.show_rows(state.rows)
        if self.table.selected_key is None and state.rows:
            self.table.select(state.rows[0].id)
        is_waiting = bool(state.page) and not state.is_locked
        for part in (self.accept, self.differ):
            part.setVisible(is_waiting)
        self.successor.setVisible(not state.page)
        self.note.setVisible(not state.page)
        self._foot.setVisible(not state.is_locked)
        self._offer(state.successors)
        self._hint.setText(state.hint)
        self.send.setText("接班" if is_waiting else "交班")
        self.send.setEnabled(not state.why_not and not (is_waiting and state.left))
        owner = state.successor_name if is_waiting else "交班人"
        self.password.setPlaceholderText(f"{owner}本人口令")
        self.password.setAccessibleName(f"{owner}本人口令")

    def answer_accepted(self) -> None:
        self._answer("")

    def ask_remark(self) -> None:
        row = self._row()
        if row is not None and self._is_waiting():
            self.remark.ask(row.id, row.text[:24])

    def refuse(self, reasons: Sequence[Reason]) -> None:
        self.password.clear()
        self._error.setText("；".join(str(reason) for reason in reasons))
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

    def _on_remark(self, line: str, text: str) -> None:
        if not text:
            self.remark.refuse((Reason("请写明有什么出入"),))
            return
        self.table.select(line)
        self.remark.put_away()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._answer(text)

    def _on_send(self) -> None:
        if not self.send.isEnabled() or self._shown is None:
            return
        self._error.setText("")
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
        self.password.clear()
        self.note.clear()
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

    def _offer(self, successors: tuple[tuple[str, str], ...]) -> None:
        if [(self.successor.itemData(i), self.successor.itemText(i)) for i in range(self.successor.count())] == list(
            successors
        ):
            return
        self.successor.clear()
        for officer, words in successors:
            self.successor.addItem(words, officer)
        self.successor.setCurrentIndex(-1)

    def _lay_out(self) -> None:
        px = self._look.theme.px
        self._title.setProperty("role", "lead")
        self._hint.setProperty("role", "muted")
        self._error.setProperty("role", "error")
        self._said.setWordWrap(True)
        self.successor.setPlaceholderText("交给谁")
        self.successor.setAccessibleName("接班人")
        self.successor.setMinimumWidth(px(180))
        self.note.setPlaceholderText("留给接班人的话，可不填")
        self.note.setAccessibleName("交班备注")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setFixedWidth(px(180))
        self.send.setProperty("role", "primary")
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self._title)
        head.addWidget(self._hint)
        head.addStretch()
        head.addWidget(self.page_box)
        head.addWidget(self.print)
        self._foot.setProperty("role", "card")
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(px(12), px(6), px(8), px(6))
        foot.setSpacing(px(12))
        foot.addWidget(self.accept)
        foot.addWidget(self.differ)
        foot.addWidget(self.successor)
        foot.addWidget(self.note, 1)
        foot.addStretch()
        foot.addWidget(self._error)
        foot.addWidget(self.password)
        foot.addWidget(self.send)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addLayout(head)
        column.addWidget(self._said)
        column.addWidget(self.table, 1)
        column.addWidget(self.remark)
        column.addWidget(self.printing.line)
        column.addWidget(self._foot)

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
