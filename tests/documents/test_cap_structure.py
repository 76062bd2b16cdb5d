"""The table of CAP elements stands in the order of the schema."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from qh_console.documents.cap_structure import ALERT, CAP, complaints


def test_the_table_has_every_element_of_the_standard_in_order() -> None:
    assert list(ALERT) == [
        "identifier", "sender", "sent", "status", "msgType", "source", "scope", "restriction", "addresses", "code",
        "note", "references", "incidents", "info",
    ]  # fmt: skip
    assert list(ALERT["info"].inside)[:5] == ["language", "category", "event", "responseType", "urgency"]
    assert list(ALERT["info"].inside["area"].inside) == [
        "areaDesc", "polygon", "circle", "geocode", "altitude", "ceiling",
    ]  # fmt: skip


def test_an_empty_message_names_all_it_lacks() -> None:
    lacking = [path for path, what in complaints(Element(f"{CAP}alert")) if what == "缺"]
    assert lacking == [f"alert/{n}" for n in ("identifier", "sender", "sent", "status", "msgType", "scope")]
