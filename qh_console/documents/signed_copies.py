"""Tells a signed copy of a paper from one that got more than a signature; needs no extra part."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

END = b"%%EOF"
MOST_REVISIONS = 16
FREED = re.compile(rb"(?<!\n0 1\n)\d{10} \d{5} f")
"""A line that takes an object out of a file, but for object 0, which none has; some readers heed it, others do not."""


def revisions(content: bytes) -> list[bytes]:
    """What a file was before each thing added behind it, the earliest first; the file itself is not among them."""
    found: list[bytes] = []
    at = content.find(END)
    while at >= 0 and len(found) < MOST_REVISIONS:
        end = at + len(END)
        for line_end in (b"\r\n", b"\n", b"\r"):
            if content.startswith(line_end, end):
                end += len(line_end)
                break
        found.append(content[:end])
        at = content.find(END, end)
    return [each for each in found if len(each) < len(content)]


def is_signed(content: bytes) -> bool:
    return b"/ByteRange" in content


def is_only_signed(signed: bytes, original: bytes) -> bool:
    """Whether nothing stands behind `original` but signature fields that cannot be seen."""
    if FREED.search(signed, len(original)):
        return False
    try:
        return _adds_only_fields(PdfReader(BytesIO(original)), PdfReader(BytesIO(signed)), len(original))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False


def _adds_only_fields(before: PdfReader, after: PdfReader, length: int) -> bool:
    if after.xref_objStm or any(items for generation, items in after.xref.items() if generation):
        return False
    if any(_pointed(before, key) != _pointed(after, key) for key in ("/Root", "/Info")):
        return False
    if set(before.xref[0]) - set(after.xref[0]):
        return False
    root = _pointed(before, "/Root")
    pages = {page.indirect_reference.idnum for page in before.pages if page.indirect_reference}
    for number, offset in after.xref[0].items():
        if offset < length or number not in before.xref[0]:
            continue
        free = {"/AcroForm", "/Perms", "/Version"} if number == root else {"/Annots"} if number in pages else set()
        if _written(before, number, free) != _written(after, number, free):
            return False
    return _are_fields(before, after)


def _are_fields(before: PdfReader, after: PdfReader) -> bool:
    form: Any = after.root_object.get("/AcroForm", {})
    kinds = {field.get_object()["/FT"] for field in form.get("/Fields", ())}
    if set(form) - {"/Fields", "/SigFlags"} or kinds - {"/Sig"}:
        return False
    for was, now in zip(before.pages, after.pages, strict=True):
        had: Any = was.get("/Annots", [])
        has: Any = now.get("/Annots", [])
        if [each.idnum for each in had] != [each.idnum for each in has][: len(had)]:
            return False
        for field in has[len(had) :]:
            left, low, right, top = field.get_object()["/Rect"]
            if field.get_object().get("/FT") != "/Sig" or (left, low) != (right, top):
                return False
    return True


def _pointed(reader: PdfReader, key: str) -> int:
    """Which object the file says is its catalogue, or its information."""
    number: int = reader.trailer.raw_get(key).idnum
    return number


def _written(reader: PdfReader, number: int, without: set[str]) -> bytes:
    item: Any = reader.get_object(number)
    if without:
        item = type(item)({key: value for key, value in item.items() if key not in without})
    out = BytesIO()
    item.write_to_stream(out)
    return out.getvalue()
