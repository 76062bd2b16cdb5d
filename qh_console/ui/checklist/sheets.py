"""The button that prints or copies duty sheets, of one unit or of all in one go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu

from qh_console.services.paper_requests import PaperKind, PaperRequest
from qh_console.ui.desk import Desk
from qh_console.ui.paper_run import PaperRun
from qh_console.ui.printing import ChoosePrinter
from qh_console.ui.theme import Look
from qh_console.ui.widgets.icon_button import IconButton


class SheetsButton(IconButton):
    """`chosen_units` says at the click which units are meant; `run` tells how far it is."""

    def __init__(
        self, look: Look, desk: Desk, chosen_units: Callable[[], Sequence[str]], choose: ChoosePrinter
    ) -> None:
        super().__init__(look, "print", "任务单")
        self._desk, self._chosen_units, self._choose = desk, chosen_units, choose
        self._alert = self._number = ""
        self.run = PaperRun(desk, self)
        menu = QMenu(self)
        menu.addAction("打印全部任务单", self.print_all)
        menu.addAction("打印所选单位的任务单", self.print_chosen)
        menu.addSeparator()
        menu.addAction("全部任务单导出到文件夹…", self._on_export)
        self.setMenu(menu)

    def show_alert(self, alert: str, number: str) -> None:
        self._alert, self._number = alert, number

    def print_all(self) -> None:
        self._print(self._every_unit())

    def print_chosen(self) -> None:
        self._print(self._chosen_units())

    def export_all(self, folder: Path) -> None:
        self.run.export_requests(self._requests(self._every_unit()), folder)

    def _every_unit(self) -> list[str]:
        alert = self._desk.board.alerts.get(self._alert)
        return list(dict.fromkeys(laid.task.unit for laid in alert.tasks)) if alert else []

    def _requests(self, units: Sequence[str]) -> list[PaperRequest]:
        return [PaperRequest(PaperKind.DUTY_SHEET, self._alert, self._number, unit) for unit in units]

    def _print(self, units: Sequence[str]) -> None:
        if not units:
            self.run.ended.emit("先选一个单位，或选几项任务", "warn")
            return
        printer = self._choose(self, PaperKind.DUTY_SHEET.value)
        if printer is not None:
            self.run.print_requests(self._requests(units), printer)

    def _on_export(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "任务单导出到哪个文件夹")
        if folder:
            self.export_all(Path(folder))
