"""The papers screen: every filed paper, its archived pages, and printing, copying and checking it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qh_console.services.machine_forms import FormKind
from qh_console.services.paper_requests import PaperKind
from qh_console.services.paperwork import EVERYTHING, PDF_ONLY, Wanted
from qh_console.ui.desk import Desk
from qh_console.ui.paper_print import brief_requests
from qh_console.ui.paper_run import PaperRun
from qh_console.ui.papers.columns import COLUMNS
from qh_console.ui.papers.preview import Preview
from qh_console.ui.papers.sending_page import SendingPage
from qh_console.ui.papers.sign_bar import SignBar
from qh_console.ui.papers.state import PaperRow, PapersFilter, PapersState, derive_papers
from qh_console.ui.papers.verify_bar import VerifyBar
from qh_console.ui.printing import ChoosePrinter, choose_printer
from qh_console.ui.theme import Look
from qh_console.ui.widgets.choice_bar import ChoiceBar
from qh_console.ui.widgets.empty_state import EmptyState
from qh_console.ui.widgets.filter_box import FilterBox
from qh_console.ui.widgets.icon_button import IconButton
from qh_console.ui.widgets.job_line import JobLine
from qh_console.ui.widgets.table_view import Table

PAGE_PX = 420
FILED, SENDING = "filed", "sending"
EXPORTS: tuple[tuple[str, Wanted], ...] = (
    ("所选文书，PDF", PDF_ONLY),
    *((f"所选通知，{kind.label}", frozenset({kind})) for kind in FormKind),
    ("所选文书，各种格式（拷U盘）", EVERYTHING),
)
TABS = ((FILED, "归档文书"), (SENDING, "通知发送"))


class PapersScreen(QWidget):
    """`refresh` derives and shows; the preview follows the row the officer stands on."""

    title = "文书"

    def __init__(
        self, look: Look, desk: Desk, choose: ChoosePrinter = choose_printer, sending: SendingPage | None = None
    ) -> None:
        super().__init__()
        self.sending = sending
        self._look, self._desk, self._choose = look, desk, choose
        self._wanted = PapersFilter()
        self._shown: PapersState | None = None
        self.run = PaperRun(desk, self)
        self.table: Table[PaperRow] = Table(look, COLUMNS, lambda row: row.sha256)
        self.table.select_many()
        self.table.setAccessibleName("文书")
        self.preview = Preview(look, desk)
        self.verify_bar = VerifyBar(look, desk)
        self.sign_bar = SignBar(look)
        self.job_line = JobLine(look)
        self.alert_box = FilterBox(look, "哪一次预警", 208)
        self.kind_box = FilterBox(look, "哪一种文书", 148)
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找标题、文号、单位、位置、摘要")
        self._count = QLabel()
        self._print = IconButton(look, "print", "打印")
        self._export = IconButton(look, "export", "导出")
        self._verify = IconButton(look, "check-circle", "核对真伪")
        self.brief = QPushButton("今日专报")
        self.brief.setToolTip("预案6.1：响应期间每日上报，立即成文、归档、打印")
        self.tabs = ChoiceBar(TABS, "文书还是发送")
        self._stack, self._tab_stack = QStackedWidget(), QStackedWidget()
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)
        self.setFocusProxy(self.table)
        self.acts: Mapping[str, Callable[[], None]] = {
            "papers.print": self.print_chosen,
            "papers.export": self._on_export_chosen,
            "papers.find": self.preview.view.open_find,
            "papers.sending": self.open_sending,
        }
        self.refresh(desk.clock())

    def refresh(self, now: datetime) -> None:
        desk = self._desk
        if self.sending is not None:
            self.sending.refresh(now)
        sent = self.sending.dispatches() if self.sending is not None else ()
        self.show_state(derive_papers(desk.board, desk.pack, desk.places, self._wanted, now, sent))

    def show_state(self, state: PapersState) -> None:
        if state == self._shown:
            return
        self._shown = state
        self._stack.setCurrentIndex(1 if state.total else 0)
        self.alert_box.offer((("", "全部预警"), *state.alerts), self._wanted.alert)
        self.kind_box.offer((("", "全部种类"), *state.kinds), self._wanted.kind)
        shown = len(state.rows)
        self.brief.setVisible(bool(self._desk.board.standing))
        self._count.setText(f"{state.total}份" if shown == state.total else f"{shown}份，共{state.total}份")
        self.table.show_rows(state.rows)
        if not self.table.selected_keys and state.rows:
            self.table.select(state.rows[0].sha256)
        self.open_chosen()

    def open_sending(self, number: str = "") -> None:
        """What still has to be sent, of one notice or the latest."""
        if self.sending is not None:
            self.sending.open_waiting(number)
            self._open_tab(SENDING)

    def reopen(self, draft: str) -> None:
        """A report on a dispatch that was left unfinished."""
        if self.sending is not None:
            self._open_tab(SENDING)
            self.sending.reopen(draft)

    def _open_tab(self, key: str) -> None:
        self.tabs.select(key)
        sending = self.sending if key == SENDING else None
        self._tab_stack.setCurrentWidget(sending or self._stack)
        (sending.first if sending is not None else self.table).setFocus(Qt.FocusReason.OtherFocusReason)

    def open_chosen(self) -> None:
        """Show the paper the officer stands on."""
        key = self.table.selected_key
        rows = self._shown.rows if self._shown else ()
        self.preview.show_row(next((row for row in rows if row.sha256 == key), None))

    def chosen(self) -> list[str]:
        """Digests of the chosen papers, as they stand on the screen."""
        return [str(key) for key in self.table.selected_keys]

    def every_shown(self) -> list[str]:
        return [row.sha256 for row in self.table.rows_model.rows]

    def print_chosen(self) -> None:
        papers = self.chosen()
        if not papers:
            self.job_line.end("先选一份文书", "warn")
            return
        kinds = {self._desk.board.papers[sha256].paper.kind for sha256 in papers}
        printer = self._choose(self, kinds.pop() if len(kinds) == 1 else "")
        if printer is not None:
            self.run.print_papers(papers, printer)

    def print_brief(self) -> None:
        """Plan 6.1: what goes up every day of a response, one paper for each alert in force."""
        requests = brief_requests(self._desk.board, self._desk.clock())
        if requests and (printer := self._choose(self, PaperKind.DAILY_BRIEF.value)) is not None:
            self.run.print_requests(requests, printer)

    def export(self, papers: list[str], folder: Path, wanted: Wanted = PDF_ONLY) -> None:
        self.run.export_papers(papers, folder, wanted)

    def sign_chosen(self) -> None:
        """Signed copies of the chosen papers; the office has set a certificate."""
        papers = self.chosen()
        if not papers:
            self.job_line.end("先选一份文书", "warn")
        elif not self._desk.by:
            self.job_line.end("请先登录（Ctrl+L）", "warn")
        else:
            self.sign_bar.open(papers)

    def _on_sign(self, papers: list[str], password: str) -> None:
        folder = QFileDialog.getExistingDirectory(self, "签名件存到哪个文件夹")
        if folder:
            self.sign_bar.leave()
            self.run.export_signed(papers, Path(folder), password)

    def file_missing(self) -> None:
        """What could not be filed when it was due, such as a notice whose template has since been mended."""
        if not self._desk.by:
            self.job_line.end("请先登录（Ctrl+L）", "warn")
            return
        self._desk.file_missing(
            lambda count: self.job_line.end(f"已补齐{count}份文书" if count else "文书齐全，没有缺的", "ok")
        )

    def reveal(self, sha256: str) -> None:
        """Bring a paper into view, whatever is filtered."""
        self._open_tab(FILED)
        if sha256 not in self.every_shown():
            self._clear_filters()
        self.table.select(sha256)
        self.table.scrollTo(self.table.currentIndex())
        self.open_chosen()

    def _clear_filters(self) -> None:
        self.search.setText("")
        self._want(alert="", kind="")

    def _want(self, **changes: str) -> None:
        self._wanted = replace(self._wanted, **changes)
        self.refresh(self._desk.clock())

    def _on_export_chosen(self) -> None:
        self._export_to(self.chosen())

    def _export_chosen(self, wanted: Wanted) -> None:
        self._export_to(self.chosen(), wanted)

    def _export_to(self, papers: list[str], wanted: Wanted = PDF_ONLY) -> None:
        if not papers:
            self.job_line.end("先选一份文书", "warn")
            return
        folder = QFileDialog.getExistingDirectory(self, "文书导出到哪个文件夹")
        if folder:
            self.export(papers, Path(folder), wanted)

    def _on_selected(self, _key: Hashable) -> None:
        self.open_chosen()

    def _lay_out(self) -> None:
        px = self._look.theme.px
        self.search.setMinimumWidth(px(220))
        self.search.setMaximumWidth(px(300))
        self._count.setProperty("role", "muted")
        head = QHBoxLayout()
        head.setSpacing(px(12))
        left: tuple[QWidget, ...] = (self.alert_box, self.kind_box, self.search, self._count)
        for part in left:
            head.addWidget(part)
        head.addStretch()
        for button in (self.brief, self._verify, self._export, self._print):
            head.addWidget(button)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(px(12))
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.preview)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        splitter.setSizes([px(2 * PAGE_PX), px(PAGE_PX)])
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addLayout(head)
        column.addWidget(self.verify_bar)
        column.addWidget(self.sign_bar)
        column.addWidget(splitter, 1)
        column.addWidget(self.job_line)
        self._stack.addWidget(
            EmptyState(self._look, "papers", "还没有归档的文书", "会商、审批、发布之后，文书自动生成并归档在这里")
        )
        self._stack.addWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(16), px(12), px(16), px(12))
        whole.setSpacing(px(12))
        self._tab_stack.addWidget(self._stack)
        if self.sending is not None:
            self._tab_stack.addWidget(self.sending)
            whole.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self._tab_stack, 1)

    def _connect(self) -> None:
        menu = QMenu(self._export)
        for name, wanted in EXPORTS:
            menu.addAction(f"{name}…", partial(self._export_chosen, wanted))
        menu.addSeparator()
        menu.addAction("列出的全部文书，PDF…", lambda: self._export_to(self.every_shown()))
        menu.addAction("列出的全部文书，各种格式（拷U盘）…", lambda: self._export_to(self.every_shown(), EVERYTHING))
        if self._desk.paperwork.can_sign:
            menu.addAction("所选文书，数字签名…", self.sign_chosen)
        menu.addSeparator()
        menu.addAction("补齐缺的文书", self.file_missing)
        self._export.setMenu(menu)
        self.tabs.chosen.connect(self._open_tab)
        self._print.clicked.connect(self.print_chosen)
        self.brief.clicked.connect(self.print_brief)
        self._verify.clicked.connect(self.verify_bar.open)
        self.verify_bar.found.connect(self.reveal)
        self.sign_bar.confirmed.connect(self._on_sign)
        self.table.row_selected.connect(self._on_selected)
        self.search.textChanged.connect(lambda text: self._want(text=text))
        self.alert_box.wanted.connect(lambda key: self._want(alert=key))
        self.kind_box.wanted.connect(lambda key: self._want(kind=key))
        self.run.progressed.connect(self.job_line.show_progress)
        self.run.ended.connect(self.job_line.end)
        self.job_line.cancelled.connect(self.run.cancel)
        self._desk.changed.connect(lambda _: self.refresh(self._desk.clock()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file is dropped anywhere in the room to be held against the record."""
        if _dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._open_tab(FILED)
        self.verify_bar.open()
        self.verify_bar.check_files(_dropped(event.mimeData()))
        event.acceptProposedAction()

    def sizeHint(self) -> QSize:
        return QSize(self._look.theme.px(1280), self._look.theme.px(720))


def _dropped(data: QMimeData) -> list[Path]:
    """Files of this machine only."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
