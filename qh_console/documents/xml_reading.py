"""Reads XML that came from outside: no DTD, no entity, no more than a few megabytes, and faults that name the line."""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from qh_console.problems import BadInput, Fault

MOST_BYTES = 4 * 1024 * 1024
DEEPEST = 32


class _Refused(Exception):
    """Something a message has no need of, and an attack has."""


class _Builder:
    """Builds a tree out of expat's calls; names keep their namespace as {uri}name."""

    def __init__(self) -> None:
        self.tree = TreeBuilder()
        self._depth = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise _Refused(f"层数超过{DEEPEST}")
        self.tree.start(_named(name), {_named(k): v for k, v in attributes.items()})

    def end(self, name: str) -> None:
        self._depth -= 1
        self.tree.end(_named(name))

    def text(self, text: str) -> None:
        self.tree.data(text)


def read_xml(content: bytes, file: str) -> Element:
    """The root element. Raises BadInput naming `file` for what is no XML, too large, or declares types or entities."""
    if len(content) > MOST_BYTES:
        raise BadInput([Fault(file, f"超过{MOST_BYTES // 1024 // 1024}MB", "请核对来源")])
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.EntityDeclHandler = _refuse_entity
    parser.ExternalEntityRefHandler = _refuse_entity
    try:
        parser.Parse(content, True)
    except _Refused as refused:
        raise BadInput([Fault(file, str(refused), "请核对来源", row=parser.CurrentLineNumber)]) from None
    except (expat.ExpatError, LookupError, ValueError) as error:
        why = expat.ErrorString(error.code) if isinstance(error, expat.ExpatError) else str(error)
        row = parser.CurrentLineNumber
        raise BadInput([Fault(file, f"不是完好的XML（{why}）", "请让对方重发", row=row)]) from error
    return builder.tree.close()


def _named(name: str) -> str:
    return f"{{{name}" if "}" in name else name


def _refuse_doctype(*_: object) -> None:
    raise _Refused("含有DTD声明，不予读取")


def _refuse_entity(*_: object) -> int:
    raise _Refused("含有实体声明，不予读取")
