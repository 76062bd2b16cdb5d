"""The parts of the duty roster's page and how they stand; what they do is the page's."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from qh_console.domain.roster_shifts import DutyPost
from qh_console.ui.desk import Desk
from qh_console.ui.registers.filing_forms import SideForm
from qh_console.ui.registers.import_faults import ImportFaults
from qh_console.ui.registers.roster_state import MONTH, WEEK, RosterState, ShiftLine
from qh_console.ui.theme import Look
from qh_console.ui.widgets.choice_bar import ChoiceBar
from qh_console.ui.widgets.empty_state import EmptyState
from qh_console.ui.widgets.field_form import Choice, FieldSpec
from qh_console.ui.widgets.icon_button import IconButton
from qh_console.ui.widgets.job_line import JobLine
from qh_console.ui.widgets.roster_board import RosterBoard

SIDE_PX = 336
REASON = FieldSpec("reason", "理由", is_required=True, hint="调班、病假、出差")
SHIFT_FORM = (
    FieldSpec("starts_at", "起", "time", True),
    FieldSpec("ends_at", "止", "time", True),
    FieldSpec("leader", "带班领导", is_required=True),
    FieldSpec("main", "主班", is_required=True),
    FieldSpec("deputy", "副班"),
    FieldSpec("phone", "值班电话", is_required=True, clause="7.5", hint="24小时有人接"),
    FieldSpec("note", "备注", hint="节假日等"),
)
CHANGE_FORM = (*SHIFT_FORM, REASON)
EXCHANGE_FORM = (
    FieldSpec("second", "与哪一班", "choice", True),
    FieldSpec("post", "换谁", "choice", True, choices=tuple(Choice(post.value, post.label) for post in DutyPost)),
    REASON,
)


class RosterLayout(QWidget):
    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look = look
        self.views = ChoiceBar(((WEEK, "周"), (MONTH, "月")), "看一周还是一月")
        self.back, self.today, self.on = (IconButton(look, icon, text) for icon, text in _TURNS)
        for button, name in ((self.back, "前一段"), (self.today, "今天"), (self.on, "后一段")):
            button.setAccessibleName(name)
            button.setToolTip(name)
        self.title, self.watch, self.after, self.faults_line = QLabel(), QLabel(), QLabel(), QLabel()
        self.new_button = IconButton(look, "plus", "登记一班")
        self.import_button = IconButton(look, "import", "导入")
        self.export_button = IconButton(look, "export", "导出")
        self.print_button = IconButton(look, "print", "打印")
        self.board = RosterBoard(look)
        self.empty = EmptyState(look, "people", "还没有值班表", "导入表格，或从第一班登记起", "登记第一班")
        self.shift_title, self.shift_text = QLabel(), QLabel()
        self.change_button = IconButton(look, "pen", "改登")
        self.exchange_button = IconButton(look, "refresh", "换班")
        self.withdraw_button = IconButton(look, "cross", "撤销")
        self.new = SideForm(look, desk, SHIFT_FORM, "登记")
        self.change = SideForm(look, desk, CHANGE_FORM, "改登")
        self.exchange = SideForm(look, desk, EXCHANGE_FORM, "换班")
        self.withdraw = SideForm(look, desk, (REASON,), "撤销这一班")
        self.faults = ImportFaults(look)
        self.job_line = JobLine(look)
        self._middle, self._side, self._card = QStackedWidget(), QStackedWidget(), QFrame()
        self._lay_out()

    def show_roster(self, state: RosterState) -> None:
        self.title.setText(state.title)
        self.watch.setText(state.now_text)
        self.after.setText(state.next_text)
        self.faults_line.setText(state.faults_text)
        self.faults_line.setToolTip(state.faults_text)
        if self.faults_line.property("role") != state.tone:
            self.faults_line.setProperty("role", state.tone)
            self.faults_line.style().unpolish(self.faults_line)
            self.faults_line.style().polish(self.faults_line)
        for label in (self.watch, self.after, self.faults_line):
            label.setVisible(bool(label.text()))
        self.board.show_days(state.days)
        self._middle.setCurrentWidget(self.empty if state.is_first else self.board)
        self._side.setHidden(state.is_first and self._side.currentWidget() is self._card)
        self.print_button.setEnabled(bool(state.shifts))

    def show_shift(self, line: ShiftLine | None, gap: str) -> None:
        """A shift as it is kept, or a stretch nobody covers."""
        self.shift_title.setText(line.title if line else gap)
        self.shift_text.setText("\n".join(line.lines) if line else "这一段还没有排班，回车登记" if gap else "")
        for button in (self.change_button, self.exchange_button, self.withdraw_button):
            button.setVisible(line is not None)

    def open_form(self, form: SideForm) -> None:
        self._side.setCurrentWidget(self._cards[form])
        self._side.show()

    def close_form(self) -> None:
        if self._side.currentWidget() is not self._card:
            self._side.setCurrentWidget(self._card)
            self._side.setHidden(self.board.isHidden())
            self.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer_others(self, found: tuple[tuple[str, str], ...]) -> None:
        box = self.exchange.form.editor("second")
        assert isinstance(box, QComboBox), "a choice"
        with QSignalBlocker(box):
            box.clear()
            for id, words in found:
                box.addItem(words, id)
            box.setCurrentIndex(-1)

    def _lay_out(self) -> None:
        px = self._look.theme.px
        self.title.setProperty("role", "lead")
        self.watch.setProperty("role", "lead")
        self.after.setProperty("role", "muted")
        for label in (self.watch, self.after, self.faults_line):
            label.setWordWrap(True)
        self._middle.addWidget(self.board)
        self._middle.addWidget(self.empty)
        self._side.addWidget(self._shift_card())
        self._cards = {form: self._in_card(form) for form in (self.new, self.change, self.exchange, self.withdraw)}
        for card in self._cards.values():
            self._side.addWidget(card)
        self._side.setMinimumWidth(px(SIDE_PX - 40))
        head = self._row(
            (self.views, self.back, self.today, self.on, self.title),
            (self.new_button, self.import_button, self.export_button, self.print_button),
        )
        body = QSplitter(Qt.Orientation.Horizontal)
        body.setHandleWidth(px(12))
        body.setChildrenCollapsible(False)
        body.addWidget(self._middle)
        body.addWidget(self._side)
        body.setStretchFactor(0, 1)
        body.setStretchFactor(1, 0)
        body.setSizes([px(900), px(SIDE_PX)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(head)
        for part in (self.watch, self.after, self.faults_line, self.faults):
            column.addWidget(part)
        column.addWidget(body, 1)
        column.addWidget(self.job_line)

    def _shift_card(self) -> QFrame:
        px = self._look.theme.px
        self.shift_title.setProperty("role", "lead")
        for label in (self.shift_title, self.shift_text):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._card.setProperty("role", "card")
        inner = QVBoxLayout(self._card)
        inner.setContentsMargins(px(16), px(12), px(16), px(12))
        inner.setSpacing(px(8))
        inner.addWidget(self.shift_title)
        inner.addWidget(self.shift_text)
        inner.addLayout(self._row((self.change_button, self.exchange_button, self.withdraw_button), ()))
        inner.addStretch()
        return self._card

    def _in_card(self, form: SideForm) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(form)
        return card

    def _row(self, left: tuple[QWidget, ...], right: tuple[QWidget, ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._look.theme.px(8))
        for part in left:
            row.addWidget(part)
        row.addStretch()
        for part in right:
            row.addWidget(part)
        return row


_TURNS = (("chevron-up", ""), ("clock", "今天"), ("chevron-down", ""))
