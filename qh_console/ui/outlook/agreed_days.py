"""The forecast a consultation agrees on: a line a place and day, low, high, pollutant, beside what the sources say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

from qh_console.domain.places import Places
from qh_console.domain.readings import POLLUTANT_NAMES
from qh_console.ui.outlook.consult_draft import DayDraft

FIGURE_PX = 64
POLLUTANTS = tuple(dict.fromkeys(POLLUTANT_NAMES.values()))


@dataclass(frozen=True)
class _Line:
    day: DayDraft
    low: QLineEdit
    high: QLineEdit
    pollutant: QComboBox

    def value(self) -> DayDraft:
        return replace(
            self.day, low=self.low.text(), high=self.high.text(), pollutant=self.pollutant.currentText() or ""
        )


class AgreedDaysEditor(QWidget):
    """Built anew only when places or days change."""

    changed = Signal()

    def __init__(self, places: Places) -> None:
        super().__init__()
        self._places = places
        self._lines: list[_Line] = []
        self._parts: list[QWidget] = []
        self._is_telling = True
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(5, 1)

    def days(self) -> tuple[DayDraft, ...]:
        return tuple(line.value() for line in self._lines)

    def show_days(self, days: Sequence[DayDraft]) -> None:
        given = tuple(days)
        if given == self.days():
            return
        self._is_telling = False
        if [(d.place, d.on, d.sources) for d in given] != [(x.day.place, x.day.on, x.day.sources) for x in self._lines]:
            self._build(given)
        for line, day in zip(self._lines, given, strict=True):
            line.low.setText(day.low)
            line.high.setText(day.high)
            line.pollutant.setCurrentIndex(max(line.pollutant.findText(day.pollutant), 0))
        self._is_telling = True

    def focus_first(self) -> None:
        if self._lines:
            self._lines[0].low.setFocus()

    def _build(self, days: tuple[DayDraft, ...]) -> None:
        for part in self._parts:
            self._grid.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts, self._lines = [], []
        if not days:
            self._put(0, 0, _caption("没有按日的预报"))
        before = ""
        for row, day in enumerate(days):
            self._put(row, 0, QLabel(self._places[day.place].short if day.place != before else ""))
            before = day.place
            self._put(row, 1, QLabel(f"{day.on.month}-{day.on.day:02}"))
            line = _Line(day, self._figure("下限"), self._figure("上限"), QComboBox())
            line.pollutant.addItems(POLLUTANTS)
            line.pollutant.setAccessibleName("首要污染物")
            line.pollutant.currentIndexChanged.connect(self._tell)
            for column, part in ((2, line.low), (3, line.high), (4, line.pollutant)):
                self._put(row, column, part)
            self._put(row, 5, _caption(day.sources))
            self._lines.append(line)

    def _put(self, row: int, column: int, part: QWidget) -> None:
        self._parts.append(part)
        self._grid.addWidget(part, row, column)

    def _figure(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(f"AQI{name}")
        field.setPlaceholderText(name)
        field.setFixedWidth(FIGURE_PX)
        field.textChanged.connect(self._tell)
        return field

    def _tell(self) -> None:
        if self._is_telling:
            self.changed.emit()


def _caption(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "caption")
    label.setWordWrap(True)
    return label
