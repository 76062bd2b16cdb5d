"""Faces cut to what a paper shows: sound font files, the same outlines, the same bytes whatever was cut before."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from reportlab.pdfbase.ttfonts import TTFont, TTFontFile

from qh_console.documents.embedding import Cutter
from tests.documents.samples import RESOURCES

FONTS = RESOURCES / "fonts"


def face(name: str) -> Any:
    return TTFont(name, str(FONTS / f"{name}.ttf"), asciiReadable=False, shapable=False).face


def cut(cutter: Cutter, text: str) -> bytes:
    length, packed = cutter.subset([0, *map(ord, text)])
    plain = zlib.decompress(packed)
    assert len(plain) == length
    return plain


def outlines(font: Any) -> list[bytes]:
    """Every outline of a font file without the white that fills its last word."""
    glyf, places = font.get_table("glyf"), font.glyphPos
    return [glyf[a:b].rstrip(b"\0") for a, b in pairwise(places)]


@pytest.mark.parametrize("name", ["QHFang-Regular", "QHSerif-Regular", "NotoSansSC-Bold"])
def test_a_cut_face_is_a_sound_font_with_the_same_outlines_and_widths(name: str) -> None:
    whole, text = face(name), "AQI值为243，PM"
    small = TTFontFile(BytesIO(cut(Cutter(whole), text)), validate=1)
    shown = [whole.charToGlyph.get(ord(char), 0) for char in text]
    kept = list(dict.fromkeys([0, *shown]))
    assert outlines(small) == [outlines(whole)[glyph] for glyph in kept]
    assert [small.hmetrics[kept.index(g)] for g in shown] == [
        tuple(part & 0xFFFF for part in whole.hmetrics[g]) for g in shown
    ]
    places = struct.unpack(f">{len(text) + 1}H", small.get_table("cmap")[22 : 24 + 2 * len(text)])
    assert places == (0, *(kept.index(g) for g in shown))


def test_the_same_characters_give_the_same_bytes_whatever_was_cut_before() -> None:
    whole = face("QHFang-Regular")
    used = Cutter(whole)
    cut(used, "青海省重污染天气应急领导小组")
    assert cut(used, "重污染") == cut(Cutter(whole), "重污染")
    assert used.subset([0, 0x91CD]) == Cutter(whole).subset([0, 0x91CD])


def test_a_composite_outline_brings_its_parts_along() -> None:
    """No shipped face has one; an installed one may. Glyph 2 is made of glyph 1, shifted."""
    whole = face("QHSerif-Regular")
    simple, made = whole.charToGlyph[ord("H")], whole.charToGlyph[ord("B")]
    composite = struct.pack(">hhhhhHHbb", -1, 0, 0, 500, 700, 0x2, simple, 10, 0)
    plain = outlines(whole)[simple]
    patched = _with_outline(whole, made, composite)
    small = TTFontFile(BytesIO(cut(Cutter(patched), "B")), validate=1)
    assert small.numGlyphs == 3
    part = struct.unpack_from(">H", outlines(small)[1], 12)[0]
    assert outlines(small)[part] == plain


def _with_outline(whole: Any, glyph: int, outline: bytes) -> Any:
    """The same face with another outline at the end of its file for one glyph, whose successor stays untouched."""
    start = whole.get_table_pos("glyf")[0]
    whole._ttf_data = whole._ttf_data + bytes(-len(whole._ttf_data) % 4) + outline
    at = len(whole._ttf_data) - len(outline) - start
    positions = {glyph: at, glyph + 1: at + len(outline)}

    class Positions(list[int]):
        def __getitem__(self, index: Any) -> Any:
            return positions.get(index, super().__getitem__(index))

    whole.glyphPos = Positions(whole.glyphPos)
    return whole
