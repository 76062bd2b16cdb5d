"""The words of finished files as a reader gets them: PDF and .docx, page numbers and stamps taken out."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from qh_console.problems import BadInput, Fault

STAMP = re.compile(r"^\s*记录位置 [^\n]*\n\s*链首 ", re.MULTILINE)
NUMBER = re.compile(r"\s*—\s*\d+\s*—\s*\Z")
DRILL_MARK = re.compile(r"演\s*练")


def pdf_words(content: bytes, file: str = "PDF") -> str:
    """All text of a paper without white space, in reading order. Raises BadInput where it is no PDF."""
    return "".join(_page_words(text) for text in _pages(content, file))


def pdf_text(content: bytes, file: str = "PDF") -> str:
    """Everything that stands on the pages, number and stamp too. Raises BadInput where it is no PDF."""
    return "\n".join(_pages(content, file))


def _pages(content: bytes, file: str) -> list[str]:
    try:
        return [page.extract_text() for page in PdfReader(BytesIO(content), strict=False).pages]
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadInput([Fault(file, "不是完好的PDF", "请重新生成")]) from error


def _page_words(text: str) -> str:
    """Number and stamp are the last things drawn on a page, the drill mark the first."""
    stamp = STAMP.search(text)
    kept: list[str] = []
    for line in NUMBER.sub("", text[: stamp.start()] if stamp else text).splitlines():
        if kept or not DRILL_MARK.fullmatch(line.strip()):
            kept.append(line)
    return plain("".join(kept))


def docx_words(content: bytes, file: str = "Word文件") -> str:
    """All text of a .docx without white space: the head of a letter, then the body with its tables in place."""
    try:
        document: Any = docx.Document(BytesIO(content))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise BadInput([Fault(file, "不是完好的Word文件", "请重新生成")]) from error
    first = document.sections[0]
    heads = [first.first_page_header._element] if first.different_first_page_header_footer else []
    parts = [*heads, document.element.body]
    return plain("".join(node.text or "" for part in parts for node in part.iter(qn("w:t"))))


def plain(text: str) -> str:
    """Without white space, which belongs to the layout."""
    return "".join(text.split())
