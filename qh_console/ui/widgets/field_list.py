"""Names and values one under the other, nested where one holds others; to read and to copy from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from qh_console.ui.theme import Look

INDENT_PX = 12
NAME_PX = 120


@dataclass(frozen=True)
class FieldLine:
    """`depth` moves a name to the right, under what it belongs to; without a name the text has the whole line."""

    name: str
    text: str
    depth: int = 0


class FieldList(QScrollArea):
    """Long values wrap; equal lines build nothing."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._lines: tuple[FieldLine, ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def lines(self) -> tuple[FieldLine, ...]:
        return self._lines

    def show_lines(self, lines: Sequence[FieldLine]) -> None:
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        px = self._look.theme.px
        page = QWidget()
        page.setObjectName("scrolled")
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, px(8), 0)
        grid.setHorizontalSpacing(px(8))
        grid.setVerticalSpacing(px(4))
        grid.setColumnStretch(1, 1)
        for row, line in enumerate(self._lines):
            self._add(grid, row, line)
        grid.setRowStretch(len(self._lines), 1)
        self.setWidget(page)

    def _add(self, grid: QGridLayout, row: int, line: FieldLine) -> None:
        px = self._look.theme.px
        value = _label(line.text)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if not line.name:
            value.setContentsMargins(px(INDENT_PX) * line.depth, 0, 0, 0)
            grid.addWidget(value, row, 0, 1, 2)
            return
        name = _label(line.name)
        name.setProperty("role", "muted")
        name.setContentsMargins(px(INDENT_PX) * line.depth, 0, 0, 0)
        name.setFixedWidth(px(NAME_PX))
        grid.addWidget(name, row, 0)
        grid.addWidget(value, row, 1)


def _label(text: str) -> QLabel:
    """Plain text: what officers typed is never taken for markup. Digests may break anywhere."""
    label = QLabel("\u200b".join(text) if len(text) > 40 and text.isalnum() and text.isascii() else text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return label
