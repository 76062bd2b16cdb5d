"""Prefectures' own alerts come in, are checked and kept; what they ask of the province stands above."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qh_console.domain.office_commands import AnswerFloor, CheckFiling, FileCityAlert
from qh_console.domain.pack import Level
from qh_console.domain.particulars import Means
from qh_console.ui.desk import Desk
from qh_console.ui.drafts import keep_line
from qh_console.ui.paper_print import PaperPrint, filing_requests
from qh_console.ui.printing import ChoosePrinter, choose_printer
from qh_console.ui.registers.filing_forms import SideForm, filing_fields, floor_fields
from qh_console.ui.registers.filing_panel import FilingPanel
from qh_console.ui.registers.filings_state import (
    CallView,
    FilingRow,
    FilingsState,
    change_values,
    derive_filings,
    filing_of,
    fresh_values,
)
from qh_console.ui.theme import Look
from qh_console.ui.widgets.empty_state import EmptyState
from qh_console.ui.widgets.icon_button import IconButton
from qh_console.ui.widgets.job_line import JobLine
from qh_console.ui.widgets.table import Column
from qh_console.ui.widgets.table_view import Table

SIDE_PX = 380
FLOOR = "floor:"
NEW, NEXT, FLOORS, CHECKS = "registers/filing/new", "registers/filing/next/", "registers/floor/", "registers/check/"
"""Keys of what is being written here, each but the first followed by what it is about."""
COLUMNS: tuple[Column[FilingRow], ...] = (
    Column("市州", lambda row: row.place, width_px=-1),
    Column("级别", lambda row: row.level.text if row.level else "—", mark=lambda row: row.level, width_px=104),
    Column("事项", lambda row: row.change, width_px=56),
    Column("市州文号", lambda row: row.number, tip=lambda row: row.number, width_px=196),
    Column("发布", lambda row: row.issued, sort_key=lambda row: row.issued_at, width_px=84),
    Column("起止", lambda row: row.span, tip=lambda row: row.span, width_px=164),
    Column("收到", lambda row: row.received, tip=lambda row: row.means, width_px=84),
    Column("状态", lambda row: row.state, tone=lambda row: row.tone, width_px=76),
)


class FilingsPage(QWidget):
    consultation_wanted = Signal()

    def __init__(self, look: Look, desk: Desk, choose: ChoosePrinter = choose_printer) -> None:
        super().__init__()
        self._look, self._desk = look, desk
        self._shown: FilingsState | None = None
        self._floor = ("", "")
        self.table: Table[FilingRow] = Table(look, COLUMNS, lambda row: row.key)
        self.table.setAccessibleName("市州预警备案")
        self.panel = FilingPanel(look)
        self.form = SideForm(look, desk, filing_fields(desk.pack, desk.places), "登记备案")
        self.floor = SideForm(look, desk, floor_fields(desk.pack), "登记答复")
        self._check = keep_line(desk, self.panel.remark, self)
        self.new = IconButton(look, "plus", "登记来件")
        self.printing = PaperPrint(desk, self, JobLine(look), choose)
        self.calls: dict[str, QFrame] = {}
        self._calls_column = QVBoxLayout()
        self._summary = QLabel()
        self._side, self._middle = QStackedWidget(), QStackedWidget()
        self._nothing = EmptyState(
            look, "stamp", "还没有市州预警备案", "市州指挥部发布预警后报省备案，收到传真或电话就登记在这里", "登记来件"
        )
        self._lay_out()
        self._connect()
        self.first = self.table

    def refresh(self, now: datetime) -> None:
        self.show_state(derive_filings(self._desk.board, self._desk.pack, self._desk.places, now))

    def show_state(self, state: FilingsState) -> None:
        if state == self._shown:
            return
        before = self._shown.calls if self._shown else ()
        self._shown = state
        self._summary.setText(f"{len(state.rows)}份" + (f"，{state.waiting}份待核对" if state.waiting else ""))
        if state.calls != before:
            self._show_calls(state.calls)
        self.table.show_rows(state.rows)
        self._middle.setCurrentIndex(0 if state.rows else 1)
        if self.table.selected_key is None and state.rows:
            self.table.select(state.rows[0].key)
        self._show_row(self.table.selected_key)

    def open_new(self) -> None:
        """A new notice, or the one that was left unfinished."""
        self._side.setCurrentWidget(self.form)
        note = "照市州通知原样登记；缺项也先登记，核对时再退回"
        self.form.open(NEW, "登记市州来件", note, fresh_values(self._desk.clock()), "place")

    def reopen(self, draft: str) -> None:
        """What was being written, by its key."""
        calls = self._shown.calls if self._shown else ()
        if draft == NEW:
            self.open_new()
        elif draft.startswith(FLOORS):
            alert, _, place = draft.removeprefix(FLOORS).partition("/")
            for call in calls:
                if call.key == f"{FLOOR}{alert}:{place}":
                    self._on_call(call)
        else:
            prefix = NEXT if draft.startswith(NEXT) else CHECKS
            place, _, number = draft.removeprefix(prefix).partition("/")
            self.table.select((place, number))
            if self._key() == (place, number):
                self._on_opened((place, number))
                if prefix == NEXT:
                    self._open_next()

    # --- what was asked for ---------------------------------------------------------------------------------------

    def _open_next(self) -> None:
        held = self._desk.board.book.filings.get(self._key())
        if held is not None:
            self._side.setCurrentWidget(self.form)
            word = "补正件与退回的是同一份，文号不变" if held.is_returned else "后续通知：升级、降级、解除或更正"
            draft = f"{NEXT}{held.filing.place}/{held.filing.number}"
            self.form.open(draft, "登记市州来件", word, change_values(held, self._desk.clock()), "number")

    def _on_filed(self, values: dict[str, str]) -> None:
        filing = filing_of(values, self._desk.clock())
        self._desk.submit(
            FileCityAlert(self._desk.by, filing),
            done=lambda _: self._on_kept((filing.place, filing.number)),
            refused=lambda refused: self.form.refuse(refused.reasons),
        )

    def _on_kept(self, key: tuple[str, str]) -> None:
        self.form.forget()
        self.table.select(key)
        self._leave()
        self._show_row(key)
        self.panel.ask()

    def _on_checked(self, accepted: bool, remark: str) -> None:
        place, number = self._key()
        self._desk.submit(
            CheckFiling(self._desk.by, place, number, accepted, remark),
            done=lambda _: self._on_check_done(),
            refused=lambda refused: self.panel.refuse(refused.reasons),
        )

    def _on_check_done(self) -> None:
        self._check.drop()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_print(self) -> None:
        self.printing.print(filing_requests(self._desk.pack, *self._key()), "先选一份备案")

    def _on_call(self, call: CallView) -> None:
        if not call.key.startswith(FLOOR):
            self.consultation_wanted.emit()
            return
        alert, _, place = call.key.removeprefix(FLOOR).partition(":")
        self._floor = (alert, place)
        self._side.setCurrentWidget(self.floor)
        empty = {"level": "", "means": Means.PHONE.value, "spoke_to": "", "says": ""}
        draft = f"{FLOORS}{alert}/{place}"
        self.floor.open(draft, f"{self._desk.places[place].name}的响应", call.text, empty, "level")

    def _on_answered(self, values: dict[str, str]) -> None:
        alert, place = self._floor
        level = Level.of(values["level"]) if values["level"] else Level.NONE
        command = AnswerFloor(
            self._desk.by,
            alert,
            place,
            level,
            Means(values["means"]),
            values["spoke_to"].strip(),
            values["says"].strip(),
        )
        self._desk.submit(
            command,
            done=lambda _: self._on_floor_done(),
            refused=lambda refused: self.floor.refuse(refused.reasons),
        )

    def _on_floor_done(self) -> None:
        self.floor.forget()
        self._leave()

    def _leave(self) -> None:
        self._side.setCurrentWidget(self.panel)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- inside ---------------------------------------------------------------------------------------------------

    def _key(self) -> tuple[str, str]:
        key = self.table.selected_key
        return (str(key[0]), str(key[1])) if isinstance(key, tuple) else ("", "")

    def _show_row(self, key: Hashable | None) -> None:
        rows = self._shown.rows if self._shown else ()
        row = next((row for row in rows if row.key == key), None)
        self.panel.show_row(row)
        draft = f"{CHECKS}{row.key[0]}/{row.key[1]}" if row is not None and row.waits else ""
        if draft != self._check.key:
            self._check.open(draft)

    def _on_opened(self, key: Hashable) -> None:
        self._side.setCurrentWidget(self.panel)
        self._show_row(key)
        self.panel.ask()

    def _show_calls(self, calls: tuple[CallView, ...]) -> None:
        for line in self.calls.values():
            self._calls_column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.calls = {call.key: self._call_line(call) for call in calls}
        for line in self.calls.values():
            self._calls_column.addWidget(line)

    def _call_line(self, call: CallView) -> QFrame:
        line = QFrame()
        line.setProperty("role", "problem")
        line.setProperty("tone", call.tone)
        row = QHBoxLayout(line)
        row.setContentsMargins(16, 4, 8, 4)
        text = QLabel(call.text)
        text.setWordWrap(True)
        row.addWidget(text, 1)
        if call.act:
            button = QPushButton(call.act)
            button.clicked.connect(lambda: self._on_call(call))
            row.addWidget(button)
        return line

    def _lay_out(self) -> None:
        px = self._look.theme.px
        self._summary.setProperty("role", "muted")
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self._summary)
        head.addStretch()
        head.addWidget(self.new)
        self._middle.addWidget(self.table)
        self._middle.addWidget(self._nothing)
        for part in (self.panel, self.form, self.floor):
            self._side.addWidget(part)
        card = QFrame()
        card.setProperty("role", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._side)
        card.setMinimumWidth(px(SIDE_PX))
        body = QSplitter(Qt.Orientation.Horizontal)
        body.setHandleWidth(px(12))
        body.setChildrenCollapsible(False)
        body.addWidget(self._middle)
        body.addWidget(card)
        body.setStretchFactor(0, 1)
        body.setStretchFactor(1, 0)
        body.setSizes([px(880), px(SIDE_PX)])
        self._calls_column.setSpacing(px(2))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addLayout(head)
        column.addLayout(self._calls_column)
        column.addWidget(body, 1)
        column.addWidget(self.printing.line)

    def _connect(self) -> None:
        self.table.row_selected.connect(self._show_row)
        self.table.row_opened.connect(self._on_opened)
        self.new.clicked.connect(self.open_new)
        self._nothing.act_clicked.connect(self.open_new)
        self.panel.checked.connect(self._on_checked)
        self.panel.next_wanted.connect(self._open_next)
        self.panel.print_wanted.connect(self._on_print)
        self.form.sent.connect(self._on_filed)
        self.form.left.connect(self._leave)
        self.floor.sent.connect(self._on_answered)
        self.floor.left.connect(self._leave)
