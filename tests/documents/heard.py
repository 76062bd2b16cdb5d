"""Reads a finished paper as someone who hears it does: the tree by pypdf, the text its marks stand at by pdfplumber."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pdfplumber
from pypdf import PdfReader

Place = tuple[int, int]
"""Page and marked content on it, both from 0."""


@dataclass(frozen=True)
class Heard:
    """A part of a paper: its own text, where that stands, what is inside the part."""

    kind: str
    text: str
    places: tuple[Place, ...]
    inside: tuple[Heard, ...]
    alt: str
    about: dict[str, Any]

    @property
    def words(self) -> str:
        return self.text + "".join(part.words for part in self.inside)

    def every(self, *kinds: str) -> Iterator[Heard]:
        """All parts of some kinds (none: of any), this one too, in reading order."""
        if not kinds or self.kind in kinds:
            yield self
        for part in self.inside:
            yield from part.every(*kinds)


@dataclass(frozen=True)
class Reading:
    root: Heard
    asides: tuple[str, ...]
    """Text of each page that is no part of the paper: number, stamp, repeated heads."""


def heard(pdf: bytes) -> Reading:
    """Fails where a sign on a page is neither some part's nor an aside, or the page does not know its parts."""
    texts: dict[Place, str] = {}
    asides = []
    with pdfplumber.open(BytesIO(pdf)) as document:
        for number, page in enumerate(document.pages):
            for char in page.chars:
                if char["mcid"] is not None:
                    texts[number, char["mcid"]] = texts.get((number, char["mcid"]), "") + char["text"]
            loose = [char for char in page.chars if char["mcid"] is None]
            assert {char["tag"] for char in loose} <= {"Artifact"}
            asides.append("".join(char["text"] for char in loose))
    reader = PdfReader(BytesIO(pdf))
    tree: Any = reader.root_object["/StructTreeRoot"]
    pages = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages) if page.indirect_reference}
    root = _heard(tree["/K"], pages, texts)
    _check_parents(reader, tree, root)
    assert not texts, f"in no part: {texts}"
    return Reading(root, tuple(asides))


def _heard(element: Any, pages: dict[int, int], texts: dict[Place, str]) -> Heard:
    kids = element.get("/K", [])
    places: list[Place] = []
    inside: list[Heard] = []
    for kid in kids if isinstance(kids, list) else [kids]:
        if isinstance(kid, int):
            places.append((pages[element.raw_get("/Pg").idnum], kid))
        elif kid.get_object().get("/Type") == "/MCR":
            places.append((pages[kid.raw_get("/Pg").idnum], kid["/MCID"]))
        elif kid.get_object().get("/Type") == "/OBJR":
            assert kid["/Obj"]["/Subtype"] == f"/{element['/S'][1:]}"
        else:
            part = kid.get_object()
            assert part["/P"].get_object() == element
            inside.append(_heard(part, pages, texts))
    text = "".join(texts.pop(place, "") for place in places)
    return Heard(element["/S"][1:], text, tuple(places), tuple(inside), element.get("/Alt", ""), element.get("/A", {}))


def _check_parents(reader: PdfReader, tree: Any, root: Heard) -> None:
    """The way back, from marked content to its part (ISO 32000-1 14.7.4.4)."""
    numbers = tree["/ParentTree"]["/Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    kinds = {place: part.kind for part in root.every() for place in part.places}
    for index, page in enumerate(reader.pages):
        rows = parents[page["/StructParents"]].get_object()
        told = {(index, mark): row.get_object()["/S"][1:] for mark, row in enumerate(rows)}
        assert told == {place: kind for place, kind in kinds.items() if place[0] == index}
