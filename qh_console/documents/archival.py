"""Makes a reportlab PDF fit to keep and to hear: PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1)."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFArray, PDFBase85Encode, PDFDictionary, PDFName, PDFStream, PDFString
from reportlab.pdfgen.canvas import Canvas

from qh_console.documents.model import PaperMeta
from qh_console.domain.clock import beijing

PDF_VERSION = (1, 7)
UA_SCHEMA = (
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 the file keeps to</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\n"
)
"""PDF/A wants every property told that it does not know itself (ISO 19005-2 6.6.2.3.3)."""
PRIMARIES = {"rXYZ": (0.4361, 0.2225, 0.0139), "gXYZ": (0.3851, 0.7169, 0.0971), "bXYZ": (0.1431, 0.0606, 0.7141)}
"""sRGB's primaries under D50, as ICC wants them."""
WHITE = (0.9642, 1.0, 0.8249)
GAMMA = 2.2
PROFILE_NAME = b"sRGB, gamma 2.2"


class SeparateStream(PDFStream):
    """ISO 19005-2 6.1.7: a line ends before `endstream`. Bytes stay bytes: base 85 costs time and a quarter more.

    The line's end is both its signs, or a reader takes a stream's own last byte for one of them.
    """

    def format(self, document: Any) -> bytes:
        self.filters: Any = [each for each in self.filters or () if each is not PDFBase85Encode] or None
        content: bytes = super().format(document)  # type: ignore[no-untyped-call]
        return content.removesuffix(b"endstream\n") + b"\r\nendstream\n"


class Packet(PDFStream):
    """Metadata as it stands (ISO 19005-2 6.6.2.1): neither packed nor in any code page but UTF-8."""

    def __init__(self, words: str) -> None:
        super().__init__(content=words.encode())  # type: ignore[no-untyped-call]

    def format(self, document: Any) -> bytes:
        content: bytes = self.content
        kinds = {"Type": PDFName("Metadata"), "Subtype": PDFName("XML"), "Length": len(content)}
        about: bytes = PDFDictionary(kinds).format(document)
        return about + b"\nstream\n" + content + b"\nendstream\n"


def make_archival(canvas: Canvas, title: str, subject: str, creator: str, meta: PaperMeta) -> None:
    """Readies a canvas before anything is drawn; the information dictionary must already hold the same words."""
    document: Any = canvas._doc
    document._pdfVersion = max(document._pdfVersion, PDF_VERSION)
    refer = document.Reference

    def reference(item: Any, name: Any = None) -> Any:
        if type(item) is PDFStream:
            item.__class__ = SeparateStream
        return refer(item, name)

    document.Reference = reference
    catalog = document.Catalog
    catalog.Metadata = Packet(_packet(title, subject, creator, meta))
    profile = PDFStream(PDFDictionary({"N": 3}), colour_profile())
    intent = PDFDictionary(
        {
            "Type": PDFName("OutputIntent"),
            "S": PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": PDFString("sRGB"),
            "Info": PDFString(PROFILE_NAME.decode()),
            "DestOutputProfile": document.Reference(profile),
        }
    )
    catalog.OutputIntents = PDFArray([intent])
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.__Refs__ = catalog.__NoDefault__


def _packet(title: str, subject: str, creator: str, meta: PaperMeta) -> str:
    """XMP with the words of the information dictionary (ISO 19005-2 6.6.3)."""
    at = beijing(meta.created_at).isoformat(timespec="seconds")
    words = {name: escape(text) for name, text in (("title", title), ("author", meta.author), ("subject", subject))}
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"'
        ' xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
        ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
        ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\n'
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>\n"
        f"<pdfuaid:part>1</pdfuaid:part>\n{UA_SCHEMA}"
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{words["title"]}</rdf:li></rdf:Alt></dc:title>\n'
        f"<dc:creator><rdf:Seq><rdf:li>{words['author']}</rdf:li></rdf:Seq></dc:creator>\n"
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{words["subject"]}</rdf:li></rdf:Alt>'
        "</dc:description>\n"
        f"<xmp:CreatorTool>{escape(creator)}</xmp:CreatorTool>"
        f"<xmp:CreateDate>{at}</xmp:CreateDate><xmp:ModifyDate>{at}</xmp:ModifyDate>\n"
        "<pdf:Producer>ReportLab PDF Library - (opensource)</pdf:Producer><pdf:Keywords></pdf:Keywords>\n"
        '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )


def colour_profile() -> bytes:
    """An ICC 2.1 display profile for the device colours papers are drawn in; built here, so nobody's licence."""
    curve = _tag(b"curv", struct.pack(">LH", 1, round(GAMMA * 256)) + b"\0\0")
    text = PROFILE_NAME + b"\0"
    tags = [
        (b"desc", _tag(b"desc", struct.pack(">L", len(text)) + text + bytes(78))),
        (b"cprt", _tag(b"text", b"Public domain\0")),
        (b"wtpt", _point(WHITE)),
        *((name.encode(), _point(value)) for name, value in PRIMARIES.items()),
        *((name, curve) for name in (b"rTRC", b"gTRC", b"bTRC")),
    ]
    at = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">L", len(tags)), b""
    for name, content in tags:
        content += bytes(-len(content) % 4)
        table += name + struct.pack(">LL", at + len(body), len(content))
        body += content
    head = struct.pack(">L4sL4s4s4s6H4s", at + len(body), b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ",
                       2026, 1, 1, 0, 0, 0, b"acsp")  # fmt: skip
    return head + bytes(28) + _fixed(WHITE) + bytes(48) + table + body


def _tag(kind: bytes, content: bytes) -> bytes:
    return kind + bytes(4) + content


def _point(value: Sequence[float]) -> bytes:
    return _tag(b"XYZ ", _fixed(value))


def _fixed(value: Sequence[float]) -> bytes:
    return struct.pack(">3l", *(round(part * 65536) for part in value))


def mend_advances(face: Any) -> None:
    """Gives trailing glyphs of equal width their advance in the face's own units.

    reportlab keeps it there in thousandths of an em, and writes a subset whose widths are not the page's
    (ISO 19005-2 6.2.11.5) for every face that does not count in thousandths.
    """
    last = 0
    for glyph, (advance, bearing) in enumerate(face.hmetrics):
        if isinstance(advance, int):
            last = advance
        else:
            face.hmetrics[glyph] = (last, bearing)
