"""XML from outside is read as data only."""

from __future__ import annotations

import pytest

from qh_console.documents.xml_reading import DEEPEST, MOST_BYTES, read_xml
from qh_console.problems import BadInput


def test_names_keep_their_namespace_and_text_its_signs() -> None:
    root = read_xml('<a xmlns="urn:x" b="1"><c>青&amp;海</c></a>'.encode(), "来件")
    assert root.tag == "{urn:x}a"
    assert root.attrib == {"b": "1"}
    assert root.findtext("{urn:x}c") == "青&海"


def test_gb18030_is_read_where_the_declaration_says_so() -> None:
    text = '<?xml version="1.0" encoding="utf-16"?><a>青海</a>'
    assert read_xml(text.encode("utf-16"), "来件").text == "青海"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "DTD"),
        (b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a/>', "DTD"),
        (b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>', "DTD"),
        (b"<a>&x;</a>", "XML"),
        (b"<a><b></a>", "XML"),
        (b"", "XML"),
        (b"\xff\xfe\x00", "XML"),
        (b"<a>" * (DEEPEST + 1), "层数"),
        (b" " * (MOST_BYTES + 1), "4MB"),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', "XML"),
    ],
)
def test_what_a_message_has_no_need_of_is_refused_with_the_file_named(content: bytes, why: str) -> None:
    with pytest.raises(BadInput, match=why) as refused:
        read_xml(content, "海东市来件")
    assert str(refused.value).startswith("海东市来件")
