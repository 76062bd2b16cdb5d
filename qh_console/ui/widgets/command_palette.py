"""Ctrl+K: every act, place, unit and document by its name or the initials of its pinyin."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from qh_console.ui.pinyin import is_match
from qh_console.ui.theme import Look
from qh_console.ui.widgets.table import Column, RowsModel

WIDTH_PX = 600
ROW_PX = 40
MOST_ROWS = 9
ITEM_ROLE = Qt.ItemDataRole.UserRole + 9
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class PaletteItem:
    """One thing to reach. `group` says what it is (功能、地区、单位、文书); `why_not` greys it and gives the reason."""

    key: str
    text: str
    group: str = ""
    hint: str = ""
    icon: str = ""
    why_not: str = ""


def search(items: tuple[PaletteItem, ...], query: str) -> tuple[PaletteItem, ...]:
    """Matches, those that begin with the query first, otherwise in the order given."""
    found = [item for item in items if is_match(query, item.text)]
    return tuple(sorted(found, key=lambda item: not item.text.lower().startswith(query.strip().lower())))


class _ItemDelegate(QStyledItemDelegate):
    def __init__(self, look: Look, model: RowsModel[PaletteItem]) -> None:
        super().__init__()
        self._look = look
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, self._look.theme.px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = self._model.row_at(index)
        if item is None:
            return
        theme = self._look.theme
        rect: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("accent_soft"))
        side = theme.px(20)
        if item.icon:
            picture = self._look.pixmap(item.icon, side, "muted", painter.device().devicePixelRatio())
            painter.drawPixmap(rect.left() + theme.px(12), rect.center().y() - side // 2, picture)
        box = rect.adjusted(theme.px(44), 0, -theme.px(16), 0)
        note = "  ".join(part for part in (item.why_not, item.group, item.hint) if part)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, note)
        room = box.width() - painter.fontMetrics().horizontalAdvance(note) - theme.px(16)
        painter.setFont(theme.font())
        painter.setPen(theme.colour("faint" if item.why_not else "text"))
        text = painter.fontMetrics().elidedText(item.text, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()


class CommandPalette(QFrame):
    """Lies over the window, takes the keyboard while it is open, and gives it back."""

    item_chosen = Signal(str)
    closed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._host = parent
        self._items: tuple[PaletteItem, ...] = ()
        self._focus_before: QWidget | None = None
        self.setObjectName("palette")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._line = QLineEdit()
        self._line.setPlaceholderText("输入名称或拼音首字母，如“hds”“fb”")
        self._line.textChanged.connect(self._on_typed)
        self._line.installEventFilter(self)
        self._model = RowsModel((Column[PaletteItem]("", lambda item: item.text),), lambda item: item.key)
        self._list = QListView()
        self._list.setModel(self._model)
        self._delegate = _ItemDelegate(look, self._model)
        self._list.setItemDelegate(self._delegate)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.clicked.connect(self._on_clicked)
        self._nothing = QLabel("没有找到；可换个名称或首字母")
        self._nothing.setProperty("role", "muted")
        self._nothing.setContentsMargins(8, 8, 8, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        column.addWidget(self._line)
        column.addWidget(self._list)
        column.addWidget(self._nothing)
        self.hide()

    @property
    def found(self) -> tuple[PaletteItem, ...]:
        return self._model.rows

    def set_items(self, items: tuple[PaletteItem, ...]) -> None:
        self._items = items
        if self.isVisible():
            self._on_typed(self._line.text())

    def open(self) -> None:
        self._focus_before = self._host.window().focusWidget()
        self._line.clear()
        self._on_typed("")
        self.show()
        self.raise_()
        self._line.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_palette(self) -> None:
        if self.isVisible():
            self.hide()
            if self._focus_before is not None:
                self._focus_before.setFocus(Qt.FocusReason.PopupFocusReason)
            self._focus_before = None
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self.isVisible() and not self.underMouse():
            self.close_palette()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
        key = Qt.Key(event.key())
        if key in step:
            row = min(max(self._list.currentIndex().row() + step[key], 0), self._model.rowCount() - 1)
            self._list.setCurrentIndex(self._model.index(row, 0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_clicked(self._list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.close_palette()
        else:
            return False
        return True

    def _on_typed(self, text: str) -> None:
        self._model.show_rows(search(self._items, text))
        self._list.setCurrentIndex(self._model.index(0, 0))
        self._list.scrollToTop()
        self._lay_over()

    def _lay_over(self) -> None:
        """As wide as the window allows and as high as what was found."""
        px, rows = self._look.theme.px, self._model.rowCount()
        self._list.setVisible(rows > 0)
        self._nothing.setVisible(rows == 0)
        width = min(px(WIDTH_PX), self._host.width() - px(32))
        height = px(ROW_PX) * min(max(rows, 1), MOST_ROWS) + px(72)
        left, top = (self._host.width() - width) // 2, px(56)
        self.setGeometry(left, top, width, min(height, self._host.height() - px(64)))

    def _on_clicked(self, index: QModelIndex) -> None:
        item = self._model.row_at(index)
        if item is not None and not item.why_not:
            self.close_palette()
            self.item_chosen.emit(item.key)
