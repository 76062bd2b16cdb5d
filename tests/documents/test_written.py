"""Objects in PDF's own words: a stream says how long it is, an object has one number."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from qh_console.documents.written import Written, number_of, packed_stream


def test_a_packed_stream_reads_back_and_its_number_stays() -> None:
    out = BytesIO()
    canvas = Canvas(out)
    document: Any = canvas._doc
    stream = packed_stream(zlib.compress("浓度".encode()), " /Length1 6")
    number = number_of(document, stream)
    assert number_of(document, stream) == number
    holder = Written()
    holder.content = f"<</Kept {number} 0 R>>"
    other = number_of(document, holder)
    assert other != number
    canvas.showPage()
    canvas.save()
    reader = PdfReader(BytesIO(out.getvalue()))
    kept: Any = reader.get_object(other)
    assert kept["/Kept"].get_data() == "浓度".encode()
    assert kept["/Kept"]["/Length1"] == 6
