"""On which line each key of a TOML document stands, which the standard library's parser does not tell."""

from __future__ import annotations

import tomllib
from typing import Any

Loc = tuple[str | int, ...]
"""A key's path from the root; a number is a position in an array, from 0."""


def key_lines(text: str) -> dict[Loc, int]:
    """Line (from 1) of every key, array item and table header in `text`, which must be valid TOML."""
    return _Scanner(text).document()


class _Scanner:
    """Walks a document known to be valid, so it needs no rule of TOML beyond where things begin and end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._line = 1
        self._lines: dict[Loc, int] = {}
        self._counts: dict[Loc, int] = {}
        """Tables seen so far in each array of tables."""

    def document(self) -> dict[Loc, int]:
        table: Loc = ()
        while self._skip_blank():
            if self._peek("["):
                table = self._header()
            else:
                self._assignment(table)
        return self._lines

    def _header(self) -> Loc:
        line, is_array = self._line, self._peek("[[")
        self._forward(2 if is_array else 1)
        keys = self._keys("]")
        self._forward(2 if is_array else 1)
        path: Loc = ()
        for key in keys[:-1]:
            self._lines.setdefault((*path, key), line)
            path = self._inside((*path, key))
        path = (*path, keys[-1])
        self._lines.setdefault(path, line)
        if is_array:
            index = self._counts.get(path, 0)
            self._counts[path] = index + 1
            path = (*path, index)
            self._lines[path] = line
        return path

    def _inside(self, path: Loc) -> Loc:
        """The path of the table that later headers mean by `path`: in an array of tables, its latest."""
        return (*path, self._counts[path] - 1) if path in self._counts else path

    def _assignment(self, table: Loc) -> None:
        line = self._line
        path = table
        for key in self._keys("="):
            path = (*path, key)
            self._lines.setdefault(path, line)
        self._forward(1)
        self._value(path)

    def _keys(self, end: str) -> list[str]:
        """A dotted key up to `end`; quoted parts may hold anything."""
        start = self._at
        while not self._peek(end):
            if self._text[self._at] in "\"'":
                self._string()
            else:
                self._forward(1)
        dotted = self._text[start : self._at].strip()
        node: Any = tomllib.loads(f"{dotted} = 0")
        keys: list[str] = []
        while isinstance(node, dict):
            ((key, node),) = node.items()
            keys.append(key)
        return keys

    def _value(self, path: Loc) -> None:
        self._skip_blank()
        if self._peek("["):
            self._items("]", path)
        elif self._peek("{"):
            self._items("}", path)
        elif self._text[self._at] in "\"'":
            self._string()
        else:
            while self._at < len(self._text) and self._text[self._at] not in ",]}#\n":
                self._forward(1)

    def _items(self, end: str, path: Loc) -> None:
        self._forward(1)
        index = 0
        while self._skip_blank() and not self._peek(end):
            if self._peek(","):
                self._forward(1)
            elif end == "}":
                self._assignment(path)
            else:
                self._lines[(*path, index)] = self._line
                self._value((*path, index))
                index += 1
        self._forward(1)

    def _string(self) -> None:
        quote = self._text[self._at]
        fence = quote * 3 if self._peek(quote * 3) else quote
        self._forward(len(fence))
        while not self._peek(fence):
            self._forward(2 if quote == '"' and self._peek("\\") else 1)
        self._forward(len(fence))
        while len(fence) == 3 and self._peek(quote):
            self._forward(1)

    def _skip_blank(self) -> bool:
        """Past spaces, line ends and comments; False at the end of the document."""
        while self._at < len(self._text):
            if self._peek("#"):
                while self._at < len(self._text) and not self._peek("\n"):
                    self._forward(1)
            elif self._text[self._at].isspace():
                self._forward(1)
            else:
                return True
        return False

    def _peek(self, what: str) -> bool:
        return self._text.startswith(what, self._at)

    def _forward(self, count: int) -> None:
        self._line += self._text.count("\n", self._at, self._at + count)
        self._at += count
