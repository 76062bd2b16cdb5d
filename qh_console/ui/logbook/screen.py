"""The logbook screen: what everybody did, one line an entry; its proof, its excerpt, and what needs settling."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qh_console.domain.acts import Entry
from qh_console.problems import KnownProblem
from qh_console.services.entry_facts import entry_facts
from qh_console.services.log_excerpt import excerpt_csv, write_excerpt
from qh_console.services.office import Changed
from qh_console.ui.desk import Desk
from qh_console.ui.logbook.columns import COLUMNS
from qh_console.ui.logbook.exchange_bar import DIALOGS, BundleDialogs, ExchangeBar
from qh_console.ui.logbook.hand_over import HandOverPage
from qh_console.ui.logbook.proof import Proof
from qh_console.ui.logbook.state import EntryKey, LogbookState, LogFilter, LogLine, Span, derive_logbook, log_lines
from qh_console.ui.logbook.troubles import DISPUTES, Troubles
from qh_console.ui.outward import Outward
from qh_console.ui.paper_print import PaperPrint, extract_requests
from qh_console.ui.printing import ChoosePrinter, choose_printer
from qh_console.ui.theme import Look
from qh_console.ui.unfinished import room_of
from qh_console.ui.widgets.choice_bar import ChoiceBar
from qh_console.ui.widgets.empty_state import EmptyState
from qh_console.ui.widgets.field_list import FieldLine, FieldList
from qh_console.ui.widgets.filter_box import FilterBox
from qh_console.ui.widgets.icon_button import IconButton
from qh_console.ui.widgets.job_line import JobLine
from qh_console.ui.widgets.table_view import Table

SPAN_WORDS = ((Span.ALL, "全部"), (Span.SHIFT, "本班"), (Span.DAY, "24小时"), (Span.WEEK, "7天"))
JOURNAL, HAND_OVER = "journal", "hand_over"
TABS = ((JOURNAL, "日志"), (HAND_OVER, "交接班"))


class LogbookScreen(QWidget):
    """Reads the journal once, when it is built, and then adds what the desk tells it."""

    title = "日志"

    def __init__(
        self,
        look: Look,
        desk: Desk,
        outward: Outward,
        hand_over: HandOverPage,
        dialogs: BundleDialogs = DIALOGS,
        choose: ChoosePrinter = choose_printer,
    ) -> None:
        super().__init__()
        self._look, self._desk = look, desk
        self._wanted = LogFilter()
        self._shown: LogbookState | None = None
        self._newest: Hashable = None
        """Shown until somebody chooses another entry."""
        self._entries: dict[EntryKey, Entry] = {}
        self._lines: tuple[LogLine, ...] = ()
        self._derived: tuple[object, ...] = ()
        self.table: Table[LogLine] = Table(look, COLUMNS, lambda row: row.key)
        self.table.setAccessibleName("日志")
        self.fields, self.troubles, self.job_line = FieldList(look), Troubles(look, desk), JobLine(look)
        self.hand_over, self.exchange = hand_over, ExchangeBar(look, desk, outward, self.job_line, dialogs)
        self.tabs = ChoiceBar(TABS, "日志还是交接班")
        self.span_bar = ChoiceBar([(span.value, text) for span, text in SPAN_WORDS], "哪一段时间")
        self.kind_box = FilterBox(look, "事项", 116)
        self.officer_box = FilterBox(look, "人员", 116)
        self.alert_box = FilterBox(look, "预警", 180)
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找内容、位置")
        self._shift, self._count = QLabel(), QLabel()
        self._verify = IconButton(look, "check-circle", "校验记录")
        self._export = IconButton(look, "export", "导出")
        self._print = IconButton(look, "print", "打印摘录")
        self.proof = Proof(desk, self.job_line)
        self._of_the_journal = (self._verify, self.exchange.button, self._export, self._print)
        self.printing = PaperPrint(desk, self, self.job_line, choose)
        self._stack, self._tab_stack = QStackedWidget(), QStackedWidget()
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)
        self.acts: Mapping[str, Callable[[], None]] = {
            "logbook.verify": self.proof.run,
            "logbook.hand_over": lambda: self.open_tab(HAND_OVER),
            "logbook.export_bundle": self.exchange.ask_export,
            "logbook.import_bundle": self.exchange.ask_import,
        }
        desk.read_entries(self._on_read)

    def refresh(self, now: datetime) -> None:
        """Deriving goes over the whole journal, so it is spared where nothing it reads has changed."""
        if self.tabs.key == HAND_OVER:
            self.hand_over.refresh(now)
        desk, minute = self._desk, now.replace(second=0, microsecond=0)
        derived = (desk.board, self._lines, self._wanted, minute)
        if [id(part) for part in derived[:3]] != [id(part) for part in self._derived[:3]] or derived != self._derived:
            self._derived = derived
            self.show_state(derive_logbook(self._lines, desk.board, desk.places, self._wanted, now))

    def show_state(self, state: LogbookState) -> None:
        if state == self._shown:
            return
        self._shown = state
        self._stack.setCurrentIndex(1 if state.total else 0)
        self.kind_box.offer((("", "全部事项"), *((kind, kind) for kind in state.kinds)), self._wanted.kind)
        self.officer_box.offer((("", "全部人员"), *state.officers), self._wanted.officer)
        self.alert_box.offer((("", "全部预警"), *state.alerts), self._wanted.alert)
        self._shift.setText(state.shift)
        self._count.setText(_count_words(state))
        self.troubles.show_state(state)
        self.table.show_rows(state.rows)
        if state.rows and self.table.selected_key in (None, self._newest):
            self._newest = state.rows[0].key
            self.table.select(self._newest)
        self._show_fields(self.table.selected_key)

    def open_tab(self, key: str) -> None:
        self.tabs.select(key)
        self._tab_stack.setCurrentWidget(self.hand_over if key == HAND_OVER else self._stack)
        for button in self._of_the_journal:
            button.setVisible(key == JOURNAL)
        self.refresh(self._desk.clock())
        (self.hand_over.first if key == HAND_OVER else self.table).setFocus(Qt.FocusReason.OtherFocusReason)

    def open_subject(self, subject: str) -> None:
        """The hand-over, or whatever was left unfinished there or in a settlement; else the journal."""
        is_settling = subject.startswith(DISPUTES)
        self.open_tab(HAND_OVER if not is_settling and (subject == HAND_OVER or room_of(subject)) else JOURNAL)
        (self.troubles if is_settling else self.hand_over).reopen(subject)

    def show_entry(self, key: EntryKey) -> None:
        """Bring an entry into view, whatever is filtered."""
        if self.table.rows_model.position(key) is None:
            self.search.setText("")
            self.span_bar.select(Span.ALL)
            self._want(span=Span.ALL, kind="", officer="", alert="", text="")
        self.table.select(key)
        self.table.scrollTo(self.table.currentIndex())
        self._show_fields(key)

    def export(self, path: Path) -> None:
        """What the filter leaves, oldest first."""
        desk = self._desk
        board, chosen = desk.board, [self._entries[key] for key in (self._shown.matched if self._shown else ())]
        desk.runners["documents"].run(
            lambda job: write_excerpt(path, excerpt_csv(chosen, board, desk.pack, desk.places)),
            lambda _: self.job_line.end(f"已导出{len(chosen)}条到{path}", "ok"),
            self._on_failed,
        )

    def print_extract(self) -> None:
        """What the filter leaves, as a paper on file."""
        self.printing.print(extract_requests(self._shown.matched if self._shown else ()), "没有可摘录的日志")

    # --- the journal comes in -----------------------------------------------------------------------------------

    def _on_read(self, entries: Sequence[Entry]) -> None:
        desk = self._desk
        board = desk.board
        self._entries = {(entry.desk, entry.seq): entry for entry in entries}
        desk.runners["journal"].run(lambda job: log_lines(entries, board, desk.pack, desk.places), self._on_lines)

    def _on_lines(self, lines: tuple[LogLine, ...]) -> None:
        self._lines = lines
        self.refresh(self._desk.clock())

    def _on_changed(self, changed: Changed) -> None:
        """New entries are added at the end; whatever does not fit there makes the journal be read anew."""
        desk, new = self._desk, [e for e in changed.entries if (e.desk, e.seq) not in self._entries]
        last = self._lines[-1].order if self._lines else (0, "", 0)
        if len(self._entries) + len(new) != desk.board.length or any(entry.order <= last for entry in new):
            desk.read_entries(self._on_read)
            return
        self._entries |= {(entry.desk, entry.seq): entry for entry in new}
        self._on_lines((*self._lines, *log_lines(new, desk.board, desk.pack, desk.places)))

    # --- what was asked for -------------------------------------------------------------------------------------

    def _want(self, **changes: str | Span) -> None:
        self._wanted = replace(self._wanted, **changes)  # type: ignore[arg-type]
        self.refresh(self._desk.clock())

    def _on_export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "日志摘录存到哪里", "日志摘录.csv", "CSV (*.csv)")
        if name:
            self.export(Path(name))

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, KnownProblem):
            raise error
        self.job_line.end(str(error), "fault")

    def _on_problem(self, key: str, problem: KnownProblem) -> None:
        if key == "journal" and self.job_line.is_running:
            self.job_line.end(str(problem), "fault")

    def _show_fields(self, key: Hashable) -> None:
        entry = self._entries.get(key) if isinstance(key, tuple) else None
        desk = self._desk
        facts = entry_facts(entry, desk.board, desk.pack, desk.places) if entry else ()
        self.fields.show_lines([FieldLine(fact.name, fact.text, fact.depth) for fact in facts])

    # --- inside -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        px = self._look.theme.px
        self.search.setMinimumWidth(px(140))
        self._count.setProperty("role", "muted")
        head = QHBoxLayout()
        head.setSpacing(px(8))
        parts: tuple[QWidget, ...] = (self.span_bar, self.kind_box, self.officer_box, self.alert_box, self.search)
        for part in (*parts, self._count):
            head.addWidget(part)
        head.addStretch()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addLayout(head)
        column.addWidget(self.troubles)
        column.addWidget(self.exchange)
        column.addWidget(self._body(), 1)
        column.addWidget(self.job_line)
        self._stack.addWidget(
            EmptyState(self._look, "logbook", "日志还是空的", "登录、会商、发布，每一步都会自动记在这里")
        )
        self._stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(16), px(12), px(16), px(12))
        whole.setSpacing(px(12))
        self._tab_stack.addWidget(self._stack)
        self._tab_stack.addWidget(self.hand_over)
        top = QHBoxLayout()
        top.setSpacing(px(8))
        top.addWidget(self.tabs)
        top.addStretch()
        for button in self._of_the_journal:
            top.addWidget(button)
        whole.addLayout(top)
        whole.addWidget(self._tab_stack, 1)

    def _body(self) -> QSplitter:
        px = self._look.theme.px
        side = QFrame()
        side.setProperty("role", "card")
        column = QVBoxLayout(side)
        column.setContentsMargins(px(16), px(12), px(4), px(8))
        column.setSpacing(px(12))
        column.addWidget(self._shift)
        column.addWidget(self.fields, 1)
        body = QSplitter(Qt.Orientation.Horizontal)
        body.setHandleWidth(px(12))
        body.setChildrenCollapsible(False)
        body.addWidget(self.table)
        body.addWidget(side)
        body.setStretchFactor(0, 1)
        body.setStretchFactor(1, 0)
        body.setSizes([px(900), px(340)])
        return body

    def _connect(self) -> None:
        self.table.row_selected.connect(self._show_fields)
        self.span_bar.chosen.connect(lambda key: self._want(span=Span(key)))
        self.search.textChanged.connect(lambda text: self._want(text=text))
        self.kind_box.wanted.connect(lambda key: self._want(kind=key))
        self.officer_box.wanted.connect(lambda key: self._want(officer=key))
        self.alert_box.wanted.connect(lambda key: self._want(alert=key))
        self.troubles.entry_chosen.connect(self.show_entry)
        self.tabs.chosen.connect(self.open_tab)
        self._verify.clicked.connect(self.proof.run)
        self._export.clicked.connect(self._on_export)
        self._print.clicked.connect(self.print_extract)
        self._desk.changed.connect(self._on_changed)
        self._desk.problem_arose.connect(self._on_problem)

    def sizeHint(self) -> QSize:
        return QSize(self._look.theme.px(1280), self._look.theme.px(720))


def _count_words(state: LogbookState) -> str:
    matched = len(state.matched)
    if matched > len(state.rows):
        return f"前{len(state.rows)}条，共{matched}条"
    return f"{matched}条" if matched == state.total else f"{matched}/{state.total}条"
