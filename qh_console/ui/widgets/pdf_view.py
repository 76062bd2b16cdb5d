"""The very bytes that print, on the screen, with thumbnails, zoom and search; a new version does not lose the place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtPdf import QPdfBookmarkModel, QPdfDocument, QPdfSearchModel
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from qh_console.ui.theme import Look
from qh_console.ui.widgets.empty_state import EmptyState
from qh_console.ui.widgets.find_bar import FindBar
from qh_console.ui.widgets.pdf_layout import Fit
from qh_console.ui.widgets.pdf_pages import PdfPages
from qh_console.ui.widgets.pdf_source import PdfSource
from qh_console.ui.widgets.pdf_thumbs import PdfThumbs

ZOOM_STEP = 1.2
ICON_PX = 16
FEWEST_PAGES_FOR_THUMBS = 2
EMPTY_TEXT = "选一份文书，这里显示它打印出来的样子"


class PdfView(QWidget):
    """`show_pdf` with equal bytes does nothing; with others of the same paper it keeps zoom and place.

    `has_strip`: whether the pages' pictures are open to begin with; a button opens and closes them.
    """

    found_changed = Signal(int)

    def __init__(
        self,
        look: Look,
        empty_title: str = "还没有文书",
        empty_text: str = EMPTY_TEXT,
        *,
        has_strip: bool = False,
    ) -> None:
        super().__init__()
        self._look = look
        self._digest, self._paper = "", ""
        self._source: PdfSource | None = None
        self._none = QPdfDocument(self)
        self._search = QPdfSearchModel(self)
        self._headings = QPdfBookmarkModel(self)
        self.pages = PdfPages(look, self._search)
        self.thumbs = PdfThumbs(look)
        self.find_bar = FindBar(look, self._search)
        self._where = QLabel()
        self._where.setProperty("role", "caption")
        self._stack = QStackedWidget()
        self._stack.addWidget(EmptyState(look, "papers", empty_title, empty_text))
        self._stack.addWidget(self.pages)
        self.buttons: Mapping[str, QToolButton] = {key: QToolButton() for key in self._acts()}
        self.buttons["thumbs"].setCheckable(True)
        self.buttons["thumbs"].setChecked(has_strip)
        self._lay_out()
        self._connect()
        self._draw_icons()
        self._follow()

    @property
    def page_count(self) -> int:
        return len(self._source.sizes) if self._source else 0

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes on the screen, empty for none."""
        return self._digest

    def show_pdf(self, content: bytes | None, paper: str = "") -> None:
        """`paper` names what the bytes are of: another name begins at its top."""
        digest = hashlib.sha256(content).hexdigest() if content else ""
        if digest == self._digest and paper == self._paper:
            return
        is_same, self._digest, self._paper = paper == self._paper, digest, paper
        old, self._source = self._source, PdfSource(content, self) if content else None
        for model in (self._search, self._headings):
            model.setDocument(self._source.document if self._source else self._none)
        self.pages.show_source(self._source, is_same_paper=is_same)
        self.thumbs.pages.show_source(self._source, is_same_paper=is_same)
        if old is not None:
            old.close()
        self._stack.setCurrentIndex(1 if content else 0)
        self._follow()

    def go_to(self, page: int) -> None:
        """Bring a page to the top, the first being 0."""
        self.pages.go_to(page)

    def go_to_heading(self, title: str) -> None:
        """Bring a heading to the top, by the document's own bookmarks; nothing happens where it has no such one."""
        role = QPdfBookmarkModel.Role
        for row in range(self._headings.rowCount()):
            index = self._headings.index(row, 0)
            if title and title in str(index.data(role.Title.value)):
                point = index.data(role.Location.value)
                self.pages.go_to(int(index.data(role.Page.value)), point.y())
                return

    def zoom(self, factor: float) -> None:
        self.pages.zoom(factor)
        self._follow()

    def set_fit(self, fit: Fit) -> None:
        self.pages.set_fit(fit)
        self._follow()

    def open_find(self) -> None:
        if self.page_count:
            self.find_bar.open()

    def find_text(self, text: str) -> None:
        self.find_bar.show()
        self.find_bar.words.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = QKeySequence.StandardKey
        acts: tuple[tuple[QKeySequence.StandardKey, Callable[[], None]], ...] = (
            (keys.Find, self.open_find),
            (keys.FindNext, lambda: self.find_bar.step(1)),
            (keys.FindPrevious, lambda: self.find_bar.step(-1)),
            (keys.ZoomIn, lambda: self.zoom(ZOOM_STEP)),
            (keys.ZoomOut, lambda: self.zoom(1 / ZOOM_STEP)),
        )
        for key, act in acts:
            if event.matches(key):
                act()
                return
        is_plain = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if is_plain and event.key() == Qt.Key.Key_0:
            self.set_fit(Fit.WIDTH)
        else:
            super().keyPressEvent(event)

    def _acts(self) -> Mapping[str, tuple[str, Callable[[], None]]]:
        return {
            "thumbs": ("各页缩略图", self._follow),
            "search": ("在文中查找（Ctrl+F）", self.open_find),
            "zoom-out": ("缩小（Ctrl+-）", lambda: self.zoom(1 / ZOOM_STEP)),
            "zoom-in": ("放大（Ctrl++）", lambda: self.zoom(ZOOM_STEP)),
            "fit-width": ("适合宽度（Ctrl+0）", lambda: self.set_fit(Fit.WIDTH)),
            "fit-page": ("整页", lambda: self.set_fit(Fit.PAGE)),
        }

    def _follow(self) -> None:
        """Everything around the pages as it belongs to them now."""
        count = self.page_count
        self._where.setText(f"第{self.pages.page + 1}页，共{count}页" if count else "")
        self.thumbs.setVisible(self.buttons["thumbs"].isChecked() and count >= FEWEST_PAGES_FOR_THUMBS)
        self.thumbs.mark(self.pages.page)
        for fit in (Fit.WIDTH, Fit.PAGE):
            self.buttons[f"fit-{fit.value}"].setChecked(self.pages.fit is fit)

    def _on_chosen_page(self, page: int) -> None:
        self.pages.go_to(page)

    def _connect(self) -> None:
        self.pages.page_changed.connect(lambda _: self._follow())
        self.pages.zoomed.connect(self._follow)
        self.thumbs.page_chosen.connect(self._on_chosen_page)
        self.find_bar.chosen.connect(self.pages.show_found)
        self.find_bar.found_changed.connect(self.found_changed)
        self.find_bar.closed.connect(self.pages.setFocus)
        self._look.changed.connect(self._draw_icons)
        for key, (tip, act) in self._acts().items():
            self.buttons[key].setToolTip(tip)
            self.buttons[key].setAccessibleName(tip)
            self.buttons[key].clicked.connect(act)
        for key in ("fit-width", "fit-page"):
            self.buttons[key].setCheckable(True)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.setSpacing(4)
        bar.addWidget(self.buttons["thumbs"])
        bar.addWidget(self._where)
        bar.addStretch()
        for key in ("search", "zoom-out", "zoom-in", "fit-width", "fit-page"):
            bar.addWidget(self.buttons[key])
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.thumbs)
        body.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.find_bar)
        column.addLayout(body, 1)

    def _draw_icons(self) -> None:
        side = self._look.theme.px(ICON_PX)
        for icon, button in self.buttons.items():
            button.setIcon(self._look.icon(icon))
            button.setIconSize(QSize(side, side))
        self.pages.viewport().update()
