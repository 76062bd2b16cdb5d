"""Puts faces into a PDF: every glyph is packed once in a process and laid as it is into each paper that shows it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from qh_console.documents.written import Written, number_of, packed_stream

KEPT = ("OS/2", "cvt ", "fpgm", "name", "prep")
"""Tables that go into every subset as they are."""
SYMBOLIC, NONSYMBOLIC = 1 << 2, 1 << 5
ZLIB_HEAD, LAST_BLOCK = b"\x78\x9c", b"\x03\x00"
ADJUST = 0xB1B0AFBA
ARGS_ARE_WORDS, HAS_SCALE, MORE, HAS_TWO_SCALES, HAS_MATRIX = 0x1, 0x8, 0x20, 0x40, 0x80


class Piece(NamedTuple):
    """Bytes of a font file in whole words, the same deflated as blocks that stand alone, the sum of the words."""

    plain: bytes
    packed: bytes
    total: int


class Cutter:
    """Cuts one face to what a paper shows. Deflate takes blocks one after the other, so a glyph is packed only once."""

    def __init__(self, face: Any) -> None:
        self._face = face
        self._glyf = face.get_table_pos("glyf")[0]
        self._glyphs: dict[int, Piece] = {}
        self._widths: dict[int, str] = {}
        kept = {tag: face.get_table(tag) for tag in KEPT if tag in face.table}
        kept["post"] = b"\x00\x03\x00\x00" + face.get_table("post")[4:16] + bytes(16)
        self._kept = {tag: _piece(content) for tag, content in kept.items()}
        self._lengths = {tag: len(content) for tag, content in kept.items()}

    def font(self, document: Any, name: str, codes: Sequence[int], reading: str) -> Written:
        """The font `name` whose place n shows the character `codes[n]`; `reading` tells what each stands for."""
        face = self._face
        plain_length, packed = self.subset(codes)
        file = packed_stream(packed, f" /Length1 {plain_length}")
        about = Written()
        box = " ".join(f"{edge:g}" for edge in face.bbox)
        about.content = (
            f"<</Type /FontDescriptor /FontName /{name} /Flags {face.flags & ~NONSYMBOLIC | SYMBOLIC}"
            f" /FontBBox [{box}] /Ascent {face.ascent:g} /Descent {face.descent:g} /CapHeight {face.capHeight:g}"
            f" /ItalicAngle {face.italicAngle:g} /StemV {face.stemV} /MissingWidth {face.defaultWidth:g}"
            f" /FontFile2 {number_of(document, file)} 0 R>>"
        )
        table = packed_stream(zlib.compress(reading.encode("ascii"), 1))
        font = Written()
        font.content = (
            f"<</Type /Font /Subtype /TrueType /BaseFont /{name} /FirstChar 0 /LastChar {len(codes) - 1}"
            f" /Widths [{' '.join(map(self._width, codes))}] /FontDescriptor {number_of(document, about)} 0 R"
            f" /ToUnicode {number_of(document, table)} 0 R>>"
        )
        return font

    def subset(self, codes: Sequence[int]) -> tuple[int, bytes]:
        """Length and deflated bytes of a font file with the glyphs of `codes`; its cmap counts their places."""
        face = self._face
        glyphs = list(dict.fromkeys([0, *(face.charToGlyph.get(code, 0) for code in codes)]))
        places = {glyph: place for place, glyph in enumerate(glyphs)}
        pieces = [self._glyph(glyph, glyphs, places) for glyph in iter_growing(glyphs)]
        offsets = [0]
        for piece in pieces:
            offsets.append(offsets[-1] + len(piece.plain))
        count = len(pieces)
        cmap = struct.pack(">HHHHLHHHHH", 0, 1, 1, 0, 12, 6, 10 + 2 * len(codes), 0, 0, len(codes))
        small = {
            "cmap": cmap + struct.pack(f">{len(codes)}H", *(places[face.charToGlyph.get(c, 0)] for c in codes)),
            "head": _patched(_patched(face.get_table("head"), 8, ">L", 0), 50, ">h", 1),
            "hhea": _patched(face.get_table("hhea"), 34, ">H", count),
            "hmtx": b"".join(struct.pack(">HH", *(part & 0xFFFF for part in face.hmetrics[g])) for g in glyphs),
            "loca": struct.pack(f">{count + 1}L", *offsets),
            "maxp": _patched(face.get_table("maxp"), 4, ">H", count),
        }
        return self._file(small, pieces)

    def _file(self, small: dict[str, bytes], glyphs: Sequence[Piece]) -> tuple[int, bytes]:
        """Directory and small tables, packed for this paper; then what is packed already."""
        padded = {tag: _padded(content) for tag, content in small.items()}
        tables = [(tag, _total(padded[tag]), len(small[tag]), len(padded[tag])) for tag in small]
        tables += [(tag, piece.total, self._lengths[tag], len(piece.plain)) for tag, piece in self._kept.items()]
        outline_length = sum(len(piece.plain) for piece in glyphs)
        tables.append(("glyf", sum(piece.total for piece in glyphs) & 0xFFFFFFFF, outline_length, outline_length))
        directory = _directory(tables)
        whole = (_total(directory) + sum(total for _, total, _, _ in tables)) & 0xFFFFFFFF
        padded["head"] = _patched(padded["head"], 8, ">L", (ADJUST - whole) & 0xFFFFFFFF)
        lead = _piece(directory + b"".join(padded.values()))
        pieces = [lead, *self._kept.values(), *glyphs]
        plain = b"".join(piece.plain for piece in pieces)
        packed = b"".join(piece.packed for piece in pieces)
        return len(plain), ZLIB_HEAD + packed + LAST_BLOCK + struct.pack(">L", zlib.adler32(plain))

    def _width(self, code: int) -> str:
        if code not in self._widths:
            self._widths[code] = f"{round(self._face.getCharWidth(code), 3):g}"
        return self._widths[code]

    def _glyph(self, glyph: int, glyphs: list[int], places: dict[int, int]) -> Piece:
        """The outline of a glyph; the parts of a composite one take places of this subset, so it is never kept."""
        if glyph in self._glyphs:
            return self._glyphs[glyph]
        face = self._face
        start, end = face.glyphPos[glyph], face.glyphPos[glyph + 1]
        content = bytes(face._ttf_data[self._glyf + start : self._glyf + end])
        if len(content) > 2 and content[0] & 0x80:
            for at in _parts(content):
                part = struct.unpack_from(">H", content, at)[0]
                if part not in places:
                    places[part] = len(glyphs)
                    glyphs.append(part)
                content = _patched(content, at, ">H", places[part])
            return _piece(content)
        self._glyphs[glyph] = _piece(content)
        return self._glyphs[glyph]


def iter_growing(items: list[int]) -> Iterator[int]:
    """Every item, those added on the way too."""
    at = 0
    while at < len(items):
        yield items[at]
        at += 1


def _parts(content: bytes) -> Iterator[int]:
    """Where a composite outline names the glyphs it is made of."""
    at, flags = 10, MORE
    while flags & MORE:
        flags = struct.unpack_from(">H", content, at)[0]
        yield at + 2
        at += 8 if flags & ARGS_ARE_WORDS else 6
        at += 2 if flags & HAS_SCALE else 4 if flags & HAS_TWO_SCALES else 8 if flags & HAS_MATRIX else 0


def _directory(tables: Iterable[tuple[str, int, int, int]]) -> bytes:
    """The head of a font file: tag, sum, place and length of each table, by tag; they stand in the order given."""
    listed, entries = list(tables), []
    at = 12 + 16 * len(listed)
    for tag, total, length, padded in listed:
        entries.append(struct.pack(">4sLLL", tag.encode("ascii"), total, at, length))
        at += padded
    power = len(listed).bit_length() - 1
    search = 16 << power
    head = struct.pack(">LHHHH", 0x00010000, len(listed), search, power, 16 * len(listed) - search)
    return head + b"".join(sorted(entries))


def _piece(content: bytes) -> Piece:
    plain = _padded(content)
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return Piece(plain, packer.compress(plain) + packer.flush(zlib.Z_SYNC_FLUSH), _total(plain))


def _padded(content: bytes) -> bytes:
    return content + bytes(-len(content) % 4)


def _total(words: bytes) -> int:
    total: int = sum(struct.unpack(f">{len(words) // 4}L", words))
    return total & 0xFFFFFFFF


def _patched(content: bytes, at: int, kind: str, value: int) -> bytes:
    new = struct.pack(kind, value)
    return content[:at] + new + content[at + len(new) :]
