"""The contact register: two persons a unit, entered beside the table, in and out as a file."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSplitter, QVBoxLayout, QWidget

from qh_console.domain.commands import EnterContact, WithdrawContact
from qh_console.domain.contacts import Post
from qh_console.domain.verdicts import Refused
from qh_console.problems import KnownProblem
from qh_console.services.contact_export import write_contacts
from qh_console.services.contacts import ContactImport, derive_contact_rows
from qh_console.services.office import Changed
from qh_console.ui.desk import Desk
from qh_console.ui.outward import Outward
from qh_console.ui.paper_print import PaperPrint, contact_requests
from qh_console.ui.printing import ChoosePrinter, choose_printer
from qh_console.ui.registers.contact_form import ContactForm
from qh_console.ui.registers.contacts_state import (
    ContactLine,
    ContactsFilter,
    ContactsState,
    Who,
    contact_of,
    derive_contacts,
    import_words,
)
from qh_console.ui.registers.file_dialogs import Dialogs, table_dialogs
from qh_console.ui.registers.import_faults import ImportFaults
from qh_console.ui.theme import Look
from qh_console.ui.widgets.choice_bar import ChoiceBar
from qh_console.ui.widgets.icon_button import IconButton
from qh_console.ui.widgets.job_line import JobLine
from qh_console.ui.widgets.table import Column
from qh_console.ui.widgets.table_view import Table

WHO_WORDS = {Who.ALL: "全部", Who.MISSING: "未登记", Who.OTHERS: "其他对象"}
FORM_PX = 316
COLUMNS: tuple[Column[ContactLine], ...] = (
    Column("单位", lambda row: row.unit, sort_key=lambda row: row.order, tip=lambda row: row.full_name, width_px=148),
    Column("岗位", lambda row: row.post, width_px=64),
    Column(
        "姓名",
        lambda row: row.name or ("未登记" if row.is_missing else "—"),
        tone=lambda row: "warn" if row.is_missing else "" if row.is_held else "muted",
        width_px=84,
    ),
    Column("职务", lambda row: row.title, width_px=96),
    Column("24小时电话", lambda row: row.phone, width_px=124),
    Column("手机", lambda row: row.mobile, width_px=108),
    Column("传真", lambda row: row.fax, width_px=108),
    Column("邮箱", lambda row: row.email, tip=lambda row: row.email, width_px=-1),
)


DIALOGS = table_dialogs("联系人")


class ContactsPage(QWidget):
    def __init__(
        self,
        look: Look,
        desk: Desk,
        outward: Outward,
        dialogs: Dialogs = DIALOGS,
        choose: ChoosePrinter = choose_printer,
    ) -> None:
        super().__init__()
        self._look, self._desk, self._outward, self._dialogs = look, desk, outward, dialogs
        self._wanted = ContactsFilter()
        self._shown: ContactsState | None = None
        self._waiting: Path | None = None
        self.table: Table[ContactLine] = Table(look, COLUMNS, lambda row: row.key)
        self.table.setAccessibleName("联系人")
        self.who_bar = ChoiceBar([(who.value, text) for who, text in WHO_WORDS.items()], "显示哪些联系人")
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找单位、姓名、电话")
        self.form = ContactForm(look, desk)
        self.faults = ImportFaults(look)
        self.job_line = JobLine(look)
        self._summary = QLabel()
        self.import_button = IconButton(look, "import", "导入")
        self.export_button = IconButton(look, "export", "导出")
        self.print_button = IconButton(look, "print", "打印通信录")
        self.printing = PaperPrint(desk, self, self.job_line, choose)
        self._lay_out()
        self._connect()
        self.first = self.table

    def refresh(self, now: datetime) -> None:
        desk = self._desk
        channels = self._outward.dissemination.channels
        self.show_state(derive_contacts(desk.board, desk.pack, channels, self._wanted, now))

    def show_state(self, state: ContactsState) -> None:
        if state == self._shown:
            return
        self._shown = state
        for who, count in (state.counts or {}).items():
            self.who_bar.set_text(who.value, f"{WHO_WORDS[who]} {count}")
        self._summary.setText(
            "还没有联系人：先导入名单，或在表里选一行，在右边填写" if state.is_first else state.summary
        )
        self.table.show_rows(state.rows)
        if self.table.selected_key is None and state.rows:
            self.table.select(state.rows[0].key)
        self._show_form(self.table.selected_key)

    def open_unit(self, unit: str, post: Post = Post.RESPONSIBLE) -> None:
        """One post of a unit, whatever is filtered."""
        self.search.setText("")
        self.who_bar.select(Who.ALL.value)
        self._want(who=Who.ALL, text="")
        self.table.select((unit, post.value))
        self._show_form(self.table.selected_key)

    # --- what was asked for ---------------------------------------------------------------------------------------

    def take_in(self, path: Path, good_part: bool = False) -> None:
        """A list into the register; where a row is wrong, nothing is taken until the rest is confirmed."""
        if not self._desk.by:
            self.job_line.end("请先登录", "warn")
            return
        lists, by = self._outward.contact_lists, self._desk.by
        self.job_line.show_progress(f"正在读入{path.name}", 0, 0, can_cancel=False)
        self._desk.runners["journal"].run(
            lambda job: lists.take(path, by, good_part),
            lambda result: self._on_taken(path, result, good_part),
            self._on_failed,
        )

    def export(self, path: Path) -> None:
        desk = self._desk
        rows = derive_contact_rows(desk.board, desk.pack, self._outward.dissemination.channels)
        desk.runners["documents"].run(
            lambda job: write_contacts(path, rows),
            lambda count: self.job_line.end(f"已导出{count}行到{path}", "ok"),
            self._on_failed,
        )

    def _on_taken(self, path: Path, result: ContactImport, was_confirmed: bool) -> None:
        self._desk.catch_up()
        waits = bool(result.faults) and not was_confirmed and not (result.new or result.changed or result.unchanged)
        self._waiting = path if waits else None
        self.faults.show_faults(result.faults, path.name if waits else "")
        self.job_line.end(import_words(result), "warn" if result.faults else "ok")

    def _on_confirmed(self) -> None:
        if self._waiting is not None:
            self.take_in(self._waiting, good_part=True)

    def _on_import(self) -> None:
        if (path := self._dialogs.open(self)) is not None:
            self.take_in(path)

    def _on_export(self) -> None:
        if (path := self._dialogs.save(self)) is not None:
            self.export(path)

    def _on_print(self) -> None:
        self.printing.print(contact_requests(self._desk.board), "还没有联系人可打印")

    def _on_saved(self) -> None:
        key = self.form.key
        if key is None:
            return
        self._desk.submit(
            EnterContact(self._desk.by, contact_of(key, self.form.values())), done=self._on_done, refused=self._refuse
        )

    def _on_withdrawn(self, reason: str) -> None:
        key = self.form.key
        if key is None:
            return
        self._desk.submit(
            WithdrawContact(self._desk.by, key[0], Post(key[1]), reason), done=self._on_done, refused=self._refuse
        )

    def _on_done(self, _: Changed) -> None:
        self.form.forget()
        self._show_form(self.table.selected_key)
        self.job_line.end("已登记", "ok")
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, refused: Refused) -> None:
        self.form.refuse(refused.reasons)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, KnownProblem):
            raise error
        self.job_line.end(str(error), "fault")

    # --- inside ---------------------------------------------------------------------------------------------------

    def _want(self, **changes: object) -> None:
        self._wanted = replace(self._wanted, **changes)  # type: ignore[arg-type]
        self.refresh(self._desk.clock())

    def _show_form(self, key: Hashable | None) -> None:
        rows = self._shown.rows if self._shown else ()
        self.form.show_line(next((row for row in rows if row.key == key), None))

    def _edit(self, key: Hashable) -> None:
        self._show_form(key)
        self.form.edit()

    def _lay_out(self) -> None:
        px = self._look.theme.px
        self._summary.setProperty("role", "muted")
        self.search.setMinimumWidth(px(96))
        self.search.setMaximumWidth(px(220))
        self._summary.setMinimumWidth(1)
        head = QHBoxLayout()
        head.setSpacing(px(12))
        for part in (self.who_bar, self.search, self._summary):
            head.addWidget(part)
        head.addStretch()
        head.addWidget(self.import_button)
        head.addWidget(self.export_button)
        head.addWidget(self.print_button)
        body = QSplitter(Qt.Orientation.Horizontal)
        body.setHandleWidth(px(12))
        body.setChildrenCollapsible(False)
        body.addWidget(self.table)
        body.addWidget(self.form)
        body.setStretchFactor(0, 1)
        body.setStretchFactor(1, 0)
        body.setSizes([px(920), px(FORM_PX)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addLayout(head)
        column.addWidget(self.faults)
        column.addWidget(body, 1)
        column.addWidget(self.job_line)

    def _connect(self) -> None:
        self.table.row_selected.connect(self._show_form)
        self.table.row_opened.connect(self._edit)
        self.form.saved.connect(self._on_saved)
        self.form.withdrawn.connect(self._on_withdrawn)
        self.form.left.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.faults.confirmed.connect(self._on_confirmed)
        self.who_bar.chosen.connect(lambda key: self._want(who=Who(key)))
        self.search.textChanged.connect(lambda text: self._want(text=text))
        self.import_button.clicked.connect(self._on_import)
        self.export_button.clicked.connect(self._on_export)
        self.print_button.clicked.connect(self._on_print)
