"""The pages of a PDF under each other: the old picture of a page stands until the new one is drawn."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtPdf import QPdfLink, QPdfSearchModel
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from qh_console.ui.theme import Look
from qh_console.ui.widgets.pdf_layout import LEAST_ZOOM, MOST_ZOOM, Fit, PdfLayout, Place, lay_out, zoom_of
from qh_console.ui.widgets.pdf_source import PdfSource

WHEEL_STEP = 1.2
WHEEL_NOTCH = 120
LINE_PX = 40
FRAME_PX = 2
FOUND, CHOSEN = 0.28, 0.55
"""How strongly what was found is marked on the page, and the one the officer stands on."""


class PdfPages(QAbstractScrollArea):
    """Shows a PdfSource; a new one takes the place of the old without moving the page or blanking it."""

    page_changed = Signal(int)
    zoomed = Signal()
    """By the wheel."""

    def __init__(self, look: Look, search: QPdfSearchModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._search = look, search
        self._source: PdfSource | None = None
        self._layout = PdfLayout()
        self._pictures: dict[int, QPixmap] = {}
        self._asked: dict[int, QSize] = {}
        self._due: set[int] = set()
        self._chosen = -1
        self._page = 0
        self.fit, self._free = Fit.WIDTH, 1.0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("文书页面")
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        search.countChanged.connect(self.viewport().update)

    @property
    def page(self) -> int:
        """The page in view, the first being 0."""
        return self._page

    @property
    def is_drawn(self) -> bool:
        """Whether every page in view shows its picture of now."""
        seen = self._layout.seen(self._above(), self.viewport().height())
        return all(page in self._pictures and page not in self._due for page in seen)

    @property
    def zoom_factor(self) -> float:
        """Of the page in view, 1.0 being its true size."""
        if self._source is None or not self._source.sizes:
            return 1.0
        size = self._source.sizes[min(self._page, len(self._source.sizes) - 1)]
        return zoom_of((size.width(), size.height()), self.fit, self._free, self._view_size(), self.logicalDpiX())

    def show_source(self, source: PdfSource | None, *, is_same_paper: bool) -> None:
        """The same paper set anew keeps its place and its pictures; another begins at its top."""
        place = self._top()
        self._source, self._asked, self._due = source, {}, set()
        if not is_same_paper or source is None:
            self._pictures = {}
            place = Place(0, 0.0, 0.0)
            self._chosen = -1
        if source is not None:
            source.drawn.connect(self._on_drawn)
        self._arrange(place if place.page or place.down > 0 else None)

    def go_to(self, page: int, down_pt: float = 0.0) -> None:
        """Bring a page, or a point so far down on it, to the top; the first page is 0."""
        if self._source is None or not self._layout.boxes:
            return
        page = min(page, len(self._layout.boxes) - 1)
        share = down_pt / self._source.sizes[page].height()
        top = round(self._layout.point_of(Place(page, 0.0, share))[1])
        self.verticalScrollBar().setValue(top)
        if top > self.verticalScrollBar().maximum():
            self._turn_to(page)

    def set_fit(self, fit: Fit) -> None:
        self.fit = fit
        self._arrange(self._top())

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Around `at`, a point of the viewport; the top of the page in view stays where none is given."""
        point = at or QPointF(self.viewport().width() / 2, 0)
        kept = self._layout.place_at(point.x() + self._left(), point.y() + self._above())
        self._free = min(max(self.zoom_factor * factor, LEAST_ZOOM), MOST_ZOOM)
        self.fit = Fit.FREE
        self._arrange(kept, point)

    def show_found(self, chosen: int) -> None:
        """Mark one of what was found as the one the officer stands on, and bring it into view."""
        self._chosen = chosen
        link = self._search.resultAtIndex(chosen)
        if link.isValid() and link.page() < len(self._layout.boxes):
            box = self._layout.boxes[link.page()]
            place = Place(link.page(), 0.0, self._share_of(link.page(), link.location()).y())
            y = self._layout.point_of(place)[1] - self._above()
            if not 0 <= y <= self.viewport().height() - LINE_PX:
                self.verticalScrollBar().setValue(round(box.top + place.down * box.height) - LINE_PX)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._look.theme.colour("sunken"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        seen = self._layout.seen(self._above(), self.viewport().height())
        for page in seen:
            self._paint_page(painter, page)
        for page in [p for p in self._pictures if p not in range(seen.start - 1, seen.stop + 1)]:
            del self._pictures[page]
            self._asked.pop(page, None)
            self._due.discard(page)
        self._paint_edge(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange(self._top())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(WHEEL_STEP ** (event.angleDelta().y() / WHEEL_NOTCH), event.position())
            self.zoomed.emit()
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Home:
                self.verticalScrollBar().setValue(0)
            case Qt.Key.Key_End:
                self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        self.viewport().update()

    def focusOutEvent(self, event: object) -> None:
        self.viewport().update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def _paint_page(self, painter: QPainter, page: int) -> None:
        box = self._layout.boxes[page]
        rect = QRectF(box.left - self._left(), box.top - self._above(), box.width, box.height).toRect()
        painter.fillRect(rect, Qt.GlobalColor.white)
        if (picture := self._pictures.get(page)) is not None:
            painter.drawPixmap(rect, picture)
        wanted = rect.size() * self.devicePixelRatioF()
        if self._source is not None and self._asked.get(page) != wanted:
            self._asked[page] = wanted
            self._due.add(page)
            self._source.draw(page, wanted)
        self._paint_found(painter, page, rect)

    def _paint_found(self, painter: QPainter, page: int, rect: QRect) -> None:
        chosen = self._search.resultAtIndex(self._chosen) if self._chosen >= 0 else QPdfLink()
        for link in self._search.resultsOnPage(page):
            is_chosen = chosen.isValid() and link.page() == chosen.page() and link.location() == chosen.location()
            colour = QColor("#F2A900")
            colour.setAlphaF(CHOSEN if is_chosen else FOUND)
            for found in link.rectangles():
                mark = self._on_page(page, found, rect)
                painter.fillRect(mark, colour)
                if is_chosen:
                    painter.setPen(QPen(QColor("#8A5200"), 2))
                    painter.drawRect(mark.adjusted(-1, -1, 1, 1))

    def _paint_edge(self, painter: QPainter) -> None:
        """Whether the keyboard is here."""
        name = "accent" if self.hasFocus() else "hairline"
        painter.setPen(QPen(self._look.theme.colour(name), FRAME_PX * 2))
        painter.drawRect(self.viewport().rect())

    def _on_page(self, page: int, found: QRectF, rect: QRect) -> QRectF:
        corner, size = self._share_of(page, found.topLeft()), self._share_of(page, found.bottomRight())
        left, top = rect.left() + corner.x() * rect.width(), rect.top() + corner.y() * rect.height()
        return QRectF(left, top, (size.x() - corner.x()) * rect.width(), (size.y() - corner.y()) * rect.height())

    def _share_of(self, page: int, point: QPointF) -> QPointF:
        size = self._source.sizes[page] if self._source else None
        return QPointF(point.x() / size.width(), point.y() / size.height()) if size else QPointF()

    def _on_drawn(self, page: int, image: QImage) -> None:
        if self._asked.get(page) == image.size():
            self._pictures[page] = QPixmap.fromImage(image)
            self._due.discard(page)
            self.viewport().update()

    def _arrange(self, kept: Place | None, at: QPointF | None = None) -> None:
        """Lay the pages out anew with `kept` where it was: at the top, or at `at`."""
        sizes = [(s.width(), s.height()) for s in self._source.sizes] if self._source else []
        view = self._view_size()
        self._layout = lay_out(sizes, self.fit, self._free, view, self.logicalDpiX())
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(round(self._layout.height - view[1]), 0))
        across.setRange(0, max(round(self._layout.width - view[0]), 0))
        for bar, length in ((down, view[1]), (across, view[0])):
            bar.setPageStep(round(length) - LINE_PX)
            bar.setSingleStep(LINE_PX)
        x, y = self._layout.point_of(kept) if kept else (0.0, 0.0)
        down.setValue(round(y - (at.y() if at else 0)))
        if at is not None:
            across.setValue(round(x - at.x()))
        self._on_scrolled()
        self.viewport().update()

    def _on_scrolled(self) -> None:
        """The page a third down the view is the one being read."""
        if self._layout.boxes:
            self._turn_to(self._layout.place_at(0, self._above() + self.viewport().height() / 3).page)

    def _turn_to(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    def _top(self) -> Place:
        return self._layout.place_at(self.viewport().width() / 2, self._above())

    def _above(self) -> int:
        return self.verticalScrollBar().value()

    def _left(self) -> int:
        return self.horizontalScrollBar().value()

    def _view_size(self) -> tuple[float, float]:
        return float(self.viewport().width()), float(self.viewport().height())
