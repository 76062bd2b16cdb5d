"""PDF objects in PDF's own words, where building them from reportlab's parts would cost more than the paper."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject


class Written(PDFObject):
    """An object as it stands in the file."""

    content: str | bytes = ""

    def format(self, document: Any) -> bytes:
        return self.content.encode("ascii") if isinstance(self.content, str) else self.content


def number_of(document: Any, item: Written) -> int:
    """The number an object has in its file, given to it here if it has none yet."""
    number: int = document.idToObjectNumberAndVersion[document.Reference(item).name][0]
    return number


def packed_stream(packed: bytes, about: str = "") -> Written:
    """A stream whose bytes are deflated already; its line's end is both its signs (archival.SeparateStream)."""
    item = Written()
    head = f"<</Filter /FlateDecode /Length {len(packed)}{about}>>\nstream\n"
    item.content = head.encode("ascii") + packed + b"\r\nendstream"
    return item
