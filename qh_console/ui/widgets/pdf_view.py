"""The very bytes that print, on the screen: pages, zoom, search, and a new version without losing the place."""

from __future__ import annotations

import hashlib

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPalette
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from qh_console.ui.theme import Look
from qh_console.ui.widgets.empty_state import EmptyState

ZOOM_STEP = 1.2
LEAST_ZOOM = 0.25
MOST_ZOOM = 5.0
PRINT_DPI = 300
POINTS_PER_INCH = 72
EMPTY_TEXT = "选一份文书，这里显示它打印出来的样子"


class PdfView(QWidget):
    """`show_pdf` with equal bytes does nothing; with others it keeps zoom and place."""

    found_changed = Signal(int)

    def __init__(self, look: Look, empty_title: str = "还没有文书", empty_text: str = EMPTY_TEXT) -> None:
        super().__init__()
        self._look = look
        self._digest = ""
        self._buffer: QBuffer | None = None
        self._document = QPdfDocument(self)
        self._search = QPdfSearchModel(self)
        self._search.countChanged.connect(self._on_found)
        self._view = QPdfView(self)
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._view.setSearchModel(self._search)
        self._view.setPageSpacing(8)
        self._page = QLabel()
        self._page.setProperty("role", "caption")
        self._find = QLineEdit()
        self._find.setPlaceholderText("在文中查找")
        self._find.setMaximumWidth(180)
        self._find.setClearButtonEnabled(False)
        self._find.textChanged.connect(self._search.setSearchString)
        self._find.returnPressed.connect(self.find_next)
        self._found = QLabel()
        self._found.setProperty("role", "caption")
        self._empty = EmptyState(look, "papers", empty_title, empty_text)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._view)
        self._buttons: dict[str, QToolButton] = {}
        self._lay_out()
        self._view.pageNavigator().currentPageChanged.connect(self._say_page)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()

    @property
    def page_count(self) -> int:
        return self._document.pageCount() if self._digest else 0

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes on the screen, empty for none."""
        return self._digest

    def show_pdf(self, content: bytes | None) -> None:
        digest = hashlib.sha256(content).hexdigest() if content else ""
        if digest == self._digest:
            return
        self._digest = digest
        if content is None:
            self._stack.setCurrentWidget(self._empty)
            return
        place = self._view.verticalScrollBar().value()
        self._load(content)
        self._stack.setCurrentWidget(self._view)
        self._view.verticalScrollBar().setValue(place)
        self._say_page()

    def page_image(self, page: int, dpi: int = PRINT_DPI) -> QImage:
        """One page as a picture at printer's resolution."""
        size = self._document.pagePointSize(page) * (dpi / POINTS_PER_INCH)
        return self._document.render(page, size.toSize())

    def go_to(self, page: int) -> None:
        """Bring a page to the top, the first being 0."""
        self._view.pageNavigator().jump(page, QPointF())

    def zoom(self, factor: float) -> None:
        now = self._view.zoomFactor()
        if self._view.zoomMode() != QPdfView.ZoomMode.Custom:
            now = self._width_factor()
        self._view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._view.setZoomFactor(min(max(now * factor, LEAST_ZOOM), MOST_ZOOM))

    def fit_width(self) -> None:
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def find_text(self, text: str) -> None:
        self._find.setText(text)

    def find_next(self) -> None:
        count = self._search.rowCount(self._search.index(-1, -1))
        if count:
            self._view.setCurrentSearchResultIndex((self._view.currentSearchResultIndex() + 1) % count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find):
            self._find.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._find.selectAll()
        elif event.matches(QKeySequence.StandardKey.ZoomIn):
            self.zoom(ZOOM_STEP)
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.zoom(1 / ZOOM_STEP)
        else:
            super().keyPressEvent(event)

    def _load(self, content: bytes) -> None:
        buffer = QBuffer(self)
        buffer.setData(QByteArray(content))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument(self)
        document.load(buffer)
        self._view.setDocument(document)
        self._search.setDocument(document)
        old_document, self._document = self._document, document
        old_buffer, self._buffer = self._buffer, buffer
        old_document.deleteLater()
        if old_buffer is not None:
            old_buffer.deleteLater()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.setSpacing(4)
        bar.addWidget(self._page)
        bar.addStretch()
        bar.addWidget(self._found)
        bar.addWidget(self._find)
        acts = (
            ("zoom-out", "缩小", lambda: self.zoom(1 / ZOOM_STEP)),
            ("zoom-in", "放大", lambda: self.zoom(ZOOM_STEP)),
            ("fit-width", "适合宽度", self.fit_width),
        )
        for icon, tip, act in acts:
            button = QToolButton()
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.clicked.connect(act)
            self._buttons[icon] = button
            bar.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._stack, 1)

    def _on_look_changed(self) -> None:
        edge, accent = (self._look.theme.colour(name).name() for name in ("hairline", "accent"))
        self._view.setStyleSheet(
            f"QPdfView {{ border: 2px solid {edge}; }} QPdfView:focus {{ border: 2px solid {accent}; }}"
        )
        palette = self._view.palette()
        palette.setColor(QPalette.ColorRole.Dark, self._look.theme.colour("sunken"))
        self._view.setPalette(palette)
        for icon, button in self._buttons.items():
            button.setIcon(self._look.icon(icon))

    def _width_factor(self) -> float:
        """What fit-to-width amounts to now, so that zooming goes on from there."""
        page = self._document.pagePointSize(max(self._view.pageNavigator().currentPage(), 0))
        screen = self._view.viewport().width() - self._view.documentMargins().left() * 2
        px = page.width() * self.logicalDpiX() / POINTS_PER_INCH
        return screen / px if px else 1.0

    def _say_page(self) -> None:
        if self.page_count:
            self._page.setText(f"第{self._view.pageNavigator().currentPage() + 1}页，共{self.page_count}页")
        else:
            self._page.setText("")

    def _on_found(self) -> None:
        count = self._search.rowCount(self._search.index(-1, -1))
        self._found.setText("" if not self._find.text() else f"{count}处" if count else "没有找到")
        self.found_changed.emit(count)
