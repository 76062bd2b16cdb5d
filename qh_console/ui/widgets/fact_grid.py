"""Short facts one under the other: a label, and beside it what is known, wrapped where it is long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

LABEL_PX = 84


@dataclass(frozen=True)
class FactLine:
    """`tone` is a role of the style sheet: muted, warn, fault, ok; empty for plain."""

    label: str
    text: str
    tone: str = ""
    tip: str = ""


class FactGrid(QWidget):
    """Equal lines repaint nothing. Text can be selected with the mouse and copied."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[FactLine, ...] | None = None
        self._labels: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, LABEL_PX)

    @property
    def lines(self) -> tuple[FactLine, ...]:
        return self._lines or ()

    def show_lines(self, lines: Sequence[FactLine]) -> None:
        given = tuple(lines)
        if given == self._lines:
            return
        self._lines = given
        for label in self._labels:
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = []
        for row, line in enumerate(given):
            self._add(row, 0, line.label, "muted", line.tip)
            self._add(row, 1, line.text, line.tone, line.tip)
        self.setVisible(bool(given))

    def _add(self, row: int, column: int, text: str, tone: str, tip: str) -> None:
        label = QLabel(text)
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        if column:
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if tone:
            label.setProperty("role", tone)
        label.setToolTip(tip)
        self._labels.append(label)
        self._grid.addWidget(label, row, column)
