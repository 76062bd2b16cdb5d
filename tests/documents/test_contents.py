"""A line of contents: the heading by its level, dots that stop short of the page, all of it a link."""

from __future__ import annotations

import pytest

from qh_console.documents.contents import contents_entry
from qh_console.documents.flow import Flow
from qh_console.documents.model import Role
from qh_console.documents.page import AREA_WIDTH, CHAR_PITCH, SIZE_3, Jump, Text
from qh_console.documents.structure import Kind, Part
from tests.documents.samples import faces


@pytest.mark.parametrize(("level", "indent", "role"), [(1, 0.0, Role.HEI), (2, 2 * CHAR_PITCH, Role.FANG)])
def test_a_line_of_contents(level: int, indent: float, role: Role) -> None:
    contents = Part(Kind.CONTENTS)
    items = contents_entry((level, "一、概况", 12), AREA_WIDTH, 100.0, contents, Flow(faces()).break_words)
    name, dots, figures = [item for item in items if isinstance(item, Text)]
    (jump,) = [item for item in items if isinstance(item, Jump)]
    assert (name.x, name.stretches[0].role) == (indent, role)
    assert dots.part is None
    assert indent + 4 * CHAR_PITCH < dots.x < figures.x
    assert "".join(s.signs for s in figures.stretches) == "12"
    assert figures.x + SIZE_3 == pytest.approx(AREA_WIDTH, abs=1)
    assert (jump.page, jump.words, jump.box.x, jump.box.x + jump.box.width) == (12, "一、概况", indent, AREA_WIDTH)
    (entry,) = contents.parts
    (link,) = entry.parts
    assert (entry.kind, link.kind) == (Kind.CONTENTS_ITEM, Kind.LINK)
    assert {name.part, figures.part, jump.part} == {link}
