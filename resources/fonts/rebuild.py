"""Rebuilds the shipped faces from the packages named in README.md; run by hand, needs fonttools and dpkg-deb."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

HERE = Path(__file__).parent
LATIN = "".join(chr(c) for c in (*range(0x20, 0x7F), *range(0xA0, 0x100)))
SIGNS = "‐‑‒–—―‘’“”„†‡•‥…‧‰′″‹›※⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉℃№℡ΩμΔ−√∞≈≠≤≥⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳〇㎡㎥㎎㎏㎞㏄■□▲△◆◇○●★☆☐☑✓"
NAMES = "㛃喆囍垚堃婳媞嫄旻昇昉燊犇玥珺瑄璟祎翀赟镕飏龑湟溠巴颜喀塬峁坌垭"
LOWERED = "0123456789.x"
RAISED = "0123456789"
# First code point, white before and after in ems.
PADDED = ((0xE020, 0.25, 0), (0xE030, 0, 0.25), (0xE040, 0.25, 0.25), (0xE050, 0, 0.5), (0xE060, 0.5, 0))
MAX_ERROR_UNITS = 1.0

# Output file: package file, path inside it, family, style, whether Chinese is wanted.
FACES = {
    "QHFang-Regular.ttf": ("texlive-lang-chinese", "FandolFang-Regular.otf", "QH Fang", "Regular", True),
    "QHKai-Regular.ttf": ("fonts-lxgw-wenkai", "LXGWWenKai-Regular.ttf", "QH Kai", "Regular", True),
    "QHSerif-Regular.ttf": ("fonts-liberation2", "LiberationSerif-Regular.ttf", "QH Serif", "Regular", False),
    "QHSerif-Bold.ttf": ("fonts-liberation2", "LiberationSerif-Bold.ttf", "QH Serif", "Bold", False),
    "NotoSansSC-Regular.ttf": ("noto-sans-sc", "NotoSansSC_400Regular.ttf", "Noto Sans SC", "Regular", True),
    "NotoSansSC-Bold.ttf": ("noto-sans-sc", "NotoSansSC_700Bold.ttf", "Noto Sans SC", "Bold", True),
    "NotoSerifSC-Bold.ttf": ("noto-serif-sc", "NotoSerifSC_700Bold.ttf", "Noto Serif SC", "Bold", True),
    "NotoSerifSC-Black.ttf": ("noto-serif-sc", "NotoSerifSC_900Black.ttf", "Noto Serif SC Black", "Regular", True),
}


def gb2312() -> str:
    pairs = (bytes((a, b)) for a in range(0xA1, 0xF8) for b in range(0xA1, 0xFF))
    return "".join(p.decode("gb2312", "ignore") for p in pairs)


def unpack(package: Path, into: Path) -> None:
    if package.suffix == ".deb":
        subprocess.run(["dpkg-deb", "-x", str(package), str(into)], check=True)
    else:
        with tarfile.open(package) as archive:
            archive.extractall(into, filter="data")


def to_truetype(font: TTFont) -> None:
    """Turns cubic outlines (CFF) into quadratic ones, since the PDF writer embeds TrueType only."""
    glyphs = font.getGlyphSet()
    order = font.getGlyphOrder()
    quadratic = {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, MAX_ERROR_UNITS, reverse_direction=True))
        quadratic[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, quadratic
    del font["CFF "]
    glyf.compile(font)
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in ("maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs"):
        setattr(maxp, field, 1 if field == "maxZones" else 0)
    for field in ("maxStackElements", "maxSizeOfInstructions", "maxComponentElements"):
        setattr(maxp, field, 0)
    maxp.recalc(font)
    font["post"].formatType = 3.0
    font["post"].extraNames, font["post"].mapping = [], {}
    font["post"].glyphOrder = order
    if "VORG" in font:
        del font["VORG"]
    font.sfntVersion = "\x00\x01\x00\x00"


def add_lowered_and_raised(font: TTFont) -> None:
    """Small lowered and raised signs at private code points, so that PM2.5 stays one run on one baseline."""
    glyphs, cmap = font["glyf"], font.getBestCmap()
    for first, shift, signs in ((0xE000, -150, LOWERED), (0xE010, 360, RAISED)):
        for offset, sign in enumerate(signs):
            units = font["head"].unitsPerEm
            pen = TTGlyphPen(font.getGlyphSet())
            scaled = TransformPen(pen, (0.62, 0, 0, 0.62, 0, shift * units / 1000))
            font.getGlyphSet()[cmap[ord(sign)]].draw(scaled)
            name = f"qh{first + offset:X}"
            width, _ = font["hmtx"][cmap[ord(sign)]]
            font.setGlyphOrder([*font.getGlyphOrder(), name])
            glyphs[name] = glyph = pen.glyph()
            glyph.recalcBounds(glyphs)
            font["hmtx"][name] = (round(width * 0.62), glyph.xMin)
            for table in font["cmap"].tables:
                if table.isUnicode():
                    table.cmap[first + offset] = name


def add_padded_digits(font: TTFont) -> None:
    """Digits with white of their own, so that an odd number fills whole cells and still copies without spaces."""
    glyphs, cmap, em = font["glyf"], font.getBestCmap(), font["head"].unitsPerEm
    for first, before, after in PADDED:
        for offset, sign in enumerate(RAISED):
            pen = TTGlyphPen(font.getGlyphSet())
            font.getGlyphSet()[cmap[ord(sign)]].draw(TransformPen(pen, (1, 0, 0, 1, before * em, 0)))
            name = f"qh{first + offset:X}"
            width, _ = font["hmtx"][cmap[ord(sign)]]
            font.setGlyphOrder([*font.getGlyphOrder(), name])
            glyphs[name] = glyph = pen.glyph()
            glyph.recalcBounds(glyphs)
            font["hmtx"][name] = (round(width + (before + after) * em), glyph.xMin)
            for table in font["cmap"].tables:
                if table.isUnicode():
                    table.cmap[first + offset] = name


def rename(font: TTFont, family: str, style: str) -> None:
    """Gives a changed font its own name, as the reserved-name clause and plain honesty ask."""
    postscript = f"{family.replace(' ', '')}-{style}"
    wanted = {1: family, 2: style, 3: f"{postscript};qh-console", 4: f"{family} {style}", 6: postscript}
    table = font["name"]
    table.names = [n for n in table.names if n.nameID in (0, 5, 13, 14)]
    for name_id, text in wanted.items():
        table.setName(text, name_id, 3, 1, 0x409)
        table.setName(text, name_id, 1, 0, 0)


def build(source: Path, target: Path, family: str, style: str, chinese: bool) -> None:
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(
        hinting=False, layout_features=[], name_IDs=["*"], notdef_outline=True, glyph_names=False,
        drop_tables=["GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx", "DSIG", "gasp", "FFTM", "meta"],
    )  # fmt: skip
    chosen = subset.Subsetter(options)
    chosen.populate(text=LATIN + SIGNS + (gb2312() + NAMES if chinese else ""))
    chosen.subset(font)
    if "CFF " in font:
        to_truetype(font)
    if not chinese:
        add_lowered_and_raised(font)
        add_padded_digits(font)
    rename(font, family, style)
    em = font["head"].unitsPerEm
    up, down = round(em * 0.88), -round(em * 0.12)
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = up, down, 0
    font["OS/2"].sTypoAscender, font["OS/2"].sTypoDescender = up, down
    font["OS/2"].fsType = 0
    font.save(target)


def main(packages: list[Path]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for package in packages:
            unpack(package, Path(folder))
        for name, (_, inside, family, style, chinese) in FACES.items():
            source = next(Path(folder).rglob(inside), None)
            if source is None:
                sys.exit(f"{inside}: not in the packages given")
            build(source, HERE / name, family, style, chinese)
            print(name, (HERE / name).stat().st_size)


if __name__ == "__main__":
    main([Path(a) for a in sys.argv[1:]])
