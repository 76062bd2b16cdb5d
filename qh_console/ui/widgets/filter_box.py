"""A drop-down list to filter by: its choices follow the record, the officer's choice stays."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from qh_console.ui.theme import Look


class FilterBox(QComboBox):
    """`wanted` gives the key a person chose, never one that was set from outside."""

    wanted = Signal(str)

    def __init__(self, look: Look, name: str, width_px: int) -> None:
        super().__init__()
        self._look, self._width_px = look, width_px
        self.setAccessibleName(name)
        look.changed.connect(self._fit)
        self._fit()
        self.currentIndexChanged.connect(lambda _: self.wanted.emit(self.key))

    @property
    def key(self) -> str:
        return str(self.currentData() or "")

    def offer(self, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        """Keys and texts; the first one is chosen where `chosen` is not among them."""
        self.blockSignals(True)
        if [(self.itemData(i), self.itemText(i)) for i in range(self.count())] != list(choices):
            self.clear()
            for key, text in choices:
                self.addItem(text, key)
        self.setCurrentIndex(max(self.findData(chosen), 0))
        self.setToolTip(self.currentText())
        self.blockSignals(False)

    def choose(self, key: str) -> None:
        """As a person would."""
        self.setCurrentIndex(self.findData(key))

    def _fit(self) -> None:
        self.setFixedWidth(self._look.theme.px(self._width_px))
