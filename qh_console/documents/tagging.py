"""Writes a paper's structure into its PDF: marked content on the pages, the tree of parts beside them."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName
from reportlab.pdfgen.canvas import Canvas

from qh_console.documents.model import Box
from qh_console.documents.page import Jump
from qh_console.documents.structure import Kind, Part
from qh_console.documents.written import Written, number_of


class Aside(StrEnum):
    """What stands on a page and is no part of the paper's text (ISO 32000-1 14.8.2.2)."""

    RULE = "/Artifact BMC"
    FOOTER = "/Artifact <</Type /Pagination /Subtype /Footer>> BDC"
    WATERMARK = "/Artifact <</Type /Pagination /Subtype /Watermark>> BDC"


class Tags:
    """Marks what is drawn between `under` and `close`; `write` adds the tree when every page is drawn."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._open: Part | Aside | None = None
        self._pages: list[list[Part]] = [[]]
        self._marks: dict[Part, list[tuple[int, int]]] = {}
        self._boxes: dict[Part, str] = {}
        self._links: dict[Part, tuple[Jump, Written]] = {}

    def under(self, part: Part | Aside) -> None:
        """From here on everything drawn belongs to `part`."""
        if part is self._open:
            return
        self.close()
        self._open = part
        if isinstance(part, Aside):
            self._canvas._code.append(part)
            return
        page = self._pages[-1]
        self._marks.setdefault(part, []).append((len(self._pages), len(page)))
        self._canvas._code.append(f"/{part.kind} <</MCID {len(page)}>> BDC")
        page.append(part)

    def close(self) -> None:
        if self._open is not None:
            self._canvas._code.append("EMC")
            self._open = None

    def bound(self, part: Part, box: Box) -> None:
        """Where a figure stands, as the canvas is turned and scaled now."""
        self._boxes[part] = self._on_sheet(box)

    def link(self, jump: Jump) -> None:
        """A place to click on the current page."""
        self._boxes[jump.part] = self._on_sheet(jump.box)
        written = Written()
        self._links[jump.part] = (jump, written)
        self._canvas._annotationrefs.append(self._canvas._doc.Reference(written))

    def _on_sheet(self, box: Box) -> str:
        low = self._canvas.absolutePosition(box.x, box.y)
        high = self._canvas.absolutePosition(box.x + box.width, box.y + box.height)
        return "[" + " ".join(f"{round(c, 2):g}" for c in (*map(min, low, high), *map(max, low, high))) + "]"

    def page_shown(self) -> None:
        """Ties the page just finished to its parts."""
        self._pages.append([])
        page: Any = self._canvas._doc.idToObject[f"Page{len(self._pages) - 1}"]
        page.StructParents, page.Tabs = len(self._pages) - 2, PDFName("S")
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]

    def write(self, root: Part) -> None:
        """The tree of `root`; the catalogue says that the paper is tagged."""
        document: Any = self._canvas._doc
        top, parents = Written(), Written()
        at = number_of(document, top)
        numbers = {part: number_of(document, Written()) for part in _walk(root)}
        self._write_parts(document, numbers, root, at)
        self._write_links(document)
        rows = ["[" + " ".join(f"{numbers[part]} 0 R" for part in page) + "]" for page in self._pages[:-1]]
        rows += [f"{numbers[part]} 0 R" for part in self._links]
        parents.content = "<</Nums [" + "\n".join(f"{i} {row}" for i, row in enumerate(rows)) + "]>>"
        top.content = (
            f"<</Type /StructTreeRoot /K {numbers[root]} 0 R /ParentTree {number_of(document, parents)} 0 R"
            f" /ParentTreeNextKey {len(rows)}>>"
        )
        document.Catalog.StructTreeRoot = top
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})

    def _write_parts(self, document: Any, numbers: dict[Part, int], root: Part, at: int) -> None:
        objects, names = document.idToObject, document.numberToId
        pages = self._page_numbers(document)
        above = {child: part for part in numbers for child in part.parts}
        for part, number in numbers.items():
            marks = self._marks.get(part, [])
            home = marks[0][0] if marks else 0
            kids = [
                str(mark) if page == home else f"<</Type /MCR /Pg {pages[page - 1]} 0 R /MCID {mark}>>"
                for page, mark in marks
            ] + [f"{numbers[child]} 0 R" for child in part.parts]
            if part in self._links:
                kids.append(f"<</Type /OBJR /Obj {number_of(document, self._links[part][1])} 0 R>>")
            parent = at if part is root else numbers[above[part]]
            words = [f"<</S /{part.kind} /P {parent} 0 R"]
            if marks:
                words.append(f"/Pg {pages[home - 1]} 0 R")
            if kids:
                words.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K [{' '.join(kids)}]")
            objects[names[number]].content = " ".join([*words, *self._attributes(part)]) + ">>"

    def _write_links(self, document: Any) -> None:
        pages = self._page_numbers(document)
        for key, (part, (jump, written)) in enumerate(self._links.items(), len(self._pages) - 1):
            written.content = (
                f"<</Type /Annot /Subtype /Link /F 4 /Border [0 0 0] /Rect {self._boxes[part]} /StructParent {key}"
                f" /Contents {_text(jump.words)} /Dest [{pages[jump.page - 1]} 0 R /XYZ null null null]>>"
            )

    def _page_numbers(self, document: Any) -> list[int]:
        return [document.idToObjectNumberAndVersion[f"Page{i}"][0] for i in range(1, len(self._pages))]

    def _attributes(self, part: Part) -> Iterator[str]:
        if part.alt:
            yield f"/Alt {_text(part.alt)}"
        if part.kind == Kind.FIGURE:
            yield f"/A <</O /Layout /Placement /Block /BBox {self._boxes[part]}>>"
        if part.scope or part.columns > 1:
            scope = f" /Scope /{part.scope}" if part.scope else ""
            span = f" /ColSpan {part.columns}" if part.columns > 1 else ""
            yield f"/A <</O /Table{scope}{span}>>"


def _text(words: str) -> str:
    return f"<feff{words.encode('utf-16-be').hex()}>"


def _walk(part: Part) -> Iterator[Part]:
    yield part
    for inner in part.parts:
        yield from _walk(inner)
