"""Tables over a backing tuple of frozen rows: sorted, diffed on update so the selection stays, copied as text."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
MARK_ROLE = Qt.ItemDataRole.UserRole + 1
TONE_ROLE = Qt.ItemDataRole.UserRole + 2
BOLD_ROLE = Qt.ItemDataRole.UserRole + 3


@dataclass(frozen=True)
class Swatch:
    """A small square in a class's own colour (#rrggbb), before the text that names the class."""

    fill: str


@dataclass(frozen=True)
class IconMark:
    """An icon before the text; `tone` is a colour name of the theme."""

    icon: str
    tone: str = "muted"


@dataclass(frozen=True)
class Column(Generic[Row]):
    """How one column reads a row. `mark` gives a LevelView, Swatch or IconMark to draw before the text."""

    title: str
    text: Callable[[Row], str]
    is_number: bool = False
    sort_key: Callable[[Row], Any] | None = None
    tip: Callable[[Row], str] | None = None
    mark: Callable[[Row], object | None] | None = None
    tone: Callable[[Row], str] | None = None
    """A colour name of the theme for the text: muted, warn, fault, ok; empty for plain."""
    width_px: int = 0
    """Zero: as wide as its content; negative: takes the rest."""
    is_bold: bool = False


class RowsModel(QAbstractTableModel, Generic[Row]):
    """`key` names a row for ever; a row whose key stays keeps its selection when its content changes."""

    def __init__(self, columns: Sequence[Column[Row]], key: Callable[[Row], Hashable]) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._key = key
        self._rows: list[Row] = []
        self._given: tuple[Row, ...] = ()
        self._sort: tuple[int, Qt.SortOrder] | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as they stand on the screen."""
        return tuple(self._rows)

    @property
    def columns(self) -> tuple[Column[Row], ...]:
        return self._columns

    def row_at(self, index: Index) -> Row | None:
        return self._rows[index.row()] if index.isValid() else None

    def position(self, key: Hashable) -> int | None:
        return next((i for i, row in enumerate(self._rows) if self._key(row) == key), None)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Bring the table to `rows` with the fewest changes; equal rows repaint nothing."""
        given = tuple(rows)
        if given != self._given:
            self._given = given
            self._become(self._ordered(given))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """A negative column goes back to the order the rows were given in."""
        self._sort = (column, order) if column >= 0 else None
        self._become(self._ordered(self._given))

    def next_sort(self, column: int) -> tuple[int, Qt.SortOrder]:
        """What a click on a title asks for: numbers from the top down first, then the other way, then as given."""
        first, second = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        if self._columns[column].is_number:
            first, second = second, first
        if self._sort is None or self._sort[0] != column:
            return column, first
        return (column, second) if self._sort[1] == first else (-1, first)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(row) or None if column.tip else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column.is_number)
        if role == MARK_ROLE:
            return column.mark(row) if column.mark else None
        if role == TONE_ROLE:
            return column.tone(row) or None if column.tone else None
        return column.is_bold if role == BOLD_ROLE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            arrow = ""
            if self._sort is not None and self._sort[0] == section:
                arrow = " ↑" if self._sort[1] == Qt.SortOrder.AscendingOrder else " ↓"
            return column.title + arrow
        return _alignment(column.is_number) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _ordered(self, rows: Sequence[Row]) -> list[Row]:
        if self._sort is None:
            return list(rows)
        column = self._columns[self._sort[0]]
        key = column.sort_key or column.text
        return sorted(rows, key=key, reverse=self._sort[1] == Qt.SortOrder.DescendingOrder)

    def _become(self, wanted: list[Row]) -> None:
        keys = {self._key(row) for row in wanted}
        self._remove_others(keys)
        self._reorder(wanted)
        self._insert_missing(wanted)
        for i, row in enumerate(wanted):
            if self._rows[i] != row:
                self._rows[i] = row
                self.dataChanged.emit(self.index(i, 0), self.index(i, len(self._columns) - 1))
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)

    def _remove_others(self, keys: set[Hashable]) -> None:
        last = len(self._rows) - 1
        while last >= 0:
            if self._key(self._rows[last]) in keys:
                last -= 1
                continue
            first = last
            while first > 0 and self._key(self._rows[first - 1]) not in keys:
                first -= 1
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
            last = first - 1

    def _reorder(self, wanted: list[Row]) -> None:
        place = {self._key(row): i for i, row in enumerate(wanted)}
        moved = sorted(self._rows, key=lambda row: place[self._key(row)])
        if [self._key(row) for row in moved] == [self._key(row) for row in self._rows]:
            return
        self.layoutAboutToBeChanged.emit()
        new_place = {self._key(row): i for i, row in enumerate(moved)}
        before = self.persistentIndexList()
        after = [self.index(new_place[self._key(self._rows[old.row()])], old.column()) for old in before]
        self._rows = moved
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _insert_missing(self, wanted: list[Row]) -> None:
        have = {self._key(row) for row in self._rows}
        first = 0
        while first < len(wanted):
            if self._key(wanted[first]) in have:
                first += 1
                continue
            last = first
            while last + 1 < len(wanted) and self._key(wanted[last + 1]) not in have:
                last += 1
            self.beginInsertRows(QModelIndex(), first, last)
            self._rows[first:first] = wanted[first : last + 1]
            self.endInsertRows()
            first = last + 1


def _alignment(is_number: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
