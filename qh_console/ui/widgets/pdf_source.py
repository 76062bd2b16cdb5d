"""One PDF held open: its page sizes at once, pictures of its pages from a thread of its own."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, QSizeF, Signal
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions, QPdfPageRenderer


class PdfSource(QObject):
    """Dies whole: its renderer is made first, so that its thread has ended before the document goes.

    A renderer of its own for every document: a shared one answers a request of the new document with a picture of
    the old one where page and size are the same.
    """

    drawn = Signal(int, QImage)
    """Page, the first being 0, and its picture; whoever asked for this size takes it."""

    def __init__(self, content: bytes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self.document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        self._renderer.setDocument(self.document)
        self._renderer.pageRendered.connect(self._on_rendered)
        self.sizes: tuple[QSizeF, ...] = tuple(
            self.document.pagePointSize(page) for page in range(self.document.pageCount())
        )
        """In points; empty where the bytes are no PDF."""

    def draw(self, page: int, size: QSize) -> None:
        """Ask for a picture of this size; `drawn` brings it."""
        self._renderer.requestPage(page, size)

    def close(self) -> None:
        """Nothing is drawn from now on."""
        self._renderer.pageRendered.disconnect(self._on_rendered)
        self.deleteLater()

    def _on_rendered(
        self, page: int, _size: QSize, image: QImage, _options: QPdfDocumentRenderOptions, _request: int
    ) -> None:
        self.drawn.emit(page, image)
