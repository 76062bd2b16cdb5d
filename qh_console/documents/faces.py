"""Faces by role: the official ones where installed, else the shipped ones, with a fallback for each character."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from zlib import crc32

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFError, TTFont

from qh_console.documents.archival import mend_advances
from qh_console.documents.embedding import Cutter
from qh_console.documents.installed import find_official
from qh_console.documents.model import Role
from qh_console.problems import KnownProblem

LOWERED = dict(zip("0123456789.x", range(0xE000, 0xE00C), strict=True))
"""Small lowered signs in the shipped Latin face; they copy as the plain sign."""
RAISED = dict(zip("0123456789", range(0xE010, 0xE01A), strict=True))
PADDED = {first: dict(zip("0123456789", range(first, first + 10), strict=True)) for first in range(0xE020, 0xE070, 16)}
"""Digits with white before, after or both, so that an odd count fills whole cells and copies without spaces."""
PLAIN = {code: ord(sign) for signs in (LOWERED, RAISED, *PADDED.values()) for sign, code in signs.items()}

MOST_IN_A_TABLE = 100
"""Of signs, in one table of what they stand for (Adobe Technical Note 5411)."""

SUBSET = 256
"""Places in one font of a file, the first of them for a missing sign."""

SHIPPED: Mapping[Role, str] = {
    Role.FANG: "QHFang-Regular.ttf",
    Role.KAI: "QHKai-Regular.ttf",
    Role.HEI: "NotoSansSC-Bold.ttf",
    Role.BIAO: "NotoSerifSC-Bold.ttf",
    Role.MARK: "NotoSerifSC-Black.ttf",
    Role.SERIF: "QHSerif-Regular.ttf",
    Role.SERIF_BOLD: "QHSerif-Bold.ttf",
    Role.SANS: "NotoSansSC-Regular.ttf",
}

FALLBACK: Mapping[Role, tuple[Role, ...]] = {
    Role.FANG: (Role.KAI, Role.BIAO, Role.SANS, Role.SERIF),
    Role.KAI: (Role.FANG, Role.BIAO, Role.SANS, Role.SERIF),
    Role.HEI: (Role.SANS, Role.BIAO, Role.SERIF_BOLD),
    Role.BIAO: (Role.MARK, Role.HEI, Role.SERIF_BOLD),
    Role.MARK: (Role.BIAO, Role.HEI, Role.SERIF_BOLD),
    Role.SERIF: (Role.FANG, Role.KAI, Role.SANS),
    Role.SERIF_BOLD: (Role.HEI, Role.SANS),
    Role.SANS: (Role.HEI, Role.KAI, Role.SERIF),
}


UNREADABLE = (OSError, TTFError, struct.error, LookupError)
INVISIBLE = frozenset({"Cc", "Cf", "Zl", "Zp"})
"""Kinds of character nobody sees, which a face may have all the same: they come with text copied from elsewhere."""


class MissingGlyph(LookupError):
    """No face has `char`; whoever sets the text adds where it stands."""

    def __init__(self, char: str) -> None:
        super().__init__(f"U+{ord(char):04X}")
        self.char = char

    @property
    def told(self) -> str:
        code = f"U+{ord(self.char):04X}"
        if unicodedata.category(self.char) in INVISIBLE:
            return f"有一个看不见的字符（{code}）"
        return f"没有一种字体有“{self.char}”（{code}）"


class CopyableFont(TTFont):
    """A face whose every sign copies and is read aloud; lowered and raised ones as the plain signs they stand for."""

    def addObjects(self, doc: Any) -> None:
        state = self.state[doc]
        state.frozen = 1
        for number, codes in enumerate(state.subsets):
            internal = self.getSubsetInternalName(number, doc)[1:]  # type: ignore[no-untyped-call]
            tag = SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX
            name = tag.decode("pdfdoc")
            font = self.cutter.font(doc, name, codes, _reading(name, codes))
            doc.idToObject["BasicFonts"].dict[internal] = doc.Reference(font, internal)
        del self.state[doc]

    def place(self, code: int, doc: Any) -> tuple[str, int]:
        """The name in `doc` of the subset that has a character, and its place there, given to it at its first use."""
        state = self._assignState(doc)  # type: ignore[no-untyped-call]
        if state.nextCode == 1:
            state.subsets, state.assignments = [[0]], {}
        at = state.assignments.get(code)
        if at is None:
            if state.nextCode % SUBSET == 0:
                state.subsets.append([0])
                state.nextCode += 1
            at = state.assignments[code] = state.nextCode
            state.subsets[-1].append(code)
            state.nextCode += 1
        name: str = self.getSubsetInternalName(at // SUBSET, doc)  # type: ignore[no-untyped-call]
        return name, at % SUBSET

    @cached_property
    def cutter(self) -> Cutter:
        return Cutter(self.face)


def _reading(name: str, codes: Sequence[int]) -> str:
    """The text each place of a subset stands for (ISO 32000-1 9.10.3); 0 marks a place nothing stands at."""
    read = ((place, chr(PLAIN.get(code, code))) for place, code in enumerate(codes) if code)
    lines = [f"<{place:02X}> <{text.encode('utf-16-be').hex().upper()}>" for place, text in read]
    tables = [lines[at : at + MOST_IN_A_TABLE] for at in range(0, len(lines), MOST_IN_A_TABLE)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
            f"/CMapName /{name} def /CMapType 2 def",
            "1 begincodespacerange <00> <FF> endcodespacerange",
            *(line for table in tables for line in (f"{len(table)} beginbfchar", *table, "endbfchar")),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )


class Faces:
    """Every face papers are set in. Widths are in ems; reading one needs no canvas."""

    def __init__(self, chains: Mapping[Role, Sequence[TTFont]], spare: Sequence[tuple[Path, int]] = ()) -> None:
        self._chains = {role: tuple(chain) for role, chain in chains.items()}
        self._spare = tuple(spare)
        self._found: dict[tuple[Role, str], tuple[str, float]] = {}
        self._tops: dict[tuple[Role, str], float] = {}

    def face(self, role: Role, char: str) -> str:
        """The registered name of the first face in the role's chain that has `char`; raises MissingGlyph."""
        return self._look(role, char)[0]

    def advance(self, role: Role, char: str) -> float:
        return self._look(role, char)[1]

    def width(self, role: Role, text: str, size_pt: float) -> float:
        return sum(self._look(role, c)[1] for c in text) * size_pt

    def top(self, role: Role, char: str) -> float:
        """Height of the ink's upper edge over the base line, in ems."""
        key = (role, char)
        if key not in self._tops:
            self._tops[key] = self._ink_top(self._font(role, char), ord(char))
        return self._tops[key]

    def chosen(self) -> dict[str, str]:
        """Which face leads each role, for the console's own report."""
        return {role.value: chain[0].fontName for role, chain in self._chains.items()}

    def _look(self, role: Role, char: str) -> tuple[str, float]:
        found = self._found.get((role, char))
        if found is None:
            font = self._font(role, char)
            found = (font.fontName, font.face.getCharWidth(ord(char)) / 1000)
            self._found[role, char] = found
        return found

    def _font(self, role: Role, char: str) -> TTFont:
        code = ord(char)
        chain = self._chains[role]
        if unicodedata.category(char) in INVISIBLE and code not in PLAIN:
            raise MissingGlyph(char)
        if code in PLAIN:
            bold = role in (Role.SERIF_BOLD, Role.HEI, Role.BIAO, Role.MARK)
            chain = self._chains[Role.SERIF_BOLD if bold else Role.SERIF]
            chain = tuple(f for f in chain if f.fontName.startswith("QHSerif"))
        for font in chain:
            if code in font.face.charToGlyph:
                return font
        for path, index in self._spare:
            with suppress(*UNREADABLE):
                font = _register(path, index)
                if code in font.face.charToGlyph:
                    return font
        raise MissingGlyph(char)

    @staticmethod
    def _ink_top(font: TTFont, code: int) -> float:
        face = font.face
        glyph = face.charToGlyph[code]
        start = face.get_table_pos("glyf")[0] + face.glyphPos[glyph]
        face.seek(start + 8)
        return float(face.read_short()) / float(face.unitsPerEm)


@cache
def _register(path: Path, index: int) -> TTFont:
    """Reads a face once per process; its name carries the path so that two files never share one."""
    name = f"{path.stem}-{crc32(f'{path}:{index}'.encode()):08x}"
    options = {"subfontIndex": index, "asciiReadable": False, "shapable": False}
    font = CopyableFont(name, str(path), **options)  # type: ignore[no-untyped-call]
    mend_advances(font.face)
    pdfmetrics.registerFont(font)
    return font


def load_faces(shipped: Path, search: Iterable[Path] = ()) -> Faces:
    """Faces from `shipped`, led by official ones found under the folders `search`; raises KnownProblem."""
    official = find_official(search)
    leaders: dict[Role, list[TTFont]] = {}
    own: dict[Role, TTFont] = {}
    for role, name in SHIPPED.items():
        try:
            own[role] = _register(shipped / name, 0)
        except (OSError, TTFError) as error:
            raise KnownProblem(f"随附字库{name}读不出来", "请重新安装本系统") from error
        leaders[role] = []
        for path, index in official.roles.get(role, ()):
            try:
                leaders[role].append(_register(path, index))
                break
            except UNREADABLE:
                continue
    chains = {}
    for role in Role:
        order = [role, *FALLBACK[role]]
        chains[role] = [*leaders[role], own[role], *(own[r] for r in order[1:])]
    return Faces(chains, official.spare)
