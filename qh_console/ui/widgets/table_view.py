"""The table as people see it: hairlines, badges, no zebra; keys to move, copy and open."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from qh_console.ui.theme import Look
from qh_console.ui.widgets.level_badge import LevelView, draw_level
from qh_console.ui.widgets.table import BOLD_ROLE, MARK_ROLE, TONE_ROLE, Column, IconMark, RowsModel, Swatch

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
ROW_PX = 36
PAD_PX = 8
MARK_PX = 18


class _CellDelegate(QStyledItemDelegate):
    """Draws a cell: selection, mark, text in its tone, hairline below."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._look.theme
        state, rect = option.state, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("hover"))
        painter.setPen(QPen(theme.colour("hairline"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        text = index.data() or ""
        mark = index.data(MARK_ROLE)
        box = rect.adjusted(theme.px(PAD_PX), 0, -theme.px(PAD_PX), 0)
        painter.setFont(theme.font("body", bold=bool(index.data(BOLD_ROLE))))
        align = Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole))
        if mark is not None:
            box = self._paint_mark(painter, mark, box)
        painter.setPen(theme.colour(index.data(TONE_ROLE) or "text"))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, align, shown)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        theme = self._look.theme
        font = theme.font("body", bold=bool(index.data(BOLD_ROLE)))
        width = QFontMetrics(font).horizontalAdvance(index.data() or "") + 2 * theme.px(PAD_PX) + 4
        if index.data(MARK_ROLE) is not None:
            width += theme.px(MARK_PX + PAD_PX)
        return QSize(width, theme.px(ROW_PX))

    def _paint_mark(self, painter: QPainter, mark: object, box: QRect) -> QRect:
        theme = self._look.theme
        side, gap = theme.px(MARK_PX), theme.px(PAD_PX)
        square = QRectF(box.left(), box.center().y() - side / 2, side, side)
        if isinstance(mark, LevelView):
            draw_level(painter, theme, mark, square)
        elif isinstance(mark, Swatch):
            painter.setPen(QPen(theme.colour("edge"), 1))
            painter.setBrush(QColor(mark.fill))
            painter.drawRoundedRect(square.adjusted(3, 3, -3, -3), 3, 3)
        elif isinstance(mark, IconMark):
            picture = self._look.pixmap(mark.icon, side, mark.tone, painter.device().devicePixelRatio())
            painter.drawPixmap(square.topLeft(), picture)
        return box.adjusted(side + gap, 0, 0, 0)


class Table(QTableView, Generic[Row]):
    """A view on its own RowsModel. Signals carry the row's key."""

    row_selected = Signal(object)
    row_opened = Signal(object)

    def __init__(self, look: Look, columns: Sequence[Column[Row]], key: Callable[[Row], Hashable]) -> None:
        super().__init__()
        self._look = look
        self._key = key
        self.rows_model = RowsModel(columns, key)
        self._delegate = _CellDelegate(look)
        self.setModel(self.rows_model)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self._set_up_header()
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self.doubleClicked.connect(self._on_opened)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    @property
    def selected_key(self) -> Hashable | None:
        row = self.rows_model.row_at(self.currentIndex())
        return None if row is None else self._key(row)

    def select_many(self) -> None:
        """Let several rows be chosen at once, with Shift, Ctrl or Ctrl+A."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    @property
    def selected_keys(self) -> tuple[Hashable, ...]:
        """Keys of all chosen rows, as they stand on the screen."""
        rows = self.rows_model.rows
        return tuple(self._key(rows[i]) for i in sorted(index.row() for index in self.selectionModel().selectedRows()))

    def show_rows(self, rows: Sequence[Row]) -> None:
        before = self.rows_model.rowCount()
        self.rows_model.show_rows(rows)
        if (before == 0) != (self.rows_model.rowCount() == 0):
            self._fit_columns()

    def select(self, key: Hashable) -> None:
        """Move the selection to a row without telling anybody; unknown keys clear it."""
        position = self.rows_model.position(key)
        selection = self.selectionModel()
        blocked = self.blockSignals(True)
        if position is None:
            selection.clear()
        elif self.selected_key != key or not selection.isRowSelected(position):
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            selection.setCurrentIndex(self.rows_model.index(position, 0), flags)
        self.blockSignals(blocked)
        self.viewport().update()

    def also_select(self, key: Hashable) -> None:
        """Add a row to the selection where several may be chosen."""
        position = self.rows_model.position(key)
        if position is not None:
            flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().select(self.rows_model.index(position, 0), flags)

    def as_text(self) -> str:
        """The table with its titles, tab separated, as it stands on the screen."""
        model = self.rows_model
        lines = ["\t".join(column.title for column in model.columns)]
        lines += ["\t".join(column.text(row) for column in model.columns) for row in model.rows]
        return "\n".join(lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            row = self.rows_model.row_at(self.currentIndex())
            if row is not None:
                QGuiApplication.clipboard().setText("\t".join(c.text(row) for c in self.rows_model.columns))
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._on_opened(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(False)
        header.setStretchLastSection(all(column.width_px >= 0 for column in self.rows_model.columns))
        header.setMinimumSectionSize(40)
        header.sectionClicked.connect(self._on_header_clicked)

    def _on_header_clicked(self, section: int) -> None:
        model = self.rows_model
        model.sort(*model.next_sort(section))

    def _fit_columns(self) -> None:
        header, px = self.horizontalHeader(), self._look.theme.px
        for i, column in enumerate(self.rows_model.columns):
            if column.width_px < 0:
                header.setSectionResizeMode(i, QHeaderView.ResizeMode.Stretch)
            elif column.width_px:
                header.setSectionResizeMode(i, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(i, px(column.width_px))
            else:
                header.setSectionResizeMode(i, QHeaderView.ResizeMode.Interactive)
                self.resizeColumnToContents(i)

    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        row = self.rows_model.row_at(current)
        if row is not None:
            self.row_selected.emit(self._key(row))

    def _on_opened(self, index: QModelIndex) -> None:
        row = self.rows_model.row_at(index)
        if row is not None:
            self.row_opened.emit(self._key(row))

    def _on_look_changed(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._look.theme.px(ROW_PX))
        self._fit_columns()
        self.viewport().update()
