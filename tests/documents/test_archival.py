"""Papers are PDF/A-1b: what an archive's validator asks is read back here out of the bytes."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import ImageCms
from pypdf import PdfReader

from qh_console.documents.archival import colour_profile, mend_advances
from qh_console.documents.press import Snapshot, make
from qh_console.documents.xml_reading import read_xml
from tests.documents.assessed_sample import REPORT
from tests.documents.samples import HEAD, ISSUE, REPORT_UP, faces, wording

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def reader(snapshot: Snapshot) -> PdfReader:
    return PdfReader(BytesIO(make(snapshot, wording(), faces()).pdf))


def metadata(document: PdfReader) -> dict[str, str]:
    """Words of the XMP packet by element name, those that say what the file keeps to with their prefix."""
    stream: Any = document.root_object["/Metadata"].get_object()
    packet: bytes = stream.get_data()
    root = read_xml(packet.split(b"?>", 1)[1].rsplit(b"<?xpacket", 1)[0], "XMP")
    about = next(root.iter(f"{RDF}Description"))
    return {
        (f"{space.split('/')[-4]}:{name}" if (space := child.tag.rpartition("}")[0]).endswith("/ns/id/") else name): (
            "".join(child.itertext()).strip()
        )
        for child in about
        if (name := child.tag.rpartition("}")[2])
    }


@pytest.mark.parametrize("snapshot", [ISSUE, REPORT_UP, REPORT], ids=lambda s: type(s).__name__)
def test_a_line_ends_before_every_endstream_and_lengths_are_true(snapshot: Snapshot) -> None:
    pdf = make(snapshot, wording(), faces()).pdf
    assert pdf.startswith(b"%PDF-1.7")
    lengths = [int(found) for found in re.findall(rb"/Length (\d+)", pdf)]
    starts = [found.end() for found in re.finditer(rb"(?<!end)stream\n", pdf)]
    assert len(lengths) == len(starts) > 5
    ends = {pdf[start + length :][:12] for start, length in zip(starts, lengths, strict=True)}
    assert ends <= {b"\r\nendstream\n", b"\nendstream\ne"}


def test_the_metadata_says_what_the_information_says() -> None:
    document = reader(ISSUE)
    said, about = metadata(document), document.metadata
    assert about is not None
    assert (said["pdfa:part"], said["pdfa:conformance"], said["pdfua:part"]) == ("2", "A", "1")
    assert (said["title"], said["creator"], said["description"]) == (about.title, about.author, about.subject)
    assert (said["CreatorTool"], said["Producer"]) == (about.creator, about.producer)
    assert about.creation_date is not None
    assert said["CreateDate"] == "2026-01-12T09:30:00+08:00"
    assert about.creation_date == HEAD.created_at


def test_the_metadata_is_not_packed() -> None:
    stream: Any = reader(ISSUE).root_object["/Metadata"].get_object()
    assert "/Filter" not in stream


def test_signs_of_xml_in_a_title_stay_text() -> None:
    said = metadata(reader(_with_issuer("某省<厅>&局")))
    assert said["creator"] == "某省<厅>&局"


def _with_issuer(name: str) -> Snapshot:
    return replace(ISSUE, head=replace(HEAD, issuer=name))


def test_colours_are_those_of_a_profile_any_program_reads() -> None:
    root: Any = reader(ISSUE).root_object
    (intent,) = root["/OutputIntents"]
    assert intent.get_object()["/S"] == "/GTS_PDFA1"
    stored = intent.get_object()["/DestOutputProfile"].get_object()
    assert (stored["/N"], stored.get_data()) == (3, colour_profile())
    profile = ImageCms.ImageCmsProfile(BytesIO(colour_profile()))
    assert profile.profile.xcolor_space.strip() == "RGB"
    assert profile.profile.version == pytest.approx(2.1)
    assert ImageCms.isIntentSupported(profile, ImageCms.Intent.PERCEPTUAL, ImageCms.Direction.INPUT) == 1


def test_no_glyph_s_width_differs_from_the_page_s() -> None:
    fonts: dict[str, Any] = {}
    for page in reader(REPORT).pages:
        resources: Any = page["/Resources"]
        fonts |= {name: font.get_object() for name, font in resources["/Font"].items()}
    assert len(fonts) > 4
    for name, font in fonts.items():
        advances, em = _advances(font["/FontDescriptor"]["/FontFile2"].get_data())
        widths = [float(w) for w in font["/Widths"]]
        for code, width in enumerate(widths[: len(advances)]):
            assert abs(advances[code] * 1000 / em - width) <= 1, (name, code)


def _advances(file: bytes) -> tuple[list[int], int]:
    """Advances by glyph, and units to the em, of a TrueType file."""
    count = struct.unpack(">H", file[4:6])[0]
    records = (struct.unpack(">4sLLL", file[12 + 16 * i : 28 + 16 * i]) for i in range(count))
    at = {tag: offset for tag, _, offset, _ in records}
    full = struct.unpack(">H", file[at[b"hhea"] + 34 : at[b"hhea"] + 36])[0]
    glyphs = struct.unpack(">H", file[at[b"maxp"] + 4 : at[b"maxp"] + 6])[0]
    em = struct.unpack(">H", file[at[b"head"] + 18 : at[b"head"] + 20])[0]
    wide = [struct.unpack(">H", file[at[b"hmtx"] + 4 * i : at[b"hmtx"] + 4 * i + 2])[0] for i in range(full)]
    return wide + [wide[-1]] * (glyphs - full), em


def test_trailing_glyphs_get_back_their_own_units() -> None:
    face = SimpleNamespace(hmetrics=[(2048, 1), (1024, 2), (500.0, 3), (500.0, 4)])
    mend_advances(face)
    assert face.hmetrics == [(2048, 1), (1024, 2), (1024, 3), (1024, 4)]
    mend_advances(face)
    assert face.hmetrics[3] == (1024, 4)
