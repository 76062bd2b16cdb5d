"""A slim strip of page pictures: the page in view is marked, a click or an arrow key turns to another."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QListView, QWidget

from qh_console.ui.theme import Look
from qh_console.ui.widgets.pdf_source import PdfSource

THUMB_PX = 52
STRIP_PX, CAPTION_PX = 76, 24
AnyIndex = QModelIndex | QPersistentModelIndex


class ThumbModel(QAbstractListModel):
    """Pages are drawn when their rows are looked at; the old picture stands until the new one is drawn."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._source: PdfSource | None = None
        self._pictures: dict[int, QPixmap] = {}
        self._asked: dict[int, QSize] = {}
        self._count = 0
        self.width_px = THUMB_PX
        self.ratio = 1.0
        self.cell = QSize()
        """Known without a picture, so that only pages in sight are drawn."""

    def show_source(self, source: PdfSource | None, *, is_same_paper: bool) -> None:
        count = len(source.sizes) if source else 0
        self._source, self._asked = source, {}
        if not is_same_paper:
            self._pictures = {}
        if source is not None:
            source.drawn.connect(self._on_drawn)
        self._set_count(count)
        if count:
            self.dataChanged.emit(self.index(0), self.index(count - 1))

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 Qt's own signature
        return 0 if parent.isValid() else self._count

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        page = index.row()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return str(page + 1)
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return f"第{page + 1}页"
            case Qt.ItemDataRole.DecorationRole:
                return self._picture(page)
            case Qt.ItemDataRole.SizeHintRole:
                return self.cell
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignCenter
        return None

    def _picture(self, page: int) -> QPixmap:
        if self._source is None:
            return QPixmap()
        size = self._source.sizes[page]
        wanted = QSize(self.width_px, round(self.width_px * size.height() / size.width())) * self.ratio
        if self._asked.get(page) != wanted:
            self._asked[page] = wanted
            self._source.draw(page, wanted)
        return self._pictures.get(page) or _blank(wanted, self.ratio)

    def _on_drawn(self, page: int, image: QImage) -> None:
        if self._asked.get(page) != image.size():
            return
        self._pictures[page] = _on_white(image, self.ratio)
        self.dataChanged.emit(self.index(page), self.index(page), [Qt.ItemDataRole.DecorationRole])

    def _set_count(self, count: int) -> None:
        if count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(QModelIndex(), count, self._count - 1)
            self._count = count
            self.endRemoveRows()
        self._pictures = {page: picture for page, picture in self._pictures.items() if page < count}


class PdfThumbs(QListView):
    page_chosen = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._is_marking = False
        self.pages = ThumbModel(self)
        self.setObjectName("thumbs")
        self.setModel(self.pages)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setSpacing(2)
        self.setAccessibleName("页")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda now, _: self._on_current(now.row()))
        look.changed.connect(self._fit)
        self._fit()

    def mark(self, page: int) -> None:
        """The page in view; nothing is turned by that."""
        index = self.pages.index(page)
        if index.isValid() and index != self.currentIndex():
            self._is_marking = True
            self.setCurrentIndex(index)
            self._is_marking = False

    def _on_current(self, page: int) -> None:
        if page >= 0 and not self._is_marking:
            self.page_chosen.emit(page)

    def _fit(self) -> None:
        px = self._look.theme.px
        self.pages.width_px, self.pages.ratio = px(THUMB_PX), self.devicePixelRatioF()
        self.setIconSize(QSize(px(THUMB_PX), px(THUMB_PX * 3 // 2)))
        self.pages.cell = QSize(px(THUMB_PX + 8), px(THUMB_PX * 3 // 2 + CAPTION_PX))
        self.setFixedWidth(px(STRIP_PX))


def _blank(size: QSize, ratio: float) -> QPixmap:
    made = QPixmap(size)
    made.fill(QColor("white"))
    made.setDevicePixelRatio(ratio)
    return made


def _on_white(image: QImage, ratio: float) -> QPixmap:
    made = _blank(image.size(), 1.0)
    painter = QPainter(made)
    painter.drawImage(0, 0, image)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
