"""Making a notice known, recipient by recipient: one key for each thing that can become of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qh_console.domain.dispatches import DispatchKey, Said
from qh_console.domain.dissemination import Dispatch
from qh_console.domain.verdicts import Refused
from qh_console.services.dissemination import DispatchText
from qh_console.ui.desk import Desk
from qh_console.ui.papers.dispatch_text import DispatchTextCard
from qh_console.ui.papers.report_keys import ReportKeys
from qh_console.ui.papers.report_line import BY_KEY, ReportDraft, ReportLine
from qh_console.ui.papers.sending_columns import COLUMNS
from qh_console.ui.papers.sending_state import (
    NEEDS,
    DispatchRow,
    SendingFilter,
    SendingState,
    ShowDispatches,
    derive_sending,
)
from qh_console.ui.sending_round import SendingRound
from qh_console.ui.theme import Look
from qh_console.ui.widgets.choice_bar import ChoiceBar
from qh_console.ui.widgets.empty_state import EmptyState
from qh_console.ui.widgets.filter_box import FilterBox
from qh_console.ui.widgets.icon_button import IconButton
from qh_console.ui.widgets.job_line import JobLine
from qh_console.ui.widgets.table_view import Table

SHOW_WORDS = {ShowDispatches.ALL: "全部", ShowDispatches.OPEN: "待办", ShowDispatches.DONE: "办结"}
NOTICE_PX, TEXT_PX = 320, 372


class SendingPage(QWidget):
    """`refresh` derives and shows; the keys of the table report what became of the chosen dispatches."""

    def __init__(self, look: Look, desk: Desk, sending: SendingRound, drill: str = "") -> None:
        super().__init__()
        self._look, self._desk, self._sending, self._drill = look, desk, sending, drill
        self.dispatches: Callable[[], tuple[Dispatch, ...]] = lambda: sending.dispatches
        self._wanted = SendingFilter()
        self._shown: SendingState | None = None
        self.table: Table[DispatchRow] = Table(look, COLUMNS, lambda row: row.key)
        self.table.select_many()
        self.table.setAccessibleName("发送清单")
        self.notice_box = FilterBox(look, "哪一份通知", NOTICE_PX)
        self.show_bar = ChoiceBar([(show.value, text) for show, text in SHOW_WORDS.items()], "显示哪些发送")
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找渠道、对象")
        self.queue = IconButton(look, "send", "排发")
        self.card = DispatchTextCard(look)
        self.ask_line = ReportLine(look, desk)
        self.job_line = JobLine(look)
        self.keys = ReportKeys(look)
        self.buttons, self.again = self.keys.buttons, self.keys.again
        self._middle, self._stack = QStackedWidget(), QStackedWidget()
        self._nothing = EmptyState(look, "send", "", "", "排发")
        self._lay_out()
        self._connect()
        self.first = self.table

    def refresh(self, now: datetime) -> None:
        desk = self._desk
        told = (self._sending.dispatches, self._sending.foreseen)
        self.show_state(derive_sending(desk.board, *told, desk.places, self._wanted, now))

    def show_state(self, state: SendingState) -> None:
        if state == self._shown:
            return
        self._shown = state
        self._stack.setCurrentIndex(1 if state.notices else 0)
        self.notice_box.offer(state.notices, state.number)
        for show, count in (state.counts or {}).items():
            self.show_bar.set_text(show.value, f"{SHOW_WORDS[show]} {count}")
        drill = "演练：只登记，不会真的发出　" if self._drill else ""
        self.keys.show_summary(drill + state.summary, state.is_queued)
        self.queue.setText("补发新增对象" if state.is_queued else "全部排发　回车")
        self.queue.setEnabled(not state.why_not_queue)
        self.queue.setToolTip(state.why_not_queue)
        self._say_nothing(state)
        self.card.setVisible(state.is_queued)
        self.table.show_rows(state.rows)
        self._middle.setCurrentIndex(0 if state.rows else 1)
        if not self.table.selected_keys and state.rows:
            self.table.select(state.rows[0].key)
        self._show_row()

    def open_waiting(self, number: str = "") -> None:
        """What still has to be sent, of one notice or the latest; the keyboard goes to the list."""
        self.show_bar.select(ShowDispatches.OPEN.value)
        self._want(number=number, show=ShowDispatches.OPEN, text="")
        if not self.chosen() and self._shown is not None and not self._shown.rows:
            self.show_bar.select(ShowDispatches.ALL.value)
            self._want(show=ShowDispatches.ALL)

    def chosen(self) -> list[DispatchRow]:
        keys = set(self.table.selected_keys)
        return [row for row in self.table.rows_model.rows if row.key in keys]

    # --- what was asked for ---------------------------------------------------------------------------------------

    def release(self) -> None:
        """Queue the notice to everybody it goes to; what a sender can carry leaves by itself."""
        if self._shown is None or self._is_signed_out():
            return
        self._sending.queue(self._shown.number, refused=self._refuse)

    @property
    def _is_foreseen(self) -> bool:
        return self._shown is not None and not self._shown.is_queued

    def report(self, said: Said) -> None:
        """At once where the key says it all; otherwise the line asks for the rest."""
        if self._is_foreseen:
            self.job_line.end("这份通知还没有排发，按回车排发给全部对象", "warn")
            return
        rows = [row for row in self.chosen() if said in row.lawful]
        if not rows or self._is_signed_out():
            if not rows:
                self.job_line.end("这一项已经登记过，改动请先撤销登记（U）", "warn")
            return
        if said in NEEDS:
            self._ask(said, rows)
        else:
            self._report_all(rows, said)

    def send_again(self) -> None:
        rows = [row for row in self.chosen() if row.may_send_again]
        if self._is_signed_out():
            return
        if not rows:
            self.job_line.end("先核实对方没有收到并登记“没有发出”（F），才能再发", "warn")
        for row in rows:
            self._sending.send_again(row.key, refused=self._refuse)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            said = BY_KEY.get(Qt.Key(event.key())) if plain else None
            if said is Said.CONFIRMED and self._is_foreseen:
                self.release()
                return True
            if said is not None:
                self.report(said)
                return True
            if plain and event.key() == Qt.Key.Key_R:
                self.send_again()
                return True
            if event.key() == Qt.Key.Key_Escape and not self.ask_line.isHidden():
                self.ask_line.put_away()
                return True
        return super().eventFilter(watched, event)

    def reopen(self, draft: str) -> None:
        """A report left unfinished, by its key."""
        self.ask_line.look_up(draft, self._on_found)

    def _on_found(self, found: ReportDraft) -> None:
        first, *others = found.dispatches
        self._want(number=first.number, show=ShowDispatches.ALL, text="")
        self.table.select(first)
        for key in others:
            self.table.also_select(key)
        if rows := [row for row in self.chosen() if found.said in row.lawful]:
            self._ask(found.said, rows)

    def _ask(self, said: Said, rows: list[DispatchRow]) -> None:
        who = rows[0].name if len(rows) == 1 else f"{len(rows)}项"
        self.ask_line.ask_about(ReportDraft(said, tuple(row.key for row in rows)), who)

    def _on_reported(self, sent: ReportDraft) -> None:
        if self._is_signed_out():
            return
        asked = set(sent.dispatches)
        rows = [row for row in self.table.rows_model.rows if row.key in asked and sent.said in row.lawful]
        self._report_all(rows, sent.said, sent.text)

    def _report_all(self, rows: list[DispatchRow], said: Said, text: str = "") -> None:
        spoke_to, note = (text, "") if said is Said.READ_OUT else ("", text)
        following = self._after(rows)
        waiting = {row.key for row in rows}

        def done(key: DispatchKey) -> None:
            waiting.discard(key)
            if not waiting:
                self._advance(following)

        for row in rows:
            report = (row.key, said, spoke_to, note)
            self._sending.report(*report, done=partial(done, row.key), refused=self._refuse)

    def _after(self, rows: list[DispatchRow]) -> DispatchKey | None:
        """The next row that still waits, so that one key after the other walks down the list."""
        listed = self.table.rows_model.rows
        last = max((k for k, row in enumerate(listed) if row in rows), default=-1)
        done = {row.key for row in rows}
        order = (*listed[last + 1 :], *listed[: last + 1])
        return next((row.key for row in order if row.is_open and row.key not in done), None)

    def _advance(self, following: DispatchKey | None) -> None:
        self.ask_line.put_away()
        if following is not None and self.table.rows_model.position(following) is not None:
            self.table.select(following)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_row()

    def _refuse(self, refused: Refused) -> None:
        if self.ask_line.isHidden():
            self.job_line.end("；".join(str(reason) for reason in refused.reasons), "fault")
        else:
            self.ask_line.refuse(refused.reasons)

    def _is_signed_out(self) -> bool:
        if self._desk.by:
            return False
        self.job_line.end("请先登录", "warn")
        return True

    # --- inside ---------------------------------------------------------------------------------------------------

    def _want(self, **changes: object) -> None:
        self._wanted = replace(self._wanted, **changes)  # type: ignore[arg-type]
        self.refresh(self._desk.clock())

    def _say_nothing(self, state: SendingState) -> None:
        if state.is_queued:
            self._nothing.say("没有符合条件的发送", "换一个筛选条件")
        elif state.why_not_queue:
            self._nothing.say("这份通知没有排发过", state.why_not_queue)
        else:
            text = "排发之后，有发送程序的渠道自动发出，其余的逐个打电话、发传真，在这里登记结果"
            self._nothing.say("这份通知还没有排发", text, "排发")

    def _show_row(self, _key: Hashable | None = None) -> None:
        key = self.table.selected_key
        row = next((row for row in self.table.rows_model.rows if row.key == key), None)
        self.card.show_row(row)
        self.keys.show_row(row)
        if row is not None:
            self._sending.read_text(row.key, lambda found: self._on_text(row.key, found))

    def _on_text(self, key: DispatchKey, found: DispatchText | None) -> None:
        if self.table.selected_key == key:
            self.card.show_text(found)

    def _lay_out(self) -> None:
        px = self._look.theme.px
        self.search.setMinimumWidth(px(80))
        self.search.setMaximumWidth(px(200))
        head = QHBoxLayout()
        head.setSpacing(px(12))
        for part in (self.notice_box, self.show_bar, self.search):
            head.addWidget(part)
        head.addStretch()
        head.addWidget(self.queue)
        self._middle.addWidget(self.table)
        self._middle.addWidget(self._nothing)
        body = QSplitter(Qt.Orientation.Horizontal)
        body.setHandleWidth(px(12))
        body.setChildrenCollapsible(False)
        body.addWidget(self._middle)
        body.addWidget(self.card)
        body.setStretchFactor(0, 1)
        body.setStretchFactor(1, 0)
        body.setSizes([px(880), px(TEXT_PX)])
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addLayout(head)
        column.addWidget(body, 1)
        column.addWidget(self.ask_line)
        column.addWidget(self.keys)
        column.addWidget(self.job_line)
        empty = EmptyState(self._look, "send", "还没有发出过通知", "预警发布之后，在这里把通知发给各渠道、各单位")
        self._stack.addWidget(empty)
        self._stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        self.table.installEventFilter(self)
        self.table.row_selected.connect(self._show_row)
        self.table.row_opened.connect(lambda _: self.release() if self._is_foreseen else self.report(Said.CONFIRMED))
        for said, button in self.buttons.items():
            button.clicked.connect(lambda _=False, said=said: self.report(said))
        self.again.clicked.connect(self.send_again)
        self.queue.clicked.connect(self.release)
        self._nothing.act_clicked.connect(self.release)
        self.ask_line.reported.connect(self._on_reported)
        self.notice_box.wanted.connect(lambda number: self._want(number=number))
        self.show_bar.chosen.connect(lambda key: self._want(show=ShowDispatches(key)))
        self.search.textChanged.connect(lambda text: self._want(text=text))
        self.card.copied.connect(lambda: self.job_line.end("文本已复制", "ok"))
        self._sending.changed.connect(lambda: self.refresh(self._desk.clock()))
        self._desk.changed.connect(lambda _: self.refresh(self._desk.clock()))
