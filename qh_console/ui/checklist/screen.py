"""The response screen: every duty of an alert, who is behind, and one key to write down what a unit said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qh_console.domain.commands import Command, CorrectMark, MarkDuty
from qh_console.domain.particulars import Mark, MarkState
from qh_console.domain.verdicts import Refused
from qh_console.services.office import Changed
from qh_console.ui.checklist.columns import COLUMNS
from qh_console.ui.checklist.mark_panel import MarkDraft, MarkPanel
from qh_console.ui.checklist.sheets import SheetsButton
from qh_console.ui.checklist.state import ChecklistFilter, ChecklistState, DutyRow, GroupBy, Show, derive_checklist
from qh_console.ui.desk import Desk
from qh_console.ui.drafts import DraftKeeper
from qh_console.ui.levels import level_view
from qh_console.ui.printing import ChoosePrinter, choose_printer
from qh_console.ui.theme import Look
from qh_console.ui.widgets.choice_bar import ChoiceBar
from qh_console.ui.widgets.empty_state import EmptyState
from qh_console.ui.widgets.filter_box import FilterBox
from qh_console.ui.widgets.job_line import JobLine
from qh_console.ui.widgets.level_badge import LevelBadge
from qh_console.ui.widgets.progress_bars import ProgressBars, ProgressView
from qh_console.ui.widgets.table_view import Table

SHOW_WORDS = {Show.ALL: "全部", Show.OVERDUE: "逾期", Show.OPEN: "未完", Show.NEW: "新增"}
SIDE_PX = 208
ALERT_PX = 240


class ChecklistScreen(QWidget):
    """`refresh` derives and shows; the rest turns keys and clicks into commands."""

    title = "响应"

    def __init__(self, look: Look, desk: Desk, choose: ChoosePrinter = choose_printer) -> None:
        super().__init__()
        self._look, self._desk = look, desk
        self._wanted = ChecklistFilter()
        self._shown: ChecklistState | None = None
        self._waiting: set[str] = set()
        self._drafts = DraftKeeper(desk, self)
        self.table: Table[DutyRow] = Table(look, COLUMNS, lambda row: row.task)
        self.table.select_many()
        self.table.setAccessibleName("任务清单")
        self.panel = MarkPanel(look)
        self.panel.wording_of = self._wording_of
        self.job_line = JobLine(look)
        self.groups = ProgressBars(look)
        self.show_bar = ChoiceBar([(show.value, text) for show, text in SHOW_WORDS.items()], "显示哪些任务")
        self.group_bar = ChoiceBar([(GroupBy.UNIT.value, "按单位"), (GroupBy.PLACE.value, "按地区")], "进度按什么分组")
        self.alert_box = FilterBox(look, "哪一次预警", ALERT_PX)
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找任务、单位、条款、答复")
        self.sheets = SheetsButton(look, desk, self._units, choose)
        self._badge, self._summary = LevelBadge(look), QLabel()
        self._nothing = EmptyState(look, "check-circle", "没有符合条件的任务", "换一个筛选条件")
        self._stack, self._middle = QStackedWidget(), QStackedWidget()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)
        self.acts: Mapping[str, Callable[[], None]] = {
            "response.called": self.open_panel,
            "response.mark_done": lambda: self.open_panel(MarkState.DONE),
            "response.print_sheets": self.sheets.print_all,
        }
        self.refresh(desk.clock())

    def refresh(self, now: datetime) -> None:
        desk = self._desk
        self.show_state(derive_checklist(desk.board, desk.pack, desk.packs, desk.places, self._wanted, now))

    def show_state(self, state: ChecklistState) -> None:
        if state == self._shown:
            return
        self._shown = state
        self._stack.setCurrentIndex(1 if state.alert else 0)
        self._show_head(state)
        self.groups.show_rows(
            tuple(ProgressView(g.key, g.name, g.done, g.total, g.overdue, g.fresh) for g in state.groups)
        )
        self.groups.select(self._wanted.group)
        for show, count in state.counts:
            self.show_bar.set_text(show.value, f"{SHOW_WORDS[show]} {count}")
        self.table.show_rows(state.rows)
        self._middle.setCurrentIndex(0 if state.rows else 1)
        if not self.panel.isHidden():
            self._keep_panel(state)

    def open_subject(self, subject: str) -> None:
        """An alert or a unit, by id, whatever was filtered before."""
        if subject in self._desk.board.alerts:
            self._on_alert(subject)
        elif subject in {unit.id for unit in self._desk.pack.units}:
            self.group_bar.select(GroupBy.UNIT)
            self.show_bar.select(Show.ALL)
            self.search.setText("")
            self._want(group_by=GroupBy.UNIT, show=Show.ALL, group=subject)

    def _wording_of(self, row: DutyRow) -> str:
        desk, alert = self._desk, self._desk.board.alerts.get(self._shown.alert if self._shown else "")
        return desk.wording.of(alert.pack if alert else desk.pack.id, row.clause, row.unit_name)

    def open_panel(self, state: MarkState | None = None) -> None:
        """For the chosen duties; the first one where none is chosen."""
        if self._shown is None or not self._shown.rows:
            return
        if self._shown.why_closed:
            self.job_line.end(self._shown.why_closed, "warn")
            return
        if not self.table.selected_keys:
            self.table.select(self._shown.rows[0].task)
        chosen = set(self.table.selected_keys)
        self.panel.ask([row for row in self._shown.rows if row.task in chosen], state, self._shown.alert)
        self._drafts.fetch(self.panel.draft.key, MarkDraft, self._on_fetched)

    def reopen(self, key: str) -> None:
        """A form left unfinished, by the key of its draft."""
        alert, _, tasks = key.removeprefix("response/").partition("/")
        if alert not in self._desk.board.alerts:
            return
        self.search.setText("")
        self.show_bar.select(Show.ALL)
        self._want(alert=alert, group="", show=Show.ALL)
        first, *others = tasks.split(",")
        self.table.select(first)
        for task in others:
            self.table.also_select(task)
        if self.table.selected_keys:
            self.open_panel()

    def _on_fetched(self, draft: MarkDraft) -> None:
        if draft.key == self.panel.draft.key and not self.panel.isHidden():
            self.panel.show_draft(draft)

    def close_panel(self) -> None:
        self.panel.hide()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_D and not event.modifiers():
                self.open_panel()
                return True
            if event.key() == Qt.Key.Key_Escape and not self.panel.isHidden():
                self.close_panel()
                return True
        return super().eventFilter(watched, event)

    # --- what was asked for -------------------------------------------------------------------------------------

    def _want(self, **changes: object) -> None:
        self._wanted = replace(self._wanted, **changes)  # type: ignore[arg-type]
        self.refresh(self._desk.clock())

    def _on_marked(self, mark: Mark) -> None:
        self._submit_each(lambda task: MarkDuty(self._desk.by, self._alert(), task, mark))

    def _on_taken_back(self, reason: str) -> None:
        self._submit_each(lambda task: CorrectMark(self._desk.by, self._alert(), task, reason))

    def _submit_each(self, command: Callable[[str], Command]) -> None:
        tasks, key = self.panel.tasks, self.panel.draft.key
        self._waiting = set(tasks)
        for task in tasks:
            self._desk.submit(command(task), done=partial(self._on_done, task, key), refused=self._on_refused)

    def _on_done(self, task: str, key: str, _: Changed) -> None:
        self._waiting.discard(task)
        if not self._waiting:
            self._drafts.discard(key)
            self.close_panel()

    def _on_refused(self, refused: Refused) -> None:
        self.panel.show_refusal(refused.reasons)

    def _on_group(self, key: str) -> None:
        self._want(group=key)

    def _on_alert(self, alert: str) -> None:
        self.panel.hide()
        self._want(alert=alert, group="")

    def _units(self) -> list[str]:
        """The unit chosen on the left, else those of the chosen rows."""
        if self._wanted.group_by is GroupBy.UNIT and self._wanted.group:
            return [self._wanted.group]
        chosen, rows = set(self.table.selected_keys), self._shown.rows if self._shown else ()
        return list(dict.fromkeys(row.unit_id for row in rows if row.task in chosen))

    # --- inside -------------------------------------------------------------------------------------------------

    def _alert(self) -> str:
        return self._shown.alert if self._shown else ""

    def _keep_panel(self, state: ChecklistState) -> None:
        """The panel follows its duties through a change; it closes when they are gone or the alert has ended."""
        asked = [row for row in state.rows if row.task in set(self.panel.tasks)]
        if state.why_closed or len(asked) != len(self.panel.tasks):
            self.panel.hide()
        else:
            self.panel.show_rows(asked)

    def _show_head(self, state: ChecklistState) -> None:
        self.alert_box.offer([(choice.key, choice.text) for choice in state.alerts], state.alert)
        self.alert_box.setToolTip(f"{self.alert_box.currentText()}　{state.number}")
        self._badge.show_level(level_view(state.level, self._desk.pack))
        self._badge.setVisible(state.level is not None)
        self._summary.setText(state.summary)
        self.sheets.show_alert(state.alert, state.number)

    def _lay_out(self) -> None:
        px = self._look.theme.px
        head = QHBoxLayout()
        head.setSpacing(px(12))
        self.search.setMinimumWidth(px(200))
        self.search.setMaximumWidth(px(240))
        self._summary.setProperty("role", "muted")
        left: tuple[QWidget, ...] = (self.alert_box, self._badge, self._summary)
        for part in left:
            head.addWidget(part)
        head.addStretch()
        right_side: tuple[QWidget, ...] = (self.show_bar, self.search, self.sheets)
        for part in right_side:
            head.addWidget(part)
        self._middle.addWidget(self.table)
        self._middle.addWidget(self._nothing)
        right = QVBoxLayout()
        right.setSpacing(px(8))
        right.addWidget(self._middle, 1)
        right.addWidget(self.panel)
        right.addWidget(self.job_line)
        body = QHBoxLayout()
        body.setSpacing(px(12))
        body.addWidget(self._side())
        body.addLayout(right, 1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.setSpacing(px(12))
        column.addLayout(head)
        column.addLayout(body, 1)
        self._stack.addWidget(
            EmptyState(self._look, "response", "没有生效的预警", "发布预警后，各单位的任务在这里逐项落实")
        )
        self._stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _side(self) -> QWidget:
        px = self._look.theme.px
        side = QFrame()
        side.setProperty("role", "card")
        side.setFixedWidth(px(SIDE_PX))
        self._look.changed.connect(lambda: side.setFixedWidth(self._look.theme.px(SIDE_PX)))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.groups)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.groups.setObjectName("scrolled")
        column = QVBoxLayout(side)
        column.setContentsMargins(px(1), px(8), px(1), px(1))
        column.setSpacing(px(8))
        column.addWidget(self.group_bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(scroll, 1)
        return side

    def _connect(self) -> None:
        self.table.installEventFilter(self)
        self.table.row_opened.connect(lambda _: self.open_panel())
        self.panel.marked.connect(self._on_marked)
        self.panel.taken_back.connect(self._on_taken_back)
        self.panel.closed.connect(self.close_panel)
        self.panel.edited.connect(lambda draft: self._drafts.keep(draft.key, draft))
        self.groups.unit_chosen.connect(self._on_group)
        self.show_bar.chosen.connect(lambda key: self._want(show=Show(key)))
        self.group_bar.chosen.connect(lambda key: self._want(group_by=GroupBy(key), group=""))
        self.search.textChanged.connect(lambda text: self._want(text=text))
        self.alert_box.wanted.connect(self._on_alert)
        self.sheets.run.progressed.connect(self.job_line.show_progress)
        self.sheets.run.ended.connect(self.job_line.end)
        self.job_line.cancelled.connect(self.sheets.run.cancel)
        self._desk.changed.connect(lambda _: self.refresh(self._desk.clock()))

    def sizeHint(self) -> QSize:
        return QSize(self._look.theme.px(1280), self._look.theme.px(720))
