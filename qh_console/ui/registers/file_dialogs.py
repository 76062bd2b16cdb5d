"""How a register's files are chosen; tests put their own in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


@dataclass(frozen=True)
class Dialogs:
    """None where the officer changed his mind."""

    open: Callable[[QWidget], Path | None]
    save: Callable[[QWidget], Path | None]


def table_dialogs(what: str) -> Dialogs:
    """The system's own, for a register that goes in and out as a table; `what` is its name."""

    def choose(parent: QWidget) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(parent, f"导入{what}", "", "表格 (*.xlsx *.csv)")
        return Path(name) if name else None

    def choose_target(parent: QWidget) -> Path | None:
        kinds = "XLSX (*.xlsx);;CSV (*.csv)"
        name, _ = QFileDialog.getSaveFileName(parent, f"{what}导出到哪里", f"{what}.xlsx", kinds)
        return Path(name) if name else None

    return Dialogs(choose, choose_target)
