"""The duty roster: a week or a month drawn, one shift at a time entered, changed, exchanged or withdrawn beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qh_console.domain.clock import beijing
from qh_console.domain.roster_commands import (
    ChangeDutyShift,
    EnterDutyShift,
    ExchangeDutyShifts,
    RosterCommand,
    WithdrawDutyShift,
)
from qh_console.domain.roster_shifts import DutyPost
from qh_console.domain.verdicts import Reason
from qh_console.problems import KnownProblem
from qh_console.services.office import Changed
from qh_console.services.rosters import RosterImport, write_roster
from qh_console.ui.desk import Desk
from qh_console.ui.form_times import read_time
from qh_console.ui.outward import Outward
from qh_console.ui.paper_print import PaperPrint, roster_requests
from qh_console.ui.printing import ChoosePrinter, choose_printer
from qh_console.ui.registers.file_dialogs import Dialogs, table_dialogs
from qh_console.ui.registers.filing_forms import SideForm
from qh_console.ui.registers.roster_layout import RosterLayout
from qh_console.ui.registers.roster_state import (
    RosterFilter,
    RosterState,
    ShiftLine,
    derive_roster,
    import_words,
    new_values,
    others,
    shift_of,
)
from qh_console.ui.theme import Look

DIALOGS = table_dialogs("值班表")
SHIFTS = "registers/shift/"
"""What begins the key of an unfinished form of the roster."""
NEW, CHANGE, EXCHANGE, WITHDRAW = (f"{SHIFTS}{act}/" for act in ("new", "change", "exchange", "withdraw"))
GAP = "gap:"
NO_TIME = Reason("起止时间写法不对", "7.5", "starts_at")


class RosterPage(RosterLayout):
    def __init__(
        self,
        look: Look,
        desk: Desk,
        outward: Outward,
        dialogs: Dialogs = DIALOGS,
        choose: ChoosePrinter = choose_printer,
    ) -> None:
        super().__init__(look, desk)
        self._desk, self._rosters, self._dialogs = desk, outward.rosters, dialogs
        self._waiting: Path | None = None
        self._wanted = RosterFilter(beijing(desk.clock()).date())
        self._shown: RosterState | None = None
        self._id = ""
        """Of the shift a form is about."""
        self.printing = PaperPrint(desk, self, self.job_line, choose)
        self._connect()

    @property
    def first(self) -> QWidget:
        """What has the keyboard when the page opens."""
        return self.new_button if self.board.isHidden() else self.board

    def refresh(self, now: datetime) -> None:
        state = derive_roster(self._desk.board, self._wanted, now)
        if state != self._shown:
            self._shown = state
            self.show_roster(state)
            self._show_chosen(self.board.key)

    def open_new(self, gap: str = "") -> None:
        """The form for hours nobody covers; by itself it begins where the roster ends."""
        book, now = self._desk.board.roster, self._desk.clock()
        begin = read_time(gap.removeprefix(GAP)) if gap else None
        if begin is None:
            last = max((held.shift.ends_at for held in book.in_order), default=now)
            begin = last if book.shifts else beijing(now).replace(hour=8, minute=0, second=0, microsecond=0)
        following = book.next_after(begin)
        values = new_values(book, begin, following.shift.starts_at if following else None)
        self._open(self.new, NEW, "登记一班", values, "leader" if not values["leader"] else "main")

    def open_change(self, id: str) -> None:
        if (line := self._line(id)) is not None:
            self._id = id
            self._open(self.change, f"{CHANGE}{id}", f"改登{line.title}", line.values, "main")

    def open_exchange(self, id: str) -> None:
        if (line := self._line(id)) is not None:
            self._id = id
            self.offer_others(others(self._desk.board.roster, id, self._desk.clock()))
            values = {"second": "", "post": DutyPost.MAIN.value, "reason": ""}
            self._open(self.exchange, f"{EXCHANGE}{id}", f"{line.title}换班", values, "second")

    def open_withdrawal(self, id: str) -> None:
        if (line := self._line(id)) is not None:
            self._id = id
            self._open(self.withdraw, f"{WITHDRAW}{id}", f"撤销{line.title}", {"reason": ""}, "reason")

    def reopen(self, draft: str) -> None:
        """A form as it was left unfinished."""
        act, _, id = draft.removeprefix(SHIFTS).partition("/")
        if (held := self._desk.board.roster.shifts.get(id)) is not None:
            self._want(on=beijing(held.shift.starts_at).date())
            self.board.select(id)
        if act == "new":
            self.open_new()
        else:
            {"change": self.open_change, "exchange": self.open_exchange, "withdraw": self.open_withdrawal}[act](id)

    # --- what was asked for ---------------------------------------------------------------------------------------

    def _on_new(self, values: dict[str, str]) -> None:
        shift = shift_of(values)
        self._send(self.new, EnterDutyShift(self._desk.by, shift) if shift else None, "已登记")

    def _on_change(self, values: dict[str, str]) -> None:
        shift, by = shift_of(values), self._desk.by
        self._send(self.change, ChangeDutyShift(by, self._id, shift, values["reason"]) if shift else None, "已改登")

    def _on_exchange(self, values: dict[str, str]) -> None:
        by, post = self._desk.by, DutyPost(values["post"] or DutyPost.MAIN)
        self._send(self.exchange, ExchangeDutyShifts(by, self._id, values["second"], post, values["reason"]), "已换班")

    def _on_withdraw(self, values: dict[str, str]) -> None:
        self._send(self.withdraw, WithdrawDutyShift(self._desk.by, self._id, values["reason"]), "已撤销")

    def _send(self, form: SideForm, command: RosterCommand | None, said: str) -> None:
        if command is None:
            form.refuse((NO_TIME,))
            return
        self._desk.submit(
            command,
            done=lambda changed: self._on_done(form, command, said, changed),
            refused=lambda refused: form.refuse(refused.reasons),
        )

    def _on_done(self, form: SideForm, command: RosterCommand, said: str, _: Changed) -> None:
        form.forget()
        self.close_form()
        self.job_line.end(said, "ok")
        if isinstance(command, EnterDutyShift | ChangeDutyShift):
            self._want(on=beijing(command.shift.starts_at).date())
            held = self._desk.board.roster.at_same_time(command.shift)
            self.board.select(held.id if held else "")
        self._show_chosen(self.board.key)

    def take_in(self, path: Path, good_part: bool = False) -> None:
        """A roster into the record; where a row is wrong, nothing is taken until the rest is confirmed."""
        desk, rosters = self._desk, self._rosters
        if not desk.by:
            self.job_line.end("请先登录", "warn")
            return
        by = desk.by
        self.job_line.show_progress(f"正在读入{path.name}", 0, 0, can_cancel=False)
        desk.runners["journal"].run(
            lambda job: rosters.take(path, by, good_part),
            lambda result: self._on_taken(path, result, good_part),
            self._on_failed,
        )

    def export(self, path: Path) -> None:
        """The whole roster; the bare headers where there is none, to be filled in."""
        held = self._desk.board.roster.in_order
        self._desk.runners["documents"].run(
            lambda job: write_roster(path, held),
            lambda count: self.job_line.end(f"已导出{count}班到{path}" if count else f"空表已写到{path}", "ok"),
            self._on_failed,
        )

    def _on_taken(self, path: Path, result: RosterImport, was_confirmed: bool) -> None:
        self._desk.catch_up()
        waits = bool(result.refused) and not was_confirmed
        self._waiting = path if waits else None
        self.faults.show_faults(result.faults, path.name if waits else "")
        self.job_line.end(import_words(result), "warn" if result.faults else "ok")
        if result.first is not None:
            self._want(on=beijing(result.first.starts_at).date())

    def _on_confirmed(self) -> None:
        if self._waiting is not None:
            self.take_in(self._waiting, good_part=True)

    def _on_import(self) -> None:
        if (path := self._dialogs.open(self)) is not None:
            self.take_in(path)

    def _on_export(self) -> None:
        if (path := self._dialogs.save(self)) is not None:
            self.export(path)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, KnownProblem):
            raise error
        self.job_line.end(str(error), "fault")

    def _on_print(self) -> None:
        self.printing.print(roster_requests(self._desk.board, *self._wanted.days), "这些天还没有排班")

    # --- inside ---------------------------------------------------------------------------------------------------

    def _open(self, form: SideForm, draft: str, title: str, values: Mapping[str, str], first: str) -> None:
        self.open_form(form)
        form.open(draft, title, "", values, first)

    def _want(self, **changes: object) -> None:
        self._wanted = replace(self._wanted, **changes)  # type: ignore[arg-type]
        self.refresh(self._desk.clock())

    def _turn(self, steps: int) -> None:
        self._wanted = self._wanted.moved(steps)
        self.refresh(self._desk.clock())

    def _line(self, id: str) -> ShiftLine | None:
        return next((line for line in (self._shown.shifts if self._shown else ()) if line.id == id), None)

    def _show_chosen(self, key: str) -> None:
        block = next((b for day in self.board.days for b in day.blocks if b.key == key), None)
        day = next((day.on for day in self.board.days if block in day.blocks), None)
        gap = f"{day.month}月{day.day}日{block.hours}无人值班" if block and day and block.is_gap else ""
        self.show_shift(self._line(key), gap)

    def _on_chosen(self, key: str) -> None:
        self.close_form()
        self._show_chosen(key)
        self.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_opened(self, key: str) -> None:
        if key.startswith(GAP):
            self.open_new(key)
        else:
            self.open_change(key)

    def _connect(self) -> None:
        self.board.chosen.connect(self._on_chosen)
        self.board.opened.connect(self._on_opened)
        self.board.turned.connect(self._turn)
        self.views.chosen.connect(lambda key: self._want(view=key))
        self.back.clicked.connect(lambda: self._turn(-1))
        self.on.clicked.connect(lambda: self._turn(1))
        self.today.clicked.connect(lambda: self._want(on=beijing(self._desk.clock()).date()))
        self.new_button.clicked.connect(lambda: self.open_new())
        self.empty.act_clicked.connect(lambda: self.open_new())
        self.change_button.clicked.connect(lambda: self.open_change(self.board.key))
        self.exchange_button.clicked.connect(lambda: self.open_exchange(self.board.key))
        self.withdraw_button.clicked.connect(lambda: self.open_withdrawal(self.board.key))
        self.print_button.clicked.connect(self._on_print)
        self.import_button.clicked.connect(self._on_import)
        self.export_button.clicked.connect(self._on_export)
        self.faults.confirmed.connect(self._on_confirmed)
        for form, act in (
            (self.new, self._on_new),
            (self.change, self._on_change),
            (self.exchange, self._on_exchange),
            (self.withdraw, self._on_withdraw),
        ):
            form.sent.connect(act)
            form.left.connect(self.close_form)
