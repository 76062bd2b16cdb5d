"""The emission register: prefectures on the left, the chosen one's ratios and list beside them, in and out as files."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt

from qh_console.domain.emission_commands import EnterEmissionBase
from qh_console.domain.verdicts import Reason
from qh_console.problems import KnownProblem
from qh_console.services.emissions import EmissionImport, write_emissions
from qh_console.services.office import Changed
from qh_console.ui.desk import Desk
from qh_console.ui.outward import Outward
from qh_console.ui.paper_print import PaperPrint, board_requests, emission_requests
from qh_console.ui.printing import ChoosePrinter, choose_printer
from qh_console.ui.registers.emissions_layout import EmissionsLayout
from qh_console.ui.registers.emissions_state import (
    EmissionsFilter,
    EmissionsState,
    SourceLine,
    base_of,
    base_values,
    derive_emissions,
    import_words,
)
from qh_console.ui.registers.file_dialogs import Dialogs, table_dialogs
from qh_console.ui.theme import Look

DIALOGS = table_dialogs("应急减排清单")
BASES = "registers/base/"
"""What begins the key of an unfinished base, before its prefecture."""


class EmissionsPage(EmissionsLayout):
    def __init__(
        self,
        look: Look,
        desk: Desk,
        outward: Outward,
        dialogs: Dialogs = DIALOGS,
        choose: ChoosePrinter = choose_printer,
    ) -> None:
        super().__init__(look, desk)
        self._desk, self._lists, self._dialogs = desk, outward.emission_lists, dialogs
        self._wanted = EmissionsFilter()
        self._shown: EmissionsState | None = None
        self._derived_of: tuple[object, EmissionsFilter, int] | None = None
        self._waiting: Path | None = None
        self.printing = PaperPrint(desk, self, self.job_line, choose)
        self._connect()
        self.first = self.places

    def refresh(self, now: datetime) -> None:
        desk = self._desk
        known, derived = (desk.board.emissions, self._wanted, now.year), self._derived_of
        if derived is not None and derived[0] is known[0] and derived[1:] == known[1:]:
            return
        self._derived_of = known
        self.show_state(derive_emissions(desk.board, desk.pack, desk.places, self._wanted, now))

    def show_state(self, state: EmissionsState) -> None:
        if state == self._shown:
            return
        self._shown = state
        self.places.show_rows(state.places)
        if self.places.selected_key != state.place:
            self.places.select(state.place)
        self.show_list(state)
        self._show_source(self.table.selected_key)

    def open_source(self, place: str, number: int) -> None:
        """One source of the list in force, whatever is filtered."""
        self.search.setText("")
        self.kinds.select("")
        self._want(place=place, edition="", kind="", text="")
        self.table.select(number)
        self._show_source(self.table.selected_key)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_base_of(self, place: str) -> None:
        """The form of a prefecture's base, as it was left where it was left unfinished."""
        self._want(place=place, edition="")
        held = self._desk.board.emissions.base_of(place)
        title = f"登记{self._desk.places[place].name}减排基数"
        self.open_base(f"{BASES}{place}", title, base_values(held, self._desk.clock()))

    # --- what was asked for ---------------------------------------------------------------------------------------

    def take_in(self, path: Path, good_part: bool = False) -> None:
        """A list into the register; where a row is wrong, nothing is taken until the rest is confirmed."""
        desk, lists, place = self._desk, self._lists, self._place
        if not desk.by:
            self.job_line.end("请先登录", "warn")
            return
        by, now = desk.by, desk.clock()
        self.job_line.show_progress(f"正在读入{path.name}", 0, 0, can_cancel=False)
        desk.runners["journal"].run(
            lambda job: lists.take(path, by, place, now, good_part),
            lambda result: self._on_taken(path, result),
            self._on_failed,
        )

    def export(self, path: Path) -> None:
        """The edition shown; the bare headers where there is none, to be filled in."""
        desk = self._desk
        held = desk.board.emissions.edition(self._shown.edition if self._shown else "")
        told = [held.list] if held else []
        desk.runners["documents"].run(
            lambda job: write_emissions(path, told, desk.places),
            lambda count: self.job_line.end(f"已导出{count}行到{path}" if count else f"空表已写到{path}", "ok"),
            self._on_failed,
        )

    def _on_taken(self, path: Path, result: EmissionImport) -> None:
        self._desk.catch_up()
        self._waiting = path if result.waits else None
        self.faults.show_faults(result.faults, path.name if result.waits else "")
        self.job_line.end(import_words(result, self._desk.places), "warn" if result.faults else "ok")
        if result.entered:
            self._want(place=result.entered[0][0], edition="")

    def _on_confirmed(self) -> None:
        if self._waiting is not None:
            self.take_in(self._waiting, good_part=True)

    def _on_import(self) -> None:
        if (path := self._dialogs.open(self)) is not None:
            self.take_in(path)

    def _on_export(self) -> None:
        if (path := self._dialogs.save(self)) is not None:
            self.export(path)

    def _on_summary(self) -> None:
        desk = self._desk
        self.printing.print(emission_requests(desk.board, desk.places, self._edition), "先导入清单，才有汇总可打印")

    def _on_board(self) -> None:
        row = self._source_at(self.table.selected_key)
        chosen = [row.number] if row is not None else []
        self._print_boards(chosen, "先在表里选一家工业企业")

    def _on_boards(self) -> None:
        held = self._desk.board.emissions.edition(self._edition)
        self._print_boards([*range(len(held.list.sources))] if held else [], "这份清单里没有工业企业")

    def _print_boards(self, numbers: list[int], nothing: str) -> None:
        on_a3 = self.sheets.key == "A3"
        self.printing.print(board_requests(self._desk.board, self._edition, numbers, on_a3), nothing)

    def _on_base_sent(self, values: dict[str, str]) -> None:
        found = base_of(self._place, values)
        if isinstance(found, tuple):
            self.base.refuse((Reason(found[1], "4.3", found[0]),))
            return
        self._desk.submit(
            EnterEmissionBase(self._desk.by, found),
            done=self._on_base_kept,
            refused=lambda refused: self.base.refuse(refused.reasons),
        )

    def _on_base_kept(self, _: Changed) -> None:
        self.base.forget()
        self.close_base()
        self.job_line.end("已登记减排基数", "ok")

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, KnownProblem):
            raise error
        self.job_line.end(str(error), "fault")

    # --- inside ---------------------------------------------------------------------------------------------------

    @property
    def _place(self) -> str:
        return self._shown.place if self._shown else ""

    @property
    def _edition(self) -> str:
        return self._shown.edition if self._shown else ""

    def _want(self, **changes: str) -> None:
        self._wanted = replace(self._wanted, **changes)
        self.refresh(self._desk.clock())

    def _source_at(self, key: Hashable | None) -> SourceLine | None:
        rows = self._shown.rows if self._shown else ()
        return next((row for row in rows if row.number == key), None)

    def _show_source(self, key: Hashable | None) -> None:
        self.show_source(self._source_at(key))

    def _on_place(self, key: Hashable) -> None:
        if key != self._wanted.place:
            self.close_base()
            self._want(place=str(key), edition="")

    def _connect(self) -> None:
        self.places.row_selected.connect(self._on_place)
        self.places.row_opened.connect(lambda _: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.table.row_selected.connect(self._show_source)
        self.table.row_opened.connect(lambda _: self._on_board())
        self.editions.activated.connect(lambda _: self._want(edition=str(self.editions.currentData() or "")))
        self.kinds.chosen.connect(lambda key: self._want(kind=key))
        self.search.textChanged.connect(lambda text: self._want(text=text))
        self.import_button.clicked.connect(self._on_import)
        self.empty.act_clicked.connect(self._on_import)
        self.export_button.clicked.connect(self._on_export)
        self.base_button.clicked.connect(lambda: self.open_base_of(self._place))
        self.summary_button.clicked.connect(self._on_summary)
        self.board_button.clicked.connect(self._on_board)
        self.boards_button.clicked.connect(self._on_boards)
        self.base.sent.connect(self._on_base_sent)
        self.base.left.connect(self.close_base)
        self.faults.confirmed.connect(self._on_confirmed)
