"""The parts of a .docx that python-docx has no words for."""

from __future__ import annotations

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from qh_console.documents.word_parts import element, font_table, frozen, millimetres, put_in_order, scripted
from tests.documents.samples import ISSUE, wording


def test_measures_become_twips() -> None:
    assert (millimetres(210), millimetres(297)) == (11906, 16838)


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("PM2.5和NOx", [("PM", ""), ("2.5", "subscript"), ("和NO", ""), ("x", "subscript")]),
        ("35µg/m3", [("35µg/m", ""), ("3", "superscript")]),
        ("SO₂", [("SO", ""), ("2", "subscript")]),
        ("3天", [("3天", "")]),
        ("", []),
    ],
)
def test_formulae_and_powers_stand_low_and_high(text: str, stretches: list[tuple[str, str]]) -> None:
    assert list(scripted(text)) == stretches


def test_children_stand_in_the_order_of_the_schema() -> None:
    root = parse_xml(f"<w:r {nsdecls('w')}><w:rPr><w:vertAlign/><w:sz/><w:rFonts/><w:spacing/></w:rPr></w:r>")
    put_in_order(root)
    assert [child.tag for child in root[0]] == [qn(f"w:{t}") for t in ("rFonts", "spacing", "sz", "vertAlign")]


def test_an_element_carries_its_attributes_in_the_namespace() -> None:
    assert element("ind", left=5).get(qn("w:left")) == "5"


def test_the_font_table_names_stand_ins_and_never_the_face_itself() -> None:
    table = font_table().decode()
    assert 'w:name="楷体_GB2312"><w:altName w:val="KaiTi_GB2312,' in table
    assert "仿宋_GB2312,仿宋_GB2312" not in table


def test_a_file_that_is_no_package_cannot_be_frozen() -> None:
    with pytest.raises(Exception, match="zip"):
        frozen(wording().text("approval_sheet.txt", {"proposal": ISSUE.approved_by}).encode())
