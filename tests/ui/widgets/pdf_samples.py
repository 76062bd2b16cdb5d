"""Small PDFs for the tests of the preview."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas


def paper(pages: int, words: str = "ORANGE ALERT", size: tuple[float, float] = (595, 842)) -> bytes:
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=size, invariant=True)
    for number in range(pages):
        canvas.drawString(100, size[1] - 142, f"{words} {number + 1}")
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def blackened(pages: int) -> bytes:
    """Pages that are black all over."""
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(595, 842), invariant=True)
    for _ in range(pages):
        canvas.rect(0, 0, 595, 842, fill=1)
        canvas.showPage()
    canvas.save()
    return held.getvalue()
