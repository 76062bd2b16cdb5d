"""Who took part in a consultation: unit, name, opinion, one line each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from qh_console.domain.pack import Unit
from qh_console.domain.particulars import Participant
from qh_console.ui.theme import Look


@dataclass(frozen=True)
class _Line:
    part: QWidget
    unit: QComboBox
    name: QLineEdit
    opinion: QLineEdit

    def value(self) -> Participant:
        return Participant(str(self.unit.currentData() or ""), self.name.text(), self.opinion.text())


class ParticipantsEditor(QWidget):
    """At least one line stands; a new one starts with the unit of the last."""

    changed = Signal()

    def __init__(self, look: Look, units: Sequence[Unit]) -> None:
        super().__init__()
        self._look, self._units = look, tuple(units)
        self._lines: list[_Line] = []
        self._is_telling = True
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.more = QPushButton(look.icon("plus"), "加一人")
        self.more.setProperty("role", "quiet")
        self.more.clicked.connect(self._on_more)
        row = QHBoxLayout()
        row.addWidget(self.more)
        row.addStretch()
        self._column.addLayout(row)

    def people(self) -> tuple[Participant, ...]:
        return tuple(line.value() for line in self._lines)

    def show_people(self, people: Sequence[Participant]) -> None:
        """Without telling anybody; equal people keep their cursors."""
        if tuple(people) == self.people():
            return
        self._is_telling = False
        for line in tuple(self._lines):
            self._drop(line)
        for person in people:
            self._add(person)
        self._is_telling = True

    def focus_first(self) -> None:
        """The first line that has no name yet."""
        empty = [line for line in self._lines if not line.name.text().strip()]
        if empty or self._lines:
            (empty or self._lines)[0].name.setFocus()

    def name_field(self, i: int) -> QLineEdit:
        return self._lines[i].name

    def _add(self, person: Participant) -> None:
        line = _Line(QWidget(), QComboBox(), QLineEdit(person.name), QLineEdit(person.opinion))
        for unit in self._units:
            line.unit.addItem(unit.short, unit.id)
        line.unit.setCurrentIndex(line.unit.findData(person.unit))
        line.unit.setAccessibleName("单位")
        line.name.setPlaceholderText("姓名")
        line.name.setAccessibleName("姓名")
        line.opinion.setPlaceholderText("意见")
        line.opinion.setAccessibleName("意见")
        drop = QToolButton()
        drop.setIcon(self._look.icon("cross"))
        drop.setToolTip("删去这一人")
        drop.setAccessibleName("删去这一人")
        drop.clicked.connect(lambda: self._on_drop(line))
        row = QHBoxLayout(line.part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for part, stretch in ((line.unit, 3), (line.name, 2), (line.opinion, 5)):
            row.addWidget(part, stretch)
        row.addWidget(drop)
        line.unit.currentIndexChanged.connect(self._tell)
        line.name.textChanged.connect(self._tell)
        line.opinion.textChanged.connect(self._tell)
        self._column.insertWidget(len(self._lines), line.part)
        self._lines.append(line)

    def _drop(self, line: _Line) -> None:
        self._lines.remove(line)
        self._column.removeWidget(line.part)
        line.part.hide()
        line.part.deleteLater()

    def _on_more(self) -> None:
        unit = self._lines[-1].value().unit if self._lines else ""
        self._add(Participant(unit, ""))
        self._lines[-1].name.setFocus()
        self._tell()

    def _on_drop(self, line: _Line) -> None:
        if len(self._lines) > 1:
            self._drop(line)
            self._tell()

    def _tell(self) -> None:
        if self._is_telling:
            self.changed.emit()
