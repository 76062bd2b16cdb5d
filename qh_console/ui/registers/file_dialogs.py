"""How a register's files are chosen; tests put their own in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class Dialogs:
    """None where the officer changed his mind."""

    open: Callable[[QWidget], Path | None]
    save: Callable[[QWidget], Path | None]
