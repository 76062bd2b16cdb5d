"""What a paper is to someone who hears it: its parts in reading order (ISO 32000-1 14.7, 14.8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

DEEPEST = 6


class Kind(StrEnum):
    """Standard structure types, as every reader knows them; headings are made by `Part.heading`."""

    DOCUMENT = "Document"
    TITLE = "H1"
    PARAGRAPH = "P"
    LIST = "L"
    ITEM = "LI"
    ITEM_BODY = "LBody"
    TABLE = "Table"
    TABLE_HEAD = "THead"
    TABLE_BODY = "TBody"
    ROW = "TR"
    HEAD_CELL = "TH"
    CELL = "TD"
    CAPTION = "Caption"
    FIGURE = "Figure"
    CONTENTS = "TOC"
    CONTENTS_ITEM = "TOCI"
    LINK = "Link"


@dataclass(eq=False, slots=True)
class Part:
    """A branch of the tree. Its own text, if any, is on the pages; what is inside it follows that."""

    kind: str
    parts: list[Part] = field(default_factory=list)
    alt: str = ""
    """What a figure shows, in words."""
    scope: str = ""
    """Column or Row: which way a head cell speaks."""
    columns: int = 1
    """How many columns of the table a cell covers."""

    def add(self, kind: str, alt: str = "", scope: str = "", columns: int = 1) -> Part:
        part = Part(kind, [], alt, scope, columns)
        self.parts.append(part)
        return part


class Structure:
    """The tree of one paper while it is set: everything is added at its end."""

    def __init__(self) -> None:
        self.root = Part(Kind.DOCUMENT)
        self._depth = 0

    def add(self, kind: str, alt: str = "") -> Part:
        return self.root.add(kind, alt)

    def heading(self, level: int) -> Part:
        """Level 0 is a title. A paper that leaves a level out never makes a listener look for it."""
        self._depth = min(level + 1, self._depth + 1, DEEPEST)
        return self.root.add(f"H{self._depth}")

    def item(self) -> Part:
        """Where the text of a list's next entry goes; entries that follow each other are one list."""
        last = self.root.parts[-1] if self.root.parts else None
        holder = last if last is not None and last.kind == Kind.LIST else self.root.add(Kind.LIST)
        return holder.add(Kind.ITEM).add(Kind.ITEM_BODY)
